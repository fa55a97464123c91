import './sparkline.css';

/** Requests an hour over the last 24, oldest first. A line without scale: it shows the course, the number beside it the size. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  const most = Math.max(...values, 0);
  if (values.length < 2 || most === 0)
    return <span className="sparkline-none" role="img" aria-label="no requests in 24 hours" />;
  const step = 60 / (values.length - 1);
  const line = values
    .map((value, at) => `${(at * step).toFixed(1)} ${(18 - (value / most) * 16).toFixed(1)}`)
    .join(' L');
  return (
    <svg
      className="sparkline"
      viewBox="0 0 60 20"
      preserveAspectRatio="none"
      role="img"
      aria-label={`most in an hour: ${most}`}
    >
      <path className="sparkline-area" d={`M0 20 L${line} L60 20 Z`} />
      <path className="sparkline-line" d={`M${line}`} />
    </svg>
  );
}
