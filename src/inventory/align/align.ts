/**
 * Decides which service each API of code, contracts and the outside belongs to, and under which base path.
 *
 * In words: contracts are looked at first, then code, then the outside, each against the services of traffic and those made so far. A
 * common host speaks for a service, and so do templates that both have; what nearly every API has counts for little. Where only one API
 * and one service could be meant, less is enough. APIs of one source stay apart, unless another source joins them. What fits nowhere is a
 * service of its own. What was decided before stays while it still fits, and what a person decided stays.
 */
import type { EvidenceSource } from '../../model/operation.ts';
import { tellingName } from './api.ts';
import type { Api } from './api.ts';
import type { Alignment, AlignmentDecision, BasePath } from './decision.ts';
import { samePaths } from './decision.ts';
import { bestFit, sharedWords, without } from './likeness.ts';
import type { Fit } from './likeness.ts';
import { PatternWeights } from './pattern.ts';
import { segmentsOfPrefix, Target } from './target.ts';

const order: readonly EvidenceSource[] = ['contract', 'code', 'outside'];

/** Weight that is enough among many candidates, with a share of what could be found. */
const scoreMin = 1.5;
const coverageMin = 0.15;
/** Weight that is enough where nothing else could be meant. */
const scoreAloneMin = 0.5;
const furtherMax = 8;
/** Services that are compared with an API beside those of its host or name: those that have most of its words. */
const nearMax = 8;
/** Of two services that fit alike, the one that has no API of this source yet is likelier. */
const takenFactor = 0.85;

interface Candidate extends Fit {
  readonly sameHost: string | null;
  readonly sameName: boolean;
  readonly before: boolean;
  /** Score with what speaks for it beside templates. */
  readonly rank: number;
}

/** What is decided in one go. */
export interface AlignInput {
  readonly apis: readonly Api[];
  /** Services seen in traffic. */
  readonly traffic: readonly Target[];
  readonly before: ReadonlyMap<string, AlignmentDecision>;
}

/** Decides for all APIs. */
export function alignApis({ apis, traffic, before }: AlignInput): ReadonlyMap<string, AlignmentDecision> {
  const weights = new PatternWeights();
  for (const one of traffic) weights.count(one.patterns);
  for (const one of apis) weights.count(one.patterns);
  const desk = new AlignmentDesk(traffic, weights, before);
  for (const source of order) {
    const own = apis.filter((api) => api.source === source);
    const weighed = own.map((api) => ({ api, weight: weights.total(api.patterns) }));
    weighed.sort(
      (a, b) =>
        Number(before.get(b.api.key)?.pinned === true) - Number(before.get(a.api.key)?.pinned === true) ||
        b.weight - a.weight ||
        (a.api.key < b.api.key ? -1 : 1),
    );
    for (const { api } of weighed) desk.decide(api, own.length);
  }
  return desk.decisions();
}

class AlignmentDesk {
  readonly #targets: Target[];
  readonly #weights: PatternWeights;
  readonly #before: ReadonlyMap<string, AlignmentDecision>;
  readonly #decided = new Map<string, { readonly pinned: boolean; readonly places: Alignment[] }>();

  constructor(
    traffic: readonly Target[],
    weights: PatternWeights,
    before: ReadonlyMap<string, AlignmentDecision>,
  ) {
    this.#targets = [...traffic];
    this.#weights = weights;
    this.#before = before;
  }

  decisions(): ReadonlyMap<string, AlignmentDecision> {
    const all = new Map<string, AlignmentDecision>();
    for (const [api, { pinned, places }] of this.#decided) {
      const [first, ...more] = places;
      if (first !== undefined) all.set(api, { api, pinned, places: [first, ...more] });
    }
    return all;
  }

