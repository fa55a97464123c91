/**
 * Takes in batches. What many rows of a batch share (form, actor, client, shapes) is resolved once a batch; a row only moves counters.
 */
import type { ExchangeBatch } from '../model/exchange.ts';
import type { Shape } from '../model/shape.ts';
import type { ActorRecord } from './actor-record.ts';
import { showsCredentials } from './answers.ts';
import type { FormEntry, ReadForm } from './forms.ts';
import { readForm } from './forms.ts';
import type { InventoryState } from './state.ts';
import type { KnownShape } from './shape/body-stats.ts';
import { hashOf } from './sketch/distinct.ts';
import { living } from './track.ts';
import type { Track } from './routes/node.ts';

const add = <K>(map: Map<K, number>, key: K, count: number): void => {
  map.set(key, (map.get(key) ?? 0) + count);
};

/** Counts of one form in one batch. */
interface FormTally {
  readonly entry: FormEntry;
  readonly read: ReadForm;
  tracks: readonly Track[];
  count: number;
  first: number;
  last: number;
  unrouted: boolean;
}

/** Takes one batch in; afterwards `state.table.takeMoved()` tells what changed place. */
export function ingestBatch(state: InventoryState, batch: ExchangeBatch): readonly FormEntry[] {
  const now = state.clock.nowMs();
  const entries = batch.forms.map(({ ref, form }) => {
    const known = state.forms.get(ref);
    if (known !== undefined && known.read !== null) return known;
    const { tracks, read } = readForm(form, state.table, state.limits);
    for (const track of tracks)
      for (const parameter of form.parameters) track.addParameter(parameter, 0, state.limits);
    const entry: FormEntry = { tracks, read };
    state.forms.set(ref, entry);
    return entry;
  });
  const tallies = tally(batch, entries);
  const shapes = batch.shapes.map(({ ref, shape }) => state.knowShape(ref, shape));
  for (const one of tallies) if (one.count > 0) weigh(state, one);
  countBodies(state, batch, tallies, shapes);
  for (const one of tallies) {
    one.tracks = one.entry.tracks.map(living);
    one.unrouted =
      one.tracks.every((track) => track.operation === null) &&
      !['asset', 'page', 'preflight'].includes(one.read.evidence.strength);
  }
  countRows(state, batch, tallies, now);
  for (const one of tallies) if (one.count > 0) countForm(state, one);
  state.shed.memoryFull += batch.shed.memoryFull;
  state.shed.spoolFull += batch.shed.spoolFull;
  state.shed.diskError += batch.shed.diskError;
  state.dirty = true;
  state.table.judge();
  state.merger.settle();
  state.merger.alignIfGrown();
  state.table.makeRoom();
  state.actors.makeRoom();
  state.version += 1;
  return entries;
}

function tally(batch: ExchangeBatch, entries: readonly FormEntry[]): FormTally[] {
  const tallies = entries.map((entry): FormTally => {
    if (entry.read === null) throw new Error('a form is read before it is counted');
    return {
      entry,
      read: entry.read,
      tracks: entry.tracks.map(living),
      count: 0,
      first: Number.POSITIVE_INFINITY,
      last: 0,
      unrouted: false,
    };
  });
  const { form, atMs } = batch.columns;
  for (let row = 0; row < form.length; row += 1) {
    const one = tallies[form[row] ?? -1];
    if (one === undefined) continue;
    one.count += 1;
    const at = atMs[row] ?? 0;
    if (at < one.first) one.first = at;
    if (at > one.last) one.last = at;
  }
  return tallies;
}

function weigh(state: InventoryState, one: FormTally): void {
  for (const track of one.tracks) if (track.kind !== 'graphql') state.table.weigh(track, one.read.evidence);
}

