/** What the hub's main thread and the gateway's threads say to each other. All of it can be cloned. */
import type { GatewayConfig } from '../config/schema.ts';
import type { ErrorCode, ErrorIssue } from '../model/errors.ts';
import type { BoundListener } from './listen/listener.ts';
import type { UpstreamState } from './upstream/upstream.ts';

/** A HeliostatError on its way between threads. */
export interface CarriedError {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly issues: readonly ErrorIssue[];
}

/** What one worker says of itself. */
export interface WorkerStats {
  readonly listeners: readonly BoundListener[];
  readonly connections: number;
  /** Under way. */
  readonly requests: number;
  /** Ended since the worker started. */
  readonly exchanges: number;
  readonly recordsFailed: number;
  readonly refused: Readonly<Partial<Record<ErrorCode, number>>>;
  readonly upstreams: readonly {
    readonly service: string;
    readonly url: string;
    readonly state: UpstreamState;
    readonly inFlight: number;
  }[];
  /** Certificates that could not be read again, by listener; the old ones are in use. */
  readonly certificateErrors: Readonly<Record<string, string>>;
}

export type ToWorker =
  | {
      readonly type: 'prepare';
      readonly id: number;
      readonly config: GatewayConfig;
      /** Ports to take, by listener name; for those that are not new, the ports they have. */
      readonly ports: Readonly<Record<string, number>>;
      readonly shared: boolean;
    }
  | { readonly type: 'commit'; readonly id: number }
  | { readonly type: 'discard'; readonly id: number }
  | { readonly type: 'stats'; readonly id: number }
  | { readonly type: 'drain'; readonly id: number };

export type FromWorker =
  | { readonly type: 'prepared'; readonly id: number; readonly listeners: readonly BoundListener[] }
  | { readonly type: 'failed'; readonly id: number; readonly error: CarriedError }
  | { readonly type: 'committed' | 'discarded' | 'drained'; readonly id: number }
  | { readonly type: 'stats'; readonly id: number; readonly stats: WorkerStats };
