import type { OptionField, OptionValue } from './syntax.ts';

/** An HTTP binding of a method (google/api/http.proto). */
export interface HttpRule {
  readonly method: string;
  /** Template of the catalogue: `/v1/shelves/{shelf}`. */
  readonly path: string;
  /** Names that stand in the path. */
  readonly names: readonly string[];
  /** Fields of the request, by their dotted names, that the path carries. */
  readonly bound: readonly string[];
  /** `*`, a field's name, or nothing. */
  readonly body: string | null;
}

const verbs: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  patch: 'PATCH',
};

/** Bindings of one method. */
const bindingsMax = 100;

const textOf = (value: OptionValue | undefined): string | null => (typeof value === 'string' ? value : null);

const fieldOf = (fields: readonly OptionField[], name: string): OptionValue | undefined =>
  fields.find((field) => field.name === name)?.value;

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(?<=[^aeious]|[^s]e)s$/, '')
    .replace(/[^\w]/g, '_');

/**
 * Spells out variables with a pattern: `{name=shelves/*}` is `shelves/{name}`; with several stars each has the name of what stands before it.
 */
const spelledOut = (template: string): Pick<HttpRule, 'path' | 'names' | 'bound'> => {
  const names: string[] = [];
  const bound: string[] = [];
  const named = (name: string, rest: boolean): string => {
    let free = name;
    for (let number = 2; names.includes(free); number += 1) free = `${name}${number}`;
    names.push(free);
    return `{${free}${rest ? '*' : ''}}`;
  };
  const path = template.slice(0, 2000).replace(/\{([^{}]*)\}|\*\*?/g, (whole, inner: string | undefined) => {
    if (inner === undefined) return named('wildcard', whole === '**');
    const [field = '', pattern = '*'] = inner.split('=', 2);
    bound.push(field);
    const stars = pattern.split('/').filter((segment) => segment === '*' || segment === '**').length;
    let before = field;
    return pattern
      .split('/')
      .map((segment) => {
        if (segment !== '*' && segment !== '**') {
          before = singular(segment);
          return segment;
        }
        return named(stars > 1 ? before : field, segment === '**');
      })
      .join('/');
  });
  return { path: path === '' || path.startsWith('/') ? path : `/${path}`, names, bound };
};

const ruleOf = (fields: readonly OptionField[]): HttpRule | null => {
  for (const [name, method] of Object.entries(verbs)) {
    const path = textOf(fieldOf(fields, name));
    if (path !== null) return { method, ...spelledOut(path), body: textOf(fieldOf(fields, 'body')) };
  }
  const custom = fieldOf(fields, 'custom');
  if (custom === undefined || typeof custom === 'string') return null;
  const kind = textOf(fieldOf(custom, 'kind'));
  const path = textOf(fieldOf(custom, 'path'));
  if (kind === null || path === null) return null;
  const method = kind === '*' ? 'ANY' : kind.toUpperCase();
  return { method, ...spelledOut(path), body: textOf(fieldOf(fields, 'body')) };
};

/** All HTTP bindings of a method: `option (google.api.http)`, whole or in parts, and its `additional_bindings`. */
export const httpRulesOf = (options: readonly OptionField[]): readonly HttpRule[] => {
  const rules: (HttpRule | null)[] = [];
  const parts: OptionField[] = [];
  for (const { name, value } of options) {
    if (name === 'google.api.http' && typeof value !== 'string') {
      rules.push(ruleOf(value));
      for (const field of value) {
        if (field.name === 'additional_bindings' && typeof field.value !== 'string')
          rules.push(ruleOf(field.value));
      }
    } else if (name.startsWith('google.api.http.')) {
      parts.push({ name: name.slice('google.api.http.'.length), value });
    }
  }
  if (parts.length > 0) rules.push(ruleOf(parts));
  return rules.flatMap((rule) => (rule === null || rule.path === '' ? [] : [rule])).slice(0, bindingsMax);
};
