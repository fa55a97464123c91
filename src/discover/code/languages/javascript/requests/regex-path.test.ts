import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeTemplates } from '../../../routes/template.ts';
import { regexPath } from './regex-path.ts';

const read = (source: string): readonly [path: string | undefined, exact: boolean] => {
  const { pattern, exact } = regexPath(source);
  return [writeTemplates(pattern)[0]?.path, exact];
};

describe('regular expressions as routes', () => {
  it('reads literals and groups', () => {
    assert.deepEqual(read('^\\/users\\/(\\d+)\\/?$'), ['/users/{0}', true]);
    assert.deepEqual(read('^/(?<kind>[a-z]+)/report\\.(csv|pdf)$'), ['/{kind}/report.{1}', true]);
    assert.deepEqual(read('/files/.*'), ['/files/{0*}', true]);
  });

  it('tells the part before what it cannot read', () => {
    assert.deepEqual(read('^\\/api\\/(?:a|b)+x{2,3}'), ['/api/{0}', false]);
    assert.deepEqual(read('.*fly$'), ['/{0*}fly', true]);
  });
});
