/** Fields of classes that describe data: pydantic, dataclasses, attrs, SQLModel, marshmallow, serializers and forms of Django. */
import type { ParameterType } from '../../../../model/sighting.ts';
import type { Call, Expr, Field } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Env, Value } from '../../machine/values.ts';
import { itemsOf, known } from '../../machine/values.ts';
import { externalName, lastName } from './names.ts';
import { typeOfHint } from './types.ts';

/** A field of a schema. */
export interface SchemaField {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
  readonly line: number;
  readonly file: string;
}

const fieldsMax = 200;

/** Does a class describe data by annotated attributes or field objects? */
export const isSchema = (cls: ClassValue, machine: Machine): boolean =>
  schemaFields(cls, machine).length > 0 ||
  machine.extendsExternal(cls, (_from, name) =>
    /^(?:BaseModel|SQLModel|RootModel|Schema|TypedDict|NamedTuple|Struct|.*Serializer)$/.test(lastName(name)),
  );

/** The fields that a caller may set, bases first. */
export function schemaFields(cls: ClassValue, machine: Machine): readonly SchemaField[] {
  const found = new Map<string, SchemaField>();
  const lineage = machine.lineage(cls);
  const camel = lineage.some((one) => usesCamelCase(one, machine));
  for (const one of [...lineage].reverse()) {
    for (const field of one.cls.fields) {
      const read = fieldOf(field, one, machine, camel);
      if (read === 'hidden') found.delete(field.name);
      else if (read !== null && found.size < fieldsMax) found.set(field.name, read);
    }
  }
  for (const field of metaFields(cls, machine)) if (!found.has(field.name)) found.set(field.name, field);
  const shown = shownNames(cls, machine);
  const all = [...found.entries()].filter(([name]) => shown === null || shown.has(name));
  return all.map(([, field]) => field);
}

/** A field of one class; `hidden` when a caller cannot set it; null when the attribute is none. */
function fieldOf(
  field: Field,
  cls: ClassValue,
  machine: Machine,
  camel: boolean,
): SchemaField | 'hidden' | null {
  const { name, type, value, line } = field;
  if (name.startsWith('_') || name === 'model_config') return null;
  const place = { line, file: cls.file };
  const made = value?.t === 'call' ? madeBy(value, cls.env, machine) : null;
  if (type === undefined)
    return made === null || value?.t !== 'call' ? null : fieldObject(name, value, made, cls, machine, place);
  if (lastName(type.name) === 'ClassVar') return null;
  if (made !== null && /^(?:Relationship|relationship|PrivateAttr)$/.test(lastName(made))) return null;
  const calls = [
    ...(value?.t === 'call' && made !== null && /field$|^ib$/i.test(lastName(made)) ? [value] : []),
    ...field.decorators.flatMap((one): Call[] =>
      one.called ? [{ t: 'call', fn: one.name, args: one.args, line: one.line }] : [],
    ),
  ];
  const alias = calls
    .map((call) => known(keyword(call, cls.env, machine, 'validation_alias', 'alias')))
    .find((one) => one !== null);
  const [call] = calls;
  const hasDefault =
    value !== undefined && call !== value
      ? true
      : call === undefined
        ? false
        : call.args.some(
            (one, at) =>
              (one.name === 'default' ||
                one.name === 'default_factory' ||
                (one.name === undefined && at === 0 && call === value)) &&
              !(one.value.t === 'other' && one.value.parts.length === 0),
          );
  return {
    name: alias ?? (camel ? toCamel(name) : name),
    type: typeOfHint(type, cls.env, machine),
    required: !hasDefault && type.optional !== true,
    ...place,
  };
}

const toCamel = (name: string): string =>
  name.replace(/_+([a-z0-9])/gi, (_whole, letter: string) => letter.toUpperCase());

/** `model_config = ConfigDict(alias_generator=to_camel)`, or the same in `class Config`. */
function usesCamelCase(cls: ClassValue, machine: Machine): boolean {
  const config = cls.cls.fields.find((one) => one.name === 'model_config')?.value;
  const inner = cls.cls.nested
    .find((one) => one.name === 'Config')
    ?.fields.find((one) => one.name === 'alias_generator')?.value;
  const generator =
    inner ??
    (config?.t === 'call'
      ? config.args.find((one) => one.name === 'alias_generator')?.value
      : config?.t === 'map'
        ? config.entries.find((one) => one.key?.t === 'str' && one.key.v === 'alias_generator')?.value
        : undefined);
  if (generator === undefined) return false;
  const value = machine.evaluate(generator, cls.env);
  const name = value.t === 'fn' ? value.fn.name : (externalName(value) ?? '');
  return /camel/i.test(name);
}