  decide(api: Api, ofThisSource: number): void {
    const known = this.#before.get(api.key);
    if (known?.pinned === true) {
      this.#decided.set(api.key, { pinned: true, places: [...known.places] });
      for (const place of known.places)
        this.#join(api, this.#target(place.service), { ...place, asIs: none }, api.patterns.keys());
      return;
    }
    const candidates = this.#candidates(api, known);
    const [best, second] = candidates;
    const isAlone = ofThisSource === 1 && this.#targets.length === 1;
    if (best === undefined || !isEnough(best, second, isAlone)) {
      this.#makeOwn(api, known);
      return;
    }
    const places: Alignment[] = [];
    let { base } = best;
    if (base.strip !== '' && !best.target.hasTraffic && api.source === 'code') {
      // Code knows the prefix that a contract leaves out.
      this.#rebase(api, best);
      base = samePaths;
    }
    this.#decided.set(api.key, { pinned: false, places });
    places.push(this.#alignment(api, best, base));
    const left = new Map(api.patterns);
    for (const key of best.found) left.delete(key);
    this.#join(api, best.target, { ...base, asIs: best.asIs }, [...best.found, ...left.keys()]);
    for (const other of candidates.slice(1, furtherMax)) {
      if (left.size === 0) break;
      if (!this.#mayJoin(api, other)) continue;
      const fit = bestFit(api, left, other.target, this.#weights);
      if (fit.score < scoreMin || fit.coverage < coverageMin) continue;
      places.push({ ...this.#alignment(api, { ...other, ...fit }, fit.base), only: [...fit.found] });
      this.#join(api, fit.target, { ...fit.base, asIs: fit.asIs }, fit.found);
      for (const key of fit.found) left.delete(key);
    }
  }

  /** Services that the API may belong to, the likeliest first. */
  #candidates(api: Api, known: AlignmentDecision | undefined): readonly Candidate[] {
    const name = tellingName(api.name);
    const candidates: Candidate[] = [];
    const near = this.#targets
      .map((target) => ({ target, shared: sharedWords(api, target) }))
      .filter(({ shared }) => shared > 0)
      .sort((a, b) => b.shared - a.shared)
      .slice(0, nearMax);
    const compared = new Set(near.map(({ target }) => target));
    for (const target of this.#targets) {
      const sameHost = [...api.hosts].find((host) => target.hosts.has(host)) ?? null;
      const sameName = name !== '' && tellingName(target.name) === name;
      if (sameHost === null && !sameName && !compared.has(target)) continue;
      const fit = bestFit(api, api.patterns, target, this.#weights);
      const before = known?.places.some((place) => place.service === target.name) === true;
      const fits = fit.score * (before ? 1.5 : 1) * (target.sources.has(api.source) ? takenFactor : 1);
      const rank = fits + (before ? 0.3 : 0) + (sameHost === null ? 0 : 2) + (sameName ? 1 : 0);
      const candidate = { ...fit, sameHost, sameName, before, rank };
      if (rank > 0 && this.#mayJoin(api, candidate)) candidates.push(candidate);
    }
    return candidates.sort((a, b) => b.rank - a.rank || (a.target.name < b.target.name ? -1 : 1));
  }

  /** APIs of one source alone stay apart, unless they have one name or host, or are the same. */
  #mayJoin(api: Api, { target, coverage, score, sameName, sameHost }: Candidate): boolean {
    if ([...target.sources].some((source) => source !== api.source)) return true;
    if (api.source === 'code') return sameName;
    return sameName || sameHost !== null || (coverage >= 0.7 && score >= 2);
  }

  #target(name: string): Target {
    let target = this.#targets.find((one) => one.name === name);
    if (target === undefined) {
      target = new Target(name, [], new Map(), false);
      this.#targets.push(target);
    }
    return target;
  }

  #makeOwn(api: Api, known: AlignmentDecision | undefined): void {
    const target = this.#target(this.#freeName(api, known));
    this.#decided.set(api.key, {
      pinned: false,
      places: [
        {
          ...samePaths,
          service: target.name,
          confidence: 0.9,
          explanation: `nothing else that was read has the host, the name or the paths of ${wordsFor(api)}`,
        },
      ],
    });
    this.#join(api, target, { ...samePaths, asIs: none }, api.patterns.keys());
  }

  #freeName(api: Api, known: AlignmentDecision | undefined): string {
    const taken = new Set(this.#targets.map((target) => target.name));
    const before = known?.places[0].service;
    const base = api.name === '' ? 'api' : api.name.slice(0, 120);
    const folder = api.root.split(/[\\/]/).findLast((part) => part !== '' && part !== '.') ?? '';
    const names = [
      ...(before !== undefined && (before === base || before.startsWith(`${base} (`)) ? [before] : []),
      base,
      ...(folder === '' ? [] : [`${base} (${folder.slice(0, 60)})`]),
    ];
    for (const name of names) if (!taken.has(name)) return name;
    for (let at = 2; ; at += 1) if (!taken.has(`${base} (${at})`)) return `${base} (${at})`;
  }

  #join(
    api: Api,
    target: Target,
    base: BasePath & { readonly asIs: ReadonlySet<string> },
    keys: Iterable<string>,
  ): void {
    target.apis.push(api.key);
    target.sources.add(api.source);
    for (const host of api.hosts) target.hosts.add(host);
    const leading = segmentsOfPrefix(base.add);
    const taken = [];
    for (const key of keys) {
      const pattern = api.patterns.get(key);
      if (pattern === undefined) continue;
      const asIs = base.asIs.has(key) || pattern.segments[0]?.startsWith('#') === true;
      taken.push({
        segments: asIs ? pattern.segments : [...leading, ...without(pattern.segments, base.strip)],
        methods: pattern.methods,
      });
    }
    target.take(taken);
  }

