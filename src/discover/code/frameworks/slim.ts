/** Slim 3 and 4. */
import type { Machine } from '../machine/machine.ts';
import type { CallSite, ClassValue, FnValue, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, itemsOf, known, model, nameOf, textsOf } from '../machine/values.ts';
import { parsePath } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { authOfMiddleware } from './laravel/middleware.ts';
import { collector, handlerReads } from './php/request-reads.ts';
import { slimExamples } from './slim.examples.ts';

const id = 'slim';

const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options']);

/** Slim. */
export const slim: Framework = {
  id,
  title: 'Slim',
  languages: ['php'],
  call(callee, site, machine) {
    const isFactory = /(?:^|\\)(?:AppFactory|Bridge)$/.test(callee.from) && callee.name.startsWith('create');
    if (!isFactory && !(callee.from === 'Slim\\App' && callee.name === '')) return undefined;
    return model(
      id,
      'app',
      machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line, reach: 'all' }),
    );
  },
  parameter(param, fn, machine) {
    const type = param.type?.name ?? '';
    if (!/^\\Slim\\(?:App|Routing\\RouteCollectorProxy|Interfaces\\RouteCollectorProxyInterface)$/.test(type))
      return undefined;
    return model(
      id,
      'group',
      machine.scope({ framework: id, isRoot: false, file: fn.file, line: fn.fn.line, reach: 'all' }),
    );
  },
  method(self, name, site, machine) {
    if (self.kind === 'route') {
      if (name === 'add' || name === 'addMiddleware') guard(self, site, machine);
      return self;
    }
    return routed(self, name, site, machine);
  },
  examples: slimExamples,
};

/** Slim 3 hands nothing to the function of a group: the application itself stands in the group meanwhile. */
const scopeOf = (self: Model): RouteScope | null => {
  const inner = self.data.get('current');
  return (inner as RouteScope | undefined) ?? self.scope;
};

function routed(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const scope = scopeOf(self);
  if (scope === null) return undefined;
  if (verbs.has(name) || name === 'any' || name === 'map') {
    const at = name === 'map' ? 1 : 0;
    const methods =
      name === 'map'
        ? itemsOf(arg(site, 0)).flatMap((one) => known(one)?.toUpperCase() ?? [])
        : [name === 'any' ? 'ANY' : name.toUpperCase()];
    return addRoute(scope, methods, at, site, machine);
  }
  switch (name) {
    case 'redirect': {
      const path = textsOf(arg(site, 0))[0];
      if (path !== undefined)
        scope.route({
          methods: ['GET'],
          path: parsePath(path, 'brace'),
          file: site.file,
          line: site.line,
          handler: name,
        });
      return self;
    }
    case 'group': {
      const path = textsOf(arg(site, 0))[0];
      const child = machine.scope({
        framework: id,
        isRoot: false,
        file: site.file,
        line: site.line,
        reach: 'all',
      });
      if (path !== undefined) child.prefix = parsePath(path, 'brace');
      scope.mount(child);
      const made = model(id, 'group', child);
      const callable = arg(site, 1);
      const fn = callable === undefined ? null : callableOf(callable, site, 1, machine).fn;
      if (fn !== null && fn !== undefined) {
        const before = self.data.get('current');
        if (fn.fn.params.length === 0) self.data.set('current', child);
        machine.invoke({ ...fn, self: fn.self ?? made }, [made]);
        if (before === undefined) self.data.delete('current');
        else self.data.set('current', before);
      }
      return model(id, 'route', child, { scope: child });
    }
    case 'setBasePath': {
      const path = textsOf(arg(site, 0))[0];
      if (path !== undefined) scope.prefix = parsePath(path, 'brace');
      return self;
    }
    case 'add':
    case 'addMiddleware':
      guard(self, site, machine);
      return self;
    case 'getContainer':
      return undefined;
    default:
      return self;
  }
}

function addRoute(
  scope: RouteScope,
  methods: readonly string[],
  at: number,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  const path = textsOf(arg(site, at))[0];
  if (path === undefined) return undefined;
  const value = arg(site, at + 1);
  const { fn, cls, name } =
    value === undefined ? { fn: null, cls: null, name: null } : callableOf(value, site, at + 1, machine);
  // A scope of its own, so that middleware added after it guards it alone.
  const own = machine.scope({ framework: id, isRoot: false, file: site.file, line: site.line, reach: 'all' });
  scope.mount(own);
  const pattern = parsePath(path, 'brace');
  const pathNames = new Set(
    pattern.segments
      .flat()
      .flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
  );
  for (const verb of methods) {
    const { found, add } = collector(pathNames);
    if (fn !== null) handlerReads(fn, cls, verb === 'ANY' ? 'GET' : verb, add, machine);
    own.route({
      methods: [verb],
      path: pattern,
      file: fn?.file ?? site.file,
      line: fn?.fn.line ?? site.line,
      handler: name,
      params: found,
      purpose: fn?.fn.doc === undefined ? null : { text: fn.fn.doc, from: 'comment' },
    });
  }
  return model(id, 'route', own);
}

/** What serves: a closure, `X::class`, `[X::class, 'm']`, `'X:m'`, `X::class . ':m'`. */
function callableOf(
  value: Value,
  site: CallSite,
  at: number,
  machine: Machine,
): { readonly fn: FnValue | null; readonly cls: ClassValue | null; readonly name: string | null } {
  const of = (cls: ClassValue, method: string) => ({
    fn: machine.methodOf(cls, method) ?? null,
    cls,
    name: `${cls.cls.name}:${method}`,
  });
  if (value.t === 'fn') return { fn: value, cls: null, name: value.fn.name === '' ? null : value.fn.name };
  if (value.t === 'class') return of(value, '__invoke');
  if (value.t === 'instance') return of(value.of, '__invoke');
  if (value.t === 'list') {
    const [first, second] = value.items;
    const cls = first?.t === 'class' ? first : first?.t === 'instance' ? first.of : null;
    if (cls !== null) return of(cls, known(second) ?? '__invoke');
  }
  const expr = site.args[at]?.expr;
  if (expr?.t === 'text' && expr.parts.length === 2) {
    const [first, second] = expr.parts;
    const cls = first === undefined ? undefined : machine.evaluate(first, site.env);
    if (cls?.t === 'class' && second?.t === 'str') return of(cls, second.v.replace(/^:+/, ''));
  }
  const [name = '', method = '__invoke'] = (known(value) ?? '').split(/::?/);
  if (name !== '') {
    const cls = machine.lookup(`\\${name.replace(/^\\/, '')}`, site.env);
    if (cls.t === 'class') return of(cls, method);
  }
  return { fn: null, cls: null, name: known(value) ?? nameOf(value) };
}

function guard(self: Model, site: CallSite, machine: Machine): void {
  const value = arg(site, 0);
  if (self.scope === null || value === undefined) return;
  const cls = value.t === 'instance' ? value.of : value;
  const auth = authOfMiddleware(cls, machine, new Map());
  if (auth !== null) self.scope.guard(value, { auth });
}
