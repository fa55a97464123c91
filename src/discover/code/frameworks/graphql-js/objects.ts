/** Schemas that are built by calls: GraphQLObjectType of graphql-js, Pothos, Nexus. */
import type { ParameterType } from '../../../../model/sighting.ts';
import { ParameterSink } from '../../languages/javascript/requests/sink.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, External, Model, Value } from '../../machine/values.ts';
import { arg, entryOf, known, model, nameOf } from '../../machine/values.ts';
import { type GraphqlField, graphqlId, noteField } from './served.ts';

type Operation = GraphqlField['operation'];

const roots: Readonly<Record<string, Operation>> = {
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
};
const operationNamed = (name: string | null): Operation | null =>
  name !== null && Object.hasOwn(roots, name) ? (roots[name] ?? null) : null;

/** `new GraphQLObjectType`, `new SchemaBuilder`, Nexus's functions. */
export function objectCall(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const { from, name } = callee;
  if (from === 'graphql' || from === 'graphql-compose') {
    if (name === 'GraphQLObjectType') return model(graphqlId, 'object', null, { config: arg(site, 0), site });
    if (name === 'GraphQLSchema') {
      const config = arg(site, 0);
      for (const [key, operation] of [
        ['query', 'QUERY'],
        ['mutation', 'MUTATION'],
        ['subscription', 'SUBSCRIPTION'],
      ] as const) {
        const root = entryOf(config, key);
        if (root?.t === 'model' && root.kind === 'object') objectFields(root, operation, machine);
      }
      return undefined;
    }
  }
  if (from === '@pothos/core' && site.isNew) return model(graphqlId, 'builder');
  if (from === 'nexus' || from === '@nexus/schema') return nexus(name, site, machine);
  return undefined;
}

function objectFields(root: Model, operation: Operation, machine: Machine): void {
  const site = root.data.get('site') as CallSite;
  const given = entryOf(root.data.get('config') as Value | undefined, 'fields');
  const fields = given?.t === 'fn' ? machine.invoke(given, []) : given;
  if (fields?.t !== 'map') return;
  for (const [name, field] of fields.entries) {
    const place =
      field.t === 'map' ? { file: field.file, line: field.line } : { file: site.file, line: site.line };
    note(operation, name, place, entryOf(field, 'args'), field, machine);
  }
}

/** Methods of a Pothos builder and of the field builders that it hands out. */
export function builderMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  if (self.kind === 'fields') return builtField(self, site, machine);
  if (self.kind !== 'builder') return undefined;
  const [, root = '', what = ''] = /^(query|mutation|subscription)(Type|Field|Fields)$/.exec(name) ?? [];
  const operation = operationNamed(`${root.charAt(0).toUpperCase()}${root.slice(1)}`);
  if (operation === null) return name === 'toSchema' ? model(graphqlId, 'schema') : undefined;
  if (what === 'Field') {
    const field = known(arg(site, 0));
    const build = arg(site, 1);
    if (field !== null && build?.t === 'fn') {
      const made = machine.invoke(build, [model(graphqlId, 'fields')]);
      noteBuilt(operation, field, made, site, machine);
    }
    return undefined;
  }
  const given = what === 'Fields' ? arg(site, 0) : entryOf(arg(site, 0), 'fields');
  const made = given?.t === 'fn' ? machine.invoke(given, [model(graphqlId, 'fields')]) : given;
  if (made?.t === 'map')
    for (const [field, value] of made.entries) noteBuilt(operation, field, value, site, machine);
  return undefined;
}

/** `t.field({ ... })`, `t.prismaField({ ... })`, `t.string({ ... })`: keeps where it stands and its options. Nexus names the field first. */
function builtField(self: Model, site: CallSite, machine: Machine): Value | undefined {
  const operation = self.data.get('operation') as Operation | undefined;
  const field = known(arg(site, 0));
  if (operation !== undefined && field !== null) {
    const options = arg(site, 1);
    note(operation, field, site, entryOf(options, 'args'), options, machine, site.call?.doc);
    return self;
  }
  const options = site.args.map((one) => one.value).find((one) => one.t === 'map');
  return model(graphqlId, 'field', null, { options, site });
}

function noteBuilt(
  operation: Operation,
  field: string,
  value: Value,
  site: CallSite,
  machine: Machine,
): void {
  const made = value.t === 'model' && value.kind === 'field' ? value : null;
  const place = (made?.data.get('site') ?? site) as CallSite;
  const options = made?.data.get('options') as Value | undefined;
  note(operation, field, place, entryOf(options, 'args'), options, machine, place.call?.doc);
}

function nexus(name: string, site: CallSite, machine: Machine): Value | undefined {
  const [, root = '', what = ''] = /^(query|mutation|subscription)(Type|Field)$/.exec(name) ?? [];
  const config = arg(site, 0);
  if (what === 'Field') {
    const operation = operationNamed(`${root.charAt(0).toUpperCase()}${root.slice(1)}`);
    const field = known(config);
    const options = arg(site, 1);
    if (operation !== null && field !== null)
      note(operation, field, site, entryOf(options, 'args'), options, machine, site.call?.doc);
    return undefined;
  }
  const typed =
    name === 'extendType' || name === 'objectType'
      ? known(entryOf(config, 'type') ?? entryOf(config, 'name'))
      : null;
  const operation =
    what === 'Type'
      ? operationNamed(`${root.charAt(0).toUpperCase()}${root.slice(1)}`)
      : operationNamed(typed);
  const definition = entryOf(config, 'definition');
  if (operation !== null && definition?.t === 'fn')
    machine.invoke(definition, [model(graphqlId, 'fields', null, { operation })]);
  return undefined;
}

function note(
  operation: Operation,
  name: string,
  place: { readonly file: string; readonly line: number },
  args: Value | undefined,
  options: Value | undefined,
  machine: Machine,
  doc?: string,
): void {
  const sink = new ParameterSink();
  const given = args?.t === 'fn' ? machine.invoke(args, []) : args;
  if (given?.t === 'map')
    for (const [key, value] of given.entries) sink.add(key, 'body', { type: argumentType(value) });
  const description = known(entryOf(options, 'description')) ?? doc;
  const resolve = entryOf(options, 'resolve');
  const handler =
    resolve?.t === 'fn' && resolve.fn.name !== '' && resolve.fn.name !== 'resolve' ? resolve.fn.name : name;
  noteField(
    {
      operation,
      name,
      file: place.file,
      line: place.line,
      handler,
      params: sink.params,
      auth: null,
      purpose:
        description === undefined || description === null
          ? null
          : { text: description.slice(0, 400), from: 'comment' },
      deprecated: entryOf(options, 'deprecationReason') !== undefined,
    },
    machine,
  );
}

/** `t.arg.string()`, `{ type: GraphQLInt }`, `nonNull(intArg())` */
function argumentType(value: Value): ParameterType {
  const type = entryOf(value, 'type');
  const names: string[] = [];
  let at: Value | undefined = type ?? value;
  for (let depth = 0; depth < 5 && at !== undefined; depth += 1) {
    names.push(nameOf(at.t === 'result' ? at.callee : at));
    at = at.t === 'result' ? at.args[0]?.value : undefined;
  }
  const words = names.join(' ');
  if (/List|list/.test(words)) return 'array';
  if (/int\b|Int\b|intArg|GraphQLInt/.test(words)) return 'integer';
  if (/float|Float/.test(words)) return 'number';
  if (/boolean|Boolean/.test(words)) return 'boolean';
  if (/string|String|\bid\b|ID\b|idArg/.test(words)) return 'string';
  return 'unknown';
}
