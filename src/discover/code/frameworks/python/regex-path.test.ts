import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeTemplates } from '../../routes/template.ts';
import { parseRegexPath } from './regex-path.ts';

const templates = (regex: string): string[] =>
  writeTemplates(parseRegexPath(regex)).map(({ path, params }) =>
    [path, ...params.map(({ name, type }) => `${name}:${type}`)].join(' '),
  );

describe('routes that are regular expressions', () => {
  it('turns groups into parameters', () => {
    assert.deepEqual(templates(String.raw`^articles/(?P<year>[0-9]{4})/(?P<slug>[\w-]+)/$`), [
      '/articles/{year}/{slug} year:integer slug:string',
    ]);
    assert.deepEqual(templates(String.raw`^/story/(\d+)$`), ['/story/{arg1} arg1:integer']);
    assert.deepEqual(templates(String.raw`^files/(?P<path>.*)$`), ['/files/{path*} path:string']);
  });

  it('reads escapes, optional slashes and endings', () => {
    assert.deepEqual(templates(String.raw`^data\.json$`), ['/data.json']);
    assert.deepEqual(templates('^a/b/?$'), ['/a/b']);
    assert.deepEqual(templates(String.raw`^report-(?P<id>\d+)\.(?P<ext>csv|pdf)$`), [
      '/report-{id}.{ext} id:integer ext:string',
    ]);
    assert.deepEqual(templates(String.raw`\Aroot\Z`), ['/root']);
    assert.deepEqual(templates(''), ['/']);
  });

  it('gives both forms of what may be left out', () => {
    assert.deepEqual(templates(String.raw`^list(?:/(?P<page>\d+))?/$`), [
      '/list/{page} page:integer',
      '/list',
    ]);
  });

  it('takes the slash that a group begins with for its own', () => {
    assert.deepEqual(templates('/api/contents(?P<path>(?:(?:/[^/]+)+|/?))/trust'), [
      '/api/contents/{path*}/trust path:string',
    ]);
  });

  it('ends on what is broken', () => {
    for (const broken of ['(', '[', '\\', '(?P<a', '(?P<a>[', '(((('.repeat(500), '*+?'])
      assert.ok(templates(broken).length > 0, broken);
  });
});
