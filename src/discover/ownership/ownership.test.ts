import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import type { Sighting } from '../../model/sighting.ts';
import { unknownAuth } from '../../model/sighting.ts';
import { TemporaryFolder } from '../components/testing/component-folder.ts';
import { WarningTally } from '../contracts/warning-tally.ts';
import { walkFolder } from '../files/walk.ts';
import { readPorcelain } from './blame.ts';
import { ownersOf, readCodeowners } from './codeowners.ts';
import { readOwners } from './index.ts';
import { manifestOwners } from './manifest-owners.ts';
import { pathPattern } from './pattern.ts';

const patterns: readonly (readonly [pattern: string, fits: readonly string[], not: readonly string[]])[] = [
  ['*', ['a', 'a/b/c.ts'], []],
  ['*.ts', ['a.ts', 'x/y.ts'], ['a.js']],
  ['/src/', ['src/a', 'src/b/c'], ['x/src/a', 'src']],
  ['src/', ['src/a', 'x/src/a'], ['src']],
  ['docs/*', ['docs/a.md'], ['docs/x/a.md', 'y/docs/a.md']],
  ['/docs', ['docs', 'docs/a'], ['x/docs']],
  ['**/logs', ['logs/a', 'x/logs/a', 'x/y/logs'], ['blogs']],
  ['/a/**/b.ts', ['a/b.ts', 'a/x/b.ts', 'a/x/y/b.ts'], ['b.ts', 'a/x/c.ts']],
  ['src/**', ['src/a', 'src/a/b'], ['x']],
  ['/with\\ space/', ['with space/a'], ['with/a']],
  ['te?t.ts', ['test.ts', 'a/text.ts'], ['tet.ts']],
];
for (const [pattern, fits, not] of patterns)
  test(`pattern ${pattern}`, () => {
    const matches = pathPattern(pattern);
    for (const path of fits) assert.ok(matches(path), `fits ${path}`);
    for (const path of not) assert.ok(!matches(path), `does not fit ${path}`);
  });

test('hostile patterns take no time', () => {
  const stars = pathPattern(`/${'*a'.repeat(400)}b`);
  const deep = pathPattern(`${'**/a/'.repeat(30)}b`);
  for (let at = 0; at < 50; at += 1) {
    assert.ok(!stars('a'.repeat(2_000)));
    assert.ok(!deep('a/'.repeat(60)));
  }
});

test('the last pattern holds, and one without owners takes ownership away', () => {
  const warnings = new WarningTally();
  const rules = readCodeowners(
    '# all\n* @org/all\n/src/ @org/src ann@example.org # words\n/src/gen/\n!x @no\n/odd not-an-owner\n',
    'CODEOWNERS',
    warnings,
  );
  const who = (path: string) => ownersOf(rules, path).flatMap(({ owners }) => owners);
  assert.deepEqual(who('readme.md'), ['@org/all']);
  assert.deepEqual(who('src/a.ts'), ['@org/src', 'ann@example.org']);
  assert.deepEqual(who('src/gen/a.ts'), []);
  assert.deepEqual(
    warnings.list().map(({ code }) => code),
    ['pattern-unknown', 'owner-unknown'],
  );
});

test('sections of GitLab: the last of each, with their defaults', () => {
  const rules = readCodeowners(
    '* @all\n[Backend][2] @back\n/api/\n/api/pay/ @pay\n^[Docs]\n*.md @docs\n',
    'CODEOWNERS',
    new WarningTally(),
  );
  const who = (path: string) => ownersOf(rules, path).flatMap(({ owners }) => owners);
  assert.deepEqual(who('api/a.ts'), ['@all', '@back']);
  assert.deepEqual(who('api/pay/a.md'), ['@all', '@pay', '@docs']);
});

