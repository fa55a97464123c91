/** Fields of the types that a body, a query or the parameters are declared to have: DTO classes, interfaces, inferred schemas. */
import type { ParameterType } from '../../../../../model/sighting.ts';
import type { Cls, Decorator, Expr, Field, TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ClassValue, Env } from '../../../machine/values.ts';
import { fieldsOfSchema } from './schemas.ts';
import type { FieldFacts } from './sink.ts';

const depthMax = 8;
const inferring =
  /^(?:(?:\w+\.)?(?:infer|input|output|Infer|InferType|InferInput|InferOutput|TypeOf)|Static)$/;

/** Fields of a type as seen from an environment; none when it is not a shape of the project. */
export function fieldsOfType(
  type: TypeRef | undefined,
  env: Env,
  machine: Machine,
  depth = 0,
): readonly FieldFacts[] {
  if (type === undefined || depth > depthMax) return [];
  const [first, second] = type.args;
  switch (type.name) {
    case 'Promise':
    case 'Readonly':
    case 'Required':
    case 'NonNullable':
    case 'DeepPartial':
    case 'Awaited':
      return fieldsOfType(first, env, machine, depth + 1);
    case 'Partial':
      return fieldsOfType(first, env, machine, depth + 1).map((one) => ({ ...one, required: false }));
    case 'Pick':
    case 'Omit':
      // The keys are literal types, of which only the kind is kept: the whole shape is told.
      return second === undefined ? [] : fieldsOfType(first, env, machine, depth + 1);
    case '|':
      return type.args.flatMap((one) => fieldsOfType(one, env, machine, depth + 1));
    default:
  }
  if (inferring.test(type.name) && first?.name.startsWith('typeof ') === true) {
    return fieldsOfSchema(machine.evaluate(dotted(first.name.slice(7)), env));
  }
  const found = machine.classOf(type, env);
  return found === null ? [] : fieldsOfClass(found, machine, depth + 1);
}

/** Fields of a class or interface, those of its bases too. */
export function fieldsOfClass(cls: ClassValue, machine: Machine, depth = 0): readonly FieldFacts[] {
  if (depth > depthMax) return [];
  const byName = new Map<string, FieldFacts>();
  for (const base of cls.cls.bases) {
    for (const field of fieldsOfBase(base, cls, machine, depth + 1)) byName.set(field.name, field);
  }
  for (const field of cls.cls.fields) {
    if (field.isStatic === true || field.name.startsWith('#')) continue;
    byName.set(field.name, fieldFacts(field, cls, machine));
  }
  return [...byName.values()];
}

/** `extends PartialType(CreateDto)`, `extends Base`, `= z.infer<typeof schema>`. */
function fieldsOfBase(base: Expr, cls: ClassValue, machine: Machine, depth: number): readonly FieldFacts[] {
  if (depth > depthMax) return [];
  if (base.t === 'call') {
    const mixin = base.fn.t === 'name' ? base.fn.v : base.fn.t === 'member' ? base.fn.name : '';
    const [first, second] = base.args.map((one) => one.value);
    const of = (e: Expr | undefined): readonly FieldFacts[] =>
      e === undefined ? [] : fieldsOfBase(e, cls, machine, depth + 1);
    const names =
      second?.t === 'list' ? second.items.flatMap((item) => (item.t === 'str' ? [item.v] : [])) : [];
    switch (mixin) {
      case 'PartialType':
        return of(first).map((one) => ({ ...one, required: false }));
      case 'OmitType':
        return of(first).filter(({ name }) => !names.includes(name));
      case 'PickType':
        return of(first).filter(({ name }) => names.includes(name));
      case 'IntersectionType':
        return base.args.flatMap((one) => of(one.value));
      case 'createZodDto':
        return first === undefined ? [] : fieldsOfSchema(machine.evaluate(first, cls.env));
      default:
        return [];
    }
  }
  if (base.t === 'index') return fieldsOfType(typeOf(base), cls.env, machine, depth + 1);
  const value = machine.evaluate(base, cls.env);
  return value.t === 'class' && value.cls !== cls.cls ? fieldsOfClass(value, machine, depth + 1) : [];
}

function typeOf(expr: Expr): TypeRef {
  if (expr.t !== 'index') return { name: writtenName(expr), args: [] };
  const keys = expr.key.t === 'list' ? expr.key.items : [expr.key];
  return { name: writtenName(expr.of), args: keys.map(typeOf) };
}

