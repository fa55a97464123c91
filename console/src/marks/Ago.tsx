import { useNow } from './useNow.ts';
import { ago, utc } from '../words/time.ts';

/** Relative on screen, absolute UTC on hover. */
export function Ago({ atMs }: { readonly atMs: number }) {
  const now = useNow();
  if (atMs <= 0) return <span>never</span>;
  return (
    <time className="number" dateTime={new Date(atMs).toISOString()} title={utc(atMs)}>
      {ago(atMs, now)}
    </time>
  );
}
