/** Splits bytes into lines, each bounded. */

const newline = 0x0a;

/** A line, or that one was longer than the bound. */
export type Line = { readonly text: string } | { readonly skipped: 'too-large' };

/** Takes chunk after chunk. */
export class LineSplitter {
  readonly #lineBytesMax: number;
  readonly #encoding: 'utf8' | 'latin1';
  #pieces: Buffer[] = [];
  #bytes = 0;

  /** `latin1` keeps one character a byte. */
  constructor(lineBytesMax: number, encoding: 'utf8' | 'latin1' = 'utf8') {
    this.#lineBytesMax = lineBytesMax;
    this.#encoding = encoding;
  }

  /** The lines that ended in this chunk; empty ones are left out. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(newline, from);
      if (end < 0) break;
      this.#add(chunk.subarray(from, end));
      this.#end(lines);
      from = end + 1;
    }
    this.#add(Buffer.from(chunk.subarray(from)));
    return lines;
  }

  /** The last line, when the file does not end with a newline. */
  end(): Line[] {
    const lines: Line[] = [];
    this.#end(lines);
    return lines;
  }

  #add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#bytes += piece.length;
    if (this.#bytes > this.#lineBytesMax) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  #end(lines: Line[]): void {
    if (this.#bytes > this.#lineBytesMax) lines.push({ skipped: 'too-large' });
    else if (this.#bytes > 0) {
      const text = Buffer.concat(this.#pieces).toString(this.#encoding).trim();
      if (text !== '') lines.push({ text });
    }
    this.#pieces = [];
    this.#bytes = 0;
  }
}
