import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createObserver } from './observer.ts';
import { body, rawExchange } from './testing/raw.ts';

const make = () => {
  let n = 0;
  const observer = createObserver({
    key: new Uint8Array(32).fill(3),
    capture: { bodyBytesMax: 65_536, keepBodies: [] },
    nextNumber: () => (n += 1),
  });
  return (target: string, answer: unknown, status = 200) =>
    observer.observe(rawExchange({ target, status, responseBody: body(JSON.stringify(answer)) })).form.value;
};

test('a segment that its answer names is echoed; a word of the route is not', () => {
  const cases: readonly (readonly [string, unknown, readonly number[] | undefined])[] = [
    ['/clinics/north-river-clinic', { slug: 'north-river-clinic' }, [1]],
    ['/patients/pat_jrttrf', { data: { id: 'pat_jrttrf' } }, [1]],
    ['/v3.1/lang/de', { code: 'DE', name: 'German' }, [2]],
    ['/campaigns/spring', { items: [{ campaign: 'spring', clicks: 3 }] }, [1]],
    [
      '/repos/ada/engine/issues',
      [{ title: 'x', repository: { name: 'engine', owner: { login: 'Ada' } } }],
      [1, 2],
    ],
    ['/files/q%C3%BCelle', { name: 'qüelle' }, [1]],
    ['/topics/lotus:publish', { name: 'lotus' }, [1]],
    ['/users/me', { id: '7', username: 'ada' }, undefined],
    ['/articles', { data: [{ type: 'articles', id: '1' }] }, undefined],
    ['/orders/pending', { items: [{ id: '1', status: 'pending' }] }, undefined],
    ['/reports/latest', { links: { self: 'latest' }, notes: ['latest'] }, undefined],
    ['/patients/42', { id: '42' }, undefined],
  ];
  for (const [target, answer, echoed] of cases)
    assert.deepEqual(make()(target, answer).echoed, echoed, target);
  assert.equal(make()('/clinics/north', { slug: 'north' }, 404).echoed, undefined);
});

test('a name that the answer above issued is known when it is called', () => {
  const observe = make();
  assert.equal(
    observe('/clinics', { items: [{ slug: 'linden-family' }, { slug: 'north' }] }).echoed,
    undefined,
  );
  assert.deepEqual(observe('/clinics/linden-family/rooms', { rooms: [] }).echoed, [1]);
  assert.deepEqual(observe('/clinics/north', { ok: true }).echoed, [1]);
  assert.equal(observe('/clinics/search', { ok: true }).echoed, undefined);
  assert.equal(observe('/doctors/north', { ok: true }).echoed, undefined);
});

test('what is constant around a value stays in the path', () => {
  const observe = make();
  for (const [target, path] of [
    ['/tiles/3/7/11.png', '/tiles/{integer}/{integer}/{integer}.png'],
    ['/tiles/3/7/11@2x.png', '/tiles/{integer}/{integer}/{integer}@2x.png'],
    ["/OData/Customers('ALFKI')", "/OData/Customers('{token}')"],
    ['/OData/Orders(10248)', '/OData/Orders({integer})'],
    ['/@ada/posts', '/@{token}/posts'],
    ['/subscriptions/sub-8f3k2m9q:pull', '/subscriptions/{prefixed-id}:pull'],
    ['/instances/550e8400-e29b-41d4-a716-446655440000:start', '/instances/{uuid}:start'],
    ['/topics/lotus-events:publish', '/topics/lotus-events:publish'],
    ['/messages:batchGet', '/messages:batchGet'],
  ] as const)
    assert.equal(observe(target, {}).path, path, target);
});
