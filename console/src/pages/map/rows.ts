import type { OperationSummary } from '../../api/types.ts';
import { isUsual } from '../../words/lifecycle.ts';
import { type Resource, resourcesOf } from './resource.ts';

/** A plate of the middle column: one operation, or what of a resource is folded. */
export type PlateRow =
  | { readonly kind: 'operation'; readonly key: string; readonly operation: OperationSummary }
  | {
      readonly kind: 'fold';
      readonly key: string;
      /** The resource to open; undefined when several are folded into one. */
      readonly resource: string | undefined;
      readonly title: string;
      readonly operations: readonly OperationSummary[];
      readonly count: number;
    };

/** A resource with its plates. */
export interface PlateGroup {
  readonly title: string;
  readonly rows: readonly PlateRow[];
}

/** So many plates fit 900 px of height. */
export const platesMax = 18;
const resourcesMax = 8;
/** Plates kept for operations that are not simply live, however seldom they are called. */
const unusualMax = 4;

const sum = (operations: readonly OperationSummary[]): number =>
  operations.reduce((all, one) => all + one.count, 0);
const busiest = (operations: readonly OperationSummary[]): readonly OperationSummary[] =>
  operations.toSorted((a, b) => b.count - a.count);

/** Plates that a set of shown operations needs: one each, and one for what each resource has folded. */
function platesFor(resources: readonly Resource[], shown: ReadonlySet<OperationSummary>): number {
  return resources.reduce((all, { operations }) => {
    const open = operations.filter((one) => shown.has(one)).length;
    return all + open + (open < operations.length ? 1 : 0);
  }, 0);
}

function groupOf(resource: Resource, shown: ReadonlySet<OperationSummary>): PlateGroup {
  const open = resource.operations.filter((one) => shown.has(one));
  const folded = resource.operations.filter((one) => !shown.has(one));
  const rows: PlateRow[] = open.map((operation) => ({ kind: 'operation', key: operation.id, operation }));
  if (folded.length > 0) {
    rows.push({
      kind: 'fold',
      key: `fold:${resource.title}`,
      resource: resource.title,
      title: open.length === 0 ? resource.title : `${folded.length} more`,
      operations: folded,
      count: sum(folded),
    });
  }
  return { title: open.length === 0 ? '' : resource.title, rows };
}

/**
 * The middle column. More operations than fit means that a resource folds to one plate, not that plates shrink: what is chosen or was asked for, the
 * unusual and the busiest stay open while there is room; resources past the first few share one plate.
 */
export function plateGroups(
  operations: readonly OperationSummary[],
  wanted: string | undefined,
  chosen: string | undefined,
): readonly PlateGroup[] {
  const all = resourcesOf(operations);
  if (operations.length <= platesMax) return all.map((resource) => groupOf(resource, new Set(operations)));
  const lit = operations.find(({ id }) => id === chosen);
  const asked = all.find(({ title }) => title === wanted);
  const unusual = new Set(
    busiest(operations.filter(({ lifecycle }) => !isUsual(lifecycle))).slice(0, unusualMax),
  );
  // A resource stays apart when it was asked for, holds something unusual, or is among the busiest.
  const weight = (resource: Resource): number =>
    resource === asked || (lit !== undefined && resource.operations.includes(lit))
      ? 0
      : resource.operations.some((one) => unusual.has(one))
        ? 1
        : 2;
  const apart = new Set(
    all.toSorted((a, b) => weight(a) - weight(b) || b.count - a.count).slice(0, resourcesMax),
  );
  const resources = all.filter((resource) => apart.has(resource));
  const rest = all.filter((resource) => !apart.has(resource));
  const room = platesMax - (rest.length > 0 ? 1 : 0);

  const first = [...(lit === undefined ? [] : [lit]), ...busiest(asked?.operations ?? []), ...unusual];
  const candidates = [
    ...new Set([...first, ...busiest(resources.flatMap((resource) => resource.operations))]),
  ];
  const shown = new Set<OperationSummary>();
  for (const candidate of candidates) {
    shown.add(candidate);
    if (platesFor(resources, shown) > room) shown.delete(candidate);
  }
  const groups = resources.map((resource) => groupOf(resource, shown));
  if (rest.length === 0) return groups;
  const folded = rest.flatMap((resource) => resource.operations);
  const title = rest.length === 1 ? (rest[0]?.title ?? '') : `${rest.length} other resources`;
  const others: PlateRow = {
    kind: 'fold',
    key: 'fold:',
    resource: rest.length === 1 ? rest[0]?.title : undefined,
    title,
    operations: folded,
    count: sum(folded),
  };
  return [...groups, { title: '', rows: [others] }];
}
