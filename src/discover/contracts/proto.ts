/**
 * gRPC services in protocol buffers (protobuf.dev; proto2, proto3, editions), with their HTTP bindings (google.api.http).
 */
import type { SightedAuth, SightedParameter, Sighting } from '../../model/sighting.ts';
import { unknownAuth } from '../../model/sighting.ts';
import type { ContractReader, ContractReading } from './contract-reader.ts';
import { bareName } from './contract-reader.ts';
import type { SourceText } from './document/referenced-files.ts';
import { plainHost } from './openapi/servers.ts';
import { pathTemplate } from './path-template.ts';
import { httpRulesOf } from './proto/http-rule.ts';
import type { HttpRule } from './proto/http-rule.ts';
import { parseProto, qualified } from './proto/syntax.ts';
import type { OptionField, ProtoField, ProtoMethod, ProtoService, ProtoSyntax } from './proto/syntax.ts';
import { ProtoTypes } from './proto/types.ts';
import type { DeclaredMessage } from './proto/types.ts';
import { phraseOf } from './text-phrase.ts';

/** Files that come with the compiler or with Google's own APIs; they declare no service of whoever imports them. */
const isSupplied = (path: string): boolean =>
  /^(?:google\/(?:protobuf|api|rpc|type|longrunning)|protoc-gen-|buf\/validate|validate\/|gogoproto\/)/.test(
    path,
  );

const optionText = (options: readonly OptionField[], name: string): string | null => {
  const value = options.find((option) => option.name === name)?.value;
  return typeof value === 'string' ? value : null;
};

/** Services of one package are one API. */
const apiOf = (scope: string, service: string): string => (scope === '' ? service : scope);

/** All that a group of files declares; imports that are not in the group are looked up beside their importer, up to the root. */
const syntaxesOf = (
  sources: readonly SourceText[],
  { files, warnings }: ContractReading,
): { readonly own: ReadonlyMap<SourceText, ProtoSyntax>; readonly types: ProtoTypes } => {
  const own = new Map<SourceText, ProtoSyntax>();
  const types = new ProtoTypes();
  const given = sources.map(({ file }) => `/${file}`);
  // An import may begin above the root, as `app/api/x.proto` does where the root is `app`.
  const isGiven = (path: string): boolean =>
    given.some((name) => name.endsWith(`/${path}`) || `/${path}`.endsWith(name));
  const pending = [...sources];
  const seen = new Set(sources.map(({ absolute }) => absolute));
  for (let source = pending.shift(); source !== undefined; source = pending.shift()) {
    const syntax = parseProto(source.text);
    types.add(syntax, source.file);
    if (sources.includes(source)) {
      own.set(source, syntax);
      for (const { what, line } of syntax.faults)
        warnings.add('syntax-error', what, { file: source.file, line });
    }
    for (const { path, line } of syntax.imports) {
      if (isSupplied(path) || isGiven(path)) continue;
      const found = files.search(path, source.absolute, { file: source.file, line });
      if (found === null || seen.has(found.absolute)) continue;
      seen.add(found.absolute);
      pending.push(found);
    }
  }
  return { own, types };
};

/** Reads the methods of one service. */
class ServiceReading {
  readonly #types: ProtoTypes;
  readonly #source: SourceText;
  readonly #scope: string;
  readonly #service: ProtoService;
  readonly #most: number;

  constructor(types: ProtoTypes, source: SourceText, scope: string, service: ProtoService, most: number) {
    this.#types = types;
    this.#source = source;
    this.#scope = scope;
    this.#service = service;
    this.#most = most;
  }

