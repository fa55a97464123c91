import type { ExchangeRecord } from '../../api/types.ts';

/** The marks of one operation on the timeline. */
export interface Lane {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly exchanges: readonly ExchangeRecord[];
}

const lanesMax = 10;

/** One lane an operation, the busiest first; what is left shares the last one. */
export function lanesOf(exchanges: readonly ExchangeRecord[]): readonly Lane[] {
  const byOperation = new Map<string, { method: string; path: string; exchanges: ExchangeRecord[] }>();
  for (const exchange of exchanges) {
    const operation = exchange.operations[0];
    const id = operation?.id ?? '';
    const lane = byOperation.get(id) ?? {
      method: operation?.method ?? '',
      path: operation?.path ?? 'not routed',
      exchanges: [],
    };
    lane.exchanges.push(exchange);
    byOperation.set(id, lane);
  }
  const lanes = [...byOperation]
    .map(([id, lane]): Lane => ({ id, ...lane }))
    .sort((a, b) => b.exchanges.length - a.exchanges.length || a.path.localeCompare(b.path));
  if (lanes.length <= lanesMax) return lanes;
  const rest = lanes.slice(lanesMax - 1);
  return [
    ...lanes.slice(0, lanesMax - 1),
    {
      id: '',
      method: '',
      path: `${rest.length} other operations`,
      exchanges: rest.flatMap((lane) => lane.exchanges),
    },
  ];
}
