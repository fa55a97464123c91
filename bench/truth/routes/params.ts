import type { Random } from '../random.ts';
import type { ApiSpec } from './api.ts';
import type { Caller } from './callers.ts';

/** Draws the values of path parameters: from fixed pools, the popular ones and the caller's own more often. */
export interface ParamPools {
  /** Fills a template; `fresh` makes the last parameter a value that does not exist. */
  fill(
    template: string,
    random: Random,
    caller: Caller,
    fresh: boolean,
  ): { readonly path: string; readonly id: string };
  /** An id that exists, as a list would name it. */
  listed(name: string, random: Random, caller: Caller): string;
}

export function paramPools(spec: ApiSpec, random: Random): ParamPools {
  const pools = new Map<string, readonly string[]>();

  const pool = (name: string, parent: string): readonly string[] => {
    const key = `${name}\n${parent}`;
    const known = pools.get(key);
    if (known !== undefined) return known;
    const { make, size } = paramOf(spec, name);
    const r = random.fork(key);
    const made = [...new Set(Array.from({ length: size }, (_, at) => make(r, at)))];
    pools.set(key, made);
    return made;
  };

  const draw = (name: string, seen: Map<string, string>, r: Random, caller: Caller): string => {
    const param = paramOf(spec, name);
    const values = pool(name, param.of === undefined ? '' : (seen.get(param.of) ?? ''));
    const own = r.chance(0.3)
      ? Math.floor(caller.own * values.length) + r.int(0, 2)
      : r.skewed(values.length, param.skew ?? 1);
    return values[own % values.length] ?? '';
  };

  return {
    fill(template, r, caller, fresh) {
      const seen = new Map<string, string>();
      const names = [...template.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
      let id = '';
      let at = 0;
      const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
        at += 1;
        const bare = name.replace('+', '');
        const value =
          fresh && at === names.length ? paramOf(spec, bare).make(r, 1_000_000) : draw(bare, seen, r, caller);
        seen.set(bare, value);
        id = value;
        return name.endsWith('+')
          ? value
          : encodeURIComponent(value).replace(/%(3A|2C|40|3D)/g, decodeURIComponent);
      });
      return { path, id };
    },
    listed(name, r, caller) {
      const chain: string[] = [];
      for (let at: string | undefined = name; at !== undefined; at = paramOf(spec, at).of) chain.unshift(at);
      const seen = new Map<string, string>();
      for (const one of chain) seen.set(one, draw(one, seen, r, caller));
      return seen.get(name) ?? '';
    },
  };
}

function paramOf(spec: ApiSpec, name: string) {
  const param = spec.params[name];
  if (param === undefined) throw new Error(`${spec.id}: no parameter named ${name}`);
  return param;
}
