/** From scopes to what a running application serves: prefixes joined, guards in force, and what nobody mounts. */
import type { SightedAuth, SightedParameter } from '../../../model/sighting.ts';
import { authOfGuard, joinAuth } from './auth-names.ts';
import type { Guard, Mount, RouteFact, RouteScope } from '../machine/values.ts';
import { joinPaths, type PathPattern, rootPattern, type Template, writeTemplates } from './template.ts';

/** A route as it is served. */
export interface ServedRoute {
  readonly fact: RouteFact;
  readonly scope: RouteScope;
  /** The application, or the topmost scope when nothing mounts it. */
  readonly root: RouteScope;
  readonly template: Template;
  readonly params: readonly SightedParameter[];
  /** null: no guard is known. */
  readonly auth: SightedAuth | null;
  /** Reached from an application. */
  readonly reached: boolean;
}

const routesMax = 50_000;
const depthMax = 24;

/** Walks from the applications down, then what they do not reach. */
export function composeRoutes(scopes: readonly RouteScope[]): readonly ServedRoute[] {
  const served: ServedRoute[] = [];
  const reached = new Set<RouteScope>();
  const go = (root: RouteScope, isReached: boolean): void => {
    const down = (
      scope: RouteScope,
      before: PathPattern,
      guards: readonly Guard[],
      trail: readonly RouteScope[],
    ): void => {
      if (trail.includes(scope) || trail.length > depthMax || served.length >= routesMax) return;
      reached.add(scope);
      const base = joinPaths(before, scope.prefix);
      for (const fact of scope.routes) {
        if (served.length >= routesMax) return;
        const all = [...guards, ...inForce(scope, fact.order, fact.path), ...fact.guards];
        const auth = fact.auth ?? authOf(all);
        for (const template of writeTemplates(joinPaths(base, fact.path)))
          served.push({
            fact,
            scope,
            root,
            template,
            params: paramsOf(template, fact.params),
            auth,
            reached: isReached,
          });
      }
      for (const mount of scope.mounts)
        down(
          mount.child,
          joinPaths(base, mount.path),
          [...guards, ...inForce(scope, mount.order, mount.path), ...mount.guards],
          [...trail, scope],
        );
    };
    down(root, rootPattern, [], []);
  };
  for (const scope of scopes) if (scope.isRoot) go(scope, true);
  const children = new Set(scopes.flatMap((scope) => scope.mounts.map((mount: Mount) => mount.child)));
  for (const scope of scopes) if (!reached.has(scope) && !children.has(scope)) go(scope, false);
  // What is left is mounted in a circle.
  for (const scope of scopes) if (!reached.has(scope)) go(scope, false);
  return served;
}

/** Guards of a scope that run before something registered at an order, under a path. */
function inForce(scope: RouteScope, order: number, path: PathPattern): readonly Guard[] {
  return scope.guards.filter(
    (guard) =>
      (scope.reach === 'all' || guard.order < order) &&
      (guard.path === undefined || isBelow(path, guard.path)),
  );
}

/** Is a path below another, by literal segments? A parameter or hole fits anything. */
function isBelow(path: PathPattern, above: PathPattern): boolean {
  return above.segments.every((segment, at) => {
    const own = path.segments[at];
    const [only] = segment;
    if (typeof only !== 'string' || segment.length !== 1) return true;
    if (own === undefined) return false;
    return own.length !== 1 || typeof own[0] !== 'string' || own[0] === only;
  });
}

/** What a chain of guards asks for; a guard that is said to be open (`AllowAnonymous`) undoes those before it. */
function authOf(guards: readonly Guard[]): SightedAuth | null {
  let all: SightedAuth[] = [];
  for (const guard of guards) {
    const auth = guard.auth ?? authOfGuard(guard.value);
    if (auth === null || auth.demand === 'unknown') continue;
    if (auth.demand === 'none') all = [auth];
    else all = [...all.filter((one) => one.demand !== 'none'), auth];
  }
  return joinAuth(all);
}

function paramsOf(template: Template, own: readonly SightedParameter[]): readonly SightedParameter[] {
  const params: SightedParameter[] = template.params.map(({ name, type }) => {
    const told = own.find((one) => one.in === 'path' && one.name === name);
    return {
      name,
      in: 'path',
      type: told !== undefined && type === 'string' ? told.type : type,
      required: true,
    };
  });
  for (const one of own) {
    if (one.in === 'path' || params.some((other) => other.in === one.in && other.name === one.name)) continue;
    if (params.length < 200) params.push(one);
  }
  return params;
}
