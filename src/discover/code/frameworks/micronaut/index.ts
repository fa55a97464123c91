/** Micronaut: controllers, their inherited operations, and server WebSockets. */
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, RouteScope } from '../../machine/values.ts';
import { itemsOf, text, textsOf } from '../../machine/values.ts';
import { joinPaths, parsePath, type PathPattern, writeTemplates } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import {
  type Annotation,
  classAnnotations,
  constantsIn,
  findAnnotation,
  isFrom,
  methodAnnotations,
  textOf,
  textsIn,
  valueOf,
} from '../classes/annotations.ts';
import { bindTypes } from '../classes/generics.ts';
import { handlerParams, methodGroups } from '../classes/members.ts';
import { annotatedAuth } from '../java/method-security.ts';
import { purposeOf, tagsOf } from '../classes/purpose.ts';
import { setting, settingsOf, substitute } from '../java/settings.ts';
import { examples } from './examples.ts';
import { argumentParameters } from './parameters.ts';
import { readUriTemplate } from './uri-template.ts';

const packages = ['io.micronaut'];

const verbs: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Delete: 'DELETE',
  Patch: 'PATCH',
  Head: 'HEAD',
  Options: 'OPTIONS',
  Trace: 'TRACE',
  CustomHttpMethod: '',
};

export const micronaut: Framework = {
  id: 'micronaut',
  title: 'Micronaut',
  languages: ['java'],
  class(cls, machine) {
    if (cls.cls.kind !== 'class' || cls.cls.isAbstract === true || cls.cls.name === '') return;
    const lineage = machine.lineage(cls);
    if (lineage.every((one) => one.cls.decorators.length === 0)) return;
    const annotations = lineage.flatMap((one) => classAnnotations(machine, one));
    const controller = annotations.find((one) => one.name === 'Controller' && isFrom(machine, one, packages));
    if (controller !== undefined) addController(machine, cls, controller, annotations);
    const socket = annotations.find(
      (one) => one.name === 'ServerWebSocket' && isFrom(machine, one, packages),
    );
    if (socket !== undefined) addSocket(machine, cls, socket);
  },
  examples,
};

interface Uri {
  readonly path: PathPattern;
  readonly queries: readonly string[];
}

/** The templates of an annotation; one empty one when it tells none. */
function urisOf(machine: Machine, annotation: Annotation, file: string): readonly Uri[] {
  const settings = settingsOf(machine).for(file);
  const given = ['uris', 'uri', 'value']
    .map((key) => itemsOf(valueOf(annotation, key)).flatMap(textsOf))
    .find((texts) => texts.length > 0);
  return (given ?? [text()]).map((written) => {
    const queries: string[] = [];
    const parts = substitute(written, settings).parts.map((part) => {
      if (typeof part !== 'string') return part;
      const read = readUriTemplate(part);
      queries.push(...read.queries);
      return read.path;
    });
    return { path: parsePath(text(...parts), 'brace'), queries };
  });
}

function scopeOf(machine: Machine, cls: ClassValue): RouteScope {
  const context = setting(settingsOf(machine).for(cls.file), 'micronaut.server.context-path') ?? '';
  return machine.scope({
    framework: 'micronaut',
    isRoot: true,
    file: cls.file,
    line: cls.cls.line,
    reach: 'all',
    prefix: parsePath(context, 'brace'),
  });
}

function addController(
  machine: Machine,
  cls: ClassValue,
  controller: Annotation,
  annotations: readonly Annotation[],
): void {
  const bindings = bindTypes(machine, cls);
  const ofClass = urisOf(machine, controller, cls.file);
  let scope: RouteScope | null = null;
  for (const group of methodGroups(machine, cls, bindings)) {
    const [own] = group.declared;
    const onMethod = group.declared.flatMap(({ fn }) => methodAnnotations(machine, fn));
    const verb = onMethod.find((one) => Object.hasOwn(verbs, one.name) && isFrom(machine, one, packages));
    if (own === undefined || verb === undefined) continue;
    const method = verb.name === 'CustomHttpMethod' ? textOf(valueOf(verb, 'method')) : verbs[verb.name];
    if (method === null || method === undefined) continue;
    scope ??= scopeOf(machine, cls);
    const doc = group.declared.map(({ fn }) => fn.fn.doc).find((one) => one !== undefined);
    const consumes = [...onMethod, ...annotations]
      .filter((one) => one.name === 'Consumes' || one === verb)
      .flatMap((one) => {
        const value = valueOf(one, ...(one === verb ? ['consumes'] : ['value']));
        return [...textsIn(value), ...constantsIn(value)];
      });
    const params = handlerParams(group, bindings);
    for (const before of ofClass) {
      for (const uri of urisOf(machine, verb, cls.file)) {
        const path = joinPaths(before.path, uri.path);
        const route = {
          pathNames: (writeTemplates(path)[0]?.params ?? []).map((one) => one.name),
          queryNames: [...before.queries, ...uri.queries],
          hasBody: !['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'].includes(method),
          isForm: consumes.some((one) => /form/i.test(one)),
        };
        const found = params.flatMap((one) => argumentParameters(machine, one, route));
        const unbound = route.queryNames.filter(
          (name) => !found.some((one) => one.in === 'query' && one.name === name),
        );
        scope.route({
          methods: [method.toUpperCase()],
          path,
          file: own.fn.file,
          line: own.fn.fn.line,
          handler: `${cls.cls.name}.${own.fn.fn.name}`,
          params: [
            ...found,
            ...unbound.map((name) => ({
              name,
              in: 'query' as const,
              type: 'string' as const,
              required: false,
            })),
          ],
          auth: annotatedAuth(onMethod, own.fn.file) ?? annotatedAuth(annotations, cls.file),
          purpose: purposeOf(onMethod, doc),
          deprecated: findAnnotation([...onMethod, ...annotations], 'Deprecated') !== undefined,
          tags: tagsOf(annotations),
        });
      }
    }
  }
}

function addSocket(machine: Machine, cls: ClassValue, socket: Annotation): void {
  const scope = scopeOf(machine, cls);
  for (const { path } of urisOf(machine, socket, cls.file)) {
    scope.route({
      methods: ['WS'],
      kind: 'websocket',
      path,
      file: cls.file,
      line: cls.cls.line,
      handler: cls.cls.name,
      auth: annotatedAuth(classAnnotations(machine, cls), cls.file),
    });
  }
}
