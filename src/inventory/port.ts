/** The inventory as the rest of the house sees it: it takes batches in, and answers questions. */
import type { ExchangeBatch } from '../model/exchange.ts';
import type {
  ActorDetail,
  ActorSummary,
  InventoryTotals,
  Lifecycle,
  MapView,
  OperationDetail,
  OperationSummary,
} from '../model/operation.ts';
import type { CatalogueDocument } from '../store/ports/catalogue.ts';

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Matches before paging. */
  readonly total: number;
}

/** Which operations, in which order. */
export interface OperationQuery {
  /** Words; each must be in method, path, service, host or a data class. */
  readonly search?: string;
  readonly service?: string;
  readonly method?: string;
  readonly kind?: OperationSummary['kind'];
  readonly lifecycle?: Lifecycle;
  readonly auth?: string;
  readonly dataClass?: string;
  readonly actorId?: string;
  readonly sort?:
    | 'path'
    | 'method'
    | 'count'
    | 'errors'
    | 'p95'
    | 'lastSeen'
    | 'firstSeen'
    | 'actors'
    | 'sensitivity';
  readonly order?: 'asc' | 'desc';
  readonly offset?: number;
  /** At most 5,000. */
  readonly limit?: number;
}

/** Which actors, in which order. */
export interface ActorQuery {
  readonly search?: string;
  readonly kind?: string;
  readonly group?: string;
  readonly operationId?: string;
  readonly sort?: 'label' | 'count' | 'errors' | 'operations' | 'lastSeen';
  readonly order?: 'asc' | 'desc';
  readonly offset?: number;
  readonly limit?: number;
}

/** What taking in a batch decided. */
export interface Ingested {
  /** Per form of the batch (same index): ids of its operations; empty for an unrouted path. */
  readonly operations: readonly (readonly string[])[];
  /** Forms of earlier exchanges whose operations have changed by a fold or an unfold, or because a path turned out to be routed. */
  readonly reassigned: ReadonlyMap<string, readonly string[]>;
}

/** Asking; no answer changes anything. */
export interface InventoryView {
  totals(): InventoryTotals;
  operations(query: OperationQuery): Page<OperationSummary>;
  operation(id: string): OperationDetail | null;
  /** Method and template of an operation, cheaply; null when there is none with this id. */
  name(id: string): { readonly method: string; readonly path: string } | null;
  actors(query: ActorQuery): Page<ActorSummary>;
  actor(id: string): ActorDetail | null;
  /** The busiest `operationsMax` operations with everything they touch. */
  map(query: {
    readonly operationsMax: number;
    readonly search?: string;
    readonly service?: string;
  }): MapView;
  /** An OpenAPI 3.1 document of what is known. */
  openapi(query: { readonly service?: string; readonly title?: string }): Record<string, unknown>;
}

/** The living inventory: in memory, synchronous, written behind through `drain`. */
export interface Inventory extends InventoryView {
  ingest(batch: ExchangeBatch): Ingested;
  /** The operations of a batch's forms (same index) without counting anything: for a batch that was taken in before a restart. */
  assign(batch: ExchangeBatch): Ingested['operations'];
  /** Splits a folded operation back into its literals and keeps them apart from then on. Throws `not-found`. */
  unfold(operationId: string): Ingested['reassigned'];
  /** Folds operations (same service, host, method, length) into one template by hand. Throws `input-invalid`. */
  fold(operationIds: readonly string[], segment: number, name: string): Ingested['reassigned'];
  /** Documents changed since the last call, for the catalogue. */
  drain(): {
    readonly put: readonly CatalogueDocument[];
    readonly remove: readonly { readonly kind: string; readonly id: string }[];
  };
}
