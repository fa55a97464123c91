/** Makes an inventory. */
import { policySchema } from '../config/policy.ts';
import type { Clock } from '../model/clock.ts';
import { HeliostatError } from '../model/errors.ts';
import type { CatalogueDocument } from '../store/ports/catalogue.ts';
import { drainDocuments, restoreDocuments } from './documents.ts';
import { readForm } from './forms.ts';
import { ingestBatch } from './ingest.ts';
import { defaultLimits } from './limits.ts';
import type { InventoryLimits } from './limits.ts';
import { openapiOf } from './openapi/document.ts';
import type { Operation } from './routes/node.ts';
import type { Ingested, Inventory } from './port.ts';
import { InventoryState } from './state.ts';
import { suffixOf } from './routes/segment.ts';
import { living } from './track.ts';
import { actorDetail, listActors } from './views/actors.ts';
import { listControlFindings } from './views/controls.ts';
import { evidenceTotals, listCovers, listEvidenceOf, listThirdParties } from './views/evidence.ts';
import { mapOf, totalsOf } from './views/map.ts';
import { summaryOf } from './views/summary.ts';
import { listOperations, operationDetail } from './views/operations.ts';

/** What an inventory is made of. */
export interface InventoryOptions {
  /** As they were saved; empty for a new one. */
  readonly documents: readonly CatalogueDocument[];
  readonly clock: Clock;
  readonly limits?: Partial<InventoryLimits>;
}

/**
 * Makes an inventory in memory, from the documents of an earlier one.
 *
 * @example
 * const inventory = createInventory({ documents: [], clock: systemClock });
 * inventory.ingest(batch);
 * inventory.operations({ sort: 'count' }).items[0]?.path; // '/patients/{patientId}'
 */
export function createInventory({ documents, clock, limits }: InventoryOptions): Inventory {
  const state = new InventoryState(clock, { ...defaultLimits, ...limits });
  restoreDocuments(state, documents);
  return {
    ingest(batch): Ingested {
      const entries = ingestBatch(state, batch);
      const own = new Set(batch.forms.map(({ ref }) => ref));
      return {
        operations: entries.map((entry) => state.forms.operationsOf(entry)),
        reassigned: reassigned(state, own),
      };
    },
    assign: (batch) =>
      batch.forms.map(({ ref, form }) => {
        const known = state.forms.get(ref);
        if (known !== undefined) return state.forms.operationsOf(known);
        return state.forms.operationsOf(readForm(form, state.table, state.limits));
      }),
    unfold(operationId) {
      const operation = found(state, operationId);
      if (!state.table.folder.unfold(operation)) {
        throw new HeliostatError('input-invalid', {
          detail: 'no literal siblings are folded into this operation',
        });
      }
      changedByHand(state);
      return reassigned(state, new Set());
    },
    takeEvidence(evidence, run) {
      state.merger.take(evidence, run);
      state.version += 1;
      return { reassigned: reassigned(state, new Set()) };
    },
    pinAlignment(api, place) {
      if (!state.merger.decisions.has(api))
        throw new HeliostatError('not-found', { detail: 'no such API was read' });
      state.merger.pin(api, place);
      state.version += 1;
      return reassigned(state, new Set());
    },
    setPurpose(operationId, text) {
      const operation = found(state, operationId);
      const trimmed = text?.trim() ?? null;
      if (trimmed !== null && (trimmed === '' || trimmed.length > purposeCharsMax))
        throw new HeliostatError('input-invalid', {
          issues: [
            { path: 'text', expected: `1 to ${purposeCharsMax} characters`, got: `${trimmed.length}` },
          ],
        });
      if (trimmed === null) state.merger.purposes.delete(operationId);
      else state.merger.purposes.set(operationId, trimmed);
      state.merger.changedPurposes.add(operationId);
      operation.dirty = true;
    },
    setPolicy(document) {
      const { success, error } = policySchema.safeParse(document);
      if (!success)
        throw new HeliostatError('input-invalid', {
          issues: error.issues.slice(0, 20).map(({ path, message }) => ({
            path: path.join('.'),
            expected: message.replace(/^(?:Invalid (?:input|option|value): )?(?:expected )?/i, ''),
            got: 'something else',
          })),
        });
      state.context.setPolicy(document);
    },
    setSurroundings(surroundings) {
      state.context.surroundings = surroundings;
    },
    fold(operationIds, segment, name) {
      foldByHand(
        state,
        operationIds.map((id) => found(state, id)),
        segment,
        name,
      );
      return reassigned(state, new Set());
    },
    drain: () => drainDocuments(state),
    totals: () => totalsOf(state),
    operations: (query) => listOperations(state, query),
    operation(id) {
      const operation = state.table.operations.get(id);
      return operation === undefined ? null : operationDetail(state, operation);
    },
    name(id) {
      const operation = state.table.operations.get(id);
      if (operation === undefined) return null;
      const { method, path } = summaryOf(state, operation);
      return { method, path };
    },
    actors: (query) => listActors(state, query),
    actor(id) {
      const actor = state.actors.byId.get(id);
      return actor === undefined ? null : actorDetail(state, actor);
    },
    map: (query) => mapOf(state, query),
    controlFindings: (query = {}) => listControlFindings(state, query),
    thirdParties: (query = {}) => listThirdParties(state, query),
    outbound: (query = {}) => listEvidenceOf(state, 'outbound', query),
    components: (query = {}) => listEvidenceOf(state, 'components', query),
    owners: (query = {}) => listEvidenceOf(state, 'owners', query),
    unresolved: (query = {}) => listEvidenceOf(state, 'unresolved', query),
    warnings: (query = {}) => listEvidenceOf(state, 'warnings', query),
    covers: (query = {}) => listCovers(state, query),
    evidenceTotals: () => evidenceTotals(state),
    alignments: () => state.merger.present(),
    openapi: (query) => openapiOf(state, query),
  };
}

