/**
 * GraphQL schemas as a server tells them (spec.graphql.org, Introspection): `{ "__schema": … }`, alone or within `data`.
 */
import type { Sighting } from '../../model/sighting.ts';
import type { ContractReader } from './contract-reader.ts';
import { schemaName } from './contract-reader.ts';
import { isTrue } from './document/json-value.ts';
import { ContractNode } from './document/structured-document.ts';
import { sightingOf } from './graphql/root-fields.ts';
import type { FieldType, NamedKind, RootField } from './graphql/root-fields.ts';

/** Lists and non-nulls around a type. */
const wrappersMax = 16;

const typeOf = (node: ContractNode): FieldType => {
  let current = node;
  let list = false;
  const required = node.text('kind') === 'NON_NULL';
  for (let depth = 0; depth < wrappersMax && current.child('ofType').exists; depth += 1) {
    list ||= current.text('kind') === 'LIST';
    current = current.child('ofType');
  }
  return { name: current.text('name') ?? '', list, required };
};

const kinds: Readonly<Record<string, NamedKind>> = { ENUM: 'enum', INPUT_OBJECT: 'input', SCALAR: 'scalar' };

const fieldOf = (node: ContractNode, typeName: string, operation: RootField['operation']): RootField => ({
  operation,
  typeName,
  name: node.text('name') ?? '',
  description: node.text('description'),
  deprecated: isTrue(node.child('isDeprecated').value),
  arguments: node
    .child('args')
    .items()
    .map((argument) => ({
      name: argument.text('name') ?? '',
      type: typeOf(argument.child('type')),
      hasDefault: argument.child('defaultValue').exists,
      place: argument.place,
    })),
  directives: [],
  place: node.place,
});

const roots: readonly (readonly [string, RootField['operation']])[] = [
  ['queryType', 'query'],
  ['mutationType', 'mutation'],
  ['subscriptionType', 'subscription'],
];

/** Reads results of the introspection query. */
export const graphqlIntrospection: ContractReader = {
  format: 'graphql-introspection',
  recognises: ({ text, name }) =>
    name.endsWith('.json') && /^\s*\{[^]{0,400}"__schema"\s{0,20}:\s{0,20}\{/.test(text),
  read: (sources, { references, limits, warnings }) => {
    const [source] = sources;
    if (source === undefined) return { apis: [] };
    const root = ContractNode.root(references.document(source));
    const within = [root.child('__schema'), root.child('data').child('__schema')];
    const schema = within.find((node) => node.exists);
    const api = schemaName([source.file]);
    if (schema === undefined) return { apis: [api] };
    const types = new Map(
      schema
        .child('types')
        .items()
        .map((type) => [type.text('name') ?? '', type]),
    );
    const kindOf = (name: string): NamedKind => kinds[types.get(name)?.text('kind') ?? ''] ?? 'unknown';
    const facts = { api, framework: 'graphql-introspection', path: limits.graphqlPath, kindOf };
    const sightings: Sighting[] = [];
    for (const [word, operation] of roots) {
      const typeName = schema.child(word).text('name');
      if (typeName === null) continue;
      for (const field of types.get(typeName)?.child('fields').items() ?? []) {
        if (field.text('name') === null) warnings.add('invalid-field', 'a field has no name', field.place);
        else if (sightings.length < limits.operationsMax) {
          sightings.push(sightingOf(fieldOf(field, typeName, operation), facts));
        }
      }
    }
    return { apis: [api], sightings };
  },
};
