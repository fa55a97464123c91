/** Threads that read source files side by side. A thread that is stuck in one file is ended, the file is told, and the rest goes on. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReadAnswer, ReadLimits, ReadRequest } from './protocol.ts';
import { readLimits } from './protocol.ts';

/** A file to be read. */
export type PoolFile = Omit<ReadRequest, 'id'>;

/** A pool of reading threads. */
export interface ReadingPool extends AsyncDisposable {
  /** Reads files; answers come in any order. */
  readAll(
    files: readonly PoolFile[],
    onAnswer: (answer: ReadAnswer) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}

/** How a pool is made. */
export interface PoolOptions {
  readonly threads?: number;
  readonly limits?: Partial<ReadLimits>;
  /** A thread that says nothing for so long is stuck. */
  readonly stuckMs?: number;
}

const entry = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);
/** Files that a thread has at once, so that it never waits for the next. */
const aheadMax = 8;

interface Thread {
  readonly worker: Worker;
  readonly waiting: ReadRequest[];
  sinceMs: number;
}

/** Opens a pool. Threads start with the first file. */
export function openReadingPool(options: PoolOptions = {}): ReadingPool {
  const count = Math.max(1, Math.min(options.threads ?? availableParallelism(), 8));
  const limits: ReadLimits = { ...readLimits, ...options.limits };
  const stuckMs = options.stuckMs ?? limits.parseTimeoutMs * 4;
  const threads: Thread[] = [];
  let nextId = 0;
  let onMessage: (thread: Thread, answer: ReadAnswer) => void = () => {};
  let onFailure: (thread: Thread) => void = () => {};

  const open = (): Thread => {
    const worker = new Worker(entry, { workerData: limits, execArgv: ['--no-warnings'] });
    const thread: Thread = { worker, waiting: [], sinceMs: performance.now() };
    worker.on('message', (answer: ReadAnswer) => onMessage(thread, answer));
    worker.on('error', () => onFailure(thread));
    worker.unref();
    return thread;
  };

  return {
    async readAll(files, onAnswer, signal) {
      if (files.length === 0) return;
      const queue = [...files].reverse();
      let left = files.length;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const feed = (thread: Thread): void => {
        while (thread.waiting.length < aheadMax) {
          const file = queue.pop();
          if (file === undefined) return;
          nextId += 1;
          const request: ReadRequest = { ...file, id: nextId };
          if (thread.waiting.length === 0) thread.sinceMs = performance.now();
          thread.waiting.push(request);
          thread.worker.postMessage(request);
        }
      };
      const done = (answer: ReadAnswer): void => {
        left -= 1;
        try {
          onAnswer(answer);
        } catch (error) {
          reject(error instanceof Error ? error : new Error('reading failed'));
        }
        if (left === 0) resolve();
      };
      onMessage = (thread, answer) => {
        const at = thread.waiting.findIndex(({ id }) => id === answer.id);
        if (at < 0) return;
        thread.waiting.splice(at, 1);
        thread.sinceMs = performance.now();
        done(answer);
        feed(thread);
      };
      const restart = (thread: Thread, code: string, detail: string): void => {
        const [stuck, ...rest] = thread.waiting.splice(0);
        void thread.worker.terminate();
        const fresh = open();
        threads[threads.indexOf(thread)] = fresh;
        for (const request of rest.reverse()) queue.push(request);
        if (stuck !== undefined) {
          const { id, file } = stuck;
          done({
            id,
            file,
            module: null,
            lines: 0,
            generated: false,
            warnings: [{ code, detail, place: { file }, count: 1 }],
          });
        }
        feed(fresh);
      };
      onFailure = (thread) => restart(thread, 'reading-failed', 'the reading thread ended on this file');
      const watch = setInterval(
        () => {
          for (const thread of threads)
            if (thread.waiting.length > 0 && performance.now() - thread.sinceMs > stuckMs)
              restart(thread, 'time-out', `reading took longer than ${stuckMs} ms`);
        },
        Math.max(50, stuckMs / 4),
      );
      const stop = (): void => reject(signal?.reason instanceof Error ? signal.reason : new Error('stopped'));
      signal?.addEventListener('abort', stop, { once: true });
      try {
        signal?.throwIfAborted();
        while (threads.length < Math.min(count, Math.ceil(files.length / 4))) threads.push(open());
        for (const thread of threads) feed(thread);
        await promise;
      } finally {
        clearInterval(watch);
        signal?.removeEventListener('abort', stop);
      }
    },
    async [Symbol.asyncDispose]() {
      onFailure = () => {};
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
