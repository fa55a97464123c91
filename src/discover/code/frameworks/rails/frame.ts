/** Where in the routing language a call stands: path, module and resource around it. */
import type { ParameterType, SightedAuth } from '../../../../model/sighting.ts';
import { parsePath, type PathPattern } from '../../routes/template.ts';
import type { Model, RouteScope, TextValue, Value } from '../../machine/values.ts';
import { model, text } from '../../machine/values.ts';

/** Id of the framework. */
export const id = 'rails';

/** A set of routes: an application's or an engine's. */
export interface RouteSet {
  readonly scope: RouteScope;
  /** Folder of the application or engine, with `/` at its end, or ''. */
  readonly folder: string;
  /** No forms: neither `new` nor `edit`. */
  readonly isApiOnly: boolean;
  readonly concerns: Map<string, Value>;
}

/** A resource whose block is being read. */
export interface Resource {
  readonly path: TextValue;
  readonly controller: string;
  readonly param: string;
  /** `user` of `:user_id`. */
  readonly singular: string;
  readonly isSingular: boolean;
  readonly isShallow: boolean;
}

/** What surrounds a call. */
export interface Frame {
  readonly set: RouteSet;
  readonly path: TextValue;
  readonly shallowPath: TextValue;
  /** `api/v1`, or ''. */
  readonly module: string;
  readonly controller: string | null;
  readonly level: 'top' | 'resources' | 'member' | 'collection' | 'new' | 'nested';
  readonly resource: Resource | null;
  readonly isShallow: boolean;
  readonly shallowDepth: number;
  readonly only: readonly string[] | null;
  readonly except: readonly string[] | null;
  readonly pathNames: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, ParameterType>;
  readonly auth: SightedAuth | null;
  /** Options that `with_options` gives to all calls. */
  readonly options: ReadonlyMap<string, Value>;
}

/** The frame of a set of routes. */
export const frameOfSet = (set: RouteSet, module: string): Frame => ({
  set,
  path: text(''),
  shallowPath: text(''),
  module,
  controller: null,
  level: 'top',
  resource: null,
  isShallow: false,
  shallowDepth: 0,
  only: null,
  except: null,
  pathNames: new Map(),
  types: new Map(),
  auth: null,
  options: new Map(),
});

/** The value that `self` is in a block of routes. */
export const mapperOf = (frame: Frame): Model => model(id, 'mapper', null, { frame });

/** The frame of a mapper. */
export const frameOf = (mapper: Model): Frame => mapper.data.get('frame') as Frame;

/** One path after another. */
export function under(base: TextValue, path: TextValue): TextValue {
  const [first, ...rest] = path.parts;
  const trimmed = typeof first === 'string' ? text(first.replace(/^\/+/, ''), ...rest) : path;
  if (trimmed.parts.length === 0 || (trimmed.parts.length === 1 && trimmed.parts[0] === '')) return base;
  // `(/:locale)` brings its own slash.
  const opens = typeof trimmed.parts[0] === 'string' && trimmed.parts[0].startsWith('(/');
  return text(...base.parts, opens ? '' : '/', ...trimmed.parts);
}

const alternativesMax = 8;

/** A path with and without its optional parts; formats are left out. */
export function patternOf(path: TextValue): PathPattern {
  const all: TextValue[] = [];
  const go = (one: TextValue): void => {
    if (all.length >= alternativesMax) return;
    const at = one.parts.findIndex((part) => typeof part === 'string' && part.includes('('));
    const part = one.parts[at];
    if (typeof part !== 'string') {
      all.push(one);
      return;
    }
    const open = part.indexOf('(');
    const close = closing(part, open);
    const before = [...one.parts.slice(0, at), part.slice(0, open)];
    const after = [part.slice(close + 1), ...one.parts.slice(at + 1)];
    const inner = part.slice(open + 1, close);
    if (!/^\.(?::|\w)/.test(inner)) go(text(...before, inner, ...after));
    go(text(...before, ...after));
  };
  go(path);
  const [first, ...rest] = all.map((one) => parsePath(one, 'colon'));
  return { segments: first?.segments ?? [], shorter: rest.map(({ segments }) => segments) };
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text.charAt(at) === '(') depth += 1;
    else if (text.charAt(at) === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}
