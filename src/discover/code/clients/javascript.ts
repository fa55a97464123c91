/** What JavaScript calls HTTP APIs with: fetch, XMLHttpRequest, axios and those like it, sockets, jQuery, Angular's HttpClient. */
import type { Library } from '../frameworks/framework.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, Value } from '../machine/values.ts';
import { arg, entryOf, known, model, named, nameOf, text, textsOf } from '../machine/values.ts';
import { concat } from '../machine/evaluate.ts';
import { type ClientCall, fieldsSent, headersSent, methodOf, urlsOf } from './client-call.ts';

/** The id under which a run's calls are noted. */
export const clientsId = 'javascript-clients';

/** The calls that a run has seen. */
export const clientCalls = (machine: Machine): ClientCall[] =>
  machine.notes<ClientCall[]>(clientsId, () => []);

const callsMax = 20_000;

const record = (machine: Machine, call: ClientCall): void => {
  const all = clientCalls(machine);
  if (all.length < callsMax) all.push(call);
};

const verbs: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  del: 'DELETE',
  head: 'HEAD',
  options: 'OPTIONS',
  getJSON: 'GET',
  postForm: 'POST',
  putForm: 'PUT',
  patchForm: 'PATCH',
};

/** Libraries that are called like `fetch`: the URL, then options. */
const likeFetch = new Set([
  'node-fetch',
  'cross-fetch',
  'isomorphic-fetch',
  'ofetch',
  'undici',
  'ky',
  'got',
  'whatwg-fetch',
  'unfetch',
  'isomorphic-unfetch',
  'wretch',
]);
/** Libraries whose first argument is the configuration, and whose verbs take data second. */
const likeAxios = new Set([
  'axios',
  'redaxios',
  'superagent',
  'needle',
  'request',
  'request-promise',
  'request-promise-native',
  'jquery',
  'umi-request',
  '@nestjs/axios',
]);

/** Arguments of a verb: `(url, data, config)` when it sends, `(url, config)` when it does not. */
function verbCall(
  client: string,
  method: string,
  site: CallSite,
  machine: Machine,
  base: Value | undefined,
): void {
  const sends = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const config = arg(site, sends ? 2 : 1);
  const data = sends ? arg(site, 1) : entryOf(config, 'data');
  const query = entryOf(config, 'params') ?? entryOf(config, 'searchParams') ?? entryOf(config, 'query');
  // `ky.post(url, { json })`, `got.post(url, { json })`, `$fetch`.
  const options =
    sends && data?.t === 'map' && (data.entries.has('json') || data.entries.has('body')) ? data : undefined;
  const body = options === undefined ? data : (options.entries.get('json') ?? options.entries.get('body'));
  for (const url of urlsOf(arg(site, 0)))
    record(machine, {
      client,
      method,
      url: withBase(base, url),
      params: [
        ...fieldsSent(body, 'body'),
        ...fieldsSent(query, 'query'),
        ...headersSent(entryOf(config, 'headers') ?? entryOf(options, 'headers')),
      ],
      file: site.file,
      line: site.line,
    });
}

/** A call with one configuration, or a URL and options. */
function optionsCall(
  client: string,
  url: Value | undefined,
  options: Value | undefined,
  site: CallSite,
  machine: Machine,
  base?: Value,
): void {
  const body =
    entryOf(options, 'body') ??
    entryOf(options, 'data') ??
    entryOf(options, 'json') ??
    entryOf(options, 'form');
  const query =
    entryOf(options, 'params') ??
    entryOf(options, 'query') ??
    entryOf(options, 'qs') ??
    entryOf(options, 'searchParams');
  const own =
    entryOf(options, 'baseURL') ?? entryOf(options, 'baseUrl') ?? entryOf(options, 'prefixUrl') ?? base;
  for (const one of urlsOf(url))
    record(machine, {
      client,
      method: methodOf(options),
      url: withBase(own, one),
      params: [
        ...fieldsSent(body, 'body'),
        ...fieldsSent(query, 'query'),
        ...headersSent(entryOf(options, 'headers')),
      ],
      file: site.file,
      line: site.line,
    });
}

