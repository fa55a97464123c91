/** Trailers that go on: none that frames, routes or authenticates a message (RFC 9110 section 6.5.1). */
import type { HeaderKinds } from './header-kind.ts';

const refused: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'content-encoding',
  'content-range',
  'trailer',
  'cache-control',
  'max-forwards',
  'www-authenticate',
]);

/** Reads trailers, flat names and values. */
export function readTrailers(raw: readonly (Buffer | string)[], kinds: HeaderKinds): string[] {
  const passed: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]?.toString('latin1') ?? '';
    if (kinds.of(name) !== 'end-to-end' || refused.has(name.toLowerCase()) || name.startsWith(':')) continue;
    passed.push(name, raw[i + 1]?.toString('latin1') ?? '');
  }
  return passed;
}
