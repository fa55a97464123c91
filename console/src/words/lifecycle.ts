/** How lifecycles look. */
import type { Lifecycle } from '../api/types.ts';

/** Tone of the chip of each lifecycle. */
export const lifecycleTones = {
  zombie: 'zombie',
  unreachable: 'orphan',
  shadow: 'shadow',
  orphan: 'orphan',
  dormant: 'quiet',
  documented: 'plain',
  live: 'plain',
  known: 'plain',
} as const satisfies Readonly<Record<Lifecycle, string>>;

/** Is there nothing unusual about the lifecycle? */
export const isUsual = (lifecycle: Lifecycle): boolean => lifecycleTones[lifecycle] === 'plain';