/** Full name of what a call calls: external, or a class of the project. */
function madeBy(call: Call, env: Env, machine: Machine): string | null {
  const value = machine.evaluate(call.fn, env);
  if (value.t === 'class') return value.cls.name;
  return externalName(value);
}

const keyword = (call: Call, env: Env, machine: Machine, ...names: readonly string[]): Value | undefined => {
  const found = call.args.find((one) => one.name !== undefined && names.includes(one.name));
  return found === undefined ? undefined : machine.evaluate(found.value, env);
};

const isTrue = (value: Value | undefined): boolean => value?.t === 'const' && value.v === true;
const isFalse = (value: Value | undefined): boolean => value?.t === 'const' && value.v === false;

const objectTypes: readonly (readonly [RegExp, ParameterType])[] = [
  [/^(?:Big|Small|Positive|PositiveSmall|PositiveBig)?(?:Auto|Int|Integer)(?:Field)?$/, 'integer'],
  [/^(?:Float|Decimal|Number)(?:Field)?$/, 'number'],
  [/^(?:Null)?Bool(?:ean)?(?:Field)?$/, 'boolean'],
  [/^UUID(?:Field)?$/, 'string:uuid'],
  [/^(?:Naive|Aware)?DateTime(?:Field)?$/, 'string:date-time'],
  [/^Date(?:Field)?$/, 'string:date'],
  [/^Time(?:Field)?$/, 'string:time'],
  [/^(?:TimeDelta|Duration)(?:Field)?$/, 'string:duration'],
  [/^Email(?:Field)?$/, 'string:email'],
  [/^Ur[li]L?(?:Field)?$|^URL(?:Field)?$|^HyperlinkedRelatedField$/, 'string:uri'],
  [/^Slug(?:Field|RelatedField)?$/, 'string'],
  [
    /^(?:Str|String|Char|Text|TextArea|Select|Radio|SearchField|Tel|Choice|Regex|IP|IPAddress|GenericIPAddress|Enum|Password|FilePath)(?:Field)?$/,
    'string',
  ],
  [
    /^(?:List|Multiple\w*|ModelMultipleChoice|DelimitedList|Tuple|ManyToMany|ManyRelated|Array)(?:Field)?$/,
    'array',
  ],
  [/^(?:Nested|Dict|Mapping|JSON|Raw|Pluck|HStore|Wildcard)(?:Field)?$/, 'object'],
  [/^(?:File|Image|Upload)(?:Field)?$/, 'file'],
  [/^(?:PrimaryKeyRelated|ForeignKey|OneToOne|ModelChoice|StringRelated)(?:Field)?$|^ForeignKey$/, 'unknown'],
];

/** A field object: `fields.Int(required=True)`, `serializers.CharField()`, `ItemSerializer(many=True)`. */
function fieldObject(
  name: string,
  call: Call,
  made: string,
  cls: ClassValue,
  machine: Machine,
  place: { readonly line: number; readonly file: string },
): SchemaField | 'hidden' | null {
  const simple = lastName(made);
  const value = machine.evaluate(call.fn, cls.env);
  const nested =
    value.t === 'class' &&
    machine.extendsExternal(value, (_from, base) => /(?:Serializer|Schema)$/.test(lastName(base)));
  const own =
    value.t === 'class' &&
    !nested &&
    machine.extendsExternal(value, (_from, base) => /(?:Field|fields\.\w+)$/.test(base));
  const typeKnown = objectTypes.find(([pattern]) => pattern.test(simple))?.[1];
  if (!nested && !own && typeKnown === undefined && !simple.endsWith('Field')) return null;
  if (
    simple === 'SubmitField' ||
    simple === 'SerializerMethodField' ||
    simple === 'Method' ||
    simple === 'Function' ||
    simple === 'ReadOnlyField' ||
    simple === 'HiddenField' ||
    simple === 'HyperlinkedIdentityField'
  )
    return 'hidden';
  const flag = (...names: readonly string[]): Value | undefined => keyword(call, cls.env, machine, ...names);
  if (isTrue(flag('read_only', 'dump_only', 'readonly'))) return 'hidden';
  const many = isTrue(flag('many'));
  const isSerializer = machine.extendsExternal(cls, (_from, base) =>
    /Serializer$|Form$/.test(lastName(base)),
  );
  const required = flag('required');
  const hasDefault = flag('default', 'missing', 'load_default', 'initial') !== undefined;
  return {
    name: known(flag('data_key', 'load_from')) ?? name,
    type: many ? 'array' : nested ? 'object' : (typeKnown ?? 'unknown'),
    required: isTrue(required) || (isSerializer && !isFalse(required) && !hasDefault),
    ...place,
  };
}

