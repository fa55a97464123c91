import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildSchema, introspectionFromSchema } from 'graphql';
import {
  ContractFolder,
  operationLines,
  parameterLines,
  readText,
  warningCodes,
} from './testing/contract-folder.ts';
import { readContractGroup } from './index.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requiresScopes"])

"All that can be asked"
type Query {
  """
  One patient, by number. Needs a login.
  """
  patient(id: ID!, at: DateTime, unit: Unit = KG, tags: [String!]): Patient @requiresScopes(scopes: [["patient:read"]])
  health: String! @public
  old: Int @deprecated(reason: "use health")
  _service: String
}

type Patient @key(fields: "id") { id: ID! }
enum Unit { KG LB }
input NoteInput { text: String }

extend type Mutation @auth(requires: ADMIN) {
  addNote(note: NoteInput!): Boolean
}
`;

describe('GraphQL', () => {
  test('a schema in its own language', async () => {
    const evidence = await readText('clinic/schema.graphql', sdl);
    assert.deepEqual(operationLines(evidence), [
      'QUERY /graphql#patient',
      'QUERY /graphql#health',
      'QUERY /graphql#old',
      'MUTATION /graphql#addNote',
    ]);
    assert.deepEqual(parameterLines(evidence), [
      'body id string!',
      'body at string:date-time',
      'body unit string',
      'body tags array',
    ]);
    const [patient, health, old, addNote] = evidence.sightings;
    assert.equal(patient?.api, 'clinic');
    assert.equal(patient?.place.line, 8);
    assert.equal(patient?.purpose?.text, 'One patient, by number');
    assert.deepEqual(patient?.auth.schemes, [
      { scheme: 'unknown', name: 'requiresScopes', scopes: ['patient:read'] },
    ]);
    assert.equal(health?.auth.demand, 'none');
    assert.equal(old?.deprecated, true);
    assert.equal(old?.auth.demand, 'unknown');
    assert.equal(addNote?.auth.reason, 'directive @auth');
    assert.equal(addNote?.kind, 'graphql');
    assert.deepEqual(evidence.warnings, []);
  });

  test('many files make one schema, whose root types may have other names', async () => {
    using folder = new ContractFolder({
      'graphql/schema.graphql': 'schema { query: Root }\nscalar Upload\n',
      'graphql/a.graphql': 'type Root { a(file: Upload, kind: Kind): Int }\n',
      'graphql/b/b.graphql': 'extend type Root { b: Int }\nenum Kind { X }\ntype Query { notMe: Int }\n',
    });
    const paths = ['graphql/schema.graphql', 'graphql/a.graphql', 'graphql/b/b.graphql'];
    const evidence = await readContractGroup(
      { format: 'graphql-sdl', files: paths.map((path) => folder.file(path)) },
      { graphqlPath: '/api/graphql' },
    );
    assert.deepEqual(operationLines(evidence), ['QUERY /api/graphql#a', 'QUERY /api/graphql#b']);
    assert.deepEqual(parameterLines(evidence), ['body file file', 'body kind string']);
    assert.equal(evidence.covers[0]?.files, 3);
  });

  test('a faulty definition costs only itself', async () => {
    const evidence = await readText(
      's.graphql',
      'type Query {\n  a: Int\n}\ntype Bad {\n  : oops\n}\ntype Mutation {\n  b: Int\n}\n',
    );
    assert.deepEqual(operationLines(evidence), ['QUERY /graphql#a', 'MUTATION /graphql#b']);
    assert.deepEqual(warningCodes(evidence), ['syntax-error']);
    assert.equal(evidence.warnings[0]?.place.line, 5);
    const deep = await readText('d.graphql', `type Query { a(x: ${'['.repeat(200_000)}`);
    assert.ok(warningCodes(deep).length > 0);
  });

  test('the result of an introspection', async () => {
    const schema = buildSchema(
      'type Query { patient(id: ID!, tags: [String!]!, note: Note): Int @deprecated\n"Says hello"\nhello: Int }\ninput Note { text: String }',
    );
    const evidence = await readText(
      'introspection.json',
      JSON.stringify({ data: introspectionFromSchema(schema) }, null, 2),
    );
    assert.deepEqual(operationLines(evidence), ['QUERY /graphql#patient', 'QUERY /graphql#hello']);
    assert.deepEqual(parameterLines(evidence), ['body id string!', 'body tags array!', 'body note object']);
    assert.equal(evidence.sightings[0]?.deprecated, true);
    assert.equal(evidence.sightings[1]?.purpose?.text, 'Says hello');
  });
});
