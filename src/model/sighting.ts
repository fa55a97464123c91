/**
 * The Sighting: one piece of evidence that an operation exists, with its place. Code, contracts and the outside give sightings; traffic
 * arrives as exchanges and becomes evidence in the inventory. What one run of a reader learned travels as `Evidence`.
 */
import type { EvidenceSource, OperationKind } from './evidence-source.ts';

/** Where a piece of evidence stands. At least one of `file` and `url` is given. */
export interface Place {
  /** Path below the root that was read, with `/`. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** JSON pointer in a document (RFC 6901). */
  readonly pointer?: string;
  readonly url?: string;
}

/** Where a parameter travels. `body` is one field of a body of its own (JSON), `form` one of a form. */
export type ParameterIn = 'path' | 'query' | 'header' | 'cookie' | 'body' | 'form';

/** Type of a value as far as evidence tells: a JSON type, with a format where one is known (`string:uuid`, `integer:int64`, `string:date`). */
export type ParameterType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'array'
  | 'object'
  | 'file'
  | 'unknown'
  | `string:${string}`
  | `integer:${string}`
  | `number:${string}`;

/** A parameter that a piece of evidence tells of. */
export interface SightedParameter {
  readonly name: string;
  readonly in: ParameterIn;
  readonly type: ParameterType;
  /** null when it is not told. */
  readonly required: boolean | null;
  readonly place?: Place;
}

/** How a caller proves who it is. `unknown`: something is asked for, and nobody can tell what. */
export type AuthScheme =
  | 'basic'
  | 'bearer'
  | 'api-key'
  | 'session'
  | 'oauth2'
  | 'oidc'
  | 'mtls'
  | 'signature'
  | 'unknown';

/** What a piece of evidence says about credentials. */
export interface SightedAuth {
  /** `required`: refused without; `optional`: looked at when there; `none`: told to be open; `unknown`: nothing is told. */
  readonly demand: 'required' | 'optional' | 'none' | 'unknown';
  readonly schemes: readonly {
    readonly scheme: AuthScheme;
    /** Name of the scheme, middleware, guard or annotation. */
    readonly name: string;
    /** Scopes, roles or permissions it asks for. */
    readonly scopes: readonly string[];
  }[];
  /** In words: `middleware requireLogin`, `security: bearerAuth`. */
  readonly reason: string;
  readonly place?: Place;
}

/** What kind of file code is in. Only `app` stands for the application itself. */
export type CodeRole = 'app' | 'test' | 'example' | 'generated' | 'vendored';

/** A phrase that says what an operation is for, and where it was read. */
export interface SightedPurpose {
  readonly text: string;
  readonly from: 'contract' | 'comment' | 'name';
}

/** One piece of evidence for one operation. */
export interface Sighting {
  readonly source: EvidenceSource;
  readonly kind: OperationKind;
  /** The API it belongs to within its source: a package's name, a contract's title, a host. Operations of one API share a service. */
  readonly api: string;
  /** Hosts under which it is said to answer, lower case, without the default port; empty when nothing is told. */
  readonly hosts: readonly string[];
  /** Upper case; `ANY` for a route that takes every method; `WS`, `QUERY`, `MUTATION`, `SUBSCRIPTION`, `PUBLISH`, `SUBSCRIBE`. */
  readonly method: string;
  /**
   * Route template with parameters in braces, without a trailing slash: `/patients/{id}/notes`. A parameter that takes all that follows is
   * `{path*}`. GraphQL: `/graphql#field`; gRPC: `/pkg.Service/Method`.
   */
  readonly path: string;
  readonly place: Place;
  /** `express`, `spring`, `openapi-3.1`, `graphql-sdl`, `proto`, `javascript` (front-end code) and so on. */
  readonly framework: string;
  readonly params: readonly SightedParameter[];
  readonly auth: SightedAuth;
  /** Code only: false when no application mounts it. True elsewhere. */
  readonly mounted: boolean;
  readonly role: CodeRole;
  readonly deprecated: boolean;
  readonly purpose: SightedPurpose | null;
  /** Name of the handler, `operationId`, resolver. */
  readonly handler: string | null;
  readonly tags: readonly string[];
  /** 0..1: how sure method and path are. Below 0.5 a part of the path could not be resolved. */
  readonly confidence: number;
}

/** A call from the organisation's code or contracts to somebody else. */
export interface OutboundSighting {
  readonly source: EvidenceSource;
  readonly api: string;
  /** Host, or null when it comes from configuration; then `name` says where it is read (`env:PAYMENTS_URL`). */
  readonly host: string | null;
  readonly name: string;
  readonly method: string | null;
  readonly path: string | null;
  readonly transport:
    | 'http'
    | 'https'
    | 'ws'
    | 'wss'
    | 'smtp'
    | 'sql'
    | 'redis'
    | 'amqp'
    | 'kafka'
    | 'other'
    | 'unknown';
  /** Field names that go out, at most 32. */
  readonly fields: readonly string[];
  /** Client library or function: `fetch`, `axios`, `requests`, `stripe`. */
  readonly client: string;
  readonly place: Place;
  readonly role: CodeRole;
}

