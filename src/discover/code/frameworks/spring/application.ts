/** Routes of an application when all is read: context path, prefixes by class, and the security in front. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, RouteGiven, RouteScope } from '../../machine/values.ts';
import { joinPaths, type PathPattern, rootPattern, writeTemplates } from '../../routes/template.ts';
import { classAnnotations, findAnnotation } from '../classes/annotations.ts';
import { strictest } from '../java/method-security.ts';
import { setting, settingsOf } from '../java/settings.ts';
import { springNotes, springPath } from './mapping.ts';
import { chainAuth, type Security } from './security-rules.ts';

/** A route of a class, before the application is known. */
export interface FoundRoute {
  readonly cls: ClassValue;
  readonly given: RouteGiven;
  /** What its annotations ask for. */
  readonly auth: SightedAuth | null;
}

/** `configurer.addPathPrefix("/api", ...)`: for which classes. */
export interface PathPrefix {
  readonly file: string;
  readonly path: PathPattern;
  /** Annotations of the classes it is for; none: any. */
  readonly annotations: readonly string[];
  readonly packages: readonly string[];
}

/** What was found so far. */
export interface Findings {
  readonly routes: FoundRoute[];
  readonly prefixes: PathPrefix[];
  readonly security: Security;
}

/** The findings of a run. */
export const findingsOf = (machine: Machine): Findings =>
  springNotes(machine, 'findings', () => ({
    routes: [],
    prefixes: [],
    security: { chains: [], ignored: [], interceptors: [] },
  }));

/** Paths in front of all that an application serves. */
export function contextPath(machine: Machine, file: string): PathPattern {
  const settings = settingsOf(machine).for(file);
  const context = setting(
    settings,
    'server.servlet.context-path',
    'server.context-path',
    'server.servlet.contextPath',
  );
  const servlet = setting(settings, 'spring.mvc.servlet.path', 'server.servlet-path', 'server.servlet.path');
  const reactive = setting(settings, 'spring.webflux.base-path');
  return joinPaths(...[context, servlet, reactive].map((one) => springPath(one ?? '', settings)));
}

/** Adds the routes of all controllers. */
export function addRoutes(machine: Machine): void {
  const { routes, prefixes } = findingsOf(machine);
  const scopes = new Map<ClassValue, RouteScope>();
  for (const { cls, given, auth } of routes) {
    let scope = scopes.get(cls);
    if (scope === undefined) {
      scope = machine.scope({
        framework: 'spring',
        isRoot: true,
        file: cls.file,
        line: cls.cls.line,
        reach: 'all',
        prefix: contextPath(machine, cls.file),
      });
      scopes.set(cls, scope);
    }
    const path = joinPaths(prefixOf(machine, prefixes, cls), given.path);
    for (const method of given.methods) {
      scope.route({
        ...given,
        methods: [method],
        path,
        auth: guarded(machine, auth, cls.file, method, path),
      });
    }
  }
}

/** What annotations ask for, and what the security in front asks for. */
export function guarded(
  machine: Machine,
  own: SightedAuth | null,
  file: string,
  method: string,
  path: PathPattern,
): SightedAuth | null {
  const [template] = writeTemplates(path);
  return strictest(
    own,
    template === undefined
      ? null
      : chainAuth(machine.project, findingsOf(machine).security, file, method, template.path),
  );
}

function prefixOf(machine: Machine, prefixes: readonly PathPrefix[], cls: ClassValue): PathPattern {
  if (prefixes.length === 0) return rootPattern;
  const annotations = classAnnotations(machine, cls);
  const inPackage = machine.project.modules.get(cls.file)?.package ?? '';
  const found = prefixes.find(
    (one) =>
      (one.annotations.length === 0 || findAnnotation(annotations, ...one.annotations) !== undefined) &&
      (one.packages.length === 0 ||
        one.packages.some((name) => inPackage === name || inPackage.startsWith(`${name}.`))),
  );
  return found?.path ?? rootPattern;
}
