/** Header compression of HTTP/2 (RFC 7541): one decoder a direction, since each header block builds on those before it. */
import { decodeHuffman } from './huffman.ts';
import { staticTable } from './static-table.ts';

/** Largest table that is kept, whatever a peer asks for. */
const tableBytesMax = 65_536;
const fieldsMax = 512;
const overheadBytes = 32;

/** Decodes header blocks in order. */
export class HpackDecoder {
  /** The newest comes last. */
  #table: (readonly [string, string])[] = [];
  #tableBytes = 0;
  #tableMax = 4096;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  /**
   * Names and values, flat; null when the block is broken: then no block after it can be read.
   *
   * @example
   * decoder.decode(Buffer.from([0x82])); // [':method', 'GET']
   */
  decode(block: Buffer): string[] | null {
    this.#bytes = block;
    this.#at = 0;
    const fields: string[] = [];
    while (this.#at < block.length) {
      const first = block[this.#at] as number;
      if ((first & 0x80) !== 0) {
        const field = this.#entry(this.#integer(7));
        if (field === null) return null;
        fields.push(field[0], field[1]);
      } else if ((first & 0xe0) === 0x20) {
        const size = this.#integer(5);
        if (size < 0 || size > tableBytesMax) return null;
        this.#tableMax = size;
        this.#evict();
      } else {
        const isIndexed = (first & 0xc0) === 0x40;
        const index = this.#integer(isIndexed ? 6 : 4);
        const name = index === 0 ? this.#string() : (this.#entry(index)?.[0] ?? null);
        const value = name === null ? null : this.#string();
        if (name === null || value === null) return null;
        fields.push(name, value);
        if (isIndexed) this.#insert(name, value);
      }
      if (fields.length > fieldsMax * 2) return null;
    }
    return fields;
  }

  #entry(index: number): readonly [string, string] | null {
    if (index <= 0) return null;
    if (index <= staticTable.length) return staticTable[index - 1] ?? null;
    return this.#table[this.#table.length - (index - staticTable.length)] ?? null;
  }

  #insert(name: string, value: string): void {
    this.#table.push([name, value]);
    this.#tableBytes += name.length + value.length + overheadBytes;
    this.#evict();
  }

  #evict(): void {
    while (this.#tableBytes > this.#tableMax) {
      const oldest = this.#table.shift();
      if (oldest === undefined) return;
      this.#tableBytes -= oldest[0].length + oldest[1].length + overheadBytes;
    }
  }

  /** Section 5.1; -1 when it is broken. */
  #integer(prefixBits: number): number {
    const mask = 2 ** prefixBits - 1;
    let value = (this.#bytes[this.#at] ?? 0) & mask;
    this.#at += 1;
    if (value < mask) return value;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return -1;
      this.#at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return value;
    }
    return -1;
  }

  #string(): string | null {
    const isHuffman = ((this.#bytes[this.#at] ?? 0) & 0x80) !== 0;
    const length = this.#integer(7);
    const start = this.#at;
    if (length < 0 || start + length > this.#bytes.length) return null;
    this.#at += length;
    return isHuffman
      ? decodeHuffman(this.#bytes, start, start + length)
      : this.#bytes.toString('latin1', start, start + length);
  }
}
