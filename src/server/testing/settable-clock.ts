/** A clock that a test sets. */
import type { Clock } from '../../model/clock.ts';

export interface SettableClock extends Clock {
  /** Moves both clocks on. */
  advance(ms: number): void;
  /** Sets the wall clock alone, as an administrator or NTP does. */
  setWall(nowMs: number): void;
}

export function createSettableClock(startMs = Date.UTC(2026, 0, 5, 9)): SettableClock {
  let wallMs = startMs;
  let monotonicUs = 1_000_000;
  return {
    nowMs: () => wallMs,
    monotonicUs: () => monotonicUs,
    advance(ms) {
      wallMs += ms;
      monotonicUs += ms * 1000;
    },
    setWall(nowMs) {
      wallMs = nowMs;
    },
  };
}
