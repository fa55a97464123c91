/** JSON with comments and trailing commas, as compilers and bundlers write their settings. */

/**
 * Parses it; undefined when it is not an object.
 *
 * @example
 * parseJsonc('{ // paths\n "a": 1, }') // { a: 1 }
 */
export function parseJsonc(text: string): Readonly<Record<string, unknown>> | undefined {
  for (const candidate of [text, withoutComments(text)]) {
    try {
      const value: unknown = JSON.parse(candidate);
      return isRecord(value) ? value : undefined;
    } catch {
      // not strict JSON: once more without comments
    }
  }
  return undefined;
}

/** Is it an object with keys? */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutComments(text: string): string {
  let out = '';
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"') {
      let end = at + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
      out += text.slice(at, end + 1);
      at = end + 1;
    } else if (char === '/' && text[at + 1] === '/') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '/' && text[at + 1] === '*') {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else {
      out += char;
      at += 1;
    }
  }
  return out.replace(/,(?=\s*[}\]])/g, '');
}
