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
        api: root.api ?? facts.apiOf(root.file),
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
