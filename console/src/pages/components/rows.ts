import type { Component } from '../../api/types.ts';
import type { Gravity } from '../../marks/Sign.tsx';
import { placeText } from '../../words/place.ts';

const kinds: Readonly<Record<string, string>> = {
  application: 'Applications',
  service: 'Services',
  proxy: 'Proxies',
  balancer: 'Balancers',
  database: 'Databases',
  cache: 'Caches',
  broker: 'Brokers',
  driver: 'Drivers',
  runtime: 'Runtimes',
  framework: 'Frameworks',
  library: 'Libraries',
  container: 'Container images',
  os: 'Operating systems',
  'os-package': 'Operating system packages',
};

/** What several components of a kind are called. */
export const kindWord = (kind: string): string => kinds[kind] ?? kind;

/** A line of the table: the head of a kind, or a component. */
export type ComponentRow =
  | { readonly row: 'kind'; readonly kind: string; readonly count: number }
  | { readonly row: 'component'; readonly key: string; readonly component: Component };

/** What narrows the components. */
export interface ComponentFilter {
  readonly q?: string;
  readonly kind?: string;
  readonly weak?: string;
}

/** Names a component in the address. */
export const componentKey = ({ kind, name, version, root, place }: Component): string =>
  [kind, name, version ?? '', root, placeText(place)].join(' ');

/** Known vulnerabilities; null when no database was asked. */
export const weaknesses = (component: Component) => component.vulnerabilities ?? null;

/** How grave the worst known vulnerability is; null without one. */
export function worst(component: Component): Gravity | null {
  const found = weaknesses(component) ?? [];
  if (found.length === 0) return null;
  const order = ['critical', 'high', 'medium', 'low'] as const;
  return order.find((level) => found.some((one) => one.level === level)) ?? 'info';
}

function fits(component: Component, { q, kind, weak }: ComponentFilter): boolean {
  if (kind !== undefined && component.kind !== kind) return false;
  if (weak !== undefined && worst(component) === null) return false;
  if (q === undefined) return true;
  const text = [component.name, component.version, component.purl, component.api, placeText(component.place)]
    .join(' ')
    .toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Kinds in the order of their words, and under each its components: the weak first, then by name. */
export function componentRows(
  components: readonly Component[],
  filter: ComponentFilter,
): readonly ComponentRow[] {
  const order = Object.keys(kinds);
  const place = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  const groups = Map.groupBy(
    components.filter((one) => fits(one, filter)),
    ({ kind }) => kind,
  );
  return [...groups]
    .toSorted(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .flatMap(([kind, some]): readonly ComponentRow[] => [
      { row: 'kind', kind, count: some.length },
      ...some
        .toSorted(
          (a, b) =>
            Number(worst(a) === null) - Number(worst(b) === null) ||
            Number(b.direct) - Number(a.direct) ||
            a.name.localeCompare(b.name),
        )
        .map((component) => ({ row: 'component', key: componentKey(component), component }) as const),
    ]);
}
