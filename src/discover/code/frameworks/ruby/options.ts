/** Arguments as Ruby's libraries take them: some values, then a hash of options. */
import type { CallSite, FnValue, Value } from '../../machine/values.ts';
import { itemsOf, known, named, positional } from '../../machine/values.ts';

/** Options by name. */
export type Options = ReadonlyMap<string, Value>;

/** The values before the options, and the options. */
export function split(site: CallSite): { readonly given: readonly Value[]; readonly options: Options } {
  const all = positional(site);
  const last = all.at(-1);
  return last?.t === 'map'
    ? { given: all.slice(0, -1), options: last.entries }
    : { given: all, options: new Map<string, Value>() };
}

/** The block that a call is given, or hands on. */
export function blockOf(site: CallSite): FnValue | null {
  if (site.block !== null) return site.block;
  const handed = named(site, '&');
  return handed?.t === 'fn' ? handed : null;
}

/** Known texts of a value: a symbol, or a list of them. */
export const wordsOf = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((item) => known(item) ?? []);

/** Is it plainly false or nil? */
export const isFalse = (value: Value | undefined): boolean => value?.t === 'const' && value.v !== true;
