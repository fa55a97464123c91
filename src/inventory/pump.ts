/**
 * The pump: takes batches from the spool to the inventory and the exchange store.
 *
 * Order within one turn: read, ingest, append, reassign; then, once a second, the inventory's documents are saved with the cursor they
 * stand for, and only then the spool is released. So the saved inventory never knows of an exchange or a reassignment that the store does
 * not have, and whatever dies in between is done again from the spool.
 */
import type { Clock } from '../model/clock.ts';
import type { ExchangeBatch, ShedCounts } from '../model/exchange.ts';
import type { Catalogue, CatalogueDocument } from '../store/ports/catalogue.ts';
import type { AssignedBatch, ExchangeStore } from '../store/ports/exchange-store.ts';
import { cursorAfter, isConsumed, olderCursor } from '../store/ports/cursor.ts';
import type { SpoolCursor, SpoolPosition, SpoolReader } from '../store/ports/spool.ts';
import type { Ingested, Inventory } from './port.ts';

/** What a pump joins. */
export interface PumpOptions {
  /** Opened at the older of the two cursors. */
  readonly reader: SpoolReader;
  readonly store: ExchangeStore;
  readonly catalogue: Catalogue;
  readonly inventory: Inventory;
  /** The cursor that was saved with the documents the inventory was made from. */
  readonly inventoryCursor: SpoolCursor;
  readonly clock: Clock;
  /** Is told of each batch once it is stored. Must not throw. */
  readonly onBatch?: (batch: AssignedBatch) => void;
  /** Longest time between saves of the inventory. Default 1,000. */
  readonly saveMs?: number;
  /** Batches of one turn. Default 16. */
  readonly batchesMax?: number;
  /** First and longest pause after a failure. Defaults 100 and 5,000. */
  readonly retryMs?: { readonly first: number; readonly longest: number };
}

/** How the pump is doing. */
export interface PumpStatus {
  /** Bytes in the spool that were not read yet. */
  readonly lagBytes: number;
  /** Frames of the spool that could not be read. */
  readonly damaged: number;
  /** Rows taken in since the start. */
  readonly rows: number;
  /** Mean of the last ten seconds. */
  readonly rowsPerSecond: number;
  /** Rows that wait for the store. */
  readonly pendingRows: number;
  /** Shed by writers, from the batches since the start. */
  readonly shed: ShedCounts;
  readonly lastError: { readonly atMs: number; readonly message: string } | null;
  /** When the inventory was saved last; null before the first time. */
  readonly savedMs: number | null;
}

/** A running pump. */
export interface Pump extends AsyncDisposable {
  status(): PumpStatus;
  /** Resolves when everything that is in the spool now is stored and the inventory is saved. */
  flush(): Promise<void>;
  /** Gives exchanges their new operations after a fold or an unfold by hand; resolves when the store has done so. */
  reassign(forms: ReadonlyMap<string, readonly string[]>): Promise<void>;
}

/**
 * Starts a pump.
 *
 * @example
 * await using pump = startPump({ reader, store, catalogue, inventory, inventoryCursor: saved.cursor, clock: systemClock });
 * await pump.flush();
 */
