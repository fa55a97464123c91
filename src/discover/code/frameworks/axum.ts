/** axum: routers that are built by chains, nested and merged; handlers whose parameters are extractors. */
import { bracePath } from '../languages/go/web/brace-paths.ts';
import { calledName, crateName, lastPart } from '../languages/rust/web/names.ts';
import { addRustRoute, functionIn, guardsOf, rustVerbs } from '../languages/rust/web/routes.ts';
import type { Decorator } from '../ir.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, FnValue, Guard, Model, RouteScope, TextValue, Value } from '../machine/values.ts';
import { arg, itemsOf, model, textsOf } from '../machine/values.ts';
import { parsePath, type PathPattern, rootPattern } from '../routes/template.ts';
import { axumExamples } from './axum.examples.ts';
import type { Framework } from './framework.ts';

const id = 'axum';

/** `/{id}` and `/{*rest}` since 0.8, `/:id` and `/*rest` before. */
const axumPath = (text: TextValue | string): PathPattern => {
  const parts = typeof text === 'string' ? [text] : text.parts;
  const isOld = parts.some((part) => typeof part === 'string' && /\/[:*]\w/.test(part));
  return isOld ? parsePath(text, 'colon') : bracePath(text);
};

/** What `get(list).post(create)` gathers. */
interface Entry {
  readonly method: string;
  readonly handler: Value | undefined;
  readonly file: string;
  readonly line: number;
  readonly guards: readonly Guard[];
}

/** axum. */
export const axum: Framework = {
  id,
  title: 'axum',
  languages: ['rust'],
  call(callee, site, machine) {
    const name = calledName(callee, 'axum', site, machine);
    if (routerMaker.test(name)) return router(newScope(site, machine, true));
    const entry = methodFunction(name, site);
    return entry === null ? undefined : methods([entry]);
  },
  method(self, name, site, machine) {
    return self.kind === 'methods' ? onMethods(self, name, site) : onRouter(self, name, site, machine);
  },
  parameter(param, fn, machine) {
    const type = param.type;
    if (type === undefined || !/(?:^|[.:])(?:Router|OpenApiRouter|ApiRouter)$/.test(type.name))
      return undefined;
    const found = crateName(machine.evaluate({ t: 'name', v: type.name.split('.')[0] ?? '' }, fn.env));
    if (found === null || !/^(?:axum|aide|utoipa_axum)\b/.test(found)) return undefined;
    return router(newScope({ file: fn.file, line: fn.fn.line }, machine, false));
  },
  examples: axumExamples,
};

const routerMaker =
  /^(?:(?:axum|aide|utoipa_axum)\.(?:\w+\.)*)?(?:Router|ApiRouter|OpenApiRouter)\.(?:new|default|with_openapi)$/;

const newScope = (site: Pick<CallSite, 'file' | 'line'>, machine: Machine, isRoot: boolean): RouteScope =>
  machine.scope({ framework: id, isRoot, file: site.file, line: site.line, reach: 'all' });

const router = (scope: RouteScope): Model => model(id, 'router', scope);

const methods = (entries: readonly Entry[]): Model => model(id, 'methods', null, { entries });

const entriesOf = (value: Value | undefined): readonly Entry[] => {
  if (value?.t === 'either') return value.options.flatMap(entriesOf);
  return value?.t === 'model' ? ((value.data.get('entries') as readonly Entry[] | undefined) ?? []) : [];
};

/** `get(handler)`, `on(MethodFilter::PUT, handler)`, `get_service(files)` */
function methodFunction(name: string, site: CallSite): Entry | null {
  if (!/^(?:axum|aide)\.(?:\w+\.)*\w+$/.test(name)) return null;
  return entryOf(lastPart(name), site);
}

function entryOf(name: string, site: CallSite): Entry | null {
  const { file, line } = site;
  if (name === 'on' || name === 'on_service') {
    const filter = arg(site, 0);
    const method = filter === undefined ? '' : lastPart(crateName(filter) ?? '');
    return {
      method: /^[A-Z]+$/.test(method) ? method : 'ANY',
      handler: arg(site, 1),
      file,
      line,
      guards: [],
    };
  }
  const verb = name.replace(/_(?:service|with)$/, '');
  const method = Object.hasOwn(rustVerbs, verb) ? rustVerbs[verb] : undefined;
  return method === undefined ? null : { method, handler: arg(site, 0), file, line, guards: [] };
}

function onMethods(self: Model, name: string, site: CallSite): Value | undefined {
  const entry = entryOf(name, site);
  if (entry !== null) return methods([...entriesOf(self), entry]);
  if (name === 'layer' || name === 'route_layer') {
    const guards = site.args.flatMap(guardsOf);
    return methods(entriesOf(self).map((one) => ({ ...one, guards: [...guards, ...one.guards] })));
  }
  return self;
}

