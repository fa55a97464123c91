import './navigation.css';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTotals } from '../api/queries.ts';
import { Icon } from '../marks/Icon.tsx';
import { short } from '../words/numbers.ts';
import { Mark } from './Mark.tsx';
import { places, within } from './places.ts';

const usePathname = (): string => useRouterState({ select: (state) => state.location.pathname });

/** The loop at the left; on phones a bar at the bottom. */
export function Navigation() {
  const pathname = usePathname();
  const { data: totals } = useTotals();
  return (
    <nav className="nav" aria-label="Main">
      <Link className="nav-brand" to="/map">
        <Mark /> Heliostat
      </Link>
      {places.map((group) => (
        <div key={group.title} className="nav-group">
          <h2 className="nav-title">{group.title}</h2>
          {group.items.map((item) => (
            <Link
              key={item.to}
              to={item.to}
              className="nav-link"
              aria-current={within(pathname, item.to) ? 'page' : undefined}
            >
              {item.title}
              {item.counts === undefined || totals === undefined ? null : (
                <span className="nav-count number">{short(totals[item.counts])}</span>
              )}
            </Link>
          ))}
        </div>
      ))}
      <Link
        className="nav-link nav-foot"
        to="/settings"
        aria-current={within(pathname, '/settings') ? 'page' : undefined}
      >
        Settings
      </Link>
      <div className="nav-bar">
        {places.map((group) => (
          <Link
            key={group.title}
            to={group.items[0].to}
            className="nav-bar-link"
            aria-current={group.items.some((item) => within(pathname, item.to)) ? 'page' : undefined}
          >
            <Icon name={group.icon} /> {group.title}
          </Link>
        ))}
        <Link
          to="/settings"
          className="nav-bar-link"
          aria-current={within(pathname, '/settings') ? 'page' : undefined}
        >
          <Icon name="cog" /> Settings
        </Link>
      </div>
    </nav>
  );
}

/** On phones: the second level as a strip of tabs. */
export function TabStrip() {
  const pathname = usePathname();
  const group = places.find(({ items }) => items.some((item) => within(pathname, item.to)));
  if (group === undefined || group.items.length < 2) return null;
  return (
    <nav className="tab-strip" aria-label={group.title}>
      {group.items.map((item) => (
        <Link key={item.to} to={item.to} aria-current={within(pathname, item.to) ? 'page' : undefined}>
          {item.title}
        </Link>
      ))}
    </nav>
  );
}
