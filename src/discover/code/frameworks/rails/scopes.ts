/** `scope`, `namespace`, `constraints`, `defaults`, `controller`, `member`, `collection`: frames within frames. */
import type { ParameterType } from '../../../../model/sighting.ts';
import { typeOfConstraint } from '../../routes/template.ts';
import type { TextValue, Value } from '../../machine/values.ts';
import { known, text, textsOf } from '../../machine/values.ts';
import { isFalse, type Options, wordsOf } from '../ruby/options.ts';
import { type Frame, under } from './frame.ts';

/** The path that a value is; nil is none. */
export const pathText = (value: Value | undefined): TextValue | null =>
  value === undefined || isFalse(value) ? null : (textsOf(value)[0] ?? null);

/** `admin` in `api` is `api/admin`; a leading slash starts anew. */
export const joinModule = (outer: string, inner: string): string =>
  inner.startsWith('/') ? inner.slice(1) : outer === '' || inner === '' ? outer + inner : `${outer}/${inner}`;

/** The frame of `scope` with these options. */
export function scoped(frame: Frame, paths: readonly Value[], options: Options): Frame {
  const given = paths
    .flatMap((one) => (one.t === 'list' ? one.items : [one]))
    .flatMap((one) => pathText(one) ?? []);
  const own = pathText(options.get('path'));
  const path = given.length > 0 ? given.reduce((before, one) => under(before, one), text('')) : own;
  const shallowPath = pathText(options.get('shallow_path')) ?? (frame.level === 'nested' ? null : path);
  const module = known(options.get('module'));
  const only = options.get('only');
  const except = options.get('except');
  return {
    ...frame,
    path: path === null ? frame.path : under(frame.path, path),
    shallowPath: shallowPath === null ? frame.shallowPath : under(frame.shallowPath, shallowPath),
    module: module === null ? frame.module : joinModule(frame.module, module),
    controller: known(options.get('controller')) ?? frame.controller,
    isShallow: options.has('shallow') ? !isFalse(options.get('shallow')) : frame.isShallow,
    only: only === undefined ? frame.only : wordsOf(only),
    except: except === undefined ? frame.except : wordsOf(except),
    pathNames: withPathNames(frame.pathNames, options.get('path_names')),
    types: withTypes(frame.types, options),
  };
}

function withPathNames(
  before: ReadonlyMap<string, string>,
  given: Value | undefined,
): ReadonlyMap<string, string> {
  if (given?.t !== 'map') return before;
  const names = new Map(before);
  for (const [name, value] of given.entries) {
    const word = known(value);
    if (word !== null) names.set(name, word);
  }
  return names;
}

/** Types of parameters by their constraints: `constraints: { id: /\d+/ }`, `id: /\d+/`. */
export function withTypes(
  before: ReadonlyMap<string, ParameterType>,
  options: Options,
): ReadonlyMap<string, ParameterType> {
  const types = new Map(before);
  const constraints = options.get('constraints') ?? options.get('requirements');
  const all = [...options, ...(constraints?.t === 'map' ? constraints.entries : [])];
  for (const [name, value] of all) if (value.t === 'regex') types.set(name, typeOfConstraint(value.v));
  return types;
}

/** The frame of what stands below one item of the resource: `/users/:user_id`. */
export function nested(frame: Frame): Frame {
  const { resource } = frame;
  if (resource === null) return frame;
  const isShallow = frame.isShallow && !resource.isSingular && frame.shallowDepth >= 1;
  const base = isShallow ? frame.shallowPath : frame.path;
  const own = under(base, resource.path);
  return {
    ...frame,
    level: 'nested',
    path: resource.isSingular ? own : text(...own.parts, `/:${resource.singular}_${resource.param}`),
  };
}

/** The frame of one item: `/users/:id`. */
export function member(frame: Frame): Frame {
  const { resource } = frame;
  if (resource === null) return frame;
  const isShallow = frame.isShallow && !resource.isSingular;
  const own = under(isShallow ? frame.shallowPath : frame.path, resource.path);
  return {
    ...frame,
    level: 'member',
    path: resource.isSingular ? own : text(...own.parts, `/:${resource.param}`),
  };
}

/** The frame of all items: `/users`. */
export function collection(frame: Frame): Frame {
  const { resource } = frame;
  return resource === null
    ? frame
    : { ...frame, level: 'collection', path: under(frame.path, resource.path) };
}

/** The frame of the form of a new item: `/users/new`. */
export function newItem(frame: Frame): Frame {
  const inside = collection(frame);
  return {
    ...inside,
    level: 'new',
    path: text(...inside.path.parts, `/${frame.pathNames.get('new') ?? 'new'}`),
  };
}
