import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCookieJar } from './cookies.ts';
import { parseDuration } from './duration.ts';
import { encodeMultipart } from './multipart.ts';

test('cookies are kept, replaced and dropped by Max-Age=0', () => {
  const jar = createCookieJar();
  jar.keep(['clinic_session=one; Path=/; HttpOnly', 'theme=dark']);
  assert.equal(jar.header(), 'clinic_session=one; theme=dark');
  jar.keep('clinic_session=two');
  jar.keep('theme=; Max-Age=0');
  assert.equal(jar.header(), 'clinic_session=two');
  jar.clear();
  assert.equal(jar.header(), undefined);
});

test('a form with a file is read back as it was written', async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45]);
  const file = { field: 'file', fileName: 'a.bin', type: 'application/octet-stream', bytes };
  const body = encodeMultipart('----b', { name: 'knee' }, file);
  const headers = { 'content-type': 'multipart/form-data; boundary=----b' };
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  assert.equal(form.get('name'), 'knee');
  const kept = form.get('file');
  assert.ok(kept instanceof Blob);
  assert.deepEqual(Buffer.from(await kept.arrayBuffer()), bytes);
});

test('durations carry their unit', () => {
  assert.equal(parseDuration('30s'), 30_000);
  assert.equal(parseDuration('500ms'), 500);
  assert.equal(parseDuration('2m'), 120_000);
  for (const wrong of ['30', 's', '-1s', '1.5s', '', '1d']) assert.equal(parseDuration(wrong), null);
});
