/**
 * The time and the randomness that parts are given instead of taking them, so that a test can set both.
 */

/** Tells the time. `nowMs` may jump when the machine's clock is set; `monotonicUs` never goes back. */
export interface Clock {
  /** Wall clock, milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Monotonic microseconds since an arbitrary point, the same for all threads of the process. */
  monotonicUs(): number;
}

/** The machine's own clock. `process.hrtime` agrees between threads; `performance.timeOrigin` does not. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicUs: () => Number(process.hrtime.bigint() / 1000n),
};
