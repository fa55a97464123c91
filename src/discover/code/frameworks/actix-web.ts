/** Actix Web: scopes, resources and handlers with their route in an attribute; what is configured by functions. */
import type { Decorator } from '../ir.ts';
import { bracePath, withRest } from '../languages/go/web/brace-paths.ts';
import { calledName, crateName, lastPart } from '../languages/rust/web/names.ts';
import { addRustRoute, functionIn, guardsOf, rustVerbs } from '../languages/rust/web/routes.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, FnValue, Guard, Model, RouteScope, Value } from '../machine/values.ts';
import { arg, itemsOf, known, model, optionsOf, textsOf } from '../machine/values.ts';
import { type PathPattern, rootPattern } from '../routes/template.ts';
import { actixWebExamples } from './actix-web.examples.ts';
import type { Framework } from './framework.ts';

const id = 'actix-web';

/** A route without its path: `web::get().guard(g).to(handler)`. */
interface Entry {
  readonly methods: readonly string[];
  readonly handler: Value | undefined;
  readonly guards: readonly Guard[];
  readonly file: string;
  readonly line: number;
}

/** Actix Web. */
export const actixWeb: Framework = {
  id,
  title: 'Actix Web',
  languages: ['rust'],
  call(callee, site, machine) {
    const name = calledName(callee, 'actix_web', site, machine);
    if (callee.name === 'services!')
      return { t: 'list', items: site.args.map(({ value }) => value), open: false };
    if (/^(?:actix_web\.)?App\.new$/.test(name)) return model(id, 'scope', newScope(site, machine, true));
    if (/^actix_files\.Files\.new$|^(?:actix_files\.|fs\.)?Files\.new$/.test(name))
      return model(id, 'files', null, { paths: patternsOf(arg(site, 0)), site });
    return inWeb(name, site, machine);
  },
  method(self, name, site, machine) {
    switch (self.kind) {
      case 'scope':
        return onScope(self, name, site, machine);
      case 'resource':
        return onResource(self, name, site, machine);
      case 'route':
        return onRoute(self, name, site);
      default:
        return self;
    }
  },
  parameter(param, fn, machine) {
    if (!/(?:^|[.:])ServiceConfig$/.test(param.type?.name ?? '')) return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, 'scope', scope);
  },
  examples: actixWebExamples,
};

const newScope = (
  site: Pick<CallSite, 'file' | 'line'>,
  machine: Machine,
  isRoot: boolean,
  prefix: PathPattern = rootPattern,
): RouteScope =>
  machine.scope({ framework: id, isRoot, file: site.file, line: site.line, reach: 'all', prefix });

const patternsOf = (value: Value | undefined): readonly PathPattern[] => textsOf(value).map(bracePath);

/** `web::scope`, `web::resource`, `web::get` and so on. */
function inWeb(name: string, site: CallSite, machine: Machine): Value | undefined {
  const found = /^actix_web\.(?:web\.)?(\w+)(?:\.new)?$/.exec(name);
  const word = found?.[1] ?? '';
  switch (word) {
    case 'scope':
    case 'Scope':
      return model(id, 'scope', newScope(site, machine, false, patternsOf(arg(site, 0))[0]));
    case 'resource':
    case 'Resource': {
      const scope = newScope(site, machine, false);
      const paths = itemsOf(arg(site, 0)).flatMap((one) => patternsOf(one));
      return model(id, 'resource', scope, { paths });
    }
    case 'route':
    case 'Route':
      return routeModel({
        methods: ['ANY'],
        handler: undefined,
        guards: [],
        file: site.file,
        line: site.line,
      });
    case 'to':
      return routeModel({
        methods: ['ANY'],
        handler: arg(site, 0),
        guards: [],
        file: site.file,
        line: site.line,
      });
    case 'method':
      return routeModel({
        methods: methodsOf(arg(site, 0)),
        handler: undefined,
        guards: [],
        file: site.file,
        line: site.line,
      });
    default: {
      const verb = Object.hasOwn(rustVerbs, word) ? rustVerbs[word] : undefined;
      if (verb === undefined) return undefined;
      return routeModel({
        methods: [verb],
        handler: undefined,
        guards: [],
        file: site.file,
        line: site.line,
      });
    }
  }
}

const routeModel = (entry: Entry): Model => model(id, 'route', null, { entry });

const entryOf = (value: Value | undefined): Entry | null =>
  value?.t === 'model' && value.kind === 'route'
    ? ((value.data.get('entry') as Entry | undefined) ?? null)
    : null;

/** `Method::PATCH`, `"PATCH"` */
function methodsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return ['ANY'];
  const word = known(value) ?? lastPart(crateName(value) ?? '');
  return /^[A-Za-z]+$/.test(word) ? [word.toUpperCase()] : ['ANY'];
}

