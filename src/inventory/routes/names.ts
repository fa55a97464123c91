/** The template of an operation as people read it, and why it is so. */
import type { TemplateEvidence } from '../../model/operation.ts';
import type { Operation } from './node.ts';
import { parameterName } from './name.ts';
import type { RouteNode } from './node.ts';
import { isFolded } from './node.ts';
import { parseSegment, suffixOf } from './segment.ts';
import { evidenceOf } from './seats.ts';
import { namesIn, parseTemplate } from './template.ts';
import { confidenceOf, declares } from '../sightings/seated.ts';
import { placeText } from '../truth/place.ts';

/** A named template. */
export interface NamedTemplate {
  readonly path: string;
  readonly parameters: readonly {
    readonly segment: number;
    readonly name: string;
    readonly kinds: readonly string[];
    readonly folded: boolean;
  }[];
}

const kindsMax = 8;

/** Kinds of the values at one place of an operation, from its exchanges that succeeded where there are any. */
function kindsAt(operation: Operation, at: number): readonly string[] {
  const all = new Set<string>();
  const succeeded = new Set<string>();
  for (const track of operation.tracks) {
    const segment = track.segments[at];
    if (segment === undefined) continue;
    const kind = parseSegment(segment).kind ?? 'slug';
    if (all.size < kindsMax) all.add(kind);
    if (track.successes > 0 && succeeded.size < kindsMax) succeeded.add(kind);
  }
  return [...(succeeded.size > 0 ? succeeded : all)].sort();
}

/** Kinds at a parameter node, from the whole of its subtree: names must not differ between methods of one path. */
function kindsOfNode(node: RouteNode, at: number): readonly string[] {
  const { version } = node.index;
  if (node.kinds?.version === version) return node.kinds.kinds;
  const kinds = new Set<string>();
  node.each((inner) => {
    for (const operation of inner.operations.values())
      for (const kind of kindsAt(operation, at)) kinds.add(kind);
  }, 64);
  const sorted = [...kinds].sort();
  node.kinds = { version, kinds: sorted };
  return sorted;
}

/** How the highest source spells the segments of an operation; null where it has a word and a person made it a parameter. */
function spellings(operation: Operation, length: number): readonly (string | null)[] {
  for (const { path, sighting } of evidenceOf(operation)) {
    // Exchanges tell more of a name than callers do.
    if (!declares(sighting) && operation.tracks.size > 0) continue;
    const segments = parseTemplate(path)?.segments;
    if (segments?.length === length) return segments.map(({ text }) => (text.includes('{') ? text : null));
  }
  return [];
}

