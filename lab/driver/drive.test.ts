import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { z } from 'zod';
import { openLab } from '../exploits/stage/lab.ts';
import { startCountingProxy } from './counting-proxy.ts';
import type { CountingProxy, Passed } from './counting-proxy.ts';
import { drive } from './drive.ts';
import type { DriveSummary } from './drive.ts';
import { unrouted } from './tally.ts';

const operations = z
  .array(z.object({ method: z.string(), path: z.string(), called: z.boolean() }))
  .parse(JSON.parse(await readFile(new URL('../operations.json', import.meta.url), 'utf8')));

/** As many requests as half a minute at the default rate has. */
const requestsInHalfAMinute = 1_200;

interface Run {
  readonly summary: DriveSummary;
  readonly counted: number;
  readonly passed: readonly Passed[];
}

/** The proxy's count, once the last closing sockets have reached it. */
async function countedBy(proxy: CountingProxy, expected: number): Promise<number> {
  for (let look = 0; look < 100 && proxy.done() !== expected; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return proxy.done();
}

/** Drives a fresh lab through a counting proxy until enough requests have been sent. */
async function run(seed: number, requests: number, ratePerSecond: number): Promise<Run> {
  await using lab = await openLab(false);
  await using proxy = await startCountingProxy(new URL(lab.stage.api));
  const enough = new AbortController();
  const summary = await drive({
    target: proxy.url,
    partner: new URL(lab.stage.partner),
    scenario: 'users',
    seed,
    ratePerSecond,
    durationMs: 120_000,
    signal: enough.signal,
    onProgress: ({ sent }) => {
      if (sent >= requests) enough.abort();
    },
  });
  return { summary, counted: await countedBy(proxy, summary.sent), passed: proxy.passed() };
}

test('half a minute touches every operation that ordinary clients call, and the count is exact', async () => {
  const { summary, counted } = await run(1, requestsInHalfAMinute, 200);
  assert.equal(summary.failed, 0);
  assert.equal(summary.sent, counted);
  const called = operations.filter((each) => each.called).map((each) => `${each.method} ${each.path}`);
  const touched = new Set(Object.keys(summary.byOperation));
  assert.deepEqual(
    called.filter((each) => !touched.has(each)),
    [],
    'not touched',
  );
  assert.deepEqual(
    [...touched].filter((each) => !called.includes(each)),
    [unrouted],
    'not an operation that ordinary clients call',
  );
  const statuses = Object.keys(summary.byStatus);
  for (const status of ['200', '201', '204', '101', '401', '404'])
    assert.ok(statuses.includes(status), status);
  assert.deepEqual(
    statuses.filter((each) => each.startsWith('5') && each !== '502'),
    [],
    'the lab must not break under ordinary use',
  );
});

test('the same seed gives each user the same requests, another seed others', async () => {
  const [one, again, other] = [await run(7, 250, 100), await run(7, 250, 100), await run(8, 250, 100)];
  const [first, second, third] = [byClient(one.passed), byClient(again.passed), byClient(other.passed)];
  const compared = [...first].filter(
    ([client, requests]) => (second.get(client)?.length ?? 0) >= 4 && requests.length >= 4,
  );
  assert.ok(compared.length >= 10, `${compared.length} users to compare`);
  for (const [client, requests] of compared) {
    const theirs = second.get(client) ?? [];
    // Later requests may differ where two users wanted the same place and the other one was faster.
    const length = Math.min(requests.length, theirs.length, 6);
    assert.deepEqual(requests.slice(0, length), theirs.slice(0, length), client);
  }
  assert.notDeepEqual([...first], [...third]);
});

test('an abort ends the drive at once, with streams and WebSockets closed and counted', async () => {
  await using lab = await openLab(true);
  await using proxy = await startCountingProxy(new URL(lab.stage.api));
  const stop = new AbortController();
  const driving = drive({
    target: proxy.url,
    scenario: 'users',
    seed: 3,
    ratePerSecond: 200,
    signal: stop.signal,
  });
  while (!proxy.passed().some((each) => each.url.startsWith('/v2/notifications/stream'))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stop.abort();
  const summary = await driving;
  assert.equal(summary.failed, 0);
  assert.equal(summary.sent, await countedBy(proxy, summary.sent));
  assert.equal(
    Object.values(summary.byStatus).reduce((sum, each) => sum + each, 0),
    summary.sent,
  );
  assert.equal(
    Object.values(summary.byOperation).reduce((sum, each) => sum + each, 0),
    summary.sent,
  );
});

test('a target that is not there counts as failed, and wrong options are refused', async () => {
  const nowhere = { target: new URL('http://127.0.0.1:9'), scenario: 'users', seed: 1, ratePerSecond: 50 };
  const summary = await drive({ ...nowhere, durationMs: 300 });
  assert.equal(summary.sent, 0);
  assert.ok(summary.failed > 0);
  await assert.rejects(drive({ ...nowhere, scenario: 'nobody' }), RangeError);
  await assert.rejects(drive({ ...nowhere, ratePerSecond: 0 }), RangeError);
});

/** Each user's requests in order, with ids that the lab drew replaced by a mark. */
function byClient(passed: readonly Passed[]): ReadonlyMap<string, readonly string[]> {
  const grouped = Map.groupBy(passed, (each) => each.client);
  return new Map(
    [...grouped]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([client, requests]) => [
        client,
        requests.map((each) => `${each.method} ${withoutIds(each.url)}`),
      ]),
  );
}

function withoutIds(url: string): string {
  return url
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{uuid}')
    .replaceAll(/\b(rx|pat|wh)_\w+/g, '{id}')
    .replaceAll(/(ticket|cursor)=[^&]+/g, '$1={drawn}');
}
