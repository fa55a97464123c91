/** What the routes of Rust's frameworks say of their handlers. */
import {
  type SightedAuth,
  type SightedParameter,
  type SightedPurpose,
  unknownAuth,
} from '../../../../../model/sighting.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, FnValue, Guard, RouteScope, Value } from '../../../machine/values.ts';
import { nameOf } from '../../../machine/values.ts';
import type { PathPattern } from '../../../routes/template.ts';
import { authBy } from '../../../routes/auth-names.ts';
import { sendsToLogin } from '../../../routes/login-redirect.ts';
import { extract } from './extractors.ts';

/** A handler and where it was registered. */
export interface RustRoute {
  readonly methods: readonly string[];
  readonly path: PathPattern;
  readonly handler: Value | undefined;
  readonly guards: readonly Guard[];
  readonly file: string;
  readonly line: number;
  readonly params?: readonly SightedParameter[];
  readonly auth?: SightedAuth | null;
}

/** The function that a handler is: itself, or what a call with it gave. */
export function functionIn(value: Value | undefined): FnValue | null {
  if (value === undefined) return null;
  if (value.t === 'fn') return value;
  if (value.t === 'either') {
    for (const option of value.options) {
      const found = functionIn(option);
      if (found !== null) return found;
    }
  }
  if (value.t === 'result')
    for (const one of value.args) {
      const found = functionIn(one.value);
      if (found !== null) return found;
    }
  return null;
}

/** Adds a route with what its handler tells. */
export function addRustRoute(scope: RouteScope, route: RustRoute, machine: Machine): void {
  const handler = asFunction(route.handler, machine);
  const fn = functionIn(handler);
  const told = fn === null ? { params: [], auth: null } : extract(fn, route.path, machine);
  const auth = route.auth ?? told.auth;
  const doc = fn?.fn.doc;
  const purpose: SightedPurpose | null = doc === undefined ? null : { text: doc, from: 'comment' };
  scope.route({
    methods: route.methods,
    path: route.path,
    file: route.file,
    line: route.line,
    handler: handlerName(handler, fn),
    params: [...(route.params ?? []), ...told.params],
    purpose,
    deprecated: fn?.fn.decorators.some(({ name }) => name.t === 'name' && name.v === 'deprecated') ?? false,
    guards:
      auth === null
        ? route.guards
        : [...route.guards, { value: { t: 'unknown', name: 'extractor' }, auth, order: 0 }],
  });
}

/** A module and a function may have one name: `use routes::login` brings both, and what handles is the function. */
function asFunction(value: Value | undefined, machine: Machine): Value | undefined {
  if (value?.t !== 'module') return value;
  const name = /([^/]+?)(?:\/mod)?\.rs$/.exec(value.file)?.[1] ?? '';
  return machine.exportOf(value.file, name) ?? value;
}

function handlerName(value: Value | undefined, fn: FnValue | null): string | null {
  if (fn !== null) return fn.fn.name === '' ? null : fn.fn.name;
  return value === undefined || value.t === 'unknown' ? null : nameOf(value);
}

/** Guards of middleware: what a layer was made with names it, `from_fn(require_login)` is called `require_login`. */
export function guardsOf(one: ArgValue): readonly Guard[] {
  return layersIn(one.value, 0).map((value) => {
    const auth = authOfLayer(value);
    return { value, order: 0, ...(auth === null ? {} : { auth }) };
  });
}

/** What names and refusals alone would tell wrongly. */
function authOfLayer(value: Value): SightedAuth | null {
  const name = nameOf(value);
  if (otherRefusals.test(name)) return unknownAuth;
  return value.t === 'fn' && sendsToLogin(value.fn)
    ? authBy('required', 'session', name, `${name} sends callers to log in`)
    : null;
}

/** What turns requests away for other reasons than who sends them. */
const otherRefusals =
  /user_?agent|rate|limit|maintenance|csrf|cors|origin|block|traffic|read_?only|content_?type|host/i;

const depthMax = 12;

function layersIn(value: Value, depth: number): readonly Value[] {
  if (value.t !== 'result' || depth > depthMax) return [value];
  // `ServiceBuilder::new().layer(a).layer(b)`
  if (value.callee.t === 'member' && /^(?:layer|option_layer|and_then)$/.test(value.callee.name))
    return [
      ...layersIn(value.callee.of, depth + 1),
      ...value.args.flatMap((one) => layersIn(one.value, depth + 1)),
    ];
  const name = nameOf(value.callee);
  if (/from_fn|from_extractor|map_request/.test(name)) {
    const inner = functionIn(value);
    if (inner !== null) return [inner];
  }
  return [value];
}

/** Verbs as functions and attributes of these frameworks spell them. */
export const rustVerbs: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  head: 'HEAD',
  options: 'OPTIONS',
  trace: 'TRACE',
  connect: 'CONNECT',
  any: 'ANY',
};