test('people in manifests', () => {
  const cases: readonly (readonly [file: string, text: string, owners: readonly string[]])[] = [
    [
      'package.json',
      '{"author":"Ann Lee <ann@example.org> (https://x)","contributors":["z"]}',
      ['ann@example.org'],
    ],
    [
      'package.json',
      '{"author":"A","maintainers":[{"name":"Bo"},{"email":"c@example.org"}]}',
      ['Bo', 'c@example.org'],
    ],
    ['pyproject.toml', '[project]\nauthors=[{name="Ann"}]\n', ['Ann']],
    ['pyproject.toml', '[tool.poetry]\nauthors=["Ann <ann@example.org>"]\n', ['ann@example.org']],
    ['Cargo.toml', '[package]\nauthors=["Ann <ann@example.org>"]\n', ['ann@example.org']],
    ['pom.xml', '<project><developers><developer><id>ann</id></developer></developers></project>', ['ann']],
    ['package.json', '{"author": 7}', []],
    ['composer.json', '[', []],
  ];
  for (const [file, text, owners] of cases)
    assert.deepEqual(manifestOwners(text, file, new WarningTally()), owners, text);
});

test('the porcelain format of git blame', () => {
  const id = 'a'.repeat(40);
  assert.deepEqual(
    [
      ...readPorcelain(
        `${id} 3 7 1\nauthor Ann\nauthor-mail <ann@example.org>\nfilename a\n\tcode\n${id} 4 8\n\tmore\n`,
      ),
    ],
    [
      [7, 'ann@example.org'],
      [8, 'ann@example.org'],
    ],
  );
  assert.equal(readPorcelain('nonsense\n\tx\n').size, 0);
});

const at = (file: string, line: number): Sighting => ({
  source: 'code',
  kind: 'rest',
  api: 'shop',
  hosts: [],
  method: 'GET',
  path: '/a',
  place: { file, line },
  framework: 'express',
  params: [],
  auth: unknownAuth,
  mounted: true,
  role: 'app',
  deprecated: false,
  purpose: null,
  handler: null,
  tags: [],
  confidence: 1,
});

test('authors of lines are asked for only where CODEOWNERS names nobody, also above the folder that is read', async () => {
  using folder = new TemporaryFolder({
    '.github/CODEOWNERS': '/app/src/owned.js @org/team\n',
    'app/package.json': '{"name":"shop","author":"Bo <bo@example.org>"}',
    'app/src/owned.js': 'one\ntwo\n',
    'app/src/free.js': 'one\ntwo\n',
  });
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...words], {
      cwd: folder.path,
      stdio: 'pipe',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');
  const walked = await walkFolder(`${folder.path}/app`);
  const { owners } = await readOwners(walked, [at('src/owned.js', 1), at('src/free.js', 2)], {
    root: './app',
  });
  const line = ({ from, owners: who, scope }: (typeof owners)[number]) =>
    `${from} ${who.join()} ${JSON.stringify(scope)}`;
  assert.deepEqual(owners.map(line), [
    'codeowners @org/team {"file":"src/owned.js"}',
    'manifest bo@example.org {"file":"src/owned.js"}',
    'manifest bo@example.org {"file":"src/free.js"}',
    'git-blame ann@example.org {"file":"src/free.js","line":2}',
  ]);
  assert.equal(owners[0]?.because, '.github/CODEOWNERS:1 has /app/src/owned.js');
});

test('a checkout cannot make `git blame` run its own programs', async () => {
  using folder = new TemporaryFolder({ 'a.js': 'one\n', '.gitattributes': '*.js filter=evil diff=evil\n' });
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...words], {
      cwd: folder.path,
      stdio: 'pipe',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'first');
  for (const name of [
    'filter.evil.clean',
    'filter.evil.smudge',
    'diff.evil.textconv',
    'core.fsmonitor',
    'core.pager',
  ])
    git('config', name, `touch ${folder.path}/ran; cat`);
  const walked = await walkFolder(folder.path);
  const { owners } = await readOwners(walked, [at('a.js', 1)], { root: '.' });
  assert.equal(owners[0]?.from, 'git-blame');
  const after = await walkFolder(folder.path);
  assert.ok(!after.files.some(({ path }) => path === 'ran'));
});
