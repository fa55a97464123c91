import type { Place } from '../../../model/sighting.ts';
import type { WarningTally } from '../warning-tally.ts';

/** Bytes that stand before UTF-16 text (little endian, big endian), and before UTF-8 text. */
const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** Text of a file: UTF-8; UTF-16 with a byte order mark, or plain from its zero bytes; anything else as Latin-1, with a warning. */
export const decodeText = (bytes: Uint8Array, place: Place, warnings: WarningTally): string => {
  if (startsWith(bytes, 0xff, 0xfe) || (bytes.length > 3 && bytes[0] !== 0 && bytes[1] === 0)) {
    warnings.add('encoding', 'the file is in UTF-16 (little endian)', place);
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (startsWith(bytes, 0xfe, 0xff) || (bytes.length > 3 && bytes[0] === 0 && bytes[1] !== 0)) {
    warnings.add('encoding', 'the file is in UTF-16 (big endian)', place);
    return new TextDecoder('utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    warnings.add('encoding', 'the file is not valid UTF-8; it was read as Latin-1', place);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
};
