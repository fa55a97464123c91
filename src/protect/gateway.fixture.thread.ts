/** The thread of the manager's tests: counts what it records, and crashes when a request says so. */
import { appendFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { GatewayConfig } from '../config/schema.ts';
import { systemClock } from '../model/clock.ts';
import { silentLog } from './gateway.fixture.ts';
import { runGatewayThread } from './thread.ts';

const { config, threadData } = workerData as {
  readonly config: GatewayConfig;
  readonly threadData: { readonly file: string };
};
if (parentPort === null) throw new Error('this module runs in a thread');
let lines = '';
runGatewayThread({
  port: parentPort,
  config,
  record(raw) {
    lines += `${raw.outcome} ${raw.service} ${raw.target}\n`;
    if (raw.target === '/crash') process.nextTick(() => process.exit(7));
  },
  async flush() {
    appendFileSync(threadData.file, lines);
    lines = '';
  },
  clock: systemClock,
  log: silentLog,
});
