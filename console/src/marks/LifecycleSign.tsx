import './lifecycle-sign.css';
import type { ReactNode } from 'react';
import type { Lifecycle } from '../api/types.ts';

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4 } as const;

/** Phases of a light: full when all is told, eclipsed in the shadow, an empty slot where nothing stands. */
const shapes: Readonly<Record<Lifecycle, ReactNode>> = {
  documented: <circle cx="6" cy="6" r="4.4" />,
  live: (
    <>
      <circle cx="6" cy="6" r="4.4" {...ring} />
      <circle cx="6" cy="6" r="1.9" />
    </>
  ),
  known: <circle cx="6" cy="6" r="4.4" {...ring} />,
  dormant: <path d="M8.9 1.9A5 5 0 1 0 8.9 10.1 4.2 4.2 0 0 1 8.9 1.9Z" />,
  shadow: (
    <>
      <circle cx="6" cy="6" r="4.4" {...ring} />
      <path d="M6 1.6a4.4 4.4 0 0 1 0 8.8Z" />
    </>
  ),
  zombie: (
    <>
      <circle cx="6" cy="6" r="4.4" {...ring} strokeDasharray="1.4 1.4" />
      <circle cx="6" cy="6" r="1.9" />
    </>
  ),
  unreachable: <path d="M1.6 6a4.4 4.4 0 0 1 4.4-4.4M10.4 6A4.4 4.4 0 0 1 6 10.4M3 9l6-6" {...ring} />,
  orphan: <rect x="1.6" y="1.6" width="8.8" height="8.8" rx="1" {...ring} strokeDasharray="2.4 1.6" />,
};

/** The glyph of a lifecycle; always with its word beside it. */
export function LifecycleSign({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  return (
    <svg className="lifecycle-sign" viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
      {shapes[lifecycle]}
    </svg>
  );
}
