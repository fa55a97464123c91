import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContractFormat } from './index.ts';
import { contractEndings, groupContracts, recogniseContract } from './index.ts';

const file = (path: string): { path: string; absolute: string; root: string } => ({
  path,
  absolute: `/r/${path}`,
  root: '/r',
});

describe('contracts are told from other files', () => {
  const known: readonly (readonly [string, string, ContractFormat | null])[] = [
    ['api.yaml', '# hi\nopenapi: 3.1.0\n', 'openapi'],
    ['api.yml', 'info:\n  title: x\n"openapi" : "3.0.1"\n', 'openapi'],
    ['api.json', '{\n "info": {}, "openapi": "3.2.0"', 'openapi'],
    ['API.JSON', '{"swagger":"2.0"}', 'swagger'],
    ['s.yaml', "swagger: '2.0'\n", 'swagger'],
    ['e.yaml', 'asyncapi: 3.0.0\n', 'asyncapi'],
    [
      'p.json',
      '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.0.0/collection.json"}',
      'postman',
    ],
    ['i.json', '{"data": {"__schema": {"queryType": 1', 'graphql-introspection'],
    ['q.graphql', 'extend type Query { a: Int }', 'graphql-sdl'],
    ['q.graphql', 'query Q($type: ID) { a(type: 1) }', null],
    ['x.proto', '// x\nsyntax = "proto3";', 'proto'],
    ['x.wsdl', '<?xml version="1.0"?><definitions xmlns="http://schemas.xmlsoap.org/wsdl/">', 'wsdl'],
    [
      'pom.xml',
      '<project xmlns="http://maven.apache.org/POM/4.0.0"><description>x</description></project>',
      null,
    ],
    ['package.json', '{"name": "openapi", "dependencies": {"swagger": "2.0.0"}}', null],
    ['values.yaml', 'a: openapi\n', null],
    ['a.ts', 'openapi: 3.0.0', null],
  ];
  for (const [name, head, format] of known) {
    test(`${name}: ${head.slice(0, 30).replace(/\n/g, ' ')} is ${format}`, () => {
      assert.equal(recogniseContract(Buffer.from(head), name), format);
    });
  }

  test('recognition takes no longer for a head made to cost', () => {
    for (const piece of [
      '<description',
      '<a:definitions ',
      '{',
      '"openapi" ',
      'extend ',
      '"__schema" : ',
      ', \n'.repeat(3),
    ]) {
      for (const ending of contractEndings) {
        assert.equal(recogniseContract(Buffer.from(piece.repeat(70_000 / piece.length)), `x${ending}`), null);
      }
    }
  });

  test('files that belong together are put together', () => {
    const groups = groupContracts([
      { file: file('a/openapi.yaml'), format: 'openapi' },
      { file: file('svc/one/graphql/types/a.graphql'), format: 'graphql-sdl' },
      { file: file('svc/one/graphql/b.graphql'), format: 'graphql-sdl' },
      { file: file('svc/two/schema.graphql'), format: 'graphql-sdl' },
      { file: file('svc/two/more/c.graphql'), format: 'graphql-sdl' },
      { file: file('p/a.proto'), format: 'proto' },
      { file: file('q/b.proto'), format: 'proto' },
      { file: file('b/openapi.yaml'), format: 'openapi' },
    ]);
    assert.deepEqual(
      groups.map(({ files }) => files.length),
      [1, 2, 2, 2, 1],
    );
  });
});
