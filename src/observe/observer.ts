/**
 * The observer: a raw exchange becomes what is kept of it. Types, formats, names, classes of data, hashes; no value of a body, a header,
 * a cookie, a query or an id.
 *
 * It stands on the hot path: what comes again (headers, credentials, paths, shapes, forms) is found by a lookup, and only what is new is
 * worked out. All memory is bounded; see the classes it is made of.
 */
import { randomInt } from 'node:crypto';
import type { Config } from '../config/schema.ts';
import type { ClientSeen } from '../model/actor.ts';
import type { GraphqlRootField, Interned, ObservedExchange } from '../model/exchange.ts';
import { BodyReader, type ReadBody } from './body-reader.ts';
import { BoundedCache } from './bounded-cache.ts';
import { dataClasses } from './classes/index.ts';
import { Classifier } from './classify/classifier.ts';
import { type Field, Fields } from './classify/field.ts';
import { createKeyedHash, createTransientHash, intern, type KeyedHash } from './content-hash.ts';
import { EchoListener, hashText } from './echo.ts';
import { type KeptForm, formAt } from './exchange-form.ts';
import { nameWords, topicWords } from './field-name.ts';
import { GraphqlReader } from './graphql-fields.ts';
import { HeaderNames } from './header-roles.ts';
import { readRequestHeaders } from './request-headers.ts';
import { ActorReader } from './identify/actor-reader.ts';
import { type ReadCookies, readCookies } from './identify/cookies.ts';
import { networkOf } from './identify/network.ts';
import { type UserAgent, readUserAgent } from './identify/user-agent.ts';
import { MediaTypes } from './media-type.ts';
import { ParameterLists, parameterField, readPairs, shapeOfText } from './parameters.ts';
import { type PathNode, PathTree, type TreeBudget } from './path-tree.ts';
import type { RawExchange } from './raw-exchange.ts';
import { Redactor } from './redact.ts';
import { type SegmentJudgement, isWordy } from './segment-kind.ts';
import { ShapeInterner } from './shapes/shape-interner.ts';

/** What an observer needs. */
export interface ObserverOptions {
  /**
   * What is observed stays in this process: then ids are hashed with a seed that is thrown away with it, which costs a tenth of the
   * installation's hashes.
   */
  readonly isTransient?: boolean;
  /** Installation key of the keyed hashes. */
  readonly key: Uint8Array;
  readonly capture: Config['capture'];
  /** Number of the next exchange in its writer. */
  readonly nextNumber: () => number;
}

/** Turns raw exchanges into observed ones. */
export interface Observer {
  /** Never throws, whatever comes. */
  readonly observe: (raw: RawExchange) => ObservedExchange;
  /** Keyed hash of an id in a path, as `resources` have it; a UUID in lower case. */
  readonly resource: (id: string) => string;
}

/** What is kept at a path: its place for values, and the forms that were seen. */
interface KeptPath {
  readonly about: string;
  readonly forms: KeptForm[];
}

/** What all paths under one tree share. */
interface Head {
  readonly source: string;
  readonly service: string;
  readonly scheme: string;
  readonly protocol: string;
  readonly method: string;
  readonly tree: PathTree<KeptPath>;
}

/** Where a request came from; the client as it was seen last from there. */
interface KeptAddress {
  readonly network: string;
  tls: string;
  agent: string;
  client: Interned<ClientSeen> | null;
}

const headsOfHostMax = 64;
/** Path nodes and forms of all trees; a form weighs as much as four nodes. */
const treeNodesMax = 131_072;

/** Makes an observer. Each thread has its own. */
export const createObserver = (options: ObserverOptions): Observer => {
  const reader = new ExchangeReader(options);
  return {
    resource: (id) => reader.resource(id),
    observe: (raw) => {
      try {
        return reader.observe(raw);
      } catch {
        // A fault of ours must not cost the record, let alone the traffic: then with nothing looked into.
        return reader.observe({
          ...raw,
          target: '/',
          requestHeaders: [],
          responseHeaders: [],
          requestBody: { ...raw.requestBody, captured: null },
          responseBody: { ...raw.responseBody, captured: null },
        });
      }
    },
  };
};

