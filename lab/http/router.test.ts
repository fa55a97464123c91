import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noContent } from './answer.ts';
import { open } from './route.ts';
import { createRouter } from './router.ts';

const router = createRouter(
  ['/patients/me', '/patients/{patientId}', '/patients/{patientId}/documents', '/forms/{formName}'].map(
    (path) => open('GET', path, noContent),
  ),
);

const lead = (path: string, method = 'GET'): unknown => {
  const match = router(method, path);
  return match.kind === 'route' ? [match.route.path, match.params] : match;
};

test('a literal wins over a parameter, and leaves its siblings alone', () => {
  assert.deepEqual(lead('/patients/me'), ['/patients/me', {}]);
  assert.deepEqual(lead('/patients/pat_1'), ['/patients/{patientId}', { patientId: 'pat_1' }]);
  assert.deepEqual(lead('/patients/me/documents'), ['/patients/{patientId}/documents', { patientId: 'me' }]);
});

test('parameters are decoded once, after the path was split', () => {
  assert.deepEqual(lead('/forms/..%2f..%2Fetc%2fpasswd'), [
    '/forms/{formName}',
    { formName: '../../etc/passwd' },
  ]);
  assert.deepEqual(lead('/forms/%252f'), ['/forms/{formName}', { formName: '%2f' }]);
  assert.deepEqual(lead('/forms/%zz'), ['/forms/{formName}', { formName: '%zz' }]);
});

test('what leads nowhere says so', () => {
  assert.deepEqual(lead('/patients'), { kind: 'nothing' });
  assert.deepEqual(lead('/patients/'), { kind: 'nothing' });
  assert.deepEqual(lead(`/patients${'/a'.repeat(5_000)}`), { kind: 'nothing' });
  assert.deepEqual(lead('/patients/me', 'POST'), { kind: 'method', allow: ['GET'] });
});

test('two routes for one operation are refused', () => {
  const route = open('GET', '/a/{b}', noContent);
  assert.throws(() => createRouter([route, open('GET', '/a/{c}', noContent)]), /two routes/);
});
