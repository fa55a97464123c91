import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { pcapngOf, pcapOf } from './testing/packet-writer.ts';
import { inShort, read, textOf } from './testing/reading.ts';
import { tap } from './testing/wiretap.ts';

const folder = mkdtempSync(join(tmpdir(), 'heliostat-pcap-'));
after(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, kind] of [
  ['ec', 'ec -pkeyopt ec_paramgen_curve:P-256'],
  ['rsa', 'rsa:2048'],
] as const)
  execFileSync(
    'openssl',
    `req -x509 -newkey ${kind} -nodes -days 2 -keyout ${join(folder, `${name}.key`)} -out ${join(folder, `${name}.pem`)} -subj /CN=api.test`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
const credentials = (name: 'ec' | 'rsa') => ({
  key: readFileSync(join(folder, `${name}.key`)),
  cert: readFileSync(join(folder, `${name}.pem`)),
});

const listening = async (t: TestContext, server: Server | http2.Http2Server): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  t.after(() => void server.close());
  return (server.address() as AddressInfo).port;
};

/** Asks over TLS through a tap; gives what passed and the secrets. */
const session = async (t: TestContext, options: https.RequestOptions, kind: 'ec' | 'rsa' = 'ec') => {
  const server = https.createServer(
    { ...credentials(kind), minVersion: 'TLSv1.2', ciphers: 'DEFAULT:@SECLEVEL=0', honorCipherOrder: false },
    (request, response) => {
      request.resume();
      response.setHeader('content-type', 'application/json');
      response.end(`{"path":"${request.url}","fill":"${'f'.repeat(40_000)}"}`);
    },
  );
  const port = await listening(t, server);
  await using wire = await tap(port);
  let secrets = '';
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  agent.on('keylog', (line: Buffer) => {
    secrets += line.toString('latin1');
  });
  for (const path of ['/one', '/two']) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const request = https.request(
      {
        ...options,
        agent,
        path,
        method: 'POST',
        port: wire.port,
        host: '127.0.0.1',
        servername: 'api.test',
        rejectUnauthorized: false,
        headers: { host: 'api.test', 'content-type': 'application/json' },
      },
      (response) => response.resume().on('end', resolve),
    );
    request.on('error', reject);
    request.end('{"name":"ann"}');
    await promise;
  }
  agent.destroy();
  return { packets: wire.talks.flatMap((talk) => talk.packets), secrets };
};

