import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { ActorPage } from './pages/actor/ActorPage.tsx';
import { ActorsPage } from './pages/actors/ActorsPage.tsx';
import { actorsSearch } from './pages/actors/search.ts';
import { ComponentsPage } from './pages/components/ComponentsPage.tsx';
import { DriftPage } from './pages/drift/DriftPage.tsx';
import { InventoryPage } from './pages/inventory/InventoryPage.tsx';
import { inventorySearch } from './pages/inventory/search.ts';
import { LivePage } from './pages/live/LivePage.tsx';
import { liveSearch } from './pages/live/search.ts';
import { MapPage } from './pages/map/MapPage.tsx';
import { mapSearch } from './pages/map/search.ts';
import { OperationPage } from './pages/operation/OperationPage.tsx';
import { ReadPage } from './pages/read/ReadPage.tsx';
import { GatewayTab } from './pages/settings/GatewayTab.tsx';
import { JobsTab } from './pages/settings/JobsTab.tsx';
import { JournalTab } from './pages/settings/JournalTab.tsx';
import { SettingsPage } from './pages/settings/SettingsPage.tsx';
import { TokensTab } from './pages/settings/TokensTab.tsx';
import { ThirdPartiesPage } from './pages/third-parties/ThirdPartiesPage.tsx';
import { readWords } from './words/read-words.ts';
import { rangeSearch } from './charts/range.ts';
import { Gate } from './shell/Gate.tsx';
import { NoSuchPage } from './states/NoSuchPage.tsx';
import { PageCrash } from './states/PageCrash.tsx';

/** What every page's address may carry: the exchange that lies open in the side panel. */
const shellSearch = (search: Record<string, unknown>): { readonly exchange?: string } =>
  typeof search['exchange'] === 'string' ? { exchange: search['exchange'] } : {};

const rootRoute = createRootRoute({
  component: Gate,
  validateSearch: shellSearch,
  notFoundComponent: NoSuchPage,
});

const start = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/map', replace: true });
  },
});
const map = createRoute({
  getParentRoute: () => rootRoute,
  path: '/map',
  component: MapPage,
  validateSearch: mapSearch,
});
const inventory = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory',
  component: InventoryPage,
  validateSearch: inventorySearch,
});
const components = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory/components',
  component: ComponentsPage,
  validateSearch: (search: Record<string, unknown>) => readWords(search, ['q', 'kind', 'weak', 'open']),
});
const thirdParties = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory/third-parties',
  component: ThirdPartiesPage,
  validateSearch: (search: Record<string, unknown>) => readWords(search, ['q', 'transport']),
});
const drift = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory/drift',
  component: DriftPage,
  validateSearch: (search: Record<string, unknown>) => readWords(search, ['from', 'to']),
});
const read = createRoute({ getParentRoute: () => rootRoute, path: '/inventory/read', component: ReadPage });
const operation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory/$operationId',
  component: OperationPage,
  validateSearch: rangeSearch,
});
const live = createRoute({
  getParentRoute: () => rootRoute,
  path: '/live',
  component: LivePage,
  validateSearch: liveSearch,
});
const actors = createRoute({
  getParentRoute: () => rootRoute,
  path: '/actors',
  component: ActorsPage,
  validateSearch: actorsSearch,
});
const actor = createRoute({
  getParentRoute: () => rootRoute,
  path: '/actors/$actorId',
  component: ActorPage,
  validateSearch: rangeSearch,
});
const settings = createRoute({ getParentRoute: () => rootRoute, path: '/settings', component: SettingsPage });
const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/tokens', replace: true });
  },
});
const tokens = createRoute({ getParentRoute: () => settings, path: '/tokens', component: TokensTab });
const journal = createRoute({ getParentRoute: () => settings, path: '/journal', component: JournalTab });
const jobs = createRoute({ getParentRoute: () => settings, path: '/jobs', component: JobsTab });
const gateway = createRoute({ getParentRoute: () => settings, path: '/gateway', component: GatewayTab });

const routeTree = rootRoute.addChildren([
  start,
  map,
  inventory,
  components,
  thirdParties,
  drift,
  read,
  operation,
  live,
  actors,
  actor,
  settings.addChildren([settingsStart, tokens, journal, jobs, gateway]),
]);

/** The console's pages and their addresses. */
export const createConsoleRouter = () =>
  createRouter({
    routeTree,
    defaultPreload: false,
    defaultErrorComponent: PageCrash,
    defaultNotFoundComponent: NoSuchPage,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
