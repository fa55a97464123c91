/** Signing in, staying in, and everything that must keep others out; over real sockets. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Answer, startTestHub, type TestHub } from '../testing/test-hub.ts';
import { ensureAdminToken, resetAdminToken } from './admin-token.ts';
import { hashOf, looksLikeAccessToken, newAccessToken } from './access-token.ts';
import { attemptKey, createAttemptLimiter } from './attempt-limiter.ts';
import { knownHosts } from './known-host.ts';
import { createFakeCatalogue } from '../testing/fake-catalogue.ts';
import { catalogues, type OpenedCatalogue } from '../testing/catalogues.ts';
import { createSettableClock } from '../testing/settable-clock.ts';

let hub: TestHub;

const codeOf = (answer: Answer): unknown => (answer.json as { readonly code?: unknown } | undefined)?.code;

interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
  readonly setCookie: string;
}

async function signIn(token: string, headers: Readonly<Record<string, string>> = {}): Promise<SignedIn> {
  const answer = await hub.ask('/session', { method: 'POST', as: null, body: { token }, headers });
  assert.equal(answer.status, 201, answer.text);
  const setCookie = String(answer.headers['set-cookie']);
  return {
    setCookie,
    cookie: setCookie.split(';')[0] ?? '',
    csrf: (answer.json as { readonly csrf: string }).csrf,
  };
}

/** A request with a Host header of one's own, which a browser would not let a page send. */
function withHost(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: hub.port, path: '/api/v1/healthz', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}

