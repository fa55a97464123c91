/** Fields of Rust structs as parameters, under the names that serde reads. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../../model/sighting.ts';
import type { Arg, Decorator, Field, TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ClassValue, Env } from '../../../machine/values.ts';
import { lastPart } from './names.ts';

const depthMax = 4;
const fieldsMax = 200;

/** The fields of the struct that a type names; none when it is no struct of the project. */
export function structParameters(
  type: TypeRef | undefined,
  where: ParameterIn,
  env: Env,
  machine: Machine,
  depth = 0,
): readonly SightedParameter[] {
  if (type === undefined || depth > depthMax || !/^[\w:.]+$/.test(type.name)) return [];
  const cls = machine.classOf(type, env);
  if (cls === null || cls.cls.kind !== 'struct') return [];
  return fieldsOf(cls, where, machine, depth).slice(0, fieldsMax);
}

function fieldsOf(
  cls: ClassValue,
  where: ParameterIn,
  machine: Machine,
  depth: number,
): readonly SightedParameter[] {
  const renameAll = ruleOf(cls.cls.decorators, 'rename_all');
  const allOptional = rulesOf(cls.cls.decorators).some((rule) => wordOf(rule) === 'default');
  return cls.cls.fields.flatMap((field): readonly SightedParameter[] => {
    const rules = rulesOf(field.decorators);
    const words = rules.map(wordOf);
    if (words.includes('skip') || words.includes('skip_deserializing')) return [];
    if (words.includes('flatten')) return structParameters(field.type, where, cls.env, machine, depth + 1);
    if (/^\d+$/.test(field.name)) return structParameters(field.type, where, cls.env, machine, depth + 1);
    const optional =
      allOptional || field.type?.optional === true || words.includes('default') || isNamed(rules, 'default');
    return [
      {
        name: nameOf(field, renameAll),
        in: where,
        type: typeOfField(field.type, cls.env, machine),
        required: !optional,
      },
    ];
  });
}

/** The arguments of `#[serde(...)]` and of the attributes of Rocket's forms. */
const rulesOf = (decorators: readonly Decorator[]): readonly Arg[] =>
  decorators
    .filter(({ name }) => name.t === 'name' && /^(?:serde|field)$/.test(name.v))
    .flatMap(({ args }) => args);

const wordOf = (rule: Arg): string =>
  rule.name === undefined && rule.value.t === 'name' ? rule.value.v : '';

const isNamed = (rules: readonly Arg[], name: string): boolean => rules.some((rule) => rule.name === name);

function ruleOf(decorators: readonly Decorator[], name: string): string | null {
  const rule = rulesOf(decorators).find((one) => one.name === name);
  return rule?.value.t === 'str' ? rule.value.v : null;
}

function nameOf(field: Field, renameAll: string | null): string {
  const own = ruleOf(field.decorators, 'rename') ?? ruleOf(field.decorators, 'name');
  const plain = field.name.replace(/^r#/, '');
  return own ?? cased(plain, renameAll ?? '');
}

/** Names as `rename_all` spells them. */
export function cased(name: string, style: string): string {
  const words = name.split('_').filter((word) => word !== '');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  switch (style) {
    case 'camelCase':
      return words.map((word, at) => (at === 0 ? word : capital(word))).join('');
    case 'PascalCase':
      return words.map(capital).join('');
    case 'kebab-case':
      return words.join('-');
    case 'SCREAMING_SNAKE_CASE':
      return words.join('_').toUpperCase();
    case 'SCREAMING-KEBAB-CASE':
      return words.join('-').toUpperCase();
    case 'UPPERCASE':
      return name.toUpperCase();
    case 'lowercase':
      return name.toLowerCase();
    default:
      return name;
  }
}

/** The type of a parameter by that of a field. */
export function typeOfField(type: TypeRef | undefined, env: Env, machine: Machine, depth = 0): ParameterType {
  if (type === undefined || depth > depthMax) return 'unknown';
  const name = lastPart(type.name);
  const [inner] = type.args;
  if (inner !== undefined && /^(?:Secret|SecretBox|Trimmed|Redacted|Form|Json)$/.test(name))
    return typeOfField(inner, env, machine, depth + 1);
  if (/^[iu](?:8|16|32|64|128|size)$/.test(name) || /^NonZero[IU]/.test(name)) return 'integer';
  if (/^f(?:32|64)$/.test(name)) return 'number';
  switch (name) {
    case 'String':
    case 'str':
    case 'char':
    case 'PathBuf':
    case 'Url':
    case 'SecretString':
    case 'IpAddr':
      return 'string';
    case 'bool':
      return 'boolean';
    case 'Uuid':
      return 'string:uuid';
    case 'DateTime':
    case 'NaiveDateTime':
    case 'OffsetDateTime':
    case 'PrimitiveDateTime':
      return 'string:date-time';
    case 'NaiveDate':
      return 'string:date';
    case 'Decimal':
    case 'BigDecimal':
      return 'number';
    case 'Vec':
    case '[]':
    case 'HashSet':
    case 'BTreeSet':
    case 'VecDeque':
      return 'array';
    case 'HashMap':
    case 'BTreeMap':
    case 'Map':
      return 'object';
    case 'TempFile':
      return 'file';
    default:
  }
  if (!/^[\w:.]+$/.test(type.name)) return 'unknown';
  const cls = machine.classOf(type, env);
  if (cls === null) return 'unknown';
  if (cls.cls.kind === 'enum') return 'string';
  const [only] = cls.cls.fields;
  if (cls.cls.fields.length === 1 && only?.name === '0')
    return typeOfField(only.type, cls.env, machine, depth + 1);
  return 'object';
}
