import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueContract } from '../contract/catalogue.contract.ts';
import { openSqliteCatalogue } from './catalogue.ts';

catalogueContract('The SQLite catalogue', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-catalogue-'));
  return {
    open: () => Promise.resolve(openSqliteCatalogue({ path: join(folder, 'catalogue.sqlite') })),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
});
