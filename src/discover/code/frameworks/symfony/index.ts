/** Symfony: attributes, annotations, files of routes, API Platform. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  DecoratorSite,
  FnValue,
  Model,
  RouteScope,
  TextValue,
  Value,
} from '../../machine/values.ts';
import { arg, itemsOf, known, model, named, positional, text, textsOf } from '../../machine/values.ts';
import { joinPaths, parsePath, type PathPattern, writeTemplates } from '../../routes/template.ts';
import { joinAuth } from '../../routes/auth-names.ts';
import type { Framework } from '../framework.ts';
import { collector, handlerReads } from '../php/request-reads.ts';
import { addResource } from './api-platform.ts';
import { prefixOf, type RoutesConfig, routesConfig } from './config.ts';
import { examples } from './examples.ts';
import { id } from './names.ts';
import { mappedParams } from './parameters.ts';
import { symfonyPath } from './paths.ts';
import { controlled, granted, type Security, securityOf } from './security.ts';

interface App {
  readonly scope: RouteScope;
  readonly config: RoutesConfig;
  readonly security: Security;
}

/** A route that `$routes->add(...)` makes. */
interface Added {
  readonly path: TextValue;
  methods: readonly string[];
  controller: Value | null;
  readonly site: CallSite;
}

const addedOf = (machine: Machine): Added[] => machine.notes<Added[]>(`${id} added`, () => []);

/** Symfony. */
export const symfony: Framework = {
  id,
  title: 'Symfony',
  languages: ['php'],
  parameter: (param) =>
    /(?:^|\\)RoutingConfigurator$/.test(param.type?.name ?? '') ? model(id, 'configurator') : undefined,
  method(self, name, site, machine) {
    if (self.kind === 'configurator') {
      if (name !== 'add') return name === 'import' ? model(id, 'import') : undefined;
      const path = textsOf(arg(site, 1))[0];
      if (path === undefined) return undefined;
      const added: Added = { path, methods: ['ANY'], controller: null, site };
      addedOf(machine).push(added);
      return model(id, 'added', null, { added });
    }
    if (self.kind === 'added') return refine(self, name, site);
    return self;
  },
  finish: addAll,
  examples,
};

function refine(self: Model, name: string, site: CallSite): Value {
  const added = self.data.get('added') as Added;
  if (name === 'controller') added.controller = arg(site, 0) ?? null;
  if (name === 'methods')
    added.methods = positional(site)
      .flatMap((one) => itemsOf(one))
      .flatMap((one) => known(one)?.toUpperCase() ?? []);
  return self;
}

