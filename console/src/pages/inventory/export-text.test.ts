import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperationSummary } from '../../api/types.ts';
import { operationsCsv } from './export-text.ts';

const operation: OperationSummary = {
  id: 'o-1',
  kind: 'rest',
  service: 'clinic',
  host: 'api.clinic.example',
  method: 'GET',
  path: '/a,"b"',
  confidence: 0.9,
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
  count: 3,
  errors: 1,
  serverErrors: 0,
  blocked: 0,
  statuses: { '200': 2, '404': 1 },
  auth: ['bearer-jwt', 'none'],
  anonymousSuccesses: 1,
  dataClasses: [],
  actors: 2,
  firstSeenMs: 0,
  lastSeenMs: 1_000,
  p50Us: 1,
  p95Us: 2,
  p99Us: 3,
  hourly: [],
};

test('CSV quotes what must be quoted (RFC 4180) and defuses formulas', () => {
  const [head, line] = operationsCsv([operation, { ...operation, host: '=cmd()' }]).split('\r\n');
  assert.match(head ?? '', /^method,path,host,/);
  assert.match(
    line ?? '',
    /^GET,"\/a,""b""",api\.clinic\.example,clinic,rest,live,traffic,,false,,name,,unknown,0,0,3,1,0,/,
  );
  assert.match(operationsCsv([{ ...operation, host: '=cmd()' }]), /,'=cmd\(\),/);
});
