/** What every catalogue keeps to. An adapter's tests call `catalogueContract` with a way to open it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AccessToken, AuditEntry, Catalogue, Session } from '../ports/catalogue.ts';

/** One catalogue, empty at first; `open` may be called again after, or beside, the one before. */
export interface CatalogueSubject extends AsyncDisposable {
  open(): Promise<Catalogue>;
}

const nowMs = 1_790_000_000_000;

/** A line for the journal. */
const entry = (number: number, differs: Partial<AuditEntry> = {}): AuditEntry => ({
  atMs: nowMs + number,
  who: 'admin',
  action: 'setting.change',
  subject: `thing ${number}`,
  detail: 'é "quoted"',
  ...differs,
});

const token = (number: number, differs: Partial<AccessToken> = {}): AccessToken => ({
  id: `t${number}`,
  name: `token ${number}`,
  role: 'analyst',
  hash: `hash-${number}`,
  createdMs: nowMs + number,
  expiresMs: null,
  revokedMs: null,
  ...differs,
});

const session = (number: number, differs: Partial<Session> = {}): Session => ({
  hash: `s${number}`,
  tokenId: 't1',
  csrf: `c${number}`,
  createdMs: nowMs,
  expiresMs: nowMs + 1_000,
  ...differs,
});

/** Declares the contract's tests. */
export function catalogueContract(name: string, make: () => Promise<CatalogueSubject>): void {
  describe(`${name} keeps the catalogue contract`, () => {
    it('is empty at first', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      assert.deepEqual(await catalogue.loadInventory(), { documents: [], cursor: {} });
      assert.deepEqual(await catalogue.tokens(), []);
      assert.deepEqual(await catalogue.documents(), []);
      assert.deepEqual(await catalogue.audit({ limit: 10 }), []);
      assert.deepEqual(await catalogue.jobRuns({ limit: 10 }), []);
      assert.equal(await catalogue.document('limits'), null);
      assert.equal(await catalogue.tokenByHash('x'), null);
      assert.equal(await catalogue.sessionByHash('x'), null);
    });

    it('keeps the inventory and its cursor together', async () => {
      await using subject = await make();
      {
        await using catalogue = await subject.open();
        await catalogue.saveInventory({
          put: [
            { kind: 'operation', id: 'a', json: '{"n":1}' },
            { kind: 'actor', id: 'a', json: '{}' },
            { kind: 'operation', id: 'b', json: '{}' },
          ],
          remove: [],
          cursor: { w0: { segment: 1, offset: 10 }, w1: { segment: 1, offset: 5 } },
        });
        await catalogue.saveInventory({
          put: [{ kind: 'operation', id: 'a', json: '{"n":2}' }],
          remove: [
            { kind: 'operation', id: 'b' },
            { kind: 'operation', id: 'never' },
          ],
          cursor: { w0: { segment: 2, offset: 0 } },
        });
      }
      await using catalogue = await subject.open();
      assert.deepEqual(await catalogue.loadInventory(), {
        documents: [
          { kind: 'actor', id: 'a', json: '{}' },
          { kind: 'operation', id: 'a', json: '{"n":2}' },
        ],
        cursor: { w0: { segment: 2, offset: 0 } },
      });
    });

    it('saves thousands of documents at once', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      const put = Array.from({ length: 5_000 }, (_, i) => ({
        kind: 'operation',
        id: `o${i.toString().padStart(5, '0')}`,
        json: JSON.stringify({ i, text: 'x'.repeat(400) }),
      }));
      await catalogue.saveInventory({ put, remove: [], cursor: {} });
      // Somebody asks in the middle of the next save: the answer is of before or after.
      const [, during] = await Promise.all([
        catalogue.saveInventory({
          put: put.map((document) => ({ ...document, json: '{}' })),
          remove: [],
          cursor: {},
        }),
        catalogue.loadInventory(),
      ]);
      assert.equal(new Set(during.documents.map(({ json }) => json === '{}')).size, 1);
      await catalogue.saveInventory({ put: [], remove: put.slice(0, 4_999), cursor: {} });
      assert.equal((await catalogue.loadInventory()).documents.length, 1);
    });

    it('keeps tokens by id, finds them by hash, journals each change', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      await catalogue.putToken(token(1), entry(1, { action: 'token.create' }));
      await catalogue.putToken(token(2, { role: 'admin', expiresMs: nowMs + 5 }), entry(2));
      await catalogue.putToken(token(1, { revokedMs: nowMs + 9 }), entry(3, { action: 'token.revoke' }));
      assert.deepEqual(await catalogue.tokens(), [
        token(1, { revokedMs: nowMs + 9 }),
        token(2, { role: 'admin', expiresMs: nowMs + 5 }),
      ]);
      assert.equal((await catalogue.tokenByHash('hash-2'))?.id, 't2');
      assert.equal(await catalogue.tokenByHash("' OR 1=1 --"), null);
      assert.deepEqual(
        (await catalogue.audit({ limit: 10 })).map(({ action }) => action),
        ['token.revoke', 'setting.change', 'token.create'],
      );
    });

    it('leaves no line in the journal for a change that failed', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      await catalogue.putToken(token(1), entry(1));
      await assert.rejects(catalogue.putToken(token(2, { hash: 'hash-1' }), entry(2)), {
        name: 'HeliostatError',
      });
      assert.deepEqual(await catalogue.audit({ limit: 10 }), [entry(1)]);
      assert.equal((await catalogue.tokens()).length, 1);
    });

    it('keeps sessions until they are over', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      await catalogue.putToken(token(1), entry(1));
      await catalogue.putToken(token(2), entry(2));
      await catalogue.putToken(token(3, { expiresMs: nowMs + 400 }), entry(2));
      await catalogue.putSession(session(1));
      await catalogue.putSession(session(2, { expiresMs: nowMs + 500 }));
      await catalogue.putSession(session(3, { tokenId: 't2' }));
      await catalogue.putSession(session(4));
      await catalogue.putSession(session(5, { tokenId: 't3' }));
      assert.deepEqual(await catalogue.sessionByHash('s1'), session(1));
      await catalogue.removeSession('s4');
      await catalogue.putToken(token(2, { revokedMs: nowMs }), entry(3));
      await catalogue.pruneSessions(nowMs + 500);
      const left = await Promise.all([1, 2, 3, 4, 5].map((i) => catalogue.sessionByHash(`s${i}`)));
      assert.deepEqual(
        left.map((found) => found?.hash ?? null),
        ['s1', null, null, null, null],
      );
    });

    it('refuses a stale write and changes nothing then', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      const first = await catalogue.putDocument({ name: 'limits', json: '{"a":1}', ifVersion: 0 }, entry(1));
      assert.equal(first.version, 1);
      assert.equal(first.changedBy, 'admin');
      for (const ifVersion of [0, 2, 7]) {
        await assert.rejects(catalogue.putDocument({ name: 'limits', json: '{}', ifVersion }, entry(2)), {
          code: 'version-stale',
        });
      }
      await assert.rejects(catalogue.putDocument({ name: 'other', json: '{}', ifVersion: 1 }, entry(2)), {
        code: 'version-stale',
      });
      const second = await catalogue.putDocument({ name: 'limits', json: '{"a":2}', ifVersion: 1 }, entry(3));
      assert.equal(second.version, 2);
      assert.deepEqual(await catalogue.document('limits'), second);
      assert.deepEqual(await catalogue.documents(), [second]);
      assert.deepEqual(
        (await catalogue.audit({ limit: 10 })).map(({ atMs }) => atMs),
        [nowMs + 3, nowMs + 1],
      );
    });

    it('lets one of two writers win', async () => {
      await using subject = await make();
      await using one = await subject.open();
      await using other = await subject.open();
      await one.putDocument({ name: 'limits', json: '{}', ifVersion: 0 }, entry(0));
      const results = await Promise.allSettled(
        [one, other].map((catalogue, i) =>
          catalogue.putDocument({ name: 'limits', json: `{"i":${i}}`, ifVersion: 1 }, entry(1)),
        ),
      );
      assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      const lost = results.find((result) => result.status === 'rejected');
      assert.equal(lost?.reason.code, 'version-stale');
      assert.equal((await other.document('limits'))?.version, 2);
    });

    it('gives the journal newest first, by pages that lose nothing', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      // Three lines of each millisecond.
      for (let i = 0; i < 30; i += 1) await catalogue.addAudit(entry(Math.floor(i / 3), { subject: `${i}` }));
      const subjects: number[] = [];
      for (let beforeMs: number | undefined, page = 0; page < 30; page += 1) {
        const entries = await catalogue.audit({ limit: 4, ...(beforeMs === undefined ? {} : { beforeMs }) });
        if (entries.length === 0) break;
        subjects.push(...entries.map(({ subject: text }) => Number(text)));
        beforeMs = entries.at(-1)?.atMs;
      }
      assert.deepEqual(
        subjects,
        Array.from({ length: 30 }, (_, i) => 29 - i),
      );
      assert.deepEqual(await catalogue.audit({ limit: 0 }), []);
    });

    it('keeps runs of jobs', async () => {
      await using subject = await make();
      await using catalogue = await subject.open();
      const one = await catalogue.startJobRun('discover', nowMs);
      const two = await catalogue.startJobRun('scan', nowMs + 1);
      await catalogue.endJobRun(one, {
        endedMs: nowMs + 5,
        exitCode: 3,
        output: `${'x'.repeat(100_000)}end`,
      });
      await assert.rejects(catalogue.endJobRun(one, { endedMs: 0, exitCode: 0, output: '' }), {
        code: 'not-found',
      });
      await assert.rejects(catalogue.endJobRun(99, { endedMs: 0, exitCode: 0, output: '' }), {
        code: 'not-found',
      });
      const [scan, discover, ...others] = await catalogue.jobRuns({ limit: 10 });
      assert.equal(others.length, 0);
      assert.deepEqual(scan, {
        id: two,
        job: 'scan',
        startedMs: nowMs + 1,
        endedMs: null,
        exitCode: null,
        output: '',
      });
      assert.equal(discover?.exitCode, 3);
      assert.ok(discover.output.endsWith('end') && discover.output.length < 100_000);
      assert.deepEqual(
        (await catalogue.jobRuns({ job: 'discover', limit: 1 })).map(({ id }) => id),
        [one],
      );
    });
  });
}
