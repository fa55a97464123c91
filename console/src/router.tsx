import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { InventoryPage } from './pages/inventory/InventoryPage.tsx';
import { inventorySearch } from './pages/inventory/search.ts';
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
    throw redirect({ to: '/inventory', replace: true });
  },
});
const inventory = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inventory',
  component: InventoryPage,
  validateSearch: inventorySearch,
});

const routeTree = rootRoute.addChildren([start, inventory]);

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
