import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeTemplates } from '../../routes/template.ts';
import { conventionalPaths, defaultPattern } from './conventions.ts';
import { readTemplate } from './templates.ts';
import { camel } from './types.ts';

const tokens = { controller: 'Orders', action: 'List', area: '' };

const written = (template: string): readonly string[] =>
  writeTemplates(readTemplate(template, tokens)).map(({ path }) => path);

test('reads templates with tokens, constraints, defaults and what may be left out', () => {
  assert.deepEqual(written('api/[controller]/[action]'), ['/api/Orders/List']);
  assert.deepEqual(written('~/x/{id:int:min(1)}'), ['/x/{id}']);
  assert.deepEqual(written('a/{b?}/c'), ['/a/{b}/c']);
  assert.deepEqual(written('a/{page=1}'), ['/a/{page}', '/a']);
  assert.deepEqual(written('files/{**path}'), ['/files/{path*}']);
  assert.deepEqual(written('v{version:apiVersion}/{code:regex(^[[a-z]]{{2}}$)}'), ['/v{version}/{code}']);
});

test('makes paths of names by convention', () => {
  const paths = (
    controller: string,
    action: string,
    params: readonly string[],
    area = '',
  ): readonly string[] =>
    conventionalPaths(
      ['{area:exists}/{controller=Home}/{action=Index}', defaultPattern],
      { controller, action, area },
      params,
      false,
    ).flatMap((path) => writeTemplates(path).map((one) => one.path));
  assert.deepEqual(paths('Home', 'Index', []), ['/']);
  assert.deepEqual(paths('Orders', 'Index', []), ['/Orders']);
  assert.deepEqual(paths('Orders', 'Edit', ['id']), ['/Orders/Edit/{id}']);
  assert.deepEqual(paths('Users', 'List', [], 'Admin'), ['/Admin/Users/List']);
  assert.deepEqual(conventionalPaths([], tokens, [], false), []);
});

test('names properties as JSON has them', () => {
  assert.deepEqual(['CustomerId', 'URL', 'IPAddress', 'id', 'X'].map(camel), [
    'customerId',
    'url',
    'ipAddress',
    'id',
    'x',
  ]);
});
