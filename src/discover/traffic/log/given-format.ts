/** A log format as somebody gives it on the command line. */
import { readFile, stat } from 'node:fs/promises';
import { HeliostatError } from '../../../model/errors.ts';
import { formatOf, namedFormats } from './format-string.ts';
import { formatsOfNginx } from './nginx-conf.ts';

const confBytesMax = 1_048_576;

/**
 * A format string, the name of a format, or the text of the nginx configuration that is given by its path.
 *
 * @throws HeliostatError `usage-invalid` when it is none
 */
export async function readLogFormat(given: string): Promise<string> {
  if (Object.hasOwn(namedFormats, given)) return given;
  if (!/[$%]/.test(given) || /\.conf$/i.test(given)) {
    const conf = await textOf(given);
    if (conf === null || formatsOfNginx(conf).length === 0)
      throw new HeliostatError('usage-invalid', {
        detail: `--log-format ${given}: neither a format string, nor one of ${Object.keys(namedFormats).join(', ')}, nor a file with log_format in it`,
      });
    return conf;
  }
  formatOf(given);
  return given;
}

const textOf = async (file: string): Promise<string | null> => {
  try {
    const { size } = await stat(file);
    return size > confBytesMax ? null : await readFile(file, 'utf8');
  } catch {
    return null;
  }
};
