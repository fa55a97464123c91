/**
 * From a captured frame to a segment of TCP: link layers, IPv4 and IPv6, and the tunnels that mirrors of traffic come in. One `Segment` is
 * used again and again, so that a packet costs no memory.
 */
import { networkOffset } from './link-layer.ts';

/** Why a packet holds no segment that could be used. */
export type PacketFault = 'other' | 'fragment' | 'short';

const tunnelsMax = 4;
const vxlanPort = 4789;
const genevePort = 6081;

/** A segment of TCP (RFC 9293), and who it goes between. */
export class Segment {
  /** Addresses as four words; IPv4 as `::ffff:a.b.c.d`. */
  readonly source = new Int32Array(4);
  readonly target = new Int32Array(4);
  sourcePort = 0;
  targetPort = 0;
  sequence = 0;
  flags = 0;
  /** Captured payload. */
  start = 0;
  end = 0;
  /** Bytes of payload that were sent and not captured. */
  cut = 0;

  /**
   * Reads a frame; null when this is a segment now.
   *
   * @example
   * if (segment.read(bytes, start, end, wireBytes, 1) === null) connections.take(segment, bytes, atUs);
   */
  read(bytes: Buffer, start: number, end: number, wireBytes: number, linkType: number): PacketFault | null {
    const at = networkOffset(bytes, start, end, linkType);
    if (at < 0) return 'other';
    return this.#network(bytes, at, end, Math.max(end, start + wireBytes), 0);
  }

  #network(bytes: Buffer, at: number, end: number, wireEnd: number, depth: number): PacketFault | null {
    if (at >= end) return 'short';
    const version = (bytes[at] as number) >> 4;
    if (version === 4) return this.#v4(bytes, at, end, wireEnd, depth);
    return version === 6 ? this.#v6(bytes, at, end, wireEnd, depth) : 'other';
  }

  /** RFC 791. */
  #v4(bytes: Buffer, at: number, end: number, wireEnd: number, depth: number): PacketFault | null {
    if (end - at < 20) return 'short';
    const headerBytes = ((bytes[at] as number) & 15) * 4;
    if (headerBytes < 20) return 'other';
    const total = bytes.readUInt16BE(at + 2);
    if ((bytes.readUInt16BE(at + 6) & 0x3fff) !== 0) return 'fragment';
    // 0 is what offloading network cards leave; what comes after the packet is padding.
    const last = total === 0 ? wireEnd : at + total;
    this.source.fill(0);
    this.target.fill(0);
    this.source[2] = 0xffff;
    this.target[2] = 0xffff;
    this.source[3] = bytes.readInt32BE(at + 12);
    this.target[3] = bytes.readInt32BE(at + 16);
    return this.#transport(bytes, bytes[at + 9] as number, at + headerBytes, end, last, depth);
  }

  /** RFC 8200, with its extension headers. */
  #v6(bytes: Buffer, at: number, end: number, wireEnd: number, depth: number): PacketFault | null {
    if (end - at < 40) return 'short';
    const length = bytes.readUInt16BE(at + 4);
    const last = length === 0 ? wireEnd : at + 40 + length;
    for (let word = 0; word < 4; word += 1) {
      this.source[word] = bytes.readInt32BE(at + 8 + word * 4);
      this.target[word] = bytes.readInt32BE(at + 24 + word * 4);
    }
    let next = bytes[at + 6] as number;
    let place = at + 40;
    for (let headers = 0; headers < 16; headers += 1) {
      const isFragment = next === 44;
      if (next !== 0 && next !== 43 && next !== 60 && next !== 51 && next !== 135 && !isFragment) break;
      if (place + 8 > end) return 'short';
      if (isFragment && (bytes.readUInt16BE(place + 2) & 0xfff9) !== 0) return 'fragment';
      const length = bytes[place + 1] as number;
      const isAuthentication = next === 51;
      next = bytes[place] as number;
      place += isFragment ? 8 : isAuthentication ? (length + 2) * 4 : (length + 1) * 8;
    }
    return this.#transport(bytes, next, place, end, last, depth);
  }

  #transport(
    bytes: Buffer,
    protocol: number,
    at: number,
    end: number,
    last: number,
    depth: number,
  ): PacketFault | null {
    if (protocol === 6) return this.#tcp(bytes, at, end, last);
    if (depth >= tunnelsMax) return 'other';
    if (protocol === 4 || protocol === 41) return this.#network(bytes, at, end, last, depth + 1);
    if (protocol === 17) {
      if (at + 16 > end) return 'other';
      const port = bytes.readUInt16BE(at + 2);
      // RFC 7348, RFC 8926: frames of Ethernet within UDP.
      if (port === vxlanPort) return this.#frame(bytes, at + 16, end, last, depth);
      if (port !== genevePort || bytes.readUInt16BE(at + 10) !== 0x6558) return 'other';
      return this.#frame(bytes, at + 16 + ((bytes[at + 8] as number) & 63) * 4, end, last, depth);
    }
    if (protocol === 47 && at + 4 <= end) {
      // RFC 2784 and RFC 2890.
      const flags = bytes.readUInt16BE(at);
      const body = at + 4 + (flags & 0x8000 ? 4 : 0) + (flags & 0x2000 ? 4 : 0) + (flags & 0x1000 ? 4 : 0);
      const type = bytes.readUInt16BE(at + 2);
      if (type === 0x0800 || type === 0x86dd) return this.#network(bytes, body, end, last, depth + 1);
      if (type === 0x6558) return this.#frame(bytes, body, end, last, depth);
    }
    return 'other';
  }

  #frame(bytes: Buffer, at: number, end: number, last: number, depth: number): PacketFault | null {
    const inner = networkOffset(bytes, at, end, 1);
    return inner < 0 ? 'other' : this.#network(bytes, inner, end, last, depth + 1);
  }

  #tcp(bytes: Buffer, at: number, end: number, last: number): PacketFault | null {
    if (end - at < 20) return 'short';
    const start = at + ((bytes[at + 12] as number) >> 4) * 4;
    if (start < at + 20) return 'other';
    this.sourcePort = bytes.readUInt16BE(at);
    this.targetPort = bytes.readUInt16BE(at + 2);
    this.sequence = bytes.readInt32BE(at + 4);
    this.flags = bytes[at + 13] as number;
    this.start = Math.min(start, end);
    this.end = Math.max(this.start, Math.min(end, last));
    this.cut = Math.max(0, last - Math.max(start, this.end));
    return null;
  }
}

/** An address as people write it. */
export function addressText(words: Int32Array): string {
  const [a = 0, b = 0, c = 0, d = 0] = words;
  if (a === 0 && b === 0 && c === 0xffff)
    return `${d >>> 24}.${(d >>> 16) & 255}.${(d >>> 8) & 255}.${d & 255}`;
  const groups = [...words].flatMap((word) => [(word >>> 16) & 0xffff, word & 0xffff]);
  let [best, bestLength] = [-1, 1];
  for (let from = 0; from < 8; from += 1) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) length += 1;
    if (length > bestLength) [best, bestLength] = [from, length];
  }
  const hex = groups.map((group) => group.toString(16));
  return best < 0
    ? hex.join(':')
    : `${hex.slice(0, best).join(':')}::${hex.slice(best + bestLength).join(':')}`;
}
