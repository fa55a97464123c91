/** The version of this Heliostat, from its package. */
import { readFileSync } from 'node:fs';

const read = (): string => {
  // One folder up in a checkout, two in the published package (dist/src).
  for (const place of ['../package.json', '../../package.json']) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
        readonly name?: string;
        readonly version?: string;
      };
      if (name === 'heliostat' && found !== undefined) return found;
    } catch {
      // The other place has it.
    }
  }
  return '0.0.0';
};

export const version: string = read();
