/** Paths: split, judged segment by segment, and kept as a tree, so that a path seen before costs one lookup a segment. */
import type { SegmentKind } from '../model/exchange.ts';
import type { BoundedCache } from './bounded-cache.ts';
import type { KeyedHash } from './content-hash.ts';
import { hashText } from './echo.ts';
import { frameOf } from './segment-frame.ts';
import { type SegmentJudgement, judgeSegment } from './segment-kind.ts';

const placesMax = 30;

/** One template; `T` is what the caller keeps at it. */
export class PathNode<T> {
  readonly parent: PathNode<T> | null;
  readonly path: string;
  readonly literal: string;
  readonly depth: number;
  /** Which of the segments that are not empty this is; -1 for none. */
  readonly place: number;
  readonly children = new Map<string, PathNode<T>>();
  /** What a resource of this name would be called in an answer, lower case; none for ids, which need no such evidence. */
  readonly echoTexts: readonly string[];
  /** Lengths (modulo 32, a bit each) of these texts here and above. */
  readonly echoLengths: number;
  /** With which what an answer at this path names is hashed. */
  readonly issueSeed: number;
  /** As an answer at the path above would have issued this name; 0 for none. */
  readonly issuedHash: number;
  kept: T | null = null;

  constructor(parent: PathNode<T> | null, path: string, literal: string, depth: number, seed: number) {
    this.parent = parent;
    this.path = path;
    this.literal = literal;
    this.depth = depth;
    const before = parent?.place ?? -1;
    this.place = literal === '' ? before : before + 1;
    this.echoTexts = this.place > placesMax || depth < 0 ? [] : echoTextsOf(literal);
    let lengths = parent?.echoLengths ?? 0;
    for (const { length } of this.echoTexts) lengths |= 1 << (length & 31);
    this.echoLengths = lengths;
    this.issueSeed = literal === '' && parent !== null ? parent.issueSeed : hashText(path, seed);
    const [whole] = this.echoTexts;
    this.issuedHash = whole === undefined || parent === null ? 0 : hashText(whole, parent.issueSeed);
  }
}

function echoTextsOf(literal: string): readonly string[] {
  if (literal.length < 2 || literal.length > 96 || literal.includes('{')) return [];
  const text = (literal.includes('%') ? decoded(literal) : literal).toLowerCase();
  const frame = frameOf(text);
  return frame === null ? [text] : [text, frame.value];
}

const segmentsMax = 48;

/** How much all trees together hold; when it is too much, the owner lets go of all of them. */
export interface TreeBudget {
  nodes: number;
}

/** All templates under one head. */
export class PathTree<T> {
  readonly #hash: KeyedHash;
  readonly #budget: TreeBudget;
  readonly #seed: number;
  readonly #root: PathNode<T>;
  readonly #judged: BoundedCache<string, SegmentJudgement>;
  /** Keyed hashes of the ids of the last path, joined with a space. */
  resources = '';

  /** `seed`: what names that answers issue are hashed with; another for each service. */
  constructor(
    hash: KeyedHash,
    budget: TreeBudget,
    judged: BoundedCache<string, SegmentJudgement>,
    seed: number,
  ) {
    this.#hash = hash;
    this.#budget = budget;
    this.#judged = judged;
    this.#seed = seed;
    this.#root = new PathNode<T>(null, '', '', -1, seed);
  }

  /**
   * The template of `path` (no query); the keyed hashes of its ids are then in `resources`. `verbatim` keeps every segment that could be
   * a name: for gRPC. Never throws.
   */
  find(path: string, verbatim: boolean): PathNode<T> {
    let node = this.#root;
    let resources = '';
    let start = path.charCodeAt(0) === 47 ? 1 : 0;
    let depth = 0;
    const end = path.length;
    while (start <= end) {
      let stop = path.indexOf('/', start);
      if (stop < 0) stop = end;
      if (depth >= segmentsMax) {
        node = this.#child(node, '{token}');
        break;
      }
      const raw = path.slice(start, stop);
      // Most ids are numbers: no look-up for those.
      if (raw.length > 0 && raw.length <= 24 && isDigits(raw)) {
        const hash = this.#hash.of('resource', raw);
        resources = resources === '' ? hash : `${resources} ${hash}`;
        node = this.#child(node, '{integer}');
        depth += 1;
        start = stop + 1;
        continue;
      }
      const seen = node.children.get(raw);
      if (seen !== undefined && raw.charCodeAt(0) !== 123) node = seen;
      else {
        const text = decoded(raw);
        const judgement =
          verbatim && /^[\w.]{1,128}$/.test(text)
            ? { literal: text }
            : this.#judge(text, depth, node.literal);
        if ('kind' in judgement) {
          const { kind, frame } = judgement;
          const hash = this.#hash.of('resource', canonicalId(frame?.value ?? text, kind));
          resources = resources === '' ? hash : `${resources} ${hash}`;
          node = this.#child(
            node,
            frame === undefined ? `{${kind}}` : `${frame.prefix}{${kind}}${frame.suffix}`,
          );
        } else node = this.#child(node, judgement.literal);
      }
      depth += 1;
      start = stop + 1;
    }
    this.resources = resources;
    return node;
  }

  #judge(text: string, depth: number, previous: string): SegmentJudgement {
    // Ids are told by a look at their characters; what is dear to judge are words, and those come again.
    const key = `${depth === 0 ? 0 : 1}${previous}/${text}`;
    if (text.length <= 64) {
      const known = this.#judged.get(key);
      if (known !== undefined) return known;
    }
    const judgement = judgeSegment(text, depth, previous);
    if (text.length <= 64) this.#judged.set(key, judgement);
    return judgement;
  }

  #child(node: PathNode<T>, literal: string): PathNode<T> {
    let child = node.children.get(literal);
    if (child === undefined) {
      child = new PathNode<T>(node, `${node.path}/${literal}`, literal, node.depth + 1, this.#seed);
      node.children.set(literal, child);
      this.#budget.nodes += 1;
    }
    return child;
  }
}

const isDigits = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
};

/** Without matrix parameters (RFC 3986 section 3.3: `;name=value`), percent-decoded once; a wrong encoding stays as it is. */
const decoded = (raw: string): string => {
  const semicolon = raw.indexOf(';');
  const text = semicolon < 0 ? raw : raw.slice(0, semicolon);
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The same resource has the same hash however its id was spelled. */
const canonicalId = (text: string, kind: SegmentKind): string =>
  kind === 'uuid' || kind === 'hex' || kind === 'ulid' || kind === 'email' ? text.toLowerCase() : text;
