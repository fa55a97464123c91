import { useSyncExternalStore } from 'react';

const tickMs = 5_000;

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, tickMs);
  return () => clearInterval(timer);
}

/** The wall clock in steps of five seconds, for relative times. */
export const useNow = (): number =>
  useSyncExternalStore(subscribe, () => Math.floor(Date.now() / tickMs) * tickMs);
