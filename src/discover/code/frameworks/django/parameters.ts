/** What views of Django and DRF read: serializers, forms, filters, documented parameters, and what their bodies ask. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, named } from '../../machine/values.ts';
import { externalName, lastName } from '../python/names.ts';
import { requestReads } from '../python/request-reads.ts';
import { schemaFields } from '../python/schemas.ts';
import { attributeOf } from '../python/views.ts';
import { isRestView } from './permissions.ts';

const writing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

class Params {
  readonly all: SightedParameter[] = [];

  add(params: readonly SightedParameter[]): void {
    for (const param of params)
      if (!this.all.some((one) => one.in === param.in && one.name === param.name)) this.all.push(param);
  }

  fields(cls: ClassValue, where: ParameterIn, method: string, machine: Machine): void {
    this.add(
      schemaFields(cls, machine).map(({ name, type, required, file, line }) => ({
        name,
        in: where,
        type,
        required: required && method !== 'PATCH',
        place: { file, line },
      })),
    );
  }
}

/** A GET has no form and no body. */
const fitting = (params: readonly SightedParameter[], method: string): readonly SightedParameter[] =>
  method === 'GET' || method === 'HEAD'
    ? params.filter((one) => one.in !== 'form' && one.in !== 'body')
    : params;

/** What a function view reads. */
export function paramsOfFunction(fn: FnValue, method: string, machine: Machine): readonly SightedParameter[] {
  const params = new Params();
  documented(fn, method, machine, params);
  params.add(requestReads(fn, machine, false));
  return fitting(params.all, method);
}

/** What a method of a class-based view reads; `action` is the viewset's action, or the verb. */
export function paramsOfView(
  cls: ClassValue,
  method: string,
  action: string,
  handler: FnValue | null,
  machine: Machine,
): readonly SightedParameter[] {
  const params = new Params();
  if (handler !== null) {
    documented(handler, method, machine, params);
    params.add(requestReads(handler, machine, false));
  }
  const isRest = isRestView(cls, machine);
  const isOwnAction =
    handler !== null &&
    !/^(?:create|update|partial_update|post|put|patch|list|retrieve|get|destroy|delete)$/.test(action);
  if (isRest && writing.has(method)) {
    const own = handler === null ? undefined : serializerOfAction(handler, machine);
    const readsItself =
      params.all.some((one) => one.in === 'body') ||
      (isOwnAction && handler !== null && !callsSerializer(handler));
    const serializer = own ?? (isOwnAction && readsItself ? undefined : serializerOf(cls, action, machine));
    if (serializer !== undefined && (!readsItself || !isOwnAction))
      params.fields(serializer, 'body', method, machine);
  }
  if (!isRest && method === 'POST') {
    const form = attributeOf(cls, 'form_class', machine);
    if (form?.t === 'class') params.fields(form, 'form', method, machine);
  }
  if (isRest && method === 'GET' && (action === 'list' || (action === 'get' && isListing(cls, machine))))
    params.add(filters(cls, machine));
  return fitting(params.all, method);
}

const isListing = (cls: ClassValue, machine: Machine): boolean =>
  machine.extendsExternal(cls, (_from, name) => /^List\w*APIView$|^ListModelMixin$/.test(lastName(name)));

/** Does an extra action use the serializer of its class? */
function callsSerializer(handler: FnValue): boolean {
  let found = false;
  walkFn(handler.fn, {
    expr(expr) {
      if (expr.t === 'member' && /^get_serializer(?:_class)?$|^serializer_class$/.test(expr.name))
        found = true;
    },
  });
  return found;
}

/** `@action(serializer_class=X)` */
function serializerOfAction(handler: FnValue, machine: Machine): ClassValue | undefined {
  for (const site of machine.decorators(handler)) {
    const given = named(site, 'serializer_class');
    if (given?.t === 'class') return given;
  }
  return undefined;
}

/** `get_serializer_class`, chosen by the action where it says so; else `serializer_class`. */
function serializerOf(cls: ClassValue, action: string, machine: Machine): ClassValue | undefined {
  const declared = attributeOf(cls, 'serializer_class', machine);
  const chosen = machine.methodOf(cls, 'get_serializer_class');
  if (chosen !== undefined) {
    const found = chosenFor(chosen, action, machine);
    if (found !== undefined) return found;
  }
  return declared?.t === 'class' ? declared : undefined;
}

