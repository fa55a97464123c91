import './states.css';
import type { ReactNode } from 'react';
import { CommandLine } from './CommandLine.tsx';

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly commands?: readonly string[];
  readonly actions?: ReactNode;
}

/** A place waiting for light: dashed like an orphan's slot, with what to do next. */
export function Empty({ title, children, commands = [], actions }: EmptyProps) {
  return (
    <section className="state state-empty">
      <div className="state-body">
        <h2>{title}</h2>
        {children === undefined ? null : <p>{children}</p>}
        {commands.map((command) => (
          <CommandLine key={command} command={command} />
        ))}
        {actions === undefined ? null : <div className="state-actions">{actions}</div>}
      </div>
    </section>
  );
}

/** Nothing was seen yet, anywhere. */
export function NothingSeen({ what = 'No API seen yet' }: { readonly what?: string }) {
  return (
    <Empty
      title={what}
      commands={['./bin/heliostat up --upstream http://localhost:3000', './bin/heliostat demo']}
    >
      Put Heliostat in front of a service and send it some requests, or start the demo. Operations appear here
      within a minute.
    </Empty>
  );
}
