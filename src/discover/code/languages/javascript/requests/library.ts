/** Requests, their parts and their validators, as a library of the abstract run. */
import type { Library } from '../../../frameworks/framework.ts';
import type { Model } from '../../../machine/values.ts';
import { arg, known, text } from '../../../machine/values.ts';
import { readWaiting } from './handlers.ts';
import {
  partOf,
  requestId,
  requestMember,
  requestMethod,
  requestModel,
  requestOf,
  typed,
  typeField,
  validated,
} from './request.ts';
import { ParameterSink } from './sink.ts';

const toNumber = new Set(['Number', 'parseFloat', 'Number.parseFloat']);
const toInteger = new Set(['parseInt', 'Number.parseInt', 'BigInt']);
/** Names of celebrate's `Segments`. */
const segments: Readonly<Record<string, string>> = {
  BODY: 'body',
  QUERY: 'query',
  PARAMS: 'params',
  HEADERS: 'headers',
  COOKIES: 'cookies',
  SIGNEDCOOKIES: 'signedCookies',
};

/** The library. */
export const requestLibrary: Library = {
  id: requestId,
  title: 'Requests of JavaScript servers',
  languages: ['javascript'],
  member: (self, name) => requestMember(self, name),
  method: (self, name, site, machine) =>
    requestMethod(self, name, site, machine) ?? validated(self, name, site),
  unknownMethod: (self, name, site) => validated(self, name, site),
  externalMember(of, name) {
    if (of.from !== 'celebrate' || of.name !== 'Segments') return undefined;
    const word = Object.hasOwn(segments, name) ? segments[name] : undefined;
    return word === undefined ? undefined : text(word);
  },
  call(callee, site, machine) {
    // Only calls that are given a request, a part of one, or a map of parts say something.
    if (
      !site.args.some(
        ({ value }) =>
          value.t === 'model' || value.t === 'either' || value.t === 'map' || value.t === 'member',
      )
    )
      return undefined;
    const first = arg(site, 0);
    const name = callee.name.split('.').at(-1) ?? '';
    if (callee.from === '') {
      if (toNumber.has(callee.name)) typeField(first, 'number');
      else if (toInteger.has(callee.name)) typeField(first, 'integer');
      else if (callee.name === '(as)')
        return first === undefined ? undefined : typed(first, site.types[0], site.env, machine);
      else if (callee.name === 'URL' || callee.name === 'URLSearchParams')
        return searchOf(callee.name, site.args[0]?.value);
      if (first !== undefined && requestModel(first) !== null) return first;
    }
    if (
      /^lodash|^underscore|^ramda|^radash|^remeda/.test(callee.from) &&
      (name === 'pick' || name === 'pickBy' || name === 'get')
    ) {
      const key = known(arg(site, 1));
      const list = arg(site, 1);
      const keys =
        list?.t === 'list' ? list.items.map(known) : key === null ? [] : [key.split('.', 1)[0] ?? null];
      if (first !== undefined && requestModel(first) !== null)
        for (const one of keys) if (one !== null) machine.member(first, one);
      return first;
    }
    // `getCookie(c, 'session')` of Hono
    if (callee.from === 'hono/cookie' && (name === 'getCookie' || name === 'getSignedCookie')) {
      const request = requestModel(first);
      const sink = request?.data.get('sink');
      const cookie = known(arg(site, name === 'getCookie' ? 1 : 2));
      if (sink instanceof ParameterSink && cookie !== null) sink.add(cookie, 'cookie');
      return undefined;
    }
    return validated(callee, name, site);
  },
  module: (_module, machine) => readWaiting(machine),
  finish: (machine) => readWaiting(machine),
};

/** `new URL(request.url).searchParams`: reading the address is reading the query. */
function searchOf(name: string, value: Parameters<typeof requestModel>[0]): Model | undefined {
  const address = value?.t === 'member' ? value.of : value;
  const found = requestModel(address);
  const sink = found?.data.get('sink');
  if (!(sink instanceof ParameterSink)) return undefined;
  return name === 'URLSearchParams' ? partOf('query', sink, true) : requestOf('url', sink);
}
