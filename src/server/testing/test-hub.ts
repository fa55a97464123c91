/** The real server on a real socket over fakes in memory, with a token of each role. For tests. */
import { request } from 'undici';
import { configSchema, type Config } from '../../config/schema.ts';
import type { Catalogue, Role } from '../../store/ports/catalogue.ts';
import { hashOf, newAccessToken } from '../auth/access-token.ts';
import { startJobRunner } from '../jobs/job-runner.ts';
import type { CommandResult } from '../jobs/command-runner.ts';
import { createLiveFeed, type LiveFeedLimits } from '../live-feed.ts';
import type { LiveFeed } from '../ports.ts';
import { startServer } from '../server.ts';
import { createFakeCatalogue } from './fake-catalogue.ts';
import { fakeDataClasses } from './fake-data-classes.ts';
import { createFakeExchangeStore, type FakeExchangeStore } from './fake-exchange-store.ts';
import { fakeExchange } from './fake-exchanges.ts';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';
import { fakeHistory } from './fake-history.ts';
import { createFakeInventory, type FakeInventory } from './fake-inventory.ts';
import { seededRandom } from './random.ts';
import { createSettableClock, type SettableClock } from './settable-clock.ts';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Parsed, when it is JSON. */
  readonly json: unknown;
}

/** What to ask. */
export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD';
  readonly as?: Role | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string;
}

export interface TestHub extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly tokens: Readonly<Record<Role, string>>;
  readonly catalogue: Catalogue;
  readonly clock: SettableClock;
  readonly inventory: FakeInventory;
  readonly exchangeStore: FakeExchangeStore;
  readonly gateway: FakeGateway;
  readonly live: LiveFeed;
  readonly config: Config;
  /** Every line that was logged, as JSON text. */
  readonly logged: readonly string[];
  /** Asks below `/api/v1`, or anywhere when the path begins with `//`. As admin unless told otherwise. */
  ask(path: string, ask?: Ask): Promise<Answer>;
}

/** Settings of a test hub. */
export interface TestHubOptions {
  readonly catalogue?: Catalogue;
  readonly live?: Partial<LiveFeedLimits>;
  readonly consoleFolder?: string;
  readonly answerTimeoutMs?: number;
  readonly trustedProxies?: readonly string[];
  readonly runCommand?: (command: readonly string[], signal: AbortSignal) => Promise<CommandResult>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function addToken(catalogue: Catalogue, role: Role, nowMs: number): Promise<string> {
  const text = newAccessToken();
  await catalogue.putToken(
    {
      id: `token-${role}`,
      name: `the ${role}`,
      role,
      hash: hashOf(text),
      createdMs: nowMs,
      expiresMs: null,
      revokedMs: null,
    },
    { atMs: nowMs, who: 'test', action: 'token.create', subject: `token-${role}`, detail: '' },
  );
  return text;
}

/** Starts a hub on a free port. */
export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const clock = createSettableClock();
  const catalogue = options.catalogue ?? createFakeCatalogue();
  const inventory = createFakeInventory({ operations: 47, seed: 7, nowMs: clock.nowMs() });
  const exchangeStore = createFakeExchangeStore();
  const random = seededRandom(7);
  for (let i = 0; i < 200; i += 1) {
    exchangeStore.add(fakeExchange(inventory, random, i, clock.nowMs() - (200 - i) * 60_000));
  }
  const gateway = createFakeGateway();
  const live = createLiveFeed(clock, options.live);
  const logged: string[] = [];
  const line = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    logged.push(JSON.stringify({ message, ...fields }));
  };
  const log = { debug: line, info: line, warn: line, error: line };
  const config = configSchema.parse({
    services: [{ name: 'clinic', upstreams: [{ url: 'http://127.0.0.1:9' }] }],
    trustedProxies: [...(options.trustedProxies ?? [])],
    jobs: [{ name: 'captures', schedule: 'every 1h', command: ['discover', 'today.har'] }],
  });
  const tokens = {
    viewer: await addToken(catalogue, 'viewer', clock.nowMs()),
    analyst: await addToken(catalogue, 'analyst', clock.nowMs()),
    admin: await addToken(catalogue, 'admin', clock.nowMs()),
  };
  const jobs = await startJobRunner({
    jobs: config.jobs,
    commands: ['discover'],
    catalogue,
    runCommand: options.runCommand ?? (async () => ({ exitCode: 0, output: 'done' })),
    clock,
    log,
  });
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    catalogue,
    exchangeStore,
    inventory,
    history: fakeHistory,
    live,
    gateway,
    jobs,
    config,
    dataClasses: fakeDataClasses,
    ...(options.answerTimeoutMs === undefined ? {} : { answerTimeoutMs: options.answerTimeoutMs }),
    consoleFolder: options.consoleFolder ?? null,
    clock,
    log,
    version: '0.0.0',
  });
  return {
    url: server.url,
    port: server.port,
    tokens,
    catalogue,
    clock,
    inventory,
    exchangeStore,
    gateway,
    live,
    config,
    logged,
    async ask(path, { method = 'GET', as = 'admin', headers = {}, body, rawBody } = {}) {
      const address = path.startsWith('//') ? `${server.url}${path.slice(1)}` : `${server.url}/api/v1${path}`;
      const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await request(address, {
        method,
        headers: {
          ...(as === null ? {} : { authorization: `Bearer ${tokens[as]}` }),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(sent === undefined ? {} : { body: sent }),
      });
      const text = await response.body.text();
      return { status: response.statusCode, headers: response.headers, text, json: parseJson(text) };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await jobs[Symbol.asyncDispose]();
    },
  };
}
