/** `get`, `post`, `match`, `root`: single routes. */
import type { TextValue, Value } from '../../machine/values.ts';
import { known, text } from '../../machine/values.ts';
import { type Options, wordsOf } from '../ruby/options.ts';
import { type Frame, under } from './frame.ts';
import { collection, member, nested, newItem, pathText, withTypes } from './scopes.ts';

/** Names of options; any other key of the first hash is a path: `get 'x' => 'y#z'`. */
const optionNames: ReadonlySet<string> = new Set([
  'to',
  'as',
  'via',
  'on',
  'controller',
  'action',
  'constraints',
  'requirements',
  'defaults',
  'format',
  'path',
  'module',
  'anchor',
  'internal',
  'only',
  'except',
  'param',
  'path_names',
  'shallow',
  'trailing_slash',
  'host',
  'subdomain',
  'protocol',
  'id',
]);

/** What a route leads to. */
export interface Target {
  /** With the module; null when it is told by the path or not at all. */
  readonly controller: string | null;
  readonly action: string | null;
  /** A redirect or an application. */
  readonly other: string | null;
}

/** A route that was read. */
export interface Matched {
  readonly frame: Frame;
  readonly path: TextValue;
  readonly methods: readonly string[];
  readonly target: Target;
}

/** Actions that stand at the path of their resource itself. */
const canonical: ReadonlySet<string> = new Set(['index', 'create', 'new', 'show', 'update', 'destroy']);

/** Reads a call; more than one route when it has more than one path. */
export function matched(
  frame: Frame,
  given: readonly Value[],
  options: Options,
  verbs: readonly string[] | null,
): readonly Matched[] {
  const via = wordsOf(options.get('via')).map((verb) => verb.toUpperCase());
  const methods = verbs ?? (via.length === 0 || via.includes('ALL') ? ['ANY'] : via);
  const on = known(options.get('on'));
  const at = framed(frame, on);
  let paths: readonly Value[] = given.flatMap((one) => (one.t === 'list' ? one.items : [one]));
  let to = options.get('to');
  const out: Matched[] = [];
  if (paths.length === 0) {
    for (const [key, value] of options)
      if (!optionNames.has(key)) {
        paths = [text(key)];
        to = value;
        break;
      }
  }
  const typed: Frame = { ...at, types: withTypes(at.types, options) };
  for (const value of paths) {
    const path = pathText(value);
    if (path === null) continue;
    const word = known(path);
    const named = word === null ? null : word.replace(/\(\.:format\)$/, '');
    const explicit = pathText(options.get('path'));
    const isOwn = explicit === null && named !== null && isCanonical(typed, named);
    const written =
      explicit ??
      (named !== null && typed.pathNames.has(named) ? text(typed.pathNames.get(named) ?? named) : path);
    out.push({
      frame: typed,
      path: isOwn ? typed.path : under(typed.path, written),
      methods,
      target: targetOf(typed, named, to, options),
    });
  }
  return out;
}

function framed(frame: Frame, on: string | null): Frame {
  if (frame.resource !== null) {
    if (on === 'member') return member(frame);
    if (on === 'collection') return collection(frame);
    if (on === 'new') return newItem(frame);
  }
  if (frame.level !== 'resources' || frame.resource === null) return frame;
  return frame.resource.isSingular ? member(frame) : nested(frame);
}

const isCanonical = (frame: Frame, path: string): boolean =>
  ['member', 'collection', 'new'].includes(frame.level) && canonical.has(path);

/** What a route leads to: `to: 'users#show'`, `action: :show`, or the words of the path itself. */
export function targetOf(frame: Frame, path: string | null, to: Value | undefined, options: Options): Target {
  const inModule = (controller: string | null): string | null =>
    controller === null
      ? null
      : controller.startsWith('/')
        ? controller.slice(1)
        : module === ''
          ? controller
          : `${module}/${controller}`;
  const inner = known(options.get('module'));
  const module = inner === null ? frame.module : frame.module === '' ? inner : `${frame.module}/${inner}`;
  const own = known(options.get('controller')) ?? frame.controller;
  const action = known(options.get('action'));
  const told = known(to);
  if (told !== null) {
    const [controller = '', name] = told.split('#');
    if (name !== undefined)
      return { controller: inModule(controller === '' ? own : controller), action: name, other: null };
    return { controller: inModule(own), action: told, other: null };
  }
  if (to !== undefined && to.t !== 'const')
    return { controller: null, action: null, other: to.t === 'model' ? to.kind : 'application' };
  if (action !== null) return { controller: inModule(own), action, other: null };
  if (path !== null && options.get('controller') === undefined && /^\/?[-\w]+\/[-\w/]+$/.test(path)) {
    const trimmed = path.replace(/^\//, '').replaceAll('-', '_');
    const slash = trimmed.lastIndexOf('/');
    return { controller: inModule(trimmed.slice(0, slash)), action: trimmed.slice(slash + 1), other: null };
  }
  const word = path?.replace(/^\//, '').replaceAll('-', '_') ?? null;
  return {
    controller: inModule(own),
    action: word !== null && /^\w+$/.test(word) ? word : null,
    other: null,
  };
}
