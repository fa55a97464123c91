import './states.css';

const widths = [34, 52, 41, 60, 38, 47, 55, 36];

/** The real grid without its words, at the real row height, shown only when the wait is noticeable. */
export function Skeleton({ rows = 12, says }: { readonly rows?: number; readonly says: string }) {
  return (
    <div className="plate skeleton late" role="status">
      <span className="unseen">{says}</span>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="skeleton-row" aria-hidden="true">
          <span className="skeleton-block" style={{ width: 19 }} />
          <span className="skeleton-block" style={{ width: 38 }} />
          <span
            className="skeleton-block skeleton-wide"
            style={{ width: `${widths[at % widths.length]}%` }}
          />
          <span className="skeleton-block skeleton-push" style={{ width: 60 }} />
          <span className="skeleton-block" style={{ width: 44 }} />
        </div>
      ))}
    </div>
  );
}
