/** The catalogues that the server's tests run over: the one in memory, and the real one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '../../store/ports/catalogue.ts';
import { openSqliteCatalogue } from '../../store/sqlite/catalogue.ts';
import { createFakeCatalogue } from './fake-catalogue.ts';

/** A catalogue of a test, with what has to be tidied up after it. */
export interface OpenedCatalogue extends AsyncDisposable {
  readonly catalogue: Catalogue;
}

async function inMemory(): Promise<OpenedCatalogue> {
  return { catalogue: createFakeCatalogue(), [Symbol.asyncDispose]: async () => undefined };
}

async function inSqlite(): Promise<OpenedCatalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-server-'));
  const catalogue = openSqliteCatalogue({ path: join(folder, 'catalogue.sqlite') });
  return {
    catalogue,
    async [Symbol.asyncDispose]() {
      await catalogue[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

export const catalogues: readonly { readonly name: string; open(): Promise<OpenedCatalogue> }[] = [
  { name: 'in memory', open: inMemory },
  { name: 'in SQLite', open: inSqlite },
];
