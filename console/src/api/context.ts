import { createContext, useContext } from 'react';
import type { Api } from './client.ts';

const ApiContext = createContext<Api | null>(null);

/** Gives the client to everything below. */
export const ApiProvider = ApiContext.Provider;

/** The client of this console. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('There is no ApiProvider above this component.');
  return api;
}
