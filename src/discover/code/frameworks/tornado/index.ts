/** Tornado: lists of patterns and handler classes, whose methods are the verbs. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Model, RouteScope, Value } from '../../machine/values.ts';
import { arg, itemsOf, model, named, nameOf, optionsOf, textsOf } from '../../machine/values.ts';
import { authBy, joinAuth } from '../../routes/auth-names.ts';
import type { PathPart, PathPattern } from '../../routes/template.ts';
import type { Framework } from '../framework.ts';
import { guardOf, guardsBelow, purposeOf, refusesIn } from '../python/guards.ts';
import { externalName, fullName, lastName, packageName } from '../python/names.ts';
import { parseRegexPath } from '../python/regex-path.ts';
import { requestReads } from '../python/request-reads.ts';
import { verbMethods } from '../python/views.ts';
import { examples } from './examples.ts';

const id = 'tornado';

export const tornado: Framework = {
  id,
  title: 'Tornado',
  languages: ['python'],

  call(callee, site, machine) {
    const full = fullName(callee);
    if (packageName(full) !== 'tornado') return undefined;
    // The old way to call the base class: `Application.__init__(self, handlers)`.
    if (full.endsWith('Application.__init__')) {
      const self = arg(site, 0);
      if (self?.t === 'model' && self.framework === id)
        addHandlers(self, arg(site, 1) ?? named(site, 'handlers'), machine);
      return self;
    }
    switch (lastName(full)) {
      case 'Application':
      case 'RuleRouter':
      case 'ReversibleRuleRouter': {
        const isApp = lastName(full) === 'Application';
        const scope = machine.scope({
          framework: id,
          isRoot: isApp,
          file: site.file,
          line: site.line,
          reach: 'all',
        });
        const made = model(id, 'app', scope, { seen: new Set<Value>() });
        addHandlers(made, arg(site, 0) ?? named(site, 'handlers') ?? named(site, 'rules'), machine);
        return made;
      }
      case 'url':
      case 'URLSpec':
      case 'Rule': {
        const items = [
          arg(site, 0) ?? named(site, 'pattern') ?? named(site, 'matcher'),
          arg(site, 1) ?? named(site, 'handler') ?? named(site, 'target'),
        ];
        return { t: 'list', items: items.filter((one) => one !== undefined), open: false };
      }
      case 'PathMatches':
        return arg(site, 0);
      default:
        return undefined;
    }
  },

  method(self, name, site, machine) {
    if (name === 'add_handlers') {
      addHandlers(self, arg(site, 1) ?? named(site, 'host_handlers'), machine);
      return self;
    }
    return undefined;
  },

  /** `super().__init__(handlers, **settings)` in a subclass of the application. */
  unknownMethod(self, name, site, machine) {
    if (name !== '__init__' || self.t !== 'model' || self.kind !== 'super') return undefined;
    const of = self.data.get('self') as Value | undefined;
    if (of?.t !== 'model' || of.framework !== id) return undefined;
    addHandlers(of, arg(site, 0) ?? named(site, 'handlers'), machine);
    return of;
  },

  /** Lists of handlers that are handed on in ways nobody can follow: by a setting, by the name of a module. */
  module(module, machine) {
    const env = machine.moduleEnv(module.file);
    for (const name of env.names()) {
      const value = env.own(name);
      if (value === undefined || 'binding' in value || value.t !== 'list') continue;
      const rules = value.items.filter((item) => isRule(item, machine) && !addedRules(machine).has(item));
      if (rules.length === 0) continue;
      const scope = machine.scope({ framework: id, isRoot: true, file: module.file, line: 1, reach: 'all' });
      for (const rule of rules) addRule(scope, rule, machine);
      // It is served as far as anybody can see; under which prefix is a guess.
      scope.routes.forEach((route, at) => {
        scope.routes[at] = { ...route, confidence: 0.7 };
      });
    }
  },

  examples,
};

/** Rules that were given to an application. */
const addedRules = (machine: Machine): Set<Value> => machine.notes(id, () => new Set<Value>());

