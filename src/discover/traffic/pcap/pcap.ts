/** Classic capture files (draft-ietf-opsawg-pcap): a header, then packets, in the byte order of the machine that wrote them. */
import { HeliostatError } from '../../../model/errors.ts';
import { noBytes, type PacketReader, type PacketSink, recordBytesMax } from './packet-sink.ts';

interface Layout {
  readonly isLittle: boolean;
  /** Parts of a second in the second half of a time stamp. */
  readonly fractionsPerUs: number;
  readonly recordHeaderBytes: number;
}

const fileHeaderBytes = 24;

/** How the file is laid out, by its first four bytes; null when it is none. */
export function layoutOf(head: Buffer): Layout | null {
  if (head.length < 4) return null;
  switch (head.readUInt32BE(0)) {
    case 0xd4c3b2a1:
      return { isLittle: true, fractionsPerUs: 1, recordHeaderBytes: 16 };
    case 0xa1b2c3d4:
      return { isLittle: false, fractionsPerUs: 1, recordHeaderBytes: 16 };
    case 0x4d3cb2a1:
      return { isLittle: true, fractionsPerUs: 1000, recordHeaderBytes: 16 };
    case 0xa1b23c4d:
      return { isLittle: false, fractionsPerUs: 1000, recordHeaderBytes: 16 };
    // A variant of old Linux distributions, with more in each record's header.
    case 0x34cdb2a1:
      return { isLittle: true, fractionsPerUs: 1, recordHeaderBytes: 24 };
    case 0xa1b2cd34:
      return { isLittle: false, fractionsPerUs: 1, recordHeaderBytes: 24 };
    default:
      return null;
  }
}

/** Reads one classic capture file. */
export class PcapReader implements PacketReader {
  readonly #sink: PacketSink;
  #layout: Layout | null = null;
  #linkType = 0;
  #packets = 0;
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
    if (this.#layout === null) {
      if (bytes.length < fileHeaderBytes) {
        this.#rest = bytes;
        return;
      }
      this.#layout = layoutOf(bytes);
      if (this.#layout === null) throw new HeliostatError('file-unknown', { detail: 'it is no capture' });
      // The upper bits say how long a frame check sequence is.
      this.#linkType = (this.#layout.isLittle ? bytes.readUInt32LE(20) : bytes.readUInt32BE(20)) & 0xffff;
      at = fileHeaderBytes;
    }
    const { isLittle, fractionsPerUs, recordHeaderBytes } = this.#layout;
    const sink = this.#sink;
    while (bytes.length - at >= recordHeaderBytes) {
      const captured = isLittle ? bytes.readUInt32LE(at + 8) : bytes.readUInt32BE(at + 8);
      if (captured > recordBytesMax)
        throw new HeliostatError('file-truncated', {
          detail: `a packet claims ${captured} bytes, after ${this.#packets} packets`,
        });
      const start = at + recordHeaderBytes;
      const end = start + captured;
      if (end > bytes.length) break;
      const seconds = isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
      const fraction = isLittle ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4);
      const wireBytes = isLittle ? bytes.readUInt32LE(at + 12) : bytes.readUInt32BE(at + 12);
      this.#packets += 1;
      sink.packet(bytes, start, end, wireBytes, this.#linkType, seconds * 1e6 + fraction / fractionsPerUs);
      at = end;
    }
    this.#rest = at === bytes.length ? noBytes : bytes.subarray(at);
  }
}
