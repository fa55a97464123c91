/**
 * Takes lines apart by a format. Lines are parts of a long text (one character a byte), and stay there: what is found are places. The
 * next occurrence of a separator is remembered, so that a text without any costs one search and not one a line.
 */
import type { LineFormat, LogRole } from './field.ts';

const quote = 34;
const backslash = 92;
const space = 32;
const comma = 44;
const colon = 58;

/** A format, made ready. */
export class LineParser {
  readonly format: LineFormat;
  /** Where each field starts and ends after `parse`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the last field of the format ended. */
  end = 0;
  readonly #first: string;
  readonly #next: readonly string[];
  readonly #quoted: readonly boolean[];
  readonly #listed: readonly boolean[];
  readonly #found: Int32Array;
  #text = '';

  constructor(format: LineFormat) {
    this.format = format;
    const { pieces } = format;
    this.starts = new Int32Array(pieces.length);
    this.ends = new Int32Array(pieces.length);
    this.#found = new Int32Array(pieces.length).fill(-1);
    this.#first = pieces[0]?.before ?? '';
    this.#next = pieces.map((_, at) => pieces[at + 1]?.before ?? format.after);
    this.#quoted = pieces.map(({ quoted }, at) => quoted && (this.#next[at] ?? '').startsWith('"'));
    this.#listed = pieces.map(({ field }) => field.listed === true);
  }

  /** Place of the field with this role; -1 for none. */
  indexOf(role: LogRole): number {
    return this.format.pieces.findIndex(({ field }) => field.role === role);
  }

  /** Does the line from `from` to `to` fit the format? Places are then in `starts` and `ends`. */
  parse(text: string, from: number, to: number): boolean {
    if (text !== this.#text) {
      this.#text = text;
      this.#found.fill(-1);
    }
    let at = from;
    if (this.#first !== '') {
      if (!text.startsWith(this.#first, at)) return false;
      at += this.#first.length;
    }
    const { starts, ends } = this;
    const next = this.#next;
    const last = next.length - 1;
    for (let piece = 0; piece <= last; piece += 1) {
      const literal = next[piece] as string;
      let end: number;
      if (literal === '') end = piece === last ? this.#word(text, at, to) : -1;
      else if (this.#quoted[piece] === true) end = this.#quoteEnd(piece, text, at, to, literal);
      else end = this.#separator(piece, literal, text, at, to);
      if (end < 0 || end > to) return false;
      starts[piece] = at;
      ends[piece] = end;
      at = end + literal.length;
      if (at > to) {
        // Only the end of the line may lack what stands behind the last field.
        if (piece !== last) return false;
        at = to;
      }
    }
    this.end = at;
    return true;
  }

  /** End of a field that nothing is said to follow: the next space, as more fields may. */
  #word(text: string, from: number, to: number): number {
    let at = from;
    while (at < to && text.charCodeAt(at) !== space) at += 1;
    return at;
  }

  #separator(piece: number, literal: string, text: string, from: number, to: number): number {
    const found = this.#found;
    let at = found[piece] as number;
    if (at < from) {
      at = text.indexOf(literal, from);
      if (at < 0) at = text.length + 1;
      found[piece] = at;
    }
    if (this.#listed[piece] === true && literal.charCodeAt(0) === space) {
      // `10.0.0.1:80, 10.0.0.2:80` and `0.004 : 0.002` are one field.
      while (
        at < to &&
        (text.charCodeAt(at - 1) === comma ||
          text.charCodeAt(at + 1) === colon ||
          (text.charCodeAt(at - 1) === colon && text.charCodeAt(at - 2) === space))
      ) {
        at = text.indexOf(literal, at + 1);
        if (at < 0) return -1;
      }
      found[piece] = at;
    }
    // What stands behind the last field may be absent.
    return at > to && piece === this.#next.length - 1 ? to : at;
  }

  /** The quote that ends a field: not escaped, and followed by what has to follow. */
  #quoteEnd(piece: number, text: string, from: number, to: number, literal: string): number {
    const found = this.#found;
    let first = found[piece] as number;
    if (first < from) {
      first = text.indexOf('"', from);
      if (first < 0) first = text.length;
      found[piece] = first;
    }
    if (first >= to) return -1;
    // Nearly always the next quote is the one.
    if (text.charCodeAt(first - 1) !== backslash && text.startsWith(literal, first)) return first;
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      if (code === backslash) at += 1;
      else if (
        code === quote &&
        (at + literal.length > to ? literal.startsWith(text.slice(at, to)) : text.startsWith(literal, at))
      )
        return at;
    }
    return -1;
  }
}
