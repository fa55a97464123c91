/** The main job, as a newcomer runs it: the lab behind the gateway, and each operation that was called stands in the summary once, as the lab routes it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { DemoSummary } from '../src/cli/demo.ts';

const root = join(import.meta.dirname, '..');

/** Names of parameters are the reader's choice; where they stand is not. */
const bare = (method: string, path: string): string => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;

describe('demo --json', () => {
  let summary: DemoSummary;
  let routed: Set<string>;
  before(() => {
    const { status, stdout, stderr } = spawnSync(
      join(root, 'bin/heliostat'),
      ['demo', '--for', '25s', '--json', '--port', '0', '--hub-port', '0'],
      {
        encoding: 'utf8',
        timeout: 120_000,
      },
    );
    assert.equal(status, 0, stderr);
    summary = JSON.parse(stdout) as DemoSummary;
    const operations = JSON.parse(readFileSync(join(root, 'lab/operations.json'), 'utf8')) as readonly {
      readonly method: string;
      readonly path: string;
      readonly routed?: false;
    }[];
    const served = operations.filter((operation) => operation.routed !== false);
    routed = new Set(served.map(({ method, path }) => bare(method, path)));
  });

  it('stores what was sent', () => {
    assert.equal(summary.version, 1);
    assert.equal(summary.scenario, 'users');
    assert.ok(summary.sent > 500, `only ${summary.sent} were sent`);
    assert.equal(summary.stored, summary.sent);
    assert.equal(summary.shed, 0);
    assert.ok(summary.actors > 10);
  });

  it('shows each operation once, as the lab routes it', () => {
    const shown = summary.operations.map(({ method, path }) => bare(method, path));
    assert.deepEqual(
      shown.filter((operation, index) => shown.indexOf(operation) !== index),
      [],
      'split',
    );
    assert.deepEqual(
      shown.filter((operation) => !routed.has(operation)),
      [],
      'not routed by the lab',
    );
    assert.ok(shown.length > 60, `only ${shown.length} operations`);
  });

  it('tells how callers proved who they are, and what data passed', () => {
    const of = (operation: string) =>
      summary.operations.find(({ method, path }) => bare(method, path) === operation);
    assert.deepEqual(of('GET /v2/patients/me')?.auth.includes('bearer-jwt'), true);
    assert.deepEqual(of('GET /v2/partner/appointments')?.auth.includes('api-key-header'), true);
    assert.ok(of('GET /v2/patients/{}')?.dataClasses.includes('email'));
  });
});