for (const { name, open } of catalogues) {
  describe(`with the catalogue ${name}`, () => {
    let opened: OpenedCatalogue;
    beforeEach(async () => {
      opened = await open();
      hub = await startTestHub({ catalogue: opened.catalogue });
    });
    afterEach(async () => {
      await hub[Symbol.asyncDispose]();
      await opened[Symbol.asyncDispose]();
    });

    describe('an access token', () => {
      it('has a prefix, a checksum, and only its hash is kept', async () => {
        const token = newAccessToken();
        assert.match(token, /^hst_[0-9A-Za-z]{49}$/);
        assert.ok(looksLikeAccessToken(token));
        const swapped = `${token.slice(0, 10)}${token[10] === 'a' ? 'b' : 'a'}${token.slice(11)}`;
        assert.ok(!looksLikeAccessToken(swapped));
        assert.equal(new Set(Array.from({ length: 100 }, newAccessToken)).size, 100);
        const kept = JSON.stringify(await hub.catalogue.tokens());
        assert.ok(!kept.includes(hub.tokens.admin) && kept.includes(hashOf(hub.tokens.admin)));
      });

      it('is refused when it is unknown, malformed, over or revoked', async () => {
        for (const authorization of [
          `Bearer ${newAccessToken()}`,
          'Bearer nonsense',
          'Basic YTpi',
          'Bearer',
          'Bearer a b',
        ]) {
          const answer = await hub.ask('/totals', { as: null, headers: { authorization } });
          assert.equal(answer.status, 401);
          assert.equal(answer.headers['www-authenticate'], 'Bearer realm="heliostat"');
        }
        const made = await hub.ask('/tokens', {
          method: 'POST',
          body: { name: 'short', role: 'viewer', expiresInDays: 1 },
        });
        const { token, id } = made.json as { readonly token: string; readonly id: string };
        const headers = { authorization: `Bearer ${token}` };
        assert.equal((await hub.ask('/totals', { as: null, headers })).status, 200);
        hub.clock.advance(86_400_001);
        assert.equal((await hub.ask('/totals', { as: null, headers })).status, 401);
        assert.equal((await hub.ask(`/tokens/${id}`, { method: 'DELETE' })).status, 204);
        assert.equal((await hub.ask('/totals', { as: null, headers })).status, 401);
      });

      it('that is the last for admins cannot be revoked', async () => {
        const answer = await hub.ask('/tokens/token-admin', { method: 'DELETE' });
        assert.equal(answer.status, 400);
        assert.equal((await hub.ask('/totals')).status, 200);
      });

      it('is made at the first start once, and replaced on the machine', async () => {
        const catalogue = createFakeCatalogue();
        const clock = createSettableClock();
        const first = await ensureAdminToken(catalogue, clock);
        assert.ok(first !== null && looksLikeAccessToken(first));
        assert.equal(await ensureAdminToken(catalogue, clock), null);
        const second = await resetAdminToken(catalogue, clock);
        const old = await catalogue.tokenByHash(hashOf(first));
        assert.ok(old?.revokedMs !== null);
        assert.equal((await catalogue.tokenByHash(hashOf(second)))?.revokedMs, null);
        const journal = await catalogue.audit({ limit: 10 });
        assert.deepEqual(
          journal.map(({ action }) => action),
          ['token.create', 'token.revoke', 'token.create'],
        );
        assert.ok(!JSON.stringify(journal).includes(second));
      });
    });

    describe('a session', () => {
      it('is a cookie that scripts cannot read, Secure under TLS', async () => {
        const { setCookie } = await signIn(hub.tokens.admin);
        assert.match(
          setCookie,
          /^heliostat_session=[0-9A-Za-z]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
        );
        const secure = await signIn(hub.tokens.admin, { 'x-forwarded-proto': 'https' });
        assert.match(secure.setCookie, /; Secure$/);
      });

      it('tells who is signed in, with the role of its token', async () => {
        const { cookie, csrf } = await signIn(hub.tokens.analyst);
        const answer = await hub.ask('/session', { as: null, headers: { cookie } });
        assert.deepEqual(answer.json, {
          name: 'the analyst',
          role: 'analyst',
          csrf,
          expiresAt: new Date(hub.clock.nowMs() + 43_200_000).toISOString(),
        });
        assert.equal((await hub.ask('/tokens', { as: null, headers: { cookie } })).status, 403);
      });

      it('ends after twelve hours, at sign-out, and with its token', async () => {
        const { cookie } = await signIn(hub.tokens.viewer);
        const status = async (own: string): Promise<number> =>
          (await hub.ask('/totals', { as: null, headers: { cookie: own } })).status;
        hub.clock.advance(12 * 3_600_000 - 1);
        assert.equal(await status(cookie), 200);
        hub.clock.advance(1);
        assert.equal(await status(cookie), 401);

        const second = await signIn(hub.tokens.viewer);
        const out = await hub.ask('/session', {
          method: 'DELETE',
          as: null,
          headers: { cookie: second.cookie, 'x-csrf-token': second.csrf },
        });
        assert.equal(out.status, 204);
        assert.match(String(out.headers['set-cookie']), /^heliostat_session=; Path=\/; Max-Age=0/);
        assert.equal(await status(second.cookie), 401);

        const third = await signIn(hub.tokens.viewer);
        await hub.ask('/tokens/token-viewer', { method: 'DELETE' });
        assert.equal(await status(third.cookie), 401);
      });

      it('is not taken from two cookies of its name or from a malformed one', async () => {
        const { cookie } = await signIn(hub.tokens.viewer);
        for (const bad of [`${cookie}; ${cookie}`, 'heliostat_session=short', 'heliostat_session=']) {
          assert.equal((await hub.ask('/totals', { as: null, headers: { cookie: bad } })).status, 401);
        }
      });

      it('needs its CSRF token for writes', async () => {
        const { cookie, csrf } = await signIn(hub.tokens.admin);
        const write = (headers: Readonly<Record<string, string>>): Promise<Answer> =>
          hub.ask('/tokens', {
            method: 'POST',
            as: null,
            body: { name: 'x', role: 'viewer' },
            headers: { cookie, ...headers },
          });
        assert.equal(codeOf(await write({})), 'csrf-refused');
        assert.equal(codeOf(await write({ 'x-csrf-token': 'wrong' })), 'csrf-refused');
        const other = await signIn(hub.tokens.admin);
        assert.equal(codeOf(await write({ 'x-csrf-token': other.csrf })), 'csrf-refused');
        assert.equal((await write({ 'x-csrf-token': csrf })).status, 201);
      });

      it('is of no use to other sites, even with its CSRF token', async () => {
        const { cookie, csrf } = await signIn(hub.tokens.admin);
        const write = (headers: Readonly<Record<string, string>>): Promise<Answer> =>
          hub.ask('/tokens', {
            method: 'POST',
            as: null,
            body: { name: 'x', role: 'viewer' },
            headers: { cookie, 'x-csrf-token': csrf, ...headers },
          });
        assert.equal(codeOf(await write({ origin: 'https://evil.example' })), 'csrf-refused');
        assert.equal(codeOf(await write({ origin: 'null' })), 'csrf-refused');
        assert.equal(codeOf(await write({ 'sec-fetch-site': 'cross-site' })), 'csrf-refused');
        assert.equal(codeOf(await write({ 'sec-fetch-site': 'same-site' })), 'csrf-refused');
        assert.equal((await write({ origin: hub.url, 'sec-fetch-site': 'same-origin' })).status, 201);
        const read = await hub.ask('/totals', {
          as: null,
          headers: { cookie, 'sec-fetch-site': 'cross-site' },
        });
        assert.equal(codeOf(read), 'csrf-refused');
      });

      it('cannot be forced on a browser by another site', async () => {
        const answer = await hub.ask('/session', {
          method: 'POST',
          as: null,
          body: { token: hub.tokens.admin },
          headers: { origin: 'https://evil.example' },
        });
        assert.equal(codeOf(answer), 'csrf-refused');
      });
    });

    describe('attempts to sign in', () => {
      it('are refused after ten failures, with the time to wait, and looked at again afterwards', async () => {
        const attempt = (token: string): Promise<Answer> =>
          hub.ask('/session', { method: 'POST', as: null, body: { token } });
        for (let i = 0; i < 10; i += 1) assert.equal((await attempt(newAccessToken())).status, 401);
        const refused = await attempt(hub.tokens.admin);
        assert.equal(refused.status, 429);
        assert.equal(codeOf(refused), 'too-many-attempts');
        assert.equal(refused.headers['retry-after'], '60');
        assert.equal(
          (await hub.ask('/totals', { as: 'viewer' })).status,
          200,
          'a right bearer token still works',
        );
        const wrong = await hub.ask('/totals', {
          as: null,
          headers: { authorization: `Bearer ${newAccessToken()}` },
        });
        assert.equal(wrong.status, 429);
        hub.clock.setWall(hub.clock.nowMs() + 3_600_000);
        assert.equal((await attempt(hub.tokens.admin)).status, 429, 'a clock that jumps opens no door');
        hub.clock.advance(60_000);
        assert.equal((await attempt(hub.tokens.admin)).status, 201);
      });

      it('count against the client that a trusted proxy tells of, and against nobody else’s word', async () => {
        await using proxied = await startTestHub({ trustedProxies: ['127.0.0.1/32'] });
        const attempt = (on: TestHub, token: string, client: string): Promise<Answer> =>
          on.ask('/session', {
            method: 'POST',
            as: null,
            body: { token },
            headers: { 'x-forwarded-for': client },
          });
        for (let i = 0; i < 10; i += 1) await attempt(proxied, newAccessToken(), '192.0.2.1');
        assert.equal((await attempt(proxied, proxied.tokens.admin, '192.0.2.1')).status, 429);
        assert.equal((await attempt(proxied, proxied.tokens.admin, '192.0.2.2')).status, 201);
        for (let i = 0; i < 10; i += 1) await attempt(hub, newAccessToken(), `192.0.2.${i}`);
        assert.equal((await attempt(hub, hub.tokens.admin, '192.0.2.99')).status, 429);
      });

      it('are counted within bounded memory, by IPv4 address or IPv6 /64', () => {
        const clock = createSettableClock();
        const limiter = createAttemptLimiter(clock, { failuresMax: 1, clientsMax: 2 });
        for (const client of ['a', 'b', 'c']) limiter.failed(client);
        assert.deepEqual(
          ['a', 'b', 'c'].map((client) => limiter.waitSeconds(client) > 0),
          [false, true, true],
        );
        assert.equal(attemptKey('::ffff:192.0.2.7'), '192.0.2.7');
        assert.equal(attemptKey('2001:db8:1:2:3:4:5:6'), attemptKey('2001:db8:1:2:ffff::1'));
        assert.notEqual(attemptKey('2001:db8:1:2::1'), attemptKey('2001:db8:1:3::1'));
        assert.equal(attemptKey('::1'), '0:0:0:0');
      });
    });

    describe('a Host header', () => {
      it('must be a name of this machine', async () => {
        for (const host of ['localhost', `localhost:${hub.port}`, '127.0.0.1', '[::1]:1'])
          assert.equal(await withHost(host), 200, host);
        for (const host of [
          'evil.example',
          'localhost.evil.example',
          '127.0.0.1.evil.example',
          '192.0.2.1',
          'a b',
        ]) {
          assert.equal(await withHost(host), 400, host);
        }
      });

      it('may be any address when the hub listens on all, and a further name when one is configured', () => {
        const all = knownHosts('0.0.0.0', ['hub.example']);
        for (const host of ['192.0.2.1:4801', '[2001:db8::1]', 'HUB.example:443'])
          assert.doesNotThrow(() => all(host));
        assert.throws(() => all('evil.example'));
        assert.throws(() => all(null));
      });
    });

    describe('secrets', () => {
      it('are in no log line, problem or journal entry', async () => {
        const { cookie, csrf } = await signIn(hub.tokens.admin);
        await hub.ask('/session', { method: 'POST', as: null, body: { token: hub.tokens.admin, extra: 1 } });
        await hub.ask('/session', { method: 'POST', as: null, rawBody: `{"token":"${hub.tokens.admin}"` });
        await hub.ask(`/operations?token=${hub.tokens.admin}`);
        await hub.ask(`/no/such/${hub.tokens.admin}`);
        const made = await hub.ask('/tokens', { method: 'POST', body: { name: 'made', role: 'admin' } });
        const wrong = newAccessToken();
        const refused = await hub.ask('/session', { method: 'POST', as: null, body: { token: wrong } });
        const told = [
          ...hub.logged,
          refused.text,
          (await hub.ask('/audit')).text,
          (await hub.ask('/tokens')).text,
        ].join('\n');
        const secrets = [
          hub.tokens.admin,
          cookie.split('=')[1] ?? '',
          csrf,
          (made.json as { readonly token: string }).token,
          wrong,
        ];
        for (const secret of secrets) {
          assert.ok(secret.length > 20);
          assert.ok(!told.includes(secret));
        }
        for (const secret of secrets) assert.ok(!told.includes(hashOf(secret)));
      });

      it('in the message of a failure inside reach neither the caller nor the log', async () => {
        hub.exchangeStore.find = () => Promise.reject(new Error('cannot read /data with key s3cret'));
        const answer = await hub.ask('/exchanges/any');
        assert.equal(answer.status, 500);
        assert.deepEqual(Object.keys(answer.json as object).sort(), [
          'code',
          'mend',
          'requestId',
          'status',
          'title',
          'type',
        ]);
        assert.ok(!answer.text.includes('s3cret') && !hub.logged.join('').includes('s3cret'));
        assert.ok(
          hub.logged.some((line) => line.includes('request failed') && line.includes('get-exchange.ts')),
        );
      });

      it('do not come back in the problem that refuses them', async () => {
        const answer = await hub.ask('/session', {
          method: 'POST',
          as: null,
          body: { token: 's3cret'.repeat(50) },
        });
        assert.equal(answer.status, 400);
        assert.ok(!answer.text.includes('s3cret'));
      });
    });

    describe('every answer', () => {
      it('carries the security headers and none of CORS', async () => {
        for (const path of ['/totals', '/nothing', '//', '//healthz']) {
          const { headers } = await hub.ask(path, { headers: { origin: 'https://evil.example' } });
          assert.match(
            String(headers['content-security-policy']),
            /default-src 'none'.*frame-ancestors 'none'/,
          );
          assert.equal(headers['x-content-type-options'], 'nosniff');
          assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
          assert.equal(headers['cache-control'], 'no-store');
          assert.equal(headers['access-control-allow-origin'], undefined);
        }
      });
    });
  });
}
