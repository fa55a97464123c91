/**
 * The frame: how one batch lies in a segment file. Big-endian.
 *
 *     0  4  magic FF 48 53 01 (FF never occurs in UTF-8, so the magic never occurs in a payload)
 *     4  4  length of the payload in bytes
 *     8  4  CRC-32 (ISO-HDLC) over the length field and the payload
 *    12     payload: UTF-8 JSON of an ExchangeBatch
 */
import { crc32 } from 'node:zlib';

const magic = Buffer.from([0xff, 0x48, 0x53, 0x01]);

/** Bytes before the payload. */
export const frameHeaderBytes = 12;
/** Longest payload that is written or believed, bytes. */
export const frameBytesMax = 16 * 1024 * 1024;

/** Wraps a payload. Null when it is longer than `payloadBytesMax`: a reader would take it for damage. */
export function encodeFrame(payload: string, payloadBytesMax = frameBytesMax): Buffer | null {
  // The common case is ASCII; three bytes a UTF-16 unit is the worst.
  const length = Buffer.byteLength(payload);
  if (length > payloadBytesMax) return null;
  const frame = Buffer.allocUnsafe(frameHeaderBytes + length);
  magic.copy(frame, 0);
  frame.writeUInt32BE(length, 4);
  frame.write(payload, frameHeaderBytes);
  frame.writeUInt32BE(checksum(frame, 0, length), 8);
  return frame;
}

/** What was found at a place of a segment. */
export type Found =
  | { readonly kind: 'frame'; readonly payload: Buffer; readonly end: number }
  /** Not a frame; go on at `end`. */
  | { readonly kind: 'damaged'; readonly end: number }
  /** The beginning of a frame, or nothing: at least `bytes` from here on are needed. */
  | { readonly kind: 'partial'; readonly bytes: number };

/** Looks at `at` for a frame. Never throws, whatever the bytes are. */
export function findFrame(buffer: Buffer, at: number, payloadBytesMax = frameBytesMax): Found {
  const available = buffer.length - at;
  if (!startsWithMagic(buffer, at)) return { kind: 'damaged', end: nextMagic(buffer, at + 1) };
  if (available < frameHeaderBytes) return { kind: 'partial', bytes: frameHeaderBytes };
  const length = buffer.readUInt32BE(at + 4);
  if (length > payloadBytesMax) return { kind: 'damaged', end: nextMagic(buffer, at + 1) };
  const end = at + frameHeaderBytes + length;
  if (end > buffer.length) {
    // A magic before the frame's end: its length is wrong, or it was torn and another frame follows.
    const next = buffer.indexOf(magic, at + 1);
    return next === -1
      ? { kind: 'partial', bytes: frameHeaderBytes + length }
      : { kind: 'damaged', end: next };
  }
  if (buffer.readUInt32BE(at + 8) !== checksum(buffer, at, length)) {
    return { kind: 'damaged', end: nextMagic(buffer, at + 1) };
  }
  return { kind: 'frame', payload: buffer.subarray(at + frameHeaderBytes, end), end };
}

function checksum(buffer: Buffer, at: number, length: number): number {
  return crc32(
    buffer.subarray(at + frameHeaderBytes, at + frameHeaderBytes + length),
    crc32(buffer.subarray(at + 4, at + 8)),
  );
}

/** Also true when only the beginning of a magic is there yet. */
function startsWithMagic(buffer: Buffer, at: number): boolean {
  const length = Math.min(magic.length, buffer.length - at);
  return buffer.compare(magic, 0, length, at, at + length) === 0;
}

/** The next place where a frame can begin; a magic that is cut by the end of the buffer is kept. */
function nextMagic(buffer: Buffer, from: number): number {
  const found = buffer.indexOf(magic, from);
  if (found !== -1) return found;
  for (let at = Math.max(from, buffer.length - magic.length + 1); at < buffer.length; at += 1) {
    if (startsWithMagic(buffer, at)) return at;
  }
  return buffer.length;
}
