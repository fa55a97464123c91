import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorCatalogue, HeliostatError, toProblem } from './errors.ts';

describe('the error catalogue', () => {
  it('keeps its codes: others rely on them', () => {
    assert.deepEqual(Object.keys(errorCatalogue).toSorted(), [
      'body-too-large',
      'certificate-invalid',
      'circuit-open',
      'config-invalid',
      'config-unreadable',
      'csrf-refused',
      'data-folder-busy',
      'data-folder-unusable',
      'draining',
      'expectation-failed',
      'file-truncated',
      'file-unknown',
      'file-unreadable',
      'forbidden',
      'header-too-large',
      'host-invalid',
      'http2-flood',
      'input-invalid',
      'internal-error',
      'job-running',
      'method-refused',
      'not-found',
      'port-in-use',
      'request-ambiguous',
      'request-malformed',
      'request-timeout',
      'runtime-unfit',
      'service-unknown',
      'store-newer',
      'target-unreachable',
      'too-many-attempts',
      'too-many-connections',
      'unauthenticated',
      'upstream-busy',
      'upstream-invalid',
      'upstream-reset',
      'upstream-timeout',
      'upstream-unreachable',
      'uri-too-long',
      'usage-invalid',
      'version-stale',
    ]);
  });

  it('says for each what it is and how to mend it', () => {
    for (const [code, { status, message, mend }] of Object.entries(errorCatalogue)) {
      assert.match(message, /^[A-Z].*\.$/, code);
      assert.match(mend, /^[A-Z].*\.$/, code);
      assert.ok(status >= 400 && status < 600, code);
    }
  });

  it('makes problem details that tell nothing of an unknown error', () => {
    const problem = toProblem(new Error('postgres://user:hunter2@db'), 'r1');
    assert.equal(problem.code, 'internal-error');
    assert.equal(problem.status, 500);
    assert.ok(!JSON.stringify(problem).includes('hunter2'));
    assert.equal(toProblem(new HeliostatError('not-found', { detail: 'operation x' })).detail, 'operation x');
  });
});
