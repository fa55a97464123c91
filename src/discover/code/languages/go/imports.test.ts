import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { goImports } from './imports.ts';

const project = (files: readonly string[], texts: Readonly<Record<string, string>>) =>
  goImports(files, (file) => texts[file] ?? null);

describe('Go imports', () => {
  const files = [
    'main.go',
    'api/users.go',
    'api/users_test.go',
    'api/orders.go',
    'tools/gen/gen.go',
    'tools/go.go',
    'lib/x.go',
  ];
  const resolver = project(files, {
    'go.mod':
      'module example.com/shop // the shop\n\ngo 1.22\nreplace (\n\texample.com/lib v1.0.0 => ./lib\n)\n',
    'tools/go.mod': 'module example.com/shop/tools\n',
  });

  it('finds the folder of a package, without its tests', () => {
    assert.deepEqual(resolver.find('example.com/shop/api', 'main.go'), ['api/users.go', 'api/orders.go']);
    assert.deepEqual(resolver.find('example.com/shop', 'api/users.go'), ['main.go']);
    assert.deepEqual(resolver.find('github.com/gin-gonic/gin', 'main.go'), []);
    assert.deepEqual(resolver.find('net/http', 'main.go'), []);
  });

  it('prefers the longest module, and folders that replace one', () => {
    assert.deepEqual(resolver.find('example.com/shop/tools/gen', 'main.go'), ['tools/gen/gen.go']);
    assert.deepEqual(resolver.find('example.com/lib', 'main.go'), ['lib/x.go']);
  });

  it('sees the files of the same package', () => {
    assert.deepEqual(resolver.beside('api/users.go', undefined as never), ['api/orders.go']);
  });

  it('goes by the end of the path where there is no module', () => {
    const old = project(['src/main.go', 'internal/api/a.go'], {});
    assert.deepEqual(old.find('github.com/org/app/internal/api', 'src/main.go'), ['internal/api/a.go']);
    assert.deepEqual(old.find('fmt', 'src/main.go'), []);
  });
});
