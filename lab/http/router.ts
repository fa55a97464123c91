import type { Route } from './route.ts';

/** What a path led to. */
export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'nothing' };

type Node = {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<string, { readonly route: Route; readonly names: readonly string[] }>;
};

const createNode = (): Node => ({ literals: new Map(), parameter: undefined, routes: new Map() });

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/**
 * Finds the route of a path; a literal segment wins over a parameter (`/patients/me` over `/patients/{patientId}`).
 *
 * @example createRouter(routes)('GET', '/v2/patients/me')
 */
export const createRouter = (routes: readonly Route[]): ((method: string, path: string) => Match) => {
  const root = createNode();
  for (const route of routes) {
    let node = root;
    const names: string[] = [];
    for (const segment of route.path.slice(1).split('/')) {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name === undefined) {
        const next = node.literals.get(segment) ?? createNode();
        node.literals.set(segment, next);
        node = next;
      } else {
        names.push(name);
        node.parameter ??= createNode();
        node = node.parameter;
      }
    }
    if (node.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`);
    node.routes.set(route.method, { route, names });
  }
  const walk = (
    node: Node,
    segments: readonly string[],
    at: number,
    values: readonly string[],
  ): { node: Node; values: readonly string[] } | undefined => {
    const segment = segments[at];
    if (segment === undefined) return node.routes.size > 0 ? { node, values } : undefined;
    const literal = node.literals.get(segment);
    const reached = literal && walk(literal, segments, at + 1, values);
    if (reached) return reached;
    if (!node.parameter || segment === '') return undefined;
    return walk(node.parameter, segments, at + 1, [...values, decode(segment)]);
  };
  return (method, path) => {
    const segments = path.slice(1).split('/');
    if (segments.length > 12) return { kind: 'nothing' };
    const reached = walk(root, segments, 0, []);
    if (!reached) return { kind: 'nothing' };
    const target = reached.node.routes.get(method);
    if (!target) return { kind: 'method', allow: [...reached.node.routes.keys()] };
    const params = Object.fromEntries(target.names.map((name, at) => [name, reached.values[at] ?? '']));
    return { kind: 'route', route: target.route, params };
  };
};
