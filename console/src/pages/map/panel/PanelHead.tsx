import type { ReactNode } from 'react';
import { Icon } from '../../../marks/Icon.tsx';

/** What kind of thing lies in the light, its name, and the cross. */
export function PanelHead({
  kind,
  title,
  onClose,
}: {
  readonly kind: string;
  readonly title: ReactNode;
  readonly onClose: () => void;
}) {
  return (
    <header className="panel-head">
      <p className="panel-kind">
        {kind}
        <button type="button" className="panel-close" aria-label="Let the light go" onClick={onClose}>
          <Icon name="cross" />
        </button>
      </p>
      <h2>{title}</h2>
    </header>
  );
}

/** A part of the panel. */
export function PanelBlock({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel-block">
      <h3>
        {title}
        {aside === undefined ? null : <span className="number">{aside}</span>}
      </h3>
      {children}
    </section>
  );
}