function onRoute(self: Model, name: string, site: CallSite): Value | undefined {
  const entry = entryOf(self);
  if (entry === null) return undefined;
  switch (name) {
    case 'to':
    case 'service':
      return routeModel({ ...entry, handler: arg(site, 0) });
    case 'method':
      return routeModel({ ...entry, methods: methodsOf(arg(site, 0)) });
    case 'guard': {
      const methods = methodsOfGuard(arg(site, 0));
      return methods === null ? self : routeModel({ ...entry, methods });
    }
    case 'wrap':
      return routeModel({ ...entry, guards: [...site.args.flatMap(guardsOf), ...entry.guards] });
    default:
      return self;
  }
}

/** `guard::Get()` chooses a method. */
function methodsOfGuard(value: Value | undefined): readonly string[] | null {
  if (value?.t !== 'result') return null;
  const word = lastPart(crateName(value.callee) ?? '').toLowerCase();
  const verb = Object.hasOwn(rustVerbs, word) ? rustVerbs[word] : undefined;
  return verb === undefined ? null : [verb];
}

function onScope(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  switch (name) {
    case 'service':
      for (const value of site.args)
        for (const item of itemsOf(value.value).flatMap(optionsOf)) service(scope, item, machine);
      return self;
    case 'route': {
      const entry = entryOf(arg(site, 1));
      if (entry !== null) for (const path of patternsOf(arg(site, 0))) add(scope, path, entry, machine);
      return self;
    }
    case 'configure': {
      const build = arg(site, 0);
      for (const option of build === undefined ? [] : optionsOf(build))
        if (option.t === 'fn') machine.invoke(option, [self]);
      return self;
    }
    case 'wrap':
    case 'wrap_fn':
      for (const one of site.args)
        for (const { value, auth } of guardsOf(one)) scope.guard(value, auth === undefined ? {} : { auth });
      return self;
    default:
      return self;
  }
}

function onResource(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  const paths = (self.data.get('paths') as readonly PathPattern[] | undefined) ?? [];
  if (scope === null) return undefined;
  const handler = arg(site, 0);
  switch (name) {
    case 'route': {
      const entry = entryOf(handler);
      if (entry !== null) for (const path of paths) add(scope, path, entry, machine);
      return self;
    }
    case 'to':
    case 'to_async': {
      const methods = (self.data.get('methods') as readonly string[] | undefined) ?? ['ANY'];
      for (const path of paths)
        add(scope, path, { methods, handler, guards: [], file: site.file, line: site.line }, machine);
      return self;
    }
    case 'guard': {
      const methods = methodsOfGuard(handler);
      if (methods !== null) self.data.set('methods', methods);
      return self;
    }
    case 'wrap':
    case 'wrap_fn':
      for (const one of site.args) for (const { value } of guardsOf(one)) scope.guard(value);
      return self;
    default: {
      const verb = Object.hasOwn(rustVerbs, name) ? rustVerbs[name] : undefined;
      if (verb !== undefined)
        for (const path of paths)
          add(
            scope,
            path,
            { methods: [verb], handler, guards: [], file: site.file, line: site.line },
            machine,
          );
      return self;
    }
  }
}

/** What an application serves: scopes and resources, files, handlers by their attributes. */
function service(scope: RouteScope, value: Value, machine: Machine): void {
  if (value.t === 'model') {
    if (value.kind === 'files') {
      const site = value.data.get('site') as CallSite;
      for (const path of value.data.get('paths') as readonly PathPattern[])
        scope.route({ methods: ['GET'], path: withRest(path), file: site.file, line: site.line });
    } else if (value.scope !== null) {
      value.scope.isRoot = false;
      scope.mount(value.scope);
    }
    return;
  }
  const fn = functionIn(value);
  if (fn !== null)
    for (const one of attributesOf(fn)) add(scope, bracePath(one.path), { ...one, handler: fn }, machine);
}

/** `#[get("/users/{id}")]`, `#[route("/x", method = "GET", method = "PUT")]`, with what they are wrapped in. */
function attributesOf(fn: FnValue): readonly (Entry & { readonly path: string })[] {
  return fn.fn.decorators.flatMap((decorator) => {
    const word = lastPart(nameIn(decorator));
    const first = decorator.args.find((one) => one.name === undefined)?.value;
    const verb = Object.hasOwn(rustVerbs, word) ? rustVerbs[word] : undefined;
    if (first?.t !== 'str' || (verb === undefined && word !== 'route')) return [];
    const named = decorator.args.flatMap(({ name, value }) =>
      name === 'method' && value.t === 'str' ? [value.v.toUpperCase()] : [],
    );
    const methods = verb === undefined ? (named.length === 0 ? ['ANY'] : named) : [verb, ...named];
    const guards = decorator.args.flatMap(({ name, value }): Guard[] =>
      name === 'wrap' && value.t === 'str' ? [{ value: { t: 'unknown', name: value.v }, order: 0 }] : [],
    );
    return [{ methods, path: first.v, handler: fn, guards, file: fn.file, line: fn.fn.line }];
  });
}

const nameIn = ({ name }: Decorator): string =>
  name.t === 'name' ? name.v : name.t === 'member' ? name.name : '';

const add = (scope: RouteScope, path: PathPattern, entry: Entry, machine: Machine): void =>
  addRustRoute(scope, { ...entry, path }, machine);
