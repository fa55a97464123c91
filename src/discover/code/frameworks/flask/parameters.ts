/** What a view of Flask asks for: by its body, by argument parsers, by schemas of extensions. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, DecoratorSite, FnValue, Model, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, named, positional } from '../../machine/values.ts';
import { externalName, lastName } from '../python/names.ts';
import { requestReads } from '../python/request-reads.ts';
import { isSchema, schemaFields } from '../python/schemas.ts';

/** Where webargs, marshmallow and reqparse say that values are. */
const locations: Readonly<Record<string, ParameterIn>> = {
  json: 'body',
  json_or_form: 'body',
  body: 'body',
  query: 'query',
  querystring: 'query',
  args: 'query',
  values: 'query',
  form: 'form',
  files: 'form',
  form_and_files: 'form',
  headers: 'header',
  header: 'header',
  cookies: 'cookie',
  cookie: 'cookie',
  path: 'path',
  view_args: 'path',
};

const locationOf = (value: Value | undefined, otherwise: ParameterIn): ParameterIn => {
  for (const one of itemsOf(value)) {
    const word = known(one);
    if (word !== null && Object.hasOwn(locations, word)) return locations[word] ?? otherwise;
  }
  return otherwise;
};

/** All that a view is seen to read. */
export function viewParameters(
  fn: FnValue,
  decorators: readonly DecoratorSite[],
  machine: Machine,
): SightedParameter[] {
  const found: SightedParameter[] = [];
  const add = (params: readonly SightedParameter[]): void => {
    for (const param of params)
      if (!found.some((one) => one.in === param.in && one.name === param.name)) found.push(param);
  };
  for (const site of decorators) add(ofDecorator(site, machine));
  add(ofTypedParams(fn, machine));
  add(ofParsers(fn, machine));
  add(requestReads(fn, machine, true));
  return found;
}

/** `@use_args(Schema, location='query')`, `@blp.arguments(Schema)`, `@app.input(Schema, location='json')`, `@ns.expect(parser)`. */
function ofDecorator(site: DecoratorSite, machine: Machine): readonly SightedParameter[] {
  const name = site.callee.t === 'member' ? site.callee.name : lastName(externalName(site.callee) ?? '');
  switch (name) {
    // APIFairy: `@body(schema)`; its `@arguments` are in the query.
    case 'body':
      return externalName(site.callee)?.startsWith('apifairy') === true
        ? fieldsOf(arg(site, 0), locationOf(named(site, 'location'), 'body'), machine)
        : [];
    case 'use_args':
    case 'use_kwargs':
    case 'arguments':
    case 'input':
    case 'use_schema': {
      const where = locationOf(
        named(site, 'location') ?? (name === 'arguments' || name === 'input' ? undefined : arg(site, 1)),
        'body',
      );
      return fieldsOf(arg(site, 0) ?? named(site, 'schema'), where, machine);
    }
    case 'expect':
    case 'accepts':
      return positional(site).flatMap((one) => fieldsOf(one, 'body', machine));
    case 'marshal_with':
      return [];
    default:
      return [];
  }
}

/** Fields of a schema class, an instance of one, a map of field objects, a parser, a documented model. */
function fieldsOf(
  value: Value | undefined,
  where: ParameterIn,
  machine: Machine,
): readonly SightedParameter[] {
  if (value === undefined) return [];
  const of = (cls: ClassValue): readonly SightedParameter[] =>
    schemaFields(cls, machine).map(({ name, type, required, file, line }) => ({
      name,
      in: where,
      type,
      required,
      place: { file, line },
    }));
  switch (value.t) {
    case 'class':
      return of(value);
    case 'instance':
      return of(value.of);
    case 'list':
      return value.items.flatMap((one) => fieldsOf(one, where, machine));
    case 'model':
      return value.kind === 'parser'
        ? parserFields(value)
        : fieldsOf(value.data.get('fields') as Value | undefined, where, machine);
    case 'map':
      return [...value.entries].map(([name, field]) => ({
        name,
        in: where,
        type: typeOfField(field),
        required: isTrue(field.t === 'result' ? named(field, 'required') : undefined) ? true : null,
      }));
    default:
      return [];
  }
}

const isTrue = (value: Value | undefined): boolean => value?.t === 'const' && value.v === true;

