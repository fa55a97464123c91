import type { ExchangeRecord } from '../api/types.ts';
import type { Verdict } from '../marks/Verdict.tsx';

/** Blocked: the gateway refused it. Flagged: a guard that only observes would have. Else allowed. */
export function verdictOf(exchange: ExchangeRecord): Verdict {
  if (exchange.outcome === 'refused') return 'blocked';
  return (exchange.verdicts ?? []).length > 0 ? 'flagged' : 'allowed';
}
