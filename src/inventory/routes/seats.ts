/** Seats the evidence of code, contracts and the outside in the tries of their services, and the tracks of traffic around it. */
import { bySource, declares } from '../sightings/seated.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import { matchDeclared, placeOfTemplate } from './declared.ts';
import { isDeclared, saysWhat, standsForAll } from './claims.ts';
import type { Operation, RouteNode, Track } from './node.ts';
import type { RouteTable } from './table.ts';
import { parseTemplate } from './template.ts';
import type { ParsedPath } from './template.ts';

interface Seat {
  readonly seated: SeatedSighting;
  readonly parsed: ParsedPath;
  readonly method: string;
}

/** The method under which evidence stands: a handshake is one of WebSocket, a call of gRPC is a POST. */
function methodOf({ sighting }: SeatedSighting): string {
  if (sighting.kind === 'websocket' && (sighting.method === 'GET' || sighting.method === 'ANY')) return 'WS';
  if (sighting.kind === 'grpc') return 'POST';
  return sighting.method;
}

/** Gives a service exactly this evidence, and all of its `tracks` the places that follow from it. */
export function reseatService(
  table: RouteTable,
  name: string,
  evidence: readonly SeatedSighting[],
  tracks: readonly Track[],
): void {
  const service = table.service(name);
  service.unseated = false;
  const { root } = service;
  const before = new Map(tracks.map((track) => [track, track.operation?.id ?? null]));
  const old: Operation[] = [];
  root.each((node) => {
    node.declared = 0;
    node.spelled = null;
    node.observedAs = null;
    node.any = [];
    for (const operation of node.operations.values()) {
      operation.sightings = [];
      operation.dirty = true;
      old.push(operation);
    }
  });
  const seats = [...evidence].sort(bySource).flatMap((seated): Seat[] => {
    const parsed = parseTemplate(seated.path);
    return parsed === null ? [] : [{ seated, parsed, method: methodOf(seated) }];
  });
  const opened = new Set<RouteNode>();
  for (const seat of seats) if (declares(seat.seated.sighting)) opened.add(seatDeclared(table, name, seat));
  for (const node of opened) table.settleAny(node, { service: name });
  const places = new Set(old.map((operation) => operation.node));
  table.detach(tracks);
  // Operations that only evidence told of, and no longer does, have no tracks to be detached.
  for (const operation of old) table.dropIfEmpty(operation);
  for (const track of tracks) if (track.routing !== 'unrouted') table.place(track);
  for (const track of tracks)
    if (track.routing === 'unrouted' && track.operation === null && track.absorbedBy === null)
      table.attachOrKeep(track);
  for (const seat of seats) if (!declares(seat.seated.sighting)) seatTold(table, name, seat);
  for (const node of places) node.prune();
  for (const track of tracks)
    if (track.operation !== null && track.operation.id !== before.get(track)) table.touch(track);
  table.noteReseated(name);
}

function add(table: RouteTable, service: string, node: RouteNode, { seated, parsed, method }: Seat): void {
  const { kind } = seated.sighting;
  node.index.version += 1;
  if (method === 'ANY' && kind === 'rest') {
    node.any.push(seated);
    for (const operation of node.operations.values()) operation.dirty = true;
    return;
  }
  const operation = table.open(node, { service, field: parsed.field, kind }, method);
  operation.sightings.push(seated);
  operation.dirty = true;
}

function seatDeclared(table: RouteTable, service: string, seat: Seat): RouteNode {
  const { root } = table.service(service);
  const { segments } = seat.parsed;
  const node = placeOfTemplate(root, segments);
  root.declared += 1;
  node.trail().forEach((inner, at) => {
    inner.declared += 1;
    const text = segments[at]?.text;
    if (inner.literal === null && text?.includes('{') === true) inner.spelled ??= text;
  });
  add(table, service, node, seat);
  return node;
}

/**
 * Somebody outside calls it: it belongs to what is declared, and else to the place that exchanges on its path would get. Only what is known
 * for sure is asked, so that it stands there whatever came first.
 */
function seatTold(table: RouteTable, service: string, seat: Seat): void {
  const { root } = table.service(service);
  const { segments, field } = seat.parsed;
  const key = field === '' ? seat.method : `${seat.method}#${field}`;
  const written = segments.map((segment) =>
    segment.literal ? segment.text : segment.rest ? '{path}' : `${segment.prefix}{slug}${segment.suffix}`,
  );
  let node = matchDeclared(root, written, (one) => {
    if (one.isRest && !saysWhat(one)) return false;
    if (field === '' && one.any.some(({ sighting }) => declares(sighting))) return true;
    return seat.method === 'ANY'
      ? [...one.operations.values()].some(isDeclared)
      : isDeclared(one.operations.get(key));
  });
  if (node === null) {
    node = root;
    for (const segment of written) node = segment === '{path}' ? node.declareRest() : node.step(segment);
  }
  const isNew = !node.operations.has(key);
  add(table, service, node, seat);
  if (seat.method === 'ANY' || isNew) table.settleAny(node, { service });
}

/** All evidence behind an operation: its own, and that for all methods at its place; the highest source first. */
export function evidenceOf(operation: Operation): readonly SeatedSighting[] {
  const { any } = operation.node;
  if (any.length === 0 || !standsForAll(operation)) return operation.sightings;
  return [...operation.sightings, ...any].sort(bySource);
}
