/** Functional endpoints: `route().GET("/x", handler::list).nest(path("/y"), ...)`, `route(GET("/x"), handler::list).andRoute(...)`. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, External, FnValue, Model, Value } from '../../machine/values.ts';
import { arg, itemsOf, model, nameOf, optionsOf, positional, textsOf } from '../../machine/values.ts';
import { firstSentence } from '../classes/purpose.ts';
import { requestReads } from '../java/request-reads.ts';
import { settingsOf } from '../java/settings.ts';
import { joinPaths, type PathPattern, rootPattern } from '../../routes/template.ts';
import { springPath } from './mapping.ts';

const verbs = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;

/** Predicates that say nothing of method or path. */
const otherPredicates = /^(?:accept|contentType|headers|queryParam|param|pathExtension|all|version)$/;

interface Predicate {
  readonly methods: readonly string[];
  readonly path: PathPattern;
}

const anything: Predicate = { methods: [], path: rootPattern };

/** `RouterFunctions.route`, `RequestPredicates.GET` and the like; undefined when it is none of these. */
export function functionalCall(callee: External, site: CallSite, machine: Machine): Value | undefined {
  const [name = '', owner = ''] = [
    callee.from.split('.').at(-1) ?? '',
    ...callee.name.split('.'),
  ].toReversed();
  if (owner === 'RouterFunctions' || owner === 'SpringdocRouteBuilder') {
    if (name === 'route' || name === 'nest') {
      const router = makeRouter(machine, site);
      if (site.args.length > 0) routerMethod(router, name, site, machine);
      return router;
    }
    return name === 'resources' ? makeRouter(machine, site) : undefined;
  }
  return owner === 'RequestPredicates' ? predicateOf(name, site, machine) : undefined;
}

function makeRouter(machine: Machine, site: CallSite): Model {
  const scope = machine.scope({
    framework: 'spring',
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  return model('spring', 'router', scope);
}

function predicateOf(name: string, site: CallSite, machine: Machine): Model | undefined {
  const settings = settingsOf(machine).for(site.file);
  const paths = (at: number): PathPattern => {
    const [path] = textsOf(arg(site, at));
    return path === undefined ? rootPattern : springPath(path, settings);
  };
  if (verbs.test(name)) return predicate({ methods: [name], path: paths(0) });
  if (name === 'path') return predicate({ methods: [], path: paths(0) });
  if (name === 'method' || name === 'methods') {
    const methods = positional(site).map((one) => nameOf(one).split('.').at(-1) ?? '');
    return predicate({ methods: methods.filter((one) => verbs.test(one)), path: rootPattern });
  }
  return otherPredicates.test(name) ? predicate(anything) : undefined;
}

const predicate = (told: Predicate): Model => model('spring', 'predicate', null, { predicate: told });

const isPredicate = (value: Value | undefined): value is Model =>
  value?.t === 'model' && value.framework === 'spring' && value.kind === 'predicate';

const toldBy = (value: Value | undefined): Predicate | null => {
  if (value === undefined) return null;
  const found = optionsOf(value).find(isPredicate);
  return found === undefined ? null : ((found.data.get('predicate') as Predicate | undefined) ?? anything);
};

const isRouter = (value: Value | undefined): value is Model =>
  value?.t === 'model' && value.framework === 'spring' && value.kind === 'router';

/** A method of a router, builder or predicate. */
export function functionalMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  if (self.kind === 'predicate') {
    const own = toldBy(self) ?? anything;
    const other = toldBy(arg(site, 0)) ?? anything;
    if (name === 'and') {
      return predicate({
        methods: own.methods.length > 0 ? own.methods : other.methods,
        path: joinPaths(own.path, other.path),
      });
    }
    if (name === 'or') return predicate({ methods: [...own.methods, ...other.methods], path: own.path });
    return self;
  }
  return self.kind === 'router' ? routerMethod(self, name, site, machine) : undefined;
}

function routerMethod(self: Model, name: string, site: CallSite, machine: Machine): Value {
  const { scope } = self;
  if (scope === null) return self;
  const values = positional(site);
  if (verbs.test(name)) {
    const settings = settingsOf(machine).for(site.file);
    const [path] = textsOf(values.find((one) => textsOf(one).length > 0 && one.t === 'text'));
    const told = values.map(toldBy).find((one) => one !== null) ?? anything;
    const pattern = path === undefined ? told.path : springPath(path, settings);
    // After the handler there may be a function that documents it.
    const handler = values.find((one) => one.t !== 'text' && toldBy(one) === null);
    addRoute(machine, self, site, [name], pattern, handler);
    return self;
  }
  if (name === 'route' || name === 'andRoute') {
    const told = toldBy(values[0]) ?? anything;
    addRoute(machine, self, site, told.methods.length === 0 ? ['ANY'] : told.methods, told.path, values[1]);
    return self;
  }
  if (name === 'nest' || name === 'andNest' || name === 'path') {
    const settings = settingsOf(machine).for(site.file);
    const [path] = name === 'path' ? textsOf(values[0]) : [];
    const at = path === undefined ? (toldBy(values[0])?.path ?? rootPattern) : springPath(path, settings);
    const inner = innerRouter(machine, values[1], site);
    if (inner?.scope !== null && inner !== null) scope.mount(inner.scope, at);
    return self;
  }
  if (name === 'add' || name === 'and' || name === 'andOther') {
    for (const one of values.flatMap(itemsOf).flatMap(optionsOf)) {
      const router = isRouter(one) ? one : null;
      if (router?.scope !== null && router !== null) scope.mount(router.scope);
    }
  }
  return self;
}

/** A router, a supplier of one, or a consumer of a builder. */
function innerRouter(machine: Machine, value: Value | undefined, site: CallSite): Model | null {
  if (value === undefined) return null;
  for (const one of optionsOf(value)) {
    if (isRouter(one)) return one;
    if (one.t !== 'fn') continue;
    if (one.fn.params.length === 0) {
      const made = machine.invoke(one, []);
      const found = optionsOf(made).find(isRouter);
      if (found !== undefined) return found;
    } else {
      const builder = makeRouter(machine, site);
      machine.invoke(one, [builder]);
      return builder;
    }
  }
  return null;
}

function addRoute(
  machine: Machine,
  router: Model,
  site: CallSite,
  methods: readonly string[],
  path: PathPattern,
  handler: Value | undefined,
): void {
  const fn =
    handler === undefined ? undefined : optionsOf(handler).find((one): one is FnValue => one.t === 'fn');
  const owner = fn?.self?.t === 'instance' ? `${fn.self.of.cls.name}.` : '';
  router.scope?.route({
    methods,
    path,
    file: fn?.file ?? site.file,
    line: fn === undefined || fn.fn.name === '' ? site.line : fn.fn.line,
    handler:
      fn === undefined
        ? handler === undefined
          ? null
          : nameOf(handler)
        : fn.fn.name === ''
          ? null
          : `${owner}${fn.fn.name}`,
    params: fn === undefined ? [] : requestReads(machine, fn),
    purpose: fn?.fn.doc === undefined ? null : { text: firstSentence(fn.fn.doc), from: 'comment' },
  });
}
