import type { ExchangeRecord } from '../api/types.ts';
import { Swatch } from '../marks/Verdict.tsx';
import { outcomeWord } from '../words/words.ts';
import { verdictOf } from './verdict-of.ts';

/** The verdict's square, the status, and a word when it did not simply end. */
export function Status({ exchange }: { readonly exchange: ExchangeRecord }) {
  const verdict = verdictOf(exchange);
  const word =
    verdict === 'blocked'
      ? 'blocked'
      : exchange.outcome === 'answered'
        ? verdict === 'flagged'
          ? 'flagged'
          : ''
        : outcomeWord(exchange.outcome);
  const grade = exchange.status >= 500 ? 'status-failed' : exchange.status >= 400 ? 'status-refused' : '';
  return (
    <span className="status">
      <Swatch verdict={verdict} />
      <span className={`number ${grade}`}>{exchange.status === 0 ? 'none' : exchange.status}</span>
      {word === '' ? null : <span className="quiet">{word}</span>}
    </span>
  );
}