/** Kinds of component. */
export type ComponentKind =
  | 'application'
  | 'library'
  | 'framework'
  | 'runtime'
  | 'database'
  | 'driver'
  | 'broker'
  | 'cache'
  | 'proxy'
  | 'balancer'
  | 'service'
  | 'os'
  | 'os-package'
  | 'container';

/** Whom a component speaks to, as a description of a deployment tells. */
export interface ComponentLink {
  /** Name of the other component, or a host. */
  readonly to: string;
  /** What tells it: `depends_on`, `environment DATABASE_URL`, `ingress /api`. */
  readonly by: string;
  /** Scheme of the address, where one is given. */
  readonly transport: string | null;
}

/** A known weakness of a component, from a database of the OSV format. */
export interface ComponentVulnerability {
  /** `GHSA-...`, `CVE-...`, `PYSEC-...`. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** As the database has them: a CVSS vector, or words. */
  readonly severity: readonly { readonly type: string; readonly score: string }[];
  /** By its base score, or by the words of the database; null when neither is there. */
  readonly level: 'critical' | 'high' | 'medium' | 'low' | null;
  /** First version without it; null when none is known. */
  readonly fixed: string | null;
}

/** A piece of software that is part of, or stands beside, an API. */
export interface ComponentSighting {
  readonly kind: ComponentKind;
  readonly name: string;
  /** null when it is not told. */
  readonly version: string | null;
  /** Package URL (purl) where one can be made: `pkg:npm/express@4.19.2`. */
  readonly purl: string | null;
  /** The API, package or host it belongs to. */
  readonly api: string;
  /** Named by a manifest itself, not only by a lockfile. */
  readonly direct: boolean;
  readonly scope: 'runtime' | 'development' | 'unknown';
  readonly place: Place;
  readonly talksTo?: readonly ComponentLink[];
  /** Absent when no database was asked; worst first. */
  readonly vulnerabilities?: readonly ComponentVulnerability[];
}

/** Who owns files or an API, and who says so. */
export interface OwnerSighting {
  /** `@team/payments`, a mail address, a name. */
  readonly owners: readonly string[];
  readonly from: 'codeowners' | 'contract' | 'git-blame' | 'manifest';
  /** A CODEOWNERS pattern, a file, or an API. */
  readonly scope:
    | { readonly pattern: string }
    | { readonly file: string; readonly line?: number }
    | { readonly api: string };
  readonly place: Place;
  /** The root that `scope.file` is below, where several are read at once. */
  readonly root?: string;
  /** In words: the rule that says so. */
  readonly because?: string;
}

/** Something that is an operation, or may be, but whose method or path could not be told. Never dropped in silence. */
export interface Unresolved {
  readonly what: string;
  readonly why: string;
  readonly framework: string;
  readonly place: Place;
}

/** Something that was not read, or only in part. Equal ones are counted together. */
export interface EvidenceWarning {
  /** `syntax-error`, `file-too-large`, `line-too-long`, `minified`, `link-loop`, `reference-outside`, `reference-circular`, `time-out`, ... */
  readonly code: string;
  readonly detail: string;
  readonly place: Place;
  readonly count: number;
}

/** What was read: it decides which lifecycles can be told at all. */
export interface EvidenceCover {
  readonly source: EvidenceSource;
  /** The file, folder, URL or capture that was given. */
  readonly root: string;
  readonly apis: readonly string[];
  readonly files: number;
  readonly lines: number;
}

/** All that one reading gave. */
export interface Evidence {
  readonly covers: readonly EvidenceCover[];
  readonly sightings: readonly Sighting[];
  readonly outbound: readonly OutboundSighting[];
  readonly components: readonly ComponentSighting[];
  readonly owners: readonly OwnerSighting[];
  readonly unresolved: readonly Unresolved[];
  readonly warnings: readonly EvidenceWarning[];
}

/** Nothing seen. */
export const noEvidence: Evidence = {
  covers: [],
  sightings: [],
  outbound: [],
  components: [],
  owners: [],
  unresolved: [],
  warnings: [],
};

/** What all readings together gave. */
export const joinEvidence = (all: readonly Evidence[]): Evidence => ({
  covers: all.flatMap((one) => one.covers),
  sightings: all.flatMap((one) => one.sightings),
  outbound: all.flatMap((one) => one.outbound),
  components: all.flatMap((one) => one.components),
  owners: all.flatMap((one) => one.owners),
  unresolved: all.flatMap((one) => one.unresolved),
  warnings: all.flatMap((one) => one.warnings),
});

/** Nothing told about credentials. */
export const unknownAuth: SightedAuth = { demand: 'unknown', schemes: [], reason: 'nothing is told' };
