/** Brings evidence and traffic together: which API belongs to which service, and every sighting in its place there. */
import { alignApis } from '../align/align.ts';
import { apisOf } from '../align/api.ts';
import { pathUnder } from '../align/decision.ts';
import type { Alignment, AlignmentDecision } from '../align/decision.ts';
import { addPattern, anyValue, segmentsOfTemplate } from '../align/pattern.ts';
import type { Patterns } from '../align/pattern.ts';
import { Target } from '../align/target.ts';
import type { EvidenceSource } from '../../model/operation.ts';
import type { Evidence, Sighting } from '../../model/sighting.ts';
import type { Track } from '../routes/node.ts';
import { reseatService } from '../routes/seats.ts';
import type { RouteTable } from '../routes/table.ts';
import { EvidenceRegister } from './register.ts';
import type { EvidenceLimits } from './register.ts';
import { apiKey } from './root.ts';
import type { EvidenceRun } from './root.ts';
import { makesOperations } from './seated.ts';
import type { SeatedSighting } from './seated.ts';

/** Paths of one service of traffic that are compared. */
const patternsMax = 2_000;
/** Alignment is looked at again when traffic has shown this share of operations more. */
const growthMin = 0.1;
/** Decisions that are remembered, also of APIs that are gone. */
const decisionsMax = 4_096;
/** Or after so many batches since it has shown any. */
const batchesMax = 64;

/** Evidence, what was decided about it, and where it stands. */
export class EvidenceMerger {
  readonly register: EvidenceRegister;
  readonly #table: RouteTable;
  #decisions: ReadonlyMap<string, AlignmentDecision> = new Map();
  #present: ReadonlySet<string> = new Set();
  /** What each service was given, and how it can be told that it is the same again. */
  #seated = new Map<string, { readonly evidence: readonly SeatedSighting[]; readonly print: string }>();
  #covers = new Map<string, ReadonlySet<EvidenceSource>>();
  #seen = { services: 0, operations: 0, batches: 0 };
  /** Decisions that changed since they were written down. */
  readonly changedDecisions = new Set<string>();
  readonly removedDecisions = new Set<string>();
  /** Purposes that people have written, by operation. */
  readonly purposes = new Map<string, string>();
  readonly changedPurposes = new Set<string>();
  /** Grows whenever evidence has changed. */
  version = 0;

  constructor(table: RouteTable, limits?: EvidenceLimits) {
    this.#table = table;
    this.register = new EvidenceRegister(limits);
  }

  get decisions(): ReadonlyMap<string, AlignmentDecision> {
    return this.#decisions;
  }

