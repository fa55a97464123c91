/**
 * Names of resources that come back: `GET /clinics/north-river` answers `{"slug": "north-river"}`, and a list that has it answers before.
 * A word of a route (`/users/me`, `/reports/latest`) practically never does. What is kept is the place of the segment, never the value.
 */

/**
 * How a property may name the resource it is in: 0 not at all (it says what kind of thing it is, or leads elsewhere), 1 only at the top or
 * by the name of the collection, 2 by its name.
 */
export type Naming = 0 | 1 | 2;

const naming: ReadonlySet<string> = new Set(
  'id ids key slug code name username login handle number no ref reference sku symbol iso iata icao isbn ean gtin identifier uid guid alias nickname locale'.split(
    ' ',
  ),
);

const describing: ReadonlySet<string> = new Set(
  'type types kind object resource class category self href rel url uri link status state mode view filter period interval action event method scope role level format version message title description sort order by'.split(
    ' ',
  ),
);

/** Judges a property by the words of its name (as `nameWords` gives them). */
export function namingOf(words: string): Naming {
  const name = words.trim();
  const last = name.slice(name.lastIndexOf(' ') + 1);
  if (last === '' || describing.has(last)) return 0;
  return naming.has(last) || /^(?:[a-z]+(?:id|code|name))$/.test(last) ? 2 : 1;
}

/** A place in a path, as far as its names matter; see `PathNode`. */
export interface NamedPlace {
  readonly parent: NamedPlace | null;
  readonly literal: string;
  readonly depth: number;
  readonly place: number;
  readonly echoTexts: readonly string[];
  readonly echoLengths: number;
  readonly issueSeed: number;
  readonly issuedHash: number;
}

const depthMax = 6;
/** A power of two. */
const issuedMax = 65_536;

/** Case folded for ASCII letters, so that `DE` and `de` are the same. */
export function hashText(text: string, seed: number): number {
  let hash = seed | 0;
  for (let at = 0; at < text.length; at += 1) {
    let code = text.charCodeAt(at);
    if (code >= 65 && code <= 90) code |= 32;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Listens to the strings of an answer. One for each observer; memory is fixed. */
export class EchoListener {
  /** Of names that answers held, hashed with the path that answered under a seed of this process: never written anywhere. */
  readonly #issued = new Uint32Array(issuedMax);
  #node: NamedPlace | null = null;
  #seed = 0;
  #found = 0;
  /** Lengths (modulo 32) of the texts that are listened for. */
  #lengths = 0;
  listening = false;

  /** Listens to the answer of a request to `node`. */
  begin(node: NamedPlace): void {
    this.#node = node;
    this.#seed = node.issueSeed;
    this.#lengths = node.echoLengths;
    this.#found = 0;
    this.listening = true;
  }

  /** Stops; the places (bit 0: the first segment) that came back in this answer, or had come in an answer of the path before them. */
  end(): number {
    this.listening = false;
    let found = this.#found;
    for (let node: NamedPlace | null = this.#node; node !== null && node.depth >= 0; node = node.parent) {
      const { issuedHash } = node;
      if (issuedHash !== 0 && this.#issued[issuedHash & (issuedMax - 1)] === issuedHash)
        found |= 1 << node.place;
    }
    this.#node = null;
    return found >>> 0;
  }

  /** A string of the answer. `plain`: of unreserved characters alone. */
  see(value: string, how: Naming, words: string, depth: number, plain: boolean): void {
    const { length } = value;
    if (depth > depthMax) return;
    if (((this.#lengths >>> (length & 31)) & 1) === 1) this.#compare(value, how, words, depth);
    if (how === 2 && plain && length >= 2 && length <= 40 && length !== 36) {
      const hash = hashText(value, this.#seed);
      this.#issued[hash & (issuedMax - 1)] = hash;
    }
  }

  #compare(value: string, how: Naming, words: string, depth: number): void {
    let lower = '';
    for (let node: NamedPlace | null = this.#node; node !== null && node.depth >= 0; node = node.parent) {
      for (const text of node.echoTexts) {
        if (text.length !== value.length) continue;
        if (lower === '') lower = value.toLowerCase();
        if (text !== lower) continue;
        if (how === 2 || depth === 1 || namesItemOf(words, node.parent?.literal ?? ''))
          this.#found |= 1 << node.place;
      }
    }
  }
}

/** Is ` campaign ` the name of one of `campaigns`? */
function namesItemOf(words: string, collection: string): boolean {
  const one = words.replaceAll(' ', '');
  const all = collection.toLowerCase().replaceAll(/[-_]/g, '');
  return (
    one.length > 2 &&
    (all === one || all === `${one}s` || all === `${one}es` || all === `${one.slice(0, -1)}ies`)
  );
}