/** What a GraphQL answer says about the field: data means that the field exists, errors alone that the request was refused. */
function weighGraphql(state: InventoryState, one: FormTally, shape: KnownShape | null): void {
  const { form, evidence } = one.read;
  if (
    form.outcome === 'refused' ||
    form.outcome === 'upstream-failed' ||
    (form.status !== 101 && (form.status < 200 || form.status > 299))
  ) {
    if (shape === null || shape.shape.t !== 'object' || shape.shape.p['data']?.t !== 'object') return;
  }
  const unseen = shape === null || shape.shape.t === 'opaque';
  const hasData =
    shape?.shape.t === 'object' &&
    (shape.shape.p['data']?.t === 'object' || shape.shape.p['data']?.t === 'any');
  for (const track of one.tracks)
    state.table.weigh(track, { ...evidence, strength: unseen || hasData ? 'strong' : 'absent' });
}

/** The part of a GraphQL answer that belongs to one root field. */
function fieldShape(shape: Shape, field: string): Shape | null {
  if (shape.t !== 'object') return null;
  const data = shape.p['data'];
  return data?.t === 'object' && Object.hasOwn(data.p, field) ? (data.p[field] ?? null) : null;
}

function countBodies(
  state: InventoryState,
  batch: ExchangeBatch,
  tallies: readonly FormTally[],
  shapes: readonly KnownShape[],
): void {
  const { form, requestShape, responseShape } = batch.columns;
  const width = shapes.length + 1;
  const pairs = new Map<number, number>();
  const requestPairs = new Map<number, number>();
  for (let row = 0; row < form.length; row += 1) {
    const at = (form[row] ?? 0) * width;
    const response = at + (responseShape[row] ?? -1) + 1;
    pairs.set(response, (pairs.get(response) ?? 0) + 1);
    const request = requestShape[row] ?? -1;
    if (request >= 0) requestPairs.set(at + request + 1, (requestPairs.get(at + request + 1) ?? 0) + 1);
  }
  for (const [pair, count] of requestPairs) {
    const one = tallies[Math.floor(pair / width)];
    const shape = shapes[(pair % width) - 1];
    if (one === undefined || shape === undefined) continue;
    for (const track of one.tracks)
      countBody(state, track, null, one.read.form.requestType ?? '', shape, count);
  }
  for (const [pair, count] of pairs) {
    const one = tallies[Math.floor(pair / width)];
    const shape = shapes[(pair % width) - 1] ?? null;
    if (one === undefined) continue;
    const { form: seen } = one.read;
    if (seen.graphql !== undefined && seen.graphql.length > 0) weighGraphql(state, one, shape);
    if (shape === null) continue;
    one.tracks.forEach((given, at) => {
      const track = living(given);
      const field = one.read.fields[at] ?? '';
      const part = field === '' ? null : fieldShape(shape.shape, field);
      const known = part === null ? shape : state.knowShape(`${shape.ref}#${field}`, part);
      countBody(state, track, seen.status, seen.responseType ?? '', known, count);
      if (part !== null) for (const id of state.classesIn(known)) add(track.responseClasses, id, count);
      else if (one.read.isSuccess && track.kind === 'rest') {
        state.table.weigher.noteShape(track, shape.ref, shape.signature.size);
      }
    });
  }
}

function countBody(
  state: InventoryState,
  given: Track,
  status: number | null,
  type: string,
  shape: KnownShape,
  count: number,
): void {
  const track = living(given);
  const before = track.profileVersion;
  track.addBody(status, type, shape, count, state.limits);
  if (track.profileVersion !== before) state.table.touch(track);
}

