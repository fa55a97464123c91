import type { OperationSummary } from '../../api/types.ts';
import { type Resource, resourcesOf } from './resource.ts';

/** A plate of the middle column: one operation, or a folded resource. */
export type PlateRow =
  | {
      readonly kind: 'operation';
      readonly key: string;
      readonly operation: OperationSummary;
      readonly resource: string;
    }
  | {
      readonly kind: 'fold';
      readonly key: string;
      readonly title: string;
      readonly operations: readonly OperationSummary[];
      readonly count: number;
    };

/** A resource with its plates. */
export interface PlateGroup {
  readonly title: string;
  readonly rows: readonly PlateRow[];
  /** Operations of an opened resource that found no room. */
  readonly more: number;
}

/** So many plates fit 900 px of height. */
export const platesMax = 18;

const fold = (resource: Resource): PlateRow => ({
  kind: 'fold',
  key: `fold:${resource.title}`,
  title: resource.title,
  operations: resource.operations,
  count: resource.count,
});

const plates = (resource: Resource, most: number): PlateGroup => {
  // The busiest stay, but in the order of their paths.
  const kept = new Set(resource.operations.toSorted((a, b) => b.count - a.count).slice(0, most));
  const shown = resource.operations.filter((one) => kept.has(one));
  return {
    title: resource.title,
    rows: shown.map((operation) => ({
      kind: 'operation',
      key: operation.id,
      operation,
      resource: resource.title,
    })),
    more: resource.operations.length - shown.length,
  };
};

/**
 * The middle column. More operations than fit means that a resource folds to one plate, not that plates shrink: the busiest resources
 * and the one that was asked for stay open while there is room.
 */
export function plateGroups(
  operations: readonly OperationSummary[],
  wanted: string | undefined,
): readonly PlateGroup[] {
  const resources = resourcesOf(operations);
  if (operations.length <= platesMax) return resources.map((resource) => plates(resource, platesMax));
  const shown = resources.slice(0, platesMax - 1);
  const rest = resources.slice(platesMax - 1);
  let room = platesMax - shown.length - (rest.length > 0 ? 1 : 0);
  const open = new Map<string, number>();
  const asked = shown.find(({ title }) => title === wanted);
  for (const resource of asked === undefined ? shown : [asked, ...shown.filter((one) => one !== asked)]) {
    const needs = resource.operations.length - 1;
    if (needs <= room) {
      open.set(resource.title, resource.operations.length);
      room -= needs;
    } else if (resource === asked) {
      open.set(resource.title, room + 1);
      room = 0;
    }
  }
  const groups = shown.map((resource): PlateGroup => {
    const most = open.get(resource.title);
    return most === undefined ? { title: '', rows: [fold(resource)], more: 0 } : plates(resource, most);
  });
  if (rest.length === 0) return groups;
  const others: Resource = {
    title: `${rest.length} other resources`,
    operations: rest.flatMap((resource) => resource.operations),
    count: rest.reduce((sum, resource) => sum + resource.count, 0),
  };
  return [...groups, { title: '', rows: [fold(others)], more: 0 }];
}
