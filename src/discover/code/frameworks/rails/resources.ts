/** `resources` and `resource`: the routes of a thing, and what stands inside. */
import { plural, singular } from '../../languages/ruby/inflections.ts';
import type { CallSite, FnValue, Value } from '../../machine/values.ts';
import { known, text } from '../../machine/values.ts';
import { isFalse, type Options, wordsOf } from '../ruby/options.ts';
import type { Frame, Resource } from './frame.ts';
import { collection, member, nested, newItem, pathText, scoped } from './scopes.ts';

/** What resources need of the rest of the language. */
export interface Drawing {
  /** Adds a route of a frame, at the frame's own path. */
  route(frame: Frame, methods: readonly string[], action: string, site: CallSite): void;
  /** Runs a block within a frame. */
  within(frame: Frame, block: FnValue): void;
  /** Runs a concern by name within a frame. */
  concern(frame: Frame, name: string, options: Options): void;
}

/** Options that `resources` takes for itself; any other is given to a scope around. */
const own: ReadonlySet<string> = new Set(['as', 'controller', 'path', 'only', 'except', 'param', 'concerns']);

/** Reads `resources :a, :b, only: [...] do ... end`. */
export function resources(
  drawing: Drawing,
  frame: Frame,
  names: readonly Value[],
  options: Options,
  block: FnValue | null,
  isSingular: boolean,
  site: CallSite,
): void {
  const around = new Map([...options].filter(([name]) => !own.has(name)));
  const outer = around.size === 0 ? frame : scoped(frame, [], around);
  const flat = names.flatMap((one) => (one.t === 'list' ? one.items : [one]));
  for (const value of flat) {
    const name = known(value);
    if (name === null) continue;
    const base = outer.level === 'resources' ? nested(outer) : outer;
    const resource = resourceOf(name, options, isSingular, base);
    const inner: Frame = {
      ...base,
      level: 'resources',
      resource,
      controller: resource.controller,
      shallowDepth: base.shallowDepth + (resource.isShallow ? 1 : 0),
      only: null,
      except: null,
      types: base.types,
    };
    if (block !== null) drawing.within(inner, block);
    for (const concern of wordsOf(options.get('concerns'))) drawing.concern(inner, concern, new Map());
    const served = (action: string): boolean =>
      !(base.set.isApiOnly && (action === 'new' || action === 'edit')) && isChosen(action, options, base);
    const add = (at: Frame, methods: readonly string[], action: string): void => {
      if (served(action)) drawing.route(at, methods, action, site);
    };
    if (!isSingular) add(collection(inner), ['GET'], 'index');
    add(collection(inner), ['POST'], 'create');
    add(newItem(inner), ['GET'], 'new');
    const item = member(inner);
    add(
      { ...item, path: text(...item.path.parts, `/${inner.pathNames.get('edit') ?? 'edit'}`) },
      ['GET'],
      'edit',
    );
    add(item, ['GET'], 'show');
    add(item, ['PATCH', 'PUT'], 'update');
    add(item, ['DELETE'], 'destroy');
  }
}

function resourceOf(name: string, options: Options, isSingular: boolean, frame: Frame): Resource {
  const last = name.split('/').at(-1) ?? name;
  const as = known(options.get('as')) ?? last;
  return {
    path: pathText(options.get('path')) ?? text(name),
    controller: known(options.get('controller')) ?? (isSingular ? plural(name) : name),
    param: known(options.get('param')) ?? 'id',
    singular: isSingular ? as : singular(as).replaceAll('-', '_'),
    isSingular,
    isShallow: frame.isShallow,
  };
}

function isChosen(action: string, options: Options, frame: Frame): boolean {
  const only = options.get('only');
  const except = options.get('except');
  const chosen = only === undefined ? (except === undefined ? frame.only : null) : wordsOf(only);
  const left = except === undefined ? (only === undefined ? frame.except : null) : wordsOf(except);
  if (only !== undefined && (isFalse(only) || known(only) === 'none')) return false;
  if (chosen !== null && !chosen.includes(action)) return false;
  return left === null || !left.includes(action);
}
