/** From the spool to the store and the inventory, on one core: a million exchanges of 5,000 operations, then what the Inventory page asks. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cores } from './gateway.ts';

/** What was seen. */
export interface ExchangePathRow {
  readonly exchanges: number;
  readonly operations: number;
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly rssMb: number;
  readonly storeMb: number;
  /** Milliseconds, median of ten, by query. */
  readonly queries: Readonly<Record<string, number>>;
}

/** What the child prints. */
export type ExchangePathReport = Omit<ExchangePathRow, 'storeMb'>;

/** Fills a spool, then lets a pinned process read it. */
export const measureExchangePath = async (exchanges: number): Promise<ExchangePathRow> => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-path-'));
  try {
    await child('fill', folder, exchanges);
    const report = JSON.parse(await child('read', folder, exchanges)) as ExchangePathReport;
    const { size } = await stat(join(folder, 'exchanges.duckdb'));
    return { ...report, storeMb: size / 1e6 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const child = async (step: 'fill' | 'read', folder: string, exchanges: number): Promise<string> => {
  const started = spawn(
    'taskset',
    [
      '-c',
      String(cores.measured),
      process.execPath,
      '--no-warnings',
      join(import.meta.dirname, `exchange-path.${step}.ts`),
      folder,
      String(exchanges),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  started.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve) => started.once('close', resolve));
  if (code !== 0) throw new Error(`${step} ended with ${code}`);
  return text;
};
