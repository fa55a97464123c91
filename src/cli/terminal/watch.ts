/** The running view of `up` and `demo`: addresses above, the inventory below, once a second. */
import type { Heliostat } from '../../app.ts';
import { count } from './numbers.ts';
import { operationLines, totalsLine } from './operations.ts';
import { openScreen } from './screen.ts';
import { painter } from './style.ts';

const everyMs = 1000;
const printEveryMs = 10_000;
/** Lines that are not operations: addresses, totals, blanks, the hint. */
const frameLines = 12;

/** What else a command wants to say above the table. */
export interface WatchOptions {
  readonly notes: () => readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Shows the inventory until the signal comes; on a stream that is no terminal one line each ten seconds.
 *
 * @returns When the signal has come and the last state is shown.
 */
export const watch = async (heliostat: Heliostat, { notes, signal }: WatchOptions): Promise<void> => {
  const stream = process.stderr;
  const paint = painter(stream);
  using screen = openScreen(stream);

  const lines = (): string[] => {
    const width = Math.min(screen.width - 1, 160);
    const { items } = heliostat.inventory.operations({ sort: 'count', order: 'desc', limit: 500 });
    const table =
      items.length === 0
        ? [
            paint('dim', 'No request yet. Send one through the gateway:'),
            `  curl -i ${heliostat.gatewayUrls[0] ?? ''}/`,
          ]
        : operationLines(items, { width, rowsMax: screen.height - frameLines, paint });
    return ['', ...notes(), '', totalsLine(heliostat.inventory.totals(), paint), '', ...table];
  };

  if (!screen.live) stream.write(`${notes().join('\n')}\n`);
  let printedMs = 0;
  while (!signal.aborted) {
    if (screen.live) screen.show(lines());
    else if (Date.now() - printedMs >= printEveryMs) {
      printedMs = Date.now();
      stream.write(`${totalsLine(heliostat.inventory.totals(), paint)}\n`);
    }
    await pause(everyMs, signal);
  }
  if (screen.live) screen.show(lines());
  else
    stream.write(
      `${lines()
        .slice(notes().length + 2)
        .join('\n')}\n`,
    );
  screen.end();
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

/** Addresses, and the admin token when it has just been made. */
export const addressLines = (heliostat: Heliostat, upstream: string): string[] => {
  const paint = painter(process.stderr);
  return [
    `${paint('bold', 'Heliostat')} keeps light on ${paint('bold', upstream)}`,
    ...heliostat.gatewayUrls.map(
      (url) => `  Gateway  ${paint('cyan', url)}  ${paint('dim', 'send your calls here')}`,
    ),
    `  Console  ${paint('cyan', heliostat.hubUrl)}`,
    ...(heliostat.adminToken === null
      ? []
      : [
          `  Token    ${paint('yellow', heliostat.adminToken)}  ${paint('dim', 'shown once; `heliostat admin token` makes a new one')}`,
        ]),
  ];
};

/** What was stored at the end. */
export const farewell = (stored: number, shed: number): string =>
  `${count(stored)} exchanges stored${shed > 0 ? `, ${count(shed)} shed` : ''}.`;
