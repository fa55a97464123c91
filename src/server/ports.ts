/** What the control API needs from the rest of the house, beside the stores and the inventory. `app.ts` joins them. */
import type { Config } from '../config/schema.ts';
import type { ExchangeRecord } from '../model/exchange-record.ts';
import type { ShedCounts } from '../model/exchange.ts';
import type { Drift } from '../inventory/drift/compare.ts';
import type { Sensitivity } from '../model/operation.ts';
import type { VersionEntry } from '../store/ports/version-store.ts';
import type { JobRun } from '../store/ports/catalogue.ts';

/** A log in the manner of pino; no field ever holds a secret. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Ends when `close` has resolved. */
export interface LiveSubscription extends Disposable {
  /** The next exchanges, oldest first, as soon as there is one; null when the subscription has ended. */
  next(): Promise<readonly ExchangeRecord[] | null>;
}

/** Exchanges as they happen, for those who watch: sampled, bounded, never in the way of those who publish. */
export interface LiveFeed {
  /** How many records the feed would take now; 0 while nobody watches. Make no more than that. */
  room(): number;
  /** Gives records to all subscribers, oldest first. `leftOut`: exchanges for which no record was made. Never blocks. */
  publish(records: readonly ExchangeRecord[], leftOut?: number): void;
  /** Null when there are too many subscribers already. */
  subscribe(): LiveSubscription | null;
  stats(): LiveStats;
}

/** Counts of the live feed since the start. */
export interface LiveStats {
  readonly subscribers: number;
  readonly delivered: number;
  readonly sampledOut: number;
  /** Subscribers that were too slow and were let go. */
  readonly dropped: number;
}

/** How the gateway and the way from its spool to the stores are. */
export interface GatewayStatus {
  readonly listeners: readonly {
    readonly name: string;
    readonly address: string;
    readonly port: number;
    readonly tls: boolean;
  }[];
  readonly workers: number;
  readonly connections: number;
  /** Refused requests and connections, by error code. */
  readonly refused: Readonly<Record<string, number>>;
  readonly shed: ShedCounts;
  /** `open`: the circuit breaker keeps requests away; `unknown`: nothing was sent and nothing is checked. */
  readonly upstreams: readonly {
    readonly service: string;
    readonly url: string;
    readonly state: 'up' | 'down' | 'open' | 'unknown';
  }[];
  readonly pump: {
    readonly backlogBytes: number;
    readonly damagedFrames: number;
    /** Age of the newest exchange that was taken in, when it was taken in. */
    readonly lagMs: number;
  };
}

/** The running gateway. */
export interface GatewayControl {
  status(): GatewayStatus;
  /** Puts a whole new configuration in force, in the gateway and in the retention of the stores. Rejects with `HeliostatError` and then changes nothing. */
  apply(config: Config): Promise<void>;
}

/** A job with when it comes next. */
export interface JobState {
  readonly name: string;
  readonly schedule: string;
  readonly command: readonly string[];
  readonly running: boolean;
  /** Null when it never comes again. */
  readonly nextRunMs: number | null;
}

/** What became of the wish to run a job now. */
export type JobStart =
  | { readonly started: true; readonly run: JobRun }
  | { readonly started: false; readonly reason: 'unknown' | 'running' };

/** Commands that run by a schedule. */
export interface JobRunner extends AsyncDisposable {
  jobs(): readonly JobState[];
  /** Starts a job now; resolves when it has started, not when it has ended. */
  run(name: string, who: string): Promise<JobStart>;
}

/** A class of data, as people read about it. */
export interface DataClassInfo {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly sensitivity: Sensitivity;
  readonly description: string;
}

/** The inventory over time. */
export interface InventoryHistory {
  /** Newest first. */
  list(): Promise<readonly VersionEntry[]>;
  /** Without `to` what is known now, without `from` the version before it. Rejects with `not-found`. */
  drift(query: { readonly from?: string; readonly to?: string }): Promise<Drift>;
}
