import { useCallback, useEffect, useRef, useState } from 'react';
import type { ExchangeRecord } from '../../api/types.ts';

/** Rows that the page keeps. */
export const rowsMax = 500;

function merged(
  newest: readonly ExchangeRecord[],
  before: readonly ExchangeRecord[],
): readonly ExchangeRecord[] {
  const known = new Set(before.map(({ id }) => id));
  return [...newest.filter(({ id }) => !known.has(id)), ...before].slice(0, rowsMax);
}

/** The newest exchanges, at most {@link rowsMax}. While paused, new ones wait and the rows stand still. */
export function useLiveRows(recent: readonly ExchangeRecord[] | undefined) {
  const [rows, setRows] = useState<readonly ExchangeRecord[]>([]);
  const [waiting, setWaiting] = useState<readonly ExchangeRecord[]>([]);
  const [paused, setPausedState] = useState(false);
  const still = useRef(false);

  useEffect(() => {
    if (recent !== undefined)
      setRows((before) => (before.length === 0 ? recent.slice(0, rowsMax) : merged(before, recent)));
  }, [recent]);

  const take = useCallback((newest: readonly ExchangeRecord[]) => {
    if (still.current) setWaiting((before) => merged(newest, before));
    else setRows((before) => merged(newest, before));
  }, []);
  const setPaused = (next: boolean): void => {
    still.current = next;
    setPausedState(next);
    if (next || waiting.length === 0) return;
    setRows((before) => merged(waiting, before));
    setWaiting([]);
  };
  return { rows, waiting: waiting.length, paused, setPaused, take };
}
