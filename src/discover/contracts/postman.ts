/**
 * Postman collections v2.0 and v2.1 (schema.getpostman.com).
 */
import type { SightedAuth, SightedParameter, Sighting } from '../../model/sighting.ts';
import { unknownAuth } from '../../model/sighting.ts';
import type { ContractReader, ContractReading } from './contract-reader.ts';
import { titleOf } from './contract-reader.ts';
import { isTrue, member, textMember } from './document/json-value.ts';
import type { JsonValue } from './document/json-value.ts';
import type { SourceText } from './document/referenced-files.ts';
import { ContractNode } from './document/structured-document.ts';
import { plainHost } from './openapi/servers.ts';
import { pathTemplate } from './path-template.ts';
import { authOfHeaders, authOfPostman } from './postman/auth.ts';
import { fieldsOfBody, textOf } from './postman/body.ts';
import { Variables } from './postman/variables.ts';
import { phraseOf } from './text-phrase.ts';

/** Folders within one another. */
const depthMax = 50;

/** What an item has from the folders around it. */
interface Inherited {
  readonly auth: SightedAuth;
  readonly variables: Variables;
  readonly folders: readonly string[];
}

/** Host, path and query of a request. */
interface RequestUrl {
  readonly host: string | null;
  readonly path: string;
  readonly query: readonly string[];
  /** A part of the path comes from a variable that nobody tells. */
  readonly certain: boolean;
}

/** The text of a URL: its own words, or its parts put together. */
const rawUrl = (url: ContractNode): string => {
  if (typeof url.value === 'string') return url.value;
  const parts = (name: string, between: string): string => {
    const value = member(url.value, name);
    if (typeof value === 'string') return value;
    const texts = url.child(name).items();
    return texts
      .map((item) => (typeof item.value === 'string' ? item.value : (item.text('value') ?? '')))
      .join(between);
  };
  const host = parts('host', '.');
  const path = parts('path', '/');
  if (host === '' && path === '') return url.text('raw') ?? '';
  const protocol = url.text('protocol');
  const port = textOf(member(url.value, 'port'));
  return `${protocol === null ? '' : `${protocol}://`}${host}${port === '' ? '' : `:${port}`}/${path}`;
};

