/** Bytes of a file as text, whatever wrote them. */

/** A decoded text. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1';
  /** It holds bytes that no text has. */
  readonly isBinary: boolean;
}

/** Decodes by byte order mark, then as UTF-8 when it is valid, else as Latin-1. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return decoded(bytes.subarray(2), 'utf-16le');
  if (a === 0xfe && b === 0xff) return decoded(bytes.subarray(2), 'utf-16be');
  const body = a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes;
  const isBinary = body.subarray(0, 8_192).includes(0);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body), encoding: 'utf-8', isBinary };
  } catch {
    return { ...decoded(body, 'latin-1'), isBinary };
  }
}

const decoded = (bytes: Uint8Array, encoding: DecodedText['encoding']): DecodedText => ({
  text: new TextDecoder(encoding).decode(bytes),
  encoding,
  isBinary: false,
});
