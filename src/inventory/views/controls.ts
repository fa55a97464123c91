/** Controls that operations lack, over all of them. */
import type { ControlFinding, ControlQuery, Page } from '../port.ts';
import type { InventoryState } from '../state.ts';
import { contextOf } from '../context/surrounding.ts';
import { truthOf } from '../truth/truth.ts';
import { summaryOf } from './summary.ts';

const limitMax = 5_000;

/** Findings, the riskiest operation first. */
export function listControlFindings(state: InventoryState, query: ControlQuery): Page<ControlFinding> {
  const { service, certainty, severity, control, offset = 0, limit = 100 } = query;
  const found: ControlFinding[] = [];
  for (const operation of state.table.operations.values()) {
    if (service !== undefined && operation.service !== service) continue;
    const summary = summaryOf(state, operation);
    const { method, path, owner, risk } = summary;
    for (const one of contextOf(state, truthOf(state, operation), summary).controls.missing) {
      if (certainty !== undefined && one.certainty !== certainty) continue;
      if (severity !== undefined && one.severity !== severity) continue;
      if (control !== undefined && one.control !== control) continue;
      found.push({
        ...one,
        operationId: operation.id,
        method,
        path,
        service: operation.service,
        owner,
        risk,
      });
    }
  }
  found.sort((a, b) => b.risk - a.risk || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const from = Math.max(0, offset);
  return { items: found.slice(from, from + Math.min(limitMax, Math.max(0, limit))), total: found.length };
}
