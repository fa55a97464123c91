/** Made by `npm run api-types` from the control API's description. Do not edit. */

export interface paths {
    readonly "/actors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Actors */
        readonly get: operations["listActors"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/actors/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One actor */
        readonly get: operations["getActor"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/actors/{id}/exchanges": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Exchanges of an actor */
        readonly get: operations["listActorExchanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/actors/{id}/series": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** An actor over time */
        readonly get: operations["getActorSeries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The journal, newest first */
        readonly get: operations["listAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/components": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Components
         * @description Libraries, runtimes, databases, brokers, proxies and packages, with where they are named.
         */
        readonly get: operations["listComponents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/covers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What was read
         * @description Folders, contracts and sites that evidence comes from. What was not read cannot be claimed.
         */
        readonly get: operations["listCovers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/data-classes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Data classes */
        readonly get: operations["listDataClasses"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/documents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Documents of settings */
        readonly get: operations["listDocuments"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/documents/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One document of settings */
        readonly get: operations["getDocument"];
        /**
         * Change a document of settings
         * @description The change names the version that it starts from; it is in force when the answer comes.
         */
        readonly put: operations["putDocument"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/drift": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What changed between two versions
         * @description New operations, parameters and data classes, dropped authentication, lifecycles. Without `from` the version before `to`; without `to` what is known now.
         */
        readonly get: operations["getDrift"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/exchanges": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Exchanges */
        readonly get: operations["listExchanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/exchanges/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One exchange */
        readonly get: operations["getExchange"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Is the hub there?
         * @description Also served as `/healthz` at the root.
         */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/inventory/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The inventory as an OpenAPI 3.1 document */
        readonly get: operations["getInventoryOpenapi"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Jobs */
        readonly get: operations["listJobs"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/{name}/run": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Run a job now */
        readonly post: operations["runJob"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/jobs/runs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Runs of jobs, newest first */
        readonly get: operations["listJobRuns"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Live events
         * @description Server-sent events: `totals` (LiveTotals) at once and then each second when they change, `exchange` (ExchangeRecord), sampled. A reader that is too slow is let go.
         */
        readonly get: operations["streamLive"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/map": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The map
         * @description The busiest operations with the groups of actors that call them and the assets that they reach.
         */
        readonly get: operations["getMap"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Metrics in Prometheus’ text format
         * @description Also served as `/metrics` at the root.
         */
        readonly get: operations["getMetrics"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This description */
        readonly get: operations["getDescription"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Operations */
        readonly get: operations["listOperations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One operation */
        readonly get: operations["getOperation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/{id}/exchanges": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Exchanges of an operation */
        readonly get: operations["listOperationExchanges"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/{id}/purpose": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say what an operation is for
         * @description Outranks what contracts, comments and names say; null takes it back.
         */
        readonly put: operations["putPurpose"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/{id}/series": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** An operation over time */
        readonly get: operations["getOperationSeries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/{id}/unfold": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a folded operation apart
         * @description Splits a template back into the literal paths that were folded into it and keeps them apart from then on.
         */
        readonly post: operations["unfoldOperation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operations/fold": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Fold operations into one template */
        readonly post: operations["foldOperations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/outbound": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Calls to third parties
         * @description Seen in code, contracts and front ends: whom, with which fields, over what transport.
         */
        readonly get: operations["listOutbound"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is signed in */
        readonly get: operations["getSession"];
        readonly put?: never;
        /**
         * Sign in
         * @description Exchanges an access token for a session cookie that scripts cannot read.
         */
        readonly post: operations["createSession"];
        /** Sign out */
        readonly delete: operations["deleteSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Access tokens */
        readonly get: operations["listTokens"];
        readonly put?: never;
        /**
         * Make an access token
         * @description The token is told in this answer and never again.
         */
        readonly post: operations["createToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tokens/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke an access token
         * @description Its sessions end with it. The last active admin token cannot be revoked here.
         */
        readonly delete: operations["deleteToken"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/totals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Figures of the inventory and the gateway */
        readonly get: operations["getTotals"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/unresolved": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What could not be told
         * @description Places that are operations, or may be, but whose method or path is not known from the source.
         */
        readonly get: operations["listUnresolved"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Versions of the inventory
         * @description Each run of discovery makes one, and each day; newest first.
         */
        readonly get: operations["listVersions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AccessToken: {
            readonly createdMs: number;
            readonly expiresMs: number | null;
            readonly id: string;
            readonly name: string;
            readonly revokedMs: number | null;
            /** @enum {string} */
            readonly role: "viewer" | "analyst" | "admin";
            /** @enum {string} */
            readonly state: "active" | "expired" | "revoked";
        };
        readonly ActorCall: {
            readonly actorId: string;
            readonly blocked: number;
            readonly count: number;
            readonly errors: number;
            readonly lastSeenMs: number;
            readonly method: string;
            readonly operationId: string;
            readonly path: string;
        };
        readonly ActorDetail: {
            readonly agents: readonly string[];
            readonly blocked: number;
            readonly calls: readonly components["schemas"]["ActorCall"][];
            readonly clientId?: string;
            readonly confidence: number;
            readonly count: number;
            readonly dataClasses: readonly components["schemas"]["DataClassCount"][];
            readonly errors: number;
            /** @enum {string} */
            readonly evidence: "client-certificate" | "api-key" | "token-subject" | "basic" | "session" | "network-fingerprint";
            readonly firstSeenMs: number;
            /** @description Group on the map: role, client or kind. */
            readonly group: string;
            readonly id: string;
            readonly issuer?: string;
            /** @enum {string} */
            readonly kind: "person" | "service" | "partner" | "agent" | "device" | "anonymous" | "unknown";
            readonly label: string;
            readonly lastSeenMs: number;
            readonly networks: readonly string[];
            readonly operations: number;
            readonly roles: readonly string[];
            readonly scopes: readonly string[];
            readonly tenant?: string;
        };
        readonly ActorGroup: {
            readonly actors: number;
            readonly count: number;
            readonly id: string;
            /** @enum {string} */
            readonly kind: "person" | "service" | "partner" | "agent" | "device" | "anonymous" | "unknown";
            readonly subtitle: string;
            readonly title: string;
        };
        readonly ActorPage: {
            readonly items: readonly components["schemas"]["ActorSummary"][];
            readonly total: number;
        };
        readonly ActorSummary: {
            readonly agents: readonly string[];
            readonly blocked: number;
            readonly confidence: number;
            readonly count: number;
            readonly errors: number;
            /** @enum {string} */
            readonly evidence: "client-certificate" | "api-key" | "token-subject" | "basic" | "session" | "network-fingerprint";
            readonly firstSeenMs: number;
            /** @description Group on the map: role, client or kind. */
            readonly group: string;
            readonly id: string;
            /** @enum {string} */
            readonly kind: "person" | "service" | "partner" | "agent" | "device" | "anonymous" | "unknown";
            readonly label: string;
            readonly lastSeenMs: number;
            readonly networks: readonly string[];
            readonly operations: number;
        };
        readonly Asset: {
            readonly id: string;
            /** @enum {string} */
            readonly sensitivity: "public" | "internal" | "personal" | "restricted";
            readonly subtitle: string;
            readonly title: string;
        };
        readonly AuditEntry: {
            readonly action: string;
            readonly atMs: number;
            readonly detail: string;
            readonly subject: string;
            readonly who: string;
        };
        readonly AuthDisagreement: {
            readonly between: readonly [
                "declared" | "coded" | "observed" | "enforced",
                "declared" | "coded" | "observed" | "enforced"
            ];
            readonly explanation: string;
            /** @enum {string} */
            readonly severity: "high" | "medium" | "low";
        };
        readonly AuthView: {
            /** @enum {string} */
            readonly demand: "required" | "optional" | "none" | "unknown";
            readonly explanation: string;
            readonly schemes: readonly ("basic" | "bearer" | "api-key" | "session" | "oauth2" | "oidc" | "mtls" | "signature" | "unknown")[];
        };
        readonly AuthViews: {
            readonly coded: components["schemas"]["AuthView"];
            readonly declared: components["schemas"]["AuthView"];
            readonly enforced: components["schemas"]["AuthView"];
            readonly observed: components["schemas"]["AuthView"];
        };
        readonly Component: {
            readonly api: string;
            readonly direct: boolean;
            readonly kind: string;
            readonly name: string;
            readonly place: components["schemas"]["Place"];
            readonly purl: string | null;
            readonly root: string;
            readonly scope: string;
            readonly service: string | null;
            readonly talksTo?: readonly {
                readonly by: string;
                readonly to: string;
                readonly transport: string | null;
            }[];
            readonly version: string | null;
            /** @description Worst first; absent when no database was asked. */
            readonly vulnerabilities?: readonly components["schemas"]["ComponentVulnerability"][];
        };
        readonly ComponentPage: {
            readonly items: readonly components["schemas"]["Component"][];
            readonly total: number;
        };
        readonly ComponentVulnerability: {
            readonly aliases: readonly string[];
            readonly fixed: string | null;
            readonly id: string;
            readonly level: ("critical" | "high" | "medium" | "low") | null;
            readonly severity: readonly {
                readonly score: string;
                readonly type: string;
            }[];
            readonly summary: string;
        };
        readonly ControlReference: {
            readonly id: string;
            /** @enum {string} */
            readonly standard: "OWASP API Security Top 10 2023" | "NIST CSF 2.0" | "ISO/IEC 27001:2022";
            readonly title: string;
        };
        readonly Cover: {
            readonly apis: readonly string[];
            readonly atMs: number;
            readonly files: number;
            readonly lines: number;
            readonly root: string;
            readonly run: string;
            /** @enum {string} */
            readonly source: "code" | "contract" | "traffic" | "outside";
        };
        readonly CoverPage: {
            readonly items: readonly components["schemas"]["Cover"][];
            readonly total: number;
        };
        readonly DataClass: {
            readonly category: string;
            readonly description: string;
            readonly id: string;
            /** @enum {string} */
            readonly sensitivity: "public" | "internal" | "personal" | "restricted";
            readonly title: string;
        };
        readonly DataClassCount: {
            readonly confidence: number;
            /** @description Exchanges that carried it. */
            readonly count: number;
            readonly id: string;
            readonly in: readonly ("request" | "response")[];
        };
        readonly Document: {
            readonly changedBy: string | null;
            readonly changedMs: number | null;
            readonly description: string;
            /** @description The document. */
            readonly json: unknown;
            readonly name: string;
            readonly title: string;
            /** @description 0 while nothing was saved and the configuration file alone holds. */
            readonly version: number;
        };
        readonly Drift: {
            readonly changes: readonly components["schemas"]["DriftChange"][];
            readonly from: {
                readonly atMs: number;
                readonly id: string;
            };
            readonly to: {
                readonly atMs: number;
                readonly id: string;
            };
        };
        readonly DriftChange: {
            readonly kind: string;
            readonly method: string;
            readonly path: string;
            readonly place: string | null;
            readonly service: string;
            /** @enum {string} */
            readonly severity: "high" | "medium" | "low" | "info";
            readonly text: string;
        };
        readonly ExchangePage: {
            readonly items: readonly components["schemas"]["ExchangeRecord"][];
        };
        readonly ExchangeRecord: {
            readonly actor: {
                readonly agent?: string;
                readonly clientId?: string;
                readonly confidence: number;
                /** @enum {string} */
                readonly evidence: "client-certificate" | "api-key" | "token-subject" | "basic" | "session" | "network-fingerprint";
                readonly id: string;
                readonly issuer?: string;
                /** @enum {string} */
                readonly kind: "person" | "service" | "partner" | "agent" | "device" | "anonymous" | "unknown";
                readonly label: string;
                readonly roles?: readonly string[];
                readonly scopes?: readonly string[];
                readonly tenant?: string;
            };
            /**
             * Format: date-time
             * @description Start of the request, UTC.
             */
            readonly at: string;
            readonly auth: readonly {
                readonly kind: string;
                readonly name: string;
            }[];
            /** @description Only when a capture rule asked; redacted. */
            readonly body?: {
                readonly request?: string;
                readonly response?: string;
            };
            readonly client: {
                readonly address: string;
                readonly agent: string;
                readonly network: string;
                readonly tls?: string;
            };
            readonly dataClasses: {
                readonly request: readonly string[];
                readonly response: readonly string[];
            };
            readonly durationUs: number;
            /** @description Segments of the path (0-based) that stayed literal and name a resource, since this answer or one of the path before them holds them under a naming property. */
            readonly echoed?: readonly number[];
            readonly graphql?: readonly {
                readonly field: string;
                /** @enum {string} */
                readonly type: "query" | "mutation" | "subscription";
            }[];
            readonly grpcStatus?: number;
            readonly host: string;
            /** @description Unique, time-ordered by writer. */
            readonly id: string;
            readonly method: string;
            /** @description Operations as the inventory has them; several for GraphQL; none for an unrouted path. */
            readonly operations: readonly {
                readonly id: string;
                readonly method: string;
                readonly path: string;
            }[];
            /** @enum {string} */
            readonly outcome: "answered" | "refused" | "upstream-failed" | "client-left";
            readonly parameters: readonly {
                /** @enum {string} */
                readonly in: "query" | "header" | "cookie" | "form";
                readonly name: string;
                /** @description Shape of a value: types, formats, names and data classes, never the value. */
                readonly shape: {
                    readonly [key: string]: unknown;
                };
            }[];
            /** @description Path with clear ids replaced by {kind}. */
            readonly path: string;
            /** @description Method that a CORS preflight asks for. */
            readonly preflightFor?: string;
            /** @enum {string} */
            readonly protocol: "http/1.0" | "http/1.1" | "h2" | "websocket" | "sse" | "grpc";
            readonly refusedBy?: string;
            readonly requestBytes: number;
            readonly requestShape: components["schemas"]["Shape"] | null;
            readonly requestType?: string;
            /** @description Keyed hashes of the ids in the path. */
            readonly resources: readonly string[];
            readonly responseBytes: number;
            readonly responseShape: components["schemas"]["Shape"] | null;
            readonly responseType?: string;
            /** @enum {string} */
            readonly scheme: "http" | "https";
            readonly service: string;
            /** @enum {string} */
            readonly source: "gateway" | "har" | "ndjson" | "access-log" | "mirror" | "otlp" | "pcap";
            readonly status: number;
            readonly ttfbUs: number;
            /** @constant */
            readonly v: 1;
            readonly verdicts?: readonly {
                readonly code: string;
                readonly guard: string;
                /** @enum {string} */
                readonly mode: "observe" | "enforce";
                readonly reason: string;
            }[];
        };
        /** @description Who can reach it, and what says so; what decided first. */
        readonly ExposureView: {
            readonly explanation: string;
            /** @enum {string} */
            readonly level: "public" | "partner" | "internal" | "unknown";
            readonly signs: readonly {
                /** @enum {string} */
                readonly level: "public" | "partner" | "internal" | "unknown";
                readonly text: string;
            }[];
        };
        readonly FieldProvenance: {
            readonly confidence: number;
            readonly explanation: string;
            /** @enum {string} */
            readonly field: "path" | "method" | "host" | "parameters" | "auth" | "purpose" | "deprecated";
            /** @enum {string} */
            readonly source: "code" | "contract" | "traffic" | "outside" | "hand" | "names" | "none";
        };
        readonly GatewayListener: {
            readonly address: string;
            readonly name: string;
            readonly port: number;
            readonly tls: boolean;
        };
        readonly GatewayStatus: {
            readonly connections: number;
            readonly listeners: readonly components["schemas"]["GatewayListener"][];
            readonly pump: components["schemas"]["PumpStatus"];
            /** @description Refused requests and connections, by error code. */
            readonly refused: {
                readonly [key: string]: number;
            };
            readonly shed: components["schemas"]["ShedCounts"];
            readonly upstreams: readonly components["schemas"]["UpstreamState"][];
            readonly workers: number;
        };
        readonly InventoryTotals: {
            readonly actors: number;
            readonly blocked: number;
            readonly byLifecycle: {
                readonly documented: number;
                readonly dormant: number;
                readonly known: number;
                readonly live: number;
                readonly orphan: number;
                readonly shadow: number;
                readonly unreachable: number;
                readonly zombie: number;
            };
            readonly exchanges: number;
            readonly flagged: number;
            readonly operations: number;
            readonly perSecond: number;
            readonly shed: number;
            /** @description Paths that only ever got 404: kept apart, never operations. */
            readonly unrouted: number;
        };
        readonly InventoryVersion: {
            readonly atMs: number;
            readonly id: string;
            readonly operations: number;
            readonly reason: string;
        };
        readonly Job: {
            readonly command: readonly string[];
            readonly lastRun: components["schemas"]["JobRun"] | null;
            readonly name: string;
            readonly nextRunAt: string | null;
            readonly running: boolean;
            readonly schedule: string;
        };
        readonly JobRun: {
            readonly endedMs: number | null;
            /** @description null while it runs; -1 when it was cut by a stop or a crash; -2 when it took too long. */
            readonly exitCode: number | null;
            readonly id: number;
            readonly job: string;
            /** @description The last of what it printed. */
            readonly output: string;
            readonly startedMs: number;
        };
        readonly LearnedBody: {
            readonly count: number;
            readonly fields: readonly components["schemas"]["LearnedField"][];
            readonly mediaType: string;
            readonly shape: components["schemas"]["Shape"];
            readonly status?: number;
        };
        readonly LearnedField: {
            readonly classes: readonly string[];
            readonly path: string;
            /** @description Share of the bodies that had it. */
            readonly presence: number;
            readonly shape: components["schemas"]["Shape"];
        };
        readonly LearnedParameter: {
            readonly count: number;
            readonly distinct?: number;
            /** @enum {string} */
            readonly in: "path" | "query" | "header" | "cookie" | "body" | "form";
            readonly name: string;
            readonly required: boolean;
            /** @enum {string} */
            readonly requiredFrom: "code" | "contract" | "traffic" | "outside";
            readonly shape: components["schemas"]["Shape"];
            readonly sources: readonly ("code" | "contract" | "traffic" | "outside")[];
            /** @description JSON type, with a format where one is known: `string:uuid`. */
            readonly type: ("string" | "integer" | "number" | "boolean" | "array" | "object" | "file" | "unknown") | string;
        };
        readonly LifecycleProof: {
            readonly places: readonly string[];
            readonly text: string;
        };
        readonly LiveTotals: {
            readonly actors: number;
            readonly blocked: number;
            readonly byLifecycle: {
                readonly documented: number;
                readonly dormant: number;
                readonly known: number;
                readonly live: number;
                readonly orphan: number;
                readonly shadow: number;
                readonly unreachable: number;
                readonly zombie: number;
            };
            readonly droppedSubscribers: number;
            readonly exchanges: number;
            readonly flagged: number;
            readonly operations: number;
            readonly perSecond: number;
            /** @description Exchanges that the live feed left out so far. */
            readonly sampledOut: number;
            readonly shed: number;
            /** @description Paths that only ever got 404: kept apart, never operations. */
            readonly unrouted: number;
        };
        readonly MapCall: {
            readonly allowed: number;
            readonly blocked: number;
            readonly flagged: number;
            readonly group: string;
            readonly operationId: string;
        };
        readonly MapReach: {
            readonly asset: string;
            readonly count: number;
            readonly operationId: string;
        };
        readonly MapView: {
            readonly actorGroups: readonly components["schemas"]["ActorGroup"][];
            readonly assets: readonly components["schemas"]["Asset"][];
            readonly calls: readonly components["schemas"]["MapCall"][];
            readonly operations: readonly components["schemas"]["OperationSummary"][];
            readonly reaches: readonly components["schemas"]["MapReach"][];
            readonly totals: components["schemas"]["InventoryTotals"];
        };
        readonly MissingControl: {
            /**
             * @description Evidence shows that it is not there, or nothing shows that it is.
             * @enum {string}
             */
            readonly certainty: "absent" | "not-shown";
            /** @enum {string} */
            readonly control: "authentication" | "object-authorization" | "function-authorization" | "encryption-in-transit" | "rate-limit" | "schema-validation" | "logging" | "masking" | "inventory";
            readonly explanation: string;
            readonly references: readonly components["schemas"]["ControlReference"][];
            /** @enum {string} */
            readonly severity: "high" | "medium" | "low";
        };
        readonly NewAccessToken: {
            readonly createdMs: number;
            readonly expiresMs: number | null;
            readonly id: string;
            readonly name: string;
            readonly revokedMs: number | null;
            /** @enum {string} */
            readonly role: "viewer" | "analyst" | "admin";
            /** @enum {string} */
            readonly state: "active" | "expired" | "revoked";
            readonly token: string;
        };
        readonly OperationAdvice: {
            /** @enum {string} */
            readonly code: "retire" | "remove-route" | "document" | "drop-or-implement" | "confirm-use" | "debug-exposed" | "internal-exposed" | "docs-exposed" | "introspection" | "narrow-methods";
            readonly text: string;
        };
        readonly OperationCaller: {
            readonly actor: components["schemas"]["ActorSummary"];
            readonly actorId: string;
            readonly blocked: number;
            readonly count: number;
            readonly errors: number;
            readonly lastSeenMs: number;
            readonly operationId: string;
        };
        readonly OperationControls: {
            readonly actual: readonly {
                readonly by: string;
                /** @enum {string} */
                readonly control: "authentication" | "object-authorization" | "function-authorization" | "encryption-in-transit" | "rate-limit" | "schema-validation" | "logging" | "masking" | "inventory";
            }[];
            readonly missing: readonly components["schemas"]["MissingControl"][];
            readonly required: readonly {
                readonly because: string;
                /** @enum {string} */
                readonly control: "authentication" | "object-authorization" | "function-authorization" | "encryption-in-transit" | "rate-limit" | "schema-validation" | "logging" | "masking" | "inventory";
            }[];
        };
        readonly OperationDetail: {
            readonly actors: number;
            readonly advice: readonly components["schemas"]["OperationAdvice"][];
            readonly anonymousSuccesses: number;
            readonly assets: readonly string[];
            /** @description Credentials seen, strongest first; `none` when calls without one were answered with success. */
            readonly auth: readonly ("bearer-jwt" | "bearer-opaque" | "basic" | "api-key-header" | "api-key-query" | "session-cookie" | "client-certificate" | "signature" | "other" | "none")[];
            /** @description Ways in which what is declared, coded, observed and enforced disagree. */
            readonly authDisagreements: number;
            readonly authViews: components["schemas"]["AuthViews"];
            readonly blocked: number;
            readonly callers: readonly components["schemas"]["OperationCaller"][];
            /** @description Can this fold of siblings be undone? */
            readonly canUnfold: boolean;
            /** @description How sure the template is. */
            readonly confidence: number;
            readonly controls: components["schemas"]["OperationControls"];
            /** @description Controls that the classification policy asks for and evidence shows to be absent. */
            readonly controlsAbsent: number;
            readonly count: number;
            readonly dataClasses: readonly components["schemas"]["DataClassCount"][];
            readonly deprecated: boolean;
            readonly disagreements: readonly components["schemas"]["AuthDisagreement"][];
            /** @description Answered with 4xx or 5xx. */
            readonly errors: number;
            readonly evidence: readonly components["schemas"]["OperationEvidence"][];
            readonly evidenceMore: number;
            /** @enum {string} */
            readonly exposure: "public" | "partner" | "internal" | "unknown";
            readonly exposureView: components["schemas"]["ExposureView"];
            readonly firstSeenMs: number;
            /** @description What the code is written with, else the kind of contract. */
            readonly framework: string | null;
            readonly host: string;
            /** @description Requests an hour, oldest first, the last 24 hours. */
            readonly hourly: readonly number[];
            readonly id: string;
            /** @enum {string} */
            readonly kind: "rest" | "graphql" | "websocket" | "grpc";
            readonly lastSeenMs: number;
            /** @enum {string} */
            readonly lifecycle: "zombie" | "unreachable" | "shadow" | "orphan" | "dormant" | "documented" | "live" | "known";
            readonly lifecycleProof: components["schemas"]["LifecycleProof"];
            /** @description Why these pieces of evidence are one operation, in words. */
            readonly merged: readonly string[];
            /** @description `GET`, `POST`, ..., `WS`, `QUERY`, `MUTATION`, `SUBSCRIPTION`. */
            readonly method: string;
            readonly outcomes: {
                readonly answered?: number;
                readonly "client-left"?: number;
                readonly refused?: number;
                readonly "upstream-failed"?: number;
            };
            readonly owner: string | null;
            readonly ownership: components["schemas"]["OperationOwner"] | null;
            readonly p50Us: number;
            readonly p95Us: number;
            readonly p99Us: number;
            readonly parameters: readonly components["schemas"]["LearnedParameter"][];
            /** @description Route template: `/patients/{patientId}`, `/graphql#patient`. */
            readonly path: string;
            readonly protocols: readonly ("http/1.0" | "http/1.1" | "h2" | "websocket" | "sse" | "grpc")[];
            readonly provenance: readonly components["schemas"]["FieldProvenance"][];
            readonly purpose: components["schemas"]["OperationPurpose"];
            readonly requestBodies: readonly components["schemas"]["LearnedBody"][];
            readonly responseBodies: readonly components["schemas"]["LearnedBody"][];
            /** @description The sum of `riskParts`. */
            readonly risk: number;
            readonly riskParts: readonly components["schemas"]["RiskPart"][];
            readonly serverErrors: number;
            readonly service: string;
            readonly sources: readonly ("code" | "contract" | "traffic" | "outside")[];
            readonly statuses: {
                readonly [key: string]: number;
            };
            readonly template: readonly components["schemas"]["TemplateEvidence"][];
        };
        readonly OperationEvidence: {
            readonly api: string;
            readonly auth: components["schemas"]["AuthView"];
            readonly confidence: number;
            readonly count?: number;
            readonly deprecated: boolean;
            readonly file?: string;
            readonly firstSeenMs?: number;
            readonly framework: string;
            readonly handler: string | null;
            readonly lastSeenMs?: number;
            readonly line?: number;
            readonly method: string;
            readonly mounted: boolean;
            readonly path: string;
            readonly pointer?: string;
            readonly purpose: string | null;
            /** @enum {string} */
            readonly role: "app" | "test" | "example" | "generated" | "vendored";
            /** @enum {string} */
            readonly source: "code" | "contract" | "traffic" | "outside";
            /**
             * @description For this very template, for all methods of it, or a more general one that serves it.
             * @enum {string}
             */
            readonly stands: "own" | "any" | "general";
            readonly url?: string;
        };
        readonly OperationOwner: {
            readonly explanation: string;
            /** @enum {string} */
            readonly from: "rules" | "codeowners" | "contract" | "manifest" | "git-blame";
            readonly name: string;
        };
        readonly OperationPage: {
            readonly items: readonly components["schemas"]["OperationSummary"][];
            readonly total: number;
        };
        readonly OperationPurpose: {
            /** @enum {string} */
            readonly from: "hand" | "contract" | "comment" | "name" | "data";
            readonly text: string;
        };
        readonly OperationSummary: {
            readonly actors: number;
            readonly anonymousSuccesses: number;
            /** @description Credentials seen, strongest first; `none` when calls without one were answered with success. */
            readonly auth: readonly ("bearer-jwt" | "bearer-opaque" | "basic" | "api-key-header" | "api-key-query" | "session-cookie" | "client-certificate" | "signature" | "other" | "none")[];
            /** @description Ways in which what is declared, coded, observed and enforced disagree. */
            readonly authDisagreements: number;
            readonly blocked: number;
            /** @description How sure the template is. */
            readonly confidence: number;
            /** @description Controls that the classification policy asks for and evidence shows to be absent. */
            readonly controlsAbsent: number;
            readonly count: number;
            readonly dataClasses: readonly components["schemas"]["DataClassCount"][];
            readonly deprecated: boolean;
            /** @description Answered with 4xx or 5xx. */
            readonly errors: number;
            /** @enum {string} */
            readonly exposure: "public" | "partner" | "internal" | "unknown";
            readonly firstSeenMs: number;
            /** @description What the code is written with, else the kind of contract. */
            readonly framework: string | null;
            readonly host: string;
            /** @description Requests an hour, oldest first, the last 24 hours. */
            readonly hourly: readonly number[];
            readonly id: string;
            /** @enum {string} */
            readonly kind: "rest" | "graphql" | "websocket" | "grpc";
            readonly lastSeenMs: number;
            /** @enum {string} */
            readonly lifecycle: "zombie" | "unreachable" | "shadow" | "orphan" | "dormant" | "documented" | "live" | "known";
            /** @description `GET`, `POST`, ..., `WS`, `QUERY`, `MUTATION`, `SUBSCRIPTION`. */
            readonly method: string;
            readonly owner: string | null;
            readonly p50Us: number;
            readonly p95Us: number;
            readonly p99Us: number;
            /** @description Route template: `/patients/{patientId}`, `/graphql#patient`. */
            readonly path: string;
            readonly purpose: components["schemas"]["OperationPurpose"];
            /** @description The sum of `riskParts`. */
            readonly risk: number;
            readonly serverErrors: number;
            readonly service: string;
            readonly sources: readonly ("code" | "contract" | "traffic" | "outside")[];
            readonly statuses: {
                readonly [key: string]: number;
            };
        };
        readonly OutboundCall: {
            readonly api: string;
            readonly client: string;
            readonly fields: readonly string[];
            readonly host: string | null;
            readonly method: string | null;
            readonly name: string;
            readonly path: string | null;
            readonly place: components["schemas"]["Place"];
            readonly role: string;
            readonly root: string;
            readonly service: string | null;
            /** @enum {string} */
            readonly source: "code" | "contract" | "traffic" | "outside";
            readonly transport: string;
        };
        readonly OutboundPage: {
            readonly items: readonly components["schemas"]["OutboundCall"][];
            readonly total: number;
        };
        readonly Place: {
            readonly file?: string;
            readonly line?: number;
            readonly pointer?: string;
            readonly url?: string;
        };
        readonly Problem: {
            readonly code: string;
            readonly detail?: string;
            readonly issues?: readonly {
                readonly expected: string;
                readonly got: string;
                readonly mend?: string;
                readonly path: string;
            }[];
            readonly mend: string;
            readonly requestId?: string;
            readonly status: number;
            readonly title: string;
            readonly type: string;
        };
        readonly PumpStatus: {
            /** @description Spool bytes that were not read yet. */
            readonly backlogBytes: number;
            readonly damagedFrames: number;
            /** @description Age of the newest exchange that was taken in, when it was taken in. */
            readonly lagMs: number;
        };
        readonly Reassigned: {
            /** @description Forms of exchanges that belong to another operation now. */
            readonly forms: number;
            /** @description Ids of the operations that they belong to. */
            readonly operations: readonly string[];
        };
        readonly RiskPart: {
            readonly explanation: string;
            /** @enum {string} */
            readonly part: "exposure" | "data" | "authentication" | "lifecycle" | "controls" | "vulnerabilities" | "use";
            readonly points: number;
            readonly pointsMax: number;
        };
        readonly Series: {
            readonly bucketMs: number;
            /** @description Oldest first; buckets without exchanges are left out. */
            readonly points: readonly components["schemas"]["SeriesPoint"][];
            readonly sinceMs: number;
            readonly untilMs: number;
        };
        readonly SeriesPoint: {
            readonly atMs: number;
            readonly blocked: number;
            readonly count: number;
            readonly errors: number;
            readonly p50Us: number;
            readonly p95Us: number;
            readonly p99Us: number;
        };
        readonly Session: {
            /** @description Goes into `x-csrf-token` of writes with the session cookie; null for a bearer token, which needs none. */
            readonly csrf: string | null;
            readonly expiresAt: string | null;
            readonly name: string;
            /** @enum {string} */
            readonly role: "viewer" | "analyst" | "admin";
        };
        /** @description What a value looks like: `t` type, `f` string format, `c` data classes, `i` items, `p` properties, `o` alternatives; `x` marks a shape cut by a bound. */
        readonly Shape: {
            /** @enum {string} */
            readonly t: "null" | "boolean";
        } | {
            readonly c?: readonly string[];
            /** @enum {string} */
            readonly t: "integer" | "number";
        } | {
            readonly c?: readonly string[];
            /** @enum {string} */
            readonly f?: "uuid" | "ulid" | "date" | "date-time" | "time" | "email" | "uri" | "ipv4" | "ipv6" | "hostname" | "integer-string" | "number-string" | "hex" | "base64" | "jwt" | "prefixed-id" | "slug" | "word" | "text" | "binary";
            /** @constant */
            readonly t: "string";
        } | {
            readonly i: components["schemas"]["Shape"] | null;
            /** @constant */
            readonly t: "array";
            /** @constant */
            readonly x?: true;
        } | {
            readonly p: {
                readonly [key: string]: components["schemas"]["Shape"];
            };
            /** @constant */
            readonly t: "object";
            /** @constant */
            readonly x?: true;
        } | {
            readonly o: readonly components["schemas"]["Shape"][];
            /** @constant */
            readonly t: "any";
        } | {
            readonly c?: readonly string[];
            /** @constant */
            readonly t: "opaque";
            /** @enum {string} */
            readonly why: "binary" | "text" | "too-large" | "truncated" | "malformed" | "encoded" | "stream";
        };
        readonly ShedCounts: {
            readonly diskError: number;
            readonly memoryFull: number;
            readonly spoolFull: number;
        };
        readonly TemplateEvidence: {
            readonly confidence: number;
            readonly examples: readonly string[];
            readonly explanation: string;
            readonly name: string;
            /** @enum {string} */
            readonly reason: "typed-id" | "echoed" | "many-siblings" | "same-answers" | "code" | "contract" | "outside" | "by-hand";
            /** @description Place in the path, counted from 0. */
            readonly segment: number;
        };
        readonly Totals: {
            readonly actors: number;
            readonly blocked: number;
            readonly byLifecycle: {
                readonly documented: number;
                readonly dormant: number;
                readonly known: number;
                readonly live: number;
                readonly orphan: number;
                readonly shadow: number;
                readonly unreachable: number;
                readonly zombie: number;
            };
            readonly exchanges: number;
            readonly flagged: number;
            readonly gateway: components["schemas"]["GatewayStatus"];
            readonly operations: number;
            readonly perSecond: number;
            readonly shed: number;
            /** Format: date-time */
            readonly startedAt: string;
            /** @description Paths that only ever got 404: kept apart, never operations. */
            readonly unrouted: number;
            readonly version: string;
        };
        readonly Unresolved: {
            readonly framework: string;
            readonly place: components["schemas"]["Place"];
            readonly root: string;
            readonly service: string | null;
            readonly what: string;
            readonly why: string;
        };
        readonly UnresolvedPage: {
            readonly items: readonly components["schemas"]["Unresolved"][];
            readonly total: number;
        };
        readonly UpstreamState: {
            readonly service: string;
            /** @enum {string} */
            readonly state: "up" | "down" | "open" | "unknown";
            readonly url: string;
        };
        readonly VersionList: {
            readonly items: readonly components["schemas"]["InventoryVersion"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly listActors: {
        readonly parameters: {
            readonly query?: {
                readonly group?: string;
                readonly kind?: "person" | "service" | "partner" | "agent" | "device" | "anonymous" | "unknown";
                readonly limit?: number;
                readonly offset?: number;
                readonly operationId?: string;
                readonly order?: "asc" | "desc";
                readonly search?: string;
                readonly sort?: "label" | "count" | "errors" | "operations" | "lastSeen";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Actors */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActorPage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getActor: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One actor */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ActorDetail"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listActorExchanges: {
        readonly parameters: {
            readonly query?: {
                /** @description Id of the exchange to continue after. */
                readonly before?: string;
                readonly limit?: number;
                /** @description Milliseconds since the epoch. */
                readonly since?: number;
                readonly statusClass?: number;
                /** @description Milliseconds since the epoch. */
                readonly until?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Exchanges of an actor */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExchangePage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getActorSeries: {
        readonly parameters: {
            readonly query?: {
                readonly bucketMs?: number;
                /** @description Milliseconds since the epoch; a day before `until` unless given. */
                readonly since?: number;
                /** @description Milliseconds since the epoch; now unless given. */
                readonly until?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description An actor over time */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Series"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listAudit: {
        readonly parameters: {
            readonly query?: {
                /** @description Milliseconds since the epoch. */
                readonly before?: number;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The journal, newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listComponents: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly offset?: number;
                readonly service?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Components */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ComponentPage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listCovers: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly offset?: number;
                readonly service?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What was read */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CoverPage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDataClasses: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Data classes */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["DataClass"][];
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listDocuments: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Documents of settings */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Document"][];
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One document of settings */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Document"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    /** @description The version that was changed; 0 when nothing was saved before. */
                    readonly ifVersion: number;
                    /** @description The whole document. */
                    readonly json: {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
        readonly responses: {
            /** @description Change a document of settings */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Document"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version-stale`: Somebody else has changed this meanwhile. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The request body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDrift: {
        readonly parameters: {
            readonly query?: {
                readonly from?: string;
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What changed between two versions */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Drift"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listExchanges: {
        readonly parameters: {
            readonly query?: {
                readonly actorId?: string;
                /** @description Id of the exchange to continue after. */
                readonly before?: string;
                readonly limit?: number;
                readonly operationId?: string;
                /** @description Milliseconds since the epoch. */
                readonly since?: number;
                readonly statusClass?: number;
                /** @description Milliseconds since the epoch. */
                readonly until?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Exchanges */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExchangePage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getExchange: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One exchange */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExchangeRecord"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Is the hub there? */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @constant */
                        readonly status: "ok";
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getInventoryOpenapi: {
        readonly parameters: {
            readonly query?: {
                readonly service?: string;
                readonly title?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The inventory as an OpenAPI 3.1 document */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listJobs: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Jobs */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Job"][];
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly runJob: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Run a job now */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["JobRun"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `job-running`: The job is running already. */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listJobRuns: {
        readonly parameters: {
            readonly query?: {
                readonly job?: string;
                readonly limit?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Runs of jobs, newest first */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["JobRun"][];
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly streamLive: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Live events */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/event-stream": string;
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-connections`: Too many connections are open. */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMap: {
        readonly parameters: {
            readonly query?: {
                readonly operations?: number;
                readonly search?: string;
                readonly service?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The map */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MapView"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getMetrics: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Metrics in Prometheus’ text format */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getDescription: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description This description */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOperations: {
        readonly parameters: {
            readonly query?: {
                readonly actorId?: string;
                readonly auth?: string;
                readonly dataClass?: string;
                readonly exposure?: "public" | "partner" | "internal" | "unknown";
                readonly kind?: "rest" | "graphql" | "websocket" | "grpc";
                readonly lifecycle?: "zombie" | "unreachable" | "shadow" | "orphan" | "dormant" | "documented" | "live" | "known";
                readonly limit?: number;
                readonly method?: string;
                readonly offset?: number;
                readonly order?: "asc" | "desc";
                /** @description Exactly as `owner` has it. */
                readonly owner?: string;
                /** @description Words; each must be in method, path, service, host or a data class. */
                readonly search?: string;
                readonly service?: string;
                readonly sort?: "path" | "method" | "count" | "errors" | "p95" | "lastSeen" | "firstSeen" | "actors" | "risk" | "sensitivity";
                /** @description Operations that this source tells of. */
                readonly source?: "code" | "contract" | "traffic" | "outside";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Operations */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperationPage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOperation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One operation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperationDetail"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOperationExchanges: {
        readonly parameters: {
            readonly query?: {
                /** @description Id of the exchange to continue after. */
                readonly before?: string;
                readonly limit?: number;
                /** @description Milliseconds since the epoch. */
                readonly since?: number;
                readonly statusClass?: number;
                /** @description Milliseconds since the epoch. */
                readonly until?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Exchanges of an operation */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExchangePage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly putPurpose: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly text: string | null;
                };
            };
        };
        readonly responses: {
            /** @description Say what an operation is for */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OperationDetail"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The request body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getOperationSeries: {
        readonly parameters: {
            readonly query?: {
                readonly bucketMs?: number;
                /** @description Milliseconds since the epoch; a day before `until` unless given. */
                readonly since?: number;
                /** @description Milliseconds since the epoch; now unless given. */
                readonly until?: number;
            };
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description An operation over time */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Series"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly unfoldOperation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Take a folded operation apart */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reassigned"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly foldOperations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly ids: readonly string[];
                    readonly name: string;
                    /** @description Place in the path, counted from 0. */
                    readonly segment: number;
                };
            };
        };
        readonly responses: {
            /** @description Fold operations into one template */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reassigned"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The request body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listOutbound: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly offset?: number;
                readonly service?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Calls to third parties */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OutboundPage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Who is signed in */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly token: string;
                };
            };
        };
        readonly responses: {
            /** @description Sign in */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The request body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-attempts`: Too many attempts. */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Access tokens */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AccessToken"][];
                    };
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly createToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": {
                    readonly expiresInDays?: number;
                    readonly name: string;
                    /** @enum {string} */
                    readonly role: "viewer" | "analyst" | "admin";
                };
            };
        };
        readonly responses: {
            /** @description Make an access token */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NewAccessToken"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body-too-large`: The request body is too large. */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deleteToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: There is no such thing. */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly getTotals: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Figures of the inventory and the gateway */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Totals"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listUnresolved: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly offset?: number;
                readonly service?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What could not be told */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UnresolvedPage"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly listVersions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Versions of the inventory */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["VersionList"];
                };
            };
            /** @description `input-invalid`: The input is not valid. */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: You are not signed in. */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role may not do this. */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
