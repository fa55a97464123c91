import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { openSqliteCatalogue } from './catalogue.ts';

async function emptyFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-catalogue-'));
  return {
    path: join(folder, 'catalogue.sqlite'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('The SQLite catalogue, when things fail', { timeout: 60_000 }, () => {
  it('keeps every acknowledged change through kill -9', async () => {
    await using place = await emptyFolder();
    const at = JSON.stringify(new URL('./catalogue.ts', import.meta.url).href);
    const script = `
      const { openSqliteCatalogue } = await import(${at});
      const catalogue = openSqliteCatalogue({ path: ${JSON.stringify(place.path)} });
      const audit = { atMs: 1, who: 'cli', action: 'setting.change', subject: 'limits', detail: '' };
      for (let version = 0; ; version += 1) {
        await catalogue.putDocument({ name: 'limits', json: String(version + 1), ifVersion: version }, audit);
        const cursor = { w0: { segment: 1, offset: version + 1 } };
        await catalogue.saveInventory({ put: [{ kind: 'x', id: String(version), json: '{}' }], remove: [], cursor });
        console.log(version + 1);
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (!/^\d+$/.test(line)) continue;
      acknowledged = Number(line);
      if (acknowledged === 50) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await using catalogue = openSqliteCatalogue({ path: place.path });
    const document = await catalogue.document('limits');
    assert.ok(document && document.version >= acknowledged, `${document?.version} of ${acknowledged}`);
    assert.equal(document.json, String(document.version));
    assert.equal((await catalogue.audit({ limit: 1_000, beforeMs: 2 })).length, document.version);
    const { documents, cursor } = await catalogue.loadInventory();
    assert.ok(documents.length >= acknowledged);
    assert.equal(cursor['w0']?.offset, documents.length);
  });

  it('refuses what is newer, damaged or not a file', async () => {
    await using place = await emptyFolder();
    {
      await using _catalogue = openSqliteCatalogue({ path: place.path });
    }
    assert.equal((await stat(place.path)).mode & 0o777, 0o600);
    const database = new DatabaseSync(place.path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    assert.throws(() => openSqliteCatalogue({ path: place.path }), { code: 'store-newer' });
    await writeFile(place.path, 'this is no database '.repeat(1_000));
    assert.throws(() => openSqliteCatalogue({ path: place.path }), { code: 'data-folder-unusable' });
    assert.throws(() => openSqliteCatalogue({ path: join(place.path, 'below') }), {
      code: 'data-folder-unusable',
    });
  });

  it('says that the disk is full, changes nothing, and goes on when there is room', async () => {
    await using place = await emptyFolder();
    await using catalogue = openSqliteCatalogue({ path: place.path, pagesMax: 60 });
    const put = Array.from({ length: 400 }, (_, i) => ({
      kind: 'x',
      id: String(i),
      json: 'x'.repeat(1_000),
    }));
    await assert.rejects(
      catalogue.saveInventory({ put, remove: [], cursor: { w0: { segment: 1, offset: 1 } } }),
      {
        code: 'data-folder-unusable',
      },
    );
    assert.deepEqual(await catalogue.loadInventory(), { documents: [], cursor: {} });
    await catalogue.saveInventory({ put: put.slice(0, 5), remove: [], cursor: {} });
    assert.equal((await catalogue.loadInventory()).documents.length, 5);
  });

  it('waits for another writer without holding up its own thread', async () => {
    await using place = await emptyFolder();
    await using catalogue = openSqliteCatalogue({ path: place.path });
    const other = new DatabaseSync(place.path);
    other.exec('BEGIN IMMEDIATE');
    const waiting = catalogue.addAudit({ atMs: 1, who: 'cli', action: 'a.b', subject: 's', detail: '' });
    // Ends only because this thread is free to.
    setTimeout(() => other.exec('COMMIT'), 20);
    await waiting;
    other.close();
    assert.equal((await catalogue.audit({ limit: 10 })).length, 1);
  });
});
