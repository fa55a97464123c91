import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../../model/clock.ts';
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import { createObserver } from '../../observe/observer.ts';
import { createInventory } from '../../inventory/create.ts';
import { batchOf } from '../../store/spool/encode.ts';
import { discoverFiles } from './files.ts';
import type { DiscoverLimits } from './files.ts';

const inFolder = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-discover-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const discover = async (files: readonly string[], limits: Partial<DiscoverLimits> = {}) => {
  let number = 0;
  let seq = 0;
  const nextNumber = () => (number += 1);
  const observer = createObserver({
    key: new Uint8Array(32).fill(7),
    capture: { bodyBytesMax: 65_536, keepBodies: [] },
    nextNumber,
  });
  const inventory = createInventory({ documents: [], clock: systemClock });
  const report = await discoverFiles({
    files,
    observer,
    inventory,
    nextNumber,
    batchOf: (observed) => batchOf(observed, 'file', seq++),
    limits,
  });
  const names = inventory
    .operations({ limit: 5000 })
    .items.map((one) => `${one.method} ${one.path}`)
    .sort();
  return { report, inventory, names };
};

interface EntryInShort {
  readonly url: string;
  readonly method?: string;
  readonly status?: number;
  readonly type?: string;
  readonly body?: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

const entry = ({
  url,
  method = 'GET',
  status = 200,
  type = 'application/json',
  body = '{"id":1,"name":"Ada","city":"Bern"}',
  more,
  content,
  headers = [],
}: EntryInShort) => ({
  startedDateTime: '2026-01-15T12:00:00.000Z',
  time: 12.5,
  request: {
    method,
    url,
    httpVersion: 'HTTP/2',
    headers: [
      { name: ':authority', value: new URL(url).host },
      { name: 'user-agent', value: 'test' },
      ...headers,
    ],
    queryString: [],
    cookies: [],
    headersSize: -1,
    bodySize: 0,
  },
  response: {
    status,
    statusText: '',
    httpVersion: 'HTTP/2',
    headers: [
      { name: ':status', value: String(status) },
      { name: 'Content-Type', value: type },
      { name: 'content-encoding', value: 'br' },
    ],
    cookies: [],
    content: { size: body.length, mimeType: type, text: body, ...content },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
  },
  cache: {},
  timings: { blocked: -1, dns: -1, connect: -1, send: 0.1, wait: 10, receive: 2 },
  ...more,
});

const har = (entries: readonly unknown[]): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'entries', version: '{"' },
      pages: [{ entries: [{ x: 1 }] }],
      entries,
    },
  });

const api = 'https://api.example.org';
const someEntries = [
  entry({ url: `${api}/patients/4b2f0c1e-8f1a-4c57-9a53-0d9a6a1b2c3d` }),
  entry({ url: `${api}/patients/17` }),
  entry({ url: `${api}/patients`, method: 'POST', status: 201, more: {} }),
  entry({ url: `${api}/nothing`, status: 404 }),
  entry({ url: `${api}/gone`, status: 0 }),
  entry({
    url: `${api}/packed/1`,
    content: {
      encoding: 'base64',
      text: Buffer.from('{"id":1,"email":"ada@example.org"}').toString('base64'),
    },
  }),
  entry({
    url: `${api}/events/live`,
    status: 101,
    type: '',
    body: '',
    more: { _resourceType: 'websocket', _webSocketMessages: [{ type: 'send', data: 'x' }] },
  }),
  entry({ url: 'https://shop.example.org/', type: 'text/html', body: '<p>' }),
  entry({ url: 'https://shop.example.org/app.js', type: 'text/javascript', body: 'x' }),
  entry({ url: 'https://shop.example.org/logo.png', type: 'image/png', body: 'x' }),
  entry({
    url: 'https://www.google-analytics.com/collect?v=1',
    method: 'POST',
    type: 'text/plain',
    body: '',
  }),
  { ...entry({ url: `${api}/x` }), request: { method: 'GET', url: 'data:text/plain,hello', headers: [] } },
  { request: 5 },
];

const found = ['GET /packed/{packedId}', 'GET /patients/{patientId}', 'POST /patients', 'WS /events/live'];

