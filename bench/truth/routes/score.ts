import type { ApiTruth, Labelled } from './api.ts';

/** An operation as a judge sees it. */
export interface Shown {
  readonly method: string;
  readonly path: string;
}

export interface RouteScore {
  readonly operations: number;
  readonly shown: number;
  readonly exact: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** True operations whose requests are spread over several shown ones. */
  readonly splits: number;
  /** Shown operations that hold requests of several true ones. */
  readonly merges: number;
  /** Shown operations that hold no request of any true one. */
  readonly phantoms: number;
  readonly splitOf: readonly { readonly truth: string; readonly shown: readonly string[] }[];
  readonly mergeOf: readonly { readonly shown: string; readonly truth: readonly string[] }[];
  readonly phantomOf: readonly string[];
  readonly missed: readonly string[];
}

const CATCH_ALL = /^(\*+|\{\*[^}]*\}|\{[^}]*[*+]\}|\{\+[^}]*\}|\{\.\.\.[^}]*\})$/;

/** A template with its parameters' names gone: `{}` for one segment or part of it, `{+}` for the rest of the path. */
export function normal(template: string): string {
  const trimmed = template.length > 1 ? template.replace(/\/$/, '') : template;
  return trimmed
    .split('/')
    .map((segment) => (CATCH_ALL.test(segment) ? '{+}' : segment.replace(/\{[^}]*\}/g, '{}')))
    .join('/');
}

const decoded = (path: string) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Compares what was shown with what is true. A request belongs to the most literal shown template that fits its path. */
export function score(truth: ApiTruth, shown: readonly Shown[]): RouteScore {
  const all = [
    ...new Set(
      shown.filter((one) => one.method !== 'OPTIONS').map((one) => `${one.method} ${normal(one.path)}`),
    ),
  ];
  const known = new Set(truth.operations.map((operation) => operation.key));
  const held = holdings(truth.requests, all);
  const unproven = new Set(truth.unproven);
  const keys = all.filter((key) => {
    const holds = [...(held.get(key) ?? [])];
    return holds.length === 0 || !holds.every((operation) => unproven.has(operation));
  });
  const right = new Map<string, string>();
  for (const operation of truth.operations) {
    for (const spelling of [operation.key, ...operation.accepts]) right.set(keyOf(spelling), operation.key);
  }
  const places = new Map<string, Set<string>>();
  for (const [key, operations] of held)
    for (const operation of operations)
      if (known.has(operation)) places.set(operation, (places.get(operation) ?? new Set()).add(key));
  // A catch-all that is shown as one parameter is the same operation, when that takes all its requests.
  for (const { key } of truth.operations)
    if (key.includes('+}') && places.get(key)?.size === 1) right.set(keyOf(key).replace('{+}', '{}'), key);
  const exactOf = new Map(
    keys.flatMap((key) => {
      const operation = right.get(key);
      return operation === undefined ? [] : [[operation, key] as const];
    }),
  );

  const exact = exactOf.size;
  const precision = keys.length === 0 ? 0 : exact / keys.length;
  const recall = known.size === 0 ? 0 : exact / known.size;
  const splitOf = [...places]
    .filter(([, at]) => at.size > 1)
    .map(([operation, at]) => ({ truth: operation, shown: [...at] }));
  const mergeOf = [...held]
    .filter(([, operations]) => [...operations].filter((one) => known.has(one)).length > 1)
    .map(([key, operations]) => ({ shown: key, truth: [...operations] }));
  const phantomOf = keys.filter(
    (key) => !right.has(key) && ![...(held.get(key) ?? [])].some((one) => known.has(one)),
  );
  return {
    operations: known.size,
    shown: keys.length,
    exact,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    splits: splitOf.length,
    merges: mergeOf.length,
    phantoms: phantomOf.length,
    splitOf,
    mergeOf,
    phantomOf,
    missed: [...known].filter((operation) => !exactOf.has(operation)),
  };
}

function keyOf(spelling: string): string {
  const space = spelling.indexOf(' ');
  return `${spelling.slice(0, space)} ${normal(spelling.slice(space + 1))}`;
}

/** Which true operations' requests each shown template holds. */
function holdings(
  requests: readonly Labelled[],
  keys: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const shown = keys
    .map((key) => {
      const space = key.indexOf(' ');
      const path = key.slice(space + 1);
      const parts = path.split(/(\{\+?\})/);
      const pattern = parts
        .map((part) =>
          part === '{}'
            ? '[^/]+'
            : part === '{+}'
              ? '.+'
              : decoded(part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
        )
        .join('');
      const literal = parts.filter((part) => !part.startsWith('{')).join('').length;
      return {
        key,
        method: key.slice(0, space),
        regex: new RegExp(`^${pattern}/?$`),
        literal,
        holes: parts.length,
      };
    })
    .sort((a, b) => a.holes - b.holes || b.literal - a.literal);
  const held = new Map<string, Set<string>>();
  const add = (key: string, operation: string) => held.set(key, (held.get(key) ?? new Set()).add(operation));
  const seen = new Map<string, string | undefined>();
  for (const { captured, path, operations } of requests) {
    for (const operation of operations) {
      if (operation.includes('#')) {
        if (keys.includes(operation)) add(operation, operation);
        continue;
      }
      const at = `${captured.method} ${path}`;
      if (!seen.has(at)) {
        // Matrix parameters belong to no segment; a parameter's slash may be encoded.
        const plain = path
          .split('/')
          .map((segment) => decoded(segment).replaceAll('/', '%2F'))
          .join('/');
        const bare = plain.replace(/;[a-z]+=.*$/, '');
        seen.set(
          at,
          shown.find(
            (one) => one.method === captured.method && (one.regex.test(plain) || one.regex.test(bare)),
          )?.key,
        );
      }
      const key = seen.get(at);
      if (key !== undefined) add(key, operation);
    }
  }
  return held;
}

const DIGITS_OR_UUID = /^(\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** What a few lines would show: segments that are all digits or a UUID are parameters, paths that were only ever refused as unknown are none. */
export function routeControl(truth: ApiTruth): readonly Shown[] {
  const shown = new Map<string, Shown>();
  for (const { captured, path } of truth.requests) {
    if (captured.status === 404 || captured.status === 405) continue;
    const template = path
      .split('/')
      .map((segment) => (DIGITS_OR_UUID.test(segment) ? '{}' : segment))
      .join('/');
    shown.set(`${captured.method} ${template}`, { method: captured.method, path: template });
  }
  return [...shown.values()];
}
