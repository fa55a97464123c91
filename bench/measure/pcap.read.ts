/** Child of `pcap.ts`: reads a capture, `exchanges` or `inventory`, and prints what it took. */
import { createReadStream } from 'node:fs';
import { createInventory } from '../../src/inventory/create.ts';
import { discoverFiles } from '../../src/discover/traffic/files.ts';
import { isPrivate } from '../../src/discover/traffic/log/log-line.ts';
import { Capture } from '../../src/discover/traffic/pcap/capture.ts';
import { systemClock } from '../../src/model/clock.ts';
import { createObserver } from '../../src/observe/observer.ts';
import { batchOf } from '../../src/store/spool/encode.ts';

const [, , what = 'exchanges', file = ''] = process.argv;
const startMs = performance.now();
const cpu = process.cpuUsage();
let exchanges = 0;
if (what === 'exchanges') {
  const capture = new Capture({
    bodyBytesMax: 65_536,
    isTrusted: isPrivate,
    emit: () => {
      exchanges += 1;
    },
  });
  for await (const chunk of createReadStream(file, { highWaterMark: 524_288 })) capture.push(chunk as Buffer);
  capture.end();
} else {
  let number = 0;
  let seq = 0;
  const nextNumber = (): number => (number += 1);
  const report = await discoverFiles({
    files: [file],
    observer: createObserver({
      key: new Uint8Array(32).fill(7),
      capture: { bodyBytesMax: 65_536, keepBodies: [] },
      nextNumber,
      isTransient: true,
    }),
    inventory: createInventory({ documents: [], clock: systemClock }),
    nextNumber,
    batchOf: (observed) => batchOf(observed, 'bench', seq++),
  });
  exchanges = report.used;
}
const used = process.cpuUsage(cpu);
process.stdout.write(
  JSON.stringify({
    exchanges,
    seconds: (performance.now() - startMs) / 1000,
    cpuSeconds: (used.user + used.system) / 1e6,
    rssMb: process.resourceUsage().maxRSS / 1024,
  }),
);
