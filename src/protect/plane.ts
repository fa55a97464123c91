/** What all exchanges of a worker share: caches, counters, clock, the configuration in force, and where finished exchanges go. */
import type { Clock } from '../model/clock.ts';
import type { RawExchange } from '../observe/raw-exchange.ts';
import { Counters } from './counters.ts';
import { ReadableMedia } from './forward/capture.ts';
import { HeaderKinds } from './forward/header-kind.ts';
import { Hosts } from './forward/target.ts';
import { TraceIds } from './forward/trace.ts';
import type { Runtime } from './runtime.ts';

/** An exchange that has ended and can tell of itself. */
export interface Ended {
  toRaw(): RawExchange;
}

export class Plane {
  readonly clock: Clock;
  readonly counters = new Counters();
  readonly kinds = new HeaderKinds();
  readonly media = new ReadableMedia();
  readonly hosts = new Hosts();
  readonly ids = new TraceIds();
  runtime: Runtime;
  draining = false;
  readonly #record: (raw: RawExchange) => void;
  readonly #onError: (error: unknown, message: string) => void;
  #ended: Ended[] = [];
  #scheduled = false;

  constructor(
    runtime: Runtime,
    clock: Clock,
    record: (raw: RawExchange) => void,
    onError: (error: unknown, message: string) => void,
  ) {
    this.runtime = runtime;
    this.clock = clock;
    this.#record = record;
    this.#onError = onError;
  }

  /** Takes an exchange that has ended; it is recorded after the events of this turn, off the path of answers. */
  ended(exchange: Ended): void {
    this.counters.ended += 1;
    this.#ended.push(exchange);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#flush);
  }

  readonly #flush = (): void => {
    this.#scheduled = false;
    const ended = this.#ended;
    this.#ended = [];
    for (const exchange of ended) {
      try {
        this.#record(exchange.toRaw());
      } catch (error) {
        this.counters.recordsFailed += 1;
        this.#onError(error, 'an exchange could not be recorded');
      }
    }
  };

  /** Runs one exchange's beginning so that a mistake in it ends that exchange and not the thread with all others. */
  shielded(begin: () => void, cut: () => void): void {
    try {
      begin();
    } catch (error) {
      this.counters.count('internal-error');
      this.#onError(error, 'an exchange failed inside');
      cut();
    }
  }

  /** Records at once what has ended. */
  settle(): void {
    this.#flush();
  }
}
