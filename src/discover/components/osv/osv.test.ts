import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentSighting } from '../../../model/sighting.ts';
import { TemporaryFolder } from '../testing/component-folder.ts';
import type { VersionOrder } from '../versions/order.ts';
import { compareVersions } from '../versions/order.ts';
import { affectedBy } from './affected.ts';
import { askOsv } from './index.ts';
import { baseScore } from './severity.ts';

const ordered: readonly (readonly [VersionOrder, string])[] = [
  [
    'semver',
    '0.9 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 99999999999999999999.0.0',
  ],
  ['pypi', '1.0.dev1 1.0a1.dev1 1.0a1 1.0b2 1.0rc1 1.0 1.0.post1.dev1 1.0.post1 1.0.1 1!0.1'],
  ['maven', '1.0-alpha-1 1.0-beta-2 1.0-M1 1.0-rc1 1.0-SNAPSHOT 1.0 1.0-sp1 1.0.1 1.1 1.10'],
  ['gem', '1.0.a 1.0.b1 1.0.rc1 1.0 1.0.1 1.2 1.10'],
  ['composer', '1.0-dev 1.0-alpha1 1.0-beta1 1.0-RC1 1.0 1.0-p1 1.0.1 1.10'],
  ['nuget', '1.0.0-Alpha 1.0.0-beta 1.0.0 1.0.0.1 1.0.1'],
  ['deb', '1.0~rc1-1 1.0-1 1.0-1+deb12u1 1.0-2 1.0a-1 1.0+b-1 1.1-1 1.10-1 1:0.1-1'],
];
for (const [order, text] of ordered)
  test(`versions stand in the order of ${order}`, () => {
    const versions = text.split(' ');
    for (const [at, one] of versions.entries())
      for (const [other, two] of versions.entries())
        assert.equal(compareVersions(order, one, two), Math.sign(at - other), `${one} and ${two}`);
  });

test('equal versions in several spellings', () => {
  for (const [order, one, two] of [
    ['semver', 'v1.2', '1.2.0+build'],
    ['pypi', '1.0', '1.0.0'],
    ['maven', '1.0', '1.0.0-ga'],
    ['nuget', '1.0', '1.0.0.0'],
    ['gem', '1', '1.0'],
  ] as const)
    assert.equal(compareVersions(order, one, two), 0, `${one} and ${two}`);
});

const range = (events: readonly Record<string, string>[], type = 'SEMVER') => ({
  ranges: [{ type, events }],
});
const cases: readonly (readonly [
  entry: Parameters<typeof affectedBy>[0],
  version: string,
  affected: boolean,
  fixed: string | null,
])[] = [
  [range([{ introduced: '0' }, { fixed: '1.2.0' }]), '1.1.9', true, '1.2.0'],
  [range([{ introduced: '0' }, { fixed: '1.2.0' }]), '1.2.0', false, null],
  [range([{ introduced: '1.0.0' }, { last_affected: '1.2.0' }]), '1.2.0', true, null],
  [range([{ introduced: '1.0.0' }, { last_affected: '1.2.0' }]), '1.2.1', false, null],
  [
    range([{ fixed: '2.1.0' }, { introduced: '2.0.0' }, { fixed: '1.0.5' }, { introduced: '1.0.0' }]),
    '2.0.3',
    true,
    '2.1.0',
  ],
  [
    range([{ introduced: '1.0.0' }, { fixed: '1.0.5' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }]),
    '1.5.0',
    false,
    null,
  ],
  [range([{ introduced: '0' }]), '9.9.9', true, null],
  [range([{ introduced: '0' }, { fixed: 'abc' }], 'GIT'), '1.0.0', false, null],
  [{ versions: ['1.0.0', 'v1.0.1'] }, '1.0.1', true, null],
  [{ versions: ['1.0.0'] }, '1.0.2', false, null],
  [{ ranges: 'x', versions: 7 }, '1.0.2', false, null],
];
for (const [entry, version, isAffected, fixed] of cases)
  test(`${version} is ${isAffected ? '' : 'not '}affected by ${JSON.stringify(entry)}`, () => {
    assert.deepEqual(affectedBy(entry, version, 'semver'), { isAffected, fixed });
  });

test('base scores of CVSS 3 vectors', () => {
  for (const [vector, score] of [
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 7.5],
    ['CVSS:3.0/AV:L/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:3.1/AV:X', null],
    ['CVSS:4.0/AV:N', null],
  ] as const)
    assert.equal(baseScore(vector), score, vector);
});

const component = (purl: string, version: string): ComponentSighting => ({
  kind: 'library',
  name: purl,
  version,
  purl,
  api: 'shop',
  direct: true,
  scope: 'runtime',
  place: { file: 'lock' },
});

test('a folder of records names what is weak, once, the worst first', async () => {
  const record = (id: string, ecosystem: string, name: string, more: object = {}) =>
    JSON.stringify({
      id,
      summary: `about ${id}`,
      affected: [
        {
          package: { ecosystem, name },
          ranges: [
            {
              type: ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM',
              events: [{ introduced: '0' }, { fixed: '2.0' }],
            },
          ],
        },
      ],
      ...more,
    });
  using folder = new TemporaryFolder({
    'npm/GHSA-1.json': record('GHSA-1', 'npm', '@a/b', {
      aliases: ['CVE-1'],
      database_specific: { severity: 'MODERATE' },
    }),
    'npm/GHSA-2.json': record('GHSA-2', 'npm', '@a/b', {
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    }),
    'npm/CVE-1.json': record('CVE-1', 'npm', '@a/b'),
    'npm/OLD.json': record('OLD', 'npm', '@a/b', { withdrawn: '2024-01-01T00:00:00Z' }),
    'PyPI/PYSEC-1.json': record('PYSEC-1', 'PyPI', 'Some_Thing'),
    'Debian/DSA-1.json': record('DSA-1', 'Debian:12', 'openssl'),
    'Debian/DSA-2.json': record('DSA-2', 'Debian:11', 'openssl'),
    'Maven/M.json': record('M-1', 'Maven', 'org.x:y'),
    'broken.json': '{',
    'other.json': '[1]',
    'all.zip': 'PK',
  });
  const { components, records, warnings } = await askOsv(folder.path, [
    component('pkg:npm/%40a/b@1.9.0', '1.9.0'),
    component('pkg:npm/%40a/b@2.0.0', '2.0.0'),
    component('pkg:pypi/some-thing@1.0', '1.0'),
    component('pkg:deb/debian/libssl3@1.1?source=openssl&distro=debian-12', '1.1'),
    component('pkg:maven/org.x/y@1.5', '1.5'),
    component('none', '1'),
  ]);
  assert.equal(records, 8);
  assert.deepEqual(
    components.map(({ vulnerabilities }) =>
      vulnerabilities?.map(({ id, level, fixed }) => `${id} ${level} ${fixed}`),
    ),
    [
      ['GHSA-2 critical 2.0', 'GHSA-1 medium 2.0'],
      [],
      ['PYSEC-1 null 2.0'],
      ['DSA-1 null 2.0'],
      ['M-1 null 2.0'],
      undefined,
    ],
  );
  assert.deepEqual(warnings.map(({ code }) => code).sort(), ['not-read', 'not-read', 'syntax-error']);
  await assert.rejects(askOsv(`${folder.path}/none`, []), { code: 'file-unreadable' });
});
