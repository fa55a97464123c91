/** What need not be exposed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviceFor } from './advice.ts';
import type { AdvisedOperation } from './advice.ts';

const usual: AdvisedOperation = {
  method: 'GET',
  path: '/patients',
  kind: 'rest',
  lifecycle: 'documented',
  isOpen: false,
  isServed: true,
};

for (const [title, change, codes] of [
  ['nothing to say', {}, []],
  ['a zombie', { lifecycle: 'zombie' }, ['retire']],
  ['an orphan', { lifecycle: 'orphan', isServed: false }, ['drop-or-implement']],
  ['a shadow', { lifecycle: 'shadow' }, ['document']],
  ['dormant', { lifecycle: 'dormant' }, ['confirm-use']],
  ['unreachable', { lifecycle: 'unreachable' }, ['remove-route']],
  ['actuator', { path: '/actuator/env' }, ['debug-exposed']],
  ['pprof', { path: '/debug/pprof/heap' }, ['debug-exposed']],
  ['a word that only begins so', { path: '/debugging-tips/{id}' }, []],
  ['internal', { path: '/internal/jobs' }, ['internal-exposed']],
  ['documents', { path: '/v3/api-docs' }, ['docs-exposed']],
  ['not served', { path: '/internal/jobs', isServed: false }, []],
  ['introspection', { path: '/graphql#__schema', kind: 'graphql', method: 'QUERY' }, ['introspection']],
  ['all methods', { method: 'ANY' }, ['narrow-methods']],
] as const satisfies readonly (readonly [string, Partial<AdvisedOperation>, readonly string[]])[]) {
  test(title, () => {
    assert.deepEqual(
      adviceFor({ ...usual, ...change }).map((one) => one.code),
      codes,
    );
  });
}
