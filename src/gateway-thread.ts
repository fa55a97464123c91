/**
 * The entry of a gateway thread: joins its spool writer to the gateway. A thread cannot be handed objects, so it makes its own;
 * beside `app.ts` this is the only file that joins adapters to ports.
 */
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import type { GatewayConfig } from './config/schema.ts';
import { systemClock } from './model/clock.ts';
import { createObserver } from './observe/observer.ts';
import { runGatewayThread } from './protect/thread.ts';
import { openSpoolWriter } from './store/spool/writer.ts';

/** What `app.ts` hands to each thread. */
export interface GatewayThreadData {
  readonly spoolFolder: string;
  /** Installation key of the keyed hashes. */
  readonly key: Uint8Array;
  readonly logLevel: string;
  /** File, or null for stderr. */
  readonly logFile: string | null;
}

const run = (): void => {
  if (parentPort === null) return;
  const { config, index, threadData } = workerData as {
    readonly config: GatewayConfig;
    readonly index: number;
    readonly threadData: GatewayThreadData;
  };
  const { spoolFolder, key, logLevel, logFile } = threadData;
  const log = pino(
    { level: logLevel, base: { thread: `gateway-${index}` } },
    pino.destination({ dest: logFile ?? 2, sync: true }),
  );
  const { flushMs, memoryBytesMax, spoolBytesMax } = config.exchanges;
  const writer = openSpoolWriter({
    folder: spoolFolder,
    stream: `w${index}`,
    flushMs,
    memoryBytesMax,
    spoolBytesMax,
    clock: systemClock,
  });
  const observerOf = (capture: GatewayConfig['capture']) =>
    createObserver({ key, capture, nextNumber: () => writer.nextNumber() });
  let { capture } = config;
  let observer = observerOf(capture);
  runGatewayThread({
    port: parentPort,
    config,
    record: (raw) => writer.record(observer.observe(raw)),
    flush: () => writer.flush(),
    onConfig: (next) => {
      // What the observer remembers of earlier exchanges stays while its rules stay.
      if (isDeepStrictEqual(next.capture, capture)) return;
      capture = next.capture;
      observer = observerOf(capture);
    },
    clock: systemClock,
    log,
  });
};

run();
