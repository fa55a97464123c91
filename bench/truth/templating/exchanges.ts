import { BASE62, hash, HEX, type Random, random } from '../random.ts';
import { AGENTS } from '../words.ts';
import type { Captured } from '../routes/api.ts';
import { normal } from '../routes/score.ts';
import { type Body, bodyOf } from './bodies.ts';
import type { Described, Description, PathParameter } from './description.ts';
import { account, makerOf, repository } from './values.ts';

export interface Plan {
  readonly seed: number;
  readonly host: string;
  /** Exchanges an operation. */
  readonly exchanges: number;
  /** Slashes within a value that may have segments of its own stay as they are. */
  readonly rawSlashes: boolean;
}

/** An operation and the templates that say the same. */
export interface TrueTemplate {
  readonly method: string;
  readonly template: string;
  /** Spellings with the parameters' names gone; the first is the description's own. */
  readonly accepts: readonly string[];
}

export interface Exchange {
  readonly captured: Captured;
  readonly path: string;
  readonly truth: TrueTemplate;
}

interface Actor {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly ip: string;
  readonly weight: number;
}

const DAY_MS = 86_400_000;
const ACTORS = 14;
const OWN_VALUES = 24;
const SHARED_VALUES = 60;

/** Every operation's exchanges in shuffled order, each with the operation it called. */
export function exchangesOf(description: Description, plan: Plan): readonly Exchange[] {
  const source = random((plan.seed * 0x9e3779b1) ^ hash(description.title));
  const actors = actorsOf(source.fork('actors'));
  const pools = new Pools(source.fork('pools'));
  const siblings = literalsOf(description.operations);
  const truths = truthsOf(description.operations);
  const made = description.operations.flatMap((operation, at) => {
    const r = source.fork(`${operation.method} ${operation.template}`);
    const truth = truths[at];
    if (truth === undefined) return [];
    const sends = bodyOf(description, operation.sends);
    const answers = bodyOf(description, operation.answers);
    return Array.from({ length: plan.exchanges }, () => {
      const actor = weighted(actors, r);
      return one(operation, truth, actor, { plan, pools, siblings, sends, answers, r });
    });
  });
  const r = source.fork('order');
  for (let at = made.length - 1; at > 0; at--) {
    const other = r.int(0, at);
    const [a, b] = [made[at], made[other]];
    if (a !== undefined && b !== undefined) [made[at], made[other]] = [b, a];
  }
  const step = DAY_MS / Math.max(1, made.length);
  return made.map((exchange, at) => {
    const when = new Date(Date.UTC(2026, 4, 4) + Math.floor(at * step + r.next() * step));
    return {
      ...exchange,
      captured: { ...exchange.captured, startedDateTime: when.toISOString() },
    };
  });
}

interface Making {
  readonly plan: Plan;
  readonly pools: Pools;
  readonly siblings: ReadonlyMap<string, ReadonlySet<string>>;
  readonly sends: Body | undefined;
  readonly answers: Body | undefined;
  readonly r: Random;
}

function one(operation: Described, truth: TrueTemplate, actor: Actor, making: Making): Exchange {
  const { plan, pools, r } = making;
  const status = statusOf(operation, r);
  const known: Record<string, string> = {};
  let parent = '';
  let prefix = '';
  const path = operation.template
    .split('/')
    .map((segment) => {
      const literals = making.siblings.get(`${operation.method} ${prefix}`);
      prefix += `/${segment.replace(/\{[^}]*\}/g, '{}')}`;
      return segment.replace(/\{([^}]+)\}/g, (_, name: string) => {
        const parameter = operation.parameters.find((known) => known.name === name);
        if (parameter === undefined) return name;
        const whole = segment === `{${name}}`;
        let value = pools.value(parameter, parent, actor.id, status === 404, r);
        const taken = whole ? literals : undefined;
        for (let again = 0; again < 20 && taken?.has(value) === true; again++)
          value = pools.value(parameter, parent, actor.id, true, r);
        known[name] = value;
        if (/^(username|owner|org)$/.test(name)) known['login'] = value;
        if (/_?(id|number)$/.test(name)) known[name.endsWith('number') ? 'number' : 'id'] = value;
        parent = value;
        const raw = plan.rawSlashes && parameter.segments;
        return raw ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
      });
    })
    .join('/');
  const query = queryOf(operation, r);
  const body = operation.method === 'GET' ? undefined : making.sends?.(r, {});
  const requestBody = body === undefined ? '' : JSON.stringify(body);
  const answer = answerOf(status, making.answers, known, r);
  return {
    truth,
    path,
    captured: {
      method: operation.method,
      url: `https://${plan.host}${path}${query}`,
      status,
      requestHeaders: {
        host: plan.host,
        accept: 'application/json',
        ...actor.headers,
        'x-forwarded-for': actor.ip,
        ...(requestBody === '' ? {} : { 'content-type': 'application/json' }),
      },
      requestBody,
      responseHeaders: {
        ...(answer === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...(status >= 301 && status < 304
          ? { location: `https://files.${plan.host}/${r.text(HEX, 24)}` }
          : {}),
      },
      responseBody: answer,
      startedDateTime: '',
    },
  };
}

function statusOf(operation: Described, r: Random): number {
  const writes = operation.method !== 'GET' && operation.method !== 'HEAD';
  const roll = r.next();
  if (roll < 0.04) return 404;
  if (roll < 0.06) return 403;
  if (roll < 0.08) return writes ? 422 : 304;
  if (roll < 0.085) return 500;
  return operation.status;
}