const metaOf = (cls: ClassValue, machine: Machine): ClassValue | null => {
  for (const one of machine.lineage(cls)) {
    const meta = one.cls.nested.find((inner) => inner.name === 'Meta');
    if (meta !== undefined) return { t: 'class', cls: meta, env: machine.envOf(one), file: one.file };
  }
  return null;
};

const metaValue = (meta: ClassValue, name: string, machine: Machine): Value | undefined => {
  for (const one of machine.lineage(meta)) {
    const field = one.cls.fields.find((inner) => inner.name === name);
    if (field?.value !== undefined) return machine.evaluate(field.value, one.env);
  }
  return undefined;
};

const namesIn = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((one) => known(one) ?? []);

/** `fields`, `exclude`, `read_only_fields` of a serializer's `Meta`; null when all are shown. */
function shownNames(cls: ClassValue, machine: Machine): ReadonlySet<string> | null {
  const meta = metaOf(cls, machine);
  if (meta === null) return null;
  const fields = namesIn(metaValue(meta, 'fields', machine));
  const hidden = new Set([
    ...namesIn(metaValue(meta, 'read_only_fields', machine)),
    ...namesIn(metaValue(meta, 'exclude', machine)),
    ...namesIn(metaValue(meta, 'dump_only', machine)),
  ]);
  if (fields.length === 0 || fields.includes('__all__')) {
    if (hidden.size === 0) return null;
    const model = metaValue(meta, 'model', machine);
    const all = [
      ...machine.lineage(cls).flatMap((one) => one.cls.fields.map((field) => field.name)),
      ...(model?.t === 'class' ? modelFields(model, machine).map((field) => field.name) : []),
    ];
    return new Set(all.filter((name) => !hidden.has(name)));
  }
  // A form shows what it declares, whatever its `Meta` lists.
  const isForm = machine.extendsExternal(cls, (_from, name) => lastName(name).endsWith('Form'));
  const declared = isForm
    ? machine.lineage(cls).flatMap((one) => one.cls.fields.map((field) => field.name))
    : [];
  return new Set([...fields, ...declared].filter((name) => !hidden.has(name)));
}

/** Fields of the model that a serializer or form names in its `Meta`. */
function metaFields(cls: ClassValue, machine: Machine): readonly SchemaField[] {
  const meta = metaOf(cls, machine);
  if (meta === null) return [];
  const model = metaValue(meta, 'model', machine);
  const names = namesIn(metaValue(meta, 'fields', machine));
  const of = model?.t === 'class' ? modelFields(model, machine) : [];
  const declared = new Set(machine.lineage(cls).flatMap((one) => one.cls.fields.map((field) => field.name)));
  if (names.length === 0 || names.includes('__all__')) return of.filter((field) => !declared.has(field.name));
  return names.flatMap((name): SchemaField[] => {
    if (declared.has(name) || name === 'id' || name === 'pk' || name === 'url') return [];
    const found = of.find((field) => field.name === name);
    if (found !== undefined) return [found];
    // The model is out of sight, or the name is a property of it.
    return model?.t === 'class'
      ? []
      : [{ name, type: 'unknown', required: false, line: meta.cls.line, file: meta.file }];
  });
}

const isModelField = (expr: Expr | undefined): expr is Call => expr?.t === 'call';

/** Columns of a Django model that a caller may set. */
function modelFields(model: ClassValue, machine: Machine): readonly SchemaField[] {
  const found = new Map<string, SchemaField>();
  for (const one of [...machine.lineage(model)].reverse())
    for (const field of one.cls.fields) {
      const { value } = field;
      if (!isModelField(value)) continue;
      const made = madeBy(value, one.env, machine);
      if (made === null) continue;
      const simple = lastName(made);
      const type = objectTypes.find(([pattern]) => pattern.test(simple))?.[1];
      if ((type === undefined && !simple.endsWith('Field')) || simple.endsWith('AutoField')) continue;
      const flag = (name: string): Value | undefined => keyword(value, one.env, machine, name);
      if (
        isTrue(flag('auto_now')) ||
        isTrue(flag('auto_now_add')) ||
        isFalse(flag('editable')) ||
        isTrue(flag('primary_key'))
      )
        continue;
      found.set(field.name, {
        name: field.name,
        type: type ?? 'unknown',
        required: !isTrue(flag('blank')) && !isTrue(flag('null')) && flag('default') === undefined,
        line: field.line,
        file: one.file,
      });
    }
  return [...found.values()];
}
