/**
 * Keeps the cost of copied traffic bounded, and counts what it leaves out. What is new is never left out: a method and path, a class of
 * status, a parameter, a kind of credential.
 */
import { createHash } from 'node:crypto';
import type { SamplingConfig } from '../../config/mirror.ts';
import type { ObservedExchange } from '../../model/exchange.ts';
import { BoundedCache } from '../../observe/bounded-cache.ts';
import type { RawExchange } from '../../observe/raw-exchange.ts';

/** What was left out. */
export interface SampledOut {
  readonly sampled: number;
  readonly duplicate: number;
}

interface Operation {
  minute: number;
  taken: number;
  /** What of the share is owed: at 1 the next is taken. */
  owed: number;
}

const operationsMax = 65_536;
const knownMax = 262_144;
const copiesMax = 65_536;

/** Names under which proxies and tracers number requests; the first that a request has tells it. */
const requestIds = [
  'x-request-id',
  'x-correlation-id',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'cf-ray',
  'traceparent',
];

/**
 * Decides what is taken; one for all that arrives in one place.
 *
 * @example
 * if (sampler.isDuplicate(raw, 'mirror-a')) return;
 * const observed = observer.observe(raw);
 * if (sampler.takes(observed)) writer.record(observed);
 */
export class Sampler {
  readonly #options: SamplingConfig;
  readonly #operations = new BoundedCache<string, Operation>(operationsMax);
  readonly #known = new BoundedCache<string, true>(knownMax);
  readonly #copies = new BoundedCache<string, { readonly atMs: number; readonly origin: string }>(copiesMax);
  #sampled = 0;
  #duplicate = 0;

  constructor(options: SamplingConfig) {
    this.#options = options;
  }

  /** Left out so far. */
  leftOut(): SampledOut {
    return { sampled: this.#sampled, duplicate: this.#duplicate };
  }

  /**
   * Did this request come before, within the window? A request with an id is told by it; without one only a copy from another `origin`
   * (mirror, file) counts, since a client may well ask the same thing twice.
   */
  isDuplicate(raw: RawExchange, origin: string): boolean {
    const { duplicateWindowMs } = this.#options;
    if (duplicateWindowMs === 0) return false;
    const { key, isNumbered } = fingerprintOf(raw);
    const before = this.#copies.get(key);
    const isNear = before !== undefined && Math.abs(raw.atMs - before.atMs) <= duplicateWindowMs;
    if (before !== undefined && isNear && (isNumbered || before.origin !== origin)) {
      this.#duplicate += 1;
      return true;
    }
    this.#copies.set(key, { atMs: raw.atMs, origin });
    return false;
  }

  /** Is the exchange to be taken? */
  takes(observed: ObservedExchange): boolean {
    const { value: form, ref } = observed.form;
    const { sampleShare, exchangesPerOperationMax } = this.#options;
    const name = `${form.service} ${form.method} ${form.host}${form.path}`;
    let operation = this.#operations.get(name);
    if (operation === undefined) {
      operation = { minute: -1, taken: 0, owed: 0 };
      this.#operations.set(name, operation);
    }
    const minute = Math.floor(observed.atMs / 60_000);
    if (minute > operation.minute) {
      operation.minute = minute;
      operation.taken = 0;
    }
    if (this.#isNew(name, ref, observed)) {
      operation.taken += 1;
      return true;
    }
    operation.owed += sampleShare;
    if (operation.taken >= exchangesPerOperationMax || operation.owed < 1) {
      operation.owed = Math.min(operation.owed, 1);
      this.#sampled += 1;
      return false;
    }
    operation.owed -= 1;
    operation.taken += 1;
    return true;
  }

  #isNew(name: string, ref: string, { form: { value: form } }: ObservedExchange): boolean {
    // A form that was seen tells nothing new; most are, and this costs one look-up.
    if (this.#known.get(ref) !== undefined) return false;
    this.#known.set(ref, true);
    let isNew = false;
    for (const part of [
      `status ${Math.floor(form.status / 100)}`,
      ...form.parameters.map(({ in: where, name: parameter }) => `${where} ${parameter}`),
      ...form.auth,
      ...form.requestClasses.map((id) => `sends ${id}`),
      ...form.responseClasses.map((id) => `returns ${id}`),
      ...(form.graphql ?? []).map(({ type, field }) => `${type} ${field}`),
      ...(form.preflightFor === undefined ? [] : [`preflight ${form.preflightFor}`]),
    ]) {
      const key = `${name}\0${part}`;
      if (this.#known.get(key) !== undefined) continue;
      this.#known.set(key, true);
      isNew = true;
    }
    return isNew;
  }
}

/** What tells a request from another: its id with what it asks for, or all that it holds. Kept as a hash. */
function fingerprintOf(raw: RawExchange): { readonly key: string; readonly isNumbered: boolean } {
  const hash = createHash('sha1').update(`${raw.method}\0${raw.host}\0${raw.target}\0`);
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < raw.requestHeaders.length; at += 2)
    found.set((raw.requestHeaders[at] ?? '').toLowerCase(), raw.requestHeaders[at + 1] ?? '');
  const id = requestIds.map((name) => found.get(name) ?? '').find((value) => value.length >= 8);
  if (id !== undefined) return { key: hash.update(id).digest('latin1'), isNumbered: true };
  for (const name of ['authorization', 'cookie', 'user-agent', 'x-api-key'])
    hash.update(`${found.get(name) ?? ''}\0`);
  hash.update(`${raw.clientAddress}\0${raw.requestBody.bytes}\0`);
  if (raw.requestBody.captured !== null) hash.update(raw.requestBody.captured);
  return { key: hash.digest('latin1'), isNumbered: false };
}