  sightings(): readonly Sighting[] {
    return this.#service.methods.flatMap((method) => [
      this.#grpc(method),
      ...httpRulesOf(method.options).map((rule) => this.#rest(method, rule)),
    ]);
  }

  #grpc(method: ProtoMethod): Sighting {
    const streams = [
      ...(method.clientStreams ? ['client-streaming'] : []),
      ...(method.serverStreams ? ['server-streaming'] : []),
    ];
    return {
      ...this.#shared(method),
      kind: 'grpc',
      method: 'POST',
      path: `/${qualified(this.#scope, this.#service.name)}/${method.name}`,
      framework: 'proto',
      params: this.#fields(this.#types.message(method.input, this.#scope), 'body'),
      tags: [...this.#shared(method).tags, ...streams],
    };
  }

  #rest(method: ProtoMethod, rule: HttpRule): Sighting {
    const shared = this.#shared(method);
    const place = { file: this.#source.file, line: method.line };
    const request = this.#types.message(method.input, this.#scope);
    const top = new Set(rule.bound.map((name) => name.split('.', 1)[0] ?? name));
    const free = (request?.message.fields ?? []).filter(({ name }) => !top.has(name));
    const inBody = rule.body === '*' ? free : [];
    const inQuery = rule.body === '*' ? [] : free.filter(({ name }) => name !== rule.body);
    const bodyField = free.find(({ name }) => name === rule.body);
    const nested =
      bodyField === undefined || request === null
        ? null
        : this.#types.message(bodyField.type, request.message.fullName);
    const parameters = (
      fields: readonly ProtoField[],
      where: 'body' | 'query',
    ): readonly SightedParameter[] =>
      request === null ? [] : fields.map((field) => this.#parameter(field, request, where));
    return {
      ...shared,
      kind: 'rest',
      method: rule.method,
      path: pathTemplate('', rule.path).path,
      framework: 'proto-http',
      params: [
        ...rule.names.map((name): SightedParameter => {
          const field = request?.message.fields.find((one) => one.name === name);
          if (field !== undefined && request !== null) {
            return { ...this.#parameter(field, request, 'path'), required: true };
          }
          return { name, in: 'path', type: 'string', required: true, place };
        }),
        ...parameters(inQuery, 'query'),
        ...parameters(inBody, 'body'),
        ...this.#fields(nested, 'body'),
      ],
    };
  }

  #shared(
    method: ProtoMethod,
  ): Pick<
    Sighting,
    | 'source'
    | 'api'
    | 'hosts'
    | 'place'
    | 'auth'
    | 'mounted'
    | 'role'
    | 'deprecated'
    | 'purpose'
    | 'handler'
    | 'tags'
    | 'confidence'
  > {
    const described = method.options.find(({ name }) => name.endsWith('.openapiv2_operation'))?.value;
    const summary = typeof described === 'object' ? optionText(described, 'summary') : null;
    const text = phraseOf(summary, method.comment);
    const host = optionText(this.#service.options, 'google.api.default_host');
    const plain = host === null ? null : plainHost(host, 'https');
    return {
      source: 'contract',
      api: apiOf(this.#scope, this.#service.name),
      hosts: plain === null ? [] : [plain],
      place: { file: this.#source.file, line: method.line },
      auth: this.#auth(method),
      mounted: true,
      role: 'app',
      deprecated: [...method.options, ...this.#service.options].some(
        ({ name, value }) => name === 'deprecated' && value === 'true',
      ),
      purpose: text === null ? null : { text, from: 'contract' },
      handler: `${this.#service.name}.${method.name}`,
      tags: [this.#service.name],
      confidence: 1,
    };
  }

  /** Nothing in gRPC itself tells of credentials; Google's annotation names the scopes of a service. */
  #auth(method: ProtoMethod): SightedAuth {
    const told =
      optionText(method.options, 'google.api.oauth_scopes') ??
      optionText(this.#service.options, 'google.api.oauth_scopes');
    const scopes = (told ?? '').split(',').flatMap((scope) => (scope.trim() === '' ? [] : [scope.trim()]));
    if (scopes.length === 0) return unknownAuth;
    return {
      demand: 'required',
      schemes: [{ scheme: 'oauth2', name: 'google.api.oauth_scopes', scopes }],
      reason: 'option google.api.oauth_scopes',
      place: { file: this.#source.file, line: this.#service.line },
    };
  }

  #fields(declared: DeclaredMessage | null, where: 'body' | 'query'): readonly SightedParameter[] {
    if (declared === null) return [];
    return declared.message.fields
      .slice(0, this.#most)
      .map((field) => this.#parameter(field, declared, where));
  }

  #parameter(field: ProtoField, within: DeclaredMessage, where: 'body' | 'query' | 'path'): SightedParameter {
    const behaviour = optionText(field.options, 'google.api.field_behavior');
    return {
      name: field.name,
      in: where,
      type: this.#types.type(field, within.message.fullName),
      required: field.label === 'required' || behaviour === 'REQUIRED',
      place: { file: within.file, line: field.line },
    };
  }
}

/** Reads services in proto files. */
export const proto: ContractReader = {
  format: 'proto',
  recognises: ({ text, name }) =>
    name.endsWith('.proto') &&
    /(?:^|[\n;}/])\s{0,40}(?:syntax|edition|package|message|service|enum|import|option)\b/.test(text),
  read: (sources, reading) => {
    const { own, types } = syntaxesOf(sources, reading);
    const sightings: Sighting[] = [];
    const apis = new Set<string>();
    const { operationsMax, parametersMax } = reading.limits;
    for (const [source, syntax] of own) {
      for (const service of syntax.services) {
        const found = new ServiceReading(types, source, syntax.package, service, parametersMax).sightings();
        apis.add(apiOf(syntax.package, service.name));
        sightings.push(...found.slice(0, Math.max(operationsMax - sightings.length, 0)));
      }
      if (syntax.services.length === 0 && sources.length === 1) {
        apis.add(syntax.package === '' ? bareName(source.file) : syntax.package);
      }
    }
    return { apis: [...apis], sightings };
  },
};
