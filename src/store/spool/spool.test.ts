import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spoolContract } from '../contract/spool.contract.ts';
import { openSpoolReader } from './reader.ts';
import { openSpoolWriter } from './writer.ts';

spoolContract('The spool of segment files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-spool-'));
  return {
    writer: (stream) => openSpoolWriter({ folder, stream, flushMs: 20 }),
    reader: (cursor) => openSpoolReader({ folder, cursor }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
});
