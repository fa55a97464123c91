import './chip.css';
import type { ReactNode } from 'react';
import type { Lifecycle } from '../api/types.ts';
import { isUsual, lifecycleTones } from '../words/lifecycle.ts';
import { authWord } from '../words/words.ts';

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
  if (isUsual(lifecycle) && !framed) return <span className="quiet">{lifecycle}</span>;
  return <Chip tone={lifecycleTones[lifecycle]}>{lifecycle}</Chip>;
}

/** How callers were known; `none` means that answers were given without a credential. */
export function AuthChip({ kind }: { readonly kind: string }) {
  return kind === 'none' ? <Chip tone="bad">no credential</Chip> : <Chip>{authWord(kind)}</Chip>;
}
