import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDataFolder } from './data-folder.ts';

async function emptyFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'heliostat-data-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A child process that holds the folder until it is killed. */
async function holder(path: string): Promise<{ kill(): Promise<void>; readonly pid: number }> {
  const moduleUrl = new URL('./data-folder.ts', import.meta.url).href;
  const script = `const { openDataFolder } = await import(${JSON.stringify(moduleUrl)});
    globalThis.held = await openDataFolder(${JSON.stringify(path)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  assert.ok(child.pid);
  return {
    pid: child.pid,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('The data folder', () => {
  it('is made for its owner alone, with a key that stays', async () => {
    await using root = await emptyFolder();
    const path = join(root.path, 'deep', 'data');
    let key: Uint8Array;
    {
      await using data = await openDataFolder(path);
      key = data.installationKey;
      assert.equal(key.length, 32);
      assert.equal((await stat(path)).mode & 0o777, 0o700);
      assert.equal((await stat(join(path, 'installation.key'))).mode & 0o777, 0o600);
      assert.ok((await stat(data.spool)).isDirectory());
    }
    await using again = await openDataFolder(path);
    assert.deepEqual(again.installationKey, key);
    assert.notDeepEqual(key, new Uint8Array(32));
  });

  it('cannot be held twice in one process', async () => {
    await using root = await emptyFolder();
    {
      await using _held = await openDataFolder(root.path);
      await assert.rejects(openDataFolder(root.path), { code: 'data-folder-busy' });
      await assert.rejects(openDataFolder(root.path), { code: 'data-folder-busy' });
    }
    await using _free = await openDataFolder(root.path);
  });

  it('cannot be held by two processes, and a kill frees it', async () => {
    await using root = await emptyFolder();
    const child = await holder(root.path);
    try {
      await assert.rejects(openDataFolder(root.path), {
        code: 'data-folder-busy',
        detail: new RegExp(`process ${child.pid} `),
      });
    } finally {
      await child.kill();
    }
    await using _free = await openDataFolder(root.path);
  });

  it('says when it cannot be used', async () => {
    await using root = await emptyFolder();
    await writeFile(join(root.path, 'file'), '');
    await assert.rejects(openDataFolder(join(root.path, 'file')), { code: 'data-folder-unusable' });
    await assert.rejects(openDataFolder(join(root.path, 'file', 'below')), { code: 'data-folder-unusable' });
    await assert.rejects(openDataFolder('/proc/heliostat'), { code: 'data-folder-unusable' });
  });

  it('never replaces a damaged key, and never opens what is newer', async () => {
    await using root = await emptyFolder();
    {
      await using _data = await openDataFolder(root.path);
    }
    const keyFile = join(root.path, 'installation.key');
    const key = await readFile(keyFile);
    await writeFile(keyFile, key.subarray(0, 20));
    await assert.rejects(openDataFolder(root.path), { code: 'data-folder-unusable' });
    assert.equal((await readFile(keyFile)).length, 20);
    await writeFile(keyFile, key);
    await writeFile(join(root.path, 'format.json'), '{"version":99}');
    await assert.rejects(openDataFolder(root.path), { code: 'store-newer' });
    await writeFile(join(root.path, 'format.json'), 'x');
    await assert.rejects(openDataFolder(root.path), { code: 'data-folder-unusable' });
    // A refused start holds nothing.
    await writeFile(join(root.path, 'format.json'), '{"version":1}');
    await using again = await openDataFolder(root.path);
    assert.deepEqual(again.installationKey, new Uint8Array(key));
  });

  it('takes no lock file for a folder', async () => {
    await using root = await emptyFolder();
    await mkdir(join(root.path, 'lock'));
    await assert.rejects(openDataFolder(root.path), { code: 'data-folder-unusable' });
  });
});
