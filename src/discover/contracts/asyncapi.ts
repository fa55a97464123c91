/**
 * AsyncAPI 2.x and 3.x (asyncapi.com): channels to which an application publishes, or from which it receives.
 */
import type {
  ComponentSighting,
  SightedAuth,
  SightedParameter,
  SightedPurpose,
  Sighting,
} from '../../model/sighting.ts';
import { unknownAuth } from '../../model/sighting.ts';
import type { ContractReader, ContractReading } from './contract-reader.ts';
import { contactOf, titleOf } from './contract-reader.ts';
import { isList, isTrue, member } from './document/json-value.ts';
import { ContractNode } from './document/structured-document.ts';
import { remarkTags } from './openapi/operations.ts';
import { Schemas } from './openapi/schema-fields.ts';
import { Security, schemeOf } from './openapi/security.ts';
import { filledUrl, splitServerUrl } from './openapi/servers.ts';
import { pathTemplate } from './path-template.ts';
import { phraseOf } from './text-phrase.ts';

/** A server of the document, with what it is reached by. */
interface AsyncServer {
  readonly node: ContractNode;
  readonly name: string;
  readonly host: string | null;
  readonly base: string;
  /** `kafka`, `amqp`, `ws`, `mqtt`, ...; lower case. */
  readonly protocol: string;
}

const isWeb = (protocol: string): boolean => /^wss?$/.test(protocol);

/** Reads one document. */
class AsyncReading {
  readonly #root: ContractNode;
  readonly #reading: ContractReading;
  readonly #schemas: Schemas;
  readonly #security: Security;
  readonly #servers: readonly AsyncServer[];
  readonly #api: string;
  readonly #framework: string;
  readonly #tags: readonly string[];

  constructor(root: ContractNode, reading: ContractReading, api: string) {
    this.#root = root;
    this.#reading = reading;
    this.#api = api;
    this.#schemas = new Schemas(reading.references);
    const definitions = this.#follow(root.child('components')).child('securitySchemes');
    this.#security = new Security(definitions, reading.references, reading.warnings);
    const told = member(root.value, 'asyncapi');
    this.#framework = `asyncapi-${typeof told === 'string' ? told.split('.', 1)[0] : '2'}`;
    this.#tags = remarkTags(root.child('info'));
    this.#servers = this.#follow(root.child('servers'))
      .members()
      .map((entry) => this.#server(entry));
  }

  #follow(node: ContractNode): ContractNode {
    return this.#reading.references.follow(node) ?? node;
  }

