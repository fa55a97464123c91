/**
 * One truth: the lab's code, contract, traffic and front end, read in one call. Each operation stands once, and its lifecycle is the one that the lab
 * says of itself.
 */
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import type { DiscoverDocument } from '../src/cli/discover-document.ts';
import { startLab, startUsers } from '../src/cli/lab-process.ts';
import { heliostat, temporaryFolder, up } from './heliostat-process.ts';

const root = join(import.meta.dirname, '..');

interface LabOperation {
  readonly method: string;
  readonly path: string;
  readonly lifecycle: string;
  readonly called: boolean;
  readonly code: { readonly file: string; readonly line?: number } | null;
  readonly outside?: true;
}

const bare = ({ method, path }: { readonly method: string; readonly path: string }): string =>
  `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;

/** What the lab's users do for a while, through a gateway, as a capture file. */
const capture = async (
  file: string,
  folder: string,
): Promise<{ readonly web: string; stop(): Promise<void> }> => {
  const lab = await startLab({ fixed: false });
  const config = `
data: ./data
workers: 1
hub: { port: 0 }
listeners: [{ name: default, port: 0 }]
services: [{ name: clinic, upstreams: [{ url: '${lab.api}' }] }]
`;
  await using running = await up(folder, config);
  await using users = startUsers({
    target: running.gateway,
    partner: lab.partner,
    scenario: 'users',
    seed: 1,
    ratePerSecond: 60,
  });
  await pause(25_000);
  users.stop();
  const { sent } = await users.done;
  for (let round = 0; round < 50; round += 1) {
    const { exchanges } = (await running.ask('/api/v1/totals')) as { readonly exchanges: number };
    if (exchanges >= sent) break;
    await pause(100);
  }
  let beforeId = '';
  for (let page = 0; page < 100; page += 1) {
    const { items } = (await running.ask(
      `/api/v1/exchanges?limit=500${beforeId === '' ? '' : `&before=${beforeId}`}`,
    )) as { readonly items: readonly { readonly id: string }[] };
    appendFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
    const last = items.at(-1);
    if (last === undefined || items.length < 500) break;
    beforeId = last.id;
  }
  return { web: lab.web, stop: async () => lab[Symbol.asyncDispose]() };
};

describe('the lab, read from all sides', () => {
  const folder = temporaryFolder();
  let document: DiscoverDocument;
  /** What the clinic's API has; its partner, its ledger and the web server with its settings are services of their own. */
  const own = () =>
    document.operations.filter(({ framework, path }) => framework !== 'fastify' && path !== '/config.json');
  let truth: readonly LabOperation[] = [];
  let stop = async (): Promise<void> => {};
  before(async () => {
    truth = JSON.parse(readFileSync(join(root, 'lab/operations.json'), 'utf8')) as readonly LabOperation[];
    const file = join(folder.path, 'users.ndjson');
    const lab = await capture(file, folder.path);
    stop = lab.stop;
    const { code, stdout, stderr } = await heliostat(
      ['discover', 'lab', 'lab/openapi.yaml', file, lab.web, '--json'],
      { cwd: root, timeoutMs: 120_000 },
    );
    assert.equal(code, 0, stderr);
    document = JSON.parse(stdout) as DiscoverDocument;
  });
  after(async () => {
    await stop();
    folder[Symbol.dispose]();
  });

  it('shows each operation once', () => {
    const shown = own().map(bare);
    assert.deepEqual(
      shown.filter((one, at) => shown.indexOf(one) !== at),
      [],
    );
  });

  it('tells every lifecycle right', () => {
    const told = new Map(own().map((one) => [bare(one), one]));
    const wrong = truth.flatMap((one) => {
      const found = told.get(bare(one));
      return found?.lifecycle === one.lifecycle
        ? []
        : [
            `${bare(one)}: ${found?.lifecycle ?? 'not there'}, is ${one.lifecycle}. ${found?.lifecycleProof ?? ''}`,
          ];
    });
    assert.deepEqual(wrong, []);
  });

  it('shows where each operation stands in the code', () => {
    const told = new Map(own().map((one) => [bare(one), one]));
    const wrong = truth.flatMap((one) => {
      if (one.code === null) return [];
      const { file, line } = one.code;
      const code = told.get(bare(one))?.sources.filter(({ kind }) => kind === 'code') ?? [];
      return code.some((source) => source.file === file && (line === undefined || source.line === line))
        ? []
        : [
            `${bare(one)} ${file}:${line}: ${code.map((source) => `${source.file}:${source.line}`).join(' ')}`,
          ];
    });
    assert.deepEqual(wrong, []);
  });

  it('shows what the front end gives away', () => {
    const outside = new Set(
      document.operations.filter(({ sources }) => sources.some(({ kind }) => kind === 'outside')).map(bare),
    );
    assert.deepEqual(truth.filter((one) => one.outside === true && !outside.has(bare(one))).map(bare), []);
  });

  it('makes up nothing', () => {
    const known = new Set(truth.map(bare));
    assert.deepEqual(
      own()
        .map(bare)
        .filter((one) => !known.has(one)),
      [],
    );
  });
});
