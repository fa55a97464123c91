/** What a resource method's parameters, and the fields of its resource and beans, take from a request. */
import type { ParameterIn, SightedParameter } from '../../../../model/sighting.ts';
import type { TypeRef } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Env } from '../../machine/values.ts';
import { type Annotation, annotationsOf, findAnnotation, textOf, valueOf } from '../classes/annotations.ts';
import type { PlacedType } from '../classes/generics.ts';
import type { HandlerParam } from '../classes/members.ts';
import { fieldsOf, isDemanded, parameterType } from '../java/types.ts';

const places: Readonly<Record<string, ParameterIn>> = {
  PathParam: 'path',
  QueryParam: 'query',
  HeaderParam: 'header',
  CookieParam: 'cookie',
  FormParam: 'form',
  FormDataParam: 'form',
  RestPath: 'path',
  RestQuery: 'query',
  RestHeader: 'header',
  RestCookie: 'cookie',
  RestForm: 'form',
  PartType: 'form',
  Multipart: 'form',
};

/** What the container hands in. */
const supplied = [
  'Context',
  'Suspended',
  'Auth',
  'Inject',
  'MatrixParam',
  'UnitOfWork',
  'Session',
  'ConnectionParam',
];
const suppliedTypes =
  /^(?:(?:Http)?Servlet(?:Request|Response|Context)|UriInfo|HttpHeaders|SecurityContext|ContainerRequestContext|AsyncResponse|RoutingContext|HttpServer\w+|Sse\w*|Request|Principal)$/;

const beansMax = 3;

/** What one parameter takes. `pathNames`: parameters of the template, which some implementations match by name. */
export function resourceParameters(
  machine: Machine,
  one: HandlerParam,
  pathNames: readonly string[],
): readonly SightedParameter[] {
  const annotations = one.declared.flatMap(({ param, env }) => annotationsOf(machine, param, env));
  const named = namedParameter(machine, annotations, one.param.name, one.type);
  if (named !== null) return [named];
  if (findAnnotation(annotations, 'BeanParam', 'MultipartForm') !== undefined) {
    const fields = beanParameters(machine, one.type.type, one.type.env, 0);
    return fields.length > 0 ? fields : fieldsOf(machine, one.type, 'form');
  }
  if (findAnnotation(annotations, ...supplied) !== undefined) return [];
  if (suppliedTypes.test(one.type.type.name.split('.').at(-1) ?? '')) return [];
  if (pathNames.includes(one.param.name)) {
    return [{ name: one.param.name, in: 'path', type: parameterType(machine, one.type), required: true }];
  }
  return fieldsOf(machine, one.type, 'body');
}

function namedParameter(
  machine: Machine,
  annotations: readonly Annotation[],
  ownName: string,
  type: PlacedType,
): SightedParameter | null {
  const annotation = annotations.find((one) => Object.hasOwn(places, one.name));
  const where = annotation === undefined ? undefined : places[annotation.name];
  if (annotation === undefined || where === undefined) return null;
  const told = textOf(valueOf(annotation, 'value', 'name'));
  const hasDefault = findAnnotation(annotations, 'DefaultValue') !== undefined;
  const demanded = isDemanded(annotations) === true && !hasDefault;
  return {
    name: told ?? (annotation.name === 'RestHeader' ? headerName(ownName) : ownName),
    in: where,
    type: parameterType(machine, type),
    required: where === 'path' || demanded,
  };
}

/** `xRequestId` is the header `X-Request-Id`. */
const headerName = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split('-')
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join('-');

/** Annotated fields and constructor parameters of a bean, of its superclasses, and of beans within it. */
function beanParameters(
  machine: Machine,
  type: TypeRef,
  env: Env,
  depth: number,
): readonly SightedParameter[] {
  const cls = machine.classOf(type, env);
  return cls === null || depth > beansMax ? [] : annotatedFields(machine, cls, depth);
}

/** Parameters that a resource takes through its fields, setters and constructor. */
export function annotatedFields(machine: Machine, cls: ClassValue, depth = 0): readonly SightedParameter[] {
  const found: SightedParameter[] = [];
  for (const one of machine.lineage(cls)) {
    const members = [
      ...one.cls.fields.map((field) => ({ ...field, param: field })),
      ...one.cls.methods
        .filter((method) => method.name === 'constructor' || method.name.startsWith('set'))
        .flatMap((method) => method.params.map((param) => ({ name: param.name, type: param.type, param }))),
    ];
    for (const { name, type, param } of members) {
      const annotations = annotationsOf(machine, param, one.env);
      if (annotations.length === 0) continue;
      const placed: PlacedType = { type: type ?? { name: '', args: [] }, env: one.env };
      const parameter = namedParameter(machine, annotations, name, placed);
      if (parameter !== null) found.push(parameter);
      else if (findAnnotation(annotations, 'BeanParam') !== undefined && type !== undefined) {
        found.push(...beanParameters(machine, type, one.env, depth + 1));
      }
    }
  }
  return found;
}
