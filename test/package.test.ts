/** `npm run build && npm pack` gives a package that installs elsewhere and runs: the demo, and the console with it. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { request } from 'undici';

const root = join(import.meta.dirname, '..');

const run = (cwd: string, command: string, ...args: readonly string[]): SpawnSyncReturns<string> => {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 170_000 });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}: ${done.stderr}${done.stdout}`);
  return done;
};

describe('the package', () => {
  let folder = '';
  let launcher = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'heliostat-package-'));
    run(root, process.execPath, '--no-warnings', 'build/package.ts');
    run(root, 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder);
    const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
    assert.ok(tarball);
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "name": "elsewhere", "private": true }\n');
    run(
      project,
      'npm',
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      join(folder, tarball),
    );
    // The Node of this test stands for the one that the user of the package has.
    mkdirSync(join(project, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(project, 'node_modules/node/bin/node'));
    launcher = join(project, 'node_modules/.bin/heliostat');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('says its version and its help', () => {
    assert.match(run(folder, launcher, '--version').stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match(run(folder, launcher, '--help').stdout, /discover/);
  });

  it('runs the demo and shows the console', async () => {
    const child = spawn(launcher, ['demo', '--for', '20s', '--port', '0', '--hub-port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let url = '';
    try {
      for await (const line of createInterface({ input: child.stderr })) {
        url = /Console\s+(http:\S+)/.exec(line)?.[1] ?? '';
        if (url !== '') break;
      }
      child.stderr.resume();
      const { statusCode, body } = await request(url);
      assert.equal(statusCode, 200);
      assert.match(await body.text(), /<script type="module"/);
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
    }
  });

  it('reads source code and contracts', () => {
    const shop = join(folder, 'shop');
    mkdirSync(shop, { recursive: true });
    writeFileSync(
      join(shop, 'app.js'),
      "const app = require('express')();\napp.get('/items/:id', (req, res) => res.json({}));\napp.listen(1);\n",
    );
    writeFileSync(
      join(shop, 'openapi.yaml'),
      'openapi: 3.1.0\ninfo: { title: shop, version: "1" }\npaths:\n  /items/{itemId}: { get: {} }\n  /planned: { post: {} }\n',
    );
    const { stdout } = run(folder, launcher, 'discover', shop, '--json');
    const { operations } = JSON.parse(stdout) as {
      readonly operations: readonly {
        readonly method: string;
        readonly path: string;
        readonly lifecycle: string;
      }[];
    };
    assert.deepEqual(
      operations.map(
        ({ method, path, lifecycle }) => `${method} ${path.replace(/\{\w+\}/, '{}')} ${lifecycle}`,
      ),
      ['GET /items/{} documented', 'POST /planned orphan'],
    );
  });

  it('prints one summary document', () => {
    const { stdout } = run(
      folder,
      launcher,
      'demo',
      '--for',
      '5s',
      '--json',
      '--port',
      '0',
      '--hub-port',
      '0',
    );
    const summary = JSON.parse(stdout) as {
      readonly version: number;
      readonly sent: number;
      readonly stored: number;
    };
    assert.equal(summary.version, 1);
    assert.ok(summary.sent > 0);
    assert.equal(summary.sent, summary.stored);
  });
});
