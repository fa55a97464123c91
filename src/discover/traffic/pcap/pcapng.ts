/** Capture files of the next generation (draft-ietf-opsawg-pcapng): blocks; interfaces of several kinds; secrets of TLS sessions. */
import { HeliostatError } from '../../../model/errors.ts';
import { noBytes, type PacketReader, type PacketSink, recordBytesMax } from './packet-sink.ts';

interface Interface {
  readonly linkType: number;
  /** Microseconds of one unit of its time stamps. */
  readonly unitUs: number;
  readonly offsetUs: number;
  readonly snapBytes: number;
}

const sectionHeader = 0x0a0d0d0a;
const byteOrderMagic = 0x1a2b3c4d;
const tlsKeyLog = 0x544c534b;
const interfacesMax = 4096;

/** Do these bytes begin such a file? */
export const isPcapng = (head: Buffer): boolean => head.length >= 4 && head.readUInt32BE(0) === sectionHeader;

/** Reads one file of blocks. */
export class PcapngReader implements PacketReader {
  readonly #sink: PacketSink;
  #isLittle = true;
  #interfaces: Interface[] = [];
  #packets = 0;
  #lastUs = 0;
  #rest: Buffer = noBytes;

  constructor(sink: PacketSink) {
    this.#sink = sink;
  }

  pending(): number {
    return this.#rest.length;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 12) {
      if (bytes.readUInt32BE(at) === sectionHeader) this.#beginSection(bytes, at);
      const type = this.#u32(bytes, at);
      const length = this.#u32(bytes, at + 4);
      if (length < 12 || length > recordBytesMax || length % 4 !== 0)
        throw new HeliostatError('file-truncated', {
          detail: `a block claims ${length} bytes, after ${this.#packets} packets`,
        });
      if (at + length > bytes.length) break;
      this.#block(type, bytes, at + 8, at + length - 4);
      at += length;
    }
    this.#rest = at === bytes.length ? noBytes : bytes.subarray(at);
  }

  #beginSection(bytes: Buffer, at: number): void {
    const magic = bytes.readUInt32LE(at + 8);
    if (magic !== byteOrderMagic && bytes.readUInt32BE(at + 8) !== byteOrderMagic)
      throw new HeliostatError('file-truncated', {
        detail: `a section has no byte order, after ${this.#packets} packets`,
      });
    this.#isLittle = magic === byteOrderMagic;
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
  }

  #u16(bytes: Buffer, at: number): number {
    return this.#isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }

  #block(type: number, bytes: Buffer, start: number, end: number): void {
    switch (type) {
      case sectionHeader:
        this.#interfaces = [];
        return;
      case 1:
        if (end - start >= 8 && this.#interfaces.length < interfacesMax)
          this.#interfaces.push(this.#interface(bytes, start, end));
        return;
      case 6:
        if (end - start >= 20) this.#packet(bytes, start, end, this.#u32(bytes, start));
        return;
      case 2: // the obsolete one, with a short number of the interface
        if (end - start >= 20) this.#packet(bytes, start, end, this.#u16(bytes, start));
        return;
      case 3: {
        const [first] = this.#interfaces;
        if (first === undefined || end - start < 4) return;
        const wireBytes = this.#u32(bytes, start);
        const captured = Math.min(wireBytes, first.snapBytes === 0 ? wireBytes : first.snapBytes);
        this.#hand(bytes, start + 4, Math.min(end, start + 4 + captured), wireBytes, first, this.#lastUs);
        return;
      }
      case 10:
        if (end - start >= 8 && this.#u32(bytes, start) === tlsKeyLog) {
          const length = this.#u32(bytes, start + 4);
          this.#sink.secrets(bytes.toString('latin1', start + 8, Math.min(end, start + 8 + length)));
        }
        return;
      default:
    }
  }

  #packet(bytes: Buffer, start: number, end: number, number: number): void {
    const from = this.#interfaces[number];
    if (from === undefined) return;
    // Two halves; their sum stays below 2^53 for any unit but nanoseconds, whose parts are lost.
    const units = this.#u32(bytes, start + 4) * 4_294_967_296 + this.#u32(bytes, start + 8);
    const captured = this.#u32(bytes, start + 12);
    const wireBytes = this.#u32(bytes, start + 16);
    const last = Math.min(end, start + 20 + captured);
    this.#hand(bytes, start + 20, last, wireBytes, from, units * from.unitUs + from.offsetUs);
  }

  #hand(bytes: Buffer, start: number, end: number, wireBytes: number, from: Interface, atUs: number): void {
    this.#packets += 1;
    this.#lastUs = atUs;
    this.#sink.packet(bytes, start, end, wireBytes, from.linkType, atUs);
  }

  #interface(bytes: Buffer, start: number, end: number): Interface {
    let unitUs = 1;
    let offsetUs = 0;
    let at = start + 8;
    while (at + 4 <= end) {
      const code = this.#u16(bytes, at);
      const length = this.#u16(bytes, at + 2);
      const value = at + 4;
      if (code === 0 || value + length > end) break;
      if (code === 9 && length >= 1) {
        // The highest bit tells powers of two from powers of ten.
        const resolution = bytes[value] as number;
        const exponent = resolution & 0x7f;
        unitUs = 1e6 / ((resolution & 0x80) === 0 ? 10 ** exponent : 2 ** exponent);
      } else if (code === 14 && length >= 8) {
        const [high, low] = this.#isLittle ? [value + 4, value] : [value, value + 4];
        offsetUs = ((this.#u32(bytes, high) | 0) * 4_294_967_296 + this.#u32(bytes, low)) * 1e6;
      }
      at = value + ((length + 3) & ~3);
    }
    return {
      linkType: this.#u16(bytes, start),
      unitUs,
      offsetUs,
      snapBytes: this.#u32(bytes, start + 4),
    };
  }
}
