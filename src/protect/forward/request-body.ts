/**
 * A request body on its way to the upstream: the client's stream, paused until somebody reads, with the gateway looking on.
 *
 * It is what undici takes for a stream (`on`, `pause`, `resume`, `destroy`), no more: a `Readable` in between would buffer a second time,
 * and undici destroys the stream it is given, which for the client's own stream would be the client's connection.
 */
import { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';

/** The exchange that a body belongs to. */
export interface BodyWatcher {
  /** Somebody begins to read: a client that waits for `100 Continue` gets it now. */
  onBodyStart(): void;
  /** False when the chunk must not go on. */
  onBodyChunk(chunk: Buffer): boolean;
  onBodyEnd(): void;
  onBodyPaused(paused: boolean): void;
}

export class RequestBody extends EventEmitter {
  readonly #source: Readable;
  readonly #watcher: BodyWatcher;
  #started = false;
  destroyed = false;
  ended = false;
  /** undici destroys a stream at its end unless it does so itself; being destroyed before the request is out counts as an abort. */
  readonly _readableState = { autoDestroy: true };
  /** undici asks for it to know that nothing has been buffered. */
  readonly readableEnded = false;

  constructor(source: Readable, watcher: BodyWatcher) {
    super();
    this.#source = source;
    this.#watcher = watcher;
  }

  resume(): this {
    if (this.destroyed || this.ended) return this;
    if (this.#started) {
      this.#source.resume();
      this.#watcher.onBodyPaused(false);
      return this;
    }
    this.#started = true;
    this.#watcher.onBodyStart();
    this.#source.on('data', (chunk: Buffer) => {
      if (!this.destroyed && this.#watcher.onBodyChunk(chunk)) this.emit('data', chunk);
    });
    this.#source.on('end', () => {
      this.ended = true;
      this.#watcher.onBodyEnd();
      if (!this.destroyed) this.emit('end');
    });
    return this;
  }

  pause(): this {
    if (this.destroyed || this.ended) return this;
    this.#source.pause();
    this.#watcher.onBodyPaused(true);
    return this;
  }

  /** Whatever still comes from the client is thrown away; the client's connection stays. */
  destroy(): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#source.resume();
    this.emit('close');
    return this;
  }

  /** Present because undici tells a stream by it; bodies are read by events. */
  pipe(): never {
    throw new TypeError('a request body is read by its events');
  }
}
