import { useEffect, useRef, useState } from 'react';

/** Opening and closing of what hangs from a button: Esc and a press outside close it, and focus returns to the button. */
export function usePopover() {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const press = (event: PointerEvent): void => {
      const target = event.target;
      if (!(target instanceof Node)) return;
      if (anchor.current?.contains(target) === true || body.current?.contains(target) === true) return;
      setOpen(false);
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      anchor.current?.focus();
    };
    const left = (): void => setOpen(false);
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key, true);
    globalThis.addEventListener('resize', left);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key, true);
      globalThis.removeEventListener('resize', left);
    };
  }, [open]);

  return { open, setOpen, anchor, body };
}