/** The class that is returned right after the action's name was compared; else the last one returned. */
function chosenFor(fn: FnValue, action: string, machine: Machine): ClassValue | undefined {
  let armed = false;
  let forAction: ClassValue | undefined;
  let last: ClassValue | undefined;
  walkFn(fn.fn, {
    stmt(stmt) {
      if (stmt.t !== 'return' || stmt.e === null) return;
      const value = stmt.e.t === 'name' || stmt.e.t === 'member' ? machine.evaluate(stmt.e, fn.env) : null;
      if (value?.t === 'class') {
        if (armed) forAction ??= value;
        last = value;
      }
      armed = false;
    },
    expr(expr) {
      if (expr.t === 'other' && expr.op === '==') {
        const words = expr.parts
          .flatMap((part) => (part.t === 'list' ? part.items : [part]))
          .flatMap((part) => (part.t === 'str' ? [part.v] : []));
        armed = words.includes(action) || words.includes(action.toUpperCase());
      }
    },
  });
  return forAction ?? last;
}

/** Filters of a list: `filterset_fields`, `filterset_class`, `search_fields`, `ordering_fields`. */
function filters(cls: ClassValue, machine: Machine): readonly SightedParameter[] {
  const found: SightedParameter[] = [];
  const add = (name: string, type: ParameterType): void => {
    found.push({ name, in: 'query', type, required: false });
  };
  const fields = attributeOf(cls, 'filterset_fields', machine) ?? attributeOf(cls, 'filter_fields', machine);
  if (fields?.t === 'map')
    for (const [name, lookups] of fields.entries)
      for (const lookup of itemsOf(lookups)) {
        const word = known(lookup) ?? 'exact';
        add(word === 'exact' ? name : `${name}__${word}`, 'string');
      }
  else for (const one of itemsOf(fields)) add(known(one) ?? '', 'string');
  const set = attributeOf(cls, 'filterset_class', machine) ?? attributeOf(cls, 'filter_class', machine);
  if (set?.t === 'class') {
    for (const one of machine.lineage(set)) {
      for (const field of one.cls.fields) if (field.value?.t === 'call') add(field.name, 'string');
      const meta = one.cls.nested
        .find((inner) => inner.name === 'Meta')
        ?.fields.find((field) => field.name === 'fields')?.value;
      if (meta !== undefined) {
        const value = machine.evaluate(meta, one.env);
        if (value.t === 'map') for (const name of value.entries.keys()) add(name, 'string');
        else for (const item of itemsOf(value)) add(known(item) ?? '', 'string');
      }
    }
  }
  if (itemsOf(attributeOf(cls, 'search_fields', machine)).length > 0) add('search', 'string');
  if (itemsOf(attributeOf(cls, 'ordering_fields', machine)).length > 0) add('ordering', 'string');
  return found.filter(({ name }) => name !== '' && name !== '__all__');
}

const apiPlaces: Readonly<Record<string, ParameterIn>> = {
  QUERY: 'query',
  PATH: 'path',
  HEADER: 'header',
  COOKIE: 'cookie',
  IN_QUERY: 'query',
  IN_PATH: 'path',
  IN_HEADER: 'header',
  IN_FORM: 'form',
  IN_BODY: 'body',
};

/** drf-spectacular's and drf-yasg's decorators: `@extend_schema(request=X, parameters=[...])`. */
function documented(fn: FnValue, method: string, machine: Machine, params: Params): void {
  for (const site of machine.decorators(fn)) {
    const name = lastName(externalName(site.callee) ?? '');
    if (name !== 'extend_schema' && name !== 'swagger_auto_schema') continue;
    const request = named(site, 'request') ?? named(site, 'request_body') ?? named(site, 'query_serializer');
    const where: ParameterIn =
      named(site, 'query_serializer') !== undefined && named(site, 'request_body') === undefined
        ? 'query'
        : 'body';
    const cls = request?.t === 'class' ? request : request?.t === 'instance' ? request.of : null;
    if (cls !== null) params.fields(cls, where, method, machine);
    for (const one of itemsOf(named(site, 'parameters') ?? named(site, 'manual_parameters')))
      params.add(parameterObject(one));
  }
}

function parameterObject(value: Value): readonly SightedParameter[] {
  if (value.t !== 'result') return [];
  const name = known(arg(value, 0) ?? named(value, 'name'));
  if (name === null) return [];
  const place =
    named(value, 'location') ??
    named(value, 'in_') ??
    arg(value, value.callee.t === 'external' && lastName(externalName(value) ?? '') === 'Parameter' ? 1 : 2);
  const word =
    place === undefined ? 'QUERY' : lastName(externalName(place) ?? known(place)?.toUpperCase() ?? 'QUERY');
  const required = named(value, 'required');
  return [
    {
      name,
      in: Object.hasOwn(apiPlaces, word) ? (apiPlaces[word] ?? 'query') : 'query',
      type: 'string',
      required: required?.t === 'const' ? required.v === true : null,
    },
  ];
}
