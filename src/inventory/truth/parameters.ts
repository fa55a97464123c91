/** Parameters of an operation from all sources. Type and need are those of the highest source that tells; what traffic shows stands beside. */
import type { EvidenceSource, LearnedBody, LearnedParameter } from '../../model/operation.ts';
import type { Shape, StringFormat } from '../../model/shape.ts';
import type { ParameterIn, ParameterType, SightedParameter } from '../../model/sighting.ts';
import type { NamedTemplate } from '../routes/names.ts';
import { namesIn, parseTemplate } from '../routes/template.ts';
import type { Track } from '../routes/node.ts';
import { mergeShapes } from '../shape/merge.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import { sourceRank } from '../sightings/seated.ts';
import { distinctAt } from '../routes/counted.ts';

const parametersMax = 256;
const placeOrder: readonly ParameterIn[] = ['path', 'query', 'header', 'cookie', 'body', 'form'];

const kindShapes: Readonly<Record<string, Shape>> = { integer: { t: 'integer' }, number: { t: 'number' } };
const kindFormats: Readonly<Record<string, StringFormat>> = {
  uuid: 'uuid',
  ulid: 'ulid',
  hex: 'hex',
  date: 'date',
  email: 'email',
  'prefixed-id': 'prefixed-id',
  slug: 'slug',
  token: 'text',
};

/** Shape of path values of some kinds. */
function shapeOfKinds(kinds: readonly string[]): Shape {
  let shape: Shape | null = null;
  for (const kind of kinds) {
    const format = kindFormats[kind];
    const one: Shape =
      kindShapes[kind] ?? (format === undefined ? { t: 'string' } : { t: 'string', f: format });
    shape = shape === null ? one : mergeShapes(shape, one);
  }
  return shape ?? { t: 'string' };
}

/** Formats that say nothing beyond that it is text. */
const plainFormats: ReadonlySet<string> = new Set(['word', 'text', 'slug', 'prefixed-id']);

/** The type of values of a shape. */
export function typeOfShape(shape: Shape): ParameterType {
  switch (shape.t) {
    case 'string':
      return shape.f === undefined || plainFormats.has(shape.f) ? 'string' : `string:${shape.f}`;
    case 'integer':
    case 'number':
    case 'boolean':
    case 'array':
    case 'object':
      return shape.t;
    case 'any': {
      const types = new Set(
        shape.o.filter((one) => one.t !== 'null').map((one) => typeOfShape(one).split(':')[0]),
      );
      const [only] = types;
      if (types.size === 1 && only !== undefined) return only as ParameterType;
      return types.size > 1 && [...types].every((one) => one === 'integer' || one === 'number')
        ? 'number'
        : types.has('string')
          ? 'string'
          : 'unknown';
    }
    case 'opaque':
      return shape.why === 'binary' ? 'file' : 'unknown';
    case 'null':
      return 'unknown';
  }
}

const formats: ReadonlySet<string> = new Set<StringFormat>([
  'uuid',
  'date',
  'date-time',
  'time',
  'email',
  'uri',
  'ipv4',
  'ipv6',
  'hostname',
  'binary',
]);
const isFormat = (text: string): text is StringFormat => formats.has(text);

/** A shape for a type that was only told. */
function shapeOfType(type: ParameterType): Shape {
  const [base, format] = type.split(':');
  if (base === 'string' && format !== undefined && isFormat(format)) return { t: 'string', f: format };
  if (base === 'integer' || base === 'number' || base === 'boolean') return { t: base };
  if (base === 'array') return { t: 'array', i: null };
  if (base === 'object') return { t: 'object', p: {} };
  return { t: 'string' };
}

interface Told {
  readonly source: EvidenceSource;
  readonly type: ParameterType;
  readonly required: boolean | null;
}

interface Merged {
  readonly in: ParameterIn;
  readonly name: string;
  readonly told: Told[];
  seen: { shape: Shape; required: boolean; count: number; distinct?: number } | null;
}

const keyOf = (place: ParameterIn, name: string): string =>
  `${place} ${place === 'header' ? name.toLowerCase() : name}`;

function finish({ in: place, name, told, seen }: Merged): LearnedParameter {
  const sources = new Set<EvidenceSource>(told.map((one) => one.source));
  if (seen !== null) sources.add('traffic');
  const all = [
    ...told,
    ...(seen === null
      ? []
      : [{ source: 'traffic' as const, type: typeOfShape(seen.shape), required: seen.required }]),
  ].sort((a, b) => sourceRank[a.source] - sourceRank[b.source]);
  const type = typeFrom(all.map((one) => one.type));
  const needed = all.find((one) => one.required !== null);
  return {
    in: place,
    name,
    type,
    sources: [...sources].sort((a, b) => sourceRank[a] - sourceRank[b]),
    requiredFrom: needed?.source ?? all[0]?.source ?? 'traffic',
    shape: seen?.shape ?? shapeOfType(type),
    required: place === 'path' || needed?.required === true,
    count: seen?.count ?? 0,
    ...(seen?.distinct === undefined ? {} : { distinct: seen.distinct }),
  };
}

