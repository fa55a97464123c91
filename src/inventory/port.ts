/** The inventory as the rest of the house sees it: it takes batches in, and answers questions. */
import type { ExchangeBatch } from '../model/exchange.ts';
import type {
  ActorDetail,
  ActorSummary,
  EvidenceSource,
  Exposure,
  InventoryTotals,
  Lifecycle,
  MapView,
  MissingControl,
  OperationDetail,
  OperationSummary,
} from '../model/operation.ts';
import type {
  ComponentSighting,
  Evidence,
  EvidenceCover,
  EvidenceWarning,
  OutboundSighting,
  OwnerSighting,
  Unresolved,
} from '../model/sighting.ts';
import type { ThirdParty } from '../model/third-party.ts';
import type { Surroundings } from './context/surroundings.ts';
import type { Alignment, AlignmentDecision } from './align/decision.ts';
import type { EvidenceList, EvidenceRun } from './sightings/root.ts';
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
  /** Operations that this source tells of. */
  readonly source?: EvidenceSource;
  readonly auth?: string;
  readonly dataClass?: string;
  readonly exposure?: Exposure;
  /** As `OperationSummary.owner` has it. */
  readonly owner?: string;
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
    | 'risk'
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

/** A page of evidence. */
export interface EvidenceQuery {
  readonly service?: string;
  readonly offset?: number;
  /** At most 5,000; 100 unless given. */
  readonly limit?: number;
}

/** A piece of evidence with the root it was read in, and the service its API belongs to where it names one. */
export type EvidenceItem<T> = T & { readonly root: string; readonly service: string | null };

/** A control that the policy asks for and that an operation does not have. */
export interface ControlFinding extends MissingControl {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly service: string;
  readonly owner: string | null;
  readonly risk: number;
}

/** Which findings. */
export interface ControlQuery extends EvidenceQuery {
  readonly certainty?: MissingControl['certainty'];
  readonly severity?: MissingControl['severity'];
  readonly control?: MissingControl['control'];
}

/** What was read, in which run. */
export type CoverItem = EvidenceCover & { readonly run: string; readonly atMs: number };

/** How much evidence is kept. */
export interface EvidenceTotals {
  readonly kept: Readonly<Record<EvidenceList, number>>;
  /** Turned away since the start because there was too much. */
  readonly leftOut: Readonly<Record<EvidenceList, number>>;
  /** Sightings in tests and examples: they make no operation. */
  readonly fromTestsAndExamples: number;
  /** Sightings whose path is deeper than is looked at. */
  readonly tooDeep: number;
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
  /** Required minus actual controls of all operations, the riskiest operation first. */
  controlFindings(query?: ControlQuery): Page<ControlFinding>;
  /** Whom all these call, what with findings first. */
  thirdParties(query?: EvidenceQuery): Page<ThirdParty>;
  /** Calls to others. */
  outbound(query?: EvidenceQuery): Page<EvidenceItem<OutboundSighting>>;
  components(query?: EvidenceQuery): Page<EvidenceItem<ComponentSighting>>;
  owners(query?: EvidenceQuery): Page<EvidenceItem<OwnerSighting>>;
  /** Places whose method or path could not be told. */
  unresolved(query?: EvidenceQuery): Page<EvidenceItem<Unresolved>>;
  /** What was not read, or only in part. */
  warnings(query?: EvidenceQuery): Page<EvidenceItem<EvidenceWarning>>;
  /** What was read. */
  covers(query?: EvidenceQuery): Page<CoverItem>;
  evidenceTotals(): EvidenceTotals;
  /** Which service each API of code, contracts and the outside was found to belong to, and why. */
  alignments(): readonly AlignmentDecision[];
  /** An OpenAPI 3.1 document of what is known. */
  openapi(query: { readonly service?: string; readonly title?: string }): Record<string, unknown>;
}

/** The living inventory: in memory, synchronous, written behind through `drain`. */
export interface Inventory extends InventoryView {
  ingest(batch: ExchangeBatch): Ingested;
  /** The operations of a batch's forms (same index) without counting anything: for a batch that was taken in before a restart. */
  assign(batch: ExchangeBatch): Ingested['operations'];
  /**
   * Takes what readers of code, contracts and the outside gave. Evidence of a root and source replaces what an earlier run gave for the
   * same; several calls with one run id add to each other. What earlier runs found in nothing but the roots of this run, and this run finds
   * no more, is gone, for each source that the evidence covers. All else stays.
   *
   * @example
   * inventory.takeEvidence(joinEvidence([code, contracts]), { id: 'run-7', atMs: Date.now(), roots: ['/srv/clinic'] });
   */
  takeEvidence(evidence: Evidence, run: EvidenceRun): { readonly reassigned: Ingested['reassigned'] };
  /**
   * Says which service an API belongs to (`AlignmentDecision.api`), whatever evidence says; null leaves it to evidence again. Throws
   * `not-found`.
   */
  pinAlignment(
    api: string,
    place: Pick<Alignment, 'service' | 'add' | 'strip'> | null,
  ): Ingested['reassigned'];
  /** Writes what an operation is for; null takes that back. Throws `not-found`, `input-invalid`. */
  setPurpose(operationId: string, text: string | null): void;
  /** Takes a classification policy (`policySchema`). Throws `input-invalid`. */
  setPolicy(document: unknown): void;
  /** Says what stands in front of operations: listeners, guards in force. */
  setSurroundings(surroundings: Surroundings): void;
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
