import './why.css';
import { type ReactNode, useId } from 'react';
import { Popover } from './Popover.tsx';
import { usePopover } from './usePopover.ts';

/** "why?" beside a number: opens what the number is made of. */
export function Why({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  const { open, setOpen, anchor, body } = usePopover();
  const id = useId();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="why"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`Why ${of}?`}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(!open);
        }}
      >
        why?
      </button>
      {open ? (
        <Popover anchor={anchor} body={body}>
          <section id={id} className="why-text" aria-label={`Why ${of}`}>
            <h3>Why {of}?</h3>
            {children}
          </section>
        </Popover>
      ) : null}
    </>
  );
}
