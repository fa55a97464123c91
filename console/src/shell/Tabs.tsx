import './tabs.css';
import { Link } from '@tanstack/react-router';
import { short } from '../words/numbers.ts';

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly {
    readonly to: string;
    readonly title: string;
    readonly count?: number | undefined;
  }[];
}

/** Pages side by side. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ to, title, count }) => (
        <Link key={to} to={to} className="tab" activeOptions={{ exact: true, includeSearch: false }}>
          {title}
          {count === undefined ? null : <span className="tab-count number">{short(count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
