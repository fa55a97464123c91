/** What expressions come to. */
import type { Call, Expr, MapEntry } from '../ir.ts';
import type { Machine } from './machine.ts';
import { bind } from './bind.ts';
import type { ArgValue, CallSite, Env, FnValue, MapValue, TextValue, Value } from './values.ts';
import { known, text, textsOf, unknown } from './values.ts';

const itemsMax = 2_000;

/** Evaluates an expression in an environment. */
export function evaluate(machine: Machine, expr: Expr, env: Env): Value {
  switch (expr.t) {
    case 'str':
      return text(expr.v);
    case 'num':
      return { t: 'num', v: expr.v };
    case 'const':
      return { t: 'const', v: expr.v };
    case 'regex':
      return { t: 'regex', v: expr.v };
    case 'text':
      return sum(expr.parts.map((part) => machine.evaluate(part, env)));
    case 'name':
      return machine.lookup(expr.v, env);
    case 'member':
      return machine.member(machine.evaluate(expr.of, env), expr.name);
    case 'index':
      return atKey(machine, machine.evaluate(expr.of, env), machine.evaluate(expr.key, env));
    case 'call':
      return machine.dispatch(machine.evaluate(expr.fn, env), siteOf(machine, expr, env));
    case 'list':
      return { t: 'list', ...itemsFrom(machine, expr.items, env) };
    case 'map':
      return mapFrom(machine, expr.entries, expr.line, env);
    case 'fn':
      return { t: 'fn', fn: expr.fn, env, file: env.file, self: null };
    case 'class':
      return { t: 'class', cls: expr.class, env, file: env.file };
    case 'either':
      return either(expr.options.map((option) => machine.evaluate(option, env)));
    case 'spread':
      return machine.evaluate(expr.of, env);
    case 'assign': {
      const value = machine.evaluate(expr.value, env);
      bind(machine, expr.to, value, env, 'assign');
      return value;
    }
    case 'block': {
      machine.execute(expr.body.slice(0, -1), env);
      const last = expr.body.at(-1);
      if (last?.t === 'expr') return machine.evaluate(last.e, env);
      if (last !== undefined) machine.execute([last], env);
      return unknown('block');
    }
    case 'other': {
      for (const part of expr.parts) machine.evaluate(part, env);
      return unknown('expression');
    }
    default:
      return unknown('expression');
  }
}

/** `a + b`: texts become one text, lists one list. */
function sum(values: readonly Value[]): Value {
  if (!values.some((value) => value.t === 'list')) return concat(values);
  return {
    t: 'list',
    items: values.flatMap((value) => (value.t === 'list' ? value.items : [value])).slice(0, itemsMax),
    open: values.some((value) => value.t !== 'list' || value.open),
  };
}

/** A text of texts; what is no text becomes a hole. */
export function concat(values: readonly Value[]): TextValue {
  return text(...values.flatMap((value) => textsOf(value)[0]?.parts ?? [{ hole: value.t }]));
}

/** One of several values: null, false and doubles left out. */
export function either(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values) {
    for (const one of value.t === 'either' ? value.options : [value]) {
      if (one.t === 'const' && one.v !== true) continue;
      if (one.t === 'text' && options.some((other) => other.t === 'text' && same(other, one))) continue;
      if (!options.includes(one) && options.length < 8) options.push(one);
    }
  }
  const [only] = options;
  if (only === undefined) return values[0] ?? { t: 'const', v: null };
  return options.length === 1 ? only : { t: 'either', options };
}

const same = (a: TextValue, b: TextValue): boolean => {
  const left = known(a);
  return left !== null && left === known(b);
};

function atKey(machine: Machine, of: Value, key: Value): Value {
  if (of.t === 'list' && key.t === 'num') return of.items[key.v] ?? unknown('item');
  const name = known(key);
  if (name !== null) return machine.member(of, name);
  if (of.t === 'map' && of.entries.size > 0 && of.entries.size <= 8) return either([...of.entries.values()]);
  return { t: 'member', of, name: '[]' };
}

function itemsFrom(
  machine: Machine,
  items: readonly Expr[],
  env: Env,
): { readonly items: Value[]; readonly open: boolean } {
  const all: Value[] = [];
  let open = false;
  for (const item of items) {
    const value = machine.evaluate(item, env);
    if (item.t !== 'spread') all.push(value);
    else {
      // `...(debug ? [tools] : [])`: what may be there counts.
      for (const option of value.t === 'either' ? value.options : [value]) {
        if (option.t === 'list') all.push(...option.items);
        open ||= option.t !== 'list' || option.open;
      }
    }
    if (all.length > itemsMax) return { items: all.slice(0, itemsMax), open: true };
  }
  return { items: all, open };
}

function mapFrom(machine: Machine, entries: readonly MapEntry[], line: number, env: Env): MapValue {
  const map: MapValue = { t: 'map', entries: new Map(), open: false, file: env.file, line };
  for (const { key, value: expr } of entries.slice(0, itemsMax)) {
    const value = machine.evaluate(expr, env);
    if (key === null) {
      for (const option of value.t === 'either' ? value.options : [value]) {
        if (option.t === 'map') for (const [name, inner] of option.entries) map.entries.set(name, inner);
        map.open ||= option.t !== 'map' || option.open;
      }
      continue;
    }
    const name = known(machine.evaluate(key, env));
    if (name === null) map.open = true;
    else map.entries.set(name, value);
  }
  return map;
}

/** Evaluates the arguments of a call. */
export function siteOf(machine: Machine, call: Call, env: Env): CallSite {
  const args: ArgValue[] = [];
  for (const { name, value: expr } of call.args) {
    const value = machine.evaluate(expr, env);
    if (expr.t === 'spread' && value.t === 'list') {
      for (const item of value.items) args.push({ value: item, expr });
    } else if (expr.t === 'spread' && value.t === 'map' && name === undefined) {
      for (const [key, item] of value.entries) args.push({ name: key, value: item, expr });
    } else args.push({ ...(name === undefined ? {} : { name }), value, expr });
  }
  const block: FnValue | null =
    call.block === undefined ? null : { t: 'fn', fn: call.block, env, file: env.file, self: null };
  return {
    callee: unknown('callee'),
    args,
    block,
    types: call.types ?? [],
    isNew: call.isNew === true,
    file: env.file,
    line: call.line,
    env,
    call,
  };
}
