/**
 * The live feed: exchanges as they happen, for those who watch. It takes a bounded sample each second and gives each subscriber a
 * bounded queue; who reads too slowly is let go and counted, and nobody ever waits for a reader.
 */
import type { Clock } from '../model/clock.ts';
import type { ExchangeRecord } from '../model/exchange-record.ts';
import type { LiveFeed, LiveSubscription } from './ports.ts';

interface Subscriber {
  readonly queue: ExchangeRecord[];
  wake: (() => void) | null;
  ended: boolean;
}

/** Bounds of the live feed. */
export interface LiveFeedLimits {
  /** Records a second, for each subscriber. */
  readonly recordsPerSecond: number;
  readonly subscribersMax: number;
  /** Records that wait for one subscriber; one more and it is let go. */
  readonly queueMax: number;
}

const defaults: LiveFeedLimits = { recordsPerSecond: 50, subscribersMax: 50, queueMax: 500 };

/** Evenly spread picks, so that a burst is not only seen by its beginning. */
function pick<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]).filter(
    (item): item is T => item !== undefined,
  );
}

/**
 * Makes a live feed.
 *
 * @example
 * const live = createLiveFeed(systemClock);
 * const wanted = live.room();
 * live.publish(records.slice(0, wanted), total - wanted);
 */
export function createLiveFeed(clock: Clock, limits: Partial<LiveFeedLimits> = {}): LiveFeed {
  const { recordsPerSecond, subscribersMax, queueMax } = { ...defaults, ...limits };
  const subscribers = new Set<Subscriber>();
  let allowance = recordsPerSecond;
  let refilledUs = clock.monotonicUs();
  let delivered = 0;
  let sampledOut = 0;
  let dropped = 0;

  function refill(): void {
    const nowUs = clock.monotonicUs();
    allowance = Math.min(recordsPerSecond, allowance + ((nowUs - refilledUs) / 1e6) * recordsPerSecond);
    refilledUs = nowUs;
  }

  function end(subscriber: Subscriber): void {
    subscriber.ended = true;
    subscriber.queue.length = 0;
    subscribers.delete(subscriber);
    subscriber.wake?.();
  }

  function subscription(subscriber: Subscriber): LiveSubscription {
    return {
      async next() {
        while (!subscriber.ended && subscriber.queue.length === 0) {
          await new Promise<void>((resolve) => {
            subscriber.wake = resolve;
          });
          subscriber.wake = null;
        }
        return subscriber.ended ? null : subscriber.queue.splice(0);
      },
      [Symbol.dispose]: () => end(subscriber),
    };
  }

  return {
    room() {
      if (subscribers.size === 0) return 0;
      refill();
      return Math.floor(allowance);
    },
    publish(records, leftOut = 0) {
      if (subscribers.size === 0) return;
      refill();
      const chosen = pick(records, Math.floor(allowance));
      allowance -= chosen.length;
      sampledOut += leftOut + records.length - chosen.length;
      delivered += chosen.length;
      if (chosen.length === 0) return;
      for (const subscriber of subscribers) {
        if (subscriber.queue.length + chosen.length > queueMax) {
          dropped += 1;
          end(subscriber);
          continue;
        }
        subscriber.queue.push(...chosen);
        subscriber.wake?.();
      }
    },
    subscribe() {
      if (subscribers.size >= subscribersMax) return null;
      const subscriber: Subscriber = { queue: [], wake: null, ended: false };
      subscribers.add(subscriber);
      return subscription(subscriber);
    },
    stats: () => ({ subscribers: subscribers.size, delivered, sampledOut, dropped }),
  };
}
