/** Settings as versioned documents: over the API, as a file, and what they make of the configuration. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configSchema } from '../../config/schema.ts';
import { HeliostatError } from '../../model/errors.ts';
import { createFakeCatalogue } from '../testing/fake-catalogue.ts';
import { catalogues } from '../testing/catalogues.ts';
import { createSettableClock } from '../testing/settable-clock.ts';
import { type Answer, startTestHub } from '../testing/test-hub.ts';
import { effectiveConfig } from './effective-config.ts';
import { applyDocuments, diffDocuments, exportDocuments, parseDocuments } from './exchange-documents.ts';

const enforcing = { services: { clinic: { 'body-size': { mode: 'enforce', bodyBytesMax: 1000 } } } };
const config = configSchema.parse({
  services: [
    {
      name: 'clinic',
      upstreams: [{ url: 'http://127.0.0.1:9' }],
      guards: { 'method-allowlist': { mode: 'enforce' } },
    },
    { name: 'other', upstreams: [{ url: 'http://127.0.0.1:9' }] },
  ],
});
const codeOf = (answer: Answer): unknown => (answer.json as { readonly code?: unknown }).code;

for (const { name, open } of catalogues)
  describe(`a document over the API, with the catalogue ${name}`, () => {
    it('is saved with its journal entry and put in force', async () => {
      await using opened = await open();
      await using hub = await startTestHub({ catalogue: opened.catalogue });
      const answer = await hub.ask('/documents/guards', {
        method: 'PUT',
        body: { json: enforcing, ifVersion: 0 },
      });
      assert.equal(answer.status, 200, answer.text);
      const { version, changedBy, json } = answer.json as Record<string, unknown>;
      assert.deepEqual({ version, changedBy, json }, { version: 1, changedBy: 'the admin', json: enforcing });
      assert.deepEqual(hub.gateway.applied[0]?.services[0]?.guards['body-size'], {
        mode: 'enforce',
        bodyBytesMax: 1000,
      });
      assert.equal((await hub.catalogue.audit({ limit: 1 }))[0]?.action, 'document.change');
      assert.deepEqual((await hub.ask('/documents/guards')).json, answer.json);
    });

    it('refuses a stale change with 409 and changes nothing', async () => {
      await using opened = await open();
      await using hub = await startTestHub({ catalogue: opened.catalogue });
      const put = (ifVersion: number): Promise<Answer> =>
        hub.ask('/documents/retention', { method: 'PUT', body: { json: { retentionDays: 7 }, ifVersion } });
      assert.equal((await put(0)).status, 200);
      const stale = await put(0);
      assert.equal(stale.status, 409);
      assert.equal(codeOf(stale), 'version-stale');
      assert.equal(hub.gateway.applied.length, 1);
      assert.equal((await put(1)).status, 200);
    });

    it('lets one of many changes at the same time through', async () => {
      await using opened = await open();
      await using hub = await startTestHub({ catalogue: opened.catalogue });
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          hub.ask('/documents/retention', {
            method: 'PUT',
            body: { json: { retentionDays: i + 1 }, ifVersion: 0 },
          }),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      assert.deepEqual(
        Object.fromEntries(
          Map.groupBy(statuses, String)
            .entries()
            .map(([status, all]) => [status, all.length]),
        ),
        { 200: 1, 409: 7 },
      );
    });

    it('refuses unknown names, wrong values, unknown guards and unknown services', async () => {
      await using opened = await open();
      await using hub = await startTestHub({ catalogue: opened.catalogue });
      const put = (document: string, json: unknown): Promise<Answer> =>
        hub.ask(`/documents/${document}`, { method: 'PUT', body: { json, ifVersion: 0 } });
      assert.equal((await put('surprise', {})).status, 404);
      const wrong: readonly (readonly [string, unknown])[] = [
        ['guards', {}],
        ['guards', { services: { clinic: { 'no-such-guard': {} } } }],
        ['guards', { services: { clinic: { 'body-size': { mode: 'maybe' } } } }],
        ['guards', { services: { clinic: { 'body-size': { bodyBytesMax: -1 } } } }],
        ['guards', { services: { nowhere: {} } }],
        ['retention', { retentionDays: 0 }],
        ['retention', { retentionYears: 1 }],
      ];
      for (const [document, json] of wrong) {
        const answer = await put(document, json);
        assert.equal(answer.status, 400, JSON.stringify(json));
        assert.ok((answer.json as { readonly issues: readonly unknown[] }).issues.length > 0);
      }
      assert.equal(hub.gateway.applied.length, 0);
      assert.equal((await hub.catalogue.documents()).length, 0);
    });

    it('goes back when it cannot be put in force', async () => {
      await using opened = await open();
      await using hub = await startTestHub({ catalogue: opened.catalogue });
      await hub.ask('/documents/retention', {
        method: 'PUT',
        body: { json: { retentionDays: 7 }, ifVersion: 0 },
      });
      hub.gateway.failNext();
      const failed = await hub.ask('/documents/retention', {
        method: 'PUT',
        body: { json: { retentionDays: 3 }, ifVersion: 1 },
      });
      assert.equal(failed.status, 500);
      const now = (await hub.ask('/documents/retention')).json as Record<string, unknown>;
      assert.deepEqual([now['version'], now['json']], [3, { retentionDays: 7 }]);
      assert.equal((await hub.catalogue.audit({ limit: 1 }))[0]?.action, 'document.revert');
    });
  });

describe('the configuration that holds', () => {
  it('is the file’s, with documents on top, value by value', () => {
    const holds = effectiveConfig(config, [
      { name: 'guards', json: JSON.stringify(enforcing) },
      { name: 'retention', json: '{"bytesMax":1000000}' },
      { name: 'of a newer version', json: '{}' },
    ]);
    assert.deepEqual(holds.services[0]?.guards['body-size'], { mode: 'enforce', bodyBytesMax: 1000 });
    assert.equal(
      holds.services[0]?.guards['method-allowlist'].mode,
      'enforce',
      'what the document leaves out stays',
    );
    assert.deepEqual(holds.services[1], config.services[1]);
    assert.deepEqual([holds.exchanges.bytesMax, holds.exchanges.retentionDays], [1_000_000, 30]);
    assert.deepEqual(effectiveConfig(config, []), config);
  });

  it('leaves out what no longer fits the file, and refuses a document that is broken', () => {
    assert.deepEqual(effectiveConfig(config, [{ name: 'guards', json: '{"services":{"gone":{}}}' }]), config);
    for (const json of ['{', '{"services":7}']) {
      assert.throws(
        () => effectiveConfig(config, [{ name: 'guards', json }]),
        (error) => error instanceof HeliostatError && error.code === 'config-invalid',
      );
    }
  });
});

describe('documents as a file', () => {
  const clock = createSettableClock();
  const by = { who: 'cli', clock };

  it('come back as they went, in a stable order', async () => {
    const one = createFakeCatalogue();
    const other = createFakeCatalogue();
    const file = parseDocuments(config, {
      version: 1,
      documents: { retention: { retentionDays: 3 }, guards: enforcing },
    });
    assert.equal((await applyDocuments(one, config, file, by)).length, 2);
    const exported = await exportDocuments(one);
    assert.deepEqual(Object.keys(exported.documents), ['guards', 'retention']);
    await applyDocuments(other, config, exported, by);
    assert.equal(JSON.stringify(await exportDocuments(other)), JSON.stringify(exported));
    assert.deepEqual(await diffDocuments(one, exported), []);
    assert.deepEqual(
      await applyDocuments(one, config, exported, by),
      [],
      'nothing differs, nothing is saved',
    );
  });

  it('are compared value by value', async () => {
    const catalogue = createFakeCatalogue();
    await applyDocuments(
      catalogue,
      config,
      { version: 1, documents: { retention: { retentionDays: 3, bytesMax: 5 } } },
      by,
    );
    const differences = await diffDocuments(catalogue, {
      version: 1,
      documents: { retention: { retentionDays: 4 }, guards: { services: {} } },
    });
    assert.deepEqual(differences, [
      { document: 'retention', path: 'bytesMax', change: 'removed', from: 5 },
      { document: 'retention', path: 'retentionDays', change: 'changed', from: 3, to: 4 },
      { document: 'guards', path: '', change: 'added', to: { services: {} } },
    ]);
  });

  it('are all refused when one value is wrong, with its path', async () => {
    const catalogue = createFakeCatalogue();
    const file = {
      version: 1 as const,
      documents: { retention: { retentionDays: 3 }, guards: { services: { nowhere: {} } } },
    };
    await assert.rejects(applyDocuments(catalogue, config, file, by), (error) => {
      assert.ok(error instanceof HeliostatError);
      assert.equal(error.code, 'config-invalid');
      assert.equal(error.issues[0]?.path, 'documents.services.nowhere');
      return true;
    });
    assert.deepEqual(await catalogue.documents(), []);
    for (const input of [
      null,
      [],
      { version: 2, documents: {} },
      { version: 1 },
      { version: 1, documents: { surprise: {} } },
    ]) {
      assert.throws(() => parseDocuments(config, input), HeliostatError);
    }
  });
});
