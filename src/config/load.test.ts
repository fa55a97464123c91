import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { HeliostatError } from '../model/errors.ts';
import { loadConfig, parseConfig } from './load.ts';

const issuesOf = (input: unknown) => {
  try {
    parseConfig(input);
  } catch (error) {
    assert.ok(error instanceof HeliostatError);
    assert.equal(error.code, 'config-invalid');
    return error.issues;
  }
  return assert.fail('was accepted');
};

describe('a configuration', () => {
  it('is whole without a word', () => {
    const config = parseConfig({});
    assert.equal(config.hub.port, 4801);
    assert.equal(config.listeners[0]?.port, 4800);
    assert.equal(config.limits.headersTimeoutMs, 10_000);
  });

  it('names path, expectation and mend of a wrong value', () => {
    const [issue] = issuesOf({ services: [{ name: 'shop', upstreams: [{ url: 'ftp://x' }] }] });
    assert.equal(issue?.path, 'services[0].upstreams[0].url');
    assert.equal(issue?.got, '"ftp://x"');
    assert.ok(issue?.mend);
    const [bound] = issuesOf({ limits: { headersTimeoutMs: 1 } });
    assert.deepEqual(
      [bound?.path, bound?.expected, bound?.got],
      ['limits.headersTimeoutMs', 'at least 100', '1'],
    );
  });

  it('refuses a key it does not know', () => {
    const [issue] = issuesOf({ limits: { headerTimeout: 5 } });
    assert.equal(issue?.path, 'limits.headerTimeout');
    assert.equal(issue?.expected, 'no such key');
  });

  it('refuses a secret written inline and does not repeat it', () => {
    const [issue] = issuesOf({ installationKey: 'hunter2hunter2' });
    assert.equal(issue?.path, 'installationKey');
    assert.ok(!JSON.stringify(issue).includes('hunter2'));
  });

  it('refuses two of the same name', () => {
    const service = { name: 'shop', upstreams: [{ url: 'http://localhost:1' }] };
    assert.ok(issuesOf({ services: [service, service] }).some(({ path }) => path === 'services[1].name'));
  });
});

describe('a configuration file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heliostat-config-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('may be YAML', async () => {
    const file = join(folder, 'a.yaml');
    await writeFile(file, 'services:\n  - name: shop\n    upstreams:\n      - url: http://localhost:3000\n');
    assert.equal((await loadConfig(file)).services[0]?.name, 'shop');
  });

  it('may be TypeScript', async () => {
    const file = join(folder, 'b.ts');
    await writeFile(file, 'const port: number = 4999;\nexport default { hub: { port } };\n');
    assert.equal((await loadConfig(file)).hub.port, 4999);
  });

  it('is named when it is missing, broken or bombs with aliases', async () => {
    await assert.rejects(loadConfig(join(folder, 'none.yaml')), { code: 'config-unreadable' });
    await writeFile(join(folder, 'c.yaml'), 'services: [\n');
    await assert.rejects(loadConfig(join(folder, 'c.yaml')), { code: 'config-unreadable' });
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let level = 0; level < 9; level += 1) {
      const [from, to] = [String.fromCharCode(97 + level), String.fromCharCode(98 + level)];
      bomb.push(`${to}: &${to} [${Array.from({ length: 9 }, () => `*${from}`).join(',')}]`);
    }
    await writeFile(join(folder, 'd.yaml'), bomb.join('\n'));
    await assert.rejects(loadConfig(join(folder, 'd.yaml')), { code: 'config-unreadable' });
  });
});
