import './popover.css';
import { type ReactNode, type RefObject, useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { placeBeside } from './place.ts';

interface PopoverProps {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly children: ReactNode;
}

/** A plate beside its anchor, above everything else and never cut by a table's edge. */
export function Popover({ anchor, body, children }: PopoverProps) {
  useLayoutEffect(() => {
    const place = (): void => {
      const from = anchor.current?.getBoundingClientRect();
      const plate = body.current;
      if (from === undefined || plate === null) return;
      const { left, top } = placeBeside(from, { width: plate.offsetWidth, height: plate.offsetHeight });
      plate.style.left = `${left}px`;
      plate.style.top = `${top}px`;
    };
    place();
    document.addEventListener('scroll', place, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', place, { capture: true });
  });
  return createPortal(
    <div ref={body} className="popover">
      {children}
    </div>,
    document.body,
  );
}
