/** Exchanges of a large estate: 5,000 operations and 3,000 actors, a few of each busy and most of them rare, as real traffic is. */
import type { ObservedExchange } from '../../src/model/exchange.ts';
import { sampleActor, sampleClient, sampleForm, sampleShape } from '../../src/store/contract/sample.ts';

const operations = 5000;
const actorCount = 3000;
const nouns = [
  'accounts',
  'ledgers',
  'parcels',
  'routes',
  'tickets',
  'vehicles',
  'permits',
  'sensors',
  'readings',
  'contracts',
  'claims',
  'policies',
  'branches',
  'courses',
  'students',
  'grades',
  'rooms',
  'bookings',
  'menus',
  'orders',
  'refunds',
  'baskets',
  'reviews',
  'photos',
  'albums',
  'tracks',
  'playlists',
  'devices',
  'alarms',
  'shifts',
  'payslips',
  'audits',
  'wards',
  'beds',
  'samples',
  'results',
  'vaccines',
  'allergies',
  'visits',
  'letters',
  'forms',
  'signatures',
  'keys',
  'locks',
  'doors',
  'floors',
  'sites',
  'meters',
  'tariffs',
  'bills',
];
const verbs = [
  'history',
  'summary',
  'notes',
  'owners',
  'labels',
  'limits',
  'events',
  'files',
  'members',
  'rules',
  'status',
  'links',
  'totals',
  'drafts',
  'copies',
  'moves',
  'checks',
  'costs',
  'plans',
  'stops',
];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** A small generator with a seed (xorshift32), so that two runs see the same traffic. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
};

/** Rank by popularity: few are asked often, most seldom (Zipf with exponent 1, by inversion). */
const rank = (random: number, count: number): number =>
  Math.min(count - 1, Math.floor(count ** random) - 1 + (random === 0 ? 1 : 0));

/** Makes exchanges one after the other. */
export const sampleTraffic = (): ((n: number) => ObservedExchange) => {
  const forms = Array.from({ length: operations }, (_, index) => {
    const path = `/v2/${nouns[index % 50]}/{uuid}/${verbs[Math.floor(index / 50) % 20]}`;
    const method = methods[Math.floor(index / 1000)] ?? 'GET';
    return [200, 404].map((status) =>
      sampleForm({ path, method, status, responseClasses: index % 3 === 0 ? ['email', 'person-name'] : [] }),
    );
  });
  const shapes = Array.from({ length: 400 }, (_, index) => sampleShape(3 + (index % 15)));
  const actors = Array.from({ length: actorCount }, (_, index) => sampleActor(index));
  const clients = Array.from({ length: actorCount }, (_, index) => sampleClient(index));
  const random = randomFrom(20_261_121);
  const at = <T>(list: readonly T[], index: number): T => {
    const item = list[index % list.length];
    if (item === undefined) throw new RangeError('an empty list');
    return item;
  };
  return (n) => {
    // Every operation is seen once before popularity decides.
    const operation = n < operations ? n : rank(random(), operations);
    const failed = random() < 0.03 && n >= operations ? 1 : 0;
    const form = at(at(forms, operation), failed);
    const actor = rank(random(), actorCount);
    const spread = Math.floor(random() * 4_294_967_296);
    return {
      n,
      atMs: 1_795_000_000_000 + n,
      durationUs: 600 + (spread % 30_000),
      ttfbUs: 400 + (spread % 20_000),
      requestBytes: 300 + (spread % 700),
      responseBytes: 400 + (spread % 9000),
      form,
      actor: at(actors, actor),
      client: at(clients, actor),
      requestShape:
        form.value.method === 'GET' || form.value.method === 'DELETE' ? null : at(shapes, operation + 7),
      responseShape: at(shapes, operation),
      resources: spread.toString(16).padStart(8, '0') + (n % 1_000_000).toString(16).padStart(8, '0'),
    };
  };
};
