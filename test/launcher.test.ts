/** `bin/heliostat` on machines with an old Node, a fitting one, and none. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const root = join(import.meta.dirname, '..');

describe('the launcher', () => {
  let folder = '';
  let old = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'heliostat-launcher-'));
    old = join(folder, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'node'), '#!/bin/sh\n[ "$1" = --version ] && echo v20.1.0 || echo 20\n');
    chmodSync(join(old, 'node'), 0o755);
    for (const tool of ['dirname', 'readlink', 'pwd'])
      symlinkSync(spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim(), join(old, tool));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = (
    launcher: string,
    options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
  ) =>
    spawnSync('/bin/sh', [launcher, '--version'], {
      encoding: 'utf8',
      cwd: options.cwd ?? folder,
      env: { PATH: old, ...options.env },
    });

  it('finds the Node of the checkout from a shell whose Node is old', () => {
    const { status, stdout, stderr } = start(join(root, 'bin/heliostat'));
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('may be called by a symbolic link', () => {
    symlinkSync(join(root, 'bin/heliostat'), join(folder, 'linked'));
    assert.equal(start(join(folder, 'linked')).status, 0);
  });

  it('takes the Node that it is told to take', () => {
    const place = join(folder, 'told');
    mkdirSync(join(place, 'bin'), { recursive: true });
    mkdirSync(join(place, 'dist/src/cli'), { recursive: true });
    cpSync(join(root, 'bin/heliostat'), join(place, 'bin/heliostat'));
    writeFileSync(join(place, 'dist/src/cli/main.js'), 'console.log(process.argv.slice(2).join());\n');
    const { status, stdout, stderr } = start(join(place, 'bin/heliostat'), {
      env: { HELIOSTAT_NODE: process.execPath },
    });
    assert.equal(status, 0, stderr);
    assert.equal(stdout, '--version\n');
  });

  it('says what to do when there is no fitting Node', () => {
    const place = join(folder, 'bare');
    mkdirSync(join(place, 'bin'), { recursive: true });
    cpSync(join(root, 'bin/heliostat'), join(place, 'bin/heliostat'));
    const { status, stderr, stdout } = start(join(place, 'bin/heliostat'));
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /needs Node 24 or newer; found: v20\.1\.0/);
    assert.match(stderr, /npm install node@26/);
  });
});
