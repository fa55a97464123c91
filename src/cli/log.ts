/** Where the log goes: into the data folder while a terminal shows the inventory, else to stderr as JSON lines. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** What never reaches a log, wherever it stands. */
const secretPaths = ['authorization', 'cookie', 'token', 'password', 'key', '*.authorization', '*.cookie', '*.token', '*.password'];

/**
 * The program's log.
 *
 * @param dataFolder Made when absent.
 * @param options `quiet` keeps stderr free, also without a terminal.
 */
export const logTo = (dataFolder: string, options: { readonly quiet?: boolean } = {}): Logger => {
  const level = process.env['HELIOSTAT_LOG_LEVEL'] ?? 'info';
  const redact = { paths: secretPaths, censor: '‹secret›' };
  if (!process.stderr.isTTY && options.quiet !== true) return pino({ level, redact }, pino.destination({ dest: 2, sync: true }));
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return pino({ level, redact }, pino.destination({ dest: join(dataFolder, 'heliostat.log'), sync: false, mkdir: true }));
};