const writtenName = (expr: Expr): string =>
  expr.t === 'name' ? expr.v : expr.t === 'member' ? `${writtenName(expr.of)}.${expr.name}` : 'unknown';

function dotted(path: string): Expr {
  const [first = '', ...rest] = path.split('.');
  return rest.reduce<Expr>((of, name) => ({ t: 'member', of, name }), { t: 'name', v: first });
}

/** Type and presence of a field: its validators (`@IsInt() @IsOptional()`) before its declared type. */
function fieldFacts(field: Field, cls: ClassValue, machine: Machine): FieldFacts {
  const validators = field.decorators.map(decoratorName);
  const validated = validators.flatMap((name) =>
    Object.hasOwn(byValidator, name) ? [byValidator[name]] : [],
  );
  const [first] = validated;
  const optional =
    field.type?.optional === true ||
    field.value !== undefined ||
    validators.some((name) => name.endsWith('Optional'));
  const declared = typeOfDeclared(field.type, cls, machine);
  return {
    name: exposedName(field) ?? field.name,
    type: declared === 'array' ? 'array' : (first ?? declared),
    required: !optional,
  };
}

const decoratorName = ({ name }: Decorator): string =>
  name.t === 'name' ? name.v : name.t === 'member' ? name.name : '';

/** `@Expose({ name: 'user_id' })` */
function exposedName(field: Field): string | null {
  const expose = field.decorators.find((one) => decoratorName(one) === 'Expose');
  const options = expose?.args[0]?.value;
  if (options?.t !== 'map') return null;
  const name = options.entries.find(({ key }) => key?.t === 'str' && key.v === 'name')?.value;
  return name?.t === 'str' ? name.v : null;
}

const byValidator: Readonly<Record<string, ParameterType>> = {
  IsEmail: 'string:email',
  IsUUID: 'string:uuid',
  IsUrl: 'string:uri',
  IsISO8601: 'string:date-time',
  IsDateString: 'string:date-time',
  IsDate: 'string:date-time',
  IsInt: 'integer',
  IsPositive: 'number',
  IsNumber: 'number',
  IsNumberString: 'number',
  IsBoolean: 'boolean',
  IsBooleanString: 'boolean',
  IsArray: 'array',
  IsObject: 'object',
  IsString: 'string',
  IsMongoId: 'string',
  IsPhoneNumber: 'string',
  IsIP: 'string:ip',
  Matches: 'string',
  MinLength: 'string',
  MaxLength: 'string',
  Length: 'string',
};

/** The type of a parameter by its declared type. */
export function typeOfDeclared(
  type: TypeRef | undefined,
  cls: { readonly env: Env },
  machine: Machine,
): ParameterType {
  if (type === undefined) return 'unknown';
  switch (type.name) {
    case 'string':
    case 'String':
    case 'ObjectId':
    case 'Types.ObjectId':
      return 'string';
    case 'number':
    case 'Number':
      return 'number';
    case 'bigint':
      return 'integer';
    case 'boolean':
    case 'Boolean':
      return 'boolean';
    case 'Date':
      return 'string:date-time';
    case 'Array':
    case 'Set':
    case 'ReadonlyArray':
      return 'array';
    case 'Record':
    case 'Map':
    case 'object':
      return 'object';
    case 'Express.Multer.File':
    case 'MultipartFile':
    case 'File':
    case 'Blob':
      return 'file';
    case 'any':
    case 'unknown':
      return 'unknown';
    default: {
      const value = machine.classOf(type, cls.env);
      if (value === null) return enumType(type, cls.env, machine);
      return aliasOf(value.cls) ?? 'object';
    }
  }
}

/** `type Role = 'a' | 'b'` */
function aliasOf(cls: Cls): ParameterType | null {
  const [only, ...more] = cls.bases;
  if (cls.kind !== 'interface' || cls.fields.length > 0 || more.length > 0 || only?.t !== 'name') return null;
  return only.v === 'string' || only.v === 'number' || only.v === 'boolean' ? only.v : null;
}

/** An enum is a map of its values. */
function enumType(type: TypeRef, env: Env, machine: Machine): ParameterType {
  if (type.args.length > 0 || !/^[A-Z][\w.]*$/.test(type.name)) return 'unknown';
  const value = machine.evaluate(dotted(type.name), env);
  if (value.t !== 'map') return 'unknown';
  const [first] = value.entries.values();
  return first?.t === 'num' ? 'integer' : 'string';
}
