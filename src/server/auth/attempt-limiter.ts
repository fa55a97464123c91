/** Bounds failed sign-in attempts of each client. A client is an IPv4 address or an IPv6 /64. */
import { isIPv6 } from 'node:net';
import type { Clock } from '../../model/clock.ts';

interface Window {
  /** Start of the window, monotonic, so that a clock that jumps opens no door. */
  readonly sinceUs: number;
  readonly failures: number;
}

/** Counts failures; says how long a client has to wait. */
export interface AttemptLimiter {
  /** Seconds to wait before the next attempt is looked at, 0 for none. */
  waitSeconds(client: string): number;
  failed(client: string): void;
  succeeded(client: string): void;
}

/** The part of an address by which attempts are counted: whole IPv4, /64 of IPv6. */
export function attemptKey(address: string): string {
  const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: gap }, () => '0'), ...right].slice(0, 4).join(':');
}

/**
 * A limiter that lets `failuresMax` attempts fail in `windowMs` and then asks to wait for the rest of the window. At most
 * `clientsMax` clients are remembered; the one seen longest ago is forgotten first.
 */
export function createAttemptLimiter(
  clock: Clock,
  { failuresMax = 10, windowMs = 60_000, clientsMax = 10_000 } = {},
): AttemptLimiter {
  const windows = new Map<string, Window>();

  function current(key: string): Window | undefined {
    const window = windows.get(key);
    if (window === undefined) return undefined;
    if (clock.monotonicUs() - window.sinceUs < windowMs * 1000) return window;
    windows.delete(key);
    return undefined;
  }

  return {
    waitSeconds(client) {
      const window = current(attemptKey(client));
      if (window === undefined || window.failures < failuresMax) return 0;
      return Math.max(1, Math.ceil((windowMs - (clock.monotonicUs() - window.sinceUs) / 1000) / 1000));
    },
    failed(client) {
      const key = attemptKey(client);
      const window = current(key);
      windows.delete(key);
      windows.set(key, {
        sinceUs: window?.sinceUs ?? clock.monotonicUs(),
        failures: (window?.failures ?? 0) + 1,
      });
      if (windows.size <= clientsMax) return;
      for (const oldest of windows.keys()) {
        windows.delete(oldest);
        break;
      }
    },
    succeeded(client) {
      windows.delete(attemptKey(client));
    },
  };
}
