import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MapView, OperationSummary } from '../../api/types.ts';
import { flowsOf } from './flows.ts';
import { layoutOf, plateHeight } from './layout.ts';
import { lightOf } from './light.ts';
import { resourcesOf } from './resource.ts';
import { plateGroups, platesMax } from './rows.ts';

const operation = (
  path: string,
  count: number,
  change: Partial<OperationSummary> = {},
): OperationSummary => ({
  id: `GET ${path}`,
  kind: 'rest',
  service: 'clinic',
  host: 'api.clinic.example',
  method: 'GET',
  path,
  confidence: 1,
  sources: ['traffic'],
  lifecycle: 'live',
  framework: null,
  deprecated: false,
  purpose: { text: '', from: 'name' },
  authDisagreements: 0,
  owner: null,
  exposure: 'unknown',
  risk: 0,
  controlsAbsent: 0,
  count,
  errors: 0,
  serverErrors: 0,
  blocked: 0,
  statuses: {},
  auth: [],
  anonymousSuccesses: 0,
  dataClasses: [],
  actors: 1,
  firstSeenMs: 1,
  lastSeenMs: 1,
  p50Us: 1,
  p95Us: 1,
  p99Us: 1,
  hourly: [],
  ...change,
});

const many = Array.from({ length: 12 }, (_, resource) =>
  Array.from({ length: 5 }, (__, n) => operation(`/v2/thing${resource}/part${n}`, 1_000 - resource * 50 - n)),
).flat();

const view = (operations: readonly OperationSummary[]): MapView => ({
  actorGroups: [
    { id: 'doctor', title: 'Doctors', subtitle: '', kind: 'person', actors: 3, count: 30 },
    { id: 'nobody', title: 'Anonymous', subtitle: '', kind: 'anonymous', actors: 1, count: 9 },
  ],
  operations,
  assets: [{ id: 'records', title: 'Records', subtitle: '', sensitivity: 'restricted' }],
  calls: operations.flatMap(({ id }) => [
    { group: 'doctor', operationId: id, allowed: 100, flagged: 0, blocked: 0 },
    { group: 'nobody', operationId: id, allowed: 0, flagged: 4, blocked: 9 },
  ]),
  reaches: operations.map(({ id }) => ({ operationId: id, asset: 'records', count: 100 })),
  totals: {
    operations: operations.length,
    byLifecycle: {
      zombie: 0,
      unreachable: 0,
      shadow: 0,
      orphan: 0,
      dormant: 0,
      documented: 0,
      live: operations.length,
      known: 0,
    },
    actors: 4,
    exchanges: 39,
    flagged: 4,
    blocked: 9,
    unrouted: 0,
    shed: 0,
    perSecond: 1,
  },
});

describe('resources', () => {
  test('are told by the first word of the path; an older version stands by itself', () => {
    const titles = resourcesOf([
      operation('/v2/patients/{id}', 5),
      operation('/api/v2/lab-results', 4),
      operation('/graphql#patient', 3, { kind: 'graphql', method: 'QUERY' }),
      operation('/v1/patients', 9),
      operation('/partner/v1/eligibility', 2),
    ]).map(({ title }) => title);
    assert.deepEqual(titles, ['Patients', 'Lab results', 'GraphQL', 'Partner', 'Older, /v1']);
  });
});

describe('plates', () => {
  test('fold when there are more than fit, and lose no operation', () => {
    const rows = plateGroups(many, undefined, undefined).flatMap((group) => group.rows);
    assert.ok(rows.length <= platesMax);
    const held = rows.flatMap((row) => (row.kind === 'operation' ? [row.operation] : row.operations));
    assert.equal(new Set(held).size, many.length);
  });

  test('the chosen, the asked for and the unusual stay open', () => {
    const shadow = operation('/v2/thing11/hidden', 1, { lifecycle: 'shadow' });
    const chosen = many.at(-1);
    const rows = plateGroups([...many, shadow], 'Thing9', chosen?.id).flatMap((group) => group.rows);
    const open = rows.flatMap((row) => (row.kind === 'operation' ? [row.operation.id] : []));
    assert.ok(open.includes(shadow.id));
    assert.ok(open.includes(chosen?.id ?? ''));
    assert.ok(open.some((id) => id.includes('/thing9/')));
    assert.ok(rows.length <= platesMax);
  });
});

describe('the layout', () => {
  const groups = plateGroups(many.slice(0, 6), undefined, undefined);
  const flows = flowsOf(view(many.slice(0, 6)), groups, undefined);
  const layout = layoutOf(groups, flows, 400);

  test('keeps every ribbon inside its plate and its node', () => {
    const plates = new Map(layout.plates.map(({ row, y }) => [row.key, y]));
    const sides = new Map(layout.actors.map((placed) => [placed.side.id, placed]));
    for (const ribbon of layout.calls) {
      const top = plates.get(ribbon.flow.plate) ?? Number.NaN;
      assert.ok(ribbon.to >= top - 0.01 && ribbon.to + ribbon.width <= top + plateHeight + 0.01);
      const side = sides.get(ribbon.flow.side);
      assert.ok(
        side !== undefined &&
          ribbon.from >= side.y - 0.01 &&
          ribbon.from + ribbon.width <= side.y + side.height + 0.01,
      );
    }
  });

  test('makes width the root of requests', () => {
    const width = (verdict: string) => layout.calls.find(({ flow }) => flow.verdict === verdict)?.width ?? 0;
    assert.ok(Math.abs(width('allowed') / width('blocked') - 10 / 3) < 0.01);
  });

  test('lights what a choice touches, and shows no way on for what was blocked', () => {
    const light = lightOf({ kind: 'actors', id: 'nobody' }, flows, groups);
    assert.ok([...(light?.flows ?? [])].every(({ side }) => side === 'nobody' || side === 'records'));
    assert.equal(lightOf(null, flows, groups), null);
    assert.deepEqual(flowsOf(view(many.slice(0, 6)), groups, 'blocked').reaches, []);
  });
});
