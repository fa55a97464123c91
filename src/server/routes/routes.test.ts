/** Every route over a real socket: what it answers, and that the answer is what its description says. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Role } from '../../store/ports/catalogue.ts';
import { mayAct } from '../auth/caller.ts';
import { describeControlApi } from '../openapi.ts';
import type { Route } from '../route.ts';
import { type Ask, startTestHub, type TestHub } from '../testing/test-hub.ts';
import { catalogues, type OpenedCatalogue } from '../testing/catalogues.ts';
import { routes } from './index.ts';

let hub: TestHub;

/** A right call of each route that has parameters or a body. */
function rightCall(route: Route): { readonly path: string; readonly ask: Ask } {
  const operation = hub.inventory.operations({ limit: 1 }).items[0]?.id ?? '';
  const actor = hub.inventory.actors({ limit: 1 }).items[0]?.id ?? '';
  const ids: Readonly<Record<string, string>> = {
    operations: operation,
    actors: encodeURIComponent(actor),
    exchanges: 'fake-000001',
    tokens: 'token-viewer',
  };
  const first = route.path.split('/')[1] ?? '';
  const path = route.path
    .replace('{id}', ids[first] ?? '')
    .replace('{name}', first === 'jobs' ? 'captures' : 'guards');
  const bodies: Readonly<Record<string, unknown>> = {
    createSession: { token: hub.tokens.viewer },
    foldOperations: { ids: [operation], segment: 1, name: 'patientId' },
    putDocument: { json: { services: {} }, ifVersion: 0 },
    putPurpose: { text: 'Reads one patient' },
    createToken: { name: 'from a test', role: 'viewer', expiresInDays: 7 },
  };
  const body = bodies[route.id];
  const method = route.method.toUpperCase() as NonNullable<Ask['method']>;
  return { path, ask: { method, ...(body === undefined ? {} : { body }) } };
}

const withoutStream = routes.filter((route) => route.endless !== true);

