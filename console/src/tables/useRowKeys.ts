import { useState } from 'react';
import { type Shortcuts, useShortcuts } from '../controls/useShortcuts.ts';

/** The row that the keys stand on, -1 for none, and the keys that move it: `j k`, arrows, pages, ends. `more` adds keys or replaces them. */
export function useRowKeys(
  total: number,
  open: (index: number) => unknown,
  more: (cursor: number) => Shortcuts,
): { readonly cursor: number; readonly setCursor: (index: number) => void } {
  const [cursor, setCursor] = useState(-1);
  const move = (by: number): void => {
    if (total > 0) setCursor((at) => Math.max(0, Math.min(total - 1, at + by)));
  };
  const back = (): void => move(cursor < 0 ? 1 : -1);
  useShortcuts({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: back,
    ArrowUp: back,
    PageDown: () => move(20),
    PageUp: () => move(-20),
    Home: () => move(-total),
    End: () => move(total),
    Enter: () => (cursor < 0 || cursor >= total ? false : open(cursor)),
    Escape: () => setCursor(-1),
    ...more(cursor),
  });
  return { cursor, setCursor };
}
