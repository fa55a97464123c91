/** How a command ends: exit codes, and errors that say what to do. */
import { errorCatalogue, HeliostatError } from '../../model/errors.ts';
import { type Paint, printable } from './style.ts';

/** Exit codes of every command. */
export const exitCodes = {
  fine: 0,
  /** Something at or above `--fail-on`. */
  found: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** It could not do its job. */
  failed: 3,
} as const;

const usageCodes: ReadonlySet<string> = new Set([
  'usage-invalid',
  'config-invalid',
  'config-unreadable',
  'file-unreadable',
  'file-unknown',
  'input-invalid',
  'certificate-invalid',
  'runtime-unfit',
]);

/** The exit code for an error. */
export const exitCodeOf = (error: unknown): number =>
  error instanceof HeliostatError && usageCodes.has(error.code) ? exitCodes.usage : exitCodes.failed;

/** An error as lines for people: what, where, how to mend it, its code. */
export const errorLines = (error: unknown, paint: Paint): string[] => {
  if (!(error instanceof HeliostatError)) {
    const text = error instanceof Error ? error.message : String(error);
    return [`${paint('red', 'Error')} ${printable(text)}`];
  }
  const { message, mend } = errorCatalogue[error.code];
  return [
    `${paint('red', 'Error')} ${message}${error.detail === undefined ? '' : ` ${printable(error.detail)}`}`,
    ...error.issues.flatMap(({ path, expected, got, mend: how }) => [
      `  ${paint('bold', printable(path))}`,
      `    expected ${printable(expected)}, got ${printable(got)}${how === undefined ? '' : `. ${printable(how)}`}`,
    ]),
    paint('dim', `${mend}  [${error.code}]`),
  ];
};