function withBase(base: Value | undefined, url: ClientCall['url']): ClientCall['url'] {
  if (base === undefined) return url;
  const [first] = url.parts;
  if (typeof first === 'string' && /^(?:[a-z]+:)?\/\//i.test(first)) return url;
  const [before] = textsOf(base);
  if (before === undefined) return url;
  const last = before.parts.at(-1);
  const slash =
    typeof first === 'string' && !first.startsWith('/') && !(typeof last === 'string' && last.endsWith('/'));
  const trimmed =
    typeof first === 'string' && first.startsWith('/') && typeof last === 'string' && last.endsWith('/')
      ? { ...url, parts: [first.slice(1), ...url.parts.slice(1)] }
      : url;
  return concat(slash ? [before, text('/'), trimmed] : [before, trimmed]);
}

/** Ways to say an instance with settings of its own. */
const instanceOf = (site: CallSite): Value => {
  const options = arg(site, 0);
  const base = entryOf(options, 'baseURL') ?? entryOf(options, 'baseUrl') ?? entryOf(options, 'prefixUrl');
  return model(clientsId, 'instance', null, base === undefined ? {} : { base });
};

/** The library. */
export const javascriptClients: Library = {
  id: clientsId,
  title: 'HTTP clients of JavaScript',
  languages: ['javascript'],
  call(callee, site, machine) {
    const { from, name } = callee;
    const last = name.split('.').at(-1) ?? '';
    if (from === '') {
      if (/^(?:(?:window|globalThis|self)\.)?(?:fetch|\$fetch|useFetch|useLazyFetch)$/.test(name)) {
        optionsCall(last, arg(site, 0), arg(site, 1), site, machine);
        return undefined;
      }
      if (name === 'XMLHttpRequest') return model(clientsId, 'xhr');
      if (name === 'WebSocket' || name === 'EventSource' || name.endsWith('.WebSocket')) {
        for (const url of urlsOf(arg(site, 0)))
          record(machine, {
            client: last,
            method: last === 'WebSocket' ? 'WS' : 'GET',
            url,
            params: [],
            file: site.file,
            line: site.line,
          });
        return undefined;
      }
      if (/(?:^|\.)navigator\.sendBeacon$/.test(name) || name === 'navigator.sendBeacon') {
        for (const url of urlsOf(arg(site, 0)))
          record(machine, {
            client: 'sendBeacon',
            method: 'POST',
            url,
            params: fieldsSent(arg(site, 1), 'body'),
            file: site.file,
            line: site.line,
          });
        return undefined;
      }
      if (/^(?:window\.)?(?:\$|jQuery)\./.test(name)) return jquery(last, site, machine);
      return undefined;
    }
    if (from === 'jquery') return jquery(last, site, machine);
    if (likeFetch.has(from) || likeAxios.has(from)) return library(from, last, site, machine);
    if (/^(?:node:)?https?$/.test(from) && /^(?:request|get)$/.test(name)) {
      const scheme = from.endsWith('https') ? 'https' : 'http';
      const first = arg(site, 0);
      if (first?.t === 'map') {
        const host = entryOf(first, 'hostname') ?? entryOf(first, 'host');
        const url = concat([
          text(`${scheme}://`),
          host ?? text('localhost'),
          entryOf(first, 'path') ?? text('/'),
        ]);
        optionsCall(from, url, first, site, machine);
      } else optionsCall(from, first, arg(site, 1), site, machine);
    }
    return undefined;
  },
  method(self, name, site, machine) {
    if (self.kind === 'xhr') {
      const method = known(arg(site, 0))?.toUpperCase();
      if (name === 'open' && method !== undefined)
        for (const url of urlsOf(arg(site, 1)))
          record(machine, {
            client: 'XMLHttpRequest',
            method,
            url,
            params: [],
            file: site.file,
            line: site.line,
          });
      return undefined;
    }
    const base = self.data.get('base') as Value | undefined;
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (verb !== undefined) verbCall('axios', verb, site, machine, base);
    else if (name === 'request') {
      const first = arg(site, 0);
      optionsCall(
        'axios',
        first?.t === 'map' ? entryOf(first, 'url') : first,
        first?.t === 'map' ? first : arg(site, 1),
        site,
        machine,
        base,
      );
    } else if (name === 'create' || name === 'extend') return instanceOf(site);
    return undefined;
  },
  /** Clients that nobody knows by name: `this.http.get('/api/x')`, `api.post(...)`: the first argument must be a path or an URL. */
  unknownMethod(self, name, site, machine) {
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (
      verb === undefined ||
      !/(?:^|\.)(?:\$?http|https|api|client|axios|rest|request|fetcher|httpClient|apiClient|\$api|\$axios|instance)$/i.test(
        nameOf(self),
      )
    )
      return undefined;
    const [url] = urlsOf(arg(site, 0));
    const [first] = url?.parts ?? [];
    const isPath =
      typeof first === 'string'
        ? /^(?:https?:\/\/|\/)/.test(first)
        : url?.parts.some((part) => typeof part === 'string' && part.startsWith('/')) === true;
    if (!isPath) return undefined;
    verbCall(nameOf(self).split('.').at(-1) ?? 'client', verb, site, machine, undefined);
    return undefined;
  },
};

function library(from: string, name: string, site: CallSite, machine: Machine): Value | undefined {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (name === 'create' || name === 'extend' || name === 'defaults') return instanceOf(site);
  if (verb !== undefined) {
    verbCall(from, verb, site, machine, undefined);
    return undefined;
  }
  const first = arg(site, 0) ?? named(site, 'url');
  if (first?.t === 'map')
    optionsCall(from, entryOf(first, 'url') ?? entryOf(first, 'uri'), first, site, machine);
  else optionsCall(from, first, arg(site, 1), site, machine);
  return undefined;
}

function jquery(name: string, site: CallSite, machine: Machine): undefined {
  const first = arg(site, 0);
  if (name === 'ajax') {
    const options = first?.t === 'map' ? first : arg(site, 1);
    optionsCall('jQuery', first?.t === 'map' ? entryOf(first, 'url') : first, options, site, machine);
  } else if (Object.hasOwn(verbs, name)) {
    const method = verbs[name] ?? 'GET';
    for (const url of urlsOf(first))
      record(machine, {
        client: 'jQuery',
        method,
        url,
        params: fieldsSent(arg(site, 1), method === 'GET' ? 'query' : 'body'),
        file: site.file,
        line: site.line,
      });
  }
  return undefined;
}
