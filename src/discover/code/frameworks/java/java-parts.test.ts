import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from '../../machine/values.ts';
import { readUriTemplate } from '../micronaut/uri-template.ts';
import { pathFits } from './ant-paths.ts';
import { authOfExpression } from './method-security.ts';
import { AllSettings, setting, substitute } from './settings.ts';

test('fits patterns to templates', () => {
  for (const [pattern, path, fits] of [
    ['/api/**', '/api', true],
    ['/api/**', '/api/a/{id}', true],
    ['/api/*', '/api/{id}', true],
    ['/api/*', '/api/a/b', false],
    ['/**/edit', '/a/{id}/edit', true],
    ['/users/{id}', '/users/{name}', true],
    ['/users/me', '/users/{name}', false],
    ['/files/*.png', '/files/a.png', true],
    ['/**', '/', true],
    ['/', '/', true],
  ] as const) {
    assert.equal(pathFits(pattern, path), fits, `${pattern} ${path}`);
  }
});

test('reads settings of the module that a file belongs with', () => {
  const files: Readonly<Record<string, string>> = {
    'app/src/main/resources/application.yml':
      'server:\n  servlet:\n    context-path: ${BASE:/shop}\nopen: [/a, /b]\n---\nspring:\n  config:\n    activate:\n      on-profile: dev\nserver.port: 1\n',
    'app/pom.xml': '<dependency><artifactId>web</artifactId></dependency>',
    'other/src/main/resources/application.properties': 'a.b=1\\\n  2\nurls[0]=/x\nurls[1]=/y\n#---\na.c=3\n',
    'bad/src/main/resources/application.yml': 'a: [',
  };
  const settings = new AllSettings({
    modules: new Map(),
    find: () => [],
    beside: () => [],
    read: (file) => files[file] ?? null,
    files: Object.keys(files),
    apiOf: () => 'x',
  });
  const app = settings.for('app/src/main/java/A.java');
  assert.equal(setting(app, 'server.servlet.contextPath'), '/shop');
  assert.equal(setting(app, 'open'), '/a,/b');
  assert.equal(setting(app, 'server.port'), null);
  assert.equal(setting(settings.for('web/src/main/java/B.java'), 'server.servlet.context-path'), '/shop');
  const other = settings.for('other/src/main/java/C.java');
  assert.equal(setting(other, 'a.b'), '12');
  assert.equal(setting(other, 'urls'), '/x,/y');
  assert.equal(setting(other, 'a.c'), null);
  assert.deepEqual(substitute(text('${a.b}/x/${none}/${d:e}'), other).parts, [
    '12/x/',
    { hole: 'none' },
    '/e',
  ]);
});

test('reads what expressions ask for', () => {
  assert.equal(authOfExpression('permitAll()', '@PreAuthorize').demand, 'none');
  const auth = authOfExpression("hasAnyRole('ADMIN', 'CLERK') and #id > 0", '@PreAuthorize');
  assert.equal(auth.demand, 'required');
  assert.deepEqual(auth.schemes[0]?.scopes, ['ADMIN', 'CLERK']);
});

test('reads URI templates', () => {
  assert.deepEqual(readUriTemplate('/books/{id:8}{?max,offset*}'), {
    path: '/books/{id}',
    queries: ['max', 'offset'],
  });
  assert.equal(readUriTemplate('/files/{+path}').path, '/files/{path*}');
  assert.equal(readUriTemplate('/page{/number}').path, '/page/{number?}');
});
