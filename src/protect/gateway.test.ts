import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { HeliostatError } from '../model/errors.ts';
import {
  ask,
  configFor,
  converse,
  echo,
  eventually,
  httpUpstream,
  silentLog,
  type TestUpstream,
} from './gateway.fixture.ts';
import { type Gateway, startGateway } from './gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'heliostat-gateway-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

interface Started extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly port: number;
  /** What the threads recorded, once they have drained. */
  records(): readonly string[];
}

async function start(config: ReturnType<typeof configFor>, workers = 2): Promise<Started> {
  const file = join(folder, `records-${files++}`);
  writeFileSync(file, '');
  const gateway = await startGateway({
    config,
    threadEntry: new URL('./gateway.fixture.thread.ts', import.meta.url),
    threadData: { file },
    workers,
    log: silentLog,
  });
  const port = (await gateway.stats()).listeners[0]?.port ?? 0;
  return {
    gateway,
    port,
    records: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;

/** Asks until told to stop, over kept connections; the statuses that came, and the errors. */
function load(port: number, connections: number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const statuses = new Map<number, number>();
  const errors: string[] = [];
  const stop = new AbortController();
  const one = (): Promise<void> =>
    new Promise((resolve) => {
      const request = http.get({ port, host: '127.0.0.1', agent, path: '/load' }, (answer) => {
        statuses.set(answer.statusCode ?? 0, (statuses.get(answer.statusCode ?? 0) ?? 0) + 1);
        answer.on('error', (error) => errors.push(error.message));
        answer.on('close', resolve);
        answer.resume();
      });
      request.on('error', (error) => {
        errors.push(error.message);
        resolve();
      });
    });
  const running = Promise.all(
    Array.from({ length: connections }, async () => {
      while (!stop.signal.aborted) await one();
    }),
  );
  return {
    statuses,
    errors,
    async stop() {
      stop.abort();
      await running;
      agent.destroy();
    },
  };
}

describe('the gateway’s threads', () => {
  it('share a port that the first one chose, and say how they are', async () => {
    await using upstream = await httpUpstream(echo);
    await using started = await start(configFor(upstream.url));
    for (let i = 0; i < 20; i += 1) assert.match(await ask(started.port, get(`/${i}`)), /^HTTP\/1\.1 200/);
    await ask(started.port, 'nonsense\r\n\r\n');
    const stats = await started.gateway.stats();
    assert.equal(stats.workers.length, 2);
    assert.ok(stats.workers.every((worker) => worker.listeners[0]?.port === started.port));
    assert.equal(stats.exchanges, 20);
    assert.deepEqual(stats.refused, { 'request-malformed': 1 });
    assert.deepEqual(stats.upstreams, [{ service: 'api', url: upstream.url, state: 'up' }]);
    assert.deepEqual(stats.listeners, [
      { name: 'default', address: '127.0.0.1', port: started.port, tls: false },
    ]);
    await started.gateway.drain();
    assert.equal(started.records().length, 20);
  });

  it('refuse to start on a port that somebody else has, even one that shares it', async () => {
    await using upstream = await httpUpstream(echo);
    const other = net.createServer().listen({ port: 0, host: '127.0.0.1', reusePort: true });
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const taken = configFor(upstream.url, {}, { listeners: [{ port }] });
    const busy = (error: unknown): boolean => error instanceof HeliostatError && error.code === 'port-in-use';
    await assert.rejects(start(taken), busy);
    await using started = await start(configFor(upstream.url));
    await assert.rejects(started.gateway.apply(taken), busy);
    assert.match(await ask(started.port, get('/')), /^HTTP\/1\.1 200/);
    other.close();
  });

  it('change the configuration under load without dropping a request', async () => {
    await using first = await httpUpstream((_request, response) => response.end('first'));
    await using second = await httpUpstream((_request, response) => response.end('second'));
    await using started = await start(configFor(first.url));
    const traffic = load(started.port, 16);
    for (let round = 0; round < 6; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const { url }: TestUpstream = round % 2 === 0 ? second : first;
      // The same listener, still with port 0; now and then a second one beside it.
      const listeners = round % 3 === 0 ? [{ port: 0 }, { name: 'other', port: 0 }] : [{ port: 0 }];
      await started.gateway.apply(configFor(url, { pathPrefix: '/' }, { listeners }));
    }
    await traffic.stop();
    assert.deepEqual(traffic.errors, []);
    assert.deepEqual([...traffic.statuses.keys()], [200]);
    assert.equal((await started.gateway.stats()).listeners[0]?.port, started.port);
    assert.match(await ask(started.port, get('/')), /first$/);
  });

  it('let a request end under the configuration it began with', async () => {
    let answer: (() => void) | undefined;
    await using slow = await httpUpstream((_request, response) => {
      answer = () => response.end('slow');
    });
    await using quick = await httpUpstream((_request, response) => response.end('quick'));
    await using started = await start(configFor(slow.url), 1);
    const waiting = ask(started.port, get('/'));
    await eventually(() => answer !== undefined, 'the slow upstream has the request');
    await started.gateway.apply(configFor(quick.url));
    assert.match(await ask(started.port, get('/')), /quick$/);
    answer?.();
    assert.match(await waiting, /slow$/);
  });

  it('keep the old configuration when one of them cannot take the new one', async () => {
    await using upstream = await httpUpstream(echo);
    await using started = await start(configFor(upstream.url));
    await assert.rejects(
      started.gateway.apply(configFor(upstream.url, {}, { trustedProxies: ['10.0.0.0/99'] })),
      (error) => error instanceof HeliostatError && error.code === 'config-invalid',
    );
    const missing = { certificateFile: join(folder, 'none.pem'), keyFile: join(folder, 'none.key') };
    await assert.rejects(
      started.gateway.apply(
        configFor(upstream.url, {}, { listeners: [{ port: 0 }, { name: 'tls', port: 0, tls: missing }] }),
      ),
      (error) => error instanceof HeliostatError && error.code === 'certificate-invalid',
    );
    assert.match(await ask(started.port, get('/')), /^HTTP\/1\.1 200/);
  });

  it('are started again after a crash, on the same port', async () => {
    await using upstream = await httpUpstream(echo);
    await using started = await start(configFor(upstream.url), 1);
    await ask(started.port, get('/crash'));
    for (;;) {
      const stats = await started.gateway.stats();
      if (stats.restarts === 1 && stats.workers[0]?.listeners.length === 1) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.match(await ask(started.port, get('/again')), /^HTTP\/1\.1 200/);
  });

  it('drain: nothing new, what is open ends, what does not end is cut, records are safe', async () => {
    const answers: (() => void)[] = [];
    await using upstream = await httpUpstream((_request, response) => {
      answers.push(() => response.end('late'));
    });
    const config = configFor(upstream.url, {}, { limits: { drainTimeoutMs: 400 } });
    await using started = await start(config, 1);
    const idle = converse(started.port);
    const ends = converse(started.port, 'GET /ends HTTP/1.1\r\nHost: a\r\n\r\n');
    const hangs = converse(started.port, 'GET /hangs HTTP/1.1\r\nHost: a\r\n\r\n');
    await eventually(() => answers.length === 2, 'both requests are there');
    const drained = started.gateway.drain();
    await idle.closed;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const refused = net.connect(started.port, '127.0.0.1');
    await new Promise((resolve) => refused.once('error', resolve));
    answers[0]?.();
    assert.match(await ends.closed, /^HTTP\/1\.1 200 [^]*late$/);
    assert.match(await hangs.closed, /^HTTP\/1\.1 503 [^]*"code":"draining"/);
    await drained;
    assert.deepEqual(
      new Set(started.records().map((line) => line.split(' ').at(-1))),
      new Set(['/ends', '/hangs']),
    );
    assert.equal(started.records().length, 2);
  });
});