  /** Code knows a prefix that was left out before: it is put before all that was in a service, but what code has without it, too. */
  #rebase(api: Api, { target, base, found }: Candidate): void {
    const prefix = base.strip;
    const leading = segmentsOfPrefix(prefix);
    const kept = new Set(
      [...found].filter((key) => {
        const segments = api.patterns.get(key)?.segments ?? [];
        return without(segments, prefix) === segments || leading.length === 0;
      }),
    );
    target.rebase(prefix, kept);
    for (const { pinned, places } of this.#decided.values())
      places.forEach((place, at) => {
        if (place.service !== target.name || pinned) return;
        const asIs = [...(place.asIs ?? []), ...kept];
        places[at] = {
          ...place,
          ...(place.strip === ''
            ? { add: `${prefix}${place.add}` }
            : { strip: place.strip === prefix ? '' : place.strip }),
          ...(asIs.length === 0 ? {} : { asIs }),
        };
      });
  }

  #alignment(api: Api, candidate: Candidate, base: BasePath): Alignment {
    const { target, sameHost, sameName, score, coverage, found } = candidate;
    const reasons: string[] = [];
    if (sameHost !== null) reasons.push(`both name the host ${sameHost}`);
    if (found.size > 0)
      reasons.push(
        `${found.size} of the ${api.patterns.size} templates of ${wordsFor(api)} ${found.size === 1 ? 'is' : 'are'} ${target.hasTraffic ? 'called or declared' : 'declared'} at ${target.name}`,
      );
    if (sameName) reasons.push('they have one name');
    if (base.add !== '') reasons.push(`there they stand behind ${base.add}`);
    if (base.strip !== '') reasons.push(`there ${base.strip} does not stand before them`);
    const confidence =
      0.4 +
      0.35 * coverage +
      0.15 * Math.min(1, score / 5) +
      (sameHost === null ? 0 : 0.3) +
      (sameName ? 0.1 : 0);
    return {
      ...base,
      service: target.name,
      confidence: Math.round(Math.min(0.99, confidence) * 100) / 100,
      explanation: reasons.join('; '),
      ...(candidate.asIs.size === 0 || base === samePaths ? {} : { asIs: [...candidate.asIs] }),
    };
  }
}

function isEnough(best: Candidate, second: Candidate | undefined, isAlone: boolean): boolean {
  const { score, coverage, sameHost, sameName } = best;
  if (sameHost !== null || sameName) return true;
  if (score >= scoreMin && coverage >= coverageMin) return true;
  if (isAlone && score >= scoreAloneMin) return true;
  return score >= 0.6 && coverage >= 0.6 && (second === undefined || second.rank < 0.5 * best.rank);
}

const none: ReadonlySet<string> = new Set();

const wordsFor = ({ source, name }: Api): string =>
  source === 'outside' ? `callers of ${name}` : `the ${source} of ${name}`;
