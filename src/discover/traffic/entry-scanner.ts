/**
 * Finds the entries of a HAR file in a stream of bytes, without holding the file: `log.entries[*]` (HAR 1.2, section 4.1), one object at
 * a time. Long strings inside an entry are cut while they pass, so that an entry with a film in it costs no more than one without.
 */

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const colon = 0x3a;
const comma = 0x2c;

/** Bounds of the scanner. */
export interface EntryLimits {
  /** Bytes of one string that are kept; the rest of it is left out. */
  readonly stringBytesMax: number;
  /** Bytes of one entry after long strings were cut; a larger entry is skipped. */
  readonly entryBytesMax: number;
  /** Depth of nesting inside an entry; a deeper one is skipped. */
  readonly depthMax: number;
}

/** Default bounds. */
export const entryLimits: EntryLimits = { stringBytesMax: 262_144, entryBytesMax: 4_194_304, depthMax: 64 };

/** What was found. */
export type FoundEntry = { readonly text: string } | { readonly skipped: 'too-large' | 'too-deep' };

/** Depth of the objects that are entries: the root, `log`, `entries`, the entry. */
const entryDepth = 4;
const keyBytesMax = 64;

/** Scans chunk after chunk. */
export class EntryScanner {
  readonly #limits: EntryLimits;
  #depth = 0;
  #inString = false;
  /** The start of an escape that the last chunk ended in. */
  #carry: Buffer | null = null;
  /** The string that is being read is a key at depth 1 or 2. */
  #isKey = false;
  #expectsKey = false;
  #key = '';
  /** `log` was the key at depth 1, `entries` at depth 2. */
  #inLog = false;
  #inEntries = false;
  #sawEntries = false;
  /** Set while an entry is being read. */
  #inEntry = false;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #stringBytes = 0;
  #skip: 'too-large' | 'too-deep' | null = null;
  #isDone = false;

  constructor(limits: EntryLimits = entryLimits) {
    this.#limits = limits;
  }

  /** The document ended where it should. */
  get isComplete(): boolean {
    return this.#isDone;
  }

  /** There was a `log.entries` at all. */
  get sawEntries(): boolean {
    return this.#sawEntries;
  }