const suites: readonly (readonly [string, https.RequestOptions, ('ec' | 'rsa')?])[] = [
  ['TLS 1.3, AES-128-GCM', { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_GCM_SHA256' }],
  ['TLS 1.3, AES-256-GCM', { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_256_GCM_SHA384' }],
  ['TLS 1.3, ChaCha20', { minVersion: 'TLSv1.3', ciphers: 'TLS_CHACHA20_POLY1305_SHA256' }],
  ['TLS 1.2, AES-128-GCM', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }],
  ['TLS 1.2, AES-256-GCM', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' }],
  ['TLS 1.2, ChaCha20', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' }],
  ['TLS 1.2, AES-128-CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA' }, 'rsa'],
  ['TLS 1.2, AES-256-CBC with SHA-384', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-SHA384' }, 'rsa'],
];

for (const [name, options, kind] of suites)
  test(`${name} is read with a key log`, async (t) => {
    const { packets, secrets } = await session(t, options, kind);
    for (const reading of [read(pcapOf(packets), { keys: secrets }), read(pcapngOf(packets, secrets))]) {
      assert.deepEqual(reading.warnings, {});
      assert.deepEqual(reading.exchanges.map(inShort), [
        'POST api.test/one 200 14/40025',
        'POST api.test/two 200 14/40025',
      ]);
      assert.equal(reading.exchanges[0]?.scheme, 'https');
      assert.equal(textOf(reading.exchanges[1], 'requestBody'), '{"name":"ann"}');
    }
  });

test('without keys a session is counted with the name of its server', async (t) => {
  const { packets } = await session(t, { minVersion: 'TLSv1.3' });
  const { exchanges, warnings, about } = read(pcapOf(packets));
  assert.equal(exchanges.length, 0);
  assert.deepEqual(warnings, { 'tls-unread': 1 });
  assert.deepEqual(about, ['TLS connections without keys: api.test']);
});

/** Two streams at once, one with a long body, one that is gRPC with trailers. */
const speakHttp2 = async (authority: string, options: http2.SecureClientSessionOptions): Promise<void> => {
  const client = http2.connect(authority, options);
  const ask = async (headers: http2.OutgoingHttpHeaders, body: string): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stream = client.request(headers, { endStream: body === '' });
    stream.on('error', reject);
    stream.on('end', resolve);
    stream.resume();
    if (body !== '') stream.end(body);
    await promise;
  };
  await Promise.all([
    ask(
      { ':method': 'POST', ':path': '/shop.Orders/Get', 'content-type': 'application/grpc', te: 'trailers' },
      'abcde',
    ),
    ask(
      { ':method': 'PUT', ':path': '/orders/7', 'content-type': 'application/json' },
      `{"a":"${'b'.repeat(50_000)}"}`,
    ),
  ]);
  await ask(
    {
      ':path': '/orders?page=2',
      'x-bytes': String.fromCharCode(
        ...Array.from({ length: 224 }, (_, i) => i + 32).filter((c) => c !== 127),
      ),
    },
    '',
  );
  await ask({ ':path': '/orders?page=3', cookie: 'sid=1; theme=dark' }, '');
  client.close();
};

const answerHttp2 = (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): void => {
  stream.resume();
  stream.on('error', () => {});
  if (headers['content-type'] === 'application/grpc') {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '5' }));
    stream.end('xyz');
  } else {
    stream.respond({ ':status': 200, 'content-type': 'application/json' });
    stream.end(`{"fill":"${'f'.repeat(30_000)}"}`);
  }
};

const wantHttp2 = [
  'GET /orders?page=2 200 0/30011',
  'GET /orders?page=3 200 0/30011',
  'POST /shop.Orders/Get 200 5/3',
  'PUT /orders/7 200 50008/30011',
];
const withoutHost = (text: string): string => text.replace(/ [\w.]+:\d+\//, ' /');

test('HTTP/2 in the clear is read, gRPC among it', async (t) => {
  const server = http2.createServer().on('stream', answerHttp2);
  const port = await listening(t, server);
  await using wire = await tap(port);
  await speakHttp2(`http://127.0.0.1:${wire.port}`, {});
  const { exchanges, warnings } = read(pcapOf(wire.talks.flatMap((talk) => talk.packets)));
  assert.deepEqual(warnings, {});
  assert.deepEqual(exchanges.map(inShort).map(withoutHost).sort(), wantHttp2);
  const call = exchanges.find(({ protocol }) => protocol === 'grpc');
  assert.equal(call?.target, '/shop.Orders/Get');
  assert.equal(call.responseHeaders[call.responseHeaders.indexOf('grpc-status') + 1], '5');
  const strange = exchanges.find(({ target }) => target.endsWith('=2'))?.requestHeaders ?? [];
  assert.equal(strange[strange.indexOf('x-bytes') + 1]?.length, 223);
  const last = exchanges.find(({ target }) => target.endsWith('=3'))?.requestHeaders ?? [];
  assert.equal(last[last.indexOf('cookie') + 1], 'sid=1; theme=dark');
});

test('HTTP/2 within TLS is read with a key log', async (t) => {
  const server = http2.createSecureServer(credentials('ec')).on('stream', answerHttp2);
  const port = await listening(t, server as unknown as Server);
  await using wire = await tap(port);
  let secrets = '';
  server.on('keylog', (line: Buffer, _socket: TLSSocket) => {
    secrets += line.toString('latin1');
  });
  await speakHttp2(`https://127.0.0.1:${wire.port}`, { rejectUnauthorized: false });
  const reading = read(pcapOf(wire.talks.flatMap((talk) => talk.packets)), { keys: secrets });
  assert.deepEqual(reading.warnings, {});
  assert.deepEqual(reading.exchanges.map(inShort).map(withoutHost).sort(), wantHttp2);
});

test('a connection that is upgraded to HTTP/2 goes on', async (t) => {
  // A server that speaks both: what follows the upgrade is a whole connection of HTTP/2.
  const inner = http2.createServer().on('stream', answerHttp2);
  const innerPort = await listening(t, inner);
  await using wire = await tap(innerPort);
  await speakHttp2(`http://127.0.0.1:${wire.port}`, {});
  const [talk] = wire.talks;
  assert.ok(talk !== undefined);
  const { Talk } = await import('./testing/packet-writer.ts');
  const upgraded = new Talk().open();
  upgraded.ask('GET /first HTTP/1.1\r\nHost: api.test\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  upgraded.answer('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  for (const { bytes } of talk.packets) {
    const payload = bytes.subarray(54);
    if (payload.length === 0) continue;
    if (bytes.readUInt16BE(36) === 80) upgraded.ask(payload);
    else upgraded.answer(payload);
  }
  upgraded.close();
  const { exchanges } = read(pcapOf(upgraded.packets));
  // The first stream answers the request that asked for the upgrade.
  assert.ok(
    exchanges.some(
      ({ target, status, protocol }) => target === '/first' && status === 200 && protocol !== 'http/1.1',
    ),
  );
  assert.ok(exchanges.length >= 4);
});

test('what a plain server says over a real socket is read from a capture of tcpdump', async (t) => {
  let hasRights = true;
  try {
    execFileSync('tcpdump', ['--version'], { stdio: 'ignore' });
  } catch {
    hasRights = false;
  }
  if (!hasRights || process.getuid?.() !== 0) {
    t.skip('tcpdump is not there, or may not listen');
    return;
  }
  const { spawn } = await import('node:child_process');
  const server = createHttp((request, response) => {
    request.resume();
    response.end(`{"url":"${request.url}"}`);
  });
  const port = await listening(t, server);
  const dump = spawn('tcpdump', ['-i', 'lo', '-U', '--immediate-mode', '-w', '-', `tcp port ${port}`]);
  t.after(() => dump.kill('SIGKILL'));
  const pieces: Buffer[] = [];
  const ready = Promise.withResolvers<void>();
  const enough = Promise.withResolvers<void>();
  dump.stdout.on('data', (piece: Buffer) => {
    pieces.push(piece);
    if (Buffer.concat(pieces).includes('"url":"/real/9"')) enough.resolve();
  });
  dump.stderr.on('data', (text: Buffer) => {
    if (text.includes('listening on')) ready.resolve();
  });
  await ready.promise;
  // The socket listens a moment after it says so.
  let asked = 0;
  while (pieces.length < 2 && asked < 100) {
    asked += 1;
    await fetch(`http://127.0.0.1:${port}/warm`).then((answer) => answer.text());
  }
  for (let i = 0; i < 10; i += 1)
    await fetch(`http://127.0.0.1:${port}/real/${i}`).then((answer) => answer.text());
  await enough.promise;
  dump.kill('SIGINT');
  const { exchanges } = read(Buffer.concat(pieces));
  const found = exchanges.filter(({ target, status }) => target.startsWith('/real/') && status === 200);
  assert.equal(found.length, 10);
});
