/** A version of an inventory: what later versions are compared with. */
import type { OperationDetail } from '../../model/operation.ts';
import type { InventoryView } from '../port.ts';
import type { InventoryVersion, VersionedOperation } from './compare.ts';

const operationsMax = 20_000;
const pageSize = 5_000;

/** What all sides together say about credentials: what really happens outweighs what is written, code outweighs contracts. */
export const demandOf = ({ authViews }: Pick<OperationDetail, 'authViews'>): VersionedOperation['auth'] => {
  const { declared, coded, observed, enforced } = authViews;
  const telling = [enforced, coded, declared, observed].find(({ demand }) => demand !== 'unknown');
  const named = [coded, declared, observed, enforced].find((view) => view.schemes.length > 0);
  return {
    demand: telling?.demand ?? 'unknown',
    schemes: named?.schemes ?? [],
    declared: declared.demand,
    coded: coded.demand,
  };
};

/** All operations of an inventory with everything that is known of them, in order of their paths. */
export function* allOperations(inventory: InventoryView, max = operationsMax): Generator<OperationDetail> {
  for (let offset = 0; offset < max; offset += pageSize) {
    const { items } = inventory.operations({ sort: 'path', order: 'asc', offset, limit: pageSize });
    for (const { id } of items) {
      const detail = inventory.operation(id);
      if (detail !== null) yield detail;
    }
    if (items.length < pageSize) return;
  }
}

/** Takes a version. */
export function versionOf(inventory: InventoryView, id: string, atMs: number): InventoryVersion {
  return {
    id,
    atMs,
    operations: [...allOperations(inventory)].map((one) => ({
      method: one.method,
      path: one.path,
      service: one.service,
      lifecycle: one.lifecycle,
      params: one.parameters.map(({ name, in: where, type }) => ({ name, in: where, type })),
      dataClasses: one.dataClasses.map((found) => found.id),
      auth: demandOf(one),
      sources: one.evidence.map(({ source, file, line }) => ({
        kind: source,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
      })),
    })),
  };
}