/** Names the parameters of an operation: as the highest source spells them, by hand, or from what stands before. */
export function nameTemplate(operation: Operation): NamedTemplate {
  const taken = new Set<string>();
  const parameters: { segment: number; name: string; kinds: readonly string[]; folded: boolean }[] = [];
  const parts: string[] = [];
  const trail = operation.node.trail();
  const spelled = spellings(operation, trail.length);
  trail.forEach((node, at) => {
    if (node.literal !== null) {
      parts.push(node.literal);
      return;
    }
    const before = trail[at - 1]?.literal ?? null;
    const fold = node.parent?.fold ?? null;
    const given = fold?.name ?? null;
    const folded = isFolded(node);
    const kinds = kindsAt(operation, at);
    const told = given !== null && fold?.byHand === true ? null : (spelled[at] ?? node.spelled);
    if (told !== null) {
      const names = namesIn(told).filter((name) => !taken.has(name));
      if (names.length > 0) {
        for (const name of names) {
          taken.add(name);
          parameters.push({ segment: at, name, kinds, folded });
        }
        parts.push(told);
        return;
      }
    }
    const noun = /^[A-Za-z]\w*/.exec(node.prefix)?.[0] ?? before;
    const name =
      given !== null && !taken.has(given)
        ? given
        : node.isRest && !taken.has('path')
          ? 'path'
          : parameterName(noun, kindsOfNode(node, at), taken);
    taken.add(name);
    parameters.push({ segment: at, name, kinds, folded });
    parts.push(`${node.prefix}{${name}}${node.suffix}`);
  });
  return { path: `/${parts.join('/')}${operation.field === '' ? '' : `#${operation.field}`}`, parameters };
}

const kindConfidence: Readonly<Record<string, number>> = {
  uuid: 0.99,
  ulid: 0.99,
  email: 0.98,
  'prefixed-id': 0.97,
  integer: 0.97,
  hex: 0.93,
  token: 0.9,
  date: 0.9,
  number: 0.88,
  slug: 0.7,
};

/** How sure the template is: the least sure of its parameters. */
export function templateConfidence(operation: Operation, named: NamedTemplate): number {
  const declared = evidenceOf(operation).filter(({ sighting }) => declares(sighting));
  if (declared.length > 0) return Math.max(...declared.map(({ sighting }) => confidenceOf(sighting)));
  const told = evidenceOf(operation)[0];
  if (told !== undefined && operation.tracks.size === 0) return confidenceOf(told.sighting);
  let confidence = operation.kind === 'rest' ? 0.99 : 1;
  const trail = operation.node.trail();
  for (const parameter of named.parameters) {
    const fold = trail[parameter.segment]?.parent?.fold;
    const own = Math.min(...parameter.kinds.map((kind) => kindConfidence[kind] ?? 0.8), 1);
    confidence = Math.min(confidence, parameter.folded && fold ? (fold.byHand ? 1 : fold.confidence) : own);
  }
  let tentative = true;
  for (const track of operation.tracks) if (track.routing === 'routed') tentative = false;
  return Math.round((tentative ? confidence * 0.6 : confidence) * 100) / 100;
}

const people =
  /^(users?|people|persons?|patients?|members?|employees?|staff|customers?|profiles?|accounts?|doctors?|authors?|contacts?|students?|teachers?|drivers?|players?|friends|followers?|u)$/i;

/** Values as examples; names of people are masked. */
function examplesOf(node: RouteNode, before: string | null): readonly string[] {
  const masked = before !== null && people.test(before);
  return (node.parent?.fold?.examples ?? [])
    .filter((value) => suffixOf(value) === node.suffix)
    .map((value) => (masked ? `${value.slice(0, 1)}…` : value.slice(0, 64)));
}

/** Why each parameter of a template is one. */
export function explainTemplate(operation: Operation, named: NamedTemplate): readonly TemplateEvidence[] {
  const trail = operation.node.trail();
  const told = evidenceOf(operation)[0];
  return named.parameters.map(({ segment, name, kinds, folded }): TemplateEvidence => {
    const node = trail[segment];
    const fold = node?.parent?.fold;
    if (told !== undefined && !(fold?.byHand === true && folded)) {
      const { source, place, method, path } = told.sighting;
      if (source !== 'traffic')
        return {
          segment,
          name,
          reason: source,
          explanation: `${source === 'outside' ? 'callers use' : `the ${source} declares`} ${method} ${path} (${placeText(place)})`,
          confidence: confidenceOf(told.sighting),
          examples: [],
        };
    }
    if (folded && fold && node !== undefined) {
      return {
        segment,
        name,
        reason: fold.byHand
          ? 'by-hand'
          : fold.echoed === true
            ? 'echoed'
            : fold.distinct >= 12
              ? 'many-siblings'
              : 'same-answers',
        explanation: fold.explanation,
        confidence: fold.byHand ? 1 : Math.round(fold.confidence * 100) / 100,
        examples: examplesOf(node, trail[segment - 1]?.literal ?? null),
      };
    }
    const confidence = Math.min(...kinds.map((kind) => kindConfidence[kind] ?? 0.8), 1);
    return {
      segment,
      name,
      reason: 'typed-id',
      explanation: `every value here is of type ${kinds.join(' or ')}`,
      confidence,
      examples: [],
    };
  });
}
