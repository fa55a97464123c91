import './styles/tokens.css';
import './styles/base.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from './api/client.ts';
import { ApiProvider } from './api/context.ts';
import { ApiError } from './api/problem.ts';
import { endedKey, sessionKey } from './api/session.ts';
import { createConsoleRouter } from './router.tsx';

const triesMax = 2;

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      // A session that ended while pages were open: the sign-in stands in for them, and the address stays.
      if (error instanceof ApiError && error.problem.status === 401) {
        queries.setQueryData(endedKey, true);
        queries.setQueryData(sessionKey, null);
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (tries, error) =>
        tries < triesMax &&
        error instanceof ApiError &&
        (error.problem.status === 0 || error.problem.status >= 500),
      retryDelay: (tries) => 400 * 2 ** tries,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

const root = document.getElementById('console');
if (root === null) throw new Error('The page has no #console.');
createRoot(root).render(
  <StrictMode>
    <ApiProvider value={createClient()}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={createConsoleRouter()} />
      </QueryClientProvider>
    </ApiProvider>
  </StrictMode>,
);
