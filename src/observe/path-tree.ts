/** Paths: split, judged segment by segment, and kept as a tree, so that a path seen before costs one lookup a segment. */
import type { SegmentKind } from '../model/exchange.ts';
import type { BoundedCache } from './bounded-cache.ts';
import type { KeyedHash } from './content-hash.ts';
import { type SegmentJudgement, judgeSegment } from './segment-kind.ts';

/** One template; `T` is what the caller keeps at it. */
export class PathNode<T> {
  readonly path: string;
  readonly literal: string;
  readonly depth: number;
  readonly children = new Map<string, PathNode<T>>();
  kept: T | null = null;

  constructor(path: string, literal: string, depth: number) {
    this.path = path;
    this.literal = literal;
    this.depth = depth;
  }
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
  readonly #root = new PathNode<T>('', '', -1);
  readonly #judged: BoundedCache<string, SegmentJudgement>;
  /** Keyed hashes of the ids of the last path, joined with a space. */
  resources = '';

  constructor(hash: KeyedHash, budget: TreeBudget, judged: BoundedCache<string, SegmentJudgement>) {
    this.#hash = hash;
    this.#budget = budget;
    this.#judged = judged;
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
          const hash = this.#hash.of('resource', canonicalId(text, judgement.kind));
          resources = resources === '' ? hash : `${resources} ${hash}`;
          node = this.#child(node, `{${judgement.kind}}`);
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
      child = new PathNode<T>(`${node.path}/${literal}`, literal, node.depth + 1);
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
