import './settings.css';
import { Link, Outlet } from '@tanstack/react-router';

const tabs = [
  { to: '/settings/tokens', title: 'Access tokens' },
  { to: '/settings/journal', title: 'Journal' },
  { to: '/settings/jobs', title: 'Jobs' },
  { to: '/settings/gateway', title: 'Gateway' },
] as const;

/** What concerns Heliostat itself. */
export function SettingsPage() {
  return (
    <div className="page">
      <h1 className="unseen">Settings</h1>
      <nav className="tabs" aria-label="Settings">
        {tabs.map(({ to, title }) => (
          <Link key={to} to={to} className="tab">
            {title}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  );
}
