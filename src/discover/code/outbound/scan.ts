/**
 * Calls to others that stand in code: HTTP clients with their URLs, libraries that speak to one party, addresses in constants. Handlers are not run,
 * so calls are looked at where they stand: what is local to a function stays a hole.
 */
import type { CodeRole, ComponentSighting, OutboundSighting } from '../../../model/sighting.ts';
import { targetOfCall, urlsOf } from '../clients/client-call.ts';
import type { Arg, Call, Expr, Module } from '../ir.ts';
import { walk, written } from '../ir-walk.ts';
import type { Machine } from '../machine/machine.ts';
import { RunStopped } from '../machine/run.ts';
import type { Env, Value } from '../machine/values.ts';
import { entryOf, known, nameOf } from '../machine/values.ts';
import { type ClientPattern, clientPatterns, methodByName } from './clients.ts';
import { partyOf } from './third-parties.ts';

/** What a scan needs to know of files. */
export interface ScanFacts {
  apiOf(file: string): string;
  roleOf(file: string): CodeRole;
}

/** What a scan gave. */
export interface OutboundFinding {
  readonly outbound: readonly OutboundSighting[];
  readonly components: readonly ComponentSighting[];
}

const outboundMax = 20_000;
const callsPerFileMax = 5_000;

/** Scans all files that were run. */
export function scanOutbound(machine: Machine, facts: ScanFacts): OutboundFinding {
  const outbound = new Map<string, OutboundSighting>();
  const components = new Map<string, ComponentSighting>();
  for (const module of machine.project.modules.values()) {
    const role = facts.roleOf(module.file);
    if (role !== 'app') continue;
    const api = facts.apiOf(module.file);
    imports(module, api, outbound, components);
    try {
      for (const one of calls(machine, module, api)) {
        const key = `${one.api} ${one.host ?? one.name} ${one.method} ${one.path}`;
        if (!outbound.has(key) && outbound.size < outboundMax) outbound.set(key, one);
      }
    } catch (error) {
      // The run's bound on steps holds for looking as well; imports of the files that are left still tell.
      if (!(error instanceof RunStopped)) throw error;
    }
  }
  return { outbound: [...outbound.values()], components: [...components.values()] };
}

function imports(
  module: Module,
  api: string,
  outbound: Map<string, OutboundSighting>,
  components: Map<string, ComponentSighting>,
): void {
  const seen = (from: string, line: number): void => {
    const found = partyOf(from);
    if (found === null) return;
    const { party, name } = found;
    const place = { file: module.file, line };
    const key = `${api} ${party.title}`;
    if (party.component !== undefined && !components.has(key))
      components.set(key, {
        kind: party.component,
        name: party.title,
        version: null,
        purl: null,
        api,
        direct: true,
        scope: 'runtime',
        place,
      });
    if (outbound.has(key)) return;
    outbound.set(key, {
      source: 'code',
      api,
      host: party.host,
      name: party.title,
      method: null,
      path: null,
      transport: party.transport,
      fields: [],
      client: name,
      place,
      role: 'app',
    });
  };
  walk(module.body, {
    stmt(stmt) {
      if (stmt.t === 'import') seen(stmt.from, stmt.line);
    },
    expr(expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'name' || expr.fn.v !== 'require') return;
      const [first] = expr.args;
      if (first?.value.t === 'str') seen(first.value.v, expr.line);
    },
  });
}

function* calls(machine: Machine, module: Module, api: string): Generator<OutboundSighting> {
  const env = machine.moduleEnv(module.file);
  const found: Call[] = [];
  const constants: { readonly text: string; readonly line: number }[] = [];
  walk(module.body, {
    stmt(stmt) {
      if (stmt.t === 'let' && stmt.value?.t === 'str' && isAddress(stmt.value.v))
        constants.push({ text: stmt.value.v, line: stmt.value.line });
    },
    expr(expr) {
      if (expr.t === 'call' && found.length < callsPerFileMax) found.push(expr);
    },
  });
  const patterns = clientPatterns.filter(({ languages }) => languages.includes(module.language));
  const hosts = new Set<string>();
  for (const call of found) {
    const callee = calleeName(call.fn, machine, env);
    const pattern = patterns.find((one) => one.callee.test(callee));
    if (pattern === undefined) continue;
    for (const one of outboundOf(call, callee, pattern, { machine, env, api, file: module.file })) {
      if (one.host !== null) hosts.add(one.host);
      yield one;
    }
  }
  // An address that is kept in a constant is where something goes, though nobody sees the call.
  for (const { text, line } of constants) {
    const host = URL.canParse(text) ? new URL(text).host : '';
    if (host === '' || hosts.has(host) || isNobody(host)) continue;
    yield {
      source: 'code',
      api,
      host,
      name: host,
      method: null,
      path: null,
      transport: text.startsWith('https:') ? 'https' : text.startsWith('http:') ? 'http' : 'unknown',
      fields: [],
      client: 'constant',
      place: { file: module.file, line },
      role: 'app',
    };
  }
}