class ExchangeReader {
  readonly #nextNumber: () => number;
  readonly #hash: KeyedHash;
  readonly #classifier = new Classifier(dataClasses);
  readonly #fields = new Fields(this.#classifier);
  readonly #shapes = new ShapeInterner(this.#classifier.sets);
  readonly #echo = new EchoListener();
  readonly #bodies = new BodyReader(this.#shapes, this.#classifier, this.#echo);
  readonly #parameterLists = new ParameterLists(this.#shapes);
  readonly #names = new HeaderNames();
  readonly #mediaTypes = new MediaTypes();
  readonly #redactor = new Redactor(this.#classifier, dataClasses);
  readonly #rules: Config['capture']['keepBodies'];
  readonly #graphql = new GraphqlReader();
  readonly #actors: ActorReader;
  readonly #agents = new BoundedCache<string, UserAgent>(4096);
  readonly #cookies = new BoundedCache<string, ReadCookies>(4096);
  readonly #addresses = new BoundedCache<string, KeptAddress>(16_384);
  #heads = new BoundedCache<string, Head[]>(256);
  readonly #budget: TreeBudget = { nodes: 0 };
  /** Another in each process: what is hashed with it is never written. */
  readonly #seed = randomInt(1, 0x7fff_ffff);
  readonly #judged = new BoundedCache<string, SegmentJudgement>(8192);

  constructor(options: ObserverOptions) {
    this.#nextNumber = options.nextNumber;
    this.#rules = options.capture.keepBodies;
    this.#hash = options.isTransient === true ? createTransientHash() : createKeyedHash(options.key);
    this.#actors = new ActorReader(this.#hash);
  }

  resource(id: string): string {
    return this.#hash.of('resource', id);
  }

