/**
 * The lean way from lines to observed exchanges. Nearly all of a line was on another line before: who asks (address, user, agent) and what is
 * asked (request, host) are found again by their text, and only what is new goes through the observer. So both ways give the same.
 */
import type { ObservedExchange } from '../../../model/exchange.ts';
import { BoundedCache } from '../../../observe/bounded-cache.ts';
import type { CaptureSink } from '../formats/format.ts';
import { skipReasonOf, type SkipReason } from '../skip.ts';
import { AddressTable, addressNumberAt } from './address-table.ts';
import type { LogField, LogRole } from './field.ts';
import type { LineParser } from './line-parser.ts';
import { RequestSkeleton } from './request-skeleton.ts';
import {
  decodedBytes,
  emptyLine,
  isSaid,
  type LogContext,
  type LogLine,
  rawOfLine,
  splitRequest,
  unescaped,
  withoutBodies,
} from './log-line.ts';
import { detached, digitsAt, TimeReader } from './time.ts';

/** Who asks, as the observer saw it. */
type Caller = Pick<ObservedExchange, 'actor' | 'client'>;

/** One caller at an address. */
interface KnownCaller {
  readonly agent: string;
  readonly user: string;
  readonly caller: Caller;
}

/** Requests that differ in nothing but their ids and their answers. */
interface Template {
  /** By status, negative when a user was named. */
  readonly answers: Map<number, ObservedExchange['form']>;
}

/** What was asked, with numbers and UUIDs of the path left out. */
interface KnownRequest {
  /** Why it is no exchange of an API, or null. */
  readonly skip: SkipReason | null;
  readonly detail: string;
  template: Template | null;
  /** Hashes of the ids in the path; null for one that was left out. */
  ids: readonly (string | null)[];
  /** Each line of it goes through the observer: a credential is in it. */
  isWhole: boolean;
}

const requestsMax = 65_536;
const hostsMax = 16_384;
const addressesMax = 65_536;
const callersOfAddressMax = 64;
const templatesMax = 65_536;
const textCharsMax = 2048;
const durationMaxUs = 0xffff_ffff;

/** Reads the lines of one format. */
export class RowReader {
  readonly parser: LineParser;
  readonly #sink: CaptureSink;
  readonly #context: LogContext;
  readonly #time: TimeReader;
  readonly #fields: readonly LogField[];
  readonly #place: Readonly<Record<LogRole, number>>;
  readonly #isLean: boolean;
  readonly #unitUs: number;
  readonly #agents = new BoundedCache<string, string>(4096);
  /** Callers by IPv4 address, and by the text of any other. */
  readonly #addresses = new AddressTable<KnownCaller[]>();
  readonly #others = new BoundedCache<string, KnownCaller[]>(addressesMax);
  #hosts = new Map<string, Map<string, KnownRequest>>();
  #olderHosts = new Map<string, Map<string, KnownRequest>>();
  #requests = 0;
  #lastHost = '';
  #requestsOfHost = new Map<string, KnownRequest>();
  readonly #templates = new BoundedCache<string, Template>(templatesMax);
  readonly #templateOf = new BoundedCache<ObservedExchange['form'], Template>(templatesMax);
  readonly #skeleton = new RequestSkeleton();

