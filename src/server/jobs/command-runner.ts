/** Runs a command of Heliostat as a child process, within bounds. */
import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

/** What became of a command. */
export interface CommandResult {
  readonly exitCode: number;
  /** The last of what it printed, both streams in order of arrival. */
  readonly output: string;
}

/** Runs a command until it ends; when the signal aborts, the command is stopped. Rejects only when it cannot be started. */
export type RunCommand = (command: readonly string[], signal: AbortSignal) => Promise<CommandResult>;

/** Keeps the end of a text that grows. */
export function createTail(charactersMax: number): { add(text: string): void; text(): string } {
  let kept = '';
  let cut = false;
  return {
    add(text) {
      kept += text;
      // Trimmed at twice the bound, so that each character is copied about once.
      if (kept.length > charactersMax * 2) {
        kept = kept.slice(-charactersMax);
        cut = true;
      }
    },
    text: () => (cut || kept.length > charactersMax ? `...${kept.slice(-charactersMax)}` : kept),
  };
}

const killAfterMs = 5_000;

/**
 * A runner for a program that takes the command as its arguments.
 *
 * @param program the executable and the arguments before the command: `[process.execPath, 'src/cli/main.ts']`
 * @param outputCharactersMax of the end of the output that is kept
 */
export function childProcessRunner(
  program: readonly [string, ...string[]],
  outputCharactersMax = 16_384,
): RunCommand {
  const [executable, ...before] = program;
  return (command, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new Error('stopped before it began'));
        return;
      }
      const tail = createTail(outputCharactersMax);
      // A group of its own, so that a stop reaches whatever the command has started.
      const child = spawn(executable, [...before, ...command], {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      const signalGroup = (name: NodeJS.Signals): void => {
        if (child.pid === undefined) return;
        try {
          process.kill(-child.pid, name);
        } catch {
          // It has ended meanwhile.
        }
      };
      let hard: NodeJS.Timeout | undefined;
      const stop = (): void => {
        signalGroup('SIGTERM');
        hard = setTimeout(() => signalGroup('SIGKILL'), killAfterMs);
      };
      signal.addEventListener('abort', stop, { once: true });
      const settle = (): void => {
        clearTimeout(hard);
        signal.removeEventListener('abort', stop);
      };
      for (const stream of [child.stdout, child.stderr]) {
        const decoder = new StringDecoder('utf8');
        stream.on('data', (chunk: Buffer) => tail.add(decoder.write(chunk)));
      }
      child.once('error', (error) => {
        settle();
        reject(error);
      });
      child.once('close', (code) => {
        settle();
        resolve({ exitCode: code ?? -1, output: tail.text() });
      });
    });
}
