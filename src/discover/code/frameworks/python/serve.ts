/** Adds a handler to a scope, as most frameworks of Python take them: a function, or a class with a method for each verb. */
import type { SightedAuth, SightedParameter } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  DecoratorSite,
  FnValue,
  RouteScope,
  Value,
} from '../../machine/values.ts';
import { itemsOf, known, optionsOf } from '../../machine/values.ts';
import { authBy, joinAuth } from '../../routes/auth-names.ts';
import { type PathPattern, rootPattern } from '../../routes/template.ts';
import { authsOf, guardOf, guardsBelow, purposeOf } from './guards.ts';
import { externalName } from './names.ts';
import { requestReads } from './request-reads.ts';
import { attributeOf, verbMethods, viewOf } from './views.ts';

/** A handler to serve. */
export interface Served {
  readonly path: PathPattern;
  /** Methods as given; null when the framework's default, or the class's methods, decide. */
  readonly methods: readonly string[] | null;
  readonly handler: Value;
  readonly site: CallSite;
  /** The decorator that registers it; those below it are its guards. */
  readonly registering: DecoratorSite | null;
  /** What is asked for besides. */
  readonly params?: (fn: FnValue) => readonly SightedParameter[];
}

/** Adds the routes of a handler; `byDefault` are the methods of a function without any. */
export function serve(scope: RouteScope, served: Served, byDefault: string, machine: Machine): void {
  for (const option of optionsOf(served.handler)) {
    const view = viewOf(option, machine);
    const { target } = view;
    const add = (
      fn: FnValue | null,
      methods: readonly string[],
      name: string,
      auth: readonly SightedAuth[],
      doc?: string,
    ): void => {
      const joined = joinAuth([...view.auth, ...auth, ...(fn === null ? [] : authInBody(fn))]);
      const isSocket = methods.includes('WS') || (fn !== null && methods.includes('GET') && opensSocket(fn));
      const reads = fn === null ? [] : [...(served.params?.(fn) ?? []), ...requestReads(fn, machine, false)];
      const given = isSocket ? ['WS'] : methods;
      const isReading = given.every((method) => method === 'GET' || method === 'HEAD' || method === 'WS');
      scope.route({
        methods: given,
        path: served.path,
        kind: isSocket ? 'websocket' : 'rest',
        file: fn?.file ?? served.site.file,
        line: fn?.fn.line ?? served.site.line,
        handler: name,
        params: isReading ? reads.filter((one) => one.in !== 'body' && one.in !== 'form') : reads,
        guards: joined === null ? [] : [guardOf(scope, option, joined)],
        purpose: purposeOf(fn?.fn.doc ?? doc),
      });
    };
    if (target === null) add(null, served.methods ?? [byDefault], view.name, []);
    else if (target.t === 'fn')
      add(
        target,
        served.methods ?? [byDefault],
        target.fn.name === '' ? '(anonymous)' : target.fn.name,
        guardsBelow(target, served.registering, machine),
      );
    else serveClass(target, served, machine, add);
  }
}

function serveClass(
  cls: ClassValue,
  served: Served,
  machine: Machine,
  add: (
    fn: FnValue | null,
    methods: readonly string[],
    name: string,
    auth: readonly SightedAuth[],
    doc?: string,
  ) => void,
): void {
  const ofClass = [
    ...guardsBelow(cls, served.registering, machine),
    ...authsOf(itemsOf(attributeOf(cls, 'decorators', machine)), machine),
  ];
  const socket = served.methods?.includes('WS') === true || isSocketClass(cls, machine);
  if (socket) {
    const opened = ['on_connect', 'open', 'on_receive', 'on_message', 'dispatch']
      .map((name) => machine.methodOf(cls, name))
      .find((fn) => fn !== undefined);
    add(opened ?? null, ['WS'], cls.cls.name, ofClass, cls.cls.doc);
    return;
  }
  const own = verbMethods(cls, machine).filter(
    ({ fn }) =>
      served.methods === null ||
      served.methods.includes('ANY') ||
      served.methods.includes(fn.name.toUpperCase()),
  );
  for (const method of own)
    add(
      method,
      [method.fn.name.toUpperCase()],
      `${cls.cls.name}.${method.fn.name}`,
      [...ofClass, ...guardsBelow(method, null, machine)],
      cls.cls.doc,
    );
  if (own.length === 0)
    add(
      machine.methodOf(cls, '__call__') ?? null,
      served.methods ?? ['ANY'],
      cls.cls.name,
      ofClass,
      cls.cls.doc,
    );
}

const isSocketClass = (cls: ClassValue, machine: Machine): boolean =>
  machine.extendsExternal(cls, (_from, name) => /WebSocket(?:Endpoint|Handler)$/.test(name));

/** A handler that answers with a socket: `web.WebSocketResponse()`. */
function opensSocket(fn: FnValue): boolean {
  let found = false;
  walkFn(fn.fn, {
    expr(expr) {
      if (expr.t !== 'call') return;
      const name = expr.fn.t === 'name' ? expr.fn.v : expr.fn.t === 'member' ? expr.fn.name : '';
      if (name === 'WebSocketResponse') found = true;
    },
  });
  return found;
}

/** Checks that libraries offer as calls: `await check_authorized(request)`. */
function authInBody(fn: FnValue): readonly SightedAuth[] {
  const found: SightedAuth[] = [];
  walkFn(fn.fn, {
    expr(expr) {
      if (expr.t !== 'call' || found.length > 0) return;
      const name = expr.fn.t === 'name' ? expr.fn.v : expr.fn.t === 'member' ? expr.fn.name : '';
      if (name === 'check_authorized' || name === 'check_permission')
        found.push(authBy('required', 'session', name, `calls ${name}`));
      else if (name === 'verify_jwt_in_request')
        found.push(authBy('required', 'bearer', name, `calls ${name}`));
    },
  });
  return found;
}

/** Words of a list of methods, upper case; null when there are none; `*` is every method. */
export function methodWords(value: Value | undefined): readonly string[] | null {
  const all = itemsOf(value).flatMap((one) => known(one)?.toUpperCase() ?? []);
  if (all.length === 0) return null;
  return [...new Set(all.map((word) => (word === '*' ? 'ANY' : word)))];
}

/** Is it something that is only known when the application starts: found in a folder, loaded by name? */
export function isLoadedByName(value: Value): boolean {
  if (value.t === 'either') return value.options.every(isLoadedByName);
  if (value.t === 'unknown') return true;
  if (value.t === 'member') return isLoadedByName(value.of);
  return (
    value.t === 'result' &&
    /(?:^|\.)(?:getattr|import_module|import_string|__import__|load|module_from_spec)$/.test(
      externalName(value.callee) ?? '',
    )
  );
}

/** Mounts routes, routers and applications of any framework: whatever stands for a scope, in lists or alone. */
export function mountAll(scope: RouteScope, value: Value | undefined, path: PathPattern = rootPattern): void {
  for (const one of value === undefined ? [] : optionsOf(value)) {
    if (one.t === 'list') for (const item of one.items) mountAll(scope, item, path);
    else if (one.t === 'model' && one.scope !== null && one.scope !== scope) {
      one.scope.isRoot = false;
      scope.mount(one.scope, path);
    }
  }
}
