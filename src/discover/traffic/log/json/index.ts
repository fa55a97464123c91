/** Dialects of JSON access logs, in the order in which they are asked, and what collectors wrap around lines. */
import type { LogLine } from '../log-line.ts';
import { azure } from './azure.ts';
import { caddy } from './caddy.ts';
import { type JsonDialect, isFields } from './dialect.ts';
import { flat } from './flat.ts';
import { gcp } from './gcp.ts';
import { kong } from './kong.ts';
import { traefik } from './traefik.ts';

/** All dialects; the last takes what names its fields itself. */
export const jsonDialects: readonly JsonDialect[] = [gcp, azure, traefik, kong, caddy, flat];

const recordsMax = 100_000;
const wrappingsMax = 4;

/** Reads parsed lines. */
export interface JsonLogReader {
  /** What the value says; null when it is of no dialect. Collectors put many entries into one `records`. */
  readonly read: (value: unknown) => readonly LogLine[] | null;
}

/** A reader for one file: the dialect of the line before is asked first. */
export function jsonLogReader(): JsonLogReader {
  let last: JsonDialect = flat;
  const readOne = (value: unknown, depth: number): readonly LogLine[] | null => {
    if (!isFields(value)) return null;
    const all = value['records'] ?? value['entries'];
    if (Array.isArray(all) && depth < wrappingsMax) {
      const lines = all.slice(0, recordsMax).flatMap((one) => readOne(one, depth + 1) ?? []);
      return lines.length === 0 ? null : lines;
    }
    // A container's runtime wraps each line.
    const inner = value['log'] ?? value['message'] ?? value['msg'];
    if (typeof inner === 'string' && inner.startsWith('{') && depth < wrappingsMax) {
      let parsed: unknown;
      try {
        parsed = JSON.parse(inner);
      } catch {
        return null;
      }
      return readOne(parsed, depth + 1);
    }
    const known = last === flat ? null : last.read(value);
    if (known !== null) return [known];
    for (const dialect of jsonDialects) {
      const line = dialect.read(value);
      if (line === null) continue;
      last = dialect;
      return [line];
    }
    return null;
  };
  return { read: (value) => readOne(value, 0) };
}
