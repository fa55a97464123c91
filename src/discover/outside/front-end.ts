/** The API calls of front-end code: bundles, inline scripts, and what a source map gives back of the sources. */
import { Kind, parse } from 'graphql';
import type { EvidenceWarning, OutboundSighting, Place, Sighting } from '../../model/sighting.ts';
import { unknownAuth } from '../../model/sighting.ts';
import { type ClientCall, targetOfCall } from '../code/clients/client-call.ts';
import { clientCalls, javascriptClients } from '../code/clients/javascript.ts';
import type { Grammars } from '../code/grammar.ts';
import type { Module } from '../code/ir.ts';
import { walk } from '../code/ir-walk.ts';
import { javascriptBuiltins } from '../code/languages/javascript/builtins.ts';
import { lowerFile } from '../code/lowering.ts';
import { runLimits, runProject } from '../code/machine/run.ts';
import { makeProject } from '../code/project.ts';
import { hostInScope } from './polite-client.ts';

/** Code of one origin: a bundle alone, or the files of a source map. */
export interface FrontEndCode {
  /** File name to text. */
  readonly files: Readonly<Record<string, string>>;
  /** Place of a file's line, as it is shown. */
  readonly placeOf: (file: string, line: number) => Place;
  /** Where it was loaded from: relative URLs are relative to it. */
  readonly page: URL;
}

/** What front-end code gives away. */
export interface FrontEndFinding {
  readonly sightings: readonly Sighting[];
  readonly outbound: readonly OutboundSighting[];
  readonly warnings: readonly EvidenceWarning[];
}

const parseTimeoutMs = 30_000;
/** A bundle is one large project of which every closure is run. */
const stepsMax = 20_000_000;

/** Reads front-end code. */
export async function readFrontEnd(
  code: FrontEndCode,
  scope: readonly string[],
  grammars: Grammars,
): Promise<FrontEndFinding> {
  const modules = new Map<string, Module>();
  const warnings: EvidenceWarning[] = [];
  for (const [file, text] of Object.entries(code.files)) {
    const { module, warning } = await lowerFile(file, text, grammars, parseTimeoutMs);
    if (module !== null) modules.set(file, module);
    if (warning !== null) warnings.push({ ...warning, place: code.placeOf(file, warning.place.line ?? 1) });
  }
  const project = makeProject({
    modules,
    files: [...modules.keys()].sort(),
    read: (file) => code.files[file] ?? null,
    apiOf: () => code.page.host,
  });
  const run = runProject(project, [], [javascriptBuiltins, javascriptClients], {
    ...runLimits,
    stepsMax,
    everything: true,
  });
  if (run.exhausted)
    warnings.push({
      code: 'too-much-code',
      detail: 'the run met its bound on steps; calls after it are missing',
      place: { url: code.page.href },
      count: 1,
    });
  const sightings = new Map<string, Sighting>();
  const outbound = new Map<string, OutboundSighting>();
  let graphqlPath = '/graphql';
  for (const call of clientCalls(run.machine)) {
    const target = targetOfCall(call.url);
    if (target === null || !target.isTelling) continue;
    const place = code.placeOf(call.file, call.line);
    const host = target.host ?? (target.base === '' ? code.page.host : null);
    if (host !== null && !hostInScope(host, scope)) {
      const one = outboundOf(call, target, place, code.page.host);
      outbound.set(`${one.host} ${one.method} ${one.path}`, one);
      continue;
    }
    if (!isApiPath(target.path, call)) continue;
    if (/\/(?:graphql|gql)$/.test(target.path)) graphqlPath = target.path;
    const one = sightingOf(call, target, place, code.page.host, host);
    const key = `${one.method} ${one.path}`;
    const known = sightings.get(key);
    sightings.set(key, known === undefined ? one : joined(known, one));
  }
  for (const one of graphqlOperations(modules, code, graphqlPath))
    sightings.set(`${one.method} ${one.path}`, one);
  return { sightings: [...sightings.values()], outbound: [...outbound.values()], warnings };
}

/** Files that pages are made of are no API. */
const isApiPath = (path: string, call: ClientCall): boolean =>
  path !== '/' &&
  (!/\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|woff2?|ttf|html?|txt|wasm|mp4)$/i.test(path) ||
    (call.method !== 'GET' && call.method !== null));

