/** What the handlers of the control API work with. One object a running server; handlers hold nothing of their own. */
import type { Config } from '../config/schema.ts';
import type { Ingested, Inventory } from '../inventory/port.ts';
import type { Clock } from '../model/clock.ts';
import type { Catalogue } from '../store/ports/catalogue.ts';
import type { ExchangeStore } from '../store/ports/exchange-store.ts';
import type { AttemptLimiter } from './auth/attempt-limiter.ts';
import type { DocumentChanges } from './documents/changes.ts';
import type { DataClassInfo, GatewayControl, InventoryHistory, JobRunner, LiveFeed, Log } from './ports.ts';

export interface Hub {
  readonly catalogue: Catalogue;
  readonly exchangeStore: ExchangeStore;
  readonly inventory: Inventory;
  /** Gives stored exchanges their new operations after a fold or an unfold, in order with those that are being stored. */
  reassign(forms: Ingested['reassigned']): Promise<void>;
  readonly history: InventoryHistory;
  readonly live: LiveFeed;
  readonly gateway: GatewayControl;
  readonly jobs: JobRunner;
  /** As the configuration file has it; documents come on top. */
  readonly config: Config;
  readonly dataClasses: readonly DataClassInfo[];
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Longest time that a handler may take. */
  readonly answerTimeoutMs: number;
  readonly startedMs: number;
  /** OpenAPI description of the control API. */
  readonly description: Readonly<Record<string, unknown>>;
  readonly attempts: AttemptLimiter;
  readonly documents: DocumentChanges;
}
