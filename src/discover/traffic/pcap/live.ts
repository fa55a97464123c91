/** Packets as they pass: from a program that listens on an interface, or from whatever is piped in. */
import { spawn } from 'node:child_process';
import { HeliostatError } from '../../../model/errors.ts';

/** A capture that has no end of its own. */
export interface CaptureStream {
  readonly name: string;
  /** Ends when the listening does; whoever stops it gets what has come. */
  readonly open: () => AsyncIterable<Buffer>;
}

/** What to listen to. */
export interface ListenOptions {
  /** Name of an interface; `any` for all. */
  readonly interface: string;
  /** Capture filter, as tcpdump reads it (pcap-filter). */
  readonly filter: string;
  /** Ends it: a person, or the time that was given. */
  readonly signal: AbortSignal;
}

const wordsMax = 2000;

/** Programs that write packets to their output, in the order in which they are tried. */
const listeners: readonly {
  readonly program: string;
  readonly args: (options: ListenOptions) => string[];
}[] = [
  {
    program: 'tcpdump',
    args: ({ interface: name, filter }) => [
      '-i',
      name,
      '-n',
      '-U',
      '--immediate-mode',
      '-s',
      '0',
      '-w',
      '-',
      ...(filter === '' ? [] : ['--', filter]),
    ],
  },
  ...['dumpcap', 'tshark'].map((program) => ({
    program,
    args: ({ interface: name, filter }: ListenOptions) => [
      '-i',
      name,
      '-q',
      '-w',
      '-',
      ...(filter === '' ? [] : ['-f', filter]),
    ],
  })),
];

/**
 * Listens on an interface.
 *
 * The iteration throws HeliostatError `file-unreadable` when no program is there that can, or when it may not.
 */
export const listenOn = (options: ListenOptions): CaptureStream => ({
  name: options.interface,
  open: () => packetsOf(options),
});

async function* packetsOf(options: ListenOptions): AsyncGenerator<Buffer> {
  for (const { program, args } of listeners) {
    const child = spawn(program, args(options), { stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill('SIGINT');
    const started = Promise.withResolvers<boolean>();
    const ended = Promise.withResolvers<number | null>();
    child.once('spawn', () => started.resolve(true));
    child.once('error', () => started.resolve(false));
    child.once('close', (code) => ended.resolve(code));
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-wordsMax);
    });
    if (!(await started.promise)) continue;
    options.signal.addEventListener('abort', stop, { once: true });
    if (options.signal.aborted) stop();
    try {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) yield chunk;
      const code = await ended.promise;
      if (code !== 0 && code !== null && !options.signal.aborted)
        throw new HeliostatError('file-unreadable', { detail: `${program}: ${reasonIn(words)}` });
    } finally {
      options.signal.removeEventListener('abort', stop);
      stop();
    }
    return;
  }
  throw new HeliostatError('file-unreadable', {
    detail: `${options.interface}: neither ${listeners.map(({ program }) => program).join(' nor ')} is installed`,
  });
}

/** The last thing that was said, and what helps when rights are missing. */
const reasonIn = (words: string): string => {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const last =
    lines.findLast((line) => /permi|rights|not permitted|no such|syntax|error/i.test(line)) ?? lines.at(-1);
  const help = /permi|rights/i.test(words) ? '; run it as root, or give the program CAP_NET_RAW' : '';
  return `${(last ?? 'it ended without a word').trim().replace(/^tcpdump: /, '')}${help}`;
};

/**
 * What is piped in: `tcpdump -i any -U -w - | heliostat discover -`.
 */
export const pipedIn = (
  input: AsyncIterable<Buffer> & { destroy(): unknown },
  signal: AbortSignal,
): CaptureStream => ({
  name: '-',
  open: async function* (): AsyncGenerator<Buffer> {
    const stop = (): void => void input.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const chunk of input) yield chunk;
    } catch (error) {
      // Stopped, not broken.
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  },
});
