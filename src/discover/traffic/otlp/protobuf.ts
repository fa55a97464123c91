/** The wire format of Protocol Buffers, as far as spans need it: varints, 64 and 32 bits, and lengths. Bounded; never reads beyond its bytes. */

/** One field: its number, and its value as a number or as bytes. */
export type WireField =
  | { readonly number: number; readonly bytes: Uint8Array }
  | { readonly number: number; readonly value: bigint };

const fieldsMax = 4_000_000;

/** Bytes that are no message. */
export class WireError extends Error {}

/**
 * The fields of a message, in their order.
 *
 * @throws WireError when the bytes are no message
 */
export function* fieldsOf(bytes: Uint8Array): Generator<WireField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new WireError('a number does not end');
  };
  for (let count = 0; at < bytes.length; count += 1) {
    if (count > fieldsMax) throw new WireError('too many fields');
    const key = Number(varint() & 0xffff_ffffn);
    const number = key >>> 3;
    switch (key & 7) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        if (at + 8 > bytes.length) throw new WireError('a number does not end');
        yield { number, value: view.getBigUint64(at, true) };
        at += 8;
        break;
      case 2: {
        const length = Number(varint());
        if (length > bytes.length - at) throw new WireError('a field is longer than its message');
        yield { number, bytes: bytes.subarray(at, at + length) };
        at += length;
        break;
      }
      case 5:
        if (at + 4 > bytes.length) throw new WireError('a number does not end');
        yield { number, value: BigInt(view.getUint32(at, true)) };
        at += 4;
        break;
      default:
        throw new WireError('a field of no known kind');
    }
  }
}