function countRows(
  state: InventoryState,
  batch: ExchangeBatch,
  tallies: readonly FormTally[],
  now: number,
): void {
  const actors: readonly ActorRecord[] = batch.actors.map(({ ref, actor }) => state.actors.see(ref, actor));
  const clients = batch.clients;
  const met = new Set<number>();
  const { columns } = batch;
  const { limits } = state;
  const latest = now + 60_000;
  for (let row = 0; row < columns.form.length; row += 1) {
    const one = tallies[columns.form[row] ?? -1];
    const actorAt = columns.actor[row] ?? -1;
    const actor = actors[actorAt];
    if (one === undefined || actor === undefined) continue;
    const { isError, isBlocked, isSuccess } = one.read;
    const at = Math.min(columns.atMs[row] ?? 0, latest);
    const clientAt = columns.client[row] ?? -1;
    const pair = actorAt * (clients.length + 1) + clientAt;
    if (!met.has(pair)) {
      met.add(pair);
      const client = clients[clientAt]?.client;
      if (client !== undefined) actor.seeClient(client);
      actor.dirty = true;
    }
    actor.count += 1;
    if (isError) actor.errors += 1;
    if (isBlocked) actor.blocked += 1;
    if (one.unrouted) actor.unrouted += 1;
    if (at < actor.firstSeenMs) actor.firstSeenMs = at;
    if (at > actor.lastSeenMs) actor.lastSeenMs = at;
    state.rate.add(at);
    const duration = columns.durationUs[row] ?? 0;
    const resources = isSuccess ? (columns.resources[row] ?? '') : '';
    for (const track of one.tracks) {
      track.latency.add(duration);
      track.hours.add(at, 1);
      const edge = track.edges.get(actor.index);
      if (edge !== undefined) {
        edge.count += 1;
        if (isError) edge.errors += 1;
        if (isBlocked) edge.blocked += 1;
        if (at > edge.lastSeenMs) edge.lastSeenMs = at;
      } else if (track.edges.size < limits.edgesPerTrackMax) {
        track.edges.set(actor.index, {
          count: 1,
          errors: isError ? 1 : 0,
          blocked: isBlocked ? 1 : 0,
          lastSeenMs: at,
        });
        actor.tracks.add(track);
      } else {
        track.edgesShed += 1;
      }
      if (resources !== '') countResources(track, resources);
    }
  }
}

const resourcesMax = 16;

function countResources(track: Track, resources: string): void {
  let from = 0;
  for (let place = 0; place < resourcesMax && from < resources.length; place += 1) {
    let to = resources.indexOf(' ', from);
    if (to < 0) to = resources.length;
    track.distinctAt(place).add(hashOf(resources, from, to));
    from = to + 1;
  }
}

function countForm(state: InventoryState, one: FormTally): void {
  const { read, count } = one;
  const { form } = read;
  const last = Math.min(one.last, state.clock.nowMs() + 60_000);
  const first = Math.min(one.first, last);
  state.table.service(form.service).seeHost(form.host, count);
  state.exchanges += count;
  if (read.isBlocked) state.blocked += count;
  if (read.isFlagged) state.flagged += count;
  if (one.tracks.length === 0) state.oversized += count;
  for (const track of one.tracks) {
    const hadSuccess = track.successes > 0;
    track.count += count;
    if (read.isSuccess) track.successes += count;
    if (read.isError) track.errors += count;
    if (read.isServerError) track.serverErrors += count;
    if (read.isBlocked) track.blocked += count;
    if (read.isFlagged) track.flagged += count;
    if (read.evidence.strength === 'preflight') track.preflights += count;
    if (read.isAnonymous) track.anonymousSuccesses += count;
    if (
      form.auth.length === 0 &&
      showsCredentials(form) &&
      !read.isBlocked &&
      read.evidence.strength !== 'preflight'
    ) {
      track.anonymous += count;
      if (form.status === 401 || form.status === 403) track.anonymousRefusals += count;
    }
    if (first < track.firstSeenMs) track.firstSeenMs = first;
    if (last > track.lastSeenMs) track.lastSeenMs = last;
    add(track.statuses, form.status, count);
    add(track.outcomes, form.outcome, count);
    add(track.protocols, form.protocol, count);
    form.auth.forEach((kind, at) => {
      add(track.auth, kind, count);
      const name = `${kind} ${form.authNames[at] ?? ''}`;
      if (track.authNames.has(name) || track.authNames.size < 16) add(track.authNames, name, count);
    });
    for (const parameter of form.parameters) track.countParameter(parameter, count);
    for (const id of form.requestClasses) add(track.requestClasses, id, count);
    if (track.kind !== 'graphql')
      for (const id of form.responseClasses) add(track.responseClasses, id, count);
    track.dirty = true;
    if (track.operation !== null) track.operation.dirty = true;
    let isNamed = false;
    if (read.isSuccess && form.echoed !== undefined)
      for (const place of form.echoed) {
        const before = track.echoes.get(place) ?? 0;
        track.echoes.set(place, before + count);
        isNamed ||= before === 0;
      }
    if ((!hadSuccess && read.isSuccess) || isNamed) state.table.touch(track);
  }
}
