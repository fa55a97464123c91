/** The console's files over a real socket. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let folder: string;
let hub: TestHub;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heliostat-console-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'outside.txt'), 'outside');
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>Console</title>');
  await writeFile(join(folder, 'dist', 'icon.svg'), '<svg/>');
  await writeFile(join(folder, 'dist', '.env'), 'KEY=1');
  await writeFile(join(folder, 'dist', 'assets', 'app-1a2b3c.js'), 'export {}');
  hub = await startTestHub({ consoleFolder: join(folder, 'dist') });
});
after(async () => {
  await hub[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Sends a target as it is; clients would tidy it up. */
function raw(target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(hub.port, '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.once('close', () => resolve(text));
    socket.once('error', reject);
  });
}

describe('the console', () => {
  it('is served at the root and at every address of its own', async () => {
    for (const path of ['//', '//index.html', '//inventory', '//operations/op_1?tab=callers']) {
      const answer = await hub.ask(path, { as: null });
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.match(answer.text, /<title>Console/);
    }
  });

  it('has its hashed files kept for ever and others asked for again', async () => {
    const script = await hub.ask('//assets/app-1a2b3c.js', { as: null });
    assert.equal(script.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(script.headers['content-type'], 'text/javascript; charset=utf-8');
    const icon = await hub.ask('//icon.svg', { as: null });
    assert.equal(icon.headers['cache-control'], 'no-cache');
  });

  it('answers 404 for a file that is not there, not with a page', async () => {
    for (const path of ['//assets/gone.js', '//gone.svg', '//assets/'])
      assert.equal((await hub.ask(path, { as: null })).status, 404);
  });

  it('never leaves its folder and shows no hidden file', async () => {
    const targets = [
      '/../outside.txt',
      '/..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/..%5coutside.txt',
      '/.env',
      '/%00',
      '/%ff%fe',
      '/%',
    ];
    for (const target of targets) {
      const answer = await raw(target);
      assert.match(answer, /^HTTP\/1\.1 (200|400|404) /, target);
      assert.ok(!answer.includes('outside') && !answer.includes('KEY=1'), target);
    }
  });

  it('is only read', async () => {
    assert.equal((await hub.ask('//', { as: null, method: 'POST', body: {} })).status, 405);
    assert.equal((await hub.ask('//', { as: null, method: 'HEAD' })).status, 200);
  });

  it('says how to build it while it is not built', async () => {
    await using bare = await startTestHub();
    const answer = await bare.ask('//', { as: null });
    assert.equal(answer.status, 503);
    assert.match(answer.text, /npm run build:console/);
    assert.match(String(answer.headers['content-security-policy']), /style-src 'self' 'sha256-/);
  });
});