  #server(entry: ContractNode): AsyncServer {
    const node = this.#follow(entry);
    const protocol = (node.text('protocol') ?? '').toLowerCase();
    // 3.x has host and path name; 2.x one URL, often without its scheme.
    const written = node.text('url') ?? `${node.text('host') ?? ''}${node.text('pathname') ?? ''}`;
    const filled = filledUrl(written, node.child('variables'));
    const url =
      /^[a-z][a-z\d+.-]*:\/\//i.test(filled) || filled === '' ? filled : `${protocol || 'tcp'}://${filled}`;
    return { node, name: entry.key, protocol, ...splitServerUrl(url) };
  }

  /** Brokers behind the servers, each kind once. */
  components(): readonly ComponentSighting[] {
    const brokers = new Map<string, ComponentSighting>();
    for (const { protocol, node } of this.#servers) {
      if (protocol === '' || isWeb(protocol) || /^https?$/.test(protocol)) continue;
      const name = protocol.replace(/-secure$|(?<=^(?:amqp|mqtt|stomp))s$/, '');
      if (brokers.has(name)) continue;
      const version = node.text('protocolVersion');
      const told = { kind: 'broker', name, version, purl: null, direct: true, scope: 'runtime' } as const;
      brokers.set(name, { ...told, api: this.#api, place: node.place });
    }
    return [...brokers.values()];
  }

  sightings(): readonly Sighting[] {
    const operations = this.#root.child('operations');
    const channels = this.#follow(this.#root.child('channels')).members();
    const found = operations.exists
      ? this.#follow(operations)
          .members()
          .flatMap((entry) => this.#third(entry))
      : channels.flatMap((entry) => this.#second(entry));
    return found.slice(0, this.#reading.limits.operationsMax);
  }

  /** 2.x: a channel is named by its address and holds `publish` and `subscribe`: what others may do. */
  #second(entry: ContractNode): readonly Sighting[] {
    const channel = this.#follow(entry);
    return ['publish', 'subscribe'].flatMap((word) => {
      const operation = channel.child(word);
      if (!operation.exists) return [];
      const message = operation.child('message');
      return [
        this.#sighting(
          entry.key,
          channel,
          this.#follow(operation),
          word.toUpperCase(),
          [message],
          operation.text('operationId'),
        ),
      ];
    });
  }

  /** 3.x: an operation names its channel; the application itself sends or receives, so others do the opposite. */
  #third(entry: ContractNode): readonly Sighting[] {
    const operation = this.#follow(entry);
    const channel = this.#reading.references.follow(operation.child('channel'));
    const action = operation.text('action')?.toLowerCase();
    if (channel?.exists !== true || (action !== 'send' && action !== 'receive')) {
      this.#reading.warnings.add(
        'invalid-operation',
        'an operation has no channel or action',
        operation.place,
      );
      return [];
    }
    const named = operation.child('messages').items();
    const messages = named.length > 0 ? named : channel.child('messages').members();
    const address = channel.text('address') ?? channel.key;
    return [
      this.#sighting(
        address,
        channel,
        operation,
        action === 'send' ? 'SUBSCRIBE' : 'PUBLISH',
        messages,
        entry.key,
      ),
    ];
  }

  #sighting(
    address: string,
    channel: ContractNode,
    operation: ContractNode,
    method: string,
    messages: readonly ContractNode[],
    handler: string | null,
  ): Sighting {
    const servers = this.#serversOf(channel);
    const web = servers.find(({ protocol }) => isWeb(protocol));
    // A topic may be named by an address of its own (`https://example.org/books/{id}`).
    const written = /^[a-z][a-z\d+.-]*:\/\/[^/]*(.*)$/is.exec(address)?.[1] ?? address;
    const template = pathTemplate(web?.base ?? '', written);
    const parts = messages.flatMap((message) => this.#messages(message));
    const text =
      phraseOf(operation.text('summary'), operation.text('description')) ??
      parts.map((part) => phraseOf(part.text('summary'), null)).find((one) => one !== null) ??
      phraseOf(channel.text('summary'), channel.text('description'));
    const purpose: SightedPurpose | null = text === null ? null : { text, from: 'contract' };
    const hosts = servers.flatMap(({ host }) => (host === null ? [] : [host]));
    const protocols = servers.flatMap(({ protocol }) => (protocol === '' ? [] : [protocol]));
    return {
      source: 'contract',
      kind: web === undefined && protocols.some((one) => /^https?$/.test(one)) ? 'rest' : 'websocket',
      api: this.#api,
      hosts: [...new Set(hosts)],
      method,
      path: template.path,
      place: operation.place,
      framework: this.#framework,
      params: [...this.#parameters(template.names, channel), ...this.#fields(channel, parts)],
      auth: this.#auth(operation, servers),
      mounted: true,
      role: 'app',
      deprecated: isTrue(member(operation.value, 'deprecated')),
      purpose,
      handler,
      tags: [...new Set([...this.#tags, ...this.#tagsOf(operation), ...protocols, ...remarkTags(operation)])],
      confidence: 1,
    };
  }

  /** The servers that a channel names; all, when it names none. */
  #serversOf(channel: ContractNode): readonly AsyncServer[] {
    const items = channel.child('servers').items();
    if (items.length === 0) return this.#servers;
    const named = items.flatMap(({ value }) => {
      const reference = typeof value === 'string' ? value : member(value, '$ref');
      return typeof reference === 'string' ? [reference.slice(reference.lastIndexOf('/') + 1)] : [];
    });
    return this.#servers.filter(({ name }) => named.includes(name));
  }

  #tagsOf(operation: ContractNode): readonly string[] {
    return operation
      .child('tags')
      .items()
      .flatMap((tag) => this.#follow(tag).text('name') ?? []);
  }

  /** A message, or the messages of its `oneOf`. */
  #messages(message: ContractNode): readonly ContractNode[] {
    const node = this.#reading.references.follow(message);
    if (node === null || !node.exists) return [];
    const choices = node.child('oneOf').items();
    return choices.length === 0
      ? [node]
      : choices.flatMap((choice) => this.#reading.references.follow(choice) ?? []);
  }

  #parameters(names: readonly string[], channel: ContractNode): readonly SightedParameter[] {
    return names.map((name) => {
      const node = this.#follow(channel.child('parameters').child(name));
      const type = this.#schemas.type(node.child('schema'));
      return {
        name,
        in: 'path',
        type: type === 'unknown' ? 'string' : type,
        required: true,
        place: node.place,
      };
    });
  }

  /** Fields of the messages; what a WebSocket binding takes on opening is a query or a header. */
  #fields(channel: ContractNode, messages: readonly ContractNode[]): readonly SightedParameter[] {
    const most = this.#reading.limits.parametersMax;
    const fields = (schema: ContractNode, place: SightedParameter['in']): readonly SightedParameter[] =>
      this.#schemas
        .fields(schema, most)
        .map(({ name, type, required, node }) => ({ name, in: place, type, required, place: node.place }));
    const binding = channel.child('bindings').child('ws');
    const all = [
      ...fields(this.#follow(binding.child('query')), 'query'),
      ...fields(this.#follow(binding.child('headers')), 'header'),
      ...messages.flatMap((message) => [
        ...fields(this.#follow(message.child('headers')), 'header'),
        ...fields(this.#payload(message), 'body'),
      ]),
    ];
    const seen = new Map(all.map((one) => [`${one.in} ${one.name}`, one]));
    return [...seen.values()].slice(0, most);
  }

  /** 3.x may put a schema within `schema`, beside its format. */
  #payload(message: ContractNode): ContractNode {
    const payload = this.#follow(message.child('payload'));
    return payload.child('schemaFormat').exists ? this.#follow(payload.child('schema')) : payload;
  }

  /** What the operation asks for, or else its servers. */
  #auth(operation: ContractNode, servers: readonly AsyncServer[]): SightedAuth {
    const lists = [operation.child('security'), ...servers.map(({ node }) => node.child('security'))];
    const security = lists.find((list) => isList(list.value));
    if (security === undefined) return unknownAuth;
    const named = security
      .items()
      .every(
        ({ value }) => typeof member(value, '$ref') !== 'string' && typeof member(value, 'type') !== 'string',
      );
    if (named) return this.#security.demanded(security);
    // 3.x lists the schemes themselves.
    const schemes = security.items().flatMap((item) => {
      const node = this.#reading.references.follow(item);
      const scopes = node?.child('scopes').items() ?? [];
      return node === null
        ? []
        : [
            {
              scheme: schemeOf(node),
              // A scheme that is written in place has no name of its own.
              name: /^\d+$/.test(node.key) ? (node.text('type') ?? 'unnamed') : node.key,
              scopes: scopes.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])),
            },
          ];
    });
    return {
      demand: 'required',
      schemes,
      reason: `security: ${schemes.map(({ name }) => name).join(' or ')}`,
      place: security.place,
    };
  }
}

/** Reads AsyncAPI: operations of channels, brokers, the contact. */
export const asyncapi: ContractReader = {
  format: 'asyncapi',
  recognises: ({ members }) => /^[123]\./.test(members.get('asyncapi') ?? ''),
  read: (sources, reading) => {
    const [source] = sources;
    if (source === undefined) return { apis: [] };
    const root = ContractNode.root(reading.references.document(source));
    const info = root.child('info');
    const api = titleOf(info, source.file);
    const document = new AsyncReading(root, reading, api);
    return {
      apis: [api],
      sightings: document.sightings(),
      components: document.components(),
      owners: contactOf(info, api),
    };
  },
};
