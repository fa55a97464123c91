/** Java types as types of parameters, and the fields of the classes that travel as bodies and forms. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import type { Field } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue } from '../../machine/values.ts';
import {
  annotationsOf,
  classAnnotations,
  constantsIn,
  findAnnotation,
  isFalse,
  textOf,
  valueOf,
} from '../classes/annotations.ts';
import { bindTypes, bound, type PlacedType } from '../classes/generics.ts';

const plain: Readonly<Record<string, ParameterType>> = {
  String: 'string',
  CharSequence: 'string',
  char: 'string',
  Character: 'string',
  Locale: 'string',
  Currency: 'string',
  byte: 'integer',
  Byte: 'integer',
  short: 'integer',
  Short: 'integer',
  int: 'integer',
  Integer: 'integer',
  OptionalInt: 'integer',
  AtomicInteger: 'integer',
  Year: 'integer',
  long: 'integer:int64',
  Long: 'integer:int64',
  OptionalLong: 'integer:int64',
  BigInteger: 'integer:int64',
  float: 'number',
  Float: 'number',
  double: 'number',
  Double: 'number',
  OptionalDouble: 'number',
  BigDecimal: 'number',
  Number: 'number',
  boolean: 'boolean',
  Boolean: 'boolean',
  UUID: 'string:uuid',
  LocalDate: 'string:date',
  LocalTime: 'string:time',
  Duration: 'string:duration',
  Period: 'string:duration',
  YearMonth: 'string',
  LocalDateTime: 'string:date-time',
  OffsetDateTime: 'string:date-time',
  ZonedDateTime: 'string:date-time',
  Instant: 'string:date-time',
  Date: 'string:date-time',
  Timestamp: 'string:date-time',
  DateTime: 'string:date-time',
  URI: 'string:uri',
  URL: 'string:uri',
  ZoneId: 'string',
  TimeZone: 'string',
  MediaType: 'string',
  HttpMethod: 'string',
  Map: 'object',
  HashMap: 'object',
  LinkedHashMap: 'object',
  MultiValueMap: 'object',
  JsonNode: 'object',
  ObjectNode: 'object',
  JSONObject: 'object',
  JsonObject: 'object',
  MultipartFile: 'file',
  FilePart: 'file',
  Part: 'file',
  FormDataContentDisposition: 'file',
  FileUpload: 'file',
  CompletedFileUpload: 'file',
  StreamingFileUpload: 'file',
  InputStream: 'file',
  File: 'file',
};

const lists = new Set([
  'Array',
  'List',
  'ArrayList',
  'LinkedList',
  'Set',
  'HashSet',
  'LinkedHashSet',
  'SortedSet',
  'TreeSet',
  'Collection',
  'Iterable',
  'Iterator',
  'Stream',
  'Flux',
  'Multi',
  'Publisher',
]);

/** Wrappers that stand for what they hold. */
const wrappers = new Set([
  'Mono',
  'Uni',
  'Single',
  'Maybe',
  'CompletionStage',
  'CompletableFuture',
  'HttpEntity',
  'RequestEntity',
  'JsonNullable',
  'EntityModel',
  'Optional',
  'Provider',
]);

const simple = (name: string): string => name.split('.').at(-1) ?? name;

/** What is inside of wrappers that do not matter. */
export function unwrapped(placed: PlacedType): PlacedType {
  const [inner] = placed.type.args;
  if (inner === undefined || !wrappers.has(simple(placed.type.name))) return placed;
  return unwrapped({ type: inner, env: placed.env });
}

/** The type of a parameter. */
export function parameterType(machine: Machine, placed: PlacedType): ParameterType {
  const { type, env } = unwrapped(placed);
  const name = simple(type.name);
  if (lists.has(name)) {
    const [item] = type.args;
    return item !== undefined && plain[simple(item.name)] === 'file'
      ? 'file'
      : name === 'Array' && item?.name === 'byte'
        ? 'string'
        : 'array';
  }
  const known = plain[name];
  if (known !== undefined) return known;
  if (name === '') return 'unknown';
  const cls = machine.classOf(type, env);
  if (cls === null) return 'unknown';
  return cls.cls.kind === 'enum' ? 'string' : 'object';
}

