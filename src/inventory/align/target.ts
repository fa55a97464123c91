/** A service that APIs of code, contracts and the outside may belong to. */
import { anyRest, anyValue } from './pattern.ts';
import type { Patterns } from './pattern.ts';
import { addPattern, isFront, wordsOf } from './pattern.ts';
import { PatternTree } from './pattern-tree.ts';
import type { EvidenceSource } from '../../model/operation.ts';

const prefixesMax = 16;
const prefixSegmentsMax = 3;
const shareMin = 0.05;

/** Leading literal segments that many patterns share, the most frequent first; '' is always the first. */
export function prefixesOf(patterns: Patterns): readonly string[] {
  const counts = new Map<string, number>();
  for (const { segments } of patterns.values()) {
    let prefix = '';
    for (const segment of segments.slice(0, prefixSegmentsMax)) {
      if (segment === anyValue || segment === anyRest || segment.startsWith('#')) break;
      prefix += `/${segment}`;
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  // A prefix of a deployment stands before a good part of all, or reads like one.
  const enough = Math.max(2, patterns.size * shareMin);
  const likely = [...counts].filter(
    ([prefix, count]) => count >= enough || isFront(segmentsOfPrefix(prefix)),
  );
  const sorted = likely.sort(
    ([a, one], [b, other]) => other - one || a.length - b.length || (a < b ? -1 : 1),
  );
  return ['', ...sorted.slice(0, prefixesMax).map(([prefix]) => prefix)];
}

/** `/api/v1` in segments. */
export const segmentsOfPrefix = (prefix: string): readonly string[] =>
  prefix.split('/').filter((segment) => segment !== '');

/** One service with the patterns known of it so far. */
export class Target {
  readonly name: string;
  readonly hosts: Set<string>;
  readonly patterns: Patterns;
  readonly hasTraffic: boolean;
  /** Sources that gave it evidence. */
  readonly sources = new Set<EvidenceSource>();
  /** Keys of the APIs in it. */
  readonly apis: string[] = [];
  #words: ReadonlySet<string> | null = null;
  #prefixes: readonly string[] | null = null;
  readonly #trees = new Map<string, PatternTree>();

  constructor(name: string, hosts: Iterable<string>, patterns: Patterns, hasTraffic: boolean) {
    this.name = name;
    this.hosts = new Set(hosts);
    this.patterns = patterns;
    this.hasTraffic = hasTraffic;
    if (hasTraffic) this.sources.add('traffic');
  }

  /** Words of its patterns that tell something. */
  get words(): ReadonlySet<string> {
    this.#words ??= wordsOf(this.patterns);
    return this.#words;
  }

  get prefixes(): readonly string[] {
    this.#prefixes ??= prefixesOf(this.patterns);
    return this.#prefixes;
  }

  /** Its patterns behind a prefix. */
  tree(prefix: string): PatternTree {
    let tree = this.#trees.get(prefix);
    if (tree === undefined) {
      tree = new PatternTree(this.patterns, segmentsOfPrefix(prefix));
      this.#trees.set(prefix, tree);
    }
    return tree;
  }

  #changed(): void {
    this.#words = null;
    this.#prefixes = null;
    this.#trees.clear();
  }

  /** Takes the patterns of an API that belongs to it. */
  take(
    patterns: Iterable<{ readonly segments: readonly string[]; readonly methods: Iterable<string> }>,
  ): void {
    for (const { segments, methods } of patterns) addPattern(this.patterns, segments, methods);
    this.#changed();
  }

  /** Puts a prefix before all of its patterns but some. */
  rebase(prefix: string, kept: ReadonlySet<string>): void {
    const before = [...this.patterns.values()];
    this.patterns.clear();
    const leading = segmentsOfPrefix(prefix);
    for (const { segments, methods } of before)
      addPattern(
        this.patterns,
        segments[0]?.startsWith('#') === true || kept.has(segments.join('/'))
          ? segments
          : [...leading, ...segments],
        methods,
      );
    this.#changed();
  }
}