const isAddress = (text: string): boolean =>
  text.length < 500 && /^https?:\/\/[\w.-]+\.[a-z]{2,}/i.test(text);

/** Hosts in code that nobody calls: names of schemas, examples, documentation. */
const isNobody = (host: string): boolean =>
  /^(?:localhost|127\.|0\.0\.0\.0|\[::1?\]|example\.(?:com|org|net)|www\.w3\.org|schemas?\.|json-schema\.org|purl\.org|xmlns\.|ns\.)|(?:^|\.)(?:example|test|invalid|localhost|local)(?::\d+)?$|(?:^|\.)example\.(?:com|org|net)$/i.test(
    host,
  );

/** `requests.get`, `net/http.NewRequest`, or what the source writes. */
function calleeName(fn: Expr, machine: Machine, env: Env): string {
  let root = fn;
  while (root.t === 'member') root = root.of;
  if (root.t !== 'name') return written(fn);
  const value = machine.evaluate(fn, env);
  return value.t === 'external'
    ? [value.from, value.name].filter((part) => part !== '').join('.')
    : value.t === 'fn' || value.t === 'class'
      ? ''
      : written(fn);
}

interface Where {
  readonly machine: Machine;
  readonly env: Env;
  readonly api: string;
  readonly file: string;
}

function* outboundOf(
  call: Call,
  callee: string,
  pattern: ClientPattern,
  where: Where,
): Generator<OutboundSighting> {
  const { machine, env } = where;
  const value = (arg: Arg | undefined): Value | undefined =>
    arg === undefined ? undefined : machine.evaluate(arg.value, env);
  const positional = call.args.filter((one) => one.name === undefined);
  const at = value(positional[pattern.url] ?? call.args.find((one) => one.name === 'url'));
  const options = [...call.args].map(value);
  const url = at?.t === 'map' ? (entryOf(at, 'url') ?? entryOf(at, 'uri')) : at;
  const told = typeof pattern.method === 'number' ? known(value(positional[pattern.method])) : null;
  const method =
    told?.toUpperCase() ??
    (pattern.method === 'name' ? methodByName(callee) : null) ??
    known(options.map((one) => entryOf(one, 'method')).find((one) => one !== undefined))?.toUpperCase() ??
    (pattern.method === 'option'
      ? 'GET'
      : typeof pattern.method === 'string' && pattern.method !== 'name'
        ? pattern.method
        : null);
  for (const text of urlsOf(url)) {
    const target = targetOfCall(text);
    if (target === null) continue;
    const { host, base } = target;
    // Wrappers that hand an address on tell nothing of it.
    if (host === null && (base === '' || (!target.isTelling && !/env|config|setting/i.test(base)))) continue;
    if (host !== null && isNobody(host)) continue;
    yield {
      source: 'code',
      api: where.api,
      host,
      name: host ?? base,
      method: method !== null && /^[A-Z]{3,10}$/.test(method) ? method : null,
      path: target.isTelling ? target.path : null,
      transport: target.scheme ?? 'unknown',
      fields: fieldsOf(call.args, machine, env),
      client: callee.length > 60 ? callee.slice(-60) : callee,
      place: { file: where.file, line: call.line },
      role: 'app',
    };
  }
}

/** Names of the fields that are sent: keys of maps among the arguments, those of `body`, `data`, `json`. */
function fieldsOf(args: readonly Arg[], machine: Machine, env: Env): readonly string[] {
  const fields = new Set<string>();
  const add = (value: Value | undefined, depth: number): void => {
    if (value === undefined || depth > 3) return;
    if (value.t === 'map') for (const key of value.entries.keys()) fields.add(key);
    else if (
      value.t === 'result' &&
      /stringify|FormData|URLSearchParams|dumps|Marshal|to_json|json_encode/.test(nameOf(value.callee))
    )
      for (const one of value.args) add(one.value, depth + 1);
  };
  for (const { name, value: expr } of args) {
    const value = machine.evaluate(expr, env);
    if (name === 'json' || name === 'data' || name === 'params' || name === 'body') add(value, 0);
    else if (value.t === 'map') {
      const inner = ['body', 'data', 'json', 'form', 'params']
        .map((key) => value.entries.get(key))
        .filter((one) => one !== undefined);
      if (inner.length > 0) for (const one of inner) add(one, 0);
      else if (!value.entries.has('method') && !value.entries.has('headers')) add(value, 0);
    } else add(value, 0);
  }
  return [...fields].slice(0, 32);
}