  /** Decisions about APIs that are in evidence now. */
  present(): readonly AlignmentDecision[] {
    return [...this.#decisions.values()].filter(({ api }) => this.#present.has(api));
  }

  /** Sources of evidence that were given for a service, beside traffic. */
  coversOf(service: string): ReadonlySet<EvidenceSource> {
    return this.#covers.get(service) ?? none;
  }

  /** Takes what a run gave. */
  take(evidence: Evidence, run: EvidenceRun): void {
    this.register.take(evidence, run);
    this.align();
  }

  /** Decides again what belongs where, and gives every service its evidence. */
  align(): void {
    const apis = apisOf(this.register.all('sightings'));
    this.#decide(alignApis({ apis, traffic: trafficOf(this.#table), before: this.#decisions }));
    this.#seat();
  }

  /** Looks again when traffic has shown a good deal more, or a little more a while ago. To be asked once a batch. */
  alignIfGrown(): void {
    if (this.register.roots.size === 0) return;
    const { services, operations } = this.#table;
    const seen = this.#seen;
    if (services.size <= seen.services && operations.size <= seen.operations) return;
    seen.batches += 1;
    const isMore =
      services.size >= seen.services * (1 + growthMin) ||
      operations.size >= seen.operations * (1 + growthMin);
    if (isMore || seen.batches >= batchesMax) this.align();
  }

  /** Seats again what has lost its place. */
  settle(): void {
    const names: string[] = [];
    for (const [name, service] of this.#table.services) if (service.unseated) names.push(name);
    if (names.length > 0) this.#reseat(names);
  }

  /** Puts back what was decided, and every sighting in its place. */
  restore(decisions: Iterable<AlignmentDecision>): void {
    this.#decisions = new Map([...decisions].map((one) => [one.api, one]));
    if (this.register.roots.size === 0) return;
    const apis = apisOf(this.register.all('sightings'));
    this.#present = new Set(apis.map((api) => api.key));
    const undecided = apis.some((api) => !this.#decisions.has(api.key));
    if (undecided) this.align();
    else this.#seat();
    this.changedDecisions.clear();
  }

  /** A person says which service an API belongs to, or (null) leaves it to evidence again. */
  pin(api: string, place: Pick<Alignment, 'service' | 'add' | 'strip'> | null): void {
    const decisions = new Map(this.#decisions);
    if (place === null) decisions.delete(api);
    else
      decisions.set(api, {
        api,
        pinned: true,
        places: [{ ...place, confidence: 1, explanation: 'said by hand' }],
      });
    this.#decisions = decisions;
    this.changedDecisions.add(api);
    this.align();
  }

  #decide(decisions: ReadonlyMap<string, AlignmentDecision>): void {
    for (const [api, decision] of decisions) {
      const before = this.#decisions.get(api);
      if (before === undefined || JSON.stringify(before) !== JSON.stringify(decision))
        this.changedDecisions.add(api);
    }
    const kept = new Map(decisions);
    this.#present = new Set(decisions.keys());
    // An API that is gone may come back, and what a person said of it holds then, too.
    for (const [api, decision] of this.#decisions) {
      if (kept.has(api)) continue;
      if (decision.pinned || kept.size < decisionsMax) kept.set(api, decision);
      else this.removedDecisions.add(api);
    }
    this.#decisions = kept;
  }

  #seat(): void {
    const byService = new Map<string, { evidence: SeatedSighting[]; print: string[] }>();
    const covers = new Map<string, Set<EvidenceSource>>();
    const placed = new Map<string, readonly Place[]>();
    const endpoints = this.#endpoints();
    for (const { of, one } of this.register.all('sightings')) {
      if (!makesOperations(one.role)) continue;
      const api = apiKey(one.source, of.root, one.api);
      let places = placed.get(api);
      if (places === undefined) {
        places = (this.#decisions.get(api)?.places ?? []).map((alignment) => ({
          alignment,
          only: alignment.only === undefined ? null : new Set(alignment.only),
          asIs: new Set(alignment.asIs),
          endpoint: endpoints.get(alignment.service) ?? null,
        }));
        placed.set(api, places);
        for (const { alignment, endpoint } of places) {
          const sources = covers.get(alignment.service);
          if (sources === undefined) covers.set(alignment.service, new Set([one.source]));
          else sources.add(one.source);
          const { service, add, strip, only, asIs } = alignment;
          const mine = byService.get(service) ?? { evidence: [], print: [] };
          byService.set(service, mine);
          mine.print.push(
            JSON.stringify([api, of.run, of.sightings.length, add, strip, only, asIs, endpoint]),
          );
        }
      }
      const [first] = places;
      const key = places.length > 1 || (first?.asIs.size ?? 0) > 0 ? keyOf(one) : '';
      const place = places.find(({ only }) => only?.has(key) === true) ?? first;
      if (place === undefined) continue;
      const { alignment, asIs, endpoint } = place;
      const isField = one.kind === 'graphql' && one.source !== 'code' && endpoint !== null;
      const path = isField
        ? `${endpoint}#${one.path.slice(one.path.lastIndexOf('#') + 1)}`
        : asIs.has(key)
          ? one.path
          : pathUnder(alignment, one.path);
      byService.get(alignment.service)?.evidence.push({ sighting: one, api, path, sinceMs: of.sinceMs });
    }
    const before = this.#seated;
    this.#seated = new Map(
      [...byService].map(([service, { evidence, print }]) => [
        service,
        { evidence, print: print.join('\n') },
      ]),
    );
    this.#covers = covers;
    this.version += 1;
    const changed = [...new Set([...before.keys(), ...this.#seated.keys()])].filter((service) => {
      const now = this.#seated.get(service);
      return now === undefined || now.print !== before.get(service)?.print;
    });
    this.#reseat(changed);
    this.#seen = {
      services: this.#table.services.size,
      operations: this.#table.operations.size,
      batches: 0,
    };
  }

  /** The path of the GraphQL endpoint of each service: as traffic shows it, else as code has it. */
  #endpoints(): ReadonlyMap<string, string> {
    const endpoints = new Map<string, string>();
    for (const { of, one } of this.register.all('sightings')) {
      if (one.source !== 'code' || one.role !== 'app') continue;
      const [path = ''] = one.path.split('#');
      if (one.kind !== 'graphql' && !path.endsWith('/graphql')) continue;
      const place = this.#decisions.get(apiKey(one.source, of.root, one.api))?.places[0];
      if (place !== undefined && !endpoints.has(place.service))
        endpoints.set(place.service, pathUnder(place, path));
    }
    for (const [service, path] of endpointsOf(this.#table)) endpoints.set(service, path);
    return endpoints;
  }

  /** Gives services their evidence anew. Only tracks whose operation is another one afterwards have moved. */
  #reseat(services: readonly string[]): void {
    const table = this.#table;
    const wanted = new Set(services);
    const moved = new Set(table.takeMoved());
    const tracks = new Map<string, Track[]>(services.map((service) => [service, []]));
    const before = new Map<Track, string | undefined>();
    for (const track of table.tracks.values()) {
      if (!wanted.has(track.service)) continue;
      before.set(track, track.operation?.id);
      tracks.get(track.service)?.push(track);
    }
    for (const service of services)
      reseatService(table, service, this.#seated.get(service)?.evidence ?? [], tracks.get(service) ?? []);
    table.judge();
    for (const track of new Set([...moved, ...table.takeMoved()]))
      if (track.absorbedBy === null && (moved.has(track) || before.get(track) !== track.operation?.id))
        table.noteMoved(track);
    for (const service of services) table.forgetIfEmpty(service);
  }
}

