import './chip.css';
import type { ReactNode } from 'react';
import type { Lifecycle } from '../api/types.ts';
import { isUsual, lifecycleMeaning, lifecycleTones } from '../words/lifecycle.ts';
import { plural } from '../words/numbers.ts';
import { authWord } from '../words/words.ts';
import { LifecycleSign } from './LifecycleSign.tsx';
import { Sign } from './Sign.tsx';

/** A small word in a frame. `tone` changes its edge, never its meaning alone. */
export function Chip({
  children,
  tone = 'plain',
  title,
}: {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'quiet' | 'new' | 'shadow' | 'zombie' | 'orphan' | 'bad' | 'restricted';
  readonly title?: string;
}) {
  return (
    <span className={`chip chip-${tone}`} title={title}>
      {children}
    </span>
  );
}

/** Where an operation stands in its life. What is usual stays unframed in tables. */
export function LifecycleChip({
  lifecycle,
  framed = false,
}: {
  readonly lifecycle: Lifecycle;
  readonly framed?: boolean;
}) {
  const word = (
    <>
      <LifecycleSign lifecycle={lifecycle} /> {lifecycle}
    </>
  );
  if (isUsual(lifecycle) && !framed)
    return (
      <span className="lifecycle-word" title={lifecycleMeaning(lifecycle)}>
        {word}
      </span>
    );
  return (
    <Chip tone={lifecycleTones[lifecycle]} title={lifecycleMeaning(lifecycle)}>
      {word}
    </Chip>
  );
}

/** How callers were known; `none` means that answers were given without a credential. */
export function AuthChip({ kind }: { readonly kind: string }) {
  return kind === 'none' ? <Chip tone="bad">no credential</Chip> : <Chip>{authWord(kind)}</Chip>;
}

/** That what is declared, coded, observed and enforced do not agree. */
export function Disagreements({ of }: { readonly of: number }) {
  if (of === 0) return null;
  const words = plural(of, 'disagreement on who may call', 'disagreements on who may call');
  return (
    <span className="disagreements number" role="img" aria-label={words} title={words}>
      <Sign gravity="medium" />
      {of}
    </span>
  );
}