/** `(r'/path', Handler)` with a handler of Tornado's. */
function isRule(item: Value, machine: Machine): boolean {
  if (item.t !== 'list') return false;
  const [pattern, handler] = item.items;
  if (pattern?.t !== 'text' || handler?.t !== 'class') return false;
  const [first] = pattern.parts;
  return (
    typeof first === 'string' &&
    /^\^?\/|^\(/.test(first) &&
    machine.extendsExternal(
      handler,
      (from, name) => /^tornado\b/.test(from) && `${from}.${name}`.endsWith('Handler'),
    )
  );
}

function addHandlers(app: Model, handlers: Value | undefined, machine: Machine): void {
  const { scope } = app;
  if (scope === null || handlers === undefined) return;
  const seen = app.data.get('seen') as Set<Value>;
  for (const option of optionsOf(handlers))
    for (const item of itemsOf(option)) {
      if (seen.has(item)) continue;
      seen.add(item);
      addedRules(machine).add(item);
      addRule(scope, item, machine);
    }
}

/** `(pattern, Handler, settings)` */
function addRule(scope: RouteScope, rule: Value, machine: Machine): void {
  if (rule.t !== 'list') return;
  const [pattern, handler] = rule.items;
  if (pattern === undefined || handler === undefined) return;
  for (const text of textsOf(pattern)) {
    const path = parseRegexPath(text);
    for (const one of optionsOf(handler)) {
      if (one.t === 'model' && one.scope !== null) {
        one.scope.isRoot = false;
        scope.mount(one.scope);
      } else if (one.t === 'list') {
        const inner = machine.scope({
          framework: id,
          isRoot: false,
          file: scope.file,
          line: scope.line,
          reach: 'all',
        });
        for (const each of one.items) addRule(inner, each, machine);
        // Patterns of a nested router are whole paths.
        scope.mount(inner);
      } else if (one.t === 'class') addClass(scope, path, one, machine);
      else addLibrary(scope, path, one, machine);
    }
  }
}

function addLibrary(scope: RouteScope, path: PathPattern, handler: Value, machine: Machine): void {
  const name = externalName(handler);
  if (name === null) {
    machine.unresolved({
      what: `handler ${nameOf(handler)}`,
      why: 'the class is not known from the source',
      framework: id,
      file: scope.file,
      line: scope.line,
    });
    return;
  }
  if (name.endsWith('ErrorHandler')) return;
  scope.route({
    methods: /(?:StaticFile|Redirect|Fallback)Handler$/.test(name) ? ['GET'] : ['ANY'],
    path,
    file: scope.file,
    line: scope.line,
    handler: lastName(name),
  });
}

function addClass(scope: RouteScope, path: PathPattern, cls: ClassValue, machine: Machine): void {
  const prepare = machine.methodOf(cls, 'prepare');
  const ofClass: SightedAuth[] = [...guardsBelow(cls, null, machine)];
  if (prepare !== undefined) {
    ofClass.push(...guardsBelow(prepare, null, machine));
    if (refusesIn(prepare, machine))
      ofClass.push(authBy('required', 'unknown', `${cls.cls.name}.prepare`, 'prepare refuses callers'));
  }
  const add = (method: FnValue | null, verb: string, name: string): void => {
    const auth = joinAuth([...ofClass, ...(method === null ? [] : guardsBelow(method, null, machine))]);
    const reads = method === null ? [] : requestReads(method, machine, false);
    scope.route({
      methods: [verb],
      kind: verb === 'WS' ? 'websocket' : 'rest',
      path: method === null ? path : withNames(path, method),
      file: method?.file ?? cls.file,
      line: method?.fn.line ?? cls.cls.line,
      handler: name,
      params:
        verb === 'GET' || verb === 'WS'
          ? reads.filter((one) => one.in !== 'body' && one.in !== 'form')
          : reads,
      guards: auth === null ? [] : [guardOf(scope, cls, auth)],
      purpose: purposeOf(method?.fn.doc ?? cls.cls.doc),
    });
  };
  if (
    machine.extendsExternal(
      cls,
      (_from, name) => name.endsWith('WebSocketHandler') || name.endsWith('SockJSConnection'),
    )
  ) {
    add(machine.methodOf(cls, 'open') ?? machine.methodOf(cls, 'on_message') ?? null, 'WS', cls.cls.name);
    return;
  }
  // What a base class answers to preflights is no operation of every handler below it.
  const methods = verbMethods(cls, machine).filter(
    ({ fn, self }) => !/^(?:options|head)$/.test(fn.name) || (self?.t === 'class' && self.cls === cls.cls),
  );
  for (const method of methods)
    add(method, method.fn.name.toUpperCase(), `${cls.cls.name}.${method.fn.name}`);
  if (methods.length > 0) return;
  const isStatic = machine.extendsExternal(cls, (_from, name) =>
    /(?:StaticFile|Redirect)Handler$/.test(name),
  );
  add(null, isStatic ? 'GET' : 'ANY', cls.cls.name);
}

/** Groups without a name are given to the method in order: its parameters name them. */
function withNames(path: PathPattern, method: FnValue): PathPattern {
  const names = method.fn.params.filter((param) => param.kind === 'one').map((param) => param.name);
  if (names[0] === 'self') names.shift();
  const rename = (part: PathPart): PathPart => {
    if (typeof part === 'string' || 'hole' in part) return part;
    const at = /^arg(\d+)$/.exec(part.name)?.[1];
    const name = at === undefined ? undefined : names[Number(at) - 1];
    return name === undefined ? part : { ...part, name };
  };
  const all = (segments: PathPattern['segments']): PathPattern['segments'] =>
    segments.map((segment) => segment.map(rename));
  return { segments: all(path.segments), shorter: path.shorter.map(all) };
}