const splitUrl = (raw: string, variables: Variables): RequestUrl => {
  const filled = variables.fill(raw.slice(0, 8000));
  const [address = '', ...rest] = filled.split('?');
  const withoutScheme = address.replace(/^[a-z][a-z\d+.-]*:\/\//i, '');
  const slash = withoutScheme.indexOf('/');
  const first = slash === -1 ? withoutScheme : withoutScheme.slice(0, slash);
  // `{{baseUrl}}` that nobody tells stands for the host and what else is in it.
  const isVariable = /^(?:\{\{[^{}]*\}\})+(?::\d+)?$/.test(first);
  const isHost =
    withoutScheme !== address ||
    isVariable ||
    /^[\w-]+(?:\.[\w-]+)+(?::\d+)?$|^localhost\b|:\d+$/i.test(first);
  const authority = isHost ? first : '';
  const path = isHost ? (slash === -1 ? '' : withoutScheme.slice(slash)) : address;
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? null;
  const named = path.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => `{${name.replace(/^\$/, '').trim()}}`);
  return {
    host: authority === '' ? null : plainHost(authority, scheme),
    path: named,
    query: rest
      .join('?')
      .split('&')
      .flatMap((pair) => {
        const name = pair.split('=', 1)[0] ?? '';
        return name === '' || name.includes('{{') ? [] : [decoded(name)];
      }),
    certain: !isVariable,
  };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Headers that say nothing of the operation. */
const describing =
  /^(?:accept|content-type|content-length|authorization|user-agent|host|cache-control|postman-token|connection|accept-encoding)$/i;

const isOff = (value: JsonValue | undefined): boolean => isTrue(member(value, 'disabled'));

/** Parameters by place and name, each once. */
const unique = (parameters: readonly SightedParameter[]): readonly SightedParameter[] => {
  const seen = new Map<string, SightedParameter>();
  for (const one of parameters) {
    const key = `${one.in} ${one.name}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
};

/** Reads the items of one collection. */
class CollectionReading {
  readonly #api: string;
  readonly #reading: ContractReading;
  readonly #framework: string;
  readonly sightings: Sighting[] = [];

  constructor(api: string, framework: string, reading: ContractReading) {
    this.#api = api;
    this.#framework = framework;
    this.#reading = reading;
  }

  items(node: ContractNode, inherited: Inherited, depth: number): void {
    if (depth > depthMax) {
      this.#reading.warnings.add('too-deep', `folders are nested deeper than ${depthMax}`, node.place);
      return;
    }
    for (const item of node.items()) {
      const auth = authOfPostman(item.child('auth')) ?? inherited.auth;
      const variables = inherited.variables.with(item.child('variable'));
      const request = item.child('request');
      if (item.child('item').exists) {
        const folders = [
          ...inherited.folders,
          ...(item.text('name') === null ? [] : [item.text('name') ?? '']),
        ];
        this.items(item.child('item'), { auth, variables, folders }, depth + 1);
      } else if (request.exists) this.#request(item, request, { ...inherited, auth, variables });
      else this.#reading.warnings.add('invalid-item', 'an item is neither folder nor request', item.place);
    }
  }

  #request(item: ContractNode, request: ContractNode, inherited: Inherited): void {
    if (this.sightings.length >= this.#reading.limits.operationsMax) return;
    const isText = typeof request.value === 'string';
    const url = isText ? request : request.child('url');
    const address = splitUrl(rawUrl(url), inherited.variables.with(url.child('variable'), 'path'));
    if (address.path === '' && address.host === null && address.certain) {
      this.#reading.warnings.add('invalid-request', 'a request has no URL', item.place);
      return;
    }
    const template = pathTemplate('', address.path);
    const method = (isText ? 'GET' : (request.text('method') ?? 'GET')).toUpperCase();
    const text = phraseOf(item.text('name'), null);
    this.sightings.push({
      source: 'contract',
      kind: 'rest',
      api: this.#api,
      hosts: address.host === null ? [] : [address.host],
      method: /^[A-Z-]{1,20}$/.test(method) ? method : 'ANY',
      path: template.path,
      place: item.place,
      framework: this.#framework,
      params: unique([
        ...template.names.map(
          (name): SightedParameter => ({
            name,
            in: 'path',
            type: 'unknown',
            required: true,
            place: url.place,
          }),
        ),
        ...this.#query(url, address.query),
        ...this.#headers(request),
        ...fieldsOfBody(request.child('body')),
      ]).slice(0, this.#reading.limits.parametersMax),
      auth: authOfPostman(request.child('auth')) ?? authOfHeaders(request.child('header')) ?? inherited.auth,
      mounted: true,
      role: 'app',
      deprecated: false,
      purpose: text === null ? null : { text, from: 'contract' },
      handler: null,
      tags: inherited.folders,
      // Without its address, a request may stand below a path that is not told.
      confidence: address.certain ? 0.9 : 0.6,
    });
  }

  #query(url: ContractNode, names: readonly string[]): readonly SightedParameter[] {
    const told = url.child('query').items();
    // Switched off parameters exist as well; they are but not sent by default.
    const own = told.flatMap((node) => node.text('key') ?? []);
    return [...own, ...names].map((name) => ({
      name,
      in: 'query',
      type: 'unknown',
      required: null,
      place: url.place,
    }));
  }

  #headers(request: ContractNode): readonly SightedParameter[] {
    return request
      .child('header')
      .items()
      .flatMap((node): readonly SightedParameter[] => {
        const name = node.text('key');
        if (name === null || describing.test(name) || isOff(node.value)) return [];
        return [{ name, in: 'header', type: 'string', required: null, place: node.place }];
      });
  }
}

/** Variables of the one environment that stands beside a collection; none when there are several to choose from. */
const environmentOf = (source: SourceText, { files, references }: ContractReading): Variables => {
  const [only, ...others] = files.beside(source.absolute, '.postman_environment.json');
  const none = new Variables(new Map());
  if (only === undefined || others.length > 0) return none;
  const environment = files.follow(`./${encodeURIComponent(only)}`, source.absolute, { file: source.file });
  if (environment === null) return none;
  return none.with(ContractNode.root(references.document(environment)).child('values'));
};

/** Reads Postman collections. */
export const postman: ContractReader = {
  format: 'postman',
  recognises: ({ text, name }) =>
    name.endsWith('.json') &&
    (/"schema"\s{0,20}:\s{0,20}"https?:\/\/schema\.(?:getpostman|postman)\.com\/json\/collection\/v2/.test(
      text,
    ) ||
      (/"_postman_id"/.test(text) && /"item"\s{0,20}:\s{0,20}\[/.test(text))),
  read: (sources, reading) => {
    const [source] = sources;
    if (source === undefined) return { apis: [] };
    const whole = ContractNode.root(reading.references.document(source));
    // The service's own interface puts a collection into `collection`.
    const root = whole.child('collection').exists ? whole.child('collection') : whole;
    const info = root.child('info');
    const api = titleOf(info, source.file);
    const version = /v2\.[01]/.exec(textMember(info.value, 'schema') ?? '')?.[0] ?? 'v2.1';
    const collection = new CollectionReading(api, `postman-${version.slice(1)}`, reading);
    collection.items(
      root.child('item'),
      {
        auth: authOfPostman(root.child('auth')) ?? unknownAuth,
        variables: environmentOf(source, reading).with(root.child('variable')),
        folders: [],
      },
      0,
    );
    return { apis: [api], sightings: collection.sightings };
  },
};
