/** django-ninja: typed endpoints in the manner of FastAPI, served below a URL configuration of Django. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, DecoratorSite, FnValue, Model, RouteScope, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, model, named, optionsOf, textsOf } from '../../machine/values.ts';
import { authBy, joinAuth, schemeOf } from '../../routes/auth-names.ts';
import { parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';
import { readEndpoint } from '../fastapi/parameters.ts';
import type { Framework } from '../framework.ts';
import { authOfPython, guardOf, guardsBelow, purposeOf } from '../python/guards.ts';
import { externalName, fullName, lastName, packageName } from '../python/names.ts';
import { methodWords } from '../python/serve.ts';
import { verbs } from '../python/views.ts';
import { ninjaExamples } from './ninja-examples.ts';

const id = 'django-ninja';

export const djangoNinja: Framework = {
  id,
  title: 'django-ninja',
  languages: ['python'],

  call(callee, site, machine) {
    const full = fullName(callee);
    if (!packageName(full).startsWith('ninja')) return undefined;
    const name = lastName(full);
    if (!/^(?:NinjaAPI|NinjaExtraAPI|Router)$/.test(name)) return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    guardBy(scope, named(site, 'auth'), machine);
    return model(id, name === 'Router' ? 'router' : 'api', scope, { tags: tagsIn(named(site, 'tags')) });
  },

  method(self, name, site, machine) {
    const { scope } = self;
    if (scope === null || name !== 'add_router') return undefined;
    const path = pathOf(arg(site, 0) ?? named(site, 'prefix'));
    const given = arg(site, 1) ?? named(site, 'router');
    for (const one of given === undefined ? [] : optionsOf(given)) {
      const router = one.t === 'text' ? imported(one, site, machine) : one;
      if (router?.t !== 'model' || router.scope === null) {
        machine.unresolved({
          what: `add_router ${known(one) ?? one.t}`,
          why: 'the router is not known from the source',
          framework: id,
          file: site.file,
          line: site.line,
        });
        continue;
      }
      const auth = authOf(named(site, 'auth'), machine);
      scope.mount(router.scope, path, auth === null ? [] : [guardOf(scope, router, auth)]);
    }
    return self;
  },

  member(self, name) {
    return name === 'urls' && self.kind === 'api' ? { t: 'list', items: [self], open: false } : undefined;
  },

  decorated(site, target, machine) {
    const { callee } = site;
    if (callee.t !== 'member' || target.t !== 'fn') return false;
    let dealt = false;
    for (const on of optionsOf(callee.of)) {
      if (on.t !== 'model' || on.framework !== id || on.scope === null) continue;
      if (!verbs.has(callee.name) && callee.name !== 'api_operation') continue;
      addRoute(on, callee.name, site, target, machine);
      dealt = true;
    }
    return dealt;
  },

  examples: ninjaExamples,
};

function pathOf(value: Value | undefined): PathPattern {
  const [text] = textsOf(value);
  if (text === undefined) return rootPattern;
  // `{int:id}` is Django's converter in braces.
  const parts = text.parts.map((part) =>
    typeof part === 'string' ? part.replace(/\{(\w+):(\w+)\}/g, '{$2:$1}') : part,
  );
  return parsePath({ parts }, 'brace');
}

const tagsIn = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((one) => known(one) ?? []);

/** `add_router('/x', 'shop.api.router')` */
function imported(value: Value, site: CallSite, machine: Machine): Value | undefined {
  const name = known(value) ?? '';
  const module = machine.project.modules.get(site.file);
  const dot = name.lastIndexOf('.');
  if (module === undefined || dot < 0) return undefined;
  const [file] = machine.project.find(name.slice(0, dot), module);
  return file === undefined ? undefined : machine.exportOf(file, name.slice(dot + 1));
}

/** What `auth=` asks for: classes of `ninja.security`, functions, lists of either; `None` opens. */
function authOf(value: Value | undefined, machine: Machine): SightedAuth | null {
  if (value === undefined) return null;
  if (value.t === 'const') return value.v === null ? authBy('none', 'unknown', 'None', 'auth=None') : null;
  const all = itemsOf(value).map((one): SightedAuth => {
    const cls = one.t === 'instance' ? one.of : one.t === 'class' ? one : null;
    const bases =
      cls === null
        ? []
        : machine
            .lineage(cls)
            .flatMap((each) => machine.bases(each).flatMap((base) => externalName(base) ?? []));
    const own = cls?.cls.name ?? lastName(externalName(one) ?? (one.t === 'fn' ? one.fn.name : 'auth'));
    const words = [own, ...bases.map(lastName)].join(' ');
    const scheme = /django_auth|session/i.test(words) ? 'session' : schemeOf(words);
    const told = authOfPython(one, machine);
    return told !== null && told.schemes[0]?.scheme !== 'unknown'
      ? told
      : authBy('required', scheme, own, `auth ${own}`);
  });
  return joinAuth(all);
}

function guardBy(scope: RouteScope, value: Value | undefined, machine: Machine): void {
  const auth = authOf(value, machine);
  if (value !== undefined && auth !== null) scope.guard(value, { auth });
}

function addRoute(on: Model, name: string, site: DecoratorSite, fn: FnValue, machine: Machine): void {
  const { scope } = on;
  if (scope === null) return;
  const isVerb = verbs.has(name);
  const path = pathOf(arg(site, isVerb ? 0 : 1) ?? named(site, 'path'));
  const pathNames = new Set(
    path.segments.flat().flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : [])),
  );
  // The first parameter is the request.
  const [first, ...rest] = fn.fn.params;
  const bare: FnValue =
    first?.name === 'request' || first?.name === '_' ? { ...fn, fn: { ...fn.fn, params: rest } } : fn;
  const asked = readEndpoint(bare, pathNames, machine);
  const auth = joinAuth([...asked.auth, ...guardsBelow(fn, site, machine)]);
  const own = authOf(named(site, 'auth'), machine);
  const deprecated = named(site, 'deprecated');
  scope.route({
    methods: isVerb ? [name.toUpperCase()] : (methodWords(arg(site, 0) ?? named(site, 'methods')) ?? ['GET']),
    path,
    file: fn.file,
    line: fn.fn.line,
    handler: fn.fn.name,
    params: asked.params,
    guards: [own, auth].flatMap((one) => (one === null ? [] : [guardOf(scope, fn, one)])),
    purpose: purposeOf(known(named(site, 'summary')) ?? fn.fn.doc ?? known(named(site, 'description'))),
    deprecated: deprecated?.t === 'const' && deprecated.v === true,
    tags: [
      ...((on.data.get('tags') as readonly string[] | undefined) ?? []),
      ...tagsIn(named(site, 'tags')),
    ].slice(0, 8),
  });
}
