/**
 * The Operation: one interface, method + route template, with what is known of it. These are read models: the inventory makes them,
 * the control API sends them, the console and the commands show them.
 */
import type { AuthKind, ExchangeOutcome, ExchangeProtocol } from './exchange.ts';
import type { DataClassId, Shape } from './shape.ts';
import type { ActorEvidence, ActorKind } from './actor.ts';
import type { EvidenceSource, OperationKind } from './evidence-source.ts';
import type { AuthScheme, CodeRole, ParameterIn, ParameterType } from './sighting.ts';

export type { EvidenceSource, OperationKind };

/**
 * What evidence from several sources makes of an operation: exactly one, the first that is true. None is claimed whose kind of source was
 * not given.
 * - `zombie`: deprecated, or superseded by a higher version and undocumented, and still called
 * - `unreachable`: code that no application mounts
 * - `shadow`: called, or mounted by code, and in no contract of its API
 * - `orphan`: in a contract, and neither called nor mounted by code
 * - `dormant`: known, and not called within the window
 * - `documented`: in a contract
 * - `live`: called; `known`: told of. Nothing more can be said.
 */
export type Lifecycle =
  | 'zombie'
  | 'unreachable'
  | 'shadow'
  | 'orphan'
  | 'dormant'
  | 'documented'
  | 'live'
  | 'known';

/** All lifecycles, in the order in which they are asked for. */
export const lifecycles: readonly Lifecycle[] = [
  'zombie',
  'unreachable',
  'shadow',
  'orphan',
  'dormant',
  'documented',
  'live',
  'known',
];

/** Why a lifecycle holds: in words, and the places that prove it. */
export interface LifecycleProof {
  readonly text: string;
  /** `src/routes.ts:12`, `openapi.yaml#/paths/~1users/get`. */
  readonly places: readonly string[];
}

/** A class of data in an operation, with how often it was seen. */
export interface DataClassCount {
  readonly id: DataClassId;
  /** Exchanges that carried it. */
  readonly count: number;
  /** 0..1 */
  readonly confidence: number;
  readonly in: readonly ('request' | 'response')[];
}

/** What an operation is for, in a phrase, and where that was read. */
export interface OperationPurpose {
  readonly text: string;
  readonly from: 'hand' | 'contract' | 'comment' | 'name' | 'data';
}

/** Who can reach an operation. */
export type Exposure = 'public' | 'partner' | 'internal' | 'unknown';

/** Who can reach an operation, and what says so. */
export interface ExposureView {
  readonly level: Exposure;
  /** What decided, in words. */
  readonly explanation: string;
  /** Everything that says something, what decided first. */
  readonly signs: readonly { readonly level: Exposure; readonly text: string }[];
}

/** Whose an operation is. */
export interface OperationOwner {
  /** `@team/payments`, a mail address, a name; several with commas. */
  readonly name: string;
  readonly from: 'rules' | 'codeowners' | 'contract' | 'manifest' | 'git-blame';
  readonly explanation: string;
}

/** A safeguard that a policy may ask for. */
export type ControlId =
  | 'authentication'
  | 'object-authorization'
  | 'function-authorization'
  | 'encryption-in-transit'
  | 'rate-limit'
  | 'schema-validation'
  | 'logging'
  | 'masking'
  | 'inventory';

/** Where a standard asks for a control. */
export interface ControlReference {
  readonly standard: 'OWASP API Security Top 10 2023' | 'NIST CSF 2.0' | 'ISO/IEC 27001:2022';
  /** `API2:2023`, `PR.AA-03`, `A.8.5`. */
  readonly id: string;
  readonly title: string;
}

/** A control that is asked for and not there. */
export interface MissingControl {
  readonly control: ControlId;
  /** `absent`: evidence shows that it is not there; `not-shown`: nothing shows that it is. */
  readonly certainty: 'absent' | 'not-shown';
  readonly severity: 'high' | 'medium' | 'low';
  readonly explanation: string;
  readonly references: readonly ControlReference[];
}

/** What the classification policy asks for, what is there, and what is missing. */
export interface OperationControls {
  readonly required: readonly { readonly control: ControlId; readonly because: string }[];
  readonly actual: readonly { readonly control: ControlId; readonly by: string }[];
  readonly missing: readonly MissingControl[];
}