const patternsOf = (value: Value | undefined): readonly PathPattern[] => textsOf(value).map(axumPath);

function onRouter(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  switch (name) {
    case 'route':
    case 'api_route':
    case 'api_route_with':
      for (const path of patternsOf(arg(site, 0))) {
        const entries = entriesOf(arg(site, 1));
        for (const entry of entries) add(scope, path, entry, machine);
        if (entries.length === 0) add(scope, path, anyOf(arg(site, 1), site), machine);
      }
      return self;
    case 'route_service':
    case 'nest_service':
    case 'nest':
    case 'nest_api_service': {
      const inner = arg(site, 1);
      for (const path of patternsOf(arg(site, 0))) {
        if (inner?.t === 'model' && inner.scope !== null) mount(scope, inner.scope, path);
        else add(scope, name === 'route_service' ? path : withTail(path), anyOf(inner, site), machine);
      }
      return self;
    }
    case 'merge': {
      const inner = arg(site, 0);
      for (const option of inner?.t === 'either' ? inner.options : [inner])
        if (option?.t === 'model' && option.scope !== null) mount(scope, option.scope, rootPattern);
      return self;
    }
    case 'layer':
    case 'route_layer': {
      // A layer is around what was added before it, and not around what follows.
      const outer = newScope(site, machine, scope.isRoot);
      for (const one of site.args)
        for (const { value, auth } of guardsOf(one)) outer.guard(value, auth === undefined ? {} : { auth });
      mount(outer, scope, rootPattern);
      return router(outer);
    }
    case 'routes':
      for (const handler of itemsOf(arg(site, 0))) documented(scope, handler, machine);
      return self;
    case 'split_for_parts':
      return { t: 'list', items: [self, { t: 'unknown', name: 'openapi' }], open: false };
    default: {
      const typed = /^typed_(\w+)$/.exec(name);
      const method = rustVerbs[typed?.[1] ?? ''];
      if (method !== undefined) typedRoute(scope, method, arg(site, 0), site, machine);
      return self;
    }
  }
}

function mount(outer: RouteScope, inner: RouteScope, path: PathPattern): void {
  inner.isRoot = false;
  outer.mount(inner, path);
}

const withTail = (path: PathPattern): PathPattern => ({
  segments: [...path.segments, [{ name: 'path', type: 'string', rest: true }]],
  shorter: [],
});

const anyOf = (handler: Value | undefined, site: CallSite): Entry => ({
  method: 'ANY',
  handler,
  file: site.file,
  line: site.line,
  guards: [],
});

const add = (scope: RouteScope, path: PathPattern, entry: Entry, machine: Machine): void =>
  addRustRoute(scope, { ...entry, methods: [entry.method], path }, machine);

/** `#[utoipa::path(get, path = "/users/{id}")]` on a handler that is registered by it. */
function documented(scope: RouteScope, handler: Value, machine: Machine): void {
  const fn = functionIn(handler);
  const attribute = fn?.fn.decorators.find(isUtoipaPath);
  if (fn === null || attribute === undefined) return;
  const path = attribute.args.find((one) => one.name === 'path')?.value;
  const words = attribute.args.flatMap(({ name, value }) =>
    name === undefined && value.t === 'name' ? [value.v] : [],
  );
  const verbs = words.flatMap((word) => rustVerbs[word] ?? []);
  addRustRoute(
    scope,
    {
      methods: verbs.length === 0 ? ['ANY'] : verbs,
      path: path?.t === 'str' ? axumPath(path.v) : rootPattern,
      handler,
      guards: [],
      file: fn.file,
      line: fn.fn.line,
    },
    machine,
  );
}

const isUtoipaPath = ({ name }: Decorator): boolean =>
  name.t === 'name' ? name.v === 'utoipa::path' : name.t === 'member' && name.name === 'path';

/** `router.typed_get(show)`: the path is an attribute of the type of its first parameter. */
function typedRoute(
  scope: RouteScope,
  method: string,
  handler: Value | undefined,
  site: CallSite,
  machine: Machine,
): void {
  const fn: FnValue | null = functionIn(handler);
  for (const { type } of fn?.fn.params ?? []) {
    const cls = type === undefined || fn === null ? null : machine.classOf(type, fn.env);
    const attribute = cls?.cls.decorators.find(
      ({ name }) => name.t === 'name' && name.v.endsWith('typed_path'),
    );
    const path = attribute?.args[0]?.value;
    if (path?.t !== 'str') continue;
    add(scope, axumPath(path.v), { ...anyOf(handler, site), method }, machine);
    return;
  }
}
