import './settings.css';
import { Outlet } from '@tanstack/react-router';
import { Tabs } from '../../shell/Tabs.tsx';

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
      <Tabs label="Settings" tabs={tabs} />
      <Outlet />
    </div>
  );
}
