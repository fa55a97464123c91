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

const meanings: Readonly<Record<Lifecycle, string>> = {
  zombie: 'deprecated or superseded, and still called',
  unreachable: 'code that no route mounts',
  shadow: 'it is there, and no contract tells of it',
  orphan: 'a contract tells of it; neither code nor traffic does',
  dormant: 'known, and not called lately',
  documented: 'a contract tells of it, and it is there',
  live: 'called; no contract was given to compare with',
  known: 'found; more sources are needed to tell its state',
};

/** What a lifecycle means, in a phrase. */
export const lifecycleMeaning = (lifecycle: Lifecycle): string => meanings[lifecycle];