for (const { name, open } of catalogues) {
  describe(`with the catalogue ${name}`, () => {
    let opened: OpenedCatalogue;
    before(async () => {
      opened = await open();
      hub = await startTestHub({ catalogue: opened.catalogue });
    });
    after(async () => {
      await hub[Symbol.asyncDispose]();
      await opened[Symbol.asyncDispose]();
    });

    describe('each route', () => {
      for (const route of withoutStream.filter(({ id }) => id !== 'deleteToken')) {
        it(`${route.id} answers as it is described`, async () => {
          const { path, ask } = rightCall(route);
          const answer = await hub.ask(path, ask);
          assert.equal(answer.status, route.answer.status, answer.text);
          if (route.answer.status === 204) return assert.equal(answer.text, '');
          const mediaType = route.answer.mediaType ?? 'application/json';
          assert.ok(String(answer.headers['content-type']).startsWith(mediaType));
          if (mediaType !== 'application/json') return undefined;
          const parsed = route.answer.schema.safeParse(answer.json);
          return assert.ok(parsed.success, String(parsed.error));
        });
      }

      for (const route of withoutStream.filter(({ access }) => access !== 'public')) {
        it(`${route.id} asks for a caller and the role ${route.access}`, async () => {
          const { path, ask } = rightCall(route);
          const nobody = await hub.ask(path, { ...ask, as: null });
          assert.equal(nobody.status, 401);
          assert.equal((nobody.json as { code: string }).code, 'unauthenticated');
          for (const role of ['viewer', 'analyst'] satisfies Role[]) {
            if (route.access === 'public' || mayAct(role, route.access)) continue;
            const refused = await hub.ask(path, { ...ask, as: role });
            assert.equal(refused.status, 403, `${role} on ${route.id}`);
            assert.equal((refused.json as { code: string }).code, 'forbidden');
          }
        });
      }

      for (const route of withoutStream.filter(({ path }) => path.includes('{'))) {
        it(`${route.id} answers 404 for what is not there`, async () => {
          const { ask } = rightCall(route);
          const answer = await hub.ask(route.path.replaceAll(/\{\w+\}/g, 'no-such-thing'), ask);
          assert.equal(answer.status, 404, answer.text);
          assert.equal(answer.headers['content-type'], 'application/problem+json');
        });
      }

      for (const route of withoutStream.filter(({ query }) => query !== undefined)) {
        it(`${route.id} refuses unknown and doubled query parameters`, async () => {
          const { path, ask } = rightCall(route);
          for (const query of ['?surprise=1', '?limit=1&limit=2']) {
            const answer = await hub.ask(path + query, ask);
            assert.equal(answer.status, 400, answer.text);
            assert.equal((answer.json as { code: string }).code, 'input-invalid');
          }
        });
      }

      for (const route of withoutStream.filter(({ body }) => body !== undefined)) {
        it(`${route.id} refuses bodies that are no JSON, too large, not JSON by name, or wrong`, async () => {
          const { path, ask } = rightCall(route);
          const { body: _body, ...bare } = ask;
          const statusOf = async (more: Partial<Ask>): Promise<number> =>
            (await hub.ask(path, { ...bare, ...more })).status;
          assert.equal(await statusOf({ rawBody: '{"token":' }), 400);
          assert.equal(await statusOf({ rawBody: '{}', headers: { 'content-type': 'text/plain' } }), 400);
          assert.equal(await statusOf({ body: { surprise: true } }), 400);
          assert.equal(await statusOf({ rawBody: `"${'a'.repeat(300_000)}"` }), 413);
        });
      }

      it('has a title, a unique id and an address of its own', () => {
        assert.equal(new Set(routes.map(({ id }) => id)).size, routes.length);
        assert.equal(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size, routes.length);
      });
    });

    describe('the control API', () => {
      it('describes itself in OpenAPI 3.1 that a validator accepts', async () => {
        const { json } = await hub.ask('/openapi.json', { as: null });
        const result = await new Validator().validate(json as Record<string, unknown>);
        assert.ok(result.valid, JSON.stringify(result.errors));
        assert.deepEqual(json, JSON.parse(JSON.stringify(describeControlApi('0.0.0'))));
      });

      it('answers 404 for unknown addresses and 405 with Allow for unknown methods', async () => {
        assert.equal((await hub.ask('/no/such/route')).status, 404);
        const answer = await hub.ask('/operations', { method: 'DELETE' });
        assert.equal(answer.status, 405);
        assert.equal(answer.headers['allow'], 'GET');
      });

      it('puts a request id into problems, headers and the log', async () => {
        const answer = await hub.ask('/operations/nothing');
        const { requestId } = answer.json as { readonly requestId: string };
        assert.equal(answer.headers['x-request-id'], requestId);
        assert.ok(hub.logged.some((line) => line.includes(requestId)));
      });

      it('filters, sorts and pages the inventory', async () => {
        const answer = await hub.ask(
          '/operations?search=patient&method=GET&sort=path&order=asc&offset=1&limit=2',
        );
        const { items, total } = answer.json as {
          readonly items: readonly { readonly path: string }[];
          readonly total: number;
        };
        assert.equal(items.length, 2);
        assert.ok(total > 2);
        assert.ok((items[0]?.path ?? '') <= (items[1]?.path ?? ''));
      });

      it('bounds the points of a series', async () => {
        const operation = hub.inventory.operations({ limit: 1 }).items[0]?.id ?? '';
        assert.equal(
          (await hub.ask(`/operations/${operation}/series?since=0&until=99999999999&bucketMs=1000`)).status,
          400,
        );
        assert.equal((await hub.ask(`/operations/${operation}/series?since=10&until=5`)).status, 400);
      });

      it('answers health and metrics at the root, too', async () => {
        assert.equal((await hub.ask('//healthz', { as: null })).text, '{"status":"ok"}');
        assert.equal((await hub.ask('//metrics', { as: null })).status, 401);
        const metrics = await hub.ask('//metrics', { as: 'viewer' });
        assert.match(metrics.text, /^heliostat_gateway_refused_total\{code="method-refused"\} 11$/m);
        for (const line of metrics.text.trimEnd().split('\n')) {
          assert.match(
            line,
            /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [-+.e0-9]+)$/,
          );
        }
      });
    });
  });
}
