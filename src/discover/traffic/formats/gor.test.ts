import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ObservedExchange } from '../../../model/exchange.ts';
import { createObserver } from '../../../observe/observer.ts';
import { batchOf } from '../../../store/spool/encode.ts';
import { discoverFiles } from '../files.ts';

const between = '\n🐵🙈🙉\n';
const id = 'f45590522cd1838b4a0d5c5aab80b77929dea3b3';
const request = `1 ${id} 1795236791000000000\nPOST /orders/17?expand=lines HTTP/1.1\r\nHost: api.example.org\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`;
const answer = `2 ${id} 1795236791012000000 12000000\nHTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"id":1}`;
const lonely = `1 ${id.replace('f', 'a')} 1795236792000000000\nGET /orders HTTP/1.1\r\nHost: api.example.org\r\n\r\n`;

const read = async (t: TestContext, content: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-gor-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'requests_0.gor');
  await writeFile(file, content);
  const all: ObservedExchange[] = [];
  let number = 0;
  const report = await discoverFiles({
    files: [file],
    observer: createObserver({
      key: new Uint8Array(32).fill(7),
      capture: { bodyBytesMax: 65_536, keepBodies: [] },
      nextNumber: () => (number += 1),
    }),
    inventory: { ingest: () => undefined },
    batchOf: (observed) => {
      all.push(...observed);
      return batchOf(observed, 'test', 0);
    },
  });
  return { file: report.files[0], all };
};

test('requests of GoReplay find their answers; one without is a copy', async (t) => {
  const { file, all } = await read(t, [request, answer, lonely, ''].join(between));
  assert.deepEqual([file?.kind, file?.problem, file?.read, file?.used], ['gor', null, 3, 2]);
  const [first, second] = all;
  assert.deepEqual(
    [
      first?.form.value.method,
      first?.form.value.path,
      first?.form.value.status,
      first?.durationUs,
      first?.requestBytes,
      first?.responseBytes,
    ],
    ['POST', '/orders/{integer}', 201, 12_000, 7, 8],
  );
  assert.equal(first?.requestShape?.value.t, 'object');
  assert.deepEqual(
    [second?.form.value.path, second?.form.value.status, second?.form.value.source],
    ['/orders', 0, 'mirror'],
  );
});

test('a file that ends within a message keeps what came before; what is no HTTP is counted', async (t) => {
  const { file, all } = await read(
    t,
    [request, answer, '1 zzzzzzzzzz 1795236792000000000\nnothing', lonely.slice(0, 70)].join(between),
  );
  assert.equal(file?.problem?.code, 'file-truncated');
  assert.deepEqual(file?.skipped, { malformed: 1 });
  assert.equal(all.length, 1);
});