  observe(raw: RawExchange): ObservedExchange {
    const shapes = this.#shapes;
    shapes.forgetWhenFull();
    if (this.#budget.nodes > treeNodesMax) {
      this.#heads = new BoundedCache(256);
      this.#budget.nodes = 0;
    }
    const sets = shapes.sets;

    const headers = readRequestHeaders(this.#names, raw.requestHeaders);
    const { keys } = headers;
    let responseTypeText = '';
    let responseCoding = '';
    const answerHeaders = raw.responseHeaders;
    for (let i = 0; i + 1 < answerHeaders.length; i += 2) {
      const { role } = this.#names.of(answerHeaders[i] as string);
      if (role === 'content-type') responseTypeText = answerHeaders[i + 1] as string;
      else if (role === 'content-encoding') responseCoding = answerHeaders[i + 1] as string;
    }
    const requestMedia = this.#mediaTypes.of(headers.contentType);
    const responseMedia = this.#mediaTypes.of(responseTypeText);

    // The path.
    const target = raw.target;
    let question = target.indexOf('?');
    const pathText = question < 0 ? target : target.slice(0, question);
    if (question < 0) question = target.length;
    const tree = this.#tree(raw);
    const grpc = raw.protocol === 'grpc' || requestMedia.type.startsWith('application/grpc');
    const node = tree.find(pathText, grpc);
    const resources = tree.resources;
    const kept = this.#keptAt(node);
    // Asked for each time: a path must not hold on to places that were let go of.
    const place = this.#fields.root(kept.about);

    // Parameters.
    let state = shapes.emptyObject;
    let queryDocument = '';
    let queryOperation = '';
    if (question + 1 < target.length) {
      for (const pair of readPairs(target.slice(question + 1, question + 1 + 8192))) {
        const { field, name } = parameterField(place, pair.name);
        const shape = shapeOfText(pair.value, field, shapes, this.#classifier);
        state = state.next(shapes, `query ${name}`, pair.listed ? shapes.array(shape, false) : shape);
        if (name === 'query' && pair.value.includes('{')) queryDocument = pair.value;
        else if (name === 'operationName') queryOperation = pair.value;
        if (keys.length < 8 && isKey(name, pair.value)) keys.push({ in: 'query', name, value: pair.value });
      }
    }
    for (let i = 0; i + 1 < headers.custom.length; i += 2) {
      const name = headers.custom[i] as string;
      state = state.next(
        shapes,
        `header ${name}`,
        shapeOfText(headers.custom[i + 1] as string, place.child(name), shapes, this.#classifier),
      );
    }
    let cookies: ReadCookies | null = null;
    if (headers.cookie !== '') {
      cookies = this.#readCookies(headers.cookie);
      for (const name of cookies.names)
        state = state.next(shapes, `cookie ${name}`, shapes.string('text', sets.empty));
    }

    // Bodies.
    const streaming = raw.protocol === 'websocket' || raw.protocol === 'sse';
    const request = this.#bodies.read(
      raw.requestBody,
      requestMedia,
      headers.contentCoding,
      place,
      raw.protocol === 'websocket',
    );
    const succeeded = raw.status >= 200 && raw.status < 300 && !grpc;
    if (succeeded) this.#echo.begin(node);
    const response = this.#bodies.read(raw.responseBody, responseMedia, responseCoding, place, streaming);
    const echoed = succeeded ? this.#echo.end() : 0;
    const requestShape = request.shape;
    const responseShape = response.shape;
    if ((request.kind === 'form' || request.kind === 'multipart') && requestShape?.properties) {
      for (const [name, shape] of requestShape.properties) state = state.next(shapes, `form ${name}`, shape);
    }
    const parameters = this.#parameterLists.of(state);
    const requestClasses =
      requestShape === null ? parameters.classes : sets.union(parameters.classes, requestShape.classes);
    const responseClasses = responseShape === null ? sets.empty : responseShape.classes;

    // Who.
    const userAgent = this.#agent(headers.userAgent);
    const address = this.#address(raw.clientAddress);
    const who = this.#actors.read({
      certificateSubject: raw.certificateSubject ?? '',
      authorization: headers.authorization,
      keys,
      cookies,
      userAgent,
      userAgentText: headers.userAgent,
      acceptLanguage: headers.acceptLanguage,
      headerOrder: headers.order,
      network: address.network,
      signature: headers.signature,
    });

    const graphql = this.#rootFields(raw, request, node.literal, queryDocument, queryOperation);
    const before = kept.forms.length;
    const form = formAt(kept.forms, raw, node.path, {
      authKey: who.authKey,
      auth: who.auth,
      authNames: who.authNames,
      parameters,
      requestType: raw.requestBody.bytes > 0 ? requestMedia.type : '',
      responseType: raw.responseBody.bytes > 0 ? responseMedia.type : '',
      requestClasses,
      responseClasses,
      graphql,
      echoed,
      preflightFor: raw.method === 'OPTIONS' ? requestedMethod(raw.requestHeaders) : '',
      grpcStatus: grpc ? grpcStatusOf(raw.responseHeaders) : -1,
    });
    if (kept.forms.length !== before) this.#budget.nodes += 4;

    const body = this.#rules.length === 0 ? undefined : this.#body(raw, pathText, place, request, response);

    return {
      n: this.#nextNumber(),
      atMs: raw.atMs,
      durationUs: raw.durationUs,
      ttfbUs: raw.ttfbUs,
      requestBytes: raw.requestBody.bytes,
      responseBytes: raw.responseBody.bytes,
      form,
      actor: who.actor,
      client: this.#client(raw, address, userAgent),
      requestShape: requestShape === null ? null : shapes.interned(requestShape),
      responseShape: responseShape === null ? null : shapes.interned(responseShape),
      resources,
      ...(body === undefined ? {} : { body }),
    };
  }

