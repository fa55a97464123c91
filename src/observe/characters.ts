/** What kinds of characters a text has, as bits: one pass, and most detectors need no second look. */

export const DIGIT = 1;
/** a-f */
export const HEX_LOWER = 2;
/** g-z */
export const LOWER = 4;
/** A-F */
export const HEX_UPPER = 8;
/** G-Z */
export const UPPER = 16;
export const HYPHEN = 32;
export const UNDERSCORE = 64;
export const DOT = 128;
export const AT = 256;
export const COLON = 512;
export const SLASH = 1024;
export const PLUS = 2048;
export const SPACE = 4096;
export const EQUALS = 8192;
/** Parentheses and comma. */
export const PAREN = 16_384;
/** Any other ASCII character. */
export const OTHER = 32_768;
export const NON_ASCII = 65_536;
export const BACKSLASH = 131_072;

export const LETTERS = HEX_LOWER | LOWER | HEX_UPPER | UPPER;
export const ALPHANUMERIC = LETTERS | DIGIT;
export const HEX = DIGIT | HEX_LOWER | HEX_UPPER;
export const ANY = 262_143;

/** Bit of each ASCII character. */
export const characterBits: Int32Array = (() => {
  const table = new Int32Array(128).fill(OTHER);
  const put = (characters: string, bit: number): void => {
    for (const character of characters) table[character.charCodeAt(0)] = bit;
  };
  put('0123456789', DIGIT);
  put('abcdef', HEX_LOWER);
  put('ghijklmnopqrstuvwxyz', LOWER);
  put('ABCDEF', HEX_UPPER);
  put('GHIJKLMNOPQRSTUVWXYZ', UPPER);
  put('-', HYPHEN);
  put('_', UNDERSCORE);
  put('.', DOT);
  put('@', AT);
  put(':', COLON);
  put('/', SLASH);
  put('+', PLUS);
  put(' ', SPACE);
  put('=', EQUALS);
  put('(),', PAREN);
  put('\\', BACKSLASH);
  return table;
})();

/** Union of the bits of the first 4,096 characters. */
export const charactersOf = (text: string): number => {
  let bits = 0;
  const end = Math.min(text.length, 4096);
  for (let i = 0; i < end; i += 1) {
    const code = text.charCodeAt(i);
    bits |= code < 128 ? (characterBits[code] ?? OTHER) : NON_ASCII;
  }
  return bits;
};
