import './verdict.css';
import { count } from '../words/numbers.ts';

/** What happened to traffic. */
export interface VerdictCounts {
  readonly allowed: number;
  readonly flagged: number;
  readonly blocked: number;
}

const kinds = ['allowed', 'flagged', 'blocked'] as const;

/** The verdict's name for one of the three. */
export type Verdict = (typeof kinds)[number];

/** A square in the verdict's colour; a word stands beside it. */
export function Swatch({ verdict }: { readonly verdict: Verdict }) {
  return <span className={`swatch swatch-${verdict}`} aria-hidden="true" />;
}

/** One bar cut into allowed, flagged and blocked. */
export function VerdictBar({
  counts,
  of,
  root = false,
}: {
  readonly counts: VerdictCounts;
  /** The count that fills the bar; the sum unless given. */
  readonly of?: number;
  /** Draws the root of the share, so that the small can be seen, too. */
  readonly root?: boolean;
}) {
  const all = counts.allowed + counts.flagged + counts.blocked;
  const filled = all / Math.max(1, of ?? all);
  const sum = Math.max(1, all) / (root ? Math.sqrt(filled) : filled);
  return (
    <span
      className="verdict-bar"
      role="img"
      aria-label={kinds.map((kind) => `${kind} ${count(counts[kind])}`).join(', ')}
    >
      {kinds.map((kind) =>
        counts[kind] === 0 ? null : (
          <span
            key={kind}
            className={`verdict-part swatch-${kind}`}
            style={{ width: `${(counts[kind] / sum) * 100}%` }}
          />
        ),
      )}
    </span>
  );
}

/** The three verdicts with their counts, under a bar. */
export function VerdictList({ counts }: { readonly counts: VerdictCounts }) {
  return (
    <>
      <VerdictBar counts={counts} />
      <dl className="verdict-list">
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>
              <Swatch verdict={kind} /> {kind}
            </dt>
            <dd className="number">{count(counts[kind])}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
