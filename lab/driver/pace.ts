/** Thrown into a user's journey when the drive is over. */
export class DriveOver extends Error {
  override readonly name = 'DriveOver';
}

/**
 * Decides who acts next. Users think in their own virtual time; the real rate is held by releasing one turn every
 * `1 / ratePerSecond` seconds, always to the user whose virtual time is due first. So a busy integration stays
 * busier than a patient at any rate, and the rate is exact while anybody has something to do.
 */
export interface Pace {
  /** Waits for a turn to send one request, after `thinkMs` of the user's own time. Rejects with {@link DriveOver}. */
  readonly turn: (user: string, thinkMs: number) => Promise<void>;
  /** Lets `restMs` of virtual time pass without a turn (a user who only listens). Rejects with {@link DriveOver}. */
  readonly rest: (user: string, restMs: number) => Promise<void>;
  /** Ends the drive: everyone who waits, and everyone who asks later, gets {@link DriveOver}. */
  readonly stop: () => void;
}

interface Waiting {
  readonly dueMs: number;
  readonly order: number;
  readonly sends: boolean;
  readonly go: () => void;
  readonly giveUp: (error: DriveOver) => void;
}

/** Turns given in one wake-up after a stall are bounded, so that a stalled process does not answer with a burst. */
const catchUpTurnsMax = 20;

export function createPace(ratePerSecond: number): Pace {
  const gapMs = 1000 / ratePerSecond;
  const users = new Map<string, number>();
  let queue: Waiting[] = [];
  let virtualMs = 0;
  let asked = 0;
  let over = false;
  let nextTurnAtMs = performance.now();
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined;

  function enqueue(user: string, delayMs: number, sends: boolean): Promise<void> {
    if (over) return Promise.reject(new DriveOver());
    const dueMs = Math.max(users.get(user) ?? 0, virtualMs) + delayMs;
    users.set(user, dueMs);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    asked += 1;
    queue.push({ dueMs, order: asked, sends, go: resolve, giveUp: reject });
    arm();
    return promise;
  }

  function arm(): void {
    if (timer !== undefined || queue.length === 0 || over) return;
    const waitMs = nextTurnAtMs - performance.now();
    timer = waitMs > 0 ? setTimeout(release, waitMs) : setImmediate(release);
  }

  function disarm(): void {
    if (timer === undefined) return;
    if ('refresh' in timer) clearTimeout(timer);
    else clearImmediate(timer);
  }

  function release(): void {
    timer = undefined;
    const nowMs = performance.now();
    nextTurnAtMs = Math.max(nextTurnAtMs, nowMs - catchUpTurnsMax * gapMs);
    // One at a time: whoever is released may ask again before the next one is chosen.
    if (nextTurnAtMs <= nowMs && queue.length > 0) {
      const first = takeFirst();
      virtualMs = Math.max(virtualMs, first.dueMs);
      if (first.sends) nextTurnAtMs += gapMs;
      first.go();
    }
    arm();
  }

  function takeFirst(): Waiting {
    const first = queue.reduce((best, each) =>
      each.dueMs < best.dueMs || (each.dueMs === best.dueMs && each.order < best.order) ? each : best,
    );
    queue = queue.filter((each) => each !== first);
    return first;
  }

  return {
    turn: (user, thinkMs) => enqueue(user, thinkMs, true),
    rest: (user, restMs) => enqueue(user, restMs, false),
    stop: () => {
      over = true;
      disarm();
      for (const waiting of queue) waiting.giveUp(new DriveOver());
      queue = [];
    },
  };
}