/** Is it a type that travels as one value? */
export function isSimpleType(machine: Machine, placed: PlacedType): boolean {
  const { type, env } = unwrapped(placed);
  const name = simple(type.name);
  if (lists.has(name)) {
    const [item] = type.args;
    return item !== undefined && isSimpleType(machine, { type: item, env });
  }
  const known = plain[name];
  if (known !== undefined) return known !== 'object' && known !== 'file';
  return machine.classOf(type, env)?.cls.kind === 'enum';
}

const fieldsMax = 120;

/** Annotations that say that a value must be given. */
const demanding = ['NotNull', 'NotBlank', 'NotEmpty', 'NonNull', 'Nonnull'];

/** Is it said that a value must be given? null when nothing is said. */
export const isDemanded = (names: readonly { readonly name: string }[]): true | null =>
  names.some((one) => demanding.includes(one.name)) ? true : null;

/**
 * The fields of a type that travels as a whole: those of a class, of its superclasses, of the items of a list. Empty for what is no class of
 * the project.
 */
export function fieldsOf(
  machine: Machine,
  given: PlacedType,
  where: ParameterIn,
): readonly SightedParameter[] {
  const { type, env } = unwrapped(given);
  const [item] = type.args;
  if (lists.has(simple(type.name))) {
    return item === undefined ? [] : fieldsOf(machine, { type: item, env }, where);
  }
  const cls = machine.classOf(type, env);
  if (cls === null || cls.cls.kind === 'enum') return [];
  const generic = new Map<string, PlacedType>();
  (cls.cls.typeParams ?? []).forEach((param, at) => {
    const arg = type.args[at];
    if (arg !== undefined) generic.set(param, { type: arg, env });
  });
  const bindings = bindTypes(machine, cls);
  const found: SightedParameter[] = [];
  for (const one of machine.lineage(cls)) {
    const params = one === cls ? generic : bindings.get(one.cls);
    const style = namingOf(machine, one);
    for (const field of one.cls.fields) {
      if (found.length >= fieldsMax) return found;
      const parameter = fieldParameter(machine, one, field, style, params, where);
      if (parameter !== null && !found.some((other) => other.name === parameter.name)) found.push(parameter);
    }
  }
  return found;
}

function fieldParameter(
  machine: Machine,
  cls: ClassValue,
  field: Field,
  style: (name: string) => string,
  params: ReadonlyMap<string, PlacedType> | undefined,
  where: ParameterIn,
): SightedParameter | null {
  if (field.isStatic === true || field.name === 'serialVersionUID') return null;
  const annotations = annotationsOf(machine, field, cls.env);
  const ignored = findAnnotation(
    annotations,
    'JsonIgnore',
    'JsonbTransient',
    'JsonBackReference',
    'XmlTransient',
  );
  if (ignored !== undefined && !isFalse(valueOf(ignored, 'value'))) return null;
  const property = findAnnotation(annotations, 'JsonProperty', 'JsonbProperty', 'SerializedName', 'Json');
  if (property !== undefined && constantsIn(valueOf(property, 'access')).includes('READ_ONLY')) return null;
  const renamed = property === undefined ? null : textOf(valueOf(property, 'value', 'name'));
  const type = bound({ type: field.type ?? { name: '', args: [] }, env: cls.env }, params);
  const required = isDemanded(annotations) ?? (field.type?.optional === true ? false : null);
  return {
    name: renamed ?? style(field.name),
    in: where,
    type: parameterType(machine, type),
    required,
    place: { file: cls.file, line: field.line },
  };
}

/** Jackson's naming strategy of a class. */
function namingOf(machine: Machine, cls: ClassValue): (name: string) => string {
  const naming = findAnnotation(classAnnotations(machine, cls), 'JsonNaming');
  const strategy = naming === undefined ? '' : (constantsIn(valueOf(naming, 'value'))[0] ?? '');
  if (/snake/i.test(strategy)) return (name) => separated(name, '_');
  if (/kebab/i.test(strategy)) return (name) => separated(name, '-');
  return (name) => name;
}

const separated = (name: string, by: string): string =>
  name.replaceAll(/([a-z0-9])([A-Z])/g, `$1${by}$2`).toLowerCase();