/** The first that is known; a lower source may only say the same more exactly (`string`, then `string:uuid`). */
function typeFrom(types: readonly ParameterType[]): ParameterType {
  const first = types.find((type) => type !== 'unknown');
  if (first === undefined) return 'unknown';
  if (first.includes(':')) return first;
  return types.find((type) => type.startsWith(`${first}:`)) ?? first;
}

/** What goes into merging parameters. */
export interface ParameterInput {
  readonly named: NamedTemplate;
  readonly tracks: readonly Track[];
  readonly evidence: readonly SeatedSighting[];
  /** Bodies of requests as learned. */
  readonly requests: readonly LearnedBody[];
}

/** Merges the parameters of an operation; those of the path in their order, the others by place and name. */
export function mergeParameters({
  named,
  tracks,
  evidence,
  requests,
}: ParameterInput): readonly LearnedParameter[] {
  const merged = new Map<string, Merged>();
  const at = (place: ParameterIn, name: string): Merged | null => {
    const key = keyOf(place, name);
    let one = merged.get(key);
    if (one === undefined) {
      if (merged.size >= parametersMax) return null;
      one = { in: place, name, told: [], seen: null };
      merged.set(key, one);
    }
    return one;
  };
  const all = tracks.reduce((total, track) => total + track.count, 0);
  for (const parameter of named.parameters) {
    const one = at('path', parameter.name);
    if (one !== null && tracks.length > 0)
      one.seen = {
        shape: shapeOfKinds(parameter.kinds),
        required: true,
        count: all,
        distinct: distinctAt(tracks, parameter.segment),
      };
  }
  for (const seated of evidence) {
    const names = pathNames(seated, named);
    const { params, source } = seated.sighting;
    const toldPaths = new Set<string>();
    for (const param of params) {
      const name = param.in === 'path' ? (names.get(param.name) ?? param.name) : param.name;
      if (param.in === 'path') toldPaths.add(name);
      tell(at(param.in, name), param, source);
    }
    // A template tells of its parameters, whether or not they are described.
    for (const name of names.values())
      if (!toldPaths.has(name)) at('path', name)?.told.push({ source, type: 'unknown', required: true });
  }
  for (const track of tracks)
    for (const param of track.parameters.values()) {
      const one = at(param.in, param.name);
      if (one === null) continue;
      const count = param.count + (one.seen?.count ?? 0);
      one.seen = {
        shape: one.seen === null ? param.shape : mergeShapes(one.seen.shape, param.shape),
        count,
        required: count >= all,
      };
    }
  for (const body of requests) seeBody(body, all, at);
  return [...merged.values()]
    .map(finish)
    .sort(
      (a, b) =>
        placeOrder.indexOf(a.in) - placeOrder.indexOf(b.in) ||
        (a.in === 'path' ? 0 : a.name < b.name ? -1 : 1),
    );
}

function tell(one: Merged | null, { type, required }: SightedParameter, source: EvidenceSource): void {
  one?.told.push({ source, type, required });
}

/** Fields at the top of a JSON body are parameters, too. */
function seeBody(
  body: LearnedBody,
  all: number,
  at: (place: ParameterIn, name: string) => Merged | null,
): void {
  if (!/[/+]json$/.test(body.mediaType)) return;
  for (const field of body.fields) {
    if (/[.[\]]/.test(field.path) || field.path === '') continue;
    const one = at('body', field.path);
    if (one === null) continue;
    const count = Math.round(body.count * field.presence) + (one.seen?.count ?? 0);
    one.seen = {
      shape: one.seen === null ? field.shape : mergeShapes(one.seen.shape, field.shape),
      count,
      required: count >= all,
    };
  }
}

/** Names of path parameters as a piece of evidence spells them, to those of the template; what stands at one place is one. */
function pathNames({ path }: SeatedSighting, named: NamedTemplate): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const segments = parseTemplate(path)?.segments ?? [];
  const bySegment = new Map<number, string[]>();
  for (const { segment, name } of named.parameters)
    bySegment.set(segment, [...(bySegment.get(segment) ?? []), name]);
  segments.forEach(({ text }, at) => {
    const shown = bySegment.get(at) ?? [];
    namesIn(text).forEach((name, index) => {
      const other = shown[index] ?? shown[0];
      if (other !== undefined) names.set(name, other);
    });
  });
  return names;
}