export function startPump(options: PumpOptions): Pump {
  return new RunningPump(options);
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

class RunningPump implements Pump {
  readonly #options: PumpOptions;
  readonly #saveMs: number;
  readonly #retry: { readonly first: number; readonly longest: number };
  readonly #loop: Promise<void>;
  readonly #stop = new AbortController();
  #inventoryCursor: SpoolCursor;
  #savedCursor: SpoolCursor;
  #storeCursor: SpoolCursor = {};
  #pending: AssignedBatch[] = [];
  #reassign = new Map<string, readonly string[]>();
  /** Documents that a save failed to write, by kind and id; null for a removal. */
  readonly #unsaved = new Map<
    string,
    { readonly kind: string; readonly id: string; readonly json: string | null }
  >();
  readonly #waiters: Waiter[] = [];
  #reassignWaiters: Waiter[] = [];
  #changed = false;
  #savedAt = 0;
  #saveAfterMs: number;
  #savedMs: number | null = null;
  #rows = 0;
  readonly #rate: { readonly atUs: number; readonly rows: number }[] = [];
  readonly #shed = { memoryFull: 0, spoolFull: 0, diskError: 0 };
  #lastError: PumpStatus['lastError'] = null;

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#saveMs = options.saveMs ?? 1_000;
    this.#saveAfterMs = this.#saveMs;
    this.#retry = options.retryMs ?? { first: 100, longest: 5_000 };
    this.#inventoryCursor = options.inventoryCursor;
    this.#savedCursor = options.inventoryCursor;
    this.#savedAt = options.clock.monotonicUs();
    this.#loop = this.#run();
  }

  status(): PumpStatus {
    const { bytes, damaged } = this.#options.reader.backlog();
    const now = this.#options.clock.monotonicUs();
    const recent = this.#rate.filter((one) => now - one.atUs < 10_000_000);
    return {
      lagBytes: bytes,
      damaged,
      rows: this.#rows,
      rowsPerSecond: Math.round(recent.reduce((sum, one) => sum + one.rows, 0) / 10),
      pendingRows: this.#pending.reduce((sum, one) => sum + one.batch.columns.n.length, 0),
      shed: { ...this.#shed },
      lastError: this.#lastError,
      savedMs: this.#savedMs,
    };
  }

  flush(): Promise<void> {
    return this.#wait(this.#waiters);
  }

  reassign(forms: ReadonlyMap<string, readonly string[]>): Promise<void> {
    // What a person or a run of discovery changed is saved, also when no exchange moved.
    this.#changed = true;
    if (forms.size === 0) return Promise.resolve();
    for (const [ref, operations] of forms) this.#reassign.set(ref, operations);
    return this.#wait(this.#reassignWaiters);
  }

  #wait(waiters: Waiter[]): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.reject(new Error('the pump has stopped'));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiters.push({ resolve, reject });
    return promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    let pauseMs = 0;
    let knowsStore = false;
    while (!this.#stop.signal.aborted) {
      try {
        if (!knowsStore) {
          this.#storeCursor = await this.#options.store.cursor();
          knowsStore = true;
        }
        // Who asks while a read is under way may have written after it began, and waits for the next.
        const asked = this.#waiters.length;
        const isIdle = await this.#turn();
        await this.#saveIfDue(isIdle && asked > 0);
        if (isIdle) for (const waiter of this.#waiters.splice(0, asked)) waiter.resolve();
        pauseMs = 0;
      } catch (error) {
        this.#note(error);
        pauseMs = Math.min(this.#retry.longest, pauseMs === 0 ? this.#retry.first : pauseMs * 2);
        await this.#pause(pauseMs);
      }
    }
    await this.#finish();
  }

  /** One turn; true when the spool had nothing more. */
  async #turn(): Promise<boolean> {
    let isIdle = false;
    if (this.#pending.length === 0) {
      const read = await this.#options.reader.read({
        batchesMax: this.#options.batchesMax ?? 16,
        waitMs: this.#waitMs(),
      });
      for (const { batch, position } of read) this.#take(batch, position);
      isIdle = read.length === 0;
    }
    await this.#deliver();
    return isIdle;
  }

  #waitMs(): number {
    return this.#waiters.length > 0 || this.#reassign.size > 0 ? 0 : Math.min(100, this.#saveMs);
  }

  #take(batch: ExchangeBatch, position: SpoolPosition): void {
    let operations: Ingested['operations'];
    if (!isConsumed(this.#inventoryCursor, position)) {
      const ingested = this.#options.inventory.ingest(batch);
      operations = ingested.operations;
      for (const [ref, ids] of ingested.reassigned) this.#reassign.set(ref, ids);
      this.#inventoryCursor = cursorAfter(this.#inventoryCursor, [position]);
      this.#changed = true;
      const rows = batch.columns.n.length;
      this.#rows += rows;
      this.#rate.push({ atUs: this.#options.clock.monotonicUs(), rows });
      while (
        this.#rate.length > 2_000 ||
        this.#options.clock.monotonicUs() - (this.#rate[0]?.atUs ?? 0) > 10_000_000
      ) {
        if (this.#rate.shift() === undefined) break;
      }
      for (const key of ['memoryFull', 'spoolFull', 'diskError'] as const) this.#shed[key] += batch.shed[key];
    } else {
      // The inventory has it from before a restart; only the store was behind.
      operations = this.#options.inventory.assign(batch);
    }
    this.#pending.push({ batch, position, operations });
  }

  async #deliver(): Promise<void> {
    if (this.#pending.length > 0) {
      await this.#options.store.append(this.#pending);
      const stored = this.#pending;
      this.#pending = [];
      this.#storeCursor = cursorAfter(
        this.#storeCursor,
        stored.map(({ position }) => position),
      );
      for (const one of stored) this.#options.onBatch?.(one);
    }
    const waiting = this.#reassignWaiters;
    if (this.#reassign.size > 0) {
      const forms = this.#reassign;
      this.#reassign = new Map();
      this.#reassignWaiters = [];
      try {
        await this.#options.store.reassign(forms);
      } catch (error) {
        // What was decided meanwhile is newer.
        this.#reassign = new Map([...forms, ...this.#reassign]);
        this.#reassignWaiters = [...waiting, ...this.#reassignWaiters];
        throw error;
      }
      for (const waiter of waiting) waiter.resolve();
    }
  }

  #isSaveDue(): boolean {
    return this.#changed && this.#options.clock.monotonicUs() - this.#savedAt >= this.#saveAfterMs * 1000;
  }

  async #saveIfDue(now: boolean): Promise<void> {
    if (!(this.#changed && now) && !this.#isSaveDue()) return;
    await this.#save();
  }

  /** Saves what changed. Large changes are saved less often, so that saving takes a twentieth of the time at most. */
  async #save(): Promise<void> {
    const { inventory, catalogue, reader, clock } = this.#options;
    const begun = clock.monotonicUs();
    const drained = inventory.drain();
    const cursor = this.#inventoryCursor;
    for (const { kind, id, json } of drained.put) this.#unsaved.set(`${kind}\n${id}`, { kind, id, json });
    for (const { kind, id } of drained.remove) this.#unsaved.set(`${kind}\n${id}`, { kind, id, json: null });
    const put: CatalogueDocument[] = [];
    const remove: { readonly kind: string; readonly id: string }[] = [];
    for (const { kind, id, json } of this.#unsaved.values()) {
      if (json === null) remove.push({ kind, id });
      else put.push({ kind, id, json });
    }
    this.#changed = false;
    try {
      await catalogue.saveInventory({ put, remove, cursor });
    } catch (error) {
      this.#changed = true;
      throw error;
    } finally {
      this.#savedAt = clock.monotonicUs();
      this.#saveAfterMs = Math.max(this.#saveMs, ((this.#savedAt - begun) / 1000) * 20);
    }
    this.#unsaved.clear();
    this.#savedCursor = cursor;
    this.#savedMs = clock.nowMs();
    await reader.release(olderCursor(this.#savedCursor, this.#storeCursor));
  }

  #note(error: unknown): void {
    this.#lastError = {
      atMs: this.#options.clock.nowMs(),
      message: error instanceof Error ? error.message : String(error),
    };
  }

  async #pause(pauseMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#stop.signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, pauseMs);
      this.#stop.signal.addEventListener('abort', end, { once: true });
    });
  }

  /** Last delivery and save; what fails now is done again from the spool at the next start. */
  async #finish(): Promise<void> {
    try {
      await this.#deliver();
      if (this.#changed) await this.#save();
    } catch (error) {
      this.#note(error);
    }
    const stopped = new Error('the pump has stopped');
    for (const waiter of [...this.#waiters.splice(0), ...this.#reassignWaiters.splice(0)])
      waiter.reject(stopped);
  }
}
