/** Served routes as sightings. */
import type { CodeRole, Sighting, Unresolved } from '../../../model/sighting.ts';
import { unknownAuth } from '../../../model/sighting.ts';
import type { NotTold } from '../machine/machine.ts';
import type { ServedRoute } from './compose.ts';

/** What is known of the project around its routes. */
export interface ProjectFacts {
  apiOf(file: string): string;
  roleOf(file: string): CodeRole;
  /** Files that others import. */
  readonly imported: ReadonlySet<string>;
}

/** Makes sightings and what could not be resolved. */
export function sightingsOf(
  routes: readonly ServedRoute[],
  notTold: readonly NotTold[],
  facts: ProjectFacts,
): { readonly sightings: readonly Sighting[]; readonly unresolved: readonly Unresolved[] } {
  const withRoot = new Set(routes.filter(({ reached }) => reached).map(({ root }) => root.framework));
  const nameOf = apiNames(routes, facts);
  const sightings = new Map<string, Sighting>();
  const unresolved: Unresolved[] = notTold.map(({ what, why, framework, file, line }) => ({
    what,
    why,
    framework,
    place: { file, line },
  }));
  for (const route of routes) {
    const { fact, scope, root, template } = route;
    // Without any application of its framework in sight, nobody can tell whether a router is mounted.
    const canTell = withRoot.has(scope.framework);
    const mounted = route.reached || (root.isAdopted && facts.imported.has(root.file)) || !canTell;
    let { confidence } = fact;
    if (!route.reached) confidence *= mounted ? 0.7 : 0.8;
    if (template.holes.length > 0) {
      confidence *= 0.5;
      unresolved.push({
        what: `${fact.methods.join('|')} ${template.path}`,
        why: `${template.holes.join(', ')} is not known from the source`,
        framework: scope.framework,
        place: { file: fact.file, line: fact.line },
      });
    }
    for (const method of fact.methods) {
      const path =
        fact.field === ''
          ? template.path
          : `${template.path === '/' ? '/graphql' : template.path}#${fact.field}`;
      const sighting: Sighting = {
        source: 'code',
        kind: fact.kind,
        api: nameOf(root),
        hosts: root.hosts,
        method,
        path,
        place: { file: fact.file, line: fact.line },
        framework: scope.framework,
        params: route.params,
        auth: route.auth ?? unknownAuth,
        mounted,
        role: facts.roleOf(fact.file),
        deprecated: fact.deprecated,
        purpose: fact.purpose,
        handler: fact.handler,
        tags: fact.tags,
        confidence: Math.round(confidence * 100) / 100,
      };
      const key = `${sighting.api} ${method} ${path} ${fact.file}:${fact.line} ${String(mounted)}`;
      if (!sightings.has(key)) sightings.set(key, sighting);
    }
  }
  return { sightings: [...sightings.values()], unresolved };
}

/** More applications than this in one package are parts of one. */
const serversMax = 5;

/**
 * Names of the APIs that applications are. A package that starts several servers (its API, a stub of a partner, metrics) has several APIs: the largest is
 * called as the package, the others by their file as well.
 */
function apiNames(
  routes: readonly ServedRoute[],
  facts: ProjectFacts,
): (root: ServedRoute['root']) => string {
  const sizes = new Map<string, Map<string, number>>();
  for (const { root, reached } of routes) {
    if (!reached || root.api !== null) continue;
    const api = facts.apiOf(root.file);
    const files = sizes.get(api) ?? new Map<string, number>();
    sizes.set(api, files);
    files.set(root.file, (files.get(root.file) ?? 0) + 1);
  }
  return (root) => {
    const api = root.api ?? facts.apiOf(root.file);
    const files = sizes.get(api);
    if (root.api !== null || files === undefined || files.size < 2 || files.size > serversMax) return api;
    const [largest] = [...files].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
    if (!files.has(root.file) || largest?.[0] === root.file) return api;
    return `${api}: ${root.file.replace(/\.[^./]+$/, '')}`;
  };
}