function typeOfField(field: Value): ParameterType {
  const name = lastName(externalName(field) ?? '');
  if (name.startsWith('Int')) return 'integer';
  if (/^(?:Float|Decimal|Number|Fixed|Arbitrary)/.test(name)) return 'number';
  if (name.startsWith('Bool')) return 'boolean';
  if (/^List|^Delimited/.test(name)) return 'array';
  if (/^(?:Nested|Dict|Raw|Polymorph)/.test(name)) return 'object';
  if (name === 'DateTime') return 'string:date-time';
  if (name === 'Date') return 'string:date';
  if (name === 'Email') return 'string:email';
  if (name === 'UUID') return 'string:uuid';
  return name === '' ? 'unknown' : 'string';
}

/** One argument of a request parser. */
export function parserArgument(site: DecoratorSite | Parameters<typeof arg>[0]): SightedParameter | null {
  const name = known(arg(site, 0) ?? named(site, 'name'));
  if (name === null) return null;
  const type = named(site, 'type');
  const typeName =
    type === undefined ? '' : type.t === 'external' ? type.name : lastName(externalName(type) ?? '');
  const isFile = locationWords(named(site, 'location')).includes('files') || typeName === 'FileStorage';
  const types: Readonly<Record<string, ParameterType>> = {
    int: 'integer',
    float: 'number',
    bool: 'boolean',
    boolean: 'boolean',
    dict: 'object',
    list: 'array',
    natural: 'integer',
    positive: 'integer',
    str: 'string',
  };
  const where = locationOf(named(site, 'location'), 'query');
  return {
    name,
    in: where,
    type: isFile
      ? 'file'
      : known(named(site, 'action')) === 'append' || known(named(site, 'action')) === 'split'
        ? 'array'
        : Object.hasOwn(types, lastName(typeName))
          ? (types[lastName(typeName)] ?? 'string')
          : 'string',
    required: isTrue(named(site, 'required')),
  };
}

const locationWords = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((one) => known(one) ?? []);

/** Arguments that were added to a parser. */
export const parserFields = (parser: Model): readonly SightedParameter[] =>
  (parser.data.get('arguments') as SightedParameter[] | undefined) ?? [];

/** `args = parser.parse_args()` in the body: the parser is a global, or an attribute of the resource. */
function ofParsers(fn: FnValue, machine: Machine): readonly SightedParameter[] {
  const found: SightedParameter[] = [];
  walkFn(fn.fn, {
    expr(expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'member' || expr.fn.name !== 'parse_args') return;
      const { of } = expr.fn;
      const value =
        of.t === 'member' && of.of.t === 'name' && of.of.v === 'self' && fn.self !== null
          ? machine.member(fn.self.t === 'class' ? machine.instantiate(fn.self, []) : fn.self, of.name)
          : of.t === 'name' || of.t === 'member'
            ? machine.evaluate(of, fn.env)
            : null;
      if (value?.t === 'model' && value.kind === 'parser') found.push(...parserFields(value));
    },
    stmt(stmt) {
      // A parser made in the body itself.
      if (
        stmt.t !== 'expr' ||
        stmt.e.t !== 'call' ||
        stmt.e.fn.t !== 'member' ||
        stmt.e.fn.name !== 'add_argument'
      )
        return;
      const args = stmt.e.args.map(({ name, value }) => ({
        ...(name === undefined ? {} : { name }),
        value: machine.evaluate(value, fn.env),
        expr: value,
      }));
      const made = parserArgument({ args });
      if (made !== null) found.push(made);
    },
  });
  return found;
}

const byName: Readonly<Record<string, ParameterIn>> = {
  path: 'path',
  query: 'query',
  body: 'body',
  form: 'form',
  header: 'header',
  cookie: 'cookie',
};

/** flask-openapi3 and flask-pydantic: `def create(body: CreateBody, query: Paging)`. */
function ofTypedParams(fn: FnValue, machine: Machine): readonly SightedParameter[] {
  return fn.fn.params.flatMap((param): readonly SightedParameter[] => {
    const where = Object.hasOwn(byName, param.name) ? byName[param.name] : undefined;
    if (where === undefined || param.type === undefined) return [];
    const cls = machine.classOf(param.type, fn.env);
    return cls === null || !isSchema(cls, machine) ? [] : fieldsOf(cls, where, machine);
  });
}
