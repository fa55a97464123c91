import { useEffect, useLayoutEffect, useRef } from 'react';

/** What each key does; a key that returns `false` was not used. */
export type Shortcuts = Readonly<Record<string, () => unknown>>;

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Single keys of a page. They rest while somebody writes, with a modifier held, and while a control has its own use for them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useLayoutEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || writing(event.target))
        return;
      const onControl =
        event.target instanceof HTMLElement && event.target.closest('button, a, [role=listbox]') !== null;
      if (onControl && (event.key === 'Enter' || event.key.startsWith('Arrow'))) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      if (act() !== false) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
