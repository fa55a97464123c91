const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago: `now`, `40 s`, `9 min`, `3 h`, `12 d`; `never` for 0. */
export function ago(atMs: number, nowMs: number): string {
  if (atMs <= 0) return 'never';
  const gone = Math.max(0, nowMs - atMs);
  if (gone < 10 * second) return 'now';
  return span(gone);
}

/** A length of time in its largest fitting unit. */
export function span(ms: number): string {
  if (ms < 90 * second) return `${Math.round(ms / second)} s`;
  if (ms < 90 * minute) return `${Math.round(ms / minute)} min`;
  if (ms < 36 * hour) return `${Math.round(ms / hour)} h`;
  return `${Math.round(ms / day)} d`;
}

/** `2026-11-21 01:10:03 UTC` */
export const utc = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Time of day in UTC: `01:10:03` */
export const clock = (atMs: number): string => new Date(atMs).toISOString().slice(11, 19);
