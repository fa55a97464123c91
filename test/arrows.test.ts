/**
 * The arrows of the house are only worth something if the linter really fires and really looks. Each case writes a file that leans the
 * wrong way into a copy of the tree's outline and expects the linter to object.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const root = join(import.meta.dirname, '..');
const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');

interface Report {
  readonly diagnostics: readonly {
    readonly message: string;
    readonly code: string;
    readonly filename: string;
  }[];
  readonly number_of_files: number;
}

const lint = (folder: string, ...paths: string[]): Report => {
  const run = spawnSync(process.execPath, [oxlint, '-f', 'json', ...paths], {
    cwd: folder,
    encoding: 'utf8',
  });
  return JSON.parse(run.stdout) as Report;
};

/** File, and the import in it that must be refused. */
const wrong: readonly (readonly [file: string, specifier: string])[] = [
  ['src/model/a.ts', '../config/load.ts'],
  ['src/config/a.ts', '../store/ports/spool.ts'],
  ['src/store/ports/a.ts', '../../observe/observer.ts'],
  ['src/observe/a.ts', '../inventory/port.ts'],
  ['src/observe/classes/deep/a.ts', '../../../protect/gateway.ts'],
  ['src/discover/a.ts', '../inventory/port.ts'],
  ['src/discover/traffic/a.ts', '../../identity/keys.ts'],
  ['src/inventory/a.ts', '../protect/gateway.ts'],
  ['src/inventory/a.ts', '../store/duckdb/exchange-store.ts'],
  ['src/protect/a.ts', '../server/server.ts'],
  ['src/protect/a.ts', '../store/spool/writer.ts'],
  ['src/server/a.ts', '../app.ts'],
  ['src/server/a.ts', '../cli/main.ts'],
  ['src/server/a.ts', '../store/sqlite/catalogue.ts'],
  ['src/cli/a.ts', '../store/sqlite/catalogue.ts'],
  ['src/cli/a.ts', '../../lab/index.ts'],
  ['src/app.ts', './cli/main.ts'],
  ['src/protect/guards/a.ts', './b.ts'],
  ['src/protect/guards/a.ts', 'node:net'],
  ['src/protect/guards/a.ts', '../../store/ports/catalogue.ts'],
  ['src/observe/classes/a.ts', './email.ts'],
  ['src/observe/classes/a.ts', 'node:fs'],
  ['console/src/a.ts', '../../src/model/operation.ts'],
  ['lab/a.ts', '../src/model/operation.ts'],
];

/** Imports that must stay possible. */
const right: readonly (readonly [file: string, specifier: string])[] = [
  ['src/inventory/a.ts', '../store/ports/spool.ts'],
  ['src/protect/a.ts', '../observe/observer.ts'],
  ['src/server/a.ts', '../inventory/port.ts'],
  ['src/app.ts', './store/sqlite/catalogue.ts'],
  ['src/gateway-thread.ts', './store/spool/writer.ts'],
  ['src/cli/a.ts', '../app.ts'],
  ['src/protect/guards/a.ts', './guard.ts'],
];

describe('the arrows of the house', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'heliostat-arrows-'));
    for (const file of ['oxlint.config.ts', 'tsconfig.json', 'package.json'])
      cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const objections = (file: string, specifier: string): string[] => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import type { X } from '${specifier}';\nexport type Y = X;\n`);
    const report = lint(folder, file);
    rmSync(path);
    assert.equal(report.number_of_files, 1, `${file} was not looked at`);
    return report.diagnostics
      .filter(({ code }) => code.includes('no-restricted-imports'))
      .map(({ message }) => message);
  };

  for (const [file, specifier] of wrong) {
    it(`refuses ${file} -> ${specifier}`, () => assert.notDeepEqual(objections(file, specifier), []));
  }
  for (const [file, specifier] of right) {
    it(`allows ${file} -> ${specifier}`, () => assert.deepEqual(objections(file, specifier), []));
  }

  it('refuses a circle, also one of types', () => {
    mkdirSync(join(folder, 'src/model'), { recursive: true });
    writeFileSync(
      join(folder, 'src/model/one.ts'),
      "import type { Two } from './two.ts';\nexport type One = Two | 1;\n",
    );
    writeFileSync(
      join(folder, 'src/model/two.ts'),
      "import type { One } from './one.ts';\nexport type Two = One | 2;\n",
    );
    const { diagnostics } = lint(folder, 'src/model');
    assert.ok(
      diagnostics.some(({ code }) => code.includes('no-cycle')),
      'no circle was seen',
    );
  });

  it('looks at every source file of the tree', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/(?:^|\/)generated\//.test(file),
    );
    assert.equal(lint(root, 'src').number_of_files, sources.length);
  });
});