test('a HAR becomes operations; what is no API is counted apart', async (t) => {
  const file = join(await inFolder(t), 'a.har');
  await writeFile(file, har(someEntries));
  const { report, names, inventory } = await discover([file]);
  assert.deepEqual(names, found);
  assert.deepEqual(report.skipped, { static: 2, analytics: 1, 'not-http': 1, malformed: 1 });
  assert.equal(report.files[0]?.problem, null);
  assert.equal(report.read, 13);
  assert.equal(report.used, 8);
  const [packed] = inventory.operations({ search: 'packed' }).items;
  assert.ok(packed?.dataClasses.some((one) => one.id === 'email'));
  assert.equal(packed?.service, 'api.example.org');
  assert.ok(Math.abs((packed?.p50Us ?? 0) - 12_500) < 500);
});

test('pretty-printed, gzipped, with a byte order mark, in any chunks: the same', async (t) => {
  const folder = await inFolder(t);
  const pretty = join(folder, 'pretty.har');
  await writeFile(pretty, `\uFEFF${JSON.stringify(JSON.parse(har(someEntries)), null, 2)}`);
  const packed = join(folder, 'packed.har.gz');
  await writeFile(packed, gzipSync(har(someEntries)));
  assert.deepEqual((await discover([pretty])).names, found);
  assert.deepEqual((await discover([packed])).names, found);
});

test('of a file that ends too early, what came before is used and the end is reported', async (t) => {
  const folder = await inFolder(t);
  const file = join(folder, 'cut.har');
  const text = har(someEntries);
  await writeFile(file, text);
  await truncate(file, text.indexOf('/nothing') + 3);
  const { report, names } = await discover([file]);
  assert.equal(report.files[0]?.problem?.code, 'file-truncated');
  assert.deepEqual(names, ['GET /patients/{patientId}', 'POST /patients']);
  const packed = join(folder, 'cut.har.gz');
  await writeFile(
    packed,
    gzipSync(
      har(
        Array.from({ length: 3000 }, (_, at) =>
          entry({ url: `${api}/patients/${at}`, body: `{"n":${Math.sin(at)}}` }),
        ),
      ),
    ).subarray(0, 20_000),
  );
  const gz = await discover([packed]);
  assert.equal(gz.report.files[0]?.problem?.code, 'file-truncated');
  assert.ok(gz.report.used > 0);
});

test('files that are none are told apart and do not stop the others', async (t) => {
  const folder = await inFolder(t);
  const paths = {
    empty: 'empty.har',
    text: 'notes.txt',
    folder: '.',
    missing: 'missing.har',
    other: 'other.har',
    good: 'good.har',
  };
  await writeFile(join(folder, paths.empty), '');
  await writeFile(join(folder, paths.text), 'hello\nworld\n');
  await writeFile(join(folder, paths.other), '{"log":{"version":"1.2"}}');
  await writeFile(join(folder, paths.good), har(someEntries.slice(0, 2)));
  const { report, names } = await discover(Object.values(paths).map((name) => join(folder, name)));
  assert.deepEqual(
    report.files.map((one) => one.problem?.code ?? null),
    ['file-unknown', 'file-unknown', 'file-unreadable', 'file-unreadable', 'file-unknown', null],
  );
  assert.deepEqual(names, ['GET /patients/{patientId}']);
});

