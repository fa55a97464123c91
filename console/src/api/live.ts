import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { address } from './client.ts';
import type { ExchangeRecord, LiveTotals } from './types.ts';

/** How the feed is. */
export type FeedState =
  | { readonly is: 'opening' }
  | { readonly is: 'open' }
  | { readonly is: 'lost'; readonly sinceMs: number };

const retryMs = 3_000;
const flushMs = 250;

interface Feed {
  readonly state: FeedState;
  readonly totals: LiveTotals | null;
  /** Opens it again at once. */
  readonly reconnect: () => void;
}

/**
 * The live feed (server-sent events). Exchanges are handed over in small batches, newest first, so that a busy API does not make the
 * page busy. When the feed is lost it is opened again every few seconds.
 */
export function useLiveFeed(onExchanges: (newest: readonly ExchangeRecord[]) => void): Feed {
  const [state, setState] = useState<FeedState>({ is: 'opening' });
  const [totals, setTotals] = useState<LiveTotals | null>(null);
  const [attempt, setAttempt] = useState(0);
  const take = useRef(onExchanges);
  useLayoutEffect(() => {
    take.current = onExchanges;
  });

  useEffect(() => {
    const source = new EventSource(address('/live'));
    let waiting: ExchangeRecord[] = [];
    let retry: ReturnType<typeof setTimeout> | undefined;
    const flush = setInterval(() => {
      if (waiting.length === 0) return;
      take.current(waiting.reverse());
      waiting = [];
    }, flushMs);
    source.addEventListener('open', () => setState({ is: 'open' }));
    source.addEventListener('exchange', (event) => waiting.push(JSON.parse(event.data) as ExchangeRecord));
    source.addEventListener('totals', (event) => setTotals(JSON.parse(event.data) as LiveTotals));
    source.addEventListener('error', () => {
      setState((before) => (before.is === 'lost' ? before : { is: 'lost', sinceMs: Date.now() }));
      // An answer other than 200 closes the source for good; the browser retries by itself only after a broken connection.
      if (source.readyState === EventSource.CLOSED)
        retry = setTimeout(() => setAttempt((n) => n + 1), retryMs);
    });
    return () => {
      clearInterval(flush);
      clearTimeout(retry);
      source.close();
    };
  }, [attempt]);

  return { state, totals, reconnect: () => setAttempt((n) => n + 1) };
}