const folderOf = (file: string): string => {
  const at = file.search(/(?:^|\/)(?:src|config|app)\//);
  return at <= 0 ? '' : file.slice(0, at + 1);
};

function addAll(machine: Machine): void {
  const apps = new Map<string, App>();
  const appOf = (file: string, line: number): App => {
    const folder = folderOf(file);
    let app = apps.get(folder);
    if (app === undefined) {
      app = {
        scope: machine.scope({ framework: id, isRoot: true, file, line, reach: 'all' }),
        config: routesConfig(folder, machine),
        security: securityOf(folder, machine),
      };
      apps.set(folder, app);
    }
    return app;
  };
  for (const cls of machine.classes('php')) if (cls.cls.isAbstract !== true) addClass(cls, appOf, machine);
  for (const { path, methods, controller, site } of addedOf(machine))
    addTo(appOf(site.file, site.line), machine, {
      path: symfonyPath(path, new Map(), new Set()),
      methods,
      ...handlerOf(controller, machine),
      site,
      guards: [],
    });
  // Files of routes without any controller that has attributes.
  for (const file of machine.project.files)
    if (
      /(?:^|\/)config\/routes(?:\/[\w-]+)?\.ya?ml$|(?:^|\/)app\/config\/routing\.yml$/.test(file) &&
      isSymfony(file, machine)
    )
      appOf(file, 1);
  for (const app of apps.values())
    for (const route of app.config.routes) {
      const [name = '', method = '__invoke'] = route.controller.split('::');
      const env = [...machine.project.modules.values()].find(({ language }) => language === 'php');
      const cls =
        name === '' || env === undefined
          ? undefined
          : machine.lookup(`\\${name.replace(/^\\/, '')}`, machine.moduleEnv(env.file));
      const fn = cls?.t === 'class' ? machine.methodOf(cls, method) : undefined;
      addTo(app, machine, {
        path: symfonyPath(text(route.path), route.requirements, route.defaults),
        methods: route.methods,
        cls: cls?.t === 'class' ? cls : null,
        fn,
        site: { file: route.file, line: route.line },
        guards: [],
        name: route.controller,
      });
    }
}

const isSymfony = (file: string, machine: Machine): boolean =>
  (machine.project.read(`${folderOf(file)}composer.json`) ?? '').includes('symfony/');

function handlerOf(
  controller: Value | null,
  machine: Machine,
): { readonly cls: ClassValue | null; readonly fn: FnValue | undefined } {
  const [first, second] = controller?.t === 'list' ? controller.items : [controller ?? undefined];
  if (first?.t !== 'class') return { cls: null, fn: undefined };
  return { cls: first, fn: machine.methodOf(first, known(second) ?? '__invoke') };
}

/** A `Route` attribute: paths, methods, what parameters must be. */
interface RouteMark {
  readonly site: DecoratorSite;
  readonly paths: readonly TextValue[];
  readonly methods: readonly string[];
  readonly requirements: ReadonlyMap<string, string>;
  readonly defaults: ReadonlySet<string>;
}

const verbs: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options']);

function markOf(site: DecoratorSite): RouteMark | null {
  if (site.callee.t !== 'external') return null;
  const { from } = site.callee;
  const name = from.split('\\').at(-1) ?? '';
  const isRest = from.includes('FOS\\RestBundle') && verbs.has(name);
  const isRoute =
    name === 'Route' &&
    (from.includes('Routing') || from.includes('FrameworkExtra') || from.includes('FOS\\'));
  if (!isRoute && !isRest) return null;
  const path = named(site, 'path') ?? arg(site, 0);
  const values = path?.t === 'map' ? [...path.entries.values()] : path === undefined ? [] : [path];
  const requirements = named(site, 'requirements');
  const defaults = named(site, 'defaults');
  const methods = itemsOf(named(site, 'methods')).flatMap(
    (one) => known(one)?.toUpperCase().split('|') ?? [],
  );
  return {
    site,
    paths: values.flatMap((one) => textsOf(one)[0] ?? []),
    methods: isRest ? [name.toUpperCase()] : methods,
    requirements: new Map(
      requirements?.t === 'map'
        ? [...requirements.entries].flatMap(([key, rule]) => {
            const word = known(rule);
            return word === null ? [] : [[key, word] as const];
          })
        : [],
    ),
    defaults: new Set(defaults?.t === 'map' ? defaults.entries.keys() : []),
  };
}

const marksOf = (sites: readonly DecoratorSite[]): readonly RouteMark[] =>
  sites.flatMap((site) => markOf(site) ?? []);

function addClass(cls: ClassValue, appOf: (file: string, line: number) => App, machine: Machine): void {
  const own = machine
    .lineage(cls)
    .map((one) => machine.decorators(one))
    .find((sites) => marksOf(sites).length > 0);
  const sites = own ?? machine.decorators(cls);
  const outer = marksOf(sites);
  for (const site of machine.decorators(cls))
    if (site.callee.t === 'external' && /(?:^|\\)ApiResource$/.test(site.callee.from)) {
      const app = appOf(cls.file, cls.cls.line);
      addResource(cls, site, app.scope, app.config.apiPlatform ?? '/api', app.security, machine);
    }
  let isRouted = false;
  for (const fn of machine.methodsOf(cls)) {
    if (fn.fn.decorators.length === 0 || fn.fn.visibility === 'private') continue;
    const inner = machine.decorators(fn);
    for (const mark of marksOf(inner)) {
      isRouted = true;
      const app = appOf(cls.file, cls.cls.line);
      for (const around of outer.length === 0 ? [null] : outer)
        addMarked(app, machine, cls, fn, around, mark, [...sites, ...inner]);
    }
  }
  const invoke = machine.methodOf(cls, '__invoke');
  if (!isRouted && outer.length > 0 && invoke !== undefined)
    for (const mark of outer)
      addMarked(appOf(cls.file, cls.cls.line), machine, cls, invoke, null, mark, [
        ...sites,
        ...machine.decorators(invoke),
      ]);
}

function addMarked(
  app: App,
  machine: Machine,
  cls: ClassValue,
  fn: FnValue,
  around: RouteMark | null,
  mark: RouteMark,
  guards: readonly DecoratorSite[],
): void {
  const optional = new Set([
    ...mark.defaults,
    ...(around?.defaults ?? []),
    ...fn.fn.params.filter(({ otherwise }) => otherwise !== undefined).map(({ name }) => name.slice(1)),
  ]);
  const requirements = new Map([...(around?.requirements ?? []), ...mark.requirements]);
  const prefix = parsePath(prefixOf(app.config, cls.file), 'brace');
  const before = around === null || around.paths.length === 0 ? [text('')] : around.paths;
  const paths = mark.paths.length === 0 ? [text('')] : mark.paths;
  const methods = mark.methods.length > 0 ? mark.methods : (around?.methods ?? []);
  for (const outer of before)
    for (const path of paths)
      addTo(app, machine, {
        path: joinPaths(
          prefix,
          symfonyPath(text(...outer.parts, '/', ...path.parts), requirements, optional),
        ),
        methods: methods.length === 0 ? ['ANY'] : methods,
        cls,
        fn,
        site: mark.site,
        guards,
      });
}

interface Given {
  readonly path: PathPattern;
  readonly methods: readonly string[];
  readonly cls: ClassValue | null;
  readonly fn: FnValue | undefined;
  readonly site: { readonly file: string; readonly line: number };
  readonly guards: readonly DecoratorSite[];
  readonly name?: string;
}

function addTo(app: App, machine: Machine, { path, methods, cls, fn, site, guards, name }: Given): void {
  const pathNames = new Set(
    path.segments.flat().flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
  );
  const own = granted(guards, fn, app.security.scheme);
  const written = writeTemplates(path)[0]?.path ?? '/';
  for (const verb of methods) {
    const { found, add } = collector(pathNames);
    if (fn !== undefined) {
      mappedParams(fn, machine, add);
      handlerReads(fn, cls, verb === 'ANY' ? 'GET' : verb, add, machine);
    }
    const rule = controlled(app.security, written, verb);
    const auth: SightedAuth | null =
      rule === null || rule.demand === 'none' ? (own ?? rule) : joinAuth(own === null ? [rule] : [rule, own]);
    app.scope.route({
      methods: [verb],
      path,
      file: fn?.file ?? site.file,
      line: fn?.fn.line ?? site.line,
      handler: cls === null ? (name ?? null) : `${cls.cls.name}::${fn?.fn.name ?? '__invoke'}`,
      params: found,
      auth,
      purpose: fn?.fn.doc === undefined ? null : { text: fn.fn.doc, from: 'comment' },
    });
  }
}
