import { count, share } from '../../words/numbers.ts';

const grade = (status: number): string => (status >= 500 ? 'critical' : status >= 400 ? 'high' : 'allowed');

/** Statuses with their share, most frequent first. */
export function Statuses({ statuses }: { readonly statuses: Readonly<Record<string, number>> }) {
  const sorted = Object.entries(statuses).sort(([, a], [, b]) => b - a);
  const all = sorted.reduce((sum, [, n]) => sum + n, 0);
  return (
    <ul className="statuses">
      {sorted.map(([status, n]) => (
        <li key={status}>
          <span className={`number status-word status-word-${grade(Number(status))}`}>
            {status === '0' ? 'none' : status}
          </span>
          <span className="status-track" aria-hidden="true">
            <span
              className={`status-fill status-fill-${grade(Number(status))}`}
              style={{ width: `${(n / all) * 100}%` }}
            />
          </span>
          <span className="number status-count">{count(n)}</span>
          <span className="number quietest status-share">{share(n, all)}</span>
        </li>
      ))}
    </ul>
  );
}
