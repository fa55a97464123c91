/** Types of parameters by their hints. */
import type { ParameterType } from '../../../../model/sighting.ts';
import type { TypeRef } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Env } from '../../machine/values.ts';
import { externalName, lastName } from './names.ts';

const words: Readonly<Record<string, ParameterType>> = {
  str: 'string',
  bytes: 'string:binary',
  int: 'integer',
  float: 'number',
  complex: 'number',
  bool: 'boolean',
  list: 'array',
  List: 'array',
  set: 'array',
  Set: 'array',
  frozenset: 'array',
  FrozenSet: 'array',
  tuple: 'array',
  Tuple: 'array',
  Sequence: 'array',
  Iterable: 'array',
  Collection: 'array',
  conlist: 'array',
  dict: 'object',
  Dict: 'object',
  Mapping: 'object',
  MutableMapping: 'object',
  OrderedDict: 'object',
  Decimal: 'number',
  UUID: 'string:uuid',
  UUID1: 'string:uuid',
  UUID3: 'string:uuid',
  UUID4: 'string:uuid',
  UUID5: 'string:uuid',
  date: 'string:date',
  datetime: 'string:date-time',
  AwareDatetime: 'string:date-time',
  NaiveDatetime: 'string:date-time',
  time: 'string:time',
  timedelta: 'string:duration',
  EmailStr: 'string:email',
  NameEmail: 'string:email',
  AnyUrl: 'string:uri',
  AnyHttpUrl: 'string:uri',
  HttpUrl: 'string:uri',
  SecretStr: 'string',
  StrictStr: 'string',
  constr: 'string',
  Text: 'string',
  StrictInt: 'integer',
  PositiveInt: 'integer',
  NonNegativeInt: 'integer',
  NegativeInt: 'integer',
  conint: 'integer',
  PositiveFloat: 'number',
  NonNegativeFloat: 'number',
  confloat: 'number',
  condecimal: 'number',
  StrictBool: 'boolean',
  UploadFile: 'file',
  IPvAnyAddress: 'string:ip',
  IPv4Address: 'string:ipv4',
  IPv6Address: 'string:ipv6',
  Path: 'string',
  Json: 'string',
  FileStorage: 'file',
};

/** Type that a hint speaks of; `unknown` when it does not tell. */
export function typeOfHint(type: TypeRef | undefined, env: Env, machine: Machine, depth = 0): ParameterType {
  if (type === undefined || depth > 8) return 'unknown';
  const name = lastName(type.name);
  if (name === 'Literal') {
    const [first] = type.args;
    return first === undefined ? 'unknown' : /^-?\d+$/.test(first.name) ? 'integer' : 'string';
  }
  if (name === 'Union' || name === 'Final' || name === 'Required' || name === 'NotRequired')
    return typeOfHint(type.args[0], env, machine, depth + 1);
  const word = Object.hasOwn(words, name) ? words[name] : undefined;
  const value = machine.evaluate(nameExprOf(type.name), env);
  if (value.t === 'class') {
    const isEnum = machine.extendsExternal(value, (_from, base) => /(?:Enum|Choices)$/.test(lastName(base)));
    if (!isEnum) return word ?? 'object';
    const isNumber =
      machine.extendsExternal(value, (_from, base) =>
        /^(?:Int(?:Enum|egerChoices|Flag))$/.test(lastName(base)),
      ) ||
      machine.bases(value).some((base) => base.t === 'external' && base.from === '' && base.name === 'int');
    return isNumber ? 'integer' : 'string';
  }
  if (word !== undefined) return word;
  // An alias: `UserId = Annotated[int, ...]`, `Tags = list[str]`, `Name = constr(max_length=3)`.
  const of = value.t === 'result' ? externalName(value) : value.t === 'external' ? externalName(value) : null;
  const alias = of === null ? '' : lastName(of);
  if (value.t === 'result' && (alias === 'Annotated' || alias === 'NewType')) {
    const inner = value.args[alias === 'NewType' ? 1 : 0]?.value;
    const of2 = inner === undefined ? null : externalName(inner);
    if (inner?.t === 'class')
      return typeOfHint({ name: inner.cls.name, args: [] }, inner.env, machine, depth + 1);
    return of2 === null ? 'unknown' : (words[lastName(of2)] ?? 'unknown');
  }
  return Object.hasOwn(words, alias) ? (words[alias] ?? 'unknown') : 'unknown';
}

/** A dotted name as an expression. */
export function nameExprOf(name: string): { readonly t: 'name'; readonly v: string } | MemberExpr {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<{ readonly t: 'name'; readonly v: string } | MemberExpr>(
    (of, part) => ({ t: 'member', of, name: part }),
    { t: 'name', v: first },
  );
}

interface MemberExpr {
  readonly t: 'member';
  readonly of: { readonly t: 'name'; readonly v: string } | MemberExpr;
  readonly name: string;
}