const none: ReadonlySet<EvidenceSource> = new Set();

interface Place {
  readonly alignment: Alignment;
  readonly only: ReadonlySet<string> | null;
  readonly asIs: ReadonlySet<string>;
  /** Where GraphQL is asked, as code and traffic know; a schema does not. */
  readonly endpoint: string | null;
}

const keyOf = ({ method, path }: Pick<Sighting, 'method' | 'path'>): string =>
  segmentsOfTemplate(method, path)?.join('/') ?? '';

/** The path of the GraphQL endpoint that is asked most, of each service. */
function endpointsOf(table: RouteTable): ReadonlyMap<string, string> {
  const most = new Map<string, { readonly path: string; readonly count: number }>();
  for (const track of table.tracks.values()) {
    if (track.kind !== 'graphql') continue;
    const known = most.get(track.service);
    if (known !== undefined && known.count >= track.count) continue;
    most.set(track.service, { path: `/${track.segments.join('/')}`, count: track.count });
  }
  return new Map([...most].map(([service, { path }]) => [service, path]));
}

/** Services as traffic shows them: by the words that were called, since what was folded may not have been a value. */
function trafficOf(table: RouteTable): readonly Target[] {
  const patterns = new Map<string, Patterns>();
  for (const track of table.tracks.values()) {
    if (track.routing === 'unrouted' || track.operation === null) continue;
    let mine = patterns.get(track.service);
    if (mine === undefined) {
      mine = new Map();
      patterns.set(track.service, mine);
    }
    if (mine.size >= patternsMax) continue;
    const segments =
      track.field === '' || track.kind !== 'graphql'
        ? track.segments.map((segment) => (segment.includes('{') ? anyValue : segment))
        : [`#${track.method} ${track.field}`];
    addPattern(mine, segments, [track.method]);
  }
  return [...patterns].map(
    ([name, own]) => new Target(name, [name, ...table.service(name).hosts.keys()], own, true),
  );
}
