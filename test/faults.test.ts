/** What a whole process does when things go wrong around it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createPlainServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { Agent, request } from 'undici';
import { heliostat, temporaryFolder, up } from './heliostat-process.ts';

const configFor = (upstream: number, more = ''): string => `
data: ./data
workers: 1
hub: { port: 0 }
listeners: [{ name: default, port: 0 }]
services: [{ name: shop, upstreams: [{ url: 'http://127.0.0.1:${upstream}' }] }]
${more}`;

interface Totals {
  readonly exchanges: number;
  readonly shed: number;
}

describe('a running Heliostat', () => {
  let upstream: Server;
  let port = 0;
  const agent = new Agent({ connections: 8 });
  before(async () => {
    upstream = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"id":1,"email":"ana@example.org"}');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    port = (upstream.address() as AddressInfo).port;
  });
  after(async () => {
    await agent.close();
    upstream.closeAllConnections();
    upstream.close();
  });

  const send = async (gateway: string, count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const { statusCode, body } = await request(`${gateway}/items/${index}`, { dispatcher: agent });
      await body.dump();
      assert.equal(statusCode, 200);
    }
  };

  const untilStored = async (ask: (path: string) => Promise<unknown>, count: number): Promise<number> => {
    let exchanges = 0;
    for (let round = 0; round < 100 && exchanges < count; round += 1) {
      ({ exchanges } = (await ask('/api/v1/totals')) as Totals);
      await pause(100);
    }
    return exchanges;
  };

  it('keeps what it has seen through kill -9, counts nothing twice, and keeps the token', async () => {
    using folder = temporaryFolder();
    const first = await up(folder.path, configFor(port));
    await send(first.gateway, 150);
    // Longer than the flush time: what is older than that must survive.
    await pause(400);
    await first.kill();

    await using second = await up(folder.path, configFor(port), first.token);
    assert.equal(await untilStored(second.ask, 150), 150);
    await send(second.gateway, 50);
    assert.equal(await untilStored(second.ask, 200), 200);
    const { items } = (await second.ask('/api/v1/exchanges?limit=500')) as {
      readonly items: readonly { readonly id: string }[];
    };
    assert.equal(items.length, 200);
    assert.equal(new Set(items.map(({ id }) => id)).size, 200);
    const operations = (await second.ask('/api/v1/operations')) as {
      readonly items: readonly { readonly path: string; readonly count: number }[];
    };
    assert.deepEqual(
      operations.items.map(({ path, count }) => [path, count]),
      [['/items/{itemId}', 200]],
    );
  });

  it('refuses a second instance on the same data folder, and a port that is taken', async () => {
    using folder = temporaryFolder();
    await using first = await up(folder.path, configFor(port));
    const second = await heliostat([
      'up',
      '--upstream',
      `http://127.0.0.1:${port}`,
      '--data',
      join(folder.path, 'data'),
      '--port',
      '0',
      '--hub-port',
      '0',
    ]);
    assert.equal(second.code, 3);
    assert.match(second.stderr, /\[data-folder-busy\]/);
    const taken = new URL(first.gateway).port;
    const third = await heliostat([
      'up',
      '--upstream',
      `http://127.0.0.1:${port}`,
      '--data',
      join(folder.path, 'other'),
      '--port',
      taken,
      '--hub-port',
      '0',
    ]);
    assert.equal(third.code, 3);
    assert.match(third.stderr, /\[port-in-use\]/);
  });

  it('does not let a hostile Host or a broken upstream bring it down or make operations', async () => {
    using folder = temporaryFolder();
    await using running = await up(folder.path, configFor(port));
    const { port: gatewayPort } = new URL(running.gateway);
    for (const host of [
      'a b',
      'evil.example\u0000',
      `${'x'.repeat(5000)}.example`,
      '<script>',
      '-',
      '[::1',
      'a,b',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(gatewayPort), '127.0.0.1', () =>
          socket.end(`GET /items/1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
        );
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    await send(running.gateway, 5);
    await untilStored(running.ask, 5);
    const { total } = (await running.ask('/api/v1/operations')) as { readonly total: number };
    assert.equal(total, 1);
  });

  it('answers 502 while the upstream is down and goes on when it is back', async () => {
    const place = createPlainServer();
    await new Promise<void>((resolve) => place.listen(0, '127.0.0.1', resolve));
    const down = (place.address() as AddressInfo).port;
    await new Promise((resolve) => place.close(resolve));
    using folder = temporaryFolder();
    await using running = await up(folder.path, configFor(down));
    const { statusCode, body } = await request(`${running.gateway}/items/1`);
    const problem = (await body.json()) as { readonly code: string };
    assert.equal(statusCode, 502);
    assert.equal(problem.code, 'upstream-unreachable');
    const late = createServer((_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => late.listen(down, '127.0.0.1', resolve));
    try {
      await send(running.gateway, 3);
    } finally {
      late.closeAllConnections();
      late.close();
    }
  });
});

describe('a long document on a pipe', () => {
  it('comes out whole, also to a slow reader', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'many.ndjson');
    const nouns =
      'accounts ledgers parcels routes tickets vehicles permits sensors readings contracts claims policies'.split(
        ' ',
      );
    const lines = nouns.map((noun) => {
      const fields = Object.fromEntries(
        Array.from({ length: 120 }, (_, n) => [
          `${noun}Field${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]}${n > 99 ? 'x' : ''}`,
          n,
        ]),
      );
      return JSON.stringify({
        method: 'GET',
        url: `https://a.example/${noun}/list`,
        status: 200,
        responseHeaders: { 'content-type': 'application/json' },
        responseBody: JSON.stringify(fields),
      });
    });
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { stdout } = await heliostat(['discover', file, '--openapi'], { slow: true });
    assert.ok(stdout.length > 65_536, `only ${stdout.length} characters`);
    assert.equal((JSON.parse(stdout) as { readonly openapi: string }).openapi, '3.1.0');
  });
});

describe('wrong usage', () => {
  it('names each wrong value of a configuration, and exits with 2', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'wrong.yaml');
    writeFileSync(
      file,
      'services:\n  - name: Shop\n    upstreams: [{ url: "http://localhost:1" }]\nlimits: { headersTimeout: 5 }\n',
    );
    for (const args of [
      ['config', 'check', file],
      ['up', '--config', file],
    ]) {
      const { code, stdout, stderr } = await heliostat(args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /services\[0\]\.name/);
      assert.match(stderr, /limits\.headersTimeout/);
      assert.match(stderr, /\[config-invalid\]/);
    }
  });

  it('says what is missing, and exits with 2', async () => {
    using folder = temporaryFolder();
    const none = await heliostat(['up'], { cwd: folder.path });
    assert.equal(none.code, 2);
    assert.match(none.stderr, /--upstream/);
    assert.equal((await heliostat(['nonsense'], { cwd: folder.path })).code, 2);
    assert.equal(
      (await heliostat(['discover', join(folder.path, 'none.har')], { cwd: folder.path })).code,
      2,
    );
  });
});

describe('documents', () => {
  it('are exported, compared and applied to a running Heliostat, which follows', async () => {
    using folder = temporaryFolder();
    const upstream = createServer((_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    try {
      await using running = await up(folder.path, configFor((upstream.address() as AddressInfo).port));
      const file = join(folder.path, 'documents.yaml');
      writeFileSync(
        file,
        'version: 1\ndocuments:\n  guards:\n    services:\n      shop:\n        method-allowlist: { mode: enforce, methods: [GET] }\n',
      );
      const place = [
        '--config',
        join(folder.path, 'heliostat.config.yaml'),
        '--data',
        join(folder.path, 'data'),
      ];
      const diff = await heliostat(['config', 'diff', file, ...place]);
      assert.equal(diff.code, 1);
      assert.match(diff.stderr, /guards/);
      assert.equal((await heliostat(['config', 'apply', file, ...place])).code, 0);
      let status = 0;
      for (let round = 0; round < 60 && status !== 405; round += 1) {
        await pause(100);
        const answer = await request(`${running.gateway}/x`, { method: 'DELETE' });
        status = answer.statusCode;
        await answer.body.dump();
      }
      assert.equal(status, 405);
      assert.match((await heliostat(['config', 'export', ...place])).stdout, /method-allowlist/);
      assert.equal((await heliostat(['config', 'diff', file, ...place])).code, 0);
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  });

  it('takes in what discover reads, beside the hub', async () => {
    using folder = temporaryFolder();
    await using running = await up(folder.path, configFor(9));
    const file = join(folder.path, 'capture.ndjson');
    const line = (id: number) =>
      JSON.stringify({
        method: 'GET',
        url: `https://shop.example/api/items/${id}`,
        status: 200,
        responseHeaders: { 'content-type': 'application/json' },
        responseBody: `{"id":${id}}`,
      });
    writeFileSync(file, Array.from({ length: 30 }, (_, id) => `${line(id)}\n`).join(''));
    const { code, stdout } = await heliostat([
      'discover',
      file,
      '--json',
      '--data',
      join(folder.path, 'data'),
    ]);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { readonly used: number }).used, 30);
    let paths: string[] = [];
    for (let round = 0; round < 60 && paths.length === 0; round += 1) {
      await pause(100);
      const { items } = (await running.ask('/api/v1/operations')) as {
        readonly items: readonly { readonly path: string }[];
      };
      paths = items.map(({ path }) => path);
    }
    assert.deepEqual(paths, ['/api/items/{itemId}']);
  });

  it('takes in what a job discovers', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'capture.ndjson');
    const line = { method: 'GET', url: 'https://shop.example/api/items/7', status: 200 };
    const answer = { responseHeaders: { 'content-type': 'application/json' }, responseBody: '{"id":7}' };
    writeFileSync(file, `${JSON.stringify({ ...line, ...answer })}\n`);
    const job = `jobs: [{ name: captures, schedule: '0 3 * * *', command: [discover, ${JSON.stringify(file)}] }]`;
    await using running = await up(folder.path, configFor(9, job));
    const { statusCode, body } = await request(new URL('/api/v1/jobs/captures/run', running.hub), {
      method: 'POST',
      headers: { authorization: `Bearer ${running.token}` },
    });
    await body.dump();
    assert.equal(statusCode, 202);
    let total = 0;
    for (let round = 0; round < 150 && total === 0; round += 1) {
      await pause(100);
      ({ total } = (await running.ask('/api/v1/operations')) as { readonly total: number });
    }
    assert.equal(total, 1);
  });

  it('has a way back in for the owner of the machine', async () => {
    using folder = temporaryFolder();
    await using running = await up(folder.path, configFor(9));
    const { code, stdout } = await heliostat([
      'admin',
      'token',
      '--data',
      join(folder.path, 'data'),
      '--json',
    ]);
    assert.equal(code, 0);
    const { token } = JSON.parse(stdout) as { readonly token: string };
    const ask = async (bearer: string) => {
      const { statusCode, body } = await request(new URL('/api/v1/totals', running.hub), {
        headers: { authorization: `Bearer ${bearer}` },
      });
      await body.dump();
      return statusCode;
    };
    assert.equal(await ask(token), 200);
    assert.equal(await ask(running.token), 401);
  });
});
