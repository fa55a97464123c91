/** What a worker counts. */
import type { ErrorCode } from '../model/errors.ts';

export class Counters {
  /** Refusals and failures that the gateway answered itself, by code. */
  readonly refused: Partial<Record<ErrorCode, number>> = {};
  /** Open connections. */
  connections = 0;
  /** Requests under way. */
  requests = 0;
  /** Exchanges that have ended. */
  ended = 0;
  /** Exchanges whose record could not be taken. */
  recordsFailed = 0;

  count(code: ErrorCode): void {
    this.refused[code] = (this.refused[code] ?? 0) + 1;
  }
}
