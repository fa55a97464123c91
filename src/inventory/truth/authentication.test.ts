/** Authentication four ways, and everything in which two of them disagree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuthViews } from '../../model/operation.ts';
import type { AuthScheme, SightedAuth } from '../../model/sighting.ts';
import { unknownAuth } from '../../model/sighting.ts';
import { benchOf } from '../sightings/bench.ts';
import { line } from '../sightings/testing.ts';
import type { Call } from '../testing.ts';

const asks = (demand: SightedAuth['demand'], ...schemes: readonly AuthScheme[]): SightedAuth => ({
  demand,
  schemes: schemes.map((scheme) => ({ scheme, name: scheme, scopes: [] })),
  reason: `told: ${demand}`,
});
const without: Partial<Call> = { auth: [], authNames: [] };
const open: Partial<Call> = { ...without, status: 200 };
const refused: Partial<Call> = { ...without, status: 401 };
const bearer: Partial<Call> = { auth: ['bearer-jwt'], authNames: ['authorization'] };
const cookie: Partial<Call> = { auth: ['session-cookie'], authNames: ['sid'] };

type Demands = Readonly<Record<keyof AuthViews, SightedAuth['demand']>>;

interface Case {
  readonly title: string;
  readonly declared?: SightedAuth;
  readonly coded?: SightedAuth;
  readonly calls?: readonly Partial<Call>[];
  readonly demands: Demands;
  /** `severity between/and`. */
  readonly disagree: readonly string[];
}

const unknown: Demands = { declared: 'unknown', coded: 'unknown', observed: 'unknown', enforced: 'unknown' };

const cases: readonly Case[] = [
  { title: 'nothing is told', demands: unknown, disagree: [] },
  {
    title: 'all agree',
    declared: asks('required', 'oauth2'),
    coded: asks('required', 'bearer'),
    calls: [bearer, refused],
    demands: { declared: 'required', coded: 'required', observed: 'optional', enforced: 'required' },
    disagree: [],
  },
  {
    title: 'declared and coded, but open',
    declared: asks('required', 'bearer'),
    coded: asks('required', 'bearer'),
    calls: [bearer, open],
    demands: { declared: 'required', coded: 'required', observed: 'optional', enforced: 'none' },
    disagree: ['high declared/enforced', 'high coded/enforced'],
  },
  {
    title: 'sometimes open',
    declared: asks('required', 'bearer'),
    calls: [refused, open],
    demands: { ...unknown, declared: 'required', observed: 'none', enforced: 'optional' },
    disagree: ['high declared/enforced'],
  },
  {
    title: 'declared, but code asks for nothing',
    declared: asks('required', 'bearer'),
    coded: asks('none'),
    demands: { ...unknown, declared: 'required', coded: 'none' },
    disagree: ['high declared/coded'],
  },
  {
    title: 'declared, and code only looks',
    declared: asks('required', 'bearer'),
    coded: asks('optional', 'bearer'),
    demands: { ...unknown, declared: 'required', coded: 'optional' },
    disagree: ['medium declared/coded'],
  },
  {
    title: 'declared open, coded closed',
    declared: asks('none'),
    coded: asks('required', 'session'),
    demands: { ...unknown, declared: 'none', coded: 'required' },
    disagree: ['low declared/coded'],
  },
  {
    title: 'told open, and closed by something before',
    declared: asks('none'),
    coded: asks('none'),
    calls: [refused],
    demands: { declared: 'none', coded: 'none', observed: 'none', enforced: 'required' },
    disagree: ['low declared/enforced', 'low coded/enforced'],
  },
  {
    title: 'credentials that nobody asks for',
    declared: asks('none'),
    calls: [bearer, bearer],
    demands: { ...unknown, declared: 'none', observed: 'required' },
    disagree: ['low declared/observed'],
  },
  {
    title: 'other credentials than declared',
    declared: asks('required', 'api-key'),
    calls: [cookie],
    demands: { ...unknown, declared: 'required', observed: 'required' },
    disagree: ['medium declared/observed'],
  },
  {
    title: 'other credentials declared than coded',
    declared: asks('required', 'api-key'),
    coded: asks('required', 'session'),
    demands: { ...unknown, declared: 'required', coded: 'required' },
    disagree: ['low declared/coded'],
  },
  {
    title: 'a middleware that nobody knows is no other scheme',
    declared: asks('required', 'bearer'),
    coded: asks('required', 'unknown'),
    calls: [bearer],
    demands: { declared: 'required', coded: 'required', observed: 'required', enforced: 'unknown' },
    disagree: [],
  },
];

for (const { title, declared, coded, calls = [], demands, disagree } of cases) {
  test(title, () => {
    const { give, ingest, named } = benchOf();
    const name = 'GET /rooms/free';
    give('contract', [line('contract', name, { auth: declared ?? unknownAuth })]);
    give('code', [line('code', name, { auth: coded ?? unknownAuth })]);
    ingest(calls.map((call) => ({ path: '/rooms/free', ...call })));
    const found = named(name);
    assert.deepEqual(
      Object.fromEntries(Object.entries(found?.authViews ?? {}).map(([side, view]) => [side, view.demand])),
      demands,
    );
    assert.deepEqual(
      found?.disagreements.map(({ severity, between }) => `${severity} ${between.join('/')}`),
      disagree,
    );
    assert.equal(found?.authDisagreements, disagree.length);
  });
}

test('refusals survive a restart', () => {
  const { ingest, inventory, named } = benchOf();
  ingest([{ path: '/rooms' }, { path: '/rooms', ...refused }]);
  assert.equal(named('GET /rooms')?.authViews.enforced.demand, 'required');
  assert.ok(inventory.drain().put.some(({ kind }) => kind === 'track'));
});
