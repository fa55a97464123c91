import './sign.css';

/** How grave something is; told apart by shape first. */
export type Gravity = 'critical' | 'high' | 'medium' | 'low' | 'info';

const shapes: Readonly<Record<Gravity, React.ReactNode>> = {
  critical: <path d="M4 .8h4L11.2 4v4L8 11.2H4L.8 8V4Z" />,
  high: <path d="M6 1.2 11.4 10.8H.6Z" />,
  medium: (
    <>
      <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="none" stroke="currentColor" strokeWidth="1.3" />
      <path d="M6 .8 11.2 6H.8Z" />
    </>
  ),
  low: <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  info: <circle cx="6" cy="6" r="1.8" />,
};

/** The glyph of a gravity; always with a word or a number beside it. */
export function Sign({ gravity }: { readonly gravity: Gravity }) {
  return (
    <svg className={`sign sign-${gravity}`} viewBox="0 0 12 12" aria-hidden="true" fill="currentColor">
      {shapes[gravity]}
    </svg>
  );
}
