/** JAX-RS (Jakarta REST) as Jersey, RESTEasy, Quarkus, Dropwizard and CXF serve it. */
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Value } from '../../machine/values.ts';
import { arg, known, nameOf } from '../../machine/values.ts';
import { joinPaths, parsePath, type PathPattern, writeTemplates } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { classAnnotations, findAnnotation, isFrom, textsIn, valueOf } from '../classes/annotations.ts';
import { strictest } from '../java/method-security.ts';
import { type Application, applicationOf, applicationPaths } from './applications.ts';
import { examples } from './examples.ts';
import { type FoundResource, resourceRoutes } from './resources.ts';
import { settingsAuth } from './security.ts';

interface Findings {
  readonly applications: Application[];
  /** `environment.jersey().setUrlPattern("/api/*")` */
  readonly patterns: { readonly file: string; readonly path: PathPattern }[];
  readonly resources: FoundResource[];
}

const findingsOf = (machine: Machine): Findings =>
  machine.notes('jax-rs', () => ({ applications: [], patterns: [], resources: [] }));

export const jaxRs: Framework = {
  id: 'jax-rs',
  title: 'JAX-RS',
  languages: ['java'],
  unknownMethod(_self, name, site, machine) {
    // Dropwizard's `setUrlPattern("/api/*")`, Jetty's `addServlet(new ServletHolder(new ServletContainer(config)), "/api/*")`.
    const isServlet = name === 'addServlet' && site.args.some((one) => servesResources(one.value, 0));
    if (name !== 'setUrlPattern' && !isServlet) return undefined;
    const pattern = known(isServlet ? site.args.at(-1)?.value : arg(site, 0));
    if (pattern !== null && pattern.startsWith('/')) {
      const path = parsePath(pattern.replace(/\*$/, ''), 'brace');
      findingsOf(machine).patterns.push({ file: site.file, path });
    }
    return undefined;
  },
  class(cls, machine) {
    const findings = findingsOf(machine);
    const application = applicationOf(machine, cls);
    if (application !== null) findings.applications.push(application);
    findings.resources.push(...resourceRoutes(machine, cls));
    addSocket(machine, cls);
  },
  finish: (machine) => addResources(machine),
  examples,
};

const resourceServlet = /ServletContainer|HttpServlet(?:30)?Dispatcher|CXFNonSpringJaxrsServlet/;

function servesResources(value: Value, depth: number): boolean {
  if (depth > 3 || value.t !== 'result') return false;
  if (resourceServlet.test(nameOf(value.callee))) return true;
  return value.args.some((one) => servesResources(one.value, depth + 1));
}

function addResources(machine: Machine): void {
  const { applications, patterns, resources } = findingsOf(machine);
  const byClass = new Map<ClassValue, FoundResource[]>();
  for (const one of resources) {
    const all = byClass.get(one.cls);
    if (all === undefined) byClass.set(one.cls, [one]);
    else all.push(one);
  }
  for (const [cls, routes] of byClass) {
    for (const prefix of applicationPaths(machine, applications, patterns, cls)) {
      const scope = machine.scope({
        framework: 'jax-rs',
        isRoot: true,
        file: cls.file,
        line: cls.cls.line,
        reach: 'all',
        prefix,
      });
      for (const { given, auth } of routes) {
        const [template] = writeTemplates(joinPaths(prefix, given.path));
        const byPath = settingsAuth(machine, cls.file, given.methods[0] ?? '', template?.path ?? '/');
        scope.route({ ...given, auth: strictest(auth, byPath) });
      }
    }
  }
}

/** `@ServerEndpoint("/chat/{room}")` of Jakarta, `@WebSocket(path = "/chat")` of Quarkus. */
function addSocket(machine: Machine, cls: ClassValue): void {
  const annotation = findAnnotation(classAnnotations(machine, cls), 'ServerEndpoint', 'WebSocket');
  if (annotation === undefined || !isFrom(machine, annotation, sockets)) return;
  const scope = machine.scope({ framework: 'jax-rs', isRoot: true, file: cls.file, line: cls.cls.line });
  for (const path of textsIn(valueOf(annotation, 'path', 'value'))) {
    scope.route({
      methods: ['WS'],
      kind: 'websocket',
      path: parsePath(path, 'brace'),
      file: cls.file,
      line: cls.cls.line,
      handler: cls.cls.name,
    });
  }
}

const sockets = ['jakarta.websocket', 'javax.websocket', 'io.quarkus.websockets'];
