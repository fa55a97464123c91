import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importResolver } from './imports.ts';

const find = (
  files: readonly string[],
  from: string,
  file: string,
  texts: Readonly<Record<string, string>> = {},
): string | undefined => importResolver(files, (path) => texts[path] ?? null).find(from, file)[0];

describe('relative imports', () => {
  const files = ['src/app.ts', 'src/routes/index.ts', 'src/users.tsx', 'lib/main.js', 'src/config.dev.js'];

  it('tries endings, emitted endings and index files', () => {
    assert.equal(find(files, './routes', 'src/app.ts'), 'src/routes/index.ts');
    assert.equal(find(files, './routes/', 'src/app.ts'), 'src/routes/index.ts');
    assert.equal(find(files, './users.js', 'src/app.ts'), 'src/users.tsx');
    assert.equal(find(files, './config.dev', 'src/app.ts'), 'src/config.dev.js');
    assert.equal(find(files, '..', 'src/routes/index.ts'), undefined);
    assert.equal(
      find(files, '../..', 'src/routes/index.ts', { 'package.json': '{"main":"./lib/main"}' }),
      'lib/main.js',
    );
  });

  it('stays below the root', () => {
    assert.equal(find(files, '../../../etc/passwd', 'src/app.ts'), undefined);
  });
});

describe('aliases', () => {
  it('follows paths and baseUrl of the nearest settings, inherited ones too', () => {
    const files = ['apps/api/src/main.ts', 'apps/api/src/users/index.ts', 'libs/db/src/index.ts'];
    const texts = {
      'tsconfig.base.json':
        '{ // shared\n "compilerOptions": { "baseUrl": ".", "paths": { "@db": ["libs/db/src"], }, } }',
      'apps/api/tsconfig.json': '{ "extends": "../../tsconfig.base.json" }',
      'apps/api/src/tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./*"] } } }',
    };
    assert.equal(find(files, '@db', 'apps/api/src/main.ts', texts), 'libs/db/src/index.ts');
    assert.equal(find(files, '@app/users', 'apps/api/src/main.ts', texts), 'apps/api/src/users/index.ts');
    assert.equal(
      find(files, 'apps/api/src/users', 'apps/api/src/main.ts', texts),
      'apps/api/src/users/index.ts',
    );
  });

  it('follows subpath imports of a manifest', () => {
    const files = ['app/controllers/users.ts', 'start/routes.ts'];
    const texts = {
      'package.json': '{"imports":{"#controllers/*":"./app/controllers/*.js","#x":{"node":"./x.js"}}}',
    };
    assert.equal(find(files, '#controllers/users', 'start/routes.ts', texts), 'app/controllers/users.ts');
    assert.equal(find(files, '#x', 'start/routes.ts', texts), undefined);
  });

  it('finds packages of the same project, from their built files to their sources', () => {
    const files = ['packages/users/src/index.ts', 'packages/users/src/deep/a.ts', 'apps/api/index.js'];
    const texts = {
      'packages/users/package.json':
        '{"name":"@acme/users","main":"dist/index.js","exports":{".":{"types":"./dist/index.d.ts","default":"./dist/index.js"},"./deep/*":"./dist/deep/*.js"}}',
    };
    assert.equal(find(files, '@acme/users', 'apps/api/index.js', texts), 'packages/users/src/index.ts');
    assert.equal(
      find(files, '@acme/users/deep/a', 'apps/api/index.js', texts),
      'packages/users/src/deep/a.ts',
    );
    assert.equal(find(files, 'express', 'apps/api/index.js', texts), undefined);
  });

  it('knows the customary ones', () => {
    const files = ['server/utils/db.ts', 'server/api/a.get.ts', 'src/lib/x.ts'];
    assert.equal(find(files, '~/server/utils/db', 'server/api/a.get.ts'), 'server/utils/db.ts');
    assert.equal(find(files, '@/lib/x', 'server/api/a.get.ts'), 'src/lib/x.ts');
    assert.equal(find(files, 'src/lib/x', 'server/api/a.get.ts'), 'src/lib/x.ts');
    const resolver = importResolver(files, () => null);
    assert.deepEqual(
      resolver.beside('server/api/a.get.ts', {
        file: '',
        language: 'javascript',
        package: '',
        body: [],
        errors: [],
      }),
      ['server/utils/db.ts'],
    );
  });
});
