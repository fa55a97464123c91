/** Where an application's resources begin: `@ApplicationPath`, `web.xml`, settings of Quarkus and Spring Boot, Dropwizard's URL pattern. */
import { walk } from '../../ir-walk.ts';
import type { Cls, Expr } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue } from '../../machine/values.ts';
import { textsOf } from '../../machine/values.ts';
import { joinPaths, parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import { classAnnotations, findAnnotation, isFrom, valueOf } from '../classes/annotations.ts';
import { moduleOf, nearestModules, setting, settingsOf, substitute } from '../java/settings.ts';

/** Packages of the API itself. */
export const jaxRs = ['jakarta.ws.rs', 'javax.ws.rs'];

/** An application and what it registers by name. */
export interface Application {
  readonly file: string;
  readonly path: PathPattern;
  /** Names of the classes that it speaks of. */
  readonly classes: ReadonlySet<string>;
  readonly packages: readonly string[];
}

/** A class with `@ApplicationPath`, or null. */
export function applicationOf(machine: Machine, cls: ClassValue): Application | null {
  const annotation = findAnnotation(classAnnotations(machine, cls), 'ApplicationPath');
  if (annotation === undefined || !isFrom(machine, annotation, jaxRs)) return null;
  const settings = settingsOf(machine).for(cls.file);
  const [path] = textsOf(valueOf(annotation, 'value'));
  return {
    file: cls.file,
    path: path === undefined ? rootPattern : parsePath(substitute(path, settings), 'brace'),
    ...registrations(cls.cls),
  };
}

/** `register(Foo.class)`, `classes.add(Foo.class)`, `packages("com.shop.api")`. */
function registrations(cls: Cls): Pick<Application, 'classes' | 'packages'> {
  const classes = new Set<string>();
  const packages: string[] = [];
  const visitor = {
    expr(expr: Expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'member') return;
      if (expr.fn.name === 'packages') {
        for (const { value } of expr.args) if (value.t === 'str') packages.push(value.v);
      } else if (/^(?:register\w*|add|of|asList|singleton)$/.test(expr.fn.name)) {
        for (const { value } of expr.args) {
          if (value.t === 'name') classes.add(value.v);
          else if (value.t === 'call' && value.isNew === true && value.fn.t === 'name')
            classes.add(value.fn.v);
        }
      }
    },
  };
  for (const method of cls.methods) walk(method.body, visitor);
  walk(cls.body, visitor);
  return { classes, packages };
}

/** Paths under which a resource class is served: one for each application that has it. */
export function applicationPaths(
  machine: Machine,
  applications: readonly Application[],
  patterns: readonly { readonly file: string; readonly path: PathPattern }[],
  cls: ClassValue,
): readonly PathPattern[] {
  const server = serverPath(machine, cls.file);
  const module = moduleOf(cls.file);
  const within = <T extends { readonly file: string }>(all: readonly T[]): readonly T[] => {
    const near = nearestModules(machine.project, module, [...new Set(all.map((one) => moduleOf(one.file)))]);
    return all.filter((one) => near.includes(moduleOf(one.file)));
  };
  const own = within(applications);
  const inPackage = machine.project.modules.get(cls.file)?.package ?? '';
  const naming = own.filter(
    (one) =>
      one.classes.has(cls.cls.name) ||
      one.packages.some((name) => inPackage === name || inPackage.startsWith(`${name}.`)),
  );
  const [first, ...others] = naming.length > 0 ? naming : own;
  if (first !== undefined) {
    // Several applications that do not name it: the first one stands for all.
    const told = naming.length > 0 ? [first, ...others] : [first];
    return told.map((one) => joinPaths(server, one.path));
  }
  const [pattern] = within([...patterns, ...webXmlPaths(machine)]);
  return [joinPaths(server, pattern?.path ?? rootPattern)];
}

function serverPath(machine: Machine, file: string): PathPattern {
  const settings = settingsOf(machine).for(file);
  const parts = [
    setting(settings, 'quarkus.http.root-path', 'server.servlet.context-path', 'server.context-path'),
    setting(
      settings,
      'quarkus.rest.path',
      'quarkus.resteasy-reactive.path',
      'quarkus.resteasy.path',
      'spring.jersey.application-path',
    ),
  ];
  return joinPaths(...parts.map((one) => parsePath(one ?? '', 'brace')));
}

/** Servlets of `web.xml` that serve resources: `/rest/*`. */
function webXmlPaths(machine: Machine): readonly { readonly file: string; readonly path: PathPattern }[] {
  return machine.notes('jax-rs web.xml', () => {
    const found: { file: string; path: PathPattern }[] = [];
    for (const file of machine.project.files) {
      if (!file.endsWith('WEB-INF/web.xml')) continue;
      const content = machine.project.read(file) ?? '';
      const serving = new Set<string>();
      for (const [block] of content.matchAll(/<servlet>[^]{0,2000}?<\/servlet>/g)) {
        if (/jersey|resteasy|ws\.rs|cxf\.(?:jaxrs|transport)/i.test(block))
          serving.add(inner(block, 'servlet-name'));
      }
      for (const [block] of content.matchAll(/<servlet-mapping>[^]{0,1000}?<\/servlet-mapping>/g)) {
        const name = inner(block, 'servlet-name');
        const pattern = inner(block, 'url-pattern');
        if (!serving.has(name) && !/ws\.rs|jersey|resteasy/i.test(name)) continue;
        found.push({ file, path: parsePath(pattern.replace(/\*$/, ''), 'brace') });
      }
    }
    return found;
  });
}

const inner = (block: string, tag: string): string =>
  new RegExp(`<${tag}>\\s*([^<]{0,200}?)\\s*</${tag}>`).exec(block)?.[1] ?? '';