type Target = NonNullable<ReturnType<typeof targetOfCall>>;

const sightingOf = (
  call: ClientCall,
  target: Target,
  place: Place,
  page: string,
  host: string | null,
): Sighting => {
  const params = [...target.params];
  for (const one of call.params)
    if (!params.some((other) => other.in === one.in && other.name === one.name)) params.push(one);
  return {
    source: 'outside',
    kind: call.method === 'WS' ? 'websocket' : 'rest',
    api: page,
    hosts: host === null ? [] : [host],
    method: call.method ?? 'GET',
    path: target.path,
    place,
    framework: 'javascript',
    params,
    auth: authOf(call),
    mounted: true,
    role: 'app',
    deprecated: false,
    purpose: null,
    handler: call.client,
    tags: [],
    confidence: call.method === null ? 0.5 : 0.8,
  };
};

/** Headers that code sets itself tell what a call proves itself by. */
const authOf = (call: ClientCall): Sighting['auth'] => {
  const header = call.params.find(
    (one) =>
      one.in === 'header' &&
      /^(?:authorization|x-api-key|api-?key|x-auth-token|x-access-token)$/.test(one.name),
  );
  if (header === undefined) return unknownAuth;
  const scheme = /key/.test(header.name) ? 'api-key' : 'bearer';
  return {
    demand: 'required',
    schemes: [{ scheme, name: header.name, scopes: [] }],
    reason: `the front end sends ${header.name}`,
  };
};

const joined = (a: Sighting, b: Sighting): Sighting => {
  const params = [...a.params];
  for (const one of b.params)
    if (!params.some((other) => other.in === one.in && other.name === one.name)) params.push(one);
  return { ...a, params, auth: a.auth.demand === 'required' ? a.auth : b.auth };
};

const outboundOf = (call: ClientCall, target: Target, place: Place, page: string): OutboundSighting => ({
  source: 'outside',
  api: page,
  host: target.host,
  name: target.host ?? target.base,
  method: call.method,
  path: target.path,
  transport: target.scheme ?? 'https',
  fields: call.params
    .filter((one) => one.in === 'body' || one.in === 'query')
    .map((one) => one.name)
    .slice(0, 32),
  client: call.client,
  place,
  role: 'app',
});

const documentsMax = 2_000;

/** GraphQL documents that stand in the code as texts. */
function* graphqlOperations(
  modules: ReadonlyMap<string, Module>,
  code: FrontEndCode,
  path: string,
): Generator<Sighting> {
  const texts: { readonly text: string; readonly file: string; readonly line: number }[] = [];
  for (const [file, module] of modules)
    walk(module.body, {
      expr(expr) {
        if (expr.t !== 'str' && expr.t !== 'text') return;
        const text =
          expr.t === 'str' ? expr.v : expr.parts.map((part) => (part.t === 'str' ? part.v : '')).join('');
        if (
          texts.length < documentsMax &&
          text.length < 100_000 &&
          /^\s*(?:query|mutation|subscription)\b[^{]{0,2000}\{/.test(text)
        )
          texts.push({ text, file, line: expr.line });
      },
    });
  for (const { text, file, line } of texts) {
    let document: ReturnType<typeof parse>;
    try {
      document = parse(text, { noLocation: true, maxTokens: 20_000 });
    } catch {
      continue;
    }
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      for (const selection of definition.selectionSet.selections) {
        if (selection.kind !== Kind.FIELD || selection.name.value.startsWith('__')) continue;
        yield {
          source: 'outside',
          kind: 'graphql',
          api: code.page.host,
          hosts: [],
          method: definition.operation.toUpperCase(),
          path: `${path}#${selection.name.value}`,
          place: code.placeOf(file, line),
          framework: 'javascript',
          params: (selection.arguments ?? []).map(({ name }) => ({
            name: name.value,
            in: 'body',
            type: 'unknown',
            required: null,
          })),
          auth: unknownAuth,
          mounted: true,
          role: 'app',
          deprecated: false,
          purpose: null,
          handler: definition.name?.value ?? null,
          tags: [],
          confidence: 0.9,
        };
      }
    }
  }
}
