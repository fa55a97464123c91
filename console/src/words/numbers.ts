const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `284448` -> `284,448` */
export const count = (n: number): string => whole.format(n);

/** Short enough for a plate: `9,108`, `22.0k`, `284k`, `1.2M`. */
export function short(n: number): string {
  if (n < 10_000) return whole.format(n);
  if (n < 99_950) return `${(n / 1_000).toFixed(1)}k`;
  if (n < 999_500) return `${Math.round(n / 1_000)}k`;
  return `${(n / 1_000_000).toFixed(n < 9_950_000 ? 1 : 0)}M`;
}

/** Share as a percentage: `0`, `0.4%`, `12%`. */
export function share(part: number, of: number): string {
  if (part === 0 || of === 0) return '0';
  const percent = (part / of) * 100;
  if (percent < 0.1) return '<0.1%';
  return percent < 9.95 ? `${percent.toFixed(1)}%` : `${Math.round(percent)}%`;
}

/** Microseconds as people read them: `830 µs`, `41 ms`, `1.2 s`. */
export function duration(us: number): string {
  if (us < 0) return 'not known';
  if (us < 1_000) return `${Math.round(us)} µs`;
  if (us < 9_950) return `${(us / 1_000).toFixed(1)} ms`;
  if (us < 999_500) return `${Math.round(us / 1_000)} ms`;
  return `${(us / 1_000_000).toFixed(1)} s`;
}

/** `1,204 B`, `18.2 kB`, `3.1 MB` */
export function bytes(n: number): string {
  if (n < 10_000) return `${whole.format(n)} B`;
  if (n < 1_000_000) return `${precise.format(n / 1_000)} kB`;
  return `${precise.format(n / 1_000_000)} MB`;
}

/** `1 operation`, `3 operations` */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;