/** A part of a risk score. */
export interface RiskPart {
  readonly part:
    | 'exposure'
    | 'data'
    | 'authentication'
    | 'lifecycle'
    | 'controls'
    | 'vulnerabilities'
    | 'use';
  readonly points: number;
  readonly pointsMax: number;
  readonly explanation: string;
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
  /** What the code is written with, else the kind of contract; null when only traffic tells of it. */
  readonly framework: string | null;
  readonly deprecated: boolean;
  readonly purpose: OperationPurpose;
  /** Ways in which what is declared, coded, observed and enforced disagree. */
  readonly authDisagreements: number;
  readonly owner: string | null;
  readonly exposure: Exposure;
  /** 0..100; `OperationDetail.riskParts` explains it. */
  readonly risk: number;
  /** Controls that the policy asks for and evidence shows to be absent. */
  readonly controlsAbsent: number;
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

/** A parameter from all sources: what contracts and code declare, and what traffic shows of it. */
export interface LearnedParameter {
  readonly in: ParameterIn;
  readonly name: string;
  /** From the highest source that tells one. */
  readonly type: ParameterType;
  /** Which sources know it. */
  readonly sources: readonly EvidenceSource[];
  /** The source that `required` is from. */
  readonly requiredFrom: EvidenceSource;
  readonly shape: Shape;
  readonly required: boolean;
  /** Exchanges that had it. */
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
  readonly reason:
    | 'typed-id'
    | 'echoed'
    | 'many-siblings'
    | 'same-answers'
    | 'code'
    | 'contract'
    | 'outside'
    | 'by-hand';
  /** In words, with the counts. */
  readonly explanation: string;
  readonly confidence: number;
  /** A few literal values that were folded, never of a kind that is personal. */
  readonly examples: readonly string[];
}

/** One piece of evidence behind an operation. */
export interface OperationEvidence {
  readonly source: EvidenceSource;
  /** `express`, `openapi-3.1`; `traffic` for exchanges. */
  readonly framework: string;
  readonly file?: string;
  readonly line?: number;
  readonly pointer?: string;
  readonly url?: string;
  readonly role: CodeRole;
  readonly mounted: boolean;
  /** The API it was found in; for traffic the service. */
  readonly api: string;
  /** Method and path as this evidence spells them. */
  readonly method: string;
  readonly path: string;
  readonly confidence: number;
  readonly purpose: string | null;
  readonly deprecated: boolean;
  readonly handler: string | null;
  readonly auth: AuthView;
  /** `own`: for this very template; `any`: a route for all methods; `general`: a more general template that serves it. */
  readonly stands: 'own' | 'any' | 'general';
  /** Traffic only: exchanges, and when they were seen first and last. */
  readonly count?: number;
  readonly firstSeenMs?: number;
  readonly lastSeenMs?: number;
}

/** What one side says about credentials. */
export interface AuthView {
  readonly demand: 'required' | 'optional' | 'none' | 'unknown';
  readonly schemes: readonly AuthScheme[];
  readonly explanation: string;
}

/** Authentication four ways. */
export interface AuthViews {
  /** By contracts. */
  readonly declared: AuthView;
  readonly coded: AuthView;
  /** Credentials that came along with calls. */
  readonly observed: AuthView;
  /** Do calls without a credential fail? */
  readonly enforced: AuthView;
}

/** Two of the four that do not go together. */
export interface AuthDisagreement {
  readonly between: readonly [keyof AuthViews, keyof AuthViews];
  readonly severity: 'high' | 'medium' | 'low';
  readonly explanation: string;
}

/** Where the value of a field is from, and how sure it is. */
export interface FieldProvenance {
  readonly field: 'path' | 'method' | 'host' | 'parameters' | 'auth' | 'purpose' | 'deprecated';
  readonly source: EvidenceSource | 'hand' | 'names' | 'none';
  /** 0..1 */
  readonly confidence: number;
  readonly explanation: string;
}

/** Something that need not be exposed, or not like this. */
export interface OperationAdvice {
  readonly code:
    | 'retire'
    | 'remove-route'
    | 'document'
    | 'drop-or-implement'
    | 'confirm-use'
    | 'debug-exposed'
    | 'internal-exposed'
    | 'docs-exposed'
    | 'introspection'
    | 'narrow-methods';
  readonly text: string;
}

/** All that is known of one operation. */
export interface OperationDetail extends OperationSummary {
  readonly lifecycleProof: LifecycleProof;
  /** Highest source first. */
  readonly evidence: readonly OperationEvidence[];
  /** Pieces of evidence beyond those listed. */
  readonly evidenceMore: number;
  readonly provenance: readonly FieldProvenance[];
  readonly authViews: AuthViews;
  readonly disagreements: readonly AuthDisagreement[];
  readonly advice: readonly OperationAdvice[];
  readonly ownership: OperationOwner | null;
  readonly exposureView: ExposureView;
  readonly controls: OperationControls;
  readonly riskParts: readonly RiskPart[];
  /** Why these pieces of evidence are one operation, in words. */
  readonly merged: readonly string[];
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
