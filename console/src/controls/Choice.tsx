import './choice.css';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Icon } from '../marks/Icon.tsx';
import { count } from '../words/numbers.ts';
import { Popover } from './Popover.tsx';
import { usePopover } from './usePopover.ts';

/** One thing to choose. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** How many there are of it. */
  readonly count?: number;
}

interface ChoiceProps {
  readonly name: string;
  readonly options: readonly Option[];
  /** Undefined: any. */
  readonly value: string | undefined;
  readonly onChoose: (value: string | undefined) => void;
  /** Without it there is always a value. */
  readonly any?: string;
}

/** A filter: a button that shows what is chosen, and a listbox that hangs from it. */
export function Choice({ name, options, value, onChoose, any }: ChoiceProps) {
  const { open, setOpen, anchor, body } = usePopover();
  const id = useId();
  const all: readonly Option[] = any === undefined ? options : [{ value: '', label: any }, ...options];
  const current = Math.max(
    0,
    all.findIndex((option) => option.value === (value ?? '')),
  );
  const [active, setActive] = useState(current);
  const chosen = value === undefined ? undefined : (all[current]?.label ?? value);

  useEffect(() => {
    if (!open) return;
    setActive(current);
    body.current?.querySelector<HTMLElement>('[role=listbox]')?.focus();
  }, [open, current, body]);
  useEffect(() => {
    if (open) body.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  }, [open, active, body]);

  const choose = (at: number): void => {
    const option = all[at];
    if (option === undefined) return;
    onChoose(option.value === '' ? undefined : option.value);
    setOpen(false);
    anchor.current?.focus();
  };
  const key = (event: KeyboardEvent): void => {
    const last = all.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) setActive(to);
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (event.key === 'Tab') setOpen(false);
    else if (/^[a-z]$/i.test(event.key)) {
      const found = all.findIndex((option) => option.label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (found >= 0) setActive(found);
    } else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="control choice"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`${name}: ${chosen ?? any ?? ''}`}
        onClick={() => setOpen(!open)}
      >
        {chosen === undefined ? name : `${name}: `}
        {chosen === undefined ? null : <span className="choice-value">{chosen}</span>}
        <Icon name="down" />
      </button>
      {open ? (
        <Popover anchor={anchor} body={body}>
          <div
            role="listbox"
            tabIndex={0}
            aria-label={name}
            aria-activedescendant={`${id}-${active}`}
            onKeyDown={key}
            className="listbox"
          >
            {all.map((option, at) => (
              <div
                key={option.value}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === current}
                data-active={at === active}
                className="listbox-option"
                onPointerEnter={() => setActive(at)}
                onClick={() => choose(at)}
              >
                <span className="listbox-mark">{at === current ? <Icon name="check" /> : null}</span>
                {option.label}
                {option.count === undefined ? null : (
                  <span className="listbox-count number">{count(option.count)}</span>
                )}
              </div>
            ))}
          </div>
        </Popover>
      ) : null}
    </>
  );
}
