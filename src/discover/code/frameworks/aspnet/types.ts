/** C# types as types of parameters, and the properties of the classes that travel as bodies, forms and queries. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import type { Field, TypeRef } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Env } from '../../machine/values.ts';
import { annotationsOf, findAnnotation, textOf, valueOf } from '../classes/annotations.ts';
import { bindTypes, bound, type PlacedType } from '../classes/generics.ts';

const plain: Readonly<Record<string, ParameterType>> = {
  string: 'string',
  String: 'string',
  char: 'string',
  StringValues: 'string',
  byte: 'integer',
  sbyte: 'integer',
  short: 'integer',
  ushort: 'integer',
  int: 'integer',
  Int32: 'integer',
  uint: 'integer',
  long: 'integer:int64',
  Int64: 'integer:int64',
  ulong: 'integer:int64',
  float: 'number',
  double: 'number',
  Double: 'number',
  decimal: 'number',
  Decimal: 'number',
  bool: 'boolean',
  Boolean: 'boolean',
  Guid: 'string:uuid',
  DateTime: 'string:date-time',
  DateTimeOffset: 'string:date-time',
  DateOnly: 'string:date',
  TimeOnly: 'string:time',
  TimeSpan: 'string:duration',
  Uri: 'string:uri',
  Version: 'string',
  IFormFile: 'file',
  IFormFileCollection: 'file',
  object: 'object',
  dynamic: 'object',
  Dictionary: 'object',
  IDictionary: 'object',
  JObject: 'object',
  JsonElement: 'object',
  JsonDocument: 'object',
  JsonNode: 'object',
  JsonObject: 'object',
};

const lists = new Set([
  'Array',
  'List',
  'IList',
  'IEnumerable',
  'ICollection',
  'IReadOnlyList',
  'IReadOnlyCollection',
  'HashSet',
  'ISet',
  'Collection',
  'IAsyncEnumerable',
  'ImmutableArray',
  'ImmutableList',
]);

const simple = (name: string): string => name.split('.').at(-1) ?? name;

/** The class of the project that a type names; by its simple name when namespaces lead nowhere and there is but one. */
export function classOfType(machine: Machine, type: TypeRef, env: Env): ClassValue | null {
  const found = machine.classOf(type, env);
  if (found !== null) return found;
  if (plain[simple(type.name)] !== undefined) return null;
  const byName = machine.notes('aspnet classes', () => {
    const all = new Map<string, ClassValue[]>();
    for (const cls of machine.classes('csharp')) {
      const same = all.get(cls.cls.name);
      if (same === undefined) all.set(cls.cls.name, [cls]);
      else same.push(cls);
    }
    return all;
  });
  const [only, ...others] = byName.get(simple(type.name)) ?? [];
  return others.length === 0 ? (only ?? null) : null;
}

/** The type of a parameter. */
export function parameterType(machine: Machine, { type, env }: PlacedType): ParameterType {
  const name = simple(type.name);
  if (lists.has(name)) {
    const [item] = type.args;
    if (item !== undefined && plain[simple(item.name)] === 'file') return 'file';
    return name === 'Array' && item?.name === 'byte' ? 'string' : 'array';
  }
  const known = plain[name];
  if (known !== undefined) return known;
  const cls = classOfType(machine, type, env);
  if (cls === null) return 'unknown';
  return cls.cls.kind === 'enum' ? 'string' : 'object';
}

/** Is it a type that travels as one value? */
export function isSimpleType(machine: Machine, { type, env }: PlacedType): boolean {
  const name = simple(type.name);
  if (lists.has(name)) {
    const [item] = type.args;
    return item !== undefined && isSimpleType(machine, { type: item, env });
  }
  const known = plain[name];
  if (known !== undefined) return known !== 'object' && known !== 'file';
  return classOfType(machine, type, env)?.cls.kind === 'enum';
}

const fieldsMax = 120;

/** The properties of a type that travels as a whole, those of its base classes too. Empty for what is no class of the project. */
export function fieldsOf(
  machine: Machine,
  { type, env }: PlacedType,
  where: ParameterIn,
): readonly SightedParameter[] {
  const [item] = type.args;
  if (lists.has(simple(type.name)))
    return item === undefined ? [] : fieldsOf(machine, { type: item, env }, where);
  const cls = classOfType(machine, type, env);
  if (cls === null || cls.cls.kind === 'enum' || cls.cls.kind === 'interface') return [];
  const generic = new Map<string, PlacedType>();
  (cls.cls.typeParams ?? []).forEach((param, at) => {
    const arg = type.args[at];
    if (arg !== undefined) generic.set(param, { type: arg, env });
  });
  const bindings = bindTypes(machine, cls);
  const found: SightedParameter[] = [];
  for (const one of machine.lineage(cls)) {
    const params = one === cls ? generic : bindings.get(one.cls);
    for (const field of one.cls.fields) {
      if (found.length >= fieldsMax) return found;
      const parameter = fieldParameter(machine, one, field, params, where);
      if (parameter !== null && !found.some((other) => other.name === parameter.name)) found.push(parameter);
    }
  }
  return found;
}

function fieldParameter(
  machine: Machine,
  cls: ClassValue,
  field: Field,
  params: ReadonlyMap<string, PlacedType> | undefined,
  where: ParameterIn,
): SightedParameter | null {
  if (field.isStatic === true || field.visibility !== 'public' || field.tag === 'computed') return null;
  const annotations = annotationsOf(machine, field, cls.env);
  if (
    findAnnotation(annotations, 'JsonIgnore', 'BindNever', 'FromServices', 'IgnoreDataMember') !== undefined
  ) {
    return null;
  }
  const from = findAnnotation(annotations, ...Object.keys(sources));
  const place = from === undefined ? where : (sources[from.name] ?? where);
  const renaming =
    from ??
    (place === 'body'
      ? findAnnotation(annotations, 'JsonPropertyName', 'JsonProperty', 'DataMember')
      : undefined);
  const renamed = renaming === undefined ? null : textOf(valueOf(renaming, 'Name', 'PropertyName', 'value'));
  const type = bound({ type: field.type ?? { name: '', args: [] }, env: cls.env }, params);
  const required =
    findAnnotation(annotations, 'Required', 'JsonRequired', 'BindRequired', 'NotNull') !== undefined;
  return {
    name: renamed ?? (place === 'body' ? camel(field.name) : field.name),
    in: place,
    type: parameterType(machine, type),
    required: required ? true : type.type.optional === true ? false : null,
    place: { file: cls.file, line: field.line },
  };
}

/** Attributes that say where a value comes from. */
export const sources: Readonly<Record<string, ParameterIn>> = {
  FromRoute: 'path',
  FromQuery: 'query',
  QueryParam: 'query',
  RouteParam: 'path',
  FromHeader: 'header',
  FromForm: 'form',
  FromBody: 'body',
  FromUri: 'query',
};

/** `CustomerId` is `customerId` in JSON, and `URL` is `url` (as the serializer of the web defaults has it). */
export function camel(name: string): string {
  const leading = /^[A-Z]+/.exec(name)?.[0] ?? '';
  if (leading.length <= 1) return `${leading.toLowerCase()}${name.slice(leading.length)}`;
  const end = leading.length === name.length ? leading.length : leading.length - 1;
  return `${name.slice(0, end).toLowerCase()}${name.slice(end)}`;
}
