import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { ObservedExchange } from '../../../model/exchange.ts';
import { createObserver } from '../../../observe/observer.ts';
import { batchOf } from '../../../store/spool/encode.ts';
import { discoverFiles, type DiscoverOptions } from '../files.ts';
import { emptyLine, isPrivate, rawOfLine, withoutBodies } from './log-line.ts';

const observing = () => {
  let number = 0;
  return createObserver({
    key: new Uint8Array(32).fill(7),
    capture: { bodyBytesMax: 65_536, keepBodies: [] },
    nextNumber: () => (number += 1),
  });
};

const folderOf = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-rows-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const read = async (file: string, limits: DiscoverOptions['limits'] = {}) => {
  const all: ObservedExchange[] = [];
  const report = await discoverFiles({
    files: [file],
    observer: observing(),
    inventory: { ingest: () => undefined },
    batchOf: (observed) => {
      all.push(...observed);
      return batchOf(observed, 'test', 0);
    },
    limits,
  });
  return { report, file: report.files[0], all };
};

interface Row {
  readonly address: string;
  readonly user: string;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly bytes: number;
  readonly agent: string;
}

const segment = fc.oneof(
  fc.constantFrom(
    'api',
    'v1',
    'patients',
    'me',
    'north-river',
    'reports',
    '2026',
    'report-2024',
    '00012',
    'a;b=1',
    '%41na',
    'ana%40example.org',
    '',
  ),
  fc.nat(30).map(String),
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.constantFrom(
    'inv_8x2k19qz',
    '12345678-1234-1234-1234-123456789012',
    '2026-11-21',
    'ZXlKaGJHY2lPaUo',
    '3.14',
    '12345678901234567890123456',
  ),
);
const query = fc.constantFrom(
  '',
  '?',
  '?page=2',
  '?page=3&ids[]=1',
  '?email=ana%40example.org',
  '?api_key=a8f3k2m9x7q1w5e2',
  '?q=4111111111111111',
  '?q=a/17/b',
);
const rows: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.record({
    address: fc.constantFrom('203.0.113.7', '203.0.113.8', '10.0.0.1', '2001:db8::1'),
    user: fc.constantFrom('-', '-', 'ana', 'bo'),
    method: fc.constantFrom('GET', 'GET', 'POST', 'DELETE', 'OPTIONS'),
    target: fc
      .tuple(fc.array(segment, { maxLength: 5 }), query)
      .map(([parts, tail]) => `/${parts.join('/')}${tail}`),
    status: fc.constantFrom(200, 201, 404, 401, 499, 500, 101),
    bytes: fc.nat(1000),
    agent: fc.constantFrom(
      '-',
      'curl/8.5.0',
      'okhttp/4.12.0',
      'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/126.0',
    ),
  }),
  { minLength: 1, maxLength: 60 },
);

const lineOf = (row: Row, at: number): string =>
  `${row.address} - ${row.user} [21/Nov/2026:04:53:${String(at % 60).padStart(2, '0')} +0000] "${row.method} ${row.target} HTTP/1.1" ${row.status} ${row.bytes} "-" "${row.agent}"`;

const told = (one: ObservedExchange) => ({
  ...one,
  n: 0,
  form: one.form.value,
  actor: one.actor.value,
  client: one.client.value,
});

test('lines give what the observer gives, however often their parts came before', async (t) => {
  const file = join(await folderOf(t), 'access.log');
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const twice = [...given, ...given];
      await writeFile(file, `${twice.map(lineOf).join('\n')}\n`);
      const { all, report } = await read(file);
      const observer = observing();
      const expected = twice.flatMap((row, at) => {
        const line = {
          ...emptyLine(),
          ...row,
          protocol: 'HTTP/1.1',
          responseBytes: row.bytes,
          atMs: Date.UTC(2026, 10, 21, 4, 53, at % 60),
        };
        const found = rawOfLine(line, { host: 'unknown', isTrusted: isPrivate });
        return 'raw' in found ? [told(withoutBodies(observer.observe(found.raw), line))] : [];
      });
      const skipped = Object.values(report.skipped).reduce((sum, one) => sum + one, 0);
      assert.equal(skipped, 0);
      assert.deepEqual(all.map(told), expected);
    }),
    { numRuns: 150 },
  );
});

