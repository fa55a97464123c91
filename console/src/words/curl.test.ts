import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperationSummary } from '../api/types.ts';
import { operationCurl } from './curl.ts';

const operation = (change: Partial<OperationSummary>): OperationSummary => ({
  id: 'o',
  kind: 'rest',
  service: 'clinic',
  host: 'api.clinic.example',
  method: 'GET',
  path: '/v2/patients',
  confidence: 1,
  sources: ['traffic'],
  lifecycle: 'live',
  framework: null,
  deprecated: false,
  purpose: { text: '', from: 'name' },
  authDisagreements: 0,
  owner: null,
  exposure: 'unknown',
  risk: 0,
  controlsAbsent: 0,
  count: 1,
  errors: 0,
  serverErrors: 0,
  blocked: 0,
  statuses: {},
  auth: [],
  anonymousSuccesses: 0,
  dataClasses: [],
  actors: 1,
  firstSeenMs: 1,
  lastSeenMs: 1,
  p50Us: 1,
  p95Us: 1,
  p99Us: 1,
  hourly: [],
  ...change,
});

test('a template keeps its parameters, and credentials are shell variables', () => {
  assert.equal(
    operationCurl(operation({ path: '/v2/patients/{patientId}', auth: ['bearer-jwt', 'none'] })),
    `curl --globoff 'http://api.clinic.example/v2/patients/{patientId}' -H "authorization: Bearer $TOKEN"`,
  );
});

test('what comes from strangers cannot leave its quotes', () => {
  assert.equal(
    operationCurl(operation({ path: "/a'$(id)" })),
    `curl 'http://api.clinic.example/a'\\''$(id)'`,
  );
});

test('a GraphQL field becomes a POST of its query', () => {
  assert.equal(
    operationCurl(operation({ kind: 'graphql', method: 'QUERY', path: '/graphql#patient' })),
    `curl -X POST 'http://api.clinic.example/graphql' -H 'content-type: application/json' -d '{"query":"query { patient }"}'`,
  );
});