  /** By the body's form, not by the path alone: graphs live under many names. */
  #rootFields(
    raw: RawExchange,
    request: ReadBody,
    lastSegment: string,
    queryDocument: string,
    queryOperation: string,
  ): readonly GraphqlRootField[] {
    if (queryDocument !== '' && raw.method === 'GET')
      return this.#graphql.document(queryDocument, queryOperation);
    if (raw.method !== 'POST' || request.text === '') return noFields;
    if (request.kind === 'graphql') return this.#graphql.document(request.text, queryOperation);
    if (request.kind !== 'json') return noFields;
    const shape = request.shape;
    const object = shape?.items ?? shape;
    if (object?.properties?.get('query')?.shape.t !== 'string') return noFields;
    return lastSegment === 'graphql' || request.text.includes('{', 1)
      ? this.#graphql.json(request.text)
      : noFields;
  }

  /** The bodies that the first fitting rule asks for, redacted. */
  #body(
    raw: RawExchange,
    path: string,
    field: Field,
    request: ReadBody,
    response: ReadBody,
  ): ObservedExchange['body'] {
    const rule = this.#rules.find(
      ({ service, method, path: prefix }) =>
        (service === '*' || service === raw.service) &&
        (method === '*' || method.toUpperCase() === raw.method) &&
        path.startsWith(prefix),
    );
    if (rule === undefined) return undefined;
    const requestText =
      request.text === ''
        ? undefined
        : this.#redactor.redact(request.text, request.kind, field, rule.bytesMax);
    const responseText =
      response.text === ''
        ? undefined
        : this.#redactor.redact(response.text, response.kind, field, rule.bytesMax);
    if (requestText === undefined && responseText === undefined) return undefined;
    return {
      ...(requestText === undefined ? {} : { request: requestText }),
      ...(responseText === undefined ? {} : { response: responseText }),
    };
  }

  #tree(raw: RawExchange): PathTree<KeptPath> {
    const method = raw.protocol === 'websocket' ? 'WS' : raw.method;
    let heads = this.#heads.get(raw.host);
    if (heads === undefined) {
      heads = [];
      this.#heads.set(raw.host, heads);
    }
    for (let i = 0; i < heads.length; i += 1) {
      const head = heads[i] as Head;
      if (
        head.method === method &&
        head.service === raw.service &&
        head.protocol === raw.protocol &&
        head.scheme === raw.scheme &&
        head.source === raw.source
      ) {
        return head.tree;
      }
    }
    const { source, service, scheme, protocol } = raw;
    const tree = new PathTree<KeptPath>(
      this.#hash,
      this.#budget,
      this.#judged,
      hashText(service, this.#seed),
    );
    if (heads.length >= headsOfHostMax) heads.length = 0;
    heads.push({ source, service, scheme, protocol, method, tree });
    return tree;
  }

  #keptAt(node: PathNode<KeptPath>): KeptPath {
    node.kept ??= { about: topicWords(nameWordsOfPath(node.path)), forms: [] };
    return node.kept;
  }

  #readCookies(header: string): ReadCookies {
    const known = this.#cookies.get(header);
    if (known !== undefined) return known;
    const made = readCookies(header);
    if (header.length <= 2048) this.#cookies.set(header, made);
    return made;
  }

  #agent(text: string): UserAgent {
    const known = this.#agents.get(text);
    if (known !== undefined) return known;
    const made = readUserAgent(text);
    if (text.length <= 512) this.#agents.set(text, made);
    return made;
  }

  #address(address: string): KeptAddress {
    let kept = this.#addresses.get(address);
    if (kept === undefined) {
      kept = { network: networkOf(address), tls: '', agent: '', client: null };
      if (address.length <= 64) this.#addresses.set(address, kept);
    }
    return kept;
  }

  #client(raw: RawExchange, kept: KeptAddress, agent: UserAgent): Interned<ClientSeen> {
    const tls = raw.tlsFingerprint ?? '';
    if (kept.client !== null && kept.agent === agent.label && kept.tls === tls) return kept.client;
    const client = intern({
      network: kept.network,
      address: this.#hash.of('address', raw.clientAddress),
      agent: agent.label,
      ...(tls === '' ? {} : { tls: tls.slice(0, 64) }),
    });
    kept.client = client;
    kept.agent = agent.label;
    kept.tls = tls;
    return client;
  }
}

const noFields: readonly GraphqlRootField[] = [];

/** Query names that carry a credential. */
const keyNames =
  /^(?:api[_-]?key|apikey|access[_-]?token|auth[_-]?token|x-api-key|subscription-key|app[_-]?key|key|token)$/i;

/** `key=createdAt` sorts; a credential is long and nobody typed it. */
const isKey = (name: string, value: string): boolean =>
  keyNames.test(name) &&
  value.length >= 8 &&
  (!/^(?:key|token)$/i.test(name) || (value.length >= 16 && !isWordy(value)));

/** The method that a CORS preflight asks for (Fetch standard, section 3.2.2), or ''. */
const requestedMethod = (headers: readonly string[]): string => {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== 'access-control-request-method') continue;
    const method = headers[i + 1] ?? '';
    return /^[A-Za-z-]{1,20}$/.test(method) ? method.toUpperCase() : '';
  }
  return '';
};

/** The status of a gRPC call, 0..16, where the answer's header has it; else -1. */
const grpcStatusOf = (headers: readonly string[]): number => {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() !== 'grpc-status') continue;
    const status = headers[i + 1] ?? '';
    return /^(?:\d|1[0-6])$/.test(status) ? Number(status) : -1;
  }
  return -1;
};

const nameWordsOfPath = (path: string): string =>
  ` ${path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('{'))
    .map((segment) => nameWords(segment).trim())
    .join(' ')} `;
