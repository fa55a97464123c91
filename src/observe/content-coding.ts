/** Content codings (RFC 9110 section 8.4.1): removed within a bound, so that a small body cannot become a large one. */
import {
  brotliDecompressSync,
  constants,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import { bounds } from './shapes/bounds.ts';

/** Bytes without their coding; null when they cannot be had within the bound. */
const remove = (coding: string, bytes: Uint8Array): Uint8Array | null => {
  const maxOutputLength = bounds.decodedBytesMax;
  try {
    switch (coding) {
      case 'gzip':
      case 'x-gzip':
        // Flushing leniently gives the beginning of a stream that was captured in part.
        return gunzipSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
      case 'deflate':
        // RFC 9110: zlib format; some send the bare stream.
        return ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0
          ? inflateSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH })
          : inflateRawSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
      case 'br':
        return brotliDecompressSync(bytes, {
          maxOutputLength,
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
        });
      case 'zstd':
        return zstdDecompressSync(bytes, { maxOutputLength, finishFlush: constants.ZSTD_e_flush });
      default:
        return null;
    }
  } catch {
    return null;
  }
};

/**
 * Removes the codings of a `Content-Encoding` header, the last one first; at most two. Null: the body stays unread.
 */
export const withoutCoding = (header: string, bytes: Uint8Array): Uint8Array | null => {
  const codings = header
    .slice(0, 128)
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > 2) return null;
  let current: Uint8Array | null = bytes;
  for (const coding of codings.reverse()) {
    if (current === null) return null;
    current = remove(coding, current);
  }
  return current;
};
