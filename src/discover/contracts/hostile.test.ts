import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ContractFolder,
  operationLines,
  parameterLines,
  readText,
  warningCodes,
} from './testing/contract-folder.ts';

const head = 'openapi: 3.0.0\ninfo: { title: X }\n';

describe('hostile and faulty contracts', () => {
  test('aliases that stand for too much are left empty', async () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [name, before] of [
      ['b', 'a'],
      ['c', 'b'],
      ['d', 'c'],
      ['e', 'd'],
      ['f', 'e'],
      ['g', 'f'],
      ['h', 'g'],
      ['i', 'h'],
    ]) {
      lines.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`);
    }
    const evidence = await readText('bomb.yaml', `${head}paths: { /a: { get: {} } }\n${lines.join('\n')}\n`);
    assert.deepEqual(operationLines(evidence), ['GET /a']);
    assert.deepEqual(warningCodes(evidence), ['alias-bomb']);
    const names = Array.from({ length: 2000 }, (_, n) => `k${n}: 1`).join(', ');
    const merges = Array.from({ length: 2000 }, (_, n) => `m${n}: { <<: *a }\n`).join('');
    const merged = await readText(
      'merges.yaml',
      `${head}paths: { /a: { get: {} } }\na: &a { ${names} }\n${merges}`,
    );
    assert.deepEqual(operationLines(merged), ['GET /a']);
    assert.deepEqual(warningCodes(merged), ['alias-bomb']);
  });

  test('an alias within its own anchor is empty; merge keys and anchors serve', async () => {
    const evidence = await readText(
      'merge.yaml',
      `${head}x: &self { y: *self }\nbase: &base { summary: Base, tags: [t] }\npaths:\n  /a:\n    get: { <<: *base, operationId: a }\n    put: *base\n`,
    );
    assert.deepEqual(operationLines(evidence), ['GET /a', 'PUT /a']);
    assert.equal(evidence.sightings[0]?.purpose?.text, 'Base');
    assert.deepEqual(warningCodes(evidence), ['reference-circular']);
  });

  test('depth is bounded', async () => {
    const yaml = await readText('deep.yaml', `${head}paths: { /a: { get: {} } }\nx: ${'['.repeat(50_000)}\n`);
    assert.ok(warningCodes(yaml).includes('too-deep'));
    assert.deepEqual(operationLines(yaml), ['GET /a']);
    const json = await readText(
      'deep.json',
      `{"openapi": "3.0.0", "paths": {"/a": {"get": {}}}, "x": ${'{"a":'.repeat(200_000)}`,
    );
    assert.deepEqual(operationLines(json), ['GET /a']);
    assert.equal(json.warnings.length, 1);
  });

  test('a text of 50 MB is a text', async () => {
    const evidence = await readText(
      'big.json',
      `{"openapi":"3.0.0","info":{"title":"${'x'.repeat(50_000_000)}"},"paths":{"/a":{"get":{}}}}`,
    );
    assert.deepEqual(operationLines(evidence), ['GET /a']);
    assert.equal(evidence.sightings[0]?.api.length, 200);
    const other = await readText('data.json', `{"rows":"${'x'.repeat(21_000_000)}","openapi":"3.0.0"}`);
    assert.deepEqual(warningCodes(other), ['not-a-contract']);
    const large = await readText('big.yaml', `${head}paths: {}\n`, { fileBytesMax: 10 });
    assert.deepEqual(warningCodes(large), ['file-too-large']);
  });

  test('of two equal keys the last counts', async () => {
    const yaml = await readText(
      'twice.yaml',
      `${head}paths:\n  /a:\n    get: { summary: One }\n    get: { summary: Two }\n`,
    );
    assert.equal(yaml.sightings[0]?.purpose?.text, 'Two');
    assert.deepEqual(yaml.warnings[0]?.place, { file: 'twice.yaml', line: 6 });
    const json = await readText(
      'twice.json',
      '{"openapi":"3.0.0","paths":{"/a":{"get":{"summary":"One"}},\n"/a":{"put":{}}}}',
    );
    assert.deepEqual(operationLines(json), ['PUT /a']);
    assert.deepEqual(warningCodes(json), ['duplicate-key']);
  });

  test('other encodings are read, and told', async () => {
    const text = `${head}paths: { /a: { get: { summary: Gr\u00fc\u00dfe } } }\n`;
    for (const bytes of [
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(text, 'latin1'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ]) {
      const evidence = await readText('e.yaml', bytes);
      assert.equal(evidence.sightings[0]?.purpose?.text, 'Gr\u00fc\u00dfe');
      assert.deepEqual(warningCodes(evidence), ['encoding']);
    }
    const marked = await readText('e.json', '\uFEFF{"openapi":"3.0.0","paths":{"/a":{"get":{}}}}');
    assert.deepEqual(operationLines(marked), ['GET /a']);
    assert.deepEqual(marked.warnings, []);
  });

  test('templates and faults cost what they stand in', async () => {
    const evidence = await readText(
      'chart.yaml',
      `${head}{{- if .Values.x }}
paths:
  /a:
    get: { summary: A }
  /b:
    get:
      summary: "unclosed
      tags: [a
  /c:
    {{ toYaml .Values.c | indent 4 }}
    get: { summary: C }
`,
    );
    assert.ok(operationLines(evidence).includes('GET /a'));
    assert.ok(warningCodes(evidence).includes('templated'));
    const only = await readText('only.yaml', '{{ .Values.all }}\nopenapi: 3.0.0\n');
    assert.ok(warningCodes(only).includes('templated'));
  });

  test('a document that breaks off keeps what was complete', async () => {
    const json = await readText(
      'cut.json',
      '{"openapi":"3.0.0","paths":{"/a":{"get":{"summary":"A"},"put":{"summ',
    );
    assert.deepEqual(operationLines(json), ['GET /a', 'PUT /a']);
    assert.deepEqual(warningCodes(json), ['syntax-error']);
    const yaml = await readText(
      'cut.yaml',
      `${head}paths:\n  /a:\n    get:\n      summary: A\n  /b:\n    get: { summary: "B`,
    );
    assert.deepEqual(operationLines(yaml), ['GET /a']);
    assert.deepEqual(warningCodes(yaml), ['syntax-error']);
  });

  test('a wrong operation costs only itself', async () => {
    const evidence = await readText(
      'wrong.yaml',
      `${head}paths:
  /a: { get: 17, put: { parameters: [{ in: query }, { name: ok, in: query }, 5], security: nonsense, tags: 3 } }
  /b: 5
  c/:id: { get: { parameters: [{ name: other, in: path }] } }
  /d: { get: { security: [{ gone: [] }], requestBody: { $ref: '#/nowhere' } } }
  __proto__: { get: {} }
  constructor: { get: {} }
`,
    );
    assert.deepEqual(operationLines(evidence), ['PUT /a', 'GET /c/{id}', 'GET /d', 'GET /constructor']);
    assert.deepEqual(parameterLines(evidence), ['query ok unknown']);
    assert.deepEqual([...new Set(warningCodes(evidence))].sort(), [
      'invalid-operation',
      'invalid-parameter',
      'invalid-path-item',
      'invalid-security',
      'parameter-not-in-path',
      'reference-unresolved',
      'security-undefined',
    ]);
    assert.equal(
      evidence.warnings.find(({ code }) => code === 'invalid-operation')?.place.pointer,
      '/paths/~1a/get',
    );
  });

  test('references that go round end', async () => {
    const evidence = await readText(
      'round.yaml',
      `${head}paths:
  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } }
  /b: { get: { parameters: [{ $ref: '#/x/y' }] } }
x: { $ref: '#/z/y' }
z: { $ref: '#/x/y' }
components:
  schemas:
    A: { allOf: [{ $ref: '#/components/schemas/B' }, { properties: { a: { $ref: '#/components/schemas/A' } } }] }
    B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: { $ref: '#/components/schemas/C' } } }
    C: { $ref: '#/components/schemas/D' }
    D: { $ref: '#/components/schemas/C' }
`,
    );
    assert.deepEqual(operationLines(evidence), ['POST /a', 'GET /b']);
    assert.deepEqual(parameterLines(evidence), ['body b unknown', 'body a object']);
    assert.ok(warningCodes(evidence).includes('reference-circular'));
  });

  test('operations that time or number forbids are told', async () => {
    const text = `${head}paths: { /a: { get: {}, put: {} } }\n`;
    const late = await readText('late.yaml', text, { timeoutMs: -1 });
    assert.deepEqual([late.sightings.length, ...warningCodes(late)], [0, 'time-out']);
    const many = await readText('many.yaml', text, { operationsMax: 1 });
    assert.deepEqual([many.sightings.length, ...warningCodes(many)], [1, 'too-many-operations']);
  });

  test('files that are none, and that are gone', async () => {
    using folder = new ContractFolder({ 'a/b.yaml': 'just: text\n', 'empty.yaml': '' });
    assert.deepEqual(warningCodes(await folder.read('a/b.yaml')), ['not-a-contract']);
    assert.deepEqual(warningCodes(await folder.read('empty.yaml')), ['not-a-contract']);
    assert.deepEqual(warningCodes(await folder.read('a')), ['not-a-file']);
    assert.deepEqual(warningCodes(await folder.read('gone.yaml')), ['unreadable']);
  });
});
