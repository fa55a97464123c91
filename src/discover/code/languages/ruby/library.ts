/** What values of Ruby's own classes can do that matters to routes. */
import type { Library } from '../../frameworks/framework.ts';
import type { CallSite, Value } from '../../machine/values.ts';
import { arg, known, positional, text } from '../../machine/values.ts';
import { concat } from '../../machine/evaluate.ts';
import { plural, singular } from './inflections.ts';
import type { Machine } from '../../machine/machine.ts';

/** `posts_controller` of `PostsController`, as Active Support writes it. */
export const underscored = (name: string): string =>
  name
    .replaceAll('::', '/')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();

/** Ruby's own. */
export const rubyLibrary: Library = {
  id: 'ruby-core',
  title: 'Ruby',
  languages: ['ruby'],
  unknownMethod(of, name, site, machine) {
    if (of.t === 'list') return ofList(of, name, site, machine);
    if (of.t === 'map') return ofMap(of, name, site, machine);
    if (of.t === 'text') return ofText(of, name, site);
    if (of.t === 'class' && name === 'new') return machine.dispatch(of, { ...site, callee: of });
    if (name === '+') return concatLists(of, arg(site, 0));
    if (['freeze', 'dup', 'to_sym', 'to_s', 'presence', 'try', 'tap', 'itself', 'html_safe'].includes(name))
      return of;
    return undefined;
  },
};

function concatLists(left: Value, right: Value | undefined): Value | undefined {
  if (left.t !== 'list' && right?.t !== 'list') return undefined;
  return {
    t: 'list',
    items: [left, ...(right === undefined ? [] : [right])].flatMap((one) =>
      one.t === 'list' ? one.items : [],
    ),
    open: left.t !== 'list' || right?.t !== 'list',
  };
}

function ofList(
  of: Value & { readonly t: 'list' },
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  switch (name) {
    case '+':
    case '|':
      return concatLists(of, arg(site, 0));
    case '-':
    case 'without':
    case 'excluding': {
      const gone = new Set(
        positional(site).flatMap((one) => (one.t === 'list' ? one.items : [one]).map((item) => known(item))),
      );
      return { ...of, items: of.items.filter((item) => known(item) === null || !gone.has(known(item))) };
    }
    case 'freeze':
    case 'uniq':
    case 'compact':
    case 'flatten':
    case 'dup':
    case 'sort':
    case 'select':
    case 'reject':
    case 'to_set':
    case 'sort_by':
      return of;
    case 'first':
      return of.items[0];
    case 'last':
      return of.items.at(-1);
    case 'each_with_object':
    case 'each_pair':
      if (site.block !== null)
        for (const item of of.items) machine.invoke(site.block, [item, ...positional(site)]);
      return arg(site, 0) ?? of;
    default:
      return undefined;
  }
}

function ofMap(
  of: Value & { readonly t: 'map' },
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  switch (name) {
    case 'each_pair':
    case 'each_with_index':
    case 'map':
      if (site.block !== null)
        for (const [key, value] of of.entries) machine.invoke(site.block, [text(key), value]);
      return of;
    case 'each_key':
    case 'each_value':
      if (site.block !== null)
        for (const [key, value] of of.entries)
          machine.invoke(site.block, [name === 'each_key' ? text(key) : value]);
      return of;
    case 'merge':
    case 'reverse_merge':
    case 'deep_merge': {
      const other = arg(site, 0);
      if (other?.t !== 'map') return { ...of, open: true };
      const both =
        name === 'reverse_merge' ? [...other.entries, ...of.entries] : [...of.entries, ...other.entries];
      return { ...of, entries: new Map(both), open: of.open || other.open };
    }
    case 'freeze':
    case 'with_indifferent_access':
    case 'symbolize_keys':
    case 'dup':
      return of;
    case 'keys':
      return { t: 'list', items: [...of.entries.keys()].map((key) => text(key)), open: of.open };
    case 'values':
      return { t: 'list', items: [...of.entries.values()], open: of.open };
    default:
      return undefined;
  }
}

function ofText(of: Value & { readonly t: 'text' }, name: string, site: CallSite): Value | undefined {
  const whole = known(of);
  switch (name) {
    case '+':
      return concat([of, ...positional(site)]);
    case 'to_sym':
    case 'freeze':
    case 'dup':
    case 'html_safe':
    case 'chomp':
      return of;
    case 'underscore':
      return whole === null ? of : text(underscored(whole));
    case 'dasherize':
      return whole === null ? of : text(whole.replaceAll('_', '-'));
    case 'pluralize':
      return whole === null ? of : text(plural(whole));
    case 'singularize':
      return whole === null ? of : text(singular(whole));
    default:
      return undefined;
  }
}
