import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchangeStoreContract } from '../contract/exchange-store.contract.ts';
import { openDuckdbExchangeStore } from './store.ts';

exchangeStoreContract('The DuckDB store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-duckdb-'));
  return {
    open: (operationName) =>
      openDuckdbExchangeStore({ path: join(folder, 'exchanges.duckdb'), operationName }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
});