function answerOf(
  status: number,
  body: Body | undefined,
  known: Readonly<Record<string, string>>,
  r: Random,
): string {
  if (status === 204 || status === 304 || (status >= 300 && status < 400)) return '';
  if (status >= 400) {
    const message =
      status === 404
        ? 'Not Found'
        : status === 403
          ? 'Forbidden'
          : status === 422
            ? 'Validation Failed'
            : 'Server Error';
    return JSON.stringify({ message, status: String(status) });
  }
  return body === undefined ? '' : JSON.stringify(body(r, known));
}

function queryOf(operation: Described, r: Random): string {
  const chosen = operation.query.filter(() => r.chance(0.25)).slice(0, 3);
  const pairs = chosen.map(({ name, schema }) => {
    const value =
      schema.enum === undefined || schema.enum.length === 0
        ? schema.type === 'integer'
          ? String(r.int(1, 100))
          : schema.type === 'boolean'
            ? 'true'
            : r.pick(['open', 'updated', 'main', 'a1'])
        : String(r.pick(schema.enum));
    return `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** What each caller works with: some values of his own, some that everybody has, the first ones more often. */
class Pools {
  readonly #random: Random;
  readonly #lists = new Map<string, readonly string[]>();

  constructor(source: Random) {
    this.#random = source;
  }

  value(parameter: PathParameter, parent: string, actor: string, fresh: boolean, r: Random): string {
    const maker = makerOf(parameter);
    if (fresh) return maker(r, r.int(0, 40));
    const shared = r.chance(0.4);
    // A repository belongs to its owner, so its name is drawn from what that owner has.
    if (maker === repository) return this.#drawn(`${parameter.name} ${parent}`, 7, maker, r);
    if (maker === account) return this.#drawn(`account ${shared ? '' : actor}`, shared ? 40 : 8, maker, r);
    return this.#drawn(
      `${parameter.name} ${parameter.after} ${shared ? '' : actor}`,
      shared ? SHARED_VALUES : OWN_VALUES,
      maker,
      r,
    );
  }

  #drawn(key: string, size: number, maker: (random: Random, at: number) => string, r: Random): string {
    let list = this.#lists.get(key);
    if (list === undefined) {
      const source = this.#random.fork(key);
      list = Array.from({ length: size }, (_, at) => maker(source, at));
      this.#lists.set(key, list);
    }
    return list[r.skewed(list.length, 0.8)] ?? maker(r, 0);
  }
}

function actorsOf(r: Random): readonly Actor[] {
  return Array.from({ length: ACTORS }, (_, at): Actor => {
    const agent = { 'user-agent': r.pick(AGENTS) };
    // The prefix and the rest are joined here, so that no file holds a text that looks like a key.
    const bearer = { authorization: `Bearer ${['gh', 'p_'].join('')}${r.text(BASE62, 36)}`, ...agent };
    const basic = {
      authorization: `Basic ${Buffer.from(`caller${at}:${r.text(HEX, 20)}`).toString('base64')}`,
      ...agent,
    };
    return {
      id: `a${at}`,
      headers: at === 0 ? agent : at === 1 ? basic : bearer,
      ip: `198.51.100.${10 + at}`,
      weight: 1 / (1 + at * 0.4),
    };
  });
}

function weighted(actors: readonly Actor[], r: Random): Actor {
  let left = r.next() * actors.reduce((sum, actor) => sum + actor.weight, 0);
  for (const actor of actors) {
    left -= actor.weight;
    if (left <= 0) return actor;
  }
  return r.pick(actors);
}

/** Literals that stand where another template of the method has a parameter: a service routes them first, so no value is one of them. */
function literalsOf(operations: readonly Described[]): ReadonlyMap<string, ReadonlySet<string>> {
  const literals = new Map<string, Set<string>>();
  for (const { method, template } of operations) {
    let prefix = '';
    for (const segment of template.split('/')) {
      if (!segment.includes('{')) {
        const key = `${method} ${prefix}`;
        literals.set(key, (literals.get(key) ?? new Set()).add(segment));
      }
      prefix += `/${segment.replace(/\{[^}]*\}/g, '{}')}`;
    }
  }
  return literals;
}

/** A template like `{base}...{head}` is the same route as `{basehead}` when the description has both. */
function truthsOf(operations: readonly Described[]): readonly TrueTemplate[] {
  const whole = (template: string) =>
    normal(template)
      .split('/')
      .map((segment) => (segment.includes('{}') ? '{}' : segment))
      .join('/');
  const byWhole = Map.groupBy(operations, ({ method, template }) => `${method} ${whole(template)}`);
  const made = new Map<string, TrueTemplate>();
  return operations.map(({ method, template }) => {
    const key = `${method} ${whole(template)}`;
    const group = byWhole.get(key) ?? [];
    const joined = group.some((other) => normal(other.template) === whole(template));
    const name = joined ? key : `${method} ${normal(template)}`;
    const known = made.get(name);
    if (known !== undefined) return known;
    const members = joined ? group : group.filter((other) => normal(other.template) === normal(template));
    const spellings = members.flatMap((member) => {
      const last = member.parameters.at(-1);
      const tail = last?.segments === true && member.template.endsWith(`/{${last.name}}`);
      return tail
        ? [normal(member.template), normal(member.template).replace(/\{\}$/, '{+}')]
        : [normal(member.template)];
    });
    const truth = { method, template: members[0]?.template ?? template, accepts: [...new Set(spellings)] };
    made.set(name, truth);
    return truth;
  });
}