test('a giant body is cut while it passes; a giant or deep entry is counted', async (t) => {
  const file = join(await inFolder(t), 'giant.har');
  const giant = `{"film":"${'\\"\\u00e9\\\\'.repeat(200_000)}"}`;
  const deep = `{"request":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  const wide = {
    ...entry({ url: `${api}/wide` }),
    noise: Array.from({ length: 30_000 }, (_, at) => `text ${at}`),
  };
  const text = har([
    entry({ url: `${api}/films/1`, body: giant }),
    'DEEP',
    wide,
    entry({ url: `${api}/last/1` }),
  ]).replace('"DEEP"', deep);
  await writeFile(file, text);
  const { report, names } = await discover([file], {
    entries: { stringBytesMax: 70_000, entryBytesMax: 200_000, depthMax: 64 },
  });
  assert.deepEqual(names, ['GET /films/{filmId}', 'GET /last/{lastId}']);
  assert.deepEqual(report.skipped, { 'too-deep': 1, 'too-large': 1 });
  assert.equal(report.files[0]?.problem, null);
});

const record = (path: string): ExchangeRecord => ({
  v: 1,
  id: 'w-1',
  at: '2026-01-15T12:00:00.000Z',
  source: 'gateway',
  service: 'clinic',
  scheme: 'https',
  host: 'api.example.org',
  protocol: 'http/1.1',
  method: 'GET',
  path,
  operations: [],
  status: 200,
  outcome: 'answered',
  durationUs: 900,
  ttfbUs: 800,
  requestBytes: 0,
  responseBytes: 20,
  actor: { id: 'api-key:1', evidence: 'api-key', kind: 'partner', confidence: 0.9, label: 'hst_abc' },
  client: { network: '203.0.113.0/24', address: 'h', agent: 'curl 8' },
  auth: [{ kind: 'api-key-header', name: 'x-api-key' }],
  parameters: [],
  responseType: 'application/json',
  requestShape: null,
  responseShape: { t: 'object', p: { id: { t: 'integer' } } },
  dataClasses: { request: [], response: ['email'] },
  resources: ['r1'],
});

test('NDJSON: records are read back, plain lines are observed, bad lines are counted', async (t) => {
  const file = join(await inFolder(t), 'a.ndjson');
  const nested = `{"method":"POST","url":"${api}/deep","status":200,"body":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  await writeFile(
    file,
    [
      JSON.stringify(record('/patients/{uuid}')),
      JSON.stringify({ ...record('/x'), responseShape: { t: 'nonsense' } }),
      JSON.stringify({
        method: 'get',
        url: `${api}/rooms/17`,
        status: 200,
        responseHeaders: { 'content-type': 'application/json' },
        responseBody: '{"a":1}',
      }),
      JSON.stringify({
        request: { method: 'PUT', url: '/rooms/18', headers: [['Host', 'b.example.org']], body: { a: 1 } },
        response: { status: 204 },
      }),
      nested,
      '{"method":"GET"}',
      'no json',
      `{"x":"${'y'.repeat(300_000)}"}`,
      '',
      '{"method":"GET","url":"https://api.exam',
    ].join('\n'),
  );
  const { report, names } = await discover([file], { lineBytesMax: 200_000 });
  assert.deepEqual(
    names.filter((name) => !name.includes('deep')),
    ['GET /patients/{patientId}', 'GET /rooms/{roomId}', 'PUT /rooms/{roomId}'],
  );
  assert.equal(report.files[0]?.problem?.code, 'file-truncated');
  assert.equal(report.skipped['too-large'], 1);
  assert.ok((report.skipped.malformed ?? 0) >= 3);
});

/** Writes a HAR of about some bytes and reads it; the memory it took beyond the start, bytes. */
const memoryOf = async (
  t: TestContext,
  bytes: number,
): Promise<{ readonly rss: number; readonly used: number }> => {
  const file = join(await inFolder(t), 'large.har');
  const out = createWriteStream(file);
  out.write('{"log":{"version":"1.2","entries":[');
  let written = 0;
  let at = 0;
  while (written < bytes) {
    const body = JSON.stringify({ id: at, text: 'lorem '.repeat(at % 50 === 0 ? 100_000 : 500) });
    const text = `${at === 0 ? '' : ','}${JSON.stringify(entry({ url: `${api}/large/${at}`, body }))}`;
    written += text.length;
    at += 1;
    if (!out.write(text)) await new Promise((resolve) => out.once('drain', resolve));
  }
  out.end(']}}');
  await finished(out);
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const { report } = await discover([file]);
  clearInterval(timer);
  assert.equal(report.files[0]?.problem, null);
  assert.equal(report.used, at);
  return { rss: most - before, used: report.used };
};

test('a HAR of 20 MB is read in bounded memory', async (t) => {
  const { rss } = await memoryOf(t, 20_000_000);
  assert.ok(rss < 200_000_000, `${rss} bytes`);
});

test('a HAR of 500 MB is read in bounded memory', {
  skip: process.env['HELIOSTAT_TEST_LARGE'] === undefined,
}, async (t) => {
  const { rss } = await memoryOf(t, 500_000_000);
  assert.ok(rss < 200_000_000, `${rss} bytes`);
});
