import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { systemClock } from '../../../model/clock.ts';
import { createObserver } from '../../../observe/observer.ts';
import { createInventory } from '../../../inventory/create.ts';
import { batchOf } from '../../../store/spool/encode.ts';
import { discoverFiles } from '../files.ts';
import { type CaptureStream, listenOn, pipedIn } from './live.ts';
import { pcapOf, Talk } from './testing/packet-writer.ts';

const discover = async (streams: readonly CaptureStream[], signal: AbortSignal) => {
  let number = 0;
  let seq = 0;
  const nextNumber = () => (number += 1);
  const inventory = createInventory({ documents: [], clock: systemClock });
  const report = await discoverFiles({
    files: [],
    streams,
    observer: createObserver({
      key: new Uint8Array(32).fill(7),
      capture: { bodyBytesMax: 65_536, keepBodies: [] },
      nextNumber,
    }),
    inventory,
    nextNumber,
    batchOf: (observed) => batchOf(observed, 'live', seq++),
    signal,
  });
  return {
    report,
    names: inventory.operations({ limit: 10 }).items.map(({ method, path }) => `${method} ${path}`),
  };
};

const asked = (): Buffer =>
  pcapOf(
    new Talk()
      .open()
      .ask('GET /orders HTTP/1.1\r\nHost: api.example.org\r\n\r\n')
      .answer('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}').packets,
  );

test('what is piped in is read until it is stopped, and what came counts', async () => {
  const stopped = new AbortController();
  const input = new Readable({ read: () => {} });
  input.push(asked());
  input.push(Buffer.alloc(10));
  input.once('data', () => setImmediate(() => stopped.abort()));
  input.pause();
  const { report, names } = await discover([pipedIn(input, stopped.signal)], stopped.signal);
  assert.deepEqual(names, ['GET /orders']);
  assert.equal(report.files[0]?.problem, null);
});

test('what is no capture is told so', async () => {
  const input = Readable.from([Buffer.from('GET / HTTP/1.1\r\n')]);
  const { report } = await discover(
    [pipedIn(input, new AbortController().signal)],
    new AbortController().signal,
  );
  assert.equal(report.files[0]?.problem?.code, 'file-unknown');
});

test('an interface that is not there is a fault with its reason', async () => {
  const { signal } = new AbortController();
  const { report } = await discover([listenOn({ interface: 'nosuch0', filter: '', signal })], signal);
  assert.equal(report.files[0]?.problem?.code, 'file-unreadable');
});
