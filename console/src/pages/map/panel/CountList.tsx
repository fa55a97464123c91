import type { ReactNode } from 'react';
import { count } from '../../../words/numbers.ts';

/** One line: what, how often, and what choosing it does. */
export interface CountLine {
  readonly id: string;
  readonly what: ReactNode;
  readonly count: number;
  readonly hot?: boolean;
  readonly onChoose: () => void;
}

const linesMax = 8;

/** Things with counts, each of which can be chosen. */
export function CountList({ lines, none }: { readonly lines: readonly CountLine[]; readonly none: string }) {
  if (lines.length === 0) return <p className="quiet">{none}</p>;
  const sorted = lines.toSorted((a, b) => b.count - a.count);
  return (
    <ul className="count-list">
      {sorted.slice(0, linesMax).map((line) => (
        <li key={line.id}>
          <button type="button" onClick={line.onChoose} className={line.hot === true ? 'count-hot' : ''}>
            <span className="count-what">{line.what}</span>
            <span className="number">{count(line.count)}</span>
          </button>
        </li>
      ))}
      {sorted.length > linesMax ? (
        <li className="quietest">{`and ${sorted.length - linesMax} more`}</li>
      ) : null}
    </ul>
  );
}
