import './top-bar.css';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context.ts';
import { useTotals } from '../api/queries.ts';
import { sessionKey, useSession } from '../api/session.ts';
import { Button } from '../controls/Button.tsx';
import { useShortcuts } from '../controls/useShortcuts.ts';
import { Icon } from '../marks/Icon.tsx';
import { short } from '../words/numbers.ts';
import { Crumbs } from './Crumbs.tsx';
import { Mark } from './Mark.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** Where one is, how much flows, the search, the theme and the way out. */
export function TopBar() {
  const { data: totals } = useTotals();
  const onInventory = useRouterState({ select: (state) => state.location.pathname === '/inventory' });
  const navigate = useNavigate();
  const search = (): void => void navigate({ to: '/inventory', search: { focus: 'search' } });
  useShortcuts({ '/': () => (onInventory ? false : search()) });
  return (
    <header className="top-bar">
      <Link to="/map" className="top-bar-mark" aria-label="Heliostat, to the map">
        <Mark />
      </Link>
      <Crumbs />
      <span className="top-bar-space" />
      {totals === undefined ? null : (
        <span className="flow number" title="exchanges a second, over the last seconds">
          <span className="flow-dot" aria-hidden="true" data-still={totals.perSecond === 0} />
          {totals.perSecond < 10
            ? Math.round(totals.perSecond * 10) / 10
            : short(Math.round(totals.perSecond))}
          /s
        </span>
      )}
      {onInventory ? null : (
        <button
          type="button"
          className="control top-bar-search"
          onClick={search}
          aria-label="Search operations"
        >
          <Icon name="search" /> <span className="top-bar-words">Search</span> <kbd className="key">/</kbd>
        </button>
      )}
      <ThemeSwitch />
      <SignOut />
    </header>
  );
}

function SignOut() {
  const api = useApi();
  const queries = useQueryClient();
  const { data: session } = useSession();
  const leave = async (): Promise<void> => {
    await api.signOut().catch(() => undefined);
    queries.clear();
    queries.setQueryData(sessionKey, null);
  };
  return (
    <Button
      icon="out"
      label={`Sign out ${session?.name ?? ''} (${session?.role ?? ''})`}
      onClick={() => void leave()}
    />
  );
}
