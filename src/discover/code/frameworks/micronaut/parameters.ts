/** What the arguments of a Micronaut handler take from a request. */
import type { ParameterIn, SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import {
  type Annotation,
  annotationsOf,
  findAnnotation,
  isFalse,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import type { HandlerParam } from '../classes/members.ts';
import { fieldsOf, isDemanded, isSimpleType, parameterType } from '../java/types.ts';

const places: Readonly<Record<string, ParameterIn>> = {
  PathVariable: 'path',
  QueryValue: 'query',
  Header: 'header',
  CookieValue: 'cookie',
  Part: 'form',
};

const supplied =
  /^(?:HttpHeaders|HttpParameters|Cookies?|Principal|Authentication|Locale|HttpResponse|MutableHttp\w+|Session|ServerHttpRequest|Sort|BasicAuth|X509Certificate|WebSocketSession|MultipartBody|Optional)$/;

/** Parameters of one argument. `pathNames` and `queryNames` are those of the template. */
export function argumentParameters(
  machine: Machine,
  one: HandlerParam,
  route: {
    readonly pathNames: readonly string[];
    readonly queryNames: readonly string[];
    readonly hasBody: boolean;
    readonly isForm: boolean;
  },
): readonly SightedParameter[] {
  const annotations = one.declared.flatMap(({ param, env }) => annotationsOf(machine, param, env));
  const type = parameterType(machine, one.type);
  const name = one.type.type.name.split('.').at(-1) ?? '';
  const optional = one.type.type.optional === true || findAnnotation(annotations, 'Nullable') !== undefined;
  const told = annotations.find((annotation) => Object.hasOwn(places, annotation.name));
  const single = (where: ParameterIn, by: Annotation | undefined): readonly SightedParameter[] => {
    const hasDefault = by !== undefined && valueOf(by, 'defaultValue') !== undefined;
    return [
      {
        name: (by === undefined ? null : textOf(valueOf(by, 'value', 'name'))) ?? one.param.name,
        in: where,
        type,
        required:
          where === 'path' ||
          !(optional || hasDefault || findAnnotation(annotations, 'Bindable') !== undefined),
      },
    ];
  };
  if (told !== undefined) return single(places[told.name] ?? 'query', told);
  const body = findAnnotation(annotations, 'Body');
  const bodyPlace: ParameterIn = route.isForm ? 'form' : 'body';
  if (body !== undefined) {
    const field = textOf(valueOf(body, 'value'));
    return field === null
      ? fieldsOf(machine, one.type, bodyPlace)
      : [{ name: field, in: bodyPlace, type, required: !isFalse(valueOf(body, 'required')) }];
  }
  if (
    findAnnotation(annotations, 'RequestAttribute', 'SessionValue', 'Parameter', 'Value', 'Property') !==
    undefined
  )
    return [];
  if (findAnnotation(annotations, 'RequestBean') !== undefined) return beanFields(machine, one, route);
  if (name === 'Pageable') {
    return ['page', 'size', 'sort'].map((query) => ({
      name: query,
      in: 'query',
      type: query === 'sort' ? 'array' : 'integer',
      required: false,
    }));
  }
  // `HttpRequest<Dto>` brings its body.
  if (name === 'HttpRequest') {
    const [inner] = one.type.type.args;
    return inner === undefined || !route.hasBody
      ? []
      : fieldsOf(machine, { type: inner, env: one.type.env }, bodyPlace);
  }
  if (supplied.test(name)) return [];
  if (type === 'file') return [{ name: one.param.name, in: 'form', type, required: !optional }];
  if (route.pathNames.includes(one.param.name)) return single('path', undefined);
  if (route.queryNames.includes(one.param.name))
    return [{ name: one.param.name, in: 'query', type, required: false }];
  if (!route.hasBody) {
    return isSimpleType(machine, one.type) ? single('query', undefined) : [];
  }
  // Arguments without an annotation are fields of the body.
  return single(bodyPlace, undefined);
}

/** Fields of a bean: each where its annotation, or the template, says. */
function beanFields(
  machine: Machine,
  one: HandlerParam,
  route: { readonly pathNames: readonly string[] },
): readonly SightedParameter[] {
  const cls = machine.classOf(one.type.type, one.type.env);
  if (cls === null) return [];
  return machine.lineage(cls).flatMap((owner) =>
    owner.cls.fields.flatMap((field): readonly SightedParameter[] => {
      const annotations = annotationsOf(machine, field, owner.env);
      const told = annotations.find((annotation) => Object.hasOwn(places, annotation.name));
      const placed = { type: field.type ?? { name: '', args: [] }, env: owner.env };
      if (field.isStatic === true || supplied.test(placed.type.name) || placed.type.name === 'HttpRequest')
        return [];
      const where =
        told === undefined
          ? route.pathNames.includes(field.name)
            ? 'path'
            : 'query'
          : (places[told.name] ?? 'query');
      return [
        {
          name: (told === undefined ? null : textOf(valueOf(told, 'value', 'name'))) ?? field.name,
          in: where,
          type: parameterType(machine, placed),
          required: where === 'path' || isDemanded(annotations),
        },
      ];
    }),
  );
}
