/**
 * The Operation: one interface, method + route template, with what is known of it. These are read models: the inventory makes them,
 * the control API sends them, the console and the commands show them.
 */
import type { AuthKind, ExchangeOutcome, ExchangeProtocol } from './exchange.ts';
import type { DataClassId, Shape } from './shape.ts';
import type { ActorEvidence, ActorKind } from './actor.ts';

/** Where evidence for an operation comes from, always in this order. */
export type EvidenceSource = 'code' | 'contract' | 'traffic' | 'outside';

/** `lit`: seen in traffic and nothing against it. Shadow, zombie and orphan need another source of evidence to be told. */
export type Lifecycle = 'new' | 'live' | 'shadow' | 'zombie' | 'orphan';

/** HTTP | GraphQL field | WebSocket | gRPC method. */
export type OperationKind = 'rest' | 'graphql' | 'websocket' | 'grpc';

/** A class of data in an operation, with how often it was seen. */
export interface DataClassCount {
  readonly id: DataClassId;
  /** Exchanges that carried it. */
  readonly count: number;
  /** 0..1 */
  readonly confidence: number;
  readonly in: readonly ('request' | 'response')[];
}

/** One line of the inventory. */
export interface OperationSummary {
  /** Stable id: a hash of service, host, method and template. */
  readonly id: string;
  readonly kind: OperationKind;
  readonly service: string;
  readonly host: string;
  /** `GET`, ..., `WS`, `QUERY`, `MUTATION`, `SUBSCRIPTION`. */
  readonly method: string;
  /** Route template: `/v2/patients/{patientId}`, `/graphql#patient`, `/pkg.Service/Method`. */
  readonly path: string;
  /** 0..1 for the template. */
  readonly confidence: number;
  readonly sources: readonly EvidenceSource[];
  readonly lifecycle: Lifecycle;
  readonly count: number;
  /** Exchanges answered with 4xx or 5xx, 5xx alone, and refused by the gateway. */
  readonly errors: number;
  readonly serverErrors: number;
  readonly blocked: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Credentials seen, strongest first; `none` when calls without one were answered with success. */
  readonly auth: readonly (AuthKind | 'none')[];
  /** Successful answers without any credential. */
  readonly anonymousSuccesses: number;
  readonly dataClasses: readonly DataClassCount[];
  readonly actors: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  /** Requests an hour, oldest first, the last 24 hours. */
  readonly hourly: readonly number[];
}

/** A parameter as learned: types, whether it is always there, data classes. */
export interface LearnedParameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'form';
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly count: number;
  /** Distinct values seen (path parameters; an estimate past 1,000). */
  readonly distinct?: number;
}

/** A field of a learned schema. */
export interface LearnedField {
  /** `patient.emails[].value` */
  readonly path: string;
  readonly shape: Shape;
  /** Share of the bodies that had it, 0..1. */
  readonly presence: number;
  readonly classes: readonly DataClassId[];
}

/** The body of requests or of answers with one status and media type. */
export interface LearnedBody {
  /** Absent for requests. */
  readonly status?: number;
  readonly mediaType: string;
  readonly count: number;
  readonly shape: Shape;
  readonly fields: readonly LearnedField[];
}

/** Who called an operation, or what an actor called. */
export interface CallEdge {
  readonly actorId: string;
  readonly operationId: string;
  readonly count: number;
  readonly errors: number;
  readonly blocked: number;
  readonly lastSeenMs: number;
}

/** Why a template is as it is. */
export interface TemplateEvidence {
  /** Place of the segment in the path, 0-based. */
  readonly segment: number;
  readonly name: string;
  readonly reason: 'typed-id' | 'echoed' | 'many-siblings' | 'same-answers' | 'contract' | 'by-hand';
  /** In words, with the counts. */
  readonly explanation: string;
  readonly confidence: number;
  /** A few literal values that were folded, never of a kind that is personal. */
  readonly examples: readonly string[];
}

/** All that is known of one operation. */
export interface OperationDetail extends OperationSummary {
  readonly parameters: readonly LearnedParameter[];
  readonly requestBodies: readonly LearnedBody[];
  readonly responseBodies: readonly LearnedBody[];
  readonly callers: readonly (CallEdge & { readonly actor: ActorSummary })[];
  readonly template: readonly TemplateEvidence[];
  readonly outcomes: Readonly<Partial<Record<ExchangeOutcome, number>>>;
  readonly protocols: readonly ExchangeProtocol[];
  readonly assets: readonly string[];
  /** Can this fold of siblings be undone? */
  readonly canUnfold: boolean;
}

/** One actor, in a list. */
export interface ActorSummary {
  readonly id: string;
  readonly kind: ActorKind;
  readonly evidence: ActorEvidence;
  readonly confidence: number;
  readonly label: string;
  /** Group for the map: role, client, or kind. */
  readonly group: string;
  readonly count: number;
  readonly errors: number;
  readonly blocked: number;
  readonly operations: number;
  readonly networks: readonly string[];
  readonly agents: readonly string[];
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
}

/** All that is known of one actor. */
export interface ActorDetail extends ActorSummary {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly tenant?: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly calls: readonly (CallEdge & { readonly method: string; readonly path: string })[];
  readonly dataClasses: readonly DataClassCount[];
}

/** The map: groups of actors, operations, assets, and what flows between them. */
export interface MapView {
  readonly actorGroups: readonly {
    readonly id: string;
    readonly title: string;
    readonly subtitle: string;
    readonly kind: ActorKind;
    readonly actors: number;
    readonly count: number;
  }[];
  readonly operations: readonly OperationSummary[];
  readonly assets: readonly {
    readonly id: string;
    readonly title: string;
    readonly subtitle: string;
    readonly sensitivity: Sensitivity;
  }[];
  /** From an actor group to an operation. */
  readonly calls: readonly {
    readonly group: string;
    readonly operationId: string;
    readonly allowed: number;
    readonly flagged: number;
    readonly blocked: number;
  }[];
  /** From an operation to an asset. */
  readonly reaches: readonly {
    readonly operationId: string;
    readonly asset: string;
    readonly count: number;
  }[];
  readonly totals: InventoryTotals;
}

/** How bad it is when a class of data gets out. */
export type Sensitivity = 'public' | 'internal' | 'personal' | 'restricted';

/** The figures above the map. */
export interface InventoryTotals {
  readonly operations: number;
  readonly byLifecycle: Readonly<Record<Lifecycle, number>>;
  readonly actors: number;
  readonly exchanges: number;
  readonly flagged: number;
  readonly blocked: number;
  /** Paths that only ever got 404: kept apart, never operations. */
  readonly unrouted: number;
  readonly shed: number;
  readonly perSecond: number;
}

/** One exchange as people and programs read it; `docs/reference/exchange.schema.json` is made from `exchange-record.ts`. */
export interface ExchangeQuery {
  readonly operationId?: string;
  readonly actorId?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
  readonly statusClass?: 2 | 3 | 4 | 5;
  readonly limit: number;
  /** Exchange id to continue after. */
  readonly before?: string;
}
