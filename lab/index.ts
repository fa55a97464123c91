import { randomBytes } from 'node:crypto';
import { isIntegration, isPerson, readActors } from './domain/actors.ts';
import type { Actor } from './domain/actors.ts';
import { createAnnouncements } from './domain/announcements.ts';
import { openDatabase, text } from './domain/database.ts';
import { createRandom } from './domain/random.ts';
import { seedDatabase } from './domain/seed.ts';
import { createApplication } from './http/application.ts';
import { listen } from './http/listener.ts';
import { createOutbound } from './http/outbound.ts';
import { createFailures } from './identity/failures.ts';
import { createResets } from './identity/resets.ts';
import { createSessions } from './identity/sessions.ts';
import { createTokens } from './identity/tokens.ts';
import { startLedger } from './internal/ledger.ts';
import { startPartner } from './partner/service.ts';
import { chooseRules } from './policy/index.ts';
import type { WeaknessId } from './policy/index.ts';
import { partnerHost } from './policy/outbound.ts';
import type { Platform } from './platform.ts';
import { createWaitingRooms, isWaitingRoomUpgrade } from './waiting-room/socket.ts';
import { startWeb } from './web/server.ts';

export type { Actor, IntegrationActor, PersonActor } from './domain/actors.ts';
export type { WeaknessId } from './policy/index.ts';

export type LabOptions = {
  /** True for the twin without weaknesses. Default false. */
  readonly fixed?: boolean;
  /** Weaknesses whose rule comes from the other twin: one weakness alone in a fixed lab, or one fix in a weak one. */
  readonly except?: readonly WeaknessId[];
  /** Port of the API; 0 lets the system choose. Default 0. */
  readonly port?: number;
  readonly partnerPort?: number;
  readonly webPort?: number;
  /** The seed of people, histories and ids. Default 1. */
  readonly seed?: number;
  /** Where browsers reach the API when something stands in front of it. Default: the API itself. */
  readonly publicApiUrl?: string;
  /** Further `host:port` on loopback that forged requests may reach, such as a tester's own listener. */
  readonly callbacks?: readonly string[];
};

/** A running lab. */
export type Lab = AsyncDisposable & {
  readonly fixed: boolean;
  readonly api: string;
  readonly partner: string;
  readonly web: string;
  /** Where the contract is served. */
  readonly contract: string;
  /** The inner service that clients are not meant to reach; attacks that forge requests do. */
  readonly internal: string;
  readonly actors: readonly Actor[];
};

const loopbackHost = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]):\d{1,5}$/;

/** @throws Error when a callback is not on loopback */
const callbackHosts = (callbacks: readonly string[]): readonly (readonly [string, string])[] =>
  callbacks.map((host) => {
    if (!loopbackHost.test(host))
      throw new Error(`The lab calls loopback only: ${host} is not a host:port on loopback`);
    return [host, `http://${host}`] as const;
  });

/**
 * Starts the clinic platform: the API, its partner, its web front end and an inner service, all on loopback.
 * With `fixed` the same code runs without its weaknesses.
 *
 * @throws Error EADDRINUSE when a port is taken
 * @example
 * await using lab = await startLab({ fixed: false, port: 0, seed: 1 });
 * await fetch(`${lab.api}/v2/clinics`);
 */
export const startLab = async (options: LabOptions = {}): Promise<Lab> => {
  const fixed = options.fixed ?? false;
  const rules = chooseRules(fixed, options.except);
  const callbacks = callbackHosts(options.callbacks ?? []);
  const actors = readActors();
  const nowMs = Date.now;
  await using started = new AsyncDisposableStack();
  const db = started.use(openDatabase());
  const random = createRandom(options.seed ?? 1);
  seedDatabase(db, random, actors);

  const people = actors.filter(isPerson);
  const integrations = actors.filter(isIntegration);
  const pins = new Map(people.map((person) => [person.patientId ?? '', person.mailboxPin]));
  const members = db.all('SELECT id, insuranceNumber, insurancePlan FROM patients').map((row) => ({
    insuranceNumber: text(row, 'insuranceNumber'),
    plan: text(row, 'insurancePlan'),
    pin: pins.get(text(row, 'id')) ?? null,
  }));
  const mailboxes = people.map((person) => ({ address: person.email, pin: person.mailboxPin }));
  const credential = `rbc_${randomBytes(8).toString('hex')}`;
  const partner = started.use(await startPartner(options.partnerPort ?? 0, credential, members, mailboxes));
  const ledger = started.use(await startLedger());

  const hosts = new Map<string, string>([
    ...callbacks,
    [partnerHost, partner.url],
    ['169.254.169.254', ledger.url],
    ['ledger.internal', ledger.url],
  ]);
  for (const name of ['127.0.0.1', 'localhost']) {
    hosts.set(`${name}:${partner.port}`, partner.url);
    hosts.set(`${name}:${ledger.port}`, ledger.url);
  }
  const webOrigins = new Set<string>();
  const outbound = createOutbound(hosts);
  const mail: Platform['mail'] = async (to, subject, body) => {
    const call = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-clinic-credential': credential },
      body: JSON.stringify({ to, subject, text: body }),
      redirects: 'refuse',
    } as const;
    await outbound(new URL('/mail', partner.url), call).catch(() => undefined);
  };
  const tokens = createTokens(db, rules, nowMs);
  const failures = createFailures(nowMs);
  const sessions = createSessions(db, rules, tokens, failures, nowMs);
  const platform: Platform = {
    db,
    rules,
    random,
    nowMs,
    tokens,
    sessions,
    failures,
    resets: createResets(db, rules, random, nowMs, mail),
    announcements: createAnnouncements(),
    identify: sessions.identify,
    integrations: new Map(
      integrations.map(({ apiKey, id, name, scopes }) => [apiKey, { kind: 'integration', id, name, scopes }]),
    ),
    insurerSecret:
      integrations.find((actor) => actor.callbacksSecret !== undefined)?.callbacksSecret ??
      randomBytes(16).toString('hex'),
    outbound,
    mail,
    partner: { url: partner.url, credential },
    partnerHosts: new Set([partnerHost, `127.0.0.1:${partner.port}`, `localhost:${partner.port}`]),
    webOrigins,
    startedAtMs: nowMs(),
  };

  const api = started.use(await listen(options.port ?? 0, createApplication(platform), isWaitingRoomUpgrade));
  const rooms = started.use(createWaitingRooms(platform));
  api.server.on('upgrade', (request, socket, head) => {
    rooms.upgrade(request, socket, head);
  });
  const bookingKey = integrations.find((actor) => actor.id === 'partner-booking')?.apiKey ?? '';
  const web = started.use(
    await startWeb(
      options.webPort ?? 0,
      () => options.publicApiUrl ?? api.url,
      rules['secret-in-bundle'](bookingKey),
    ),
  );
  for (const name of ['127.0.0.1', 'localhost']) {
    hosts.set(`${name}:${api.port}`, api.url);
    hosts.set(`${name}:${web.port}`, web.url);
    webOrigins.add(`http://${name}:${web.port}`);
  }

  const running = started.move();
  return {
    fixed,
    api: api.url,
    partner: partner.url,
    web: web.url,
    internal: ledger.url,
    contract: `${api.url}/v2/openapi.yaml`,
    actors,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
