/** What lists, maps and texts of every language can do that matters to routes: loops by callback, adding, joining, formatting. */
import type { Machine } from './machine.ts';
import { concat, either } from './evaluate.ts';
import type { CallSite, FnValue, Value } from './values.ts';
import { arg, known, named, positional, text, unknown } from './values.ts';

const itemsMax = 5_000;

/** A method of a list, map or text; undefined when it is none of those that are known. */
export function collectionMethod(
  of: Value,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  if (of.t === 'list') return listMethod(of, name, site, machine);
  if (of.t === 'map') return mapMethod(of, name, site, machine);
  if (of.t === 'text') return textMethod(of, name, site);
  return undefined;
}

/** The function that a call is given, as an argument or as its block. */
const callbackOf = (site: CallSite): FnValue | null => {
  if (site.block !== null) return site.block;
  const found = positional(site).find((value) => value.t === 'fn');
  return found?.t === 'fn' ? found : null;
};

function listMethod(
  of: Value & { readonly t: 'list' },
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const callback = callbackOf(site);
  switch (name) {
    case 'forEach':
    case 'each':
    case 'ForEach':
    case 'for_each':
    case 'each_with_index':
      if (callback !== null)
        of.items.forEach((item, at) => machine.invoke(callback, [item, { t: 'num', v: at }]));
      return of;
    case 'map':
    case 'flatMap':
    case 'collect':
    case 'Select':
      if (callback === null) return of;
      return {
        t: 'list',
        items: of.items.flatMap((item, at) => {
          const out = machine.invoke(callback, [item, { t: 'num', v: at }]);
          return name === 'flatMap' && out.t === 'list' ? out.items : [out];
        }),
        open: of.open,
      };
    case 'filter':
    case 'sort':
    case 'slice':
    case 'reverse':
    case 'flat':
    case 'iter':
    case 'into_iter':
    case 'iter_mut':
    case 'stream':
    case 'entries':
    case 'freeze':
    case 'to_a':
    case 'toList':
    case 'ToList':
      return name === 'flat'
        ? {
            t: 'list',
            items: of.items.flatMap((item) => (item.t === 'list' ? item.items : [item])),
            open: of.open,
          }
        : of;
    case 'push':
    case 'append':
    case 'add':
    case 'Add':
    case 'unshift':
    case 'insert':
      for (const value of positional(site)) if (of.items.length < itemsMax) of.items.push(value);
      return of;
    case 'extend':
    case 'concat':
    case 'addAll':
    case 'AddRange': {
      const more = positional(site).flatMap((value) => (value.t === 'list' ? value.items : [value]));
      if (name === 'concat') return { t: 'list', items: [...of.items, ...more], open: of.open };
      of.items.push(...more.slice(0, itemsMax - of.items.length));
      return of;
    }
    case 'join': {
      const between = known(arg(site, 0)) ?? ',';
      return concat(of.items.flatMap((item, at) => (at === 0 ? [item] : [text(between), item])));
    }
    default:
      return undefined;
  }
}

function mapMethod(
  of: Value & { readonly t: 'map' },
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const values = [...of.entries.values()];
  const pairs = (): Value => ({
    t: 'list',
    items: [...of.entries].map(
      ([key, value]): Value => ({ t: 'list', items: [text(key), value], open: false }),
    ),
    open: of.open,
  });
  switch (name) {
    case 'get':
    case 'fetch':
    case 'dig': {
      const key = known(arg(site, 0));
      if (key === null) return undefined;
      const found = of.entries.get(key);
      const otherwise = arg(site, 1);
      return found ?? otherwise ?? undefined;
    }
    case 'set':
    case 'put':
    case 'Add': {
      const key = known(arg(site, 0));
      const value = arg(site, 1);
      if (key !== null && value !== undefined && of.entries.size < itemsMax) of.entries.set(key, value);
      return of;
    }
    case 'update':
    case 'merge': {
      const other = arg(site, 0);
      if (other?.t === 'map') for (const [key, value] of other.entries) of.entries.set(key, value);
      // Python: `options.update(handlers=handlers)`
      for (const { name: key, value } of site.args) if (key !== undefined) of.entries.set(key, value);
      return of;
    }
    case 'items':
    case 'entries':
      return pairs();
    case 'values':
      return { t: 'list', items: values, open: of.open };
    case 'keys':
      return { t: 'list', items: [...of.entries.keys()].map((key) => text(key)), open: of.open };
    case 'each':
    case 'forEach': {
      const callback = callbackOf(site);
      if (callback === null) return undefined;
      for (const [key, value] of of.entries)
        machine.invoke(callback, name === 'forEach' ? [value, text(key)] : [text(key), value]);
      return of;
    }
    default:
      return undefined;
  }
}

function textMethod(of: Value & { readonly t: 'text' }, name: string, site: CallSite): Value | undefined {
  const whole = known(of);
  switch (name) {
    case 'toString':
    case 'to_string':
    case 'to_owned':
    case 'into':
    case 'as_str':
    case 'String':
    case 'trim':
    case 'strip':
    case 'freeze':
    case 'to_s':
    case 'clone':
    case 'valueOf':
      return of;
    case 'toLowerCase':
    case 'lower':
    case 'downcase':
      return whole === null ? of : text(whole.toLowerCase());
    case 'toUpperCase':
    case 'upper':
    case 'upcase':
      return whole === null ? of : text(whole.toUpperCase());
    case 'concat':
      return concat([of, ...positional(site)]);
    case 'replace':
    case 'replaceAll': {
      const [from, to] = [known(arg(site, 0)), known(arg(site, 1))];
      return whole !== null && from !== null && to !== null ? text(whole.replace(from, () => to)) : of;
    }
    case 'rstrip':
    case 'removesuffix': {
      const end = known(arg(site, 0)) ?? '';
      return whole !== null && end !== '' && whole.endsWith(end) ? text(whole.slice(0, -end.length)) : of;
    }
    case 'format': {
      if (whole === null) return of;
      let at = 0;
      const pieces = whole.split(/(\{[\w]*\})/).map((piece): Value => {
        const slot = /^\{([\w]*)\}$/.exec(piece);
        if (slot === null) return text(piece);
        const key = slot[1] ?? '';
        const value = key === '' ? arg(site, at) : (named(site, key) ?? arg(site, Number(key)));
        at += 1;
        return value ?? unknown(key);
      });
      return concat(pieces);
    }
    case 'join': {
      const list = arg(site, 0);
      if (list?.t !== 'list') return undefined;
      return concat(list.items.flatMap((item, index) => (index === 0 ? [item] : [of, item])));
    }
    case 'split': {
      const by = known(arg(site, 0));
      if (whole === null || by === null) return undefined;
      return { t: 'list', items: whole.split(by).map((piece) => text(piece)), open: false };
    }
    default:
      return undefined;
  }
}

/** What either of some values' method gives. */
export const eitherOf = (values: readonly (Value | undefined)[]): Value | undefined => {
  const found = values.filter((value) => value !== undefined);
  return found.length === 0 ? undefined : either(found);
};
