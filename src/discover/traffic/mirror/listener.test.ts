import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { mirrorSchema } from '../../../config/mirror.ts';
import { systemClock } from '../../../model/clock.ts';
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import { exchangeOfCopy } from './copied-request.ts';
import { startMirror } from './listener.ts';

const mirror = async (t: TestContext, given: object = {}) => {
  const taken: RawExchange[] = [];
  const running = await startMirror({
    config: mirrorSchema.parse({ name: 'copies', port: 0, ...given }),
    capturedBytesMax: 16,
    take: (raw) => taken.push(raw),
    clock: systemClock,
  });
  t.after(() => running[Symbol.asyncDispose]());
  return { taken, running, url: `http://127.0.0.1:${running.port}` };
};

const until = async (isDone: () => boolean): Promise<void> => {
  for (let left = 200; left > 0 && !isDone(); left -= 1) await pause(25);
  assert.ok(isDone());
};

const copy = (headers: Readonly<Record<string, string>>, target = '/mirror') =>
  exchangeOfCopy(
    {
      method: 'POST',
      target,
      headers: Object.entries(headers).flat(),
      body: { captured: null, truncated: false, bytes: 0 },
      peer: '10.0.0.2',
      atMs: 1,
      isSecure: false,
    },
    undefined,
  );

test('a copy is told back to what it was: path, host, client; headers of the proxy are no part of it', () => {
  const nginx = copy({
    Host: 'api.example.org',
    'X-Original-URI': '/orders?page=2',
    'X-Forwarded-For': '198.51.100.4',
    'X-Forwarded-Proto': 'https',
    'X-Tenant': 'north',
  });
  assert.deepEqual(
    [nginx?.host, nginx?.target, nginx?.scheme, nginx?.clientAddress, nginx?.status],
    ['api.example.org', '/orders?page=2', 'https', '198.51.100.4', 0],
  );
  assert.deepEqual(nginx?.requestHeaders, ['host', 'api.example.org', 'x-tenant', 'north']);
  assert.equal(copy({ Host: 'api.example.org-shadow:8080' }, '/orders')?.host, 'api.example.org:8080');
  assert.equal(copy({ Host: 'a' }, '*'), null);
});

test('copies are taken over one connection, bodies are bounded, what is no HTTP does no harm', async (t) => {
  const { taken, running, url } = await mirror(t, { bodyBytesMax: 64 });
  const sent = await fetch(`${url}/orders/17`, { method: 'POST', body: 'x'.repeat(32) });
  assert.equal(sent.status, 204);
  assert.equal(taken[0]?.requestBody.captured?.length, 16);
  assert.deepEqual([taken[0]?.requestBody.bytes, taken[0]?.requestBody.truncated], [32, true]);
  await assert.rejects(
    fetch(`${url}/orders/17`, { method: 'POST', body: 'x'.repeat(4096) }).then((one) => {
      if (one.status === 204) throw new Error('left out');
      return one;
    }),
  );
  const socket = connect(running.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.end('\x16\x03\x01 no http\r\n\r\n');
  await until(() => running.refused() >= 2);
  assert.equal((await fetch(`${url}/orders`)).status, 204);
  assert.equal(taken.length, 2);
});

const hasNginx = spawnSync('nginx', ['-v']).status === 0;

test('nginx mirrors what it proxies', { skip: hasNginx ? false : 'nginx is not installed' }, async (t) => {
  const { taken, running } = await mirror(t);
  const upstream = createServer((_, response) => response.end('{"ok":true}'));
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  t.after(() => upstream.close());
  // A port that nothing listens on now; nginx cannot say which it took.
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-nginx-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) await mkdir(join(folder, name));
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr; events { worker_connections 64; }
http { access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port};
    location / { mirror /copy; proxy_pass http://127.0.0.1:${(upstream.address() as AddressInfo).port}; }
    location = /copy { internal; proxy_pass http://127.0.0.1:${running.port}; proxy_set_header Host $host;
      proxy_set_header X-Original-URI $request_uri; proxy_set_header X-Forwarded-For $remote_addr; }
  } }`,
  );
  const nginx = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  });
  t.after(() => nginx.kill('SIGTERM'));
  let answer: Response | null = null;
  for (let left = 100; left > 0 && answer === null; left -= 1) {
    answer = await fetch(`http://127.0.0.1:${port}/orders/17?expand=lines`, {
      method: 'POST',
      body: '{"amount":5}',
      headers: { 'content-type': 'application/json', authorization: 'Bearer abc' },
    }).catch(() => null);
    if (answer === null) await pause(50);
  }
  assert.equal(await answer?.text(), '{"ok":true}');
  await until(() => taken.length > 0);
  const [raw] = taken;
  assert.deepEqual([raw?.method, raw?.target, raw?.host], ['POST', '/orders/17?expand=lines', '127.0.0.1']);
  assert.equal(Buffer.from(raw?.requestBody.captured ?? []).toString(), '{"amount":5}');
  assert.ok(raw?.requestHeaders.includes('Bearer abc'));
});
