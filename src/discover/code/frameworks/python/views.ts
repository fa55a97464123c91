/** Views as they are given to a router: functions, `View.as_view()`, and either wrapped in decorators. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ArgValue, ClassValue, FnValue, Value } from '../../machine/values.ts';
import { nameOf } from '../../machine/values.ts';
import { authOfPython } from './guards.ts';

/** A view, and what wraps it. */
export interface View {
  readonly target: FnValue | ClassValue | null;
  /** Arguments of `as_view(...)`. */
  readonly args: readonly ArgValue[];
  readonly auth: readonly SightedAuth[];
  /** All that wraps it, by name. */
  readonly wrappers: readonly Value[];
  readonly name: string;
}

const depthMax = 10;

/** Takes a view out of what wraps it. */
export function viewOf(value: Value, machine: Machine, depth = 0): View {
  const bare: View = { target: null, args: [], auth: [], wrappers: [], name: nameOf(value) };
  if (depth > depthMax) return bare;
  switch (value.t) {
    case 'either': {
      for (const option of value.options) {
        const found = viewOf(option, machine, depth + 1);
        if (found.target !== null) return found;
      }
      return bare;
    }
    case 'class':
      return { ...bare, target: value, name: value.cls.name };
    case 'instance':
      return { ...bare, target: value.of, name: value.of.cls.name };
    case 'fn':
      return wrapped(value, machine, depth) ?? { ...bare, target: value };
    case 'result': {
      const { callee, args } = value;
      if (callee.t === 'member' && callee.name === 'as_view' && callee.of.t === 'class')
        return { ...bare, target: callee.of, args, name: callee.of.cls.name };
      if (callee.t === 'member' && callee.name === 'as_view')
        return { ...viewOf(callee.of, machine, depth + 1), args };
      // `login_required(view)`, `cache_page(60)(view)`, `method_decorator(x)(view)`
      for (const { value: one } of args) {
        const inner = viewOf(one, machine, depth + 1);
        if (inner.target === null) continue;
        const auth = authOfPython(wrapperOf(callee), machine);
        return {
          ...inner,
          auth: auth === null ? inner.auth : [auth, ...inner.auth],
          wrappers: [wrapperOf(callee), ...inner.wrappers],
        };
      }
      return bare;
    }
    default:
      return bare;
  }
}

/** What wraps: `cache_page` of `cache_page(60)`, the call kept for its arguments. */
const wrapperOf = (callee: Value): Value => callee;

/** A function that a decorator of the project gave: the view is among the names around it. */
function wrapped(fn: FnValue, machine: Machine, depth: number): View | null {
  if (!fn.fn.params.some((param) => param.kind !== 'one') || fn.env.parent === null) return null;
  for (const name of fn.env.names()) {
    const found = fn.env.own(name);
    if (found === undefined || 'binding' in found || found === fn) continue;
    if (found.t === 'fn' && (found.fn === fn.fn || found.env === fn.env)) continue;
    if (found.t !== 'fn' && found.t !== 'result' && found.t !== 'class') continue;
    const inner = viewOf(found, machine, depth + 1);
    if (inner.target === null) continue;
    const auth = authOfPython(fn, machine);
    return {
      ...inner,
      auth: auth === null ? inner.auth : [auth, ...inner.auth],
      wrappers: [fn, ...inner.wrappers],
    };
  }
  return null;
}

/** Methods of a class that answer verbs, by convention of names: `get`, `post`. */
export const verbMethods = (cls: ClassValue, machine: Machine): readonly FnValue[] =>
  machine.methodsOf(cls).filter(({ fn }) => verbs.has(fn.name));

/** Verbs as method names. */
export const verbs: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'trace',
]);

/** A class attribute as a value, from the nearest class that has it. */
export function attributeOf(cls: ClassValue, name: string, machine: Machine): Value | undefined {
  for (const one of machine.lineage(cls)) {
    const field = one.cls.fields.find((each) => each.name === name);
    if (field?.value !== undefined) return machine.member(one, name);
  }
  return undefined;
}