  /** Takes a chunk; gives the entries that ended in it. */
  push(bytes: Buffer): FoundEntry[] {
    const found: FoundEntry[] = [];
    const chunk = this.#carry === null ? bytes : Buffer.concat([this.#carry, bytes]);
    this.#carry = null;
    let from = 0; // start of what is not copied yet
    let at = 0;
    while (at < chunk.length) {
      if (this.#inString) {
        const end = this.#stringEnd(chunk, at);
        this.#takeString(chunk, at, end);
        if (this.#inString) {
          if (end < chunk.length) this.#carry = Buffer.from(chunk.subarray(end));
          return found;
        }
        from = end;
        at = end;
        continue;
      }
      const byte = chunk[at];
      at += 1;
      switch (byte) {
        case quote:
          if (this.#inEntry) this.#copy(chunk, from, at);
          from = at;
          this.#inString = true;
          this.#stringBytes = 0;
          this.#isKey = this.#expectsKey && this.#depth <= 2;
          if (this.#isKey) this.#key = '';
          break;
        case openBrace:
        case openBracket:
          this.#open(byte === openBrace);
          if (this.#inEntry && this.#depth === entryDepth) from = at - 1;
          break;
        case closeBrace:
        case closeBracket: {
          if (this.#inEntry && this.#depth === entryDepth) {
            this.#copy(chunk, from, at);
            found.push(this.#endEntry());
            from = at;
          }
          this.#close();
          break;
        }
        case colon:
          this.#expectsKey = false;
          break;
        case comma:
          this.#expectsKey = this.#depth <= 2;
          break;
        default:
      }
    }
    if (this.#inEntry) this.#copy(chunk, from, chunk.length);
    return found;
  }

  /** End of the string, behind its quote; or how far it goes in this chunk without cutting an escape. */
  #stringEnd(chunk: Buffer, from: number): number {
    let at = from;
    for (;;) {
      const end = chunk.indexOf(quote, at);
      if (end < 0) return cutAt(chunk, from, chunk.length);
      let slashes = 0;
      for (let back = end - 1; back >= from && chunk[back] === backslash; back -= 1) slashes += 1;
      at = end + 1;
      if (slashes % 2 === 0) {
        this.#inString = false;
        return at;
      }
    }
  }

  /** Copies what is kept of a piece of a string. */
  #takeString(chunk: Buffer, from: number, end: number): void {
    const isEnd = !this.#inString;
    if (this.#isKey) {
      if (this.#key.length < keyBytesMax)
        this.#key += chunk.toString('latin1', from, Math.min(isEnd ? end - 1 : end, from + keyBytesMax));
    }
    if (!this.#inEntry) return;
    const left = this.#limits.stringBytesMax - this.#stringBytes;
    const length = (isEnd ? end - 1 : end) - from;
    if (length <= left) {
      this.#stringBytes += length;
      this.#copy(chunk, from, end);
      return;
    }
    if (left > 0) {
      this.#copy(chunk, from, cutAt(chunk, from, from + left));
      this.#stringBytes = this.#limits.stringBytesMax;
    }
    if (isEnd) this.#copy(chunk, end - 1, end);
  }

  #open(isObject: boolean): void {
    this.#depth += 1;
    if (this.#depth === 2) this.#inLog = isObject && this.#key === 'log';
    else if (this.#depth === 3) {
      this.#inEntries = this.#inLog && !isObject && this.#key === 'entries';
      if (this.#inEntries) this.#sawEntries = true;
    } else if (this.#depth === entryDepth && this.#inEntries && isObject) {
      this.#inEntry = true;
      this.#pieces = [];
      this.#bytes = 0;
      this.#skip = null;
    }
    if (this.#inEntry && this.#depth - entryDepth > this.#limits.depthMax) this.#skip ??= 'too-deep';
    this.#expectsKey = isObject && this.#depth <= 2;
  }

  #close(): void {
    this.#depth -= 1;
    if (this.#depth < 3) this.#inEntries = false;
    if (this.#depth < 2) this.#inLog = false;
    if (this.#depth <= 0) {
      this.#depth = 0;
      this.#isDone = true;
    }
    this.#expectsKey = false;
  }

  #copy(chunk: Buffer, from: number, to: number): void {
    if (to <= from || this.#skip !== null) return;
    this.#bytes += to - from;
    if (this.#bytes > this.#limits.entryBytesMax) {
      this.#skip = 'too-large';
      this.#pieces = [];
      return;
    }
    this.#pieces.push(Buffer.from(chunk.subarray(from, to)));
  }

  #endEntry(): FoundEntry {
    this.#inEntry = false;
    const pieces = this.#pieces;
    this.#pieces = [];
    if (this.#skip !== null) return { skipped: this.#skip };
    return { text: Buffer.concat(pieces).toString('utf8') };
  }
}

/** A place at or before `at` that cuts neither an escape nor a character. */
function cutAt(chunk: Buffer, from: number, at: number): number {
  let cut = at;
  // An escape is at most twelve bytes long (a surrogate pair).
  const near = Math.max(from, cut - 12);
  for (let back = near; back < cut; back += 1) {
    if (chunk[back] !== backslash) continue;
    let slashes = 0;
    for (let before = back - 1; before >= from && chunk[before] === backslash; before -= 1) slashes += 1;
    if (slashes % 2 === 1) continue;
    const length = chunk[back + 1] === 0x75 ? 6 : 2;
    if (back + length > cut) {
      cut = back;
      break;
    }
  }
  while (cut > from && ((chunk[cut] ?? 0) & 0xc0) === 0x80) cut -= 1;
  return cut;
}
