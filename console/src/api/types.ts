/** The shapes the control API sends, as the console reads them. */
export type EvidenceSource = 'code' | 'contract' | 'traffic' | 'outside';
export type Lifecycle = 'new' | 'live' | 'shadow' | 'zombie' | 'orphan';
export type OperationKind = 'rest' | 'graphql' | 'websocket' | 'grpc';
export type Sensitivity = 'public' | 'internal' | 'personal' | 'restricted';
export type Role = 'viewer' | 'analyst' | 'admin';

export interface DataClassCount {
  readonly id: string;
  readonly count: number;
  readonly confidence: number;
  readonly in: readonly ('request' | 'response')[];
}
export interface DataClass {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly sensitivity: Sensitivity;
  readonly description: string;
}
export interface OperationSummary {
  readonly id: string;
  readonly kind: OperationKind;
  readonly service: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly confidence: number;
  readonly sources: readonly EvidenceSource[];
  readonly lifecycle: Lifecycle;
  readonly count: number;
  readonly errors: number;
  readonly serverErrors: number;
  readonly blocked: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly auth: readonly string[];
  readonly anonymousSuccesses: number;
  readonly dataClasses: readonly DataClassCount[];
  readonly actors: number;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly hourly: readonly number[];
}
/** A shape as sent: `t` type, `f` format, `c` classes, `i` items, `p` properties, `o` alternatives, `x` cut, `why` opaque. */
export interface Shape {
  readonly t: string;
  readonly f?: string;
  readonly c?: readonly string[];
  readonly i?: Shape | null;
  readonly p?: Readonly<Record<string, Shape>>;
  readonly o?: readonly Shape[];
  readonly x?: boolean;
  readonly why?: string;
}
export interface LearnedParameter {
  readonly in: string;
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly count: number;
  readonly distinct?: number;
}
export interface LearnedField {
  readonly path: string;
  readonly shape: Shape;
  readonly presence: number;
  readonly classes: readonly string[];
}
export interface LearnedBody {
  readonly status?: number;
  readonly mediaType: string;
  readonly count: number;
  readonly shape: Shape;
  readonly fields: readonly LearnedField[];
}
export interface CallEdge {
  readonly actorId: string;
  readonly operationId: string;
  readonly count: number;
  readonly errors: number;
  readonly blocked: number;
  readonly lastSeenMs: number;
}
export interface TemplateEvidence {
  readonly segment: number;
  readonly name: string;
  readonly reason: string;
  readonly explanation: string;
  readonly confidence: number;
  readonly examples: readonly string[];
}
export interface ActorSummary {
  readonly id: string;
  readonly kind: string;
  readonly evidence: string;
  readonly confidence: number;
  readonly label: string;
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
export interface OperationDetail extends OperationSummary {
  readonly parameters: readonly LearnedParameter[];
  readonly requestBodies: readonly LearnedBody[];
  readonly responseBodies: readonly LearnedBody[];
  readonly callers: readonly (CallEdge & { readonly actor: ActorSummary })[];
  readonly template: readonly TemplateEvidence[];
  readonly outcomes: Readonly<Record<string, number>>;
  readonly protocols: readonly string[];
  readonly assets: readonly string[];
  readonly canUnfold: boolean;
}
export interface ActorDetail extends ActorSummary {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly tenant?: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly calls: readonly (CallEdge & { readonly method: string; readonly path: string })[];
  readonly dataClasses: readonly DataClassCount[];
}
export interface InventoryTotals {
  readonly operations: number;
  readonly byLifecycle: Readonly<Record<Lifecycle, number>>;
  readonly actors: number;
  readonly exchanges: number;
  readonly flagged: number;
  readonly blocked: number;
  readonly unrouted: number;
  readonly shed: number;
  readonly perSecond: number;
}
export interface GatewayState {
  readonly listeners: readonly {
    readonly name: string;
    readonly address: string;
    readonly port: number;
    readonly tls: boolean;
  }[];
  readonly workers: number;
  readonly connections: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly shed: { readonly memoryFull: number; readonly spoolFull: number; readonly diskError: number };
  readonly upstreams: readonly { readonly service: string; readonly url: string; readonly state: string }[];
}
export interface HubTotals extends InventoryTotals {
  readonly gateway: GatewayState;
  readonly startedAt: string;
  readonly version: string;
}
export interface MapView {
  readonly actorGroups: readonly {
    readonly id: string;
    readonly title: string;
    readonly subtitle: string;
    readonly kind: string;
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
  readonly calls: readonly {
    readonly group: string;
    readonly operationId: string;
    readonly allowed: number;
    readonly flagged: number;
    readonly blocked: number;
  }[];
  readonly reaches: readonly {
    readonly operationId: string;
    readonly asset: string;
    readonly count: number;
  }[];
  readonly totals: InventoryTotals;
}
export interface SeriesPoint {
  readonly atMs: number;
  readonly count: number;
  readonly errors: number;
  readonly blocked: number;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
}
export interface ExchangeRecord {
  readonly v: 1;
  readonly id: string;
  readonly at: string;
  readonly source: string;
  readonly service: string;
  readonly scheme: string;
  readonly host: string;
  readonly protocol: string;
  readonly method: string;
  readonly path: string;
  readonly operations: readonly { readonly id: string; readonly method: string; readonly path: string }[];
  readonly status: number;
  readonly outcome: string;
  readonly refusedBy?: string;
  readonly durationUs: number;
  readonly ttfbUs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly actor: {
    readonly id: string;
    readonly evidence: string;
    readonly kind: string;
    readonly confidence: number;
    readonly label: string;
    readonly issuer?: string;
    readonly clientId?: string;
    readonly roles?: readonly string[];
    readonly scopes?: readonly string[];
    readonly tenant?: string;
    readonly agent?: string;
  };
  readonly client: {
    readonly network: string;
    readonly address: string;
    readonly agent: string;
    readonly tls?: string;
  };
  readonly auth: readonly { readonly kind: string; readonly name: string }[];
  readonly parameters: readonly { readonly in: string; readonly name: string; readonly shape: unknown }[];
  readonly requestType?: string;
  readonly responseType?: string;
  readonly requestShape: unknown;
  readonly responseShape: unknown;
  readonly dataClasses: { readonly request: readonly string[]; readonly response: readonly string[] };
  readonly resources: readonly string[];
  readonly graphql?: readonly { readonly type: string; readonly field: string }[];
  readonly verdicts?: readonly {
    readonly guard: string;
    readonly mode: string;
    readonly code: string;
    readonly reason: string;
  }[];
  readonly body?: { readonly request?: string; readonly response?: string };
}
export interface SessionState {
  readonly name: string;
  readonly role: Role;
  readonly csrf: string;
  readonly expiresAt: string;
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}
export interface TokenSummary {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly revokedMs: number | null;
}
export interface NewToken {
  readonly token: string;
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}
export interface AuditEntry {
  readonly atMs: number;
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}
export interface JobRun {
  readonly id: number;
  readonly job: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly exitCode: number | null;
  readonly output: string;
}
export interface Job {
  readonly name: string;
  readonly schedule: string;
  readonly command: string;
  readonly nextRunAt: string | null;
  readonly lastRun: JobRun | null;
}