  constructor(parser: LineParser, sink: CaptureSink, context: LogContext) {
    this.parser = parser;
    this.#sink = sink;
    this.#context = context;
    const fields = parser.format.pieces.map(({ field }) => field);
    this.#fields = fields;
    const at = (role: LogRole): number => parser.indexOf(role);
    this.#place = {
      address: at('address'),
      forwarded: at('forwarded'),
      user: at('user'),
      time: at('time'),
      date: at('date'),
      clock: at('clock'),
      request: at('request'),
      method: at('method'),
      target: at('target'),
      url: at('url'),
      path: at('path'),
      query: at('query'),
      protocol: at('protocol'),
      status: at('status'),
      bytes: at('bytes'),
      'request-bytes': at('request-bytes'),
      host: at('host'),
      scheme: at('scheme'),
      agent: at('agent'),
      duration: at('duration'),
      tls: at('tls'),
      certificate: at('certificate'),
      'request-id': at('request-id'),
      'request-header': at('request-header'),
      'response-header': at('response-header'),
      ignored: -1,
    };
    const { time, duration } = this.#place;
    this.#time = new TimeReader(fields[time] ?? { role: 'time', time: 'clf' });
    this.#unitUs = fields[duration]?.unitUs ?? 1;
    const p = this.#place;
    this.#hosts.set('', this.#requestsOfHost);
    // Any other field may tell who asks or what is asked: then each line goes through the observer.
    this.#isLean =
      p.request >= 0 &&
      p.forwarded < 0 &&
      p.certificate < 0 &&
      p['request-header'] < 0 &&
      p['response-header'] < 0;
  }

  /** Takes one line that the parser has just parsed; false when a field of it is not what it should be. */
  take(text: string, line: number): boolean {
    const status = this.#status(text);
    if (status < 0) return false;
    const atMs = this.#atMs(text);
    if (Number.isNaN(atMs)) return false;
    if (!this.#isLean) return this.#takeWhole(text, line, status, atMs);
    const { starts, ends } = this.parser;
    const { request: requestAt, host: hostAt, scheme: schemeAt, tls: tlsAt } = this.#place;
    let hostText = hostAt < 0 ? '' : text.slice(starts[hostAt], ends[hostAt]);
    if (schemeAt >= 0) hostText += ` ${text.slice(starts[schemeAt], ends[schemeAt])}`;
    if (tlsAt >= 0) hostText += ` ${isSaid(text.slice(starts[tlsAt], ends[tlsAt])) ? 'tls' : ''}`;
    const skeleton = this.#skeleton;
    const requestText = skeleton.of(text, starts[requestAt] as number, ends[requestAt] as number);
    if (hostText !== this.#lastHost) this.#turnTo(hostText);
    const known = this.#requestsOfHost.get(requestText) ?? this.#know(text, hostText, requestText);
    if (known.skip !== null) {
      this.#sink.skip(known.skip, line, known.detail);
      return true;
    }
    const isNamed = this.#isNamed(text);
    const form = known.template?.answers.get(isNamed ? -status : status);
    const caller = form === undefined || known.isWhole ? undefined : this.#caller(text);
    if (form === undefined || caller === undefined)
      return this.#learn(text, line, status, atMs, known, isNamed);
    const durationUs = this.#duration(text);
    this.#sink.observed({
      n: this.#sink.nextNumber(),
      atMs,
      durationUs,
      ttfbUs: status === 0 ? -1 : durationUs,
      requestBytes: this.#bytes(text, 'request-bytes'),
      responseBytes: this.#bytes(text, 'bytes'),
      form,
      actor: caller.actor,
      client: caller.client,
      requestShape: null,
      responseShape: null,
      resources: this.#resources(known.ids),
    });
    return true;
  }

  /** Hashes of the ids, in their order. */
  #resources(ids: KnownRequest['ids']): string {
    let hashes = '';
    let left = 0;
    for (const id of ids) {
      let hash = id;
      if (hash === null) {
        hash = this.#sink.observer.resource(this.#skeleton.ids[left] ?? '');
        left += 1;
      }
      hashes = hashes === '' ? hash : `${hashes} ${hash}`;
    }
    return hashes;
  }

  /** By the observer; what it says is kept for the lines to come. */
  #learn(
    text: string,
    line: number,
    status: number,
    atMs: number,
    known: KnownRequest,
    isNamed: boolean,
  ): boolean {
    const read = this.#line(text, status, atMs);
    const found = read === null ? { skipped: 'malformed' as const } : rawOfLine(read, this.#context);
    if (read === null || 'skipped' in found) {
      this.#sink.skip('skipped' in found ? found.skipped : 'malformed', line, 'no request');
      return true;
    }
    const observed = withoutBodies(this.#sink.observer.observe(found.raw), read);
    this.#sink.observed(observed);
    const { form, actor, client } = observed;
    if (form.value.auth.includes('api-key-query') || known.isWhole) {
      known.isWhole = true;
      return true;
    }
    if (known.template === null) {
      const ids = idsOf(observed, found.raw.target, this.#skeleton.ids);
      if (ids === null) {
        known.isWhole = true;
        return true;
      }
      known.ids = ids;
      known.template = this.#template(form);
    }
    const { answers } = known.template;
    if (answers.size < 128) answers.set(isNamed ? -status : status, form);
    this.#keepCaller(text, { actor, client });
    return true;
  }

  /** What the form shares with those that differ from it in the answer and the user alone. */
  #template(form: ObservedExchange['form']): Template {
    let template = this.#templateOf.get(form);
    if (template !== undefined) return template;
    const key = JSON.stringify({ ...form.value, status: 0, outcome: '', auth: [], authNames: [] });
    template = this.#templates.get(key);
    if (template === undefined) {
      template = { answers: new Map() };
      this.#templates.set(key, template);
    }
    this.#templateOf.set(form, template);
    return template;
  }

  #takeWhole(text: string, line: number, status: number, atMs: number): boolean {
    const read = this.#line(text, status, atMs);
    if (read === null) {
      this.#sink.skip('not-http', line, 'no request');
      return true;
    }
    const found = rawOfLine(read, this.#context);
    const reason = 'skipped' in found ? found.skipped : skipReasonOf(found.raw, '');
    if ('raw' in found && reason === null)
      this.#sink.observed(withoutBodies(this.#sink.observer.observe(found.raw), read));
    else if (reason !== null) this.#sink.skip(reason, line, 'no request');
    return true;
  }

  #know(text: string, hostText: string, requestText: string): KnownRequest {
    const known = this.#olderHosts.get(hostText)?.get(requestText) ?? this.#newRequest(text);
    if (requestText.length > textCharsMax || hostText.length > 512) return known;
    if (this.#requests >= requestsMax || this.#hosts.size > hostsMax) {
      this.#olderHosts = this.#hosts;
      this.#hosts = new Map();
      this.#requests = 0;
    }
    if (!this.#hosts.has(hostText)) this.#turnTo(hostText);
    this.#requestsOfHost.set(detached(requestText), known);
    this.#requests += 1;
    return known;
  }

  #turnTo(hostText: string): void {
    let requests = this.#hosts.get(hostText);
    if (requests === undefined) {
      requests = new Map();
      this.#hosts.set(detached(hostText), requests);
    }
    this.#lastHost = detached(hostText);
    this.#requestsOfHost = requests;
  }

  #newRequest(text: string): KnownRequest {
    const read = this.#line(text, 200, 0);
    const found = read === null ? { skipped: 'not-http' as const } : rawOfLine(read, this.#context);
    const skip = 'skipped' in found ? found.skipped : skipReasonOf(found.raw, '');
    return {
      skip,
      detail: 'skipped' in found ? 'no request' : '',
      template: null,
      ids: [],
      // Another protocol for some answers: then the answers do not share a template.
      isWhole: false,
    };
  }

  #isNamed(text: string): boolean {
    const { user } = this.#place;
    if (user < 0) return false;
    const from = this.parser.starts[user] as number;
    const to = this.parser.ends[user] as number;
    return to - from > 1 || (to - from === 1 && text.charCodeAt(from) !== 45);
  }

  #textAt(text: string, place: number): string {
    return place < 0 ? '' : text.slice(this.parser.starts[place], this.parser.ends[place]);
  }

  /** Is this what stands at the place? Compared where it stands: most of a line is the agent. */
  #stands(text: string, place: number, known: string): boolean {
    if (place < 0) return known === '';
    const from = this.parser.starts[place] as number;
    return (this.parser.ends[place] as number) - from === known.length && text.startsWith(known, from);
  }

  #addressNumber(text: string): number {
    const { address } = this.#place;
    if (address < 0) return 0;
    return addressNumberAt(text, this.parser.starts[address] as number, this.parser.ends[address] as number);
  }

  #caller(text: string): Caller | undefined {
    const { address, user, agent } = this.#place;
    const number = this.#addressNumber(text);
    const callers =
      number === 0 ? this.#others.get(this.#textAt(text, address)) : this.#addresses.get(number);
    if (callers === undefined) return undefined;
    for (const known of callers)
      if (this.#stands(text, agent, known.agent) && this.#stands(text, user, known.user)) return known.caller;
    return undefined;
  }

  #keepCaller(text: string, caller: Caller): void {
    const { address, user, agent } = this.#place;
    const agentText = this.#textAt(text, agent);
    const key = this.#textAt(text, address);
    if (agentText.length > textCharsMax || key.length > 512) return;
    const number = this.#addressNumber(text);
    let callers = number === 0 ? this.#others.get(key) : this.#addresses.get(number);
    if (callers === undefined) {
      callers = [];
      if (number === 0) this.#others.set(detached(key), callers);
      else this.#addresses.set(number, callers);
    }
    if (callers.length >= callersOfAddressMax) callers.length = 0;
    callers.push({ agent: this.#shared(agentText), user: detached(this.#textAt(text, user)), caller });
  }

  /** Thousands of addresses have the same agent. */
  #shared(agent: string): string {
    const known = this.#agents.get(agent);
    if (known !== undefined) return known;
    const made = detached(agent);
    this.#agents.set(made, made);
    return made;
  }

  /** -1 when it is none. `-` and `000` stand for no answer. */
  #status(text: string): number {
    const at = this.#place.status;
    if (at < 0) return 0;
    const from = this.parser.starts[at] as number;
    const to = this.parser.ends[at] as number;
    if (to - from === 3) {
      const value =
        (text.charCodeAt(from) - 48) * 100 +
        (text.charCodeAt(from + 1) - 48) * 10 +
        text.charCodeAt(from + 2) -
        48;
      return value === 0 || (value >= 100 && value <= 999) ? value : -1;
    }
    return to - from <= 1 || text.startsWith('-1', from) ? 0 : -1;
  }

  /** 0 when the format has no time; NaN when the line has none. */
  #atMs(text: string): number {
    const { time, date, clock } = this.#place;
    const { starts, ends } = this.parser;
    if (time >= 0) return this.#time.read(text, starts[time] as number, ends[time] as number);
    if (date < 0 || clock < 0) return 0;
    return this.#time.readIso(
      `${text.slice(starts[date], ends[date])}T${text.slice(starts[clock], ends[clock])}`,
    );
  }

  #bytes(text: string, role: 'bytes' | 'request-bytes'): number {
    const at = this.#place[role];
    if (at < 0) return 0;
    const value = digitsAt(text, this.parser.starts[at] as number, this.parser.ends[at] as number);
    return value <= Number.MAX_SAFE_INTEGER ? value : 0; // `-` for nothing
  }

  /** Microseconds. Of a list the sum: upstreams were tried one after the other. */
  #duration(text: string): number {
    const at = this.#place.duration;
    if (at < 0) return 0;
    const from = this.parser.starts[at] as number;
    const to = this.parser.ends[at] as number;
    let sum = 0;
    let value = 0;
    let scale = 0;
    for (let i = from; i < to; i += 1) {
      const code = text.charCodeAt(i);
      if (code >= 48 && code <= 57) {
        if (scale === 0) value = value * 10 + code - 48;
        else {
          value += (code - 48) * scale;
          scale /= 10;
        }
      } else if (code === 46) scale = 0.1;
      else {
        sum += value;
        value = 0;
        scale = 0;
      }
    }
    const us = Math.round((sum + value) * this.#unitUs);
    return us > 0 ? Math.min(us, durationMaxUs) : 0;
  }

  #text(text: string, role: LogRole): string {
    const at = this.#place[role];
    if (at < 0) return '';
    return unescaped(decodedBytes(text.slice(this.parser.starts[at], this.parser.ends[at])));
  }

  /** All that the line says; null when it holds no request. */
  #line(text: string, status: number, atMs: number): LogLine | null {
    const line = emptyLine();
    const p = this.#place;
    if (p.request >= 0) {
      const request = splitRequest(this.#text(text, 'request'));
      if (request === null) return null;
      line.method = request.method;
      line.target = request.target;
      line.protocol = request.protocol;
    } else {
      line.method = p.method < 0 ? 'GET' : this.#text(text, 'method');
      line.protocol = this.#text(text, 'protocol');
      const path = this.#text(text, p.url >= 0 ? 'url' : p.target >= 0 ? 'target' : 'path');
      let query = p.path < 0 ? '' : this.#text(text, 'query');
      if (p.query >= 0 && this.#fields[p.query]?.encoded === true) query = decodedOnce(query);
      line.target =
        isSaid(query) && query !== '?' ? `${path}${query.startsWith('?') ? '' : '?'}${query}` : path;
      if (!isSaid(line.method) || !isSaid(path)) return null;
    }
    line.status = status;
    line.atMs = atMs;
    line.host = this.#text(text, 'host');
    line.scheme = this.#text(text, 'scheme');
    line.address = this.#text(text, 'address');
    line.forwarded = this.#text(text, 'forwarded');
    line.user = this.#text(text, 'user');
    line.agent = this.#text(text, 'agent');
    if (p.agent >= 0 && this.#fields[p.agent]?.encoded === true) line.agent = decodedOnce(line.agent);
    line.tls = this.#text(text, 'tls');
    line.certificate = this.#text(text, 'certificate');
    line.durationUs = this.#duration(text);
    line.requestBytes = p['request-bytes'] < 0 ? -1 : this.#bytes(text, 'request-bytes');
    line.responseBytes = p.bytes < 0 ? -1 : this.#bytes(text, 'bytes');
    if (p['request-header'] >= 0 || p['response-header'] >= 0) this.#headers(text, line);
    return line;
  }

  #headers(text: string, line: LogLine): void {
    this.#fields.forEach(({ role, name }, at) => {
      if (name === undefined || (role !== 'request-header' && role !== 'response-header')) return;
      const value = unescaped(decodedBytes(text.slice(this.parser.starts[at], this.parser.ends[at])));
      if (isSaid(value))
        (role === 'request-header' ? line.requestHeaders : line.responseHeaders).push(name, value);
    });
  }
}

/** The hashes of ids as a request of this kind has them, null for each that its skeleton leaves out; null when they do not fit together. */
function idsOf(
  observed: ObservedExchange,
  target: string,
  left: readonly string[],
): readonly (string | null)[] | null {
  const hashes = observed.resources === '' ? [] : observed.resources.split(' ');
  const question = target.indexOf('?');
  const raw = (question < 0 ? target : target.slice(0, question)).split('/');
  const segments = observed.form.value.path.split('/');
  if (segments.length !== raw.length) return hashes.length === 0 && left.length === 0 ? [] : null;
  const ids: (string | null)[] = [];
  let next = 0;
  for (const [at, segment] of segments.entries()) {
    if (!segment.includes('{')) continue;
    const isLeft = left[next] !== undefined && raw[at]?.toLowerCase() === left[next];
    if (isLeft) next += 1;
    ids.push(isLeft ? null : (hashes[ids.length] ?? ''));
  }
  return next === left.length && ids.length === hashes.length ? ids : null;
}

/** `%20` and `+` of a field that was encoded for the log; a wrong encoding stays as it is. */
const decodedOnce = (text: string): string => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
