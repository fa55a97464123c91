/** The way of an exchange over the real adapters: spool, store, catalogue, with a consumer that is started again and again. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sampleExchanges } from './contract/sample.ts';
import { openDataFolder } from './data-folder.ts';
import { openDuckdbExchangeStore } from './duckdb/store.ts';
import { cursorAfter, isConsumed, olderCursor } from './ports/cursor.ts';
import { openSpoolReader } from './spool/reader.ts';
import { openSpoolWriter } from './spool/writer.ts';
import { openSqliteCatalogue } from './sqlite/catalogue.ts';

describe('From the spool to the stores', { timeout: 60_000 }, () => {
  it('brings each exchange to both exactly once, whichever of the two is behind when the consumer starts again', async () => {
    const root = await mkdtemp(join(tmpdir(), 'heliostat-pipeline-'));
    try {
      await using data = await openDataFolder(root);
      await using store = await openDuckdbExchangeStore({ path: data.exchanges });
      await using catalogue = openSqliteCatalogue({ path: data.catalogue });
      /** What an inventory would have learned, by exchange id. */
      const learned = new Map<string, number>();
      let written = 0;
      for (let start = 0; start < 6; start += 1) {
        let inventory = (await catalogue.loadInventory()).cursor;
        await using reader = await openSpoolReader({
          folder: data.spool,
          cursor: olderCursor(inventory, await store.cursor()),
        });
        // Each round is a new start of the gateway, too: new writers, new segments.
        await using one = openSpoolWriter({ folder: data.spool, stream: 'w0', segmentBytesMax: 30_000 });
        await using two = openSpoolWriter({ folder: data.spool, stream: 'w1', segmentBytesMax: 30_000 });
        for (const exchange of sampleExchanges({ count: 400 })) {
          const writer = exchange.n % 3 === 0 ? two : one;
          writer.record({ ...exchange, n: writer.nextNumber() });
          written += 1;
          if (exchange.n % 40 === 39) await Promise.all([one.flush(), two.flush()]);
        }
        const rounds = start === 5 ? 1_000 : 3;
        for (let round = 0; round < rounds; round += 1) {
          const read = await reader.read({ batchesMax: 4, waitMs: start === 5 ? 300 : 0 });
          if (read.length === 0) break;
          const fresh = read.filter(({ position }) => !isConsumed(inventory, position));
          // Sometimes the store gets ahead of the inventory, sometimes it stays behind.
          if (round !== 1 || start % 2 === 0 || start === 5) {
            await store.append(
              read.map((item) => ({ ...item, operations: item.batch.forms.map(() => ['op']) })),
            );
          } else if (start % 2 === 1) {
            break;
          }
          if (round === 2 && start !== 5) break;
          for (const { batch } of fresh) {
            for (const n of batch.columns.n) {
              const id = `${batch.writer}-${n.toString(36)}`;
              learned.set(id, (learned.get(id) ?? 0) + 1);
            }
          }
          inventory = cursorAfter(
            inventory,
            fresh.map(({ position }) => position),
          );
          await catalogue.saveInventory({ put: [], remove: [], cursor: inventory });
          await reader.release(olderCursor(inventory, await store.cursor()));
        }
      }
      assert.equal(await store.count(), written);
      assert.equal(learned.size, written);
      assert.ok([...learned.values()].every((times) => times === 1));
      const [some] = learned.keys();
      assert.ok(some !== undefined && (await store.find(some)) !== null);
      // All but the newest segment of each stream is released.
      assert.ok((await readdir(data.spool)).length <= 4);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