function found(state: InventoryState, id: string): Operation {
  const operation = state.table.operations.get(id);
  if (operation === undefined)
    throw new HeliostatError('not-found', { detail: 'this operation is not in the inventory' });
  return operation;
}

/** Forms whose operations are other ones now, but for those of the batch itself. */
function reassigned(state: InventoryState, own: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const changed = new Map<string, readonly string[]>();
  for (const track of state.table.takeMoved()) {
    for (const ref of living(track).forms) {
      if (own.has(ref) || changed.has(ref)) continue;
      const entry = state.forms.get(ref);
      if (entry !== undefined) changed.set(ref, state.forms.operationsOf(entry));
    }
  }
  return changed;
}

const purposeCharsMax = 200;
const nameMax = 64;

/** After a fold or an unfold by hand: what is declared follows what a person said. */
function changedByHand(state: InventoryState): void {
  state.table.judge();
  state.merger.settle();
  state.version += 1;
}

function foldByHand(
  state: InventoryState,
  operations: readonly Operation[],
  segment: number,
  name: string,
): void {
  const refuse = (path: string, expected: string, got: string): never => {
    throw new HeliostatError('input-invalid', { issues: [{ path, expected, got }] });
  };
  const [first] = operations;
  if (first === undefined || operations.length < 2)
    return refuse('ids', 'at least two operations', `${operations.length}`);
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) || name.length > nameMax)
    refuse('name', 'a name of letters, digits, _ and -', name.slice(0, nameMax));
  const trail = first.node.trail();
  const target = trail[segment];
  if (target === undefined) return refuse('segment', `a place from 0 to ${trail.length - 1}`, `${segment}`);
  const values = new Set<string>();
  for (const operation of operations) {
    const own = operation.node.trail();
    if (
      operation.service !== first.service ||
      operation.method !== first.method ||
      own.length !== trail.length
    ) {
      refuse(
        'ids',
        'operations of one service, method and length',
        `${operation.method} ${operation.node.template()}`,
      );
    }
    own.forEach((node, at) => {
      if (at !== segment && node.literal !== trail[at]?.literal)
        refuse('ids', 'paths that differ in the named segment only', operation.node.template());
    });
    const literal = own[segment]?.literal;
    if (literal !== undefined && literal !== null) values.add(literal);
  }
  const [suffix, ...other] = new Set([...values].map(suffixOf));
  if (suffix === undefined) return refuse('segment', 'a segment with a literal', 'a parameter');
  if (other.length > 0) refuse('ids', 'one file extension', [suffix, ...other].join(' '));
  const place = target.parent;
  if (place === null) return;
  state.table.folder.foldPlace(
    place,
    suffix,
    { values: [...values], explanation: `${values.size} values folded by hand`, confidence: 1 },
    { byHand: true, name },
  );
  changedByHand(state);
}
