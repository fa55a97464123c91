import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pythonResolver } from './imports.ts';

describe('imports of Python', () => {
  const files = [
    'shop/src/app/__init__.py',
    'shop/src/app/main.py',
    'shop/src/app/routers/users.py',
    'shop/src/app/routers/__init__.py',
    'shop/src/app/api/v1/endpoints.py',
    'other/src/app/__init__.py',
    'other/src/app/main.py',
    'other/src/app/routers/users.py',
    'manage.py',
    'flask.py',
  ];
  const { find } = pythonResolver(files);

  it('finds absolute names from the nearest source root', () => {
    assert.deepEqual(find('app.routers.users', 'shop/src/app/main.py'), ['shop/src/app/routers/users.py']);
    assert.deepEqual(find('app.routers.users', 'other/src/app/main.py'), ['other/src/app/routers/users.py']);
    assert.deepEqual(find('app.api.v1.endpoints', 'manage.py'), ['shop/src/app/api/v1/endpoints.py']);
    assert.deepEqual(find('app', 'shop/src/app/routers/users.py'), ['shop/src/app/__init__.py']);
  });

  it('finds relative names', () => {
    assert.deepEqual(find('.', 'shop/src/app/main.py'), ['shop/src/app/__init__.py']);
    assert.deepEqual(find('..', 'shop/src/app/routers/users.py'), ['shop/src/app/__init__.py']);
    assert.deepEqual(find('.routers', 'shop/src/app/main.py'), ['shop/src/app/routers/__init__.py']);
    assert.deepEqual(find('..api.v1.endpoints', 'shop/src/app/routers/users.py'), [
      'shop/src/app/api/v1/endpoints.py',
    ]);
    assert.deepEqual(find('....x', 'manage.py'), []);
  });

  it('finds a package from inside of it', () => {
    const inside = pythonResolver(['__init__.py', 'main.py', 'views/__init__.py', 'request.py'], 'memo');
    assert.deepEqual(inside.find('memo', 'main.py'), ['__init__.py']);
    assert.deepEqual(inside.find('memo.views', 'main.py'), ['views/__init__.py']);
    assert.deepEqual(inside.find('sanic.request', 'main.py'), []);
  });

  it('leaves libraries alone', () => {
    assert.deepEqual(find('fastapi.routing', 'shop/src/app/main.py'), []);
    assert.deepEqual(find('flask', 'flask.py'), []);
    assert.deepEqual(find('users', 'manage.py'), []);
  });
});
