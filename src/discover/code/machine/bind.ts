/** Binding patterns to values. */
import type { Pattern } from '../ir.ts';
import type { Machine } from './machine.ts';
import type { Env, Value } from './values.ts';
import { optionsOf, unknown } from './values.ts';

/** Binds a pattern: `declare` makes new names, `assign` looks for the nearest declaration. */
export function bind(
  machine: Machine,
  pattern: Pattern,
  value: Value,
  env: Env,
  how: 'declare' | 'assign',
): void {
  switch (pattern.t) {
    case 'name': {
      const named = calledBy(value, pattern.v);
      if (how === 'declare') env.set(pattern.v, named);
      else machine.assignName(pattern.v, named, env);
      return;
    }
    case 'member':
      setMember(machine, machine.evaluate(pattern.of, env), pattern.name, value);
      return;
    case 'map': {
      const taken = new Set<string>();
      for (const { key, to, otherwise } of pattern.entries) {
        taken.add(key);
        const found = machine.member(value, key);
        const missing = found.t === 'member' && value.t === 'map' && !value.open;
        bind(
          machine,
          to,
          missing && otherwise !== undefined ? machine.evaluate(otherwise, env) : found,
          env,
          how,
        );
      }
      if (pattern.rest !== undefined)
        env.set(
          pattern.rest,
          value.t === 'map'
            ? { ...value, entries: new Map([...value.entries].filter(([key]) => !taken.has(key))) }
            : unknown(pattern.rest),
        );
      return;
    }
    case 'list':
      pattern.items.forEach((item, at) => {
        if (item === null) return;
        bind(machine, item, resultAt(value, at) ?? unknown(`item ${at}`), env, how);
      });
      if (pattern.rest !== undefined)
        env.set(
          pattern.rest,
          value.t === 'list'
            ? { t: 'list', items: value.items.slice(pattern.items.length), open: value.open }
            : unknown(pattern.rest),
        );
      return;
    default:
  }
}

/** One of several results. What a library's call gives stands for its first: `router, err := lib.New()`. */
function resultAt(value: Value, at: number): Value | undefined {
  switch (value.t) {
    case 'list':
      return value.items[at];
    case 'either': {
      const all = value.options
        .flatMap((option) => optionsOf(resultAt(option, at) ?? { t: 'const', v: null }))
        .filter((one) => one.t !== 'const');
      return all.length < 2 ? all[0] : { t: 'either', options: [...new Set(all)] };
    }
    case 'model':
    case 'result':
    case 'instance':
      return at === 0 ? value : undefined;
    default:
      return undefined;
  }
}

/** An anonymous function takes the name of what it is given to. */
const calledBy = (value: Value, name: string): Value =>
  value.t === 'fn' && value.fn.name === '' && value.called === undefined ? { ...value, called: name } : value;

const entriesMax = 5_000;

/** Sets a property of something that has some. */
export function setMember(machine: Machine, of: Value, name: string, value: Value): void {
  if (of.t === 'map' && of.entries.size < entriesMax) of.entries.set(name, value);
  else if (of.t === 'instance') of.fields.set(name, value);
  else if (of.t === 'either') for (const option of of.options) setMember(machine, option, name, value);
  else machine.assignMember(of, name, value);
}
