/** Where the log goes: into the data folder while a terminal shows the inventory, else to stderr as JSON lines. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import pino, { type Logger } from 'pino';

/** What never reaches a log, wherever it stands. */
const secretPaths = [
  'authorization',
  'cookie',
  'token',
  'password',
  'key',
  '*.authorization',
  '*.cookie',
  '*.token',
  '*.password',
];

/**
 * The program's log.
 *
 * @param dataFolder Made when absent.
 * @param options `quiet` keeps stderr free, also without a terminal.
 */
export const logTo = (
  dataFolder: string,
  options: { readonly quiet?: boolean } = {},
): { readonly log: Logger; readonly logFile: string | null } => {
  const level = process.env['HELIOSTAT_LOG_LEVEL'] ?? 'info';
  const redact = { paths: secretPaths, censor: '‹secret›' };
  if (!process.stderr.isTTY && options.quiet !== true) {
    return { log: pino({ level, redact }, pino.destination({ dest: 2, sync: true })), logFile: null };
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const logFile = resolve(dataFolder, 'heliostat.log');
  return { log: pino({ level, redact }, pino.destination({ dest: logFile, sync: true })), logFile };
};
