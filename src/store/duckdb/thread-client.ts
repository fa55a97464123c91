/**
 * Calls into a thread that may die. When it does, all calls under way are rejected and the next call starts a new one.
 */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HeliostatError } from '../../model/errors.ts';
import type { CallAnswer, CallName, CallRequest, ThreadCalls, ThreadOptions } from './protocol.ts';

type Waiting = { readonly resolve: (output: unknown) => void; readonly reject: (error: unknown) => void };

/** The thread's file beside this one: `.ts` in the checkout, `.js` when compiled. */
export const threadUrl = new URL(`./thread${extname(import.meta.url)}`, import.meta.url);

/** A thread that answers calls, and its successors. */
export class ThreadClient implements AsyncDisposable {
  readonly #url: URL;
  readonly #options: ThreadOptions;
  readonly #opened: (cursor: ThreadCalls['open']['out']) => void;
  #worker: Worker | undefined;
  #ready: Promise<void> | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #calls = 0;
  readonly #waiting = new Map<number, Waiting>();
  #closed = false;

  /** @param opened - Told after each start of a thread, before any call of the adapter reaches it. */
  constructor(
    options: ThreadOptions,
    opened: (cursor: ThreadCalls['open']['out']) => void,
    url: URL = threadUrl,
  ) {
    this.#options = options;
    this.#opened = opened;
    this.#url = url;
  }

  /** Calls the thread. Rejects with HeliostatError. */
  async call<N extends CallName>(
    name: N,
    input: ThreadCalls[N]['in'],
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<ThreadCalls[N]['out']> {
    await this.start();
    return this.#send(name, input, transfer);
  }

  /** Starts a thread unless one runs, and opens the store in it. */
  async start(): Promise<void> {
    if (this.#closed)
      throw new HeliostatError('internal-error', { cause: new Error('the exchange store is closed') });
    this.#ready ??= this.#startThread();
    await this.#ready;
  }

  async #startThread(): Promise<void> {
    try {
      // The one before must be gone with all it had open: two in one file would destroy it.
      await this.#ended;
      // Flags of the main program (`--eval`, `--input-type`) are not meant for the thread, and some keep it from starting.
      const worker = new Worker(this.#url, {
        name: 'exchange-store',
        execArgv: [],
        resourceLimits: { maxYoungGenerationSizeMb: 32 },
      });
      this.#worker = worker;
      this.#ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      let failure: unknown = new Error('the exchange store’s thread ended');
      worker.on('message', (answer: CallAnswer) => this.#settle(answer));
      worker.on('error', (error) => {
        failure = error;
      });
      worker.on('exit', () => {
        if (this.#worker !== worker) return;
        this.#worker = undefined;
        this.#ready = undefined;
        const waiting = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const { reject } of waiting) reject(new HeliostatError('internal-error', { cause: failure }));
      });
      this.#opened(await this.#send('open', this.#options, []));
    } catch (error) {
      await this.#worker?.terminate();
      this.#ready = undefined;
      throw error;
    }
  }

  #send<N extends CallName>(
    name: N,
    input: ThreadCalls[N]['in'],
    transfer: readonly ArrayBuffer[],
  ): Promise<ThreadCalls[N]['out']> {
    const worker = this.#worker;
    if (worker === undefined) {
      throw new HeliostatError('internal-error', { cause: new Error('the exchange store’s thread ended') });
    }
    this.#calls += 1;
    const request: CallRequest = { call: this.#calls, name, input };
    return new Promise<ThreadCalls[N]['out']>((resolve, reject) => {
      this.#waiting.set(request.call, { resolve: resolve as (output: unknown) => void, reject });
      worker.postMessage(request, transfer);
    });
  }

  #settle(answer: CallAnswer): void {
    const waiting = this.#waiting.get(answer.call);
    this.#waiting.delete(answer.call);
    if (waiting === undefined) return;
    if ('output' in answer) return waiting.resolve(answer.output);
    const { code, message, detail } = answer.error;
    waiting.reject(
      new HeliostatError(code, { ...(detail === undefined ? {} : { detail }), cause: new Error(message) }),
    );
  }

  /** Ends the thread in an orderly way; what was called before is done first. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#ready;
      if (this.#worker !== undefined) await this.#send('close', null, []);
    } catch {
      // A thread that cannot close any more is ended below; what it had acknowledged is on disk.
    }
    await this.#worker?.terminate();
    await this.#ended;
  }

  /** Ends the thread as a crash would. For tests of what happens then. */
  async crash(): Promise<void> {
    await this.#worker?.terminate();
  }
}
