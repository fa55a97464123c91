/** Resources: classes with `@Path`, their methods, and the resources that their locators lead to. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, RouteGiven } from '../../machine/values.ts';
import { textsOf } from '../../machine/values.ts';
import {
  joinPaths,
  parsePath,
  type PathPattern,
  rootPattern,
  writeTemplates,
} from '../../routes/template.ts';
import { walkFn } from '../../ir-walk.ts';
import {
  type Annotation,
  classAnnotations,
  findAnnotation,
  isFrom,
  methodAnnotations,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import { generatedBases, generatedOperation } from '../java/generated-apis.ts';
import { bindTypes, typeOfExpr } from '../classes/generics.ts';
import { handlerParams, methodGroups } from '../classes/members.ts';
import { annotatedAuth } from '../java/method-security.ts';
import { purposeOf, tagsOf } from '../classes/purpose.ts';
import { settingsOf, substitute } from '../java/settings.ts';
import { fieldsOf, unwrapped } from '../java/types.ts';
import { jaxRs } from './applications.ts';
import { annotatedFields, resourceParameters } from './parameters.ts';
import { boundAuth, parameterAuth } from './security.ts';

/** A route of a resource, before the application is known. */
export interface FoundResource {
  readonly cls: ClassValue;
  readonly given: RouteGiven;
  readonly auth: SightedAuth | null;
}

const verbs = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
const locatorsMax = 6;

/** Routes of a class; none when it is no root resource. */
export function resourceRoutes(machine: Machine, cls: ClassValue): readonly FoundResource[] {
  if (cls.cls.kind !== 'class' || cls.cls.isAbstract === true || cls.cls.name === '') return [];
  const lineage = machine.lineage(cls);
  if (lineage.every((one) => one.cls.decorators.length === 0)) return generatedRoutes(machine, cls, []);
  const annotations = lineage.flatMap((one) => classAnnotations(machine, one));
  const path = annotations.find((one) => one.name === 'Path' && isFrom(machine, one, jaxRs));
  if (path === undefined) return generatedRoutes(machine, cls, annotations);
  // An interface that a client is made of.
  if (classAnnotations(machine, cls).some((one) => one.name === 'RegisterRestClient')) return [];
  return routesOf(machine, cls, pathOf(machine, path, cls.file), annotations, []);
}

/** Methods that answer operations of an interface that is generated from a document. Spring's controllers are read elsewhere. */
function generatedRoutes(
  machine: Machine,
  cls: ClassValue,
  annotations: readonly Annotation[],
): readonly FoundResource[] {
  if (generatedBases(machine, cls).length === 0) return [];
  if (annotations.some((one) => isFrom(machine, one, ['org.springframework']))) return [];
  return cls.cls.methods.flatMap((method): readonly FoundResource[] => {
    const operation = generatedOperation(machine, cls, method.name);
    if (operation === null) return [];
    const fn: FnValue = { t: 'fn', fn: method, env: machine.envOf(cls), file: cls.file, self: cls };
    const onMethod = methodAnnotations(machine, fn);
    return [
      {
        cls,
        given: {
          methods: [operation.method],
          path: parsePath(operation.path, 'brace'),
          file: cls.file,
          line: method.line,
          handler: `${cls.cls.name}.${method.name}`,
          params: [
            ...operation.params,
            ...method.params.flatMap(({ type }) =>
              type === undefined ? [] : fieldsOf(machine, { type, env: fn.env }, 'body'),
            ),
          ],
          purpose:
            operation.summary === null
              ? purposeOf(onMethod, method.doc)
              : { text: operation.summary, from: 'contract' },
          deprecated: operation.deprecated,
        },
        auth: annotatedAuth(onMethod, cls.file) ?? annotatedAuth(annotations, cls.file),
      },
    ];
  });
}

