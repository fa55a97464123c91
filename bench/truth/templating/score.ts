import { normal } from '../routes/score.ts';
import type { Shown } from '../routes/score.ts';
import type { Exchange, TrueTemplate } from './exchanges.ts';

/** What is wrong with a template, or with the templates that hold an operation's exchanges. */
export type Mistake =
  | 'siblings merged'
  | 'literal as parameter'
  | 'value as literal'
  | 'split'
  | 'differs'
  | 'not shown';

export interface TemplateScore {
  /** True templates that got exchanges. */
  readonly templates: number;
  readonly found: number;
  readonly right: number;
  /** Found templates that hold exchanges of several true ones, or have a parameter where the truth has a literal. */
  readonly merged: number;
  /** True templates whose exchanges are spread over several found ones. */
  readonly split: number;
  readonly mistakes: ReadonlyMap<Mistake, readonly string[]>;
  /** For each parameter of a true template that is not right: how many such templates. */
  readonly byParameter: ReadonlyMap<string, number>;
}

interface Node {
  readonly literals: Map<string, Node>;
  readonly parts: { readonly shape: string; readonly pattern: RegExp; readonly node: Node }[];
  any?: Node;
  rest?: string;
  key?: string;
}
const node = (): Node => ({ literals: new Map(), parts: [] });
const decoded = (segment: string) => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Compares found templates with the true ones. An exchange belongs to the found template of its method that fits its path with the earliest literals. */
export function scoreTemplates(exchanges: readonly Exchange[], shown: readonly Shown[]): TemplateScore {
  const found = new Set(
    shown.filter((one) => one.method !== 'OPTIONS').map((one) => `${one.method} ${normal(one.path)}`),
  );
  const roots = new Map<string, Node>();
  for (const key of found) plant(roots, key);
  const truths = new Set(exchanges.map((exchange) => exchange.truth));
  const places = new Map<TrueTemplate, Set<string>>();
  const held = new Map<string, Set<TrueTemplate>>();
  for (const { path, truth } of exchanges) {
    const segments = path.split('/').map((segment) => decoded(segment));
    const root = roots.get(truth.method);
    const key = root === undefined ? undefined : fit(root, segments, 0);
    if (key === undefined) continue;
    places.set(truth, (places.get(truth) ?? new Set()).add(key));
    held.set(key, (held.get(key) ?? new Set()).add(truth));
  }
  const mistakes = new Map<Mistake, string[]>();
  const byParameter = new Map<string, number>();
  const note = (mistake: Mistake, text: string) =>
    mistakes.set(mistake, [...(mistakes.get(mistake) ?? []), text]);
  let right = 0;
  let split = 0;
  for (const truth of truths) {
    const at = [...(places.get(truth) ?? [])];
    if (at.length > 1) split += 1;
    if (truth.accepts.some((spelling) => found.has(`${truth.method} ${spelling}`))) {
      right += 1;
      if (at.length <= 1) continue;
    } else
      for (const name of at.length === 0 ? [] : literalNames(truth, at))
        byParameter.set(name, (byParameter.get(name) ?? 0) + 1);
    const name = `${truth.method} ${truth.template}`;
    if (at.length === 0) note('not shown', name);
    else if (at.length > 1) note('split', `${name}  =>  ${at.length}: ${at.slice(0, 4).join(', ')}`);
    else if (literalNames(truth, at).length > 0) note('value as literal', `${name}  =>  ${at.join('')}`);
    else if ((held.get(at[0] ?? '')?.size ?? 0) < 2 && !at.some((one) => swallows(one, truth)))
      note('differs', `${name}  =>  ${at.join('')}`);
  }
  let merged = 0;
  for (const [key, holds] of held) {
    const names = [...holds].map((truth) => truth.template);
    if (holds.size > 1) note('siblings merged', `${key}  <=  ${names.slice(0, 6).join(', ')}`);
    else if ([...holds].some((truth) => swallows(key, truth)))
      note('literal as parameter', `${key}  <=  ${names.join(', ')}`);
    else continue;
    merged += 1;
  }
  return { templates: truths.size, found: found.size, right, merged, split, mistakes, byParameter };
}

function plant(roots: Map<string, Node>, key: string): void {
  const space = key.indexOf(' ');
  let at = roots.get(key.slice(0, space)) ?? node();
  roots.set(key.slice(0, space), at);
  for (const segment of key.slice(space + 1).split('/')) {
    if (segment === '{+}') {
      at.rest = key;
      return;
    }
    if (segment === '{}') at = at.any ??= node();
    else if (segment.includes('{}')) {
      let part = at.parts.find((one) => one.shape === segment);
      if (part === undefined) {
        const pattern = segment
          .split('{}')
          .map((text) => decoded(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
        part = { shape: segment, pattern: new RegExp(`^${pattern.join('.+')}$`), node: node() };
        at.parts.push(part);
      }
      at = part.node;
    } else {
      const next = at.literals.get(decoded(segment)) ?? node();
      at.literals.set(decoded(segment), next);
      at = next;
    }
  }
  at.key = key;
}

function fit(at: Node, segments: readonly string[], index: number): string | undefined {
  const segment = segments[index];
  if (segment === undefined) return at.key;
  const literal = at.literals.get(segment);
  const byLiteral = literal === undefined ? undefined : fit(literal, segments, index + 1);
  if (byLiteral !== undefined) return byLiteral;
  for (const part of at.parts) {
    const byPart = part.pattern.test(segment) ? fit(part.node, segments, index + 1) : undefined;
    if (byPart !== undefined) return byPart;
  }
  return (at.any === undefined ? undefined : fit(at.any, segments, index + 1)) ?? at.rest;
}

/** Whether a found template has a parameter where the truth has a literal. */
function swallows(key: string, truth: TrueTemplate): boolean {
  const own = key.slice(key.indexOf(' ') + 1).split('/');
  return truth.template
    .split('/')
    .some((segment, at) => !segment.includes('{') && (own[at]?.includes('{') ?? false));
}

/** Parameters of the truth in whose place found templates have a literal. */
function literalNames(truth: TrueTemplate, found: readonly string[]): readonly string[] {
  return truth.template.split('/').flatMap((segment, at) => {
    if (!segment.includes('{')) return [];
    const literal = found.some((key) => {
      const own = key.slice(key.indexOf(' ') + 1).split('/');
      return !own.includes('{+}') && own[at] !== undefined && !own[at].includes('{');
    });
    return literal ? [segment] : [];
  });
}

const TRIVIAL = /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{40})$/i;

/** What a few lines would show: a segment is a parameter when it is digits, a UUID or 40 hex digits. */
export function templateControl(exchanges: readonly Exchange[]): readonly Shown[] {
  const shown = new Map<string, Shown>();
  for (const { captured, path } of exchanges) {
    if (captured.status === 404) continue;
    const template = path
      .split('/')
      .map((segment) => (TRIVIAL.test(segment) ? '{}' : segment))
      .join('/');
    shown.set(`${captured.method} ${template}`, { method: captured.method, path: template });
  }
  return [...shown.values()];
}
