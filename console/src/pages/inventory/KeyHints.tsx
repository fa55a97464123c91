import { useEffect, useRef } from 'react';
import { Button } from '../../controls/Button.tsx';
import { count } from '../../words/numbers.ts';

const hints: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'search'],
  [['j', 'k'], 'move'],
  [['Enter'], 'open'],
  [['c'], 'copy as curl'],
  [['e'], 'export'],
];

const all: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'search'],
  [['j', '↓'], 'next row'],
  [['k', '↑'], 'row before'],
  [['PgDn', 'PgUp'], 'twenty rows on, back'],
  [['Home', 'End'], 'first row, last row'],
  [['Enter'], 'open the operation'],
  [['c'], 'copy the row as curl'],
  [['e'], 'export what is shown'],
  [['Esc'], 'let the row go, close'],
  [['?'], 'these keys'],
];

const Keys = ({ names }: { readonly names: readonly string[] }) =>
  names.map((name) => (
    <kbd key={name} className="key">
      {name}
    </kbd>
  ));

interface KeyHintsProps {
  readonly cursor: number;
  readonly total: number;
  readonly said: string;
  readonly onHelp: () => void;
}

/** What the keys do, under the table; says, too, what a key has done. */
export function KeyHints({ cursor, total, said, onHelp }: KeyHintsProps) {
  return (
    <div className="key-hints">
      {hints.map(([names, act]) => (
        <span key={act} className="key-hint">
          <Keys names={names} /> {act}
        </span>
      ))}
      <button type="button" className="key-hint" onClick={onHelp}>
        <Keys names={['?']} /> all keys
      </button>
      <span className="key-hints-said" role="status">
        {said}
      </span>
      <span className="number">{cursor < 0 ? '' : `row ${count(cursor + 1)} of ${count(total)}`}</span>
    </div>
  );
}

/** All keys of the inventory, in a panel at the side of the table. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  return (
    <section ref={sheet} className="key-sheet plate" aria-label="Keys" tabIndex={-1}>
      <header>
        <h2>Keys</h2>
        <Button icon="cross" label="Close" onClick={onClose} />
      </header>
      <dl>
        {all.map(([names, act]) => (
          <div key={act}>
            <dt>
              <Keys names={names} />
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