const good = '203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "GET /v1/orders HTTP/1.1" 200 77 "-" "curl/8.5.0"';

test('wrong lines are counted with the place of the first; the others are read', async (t) => {
  const folder = await folderOf(t);
  const lines = [
    good,
    'nothing that anybody could read',
    good,
    '203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "\\x16\\x03\\x01" 400 157 "-" "-"',
    '203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "GET /x HTTP/1.1" abc 157 "-" "-"',
    `203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "GET /${'x'.repeat(5000)} HTTP/1.1" 200 1 "-" "-"`,
    good,
  ];
  const file = join(folder, 'api.example.org.access.log.2.gz');
  await writeFile(file, gzipSync(lines.join('\r\n')));
  const { report, all } = await read(file, { lineBytesMax: 4096 });
  assert.equal(report.read, 7);
  assert.deepEqual(report.skipped, { malformed: 2, 'not-http': 1, 'too-large': 1 });
  assert.deepEqual(
    report.evidence.warnings.map(({ code, count, place }) => [code, count, place.line]),
    [
      ['line-malformed', 2, 2],
      ['not-http', 1, 4],
      ['line-too-long', 1, 6],
    ],
  );
  assert.ok(all.every(({ form }) => form.value.host === 'api.example.org'));
});

test('a last line that is not whole is told, in gzip that ends early as well', async (t) => {
  const folder = await folderOf(t);
  const cut = join(folder, 'access.log');
  await writeFile(cut, `${good}\n${good}\n${good.slice(0, 60)}`);
  assert.deepEqual(
    [(await read(cut)).file?.problem?.code, (await read(cut)).all.length],
    ['file-truncated', 2],
  );
  const zipped = join(folder, 'access.log.gz');
  const whole = gzipSync(
    Array.from({ length: 20_000 }, (_, at) => good.replace('orders', `orders/${at * 7919}`)).join('\n'),
  );
  await writeFile(zipped, whole.subarray(0, whole.length / 2));
  const { file, all } = await read(zipped);
  assert.equal(file?.problem?.code, 'file-truncated');
  assert.ok(all.length > 5000);
});

test('a line without an end costs no memory, other encodings and other layouts are read', async (t) => {
  const folder = await folderOf(t);
  const long = join(folder, 'long.log');
  await writeFile(long, `${good}\n${'x'.repeat(20_000_000)}\n${good}\n`);
  assert.deepEqual((await read(long)).report.skipped, { 'too-large': 1 });
  const wide = join(folder, 'wide.log');
  await writeFile(wide, Buffer.from(`\uFEFF${good}\r\n${good}\r\n`, 'utf16le'));
  assert.equal((await read(wide)).all.length, 2);
  const mixed = join(folder, 'mixed.log');
  await writeFile(
    mixed,
    Buffer.concat([
      Buffer.from(`${good}\n`),
      Buffer.from(good.replace('curl/8.5.0', 'caf\u00e9'), 'latin1'),
      Buffer.from(`\n${good.replace('curl/8.5.0', 'café')}\n${good} 0.004 "api.example.org"\n`),
    ]),
  );
  const { all } = await read(mixed);
  assert.equal(all.length, 4);
  assert.deepEqual([all[3]?.form.value.host, all[3]?.durationUs], ['api.example.org', 4000]);
});

test('hostile bytes never throw', async (t) => {
  const file = join(await folderOf(t), 'access.log');
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.constant(Buffer.from(`${good}\n`)),
          fc.constant(Buffer.from('\n')),
        ),
        { maxLength: 12 },
      ),
      async (parts) => {
        await writeFile(file, Buffer.concat([Buffer.from(`${good}\n`), ...parts]));
        const { file: told } = await read(file);
        assert.ok(
          told?.problem === null || ['file-truncated', 'file-unknown'].includes(told?.problem?.code ?? ''),
        );
      },
    ),
    { numRuns: 60 },
  );
});