function routesOf(
  machine: Machine,
  cls: ClassValue,
  before: PathPattern,
  annotations: readonly Annotation[],
  trail: readonly ClassValue[],
): readonly FoundResource[] {
  if (trail.includes(cls) || trail.length > locatorsMax) return [];
  const bindings = bindTypes(machine, cls);
  const shared = annotatedFields(machine, cls);
  const found: FoundResource[] = [];
  for (const group of methodGroups(machine, cls, bindings)) {
    // Annotations of the nearest declaration that has any of ours hold; others are not looked at.
    const telling = group.declared
      .map(({ fn, cls: owner }) => ({ fn, owner, annotations: methodAnnotations(machine, fn) }))
      .find((one) => verbOf(one.annotations) !== null || hasPath(machine, one.annotations));
    const [own] = group.declared;
    if (telling === undefined || own === undefined) continue;
    const onMethod = findAnnotation(telling.annotations, 'Path');
    const path = joinPaths(
      before,
      onMethod === undefined ? rootPattern : pathOf(machine, onMethod, cls.file),
    );
    const verb = verbOf(telling.annotations);
    if (verb === null) {
      found.push(...locatedRoutes(machine, own.fn, telling.fn, path, annotations, [...trail, cls]));
      continue;
    }
    const names = (writeTemplates(path)[0]?.params ?? []).map((one) => one.name);
    const params = handlerParams(group, bindings);
    const all = group.declared.flatMap(({ fn }) => methodAnnotations(machine, fn));
    const doc = group.declared.map(({ fn }) => fn.fn.doc).find((one) => one !== undefined);
    found.push({
      cls,
      given: {
        methods: [verb],
        path,
        file: own.fn.file,
        line: own.fn.fn.line,
        handler: `${cls.cls.name}.${own.fn.fn.name}`,
        params: [...params.flatMap((one) => resourceParameters(machine, one, names)), ...shared],
        purpose: purposeOf(all, doc),
        deprecated: findAnnotation([...all, ...annotations], 'Deprecated') !== undefined,
        tags: tagsOf(annotations),
      },
      auth:
        annotatedAuth(all, own.fn.file) ??
        boundAuth(all) ??
        parameterAuth(machine, params) ??
        annotatedAuth(annotations, cls.file) ??
        boundAuth(annotations),
    });
  }
  return found;
}

const hasPath = (machine: Machine, annotations: readonly Annotation[]): boolean =>
  annotations.some((one) => one.name === 'Path' && isFrom(machine, one, jaxRs));

/** The method that an annotation designates: `@GET`, or one of the project's own with `@HttpMethod("PURGE")`. */
function verbOf(annotations: readonly Annotation[]): string | null {
  const plain = annotations.find((one) => verbs.has(one.name));
  if (plain !== undefined) return plain.name;
  const own = findAnnotation(annotations, 'HttpMethod');
  return own === undefined ? null : (textOf(valueOf(own, 'value'))?.toUpperCase() ?? null);
}

function pathOf(machine: Machine, annotation: Annotation, file: string): PathPattern {
  const [path] = textsOf(valueOf(annotation, 'value'));
  return path === undefined
    ? rootPattern
    : parsePath(substitute(path, settingsOf(machine).for(file)), 'brace');
}

/** Routes of the resource that a locator gives. */
function locatedRoutes(
  machine: Machine,
  fn: FnValue,
  telling: FnValue,
  path: PathPattern,
  annotations: readonly Annotation[],
  trail: readonly ClassValue[],
): readonly FoundResource[] {
  const located = locatedClass(machine, fn);
  const [template] = writeTemplates(path);
  if (located === null) {
    machine.unresolved({
      what: `resources below ${template?.path ?? '/'}`,
      why: `${fn.fn.name} gives ${telling.fn.returns?.name ?? 'something'} that is not known from the source`,
      framework: 'jax-rs',
      file: fn.file,
      line: fn.fn.line,
    });
    return [];
  }
  const own = machine.lineage(located).flatMap((one) => classAnnotations(machine, one));
  // The path of a sub-resource's own class does not count.
  return routesOf(machine, located, path, [...own, ...annotations], trail);
}

function locatedClass(machine: Machine, fn: FnValue): ClassValue | null {
  const returns = fn.fn.returns;
  if (returns !== undefined) {
    const { type, env } = unwrapped({ type: returns, env: fn.env });
    const inner = type.name === 'Class' ? type.args[0] : type;
    const cls = inner === undefined ? null : machine.classOf(inner, env);
    if (cls !== null && cls.cls.methods.some((method) => method.decorators.length > 0)) return cls;
  }
  // What is returned says more than its declared type: `return new Items(id)`, `context.getResource(Items.class)`.
  let found: ClassValue | null = null;
  walkFn(fn.fn, {
    stmt(stmt) {
      if (stmt.t !== 'return' || stmt.e === null || found !== null) return;
      const candidates = stmt.e.t === 'call' ? [stmt.e.fn, ...stmt.e.args.map((one) => one.value)] : [stmt.e];
      for (const one of candidates) {
        const name = typeOfExpr(one).name;
        if (found === null && /(?:^|\.)[A-Z]\w*$/.test(name)) found = machine.classOf(one, fn.env);
      }
    },
  });
  return found;
}
