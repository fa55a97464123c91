/** The store's own thread: takes calls, does writes one after another and reads beside them. */
import { parentPort } from 'node:worker_threads';
import { HeliostatError } from '../../model/errors.ts';
import { append, readCursor, reassign, resolve } from './append.ts';
import { Database } from './database.ts';
import type { CallAnswer, CallName, CallRequest, ThreadCalls, ThreadOptions } from './protocol.ts';
import { copyCompact, dropOld, fileBytes, isMostlyEmpty, takeCompact } from './prune.ts';
import { count, find, recent, series } from './query.ts';

type Handlers = { readonly [N in CallName]: (input: ThreadCalls[N]['in']) => Promise<ThreadCalls[N]['out']> };

/** Lets work through one piece at a time, in order. */
class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** Answers every call. */
class StoreThread {
  readonly #writes = new Turns();
  readonly #reads = new Turns();
  #options: ThreadOptions | undefined;
  #database: Database | undefined;

  readonly #handlers: Handlers = {
    open: (options) =>
      this.#writes.take(async () => {
        this.#options = options;
        this.#database = await Database.open(options.path, options.memoryBytesMax);
        return readCursor(this.#database);
      }),
    resolve: (asked) => this.#writes.take(() => resolve(this.#open(), asked)),
    append: (added) => this.#writes.take(() => append(this.#open(), added).then(() => null)),
    reassign: (operations) => this.#writes.take(() => reassign(this.#open(), operations).then(() => null)),
    prune: (limits) => this.#writes.take(() => this.#prune(limits)),
    recent: (query) => this.#reads.take(() => recent(this.#open().reading, query)),
    find: (id) => this.#reads.take(() => find(this.#open().reading, id)),
    series: (query) => this.#reads.take(() => series(this.#open().reading, query)),
    count: () => this.#reads.take(() => count(this.#open().reading)),
    size: () => this.#reads.take(() => fileBytes(this.#open().path)),
    close: () =>
      this.#writes.take(() =>
        this.#reads.take(async () => {
          this.#database?.close();
          this.#database = undefined;
          return null;
        }),
      ),
  };

  #open(): Database {
    if (this.#database === undefined) throw new Error('the database is not open');
    return this.#database;
  }

  async #prune(limits: ThreadCalls['prune']['in']): Promise<number> {
    const dropped = await dropOld(this.#open(), limits.nowMs - limits.ageMs, limits.bytesMax);
    if (await isMostlyEmpty(this.#open())) await this.#reads.take(() => this.#compact());
    return dropped;
  }

  async #compact(): Promise<void> {
    const database = this.#open();
    await copyCompact(database);
    database.close();
    this.#database = undefined;
    try {
      await takeCompact(database.path);
    } finally {
      this.#database = await Database.open(database.path, this.#options?.memoryBytesMax ?? 0);
    }
  }

  async answer(request: CallRequest): Promise<CallAnswer> {
    try {
      const handler = this.#handlers[request.name] as (input: unknown) => Promise<unknown>;
      return { call: request.call, output: await handler(request.input) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof HeliostatError)) {
        const disk = /no space left|IO Error/i.test(message);
        return {
          call: request.call,
          error: disk
            ? {
                code: 'data-folder-unusable',
                message,
                detail: 'the exchange store cannot be written or read',
              }
            : { code: 'internal-error', message },
        };
      }
      const cause = error.cause instanceof Error ? error.cause.message : message;
      return {
        call: request.call,
        error: {
          code: error.code,
          message: cause,
          ...(error.detail === undefined ? {} : { detail: error.detail }),
        },
      };
    }
  }
}

const port = parentPort;
if (port === null) throw new Error('this file runs as a thread');
const store = new StoreThread();
port.on('message', (request: CallRequest) => {
  void store.answer(request).then((answer) => {
    port.postMessage(answer);
    // After a fatal error DuckDB refuses everything until it is opened anew: end, so that the adapter does.
    if ('error' in answer && /FATAL|invalidated/.test(answer.error.message)) process.exit(1);
  });
});
