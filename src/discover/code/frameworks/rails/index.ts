/** Ruby on Rails. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { CallSite, FnValue, Model, Value } from '../../machine/values.ts';
import { known, model, text } from '../../machine/values.ts';
import { EnvOf } from '../../machine/env.ts';
import type { Machine } from '../../machine/machine.ts';
import { authBy } from '../../routes/auth-names.ts';
import type { Framework } from '../framework.ts';
import { underscored } from '../../languages/ruby/library.ts';
import { blockOf, type Options, split } from '../ruby/options.ts';
import { deviseFor } from './devise.ts';
import { useDoorkeeper, useOpenIdConnect } from './doorkeeper.ts';
import { drawOn } from './engines.ts';
import { examples } from './examples.ts';
import { noteFilter } from './filters.ts';
import { type Frame, frameOf, id, mapperOf } from './frame.ts';
import { matched, targetOf } from './matching.ts';
import { mount } from './mounts.ts';
import { type Drawing, resources } from './resources.ts';
import { addRoutes, pend } from './routes.ts';
import { collection, member, nested, newItem, scoped } from './scopes.ts';

const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head']);

/** Ruby on Rails. */
export const rails: Framework = {
  id,
  title: 'Ruby on Rails',
  languages: ['ruby'],
  call(callee, site, machine) {
    if (callee.from !== '') return undefined;
    const self = site.env.get('self');
    if (self === undefined || 'binding' in self) return undefined;
    if (self.t === 'model' && self.framework === id && self.kind === 'mapper')
      return draw(self, callee.name, site, machine);
    if (self.t === 'class') return noteFilter(self, callee.name, site, machine);
    return undefined;
  },
  method: (self, name, site, machine) =>
    self.kind === 'mapper' ? draw(self, name, site, machine) : undefined,
  unknownMethod(of, name, site, machine) {
    const block = blockOf(site);
    const frame = block === null ? null : drawOn(of, name, site, machine);
    if (frame === null || block === null) return undefined;
    within(machine, frame, block);
    return model(id, 'routes');
  },
  finish: addRoutes,
  examples,
};

function within(machine: Machine, frame: Frame, block: FnValue, more: readonly Value[] = []): void {
  const self = mapperOf(frame);
  machine.invoke({ ...block, self }, [...more, self]);
}

const drawing = (machine: Machine): Drawing => ({
  route: (frame, methods, action, site) =>
    pend(machine, {
      frame,
      path: frame.path,
      methods,
      target: targetOf(frame, null, undefined, new Map([['action', text(action)]])),
      site,
    }),
  within: (frame, block) => within(machine, frame, block),
  concern: (frame, name, options) => runConcern(machine, frame, name, options),
});

function runConcern(machine: Machine, frame: Frame, name: string, options: Options): void {
  const concern = frame.set.concerns.get(name);
  const given: Value = {
    t: 'map',
    entries: new Map(options),
    open: false,
    file: frame.set.scope.file,
    line: 0,
  };
  if (concern?.t === 'fn') within(machine, frame, concern, concern.fn.params.length > 0 ? [given] : []);
  else if (concern?.t === 'instance') {
    const method = machine.methodOf(concern.of, 'call');
    if (method !== undefined) machine.invoke({ ...method, self: concern }, [mapperOf(frame), given]);
  }
}

const nothing: Value = { t: 'const', v: null };

/** A word of the routing language; undefined when it is none. */
function draw(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const frame = frameOf(self);
  const { given, options: own } = split(site);
  const options: Options = frame.options.size === 0 ? own : new Map([...frame.options, ...own]);
  const block = blockOf(site);
  const inside = (next: Frame): Value => {
    if (block !== null) within(machine, next, block);
    return nothing;
  };
  if (verbs.has(name) || name === 'match') {
    for (const one of matched(frame, given, options, name === 'match' ? null : [name.toUpperCase()]))
      pend(machine, { ...one, site });
    return nothing;
  }
  switch (name) {
    case 'resources':
    case 'resource':
      resources(drawing(machine), frame, given, options, block, name === 'resource', site);
      return nothing;
    case 'root': {
      const to = given[0] ?? options.get('to');
      const at = frame.level === 'resources' ? collection(frame) : frame;
      pend(machine, {
        frame: at,
        path: at.path,
        methods: ['GET'],
        target: targetOf(at, null, to, options),
        site,
      });
      return nothing;
    }
    case 'namespace': {
      const base = frame.level === 'resources' ? nested(frame) : frame;
      const [first] = given;
      const word = known(first) ?? '';
      const more = new Map(options);
      if (!more.has('path')) more.set('path', first ?? text(word));
      if (!more.has('module')) more.set('module', text(word));
      return inside({ ...scoped(base, [], more), controller: base.controller });
    }
    case 'api_version': {
      // Versionist: the module is a constant's name, the path stands in a hash.
      const at = options.get('path');
      const path = at?.t === 'map' ? at.entries.get('value') : at;
      const module = known(options.get('module'));
      const more = new Map<string, Value>();
      if (path !== undefined) more.set('path', path);
      if (module !== null) more.set('module', text(underscored(module)));
      return inside(scoped(frame, [], more));
    }
    case 'scope':
      return inside(scoped(frame, given, options));
    case 'constraints': {
      const [rules] = given;
      const types = rules === undefined ? options : new Map<string, Value>([['constraints', rules]]);
      return inside(scoped(frame, [], new Map([['constraints', mapOf(types, site)]])));
    }
    case 'defaults':
    case 'nest':
      return inside(frame);
    case 'controller':
      return inside(
        scoped(
          frame,
          [],
          new Map([...options, ...(given[0] === undefined ? [] : [['controller', given[0]] as const])]),
        ),
      );
    case 'shallow':
      return inside({ ...frame, isShallow: true });
    case 'member':
      return inside(member(frame));
    case 'collection':
      return inside(collection(frame));
    case 'new':
      return inside(newItem(frame));
    case 'nested':
      return inside(nested(frame));
    case 'with_options':
      return inside({ ...frame, options });
    case 'concern': {
      const word = known(given[0]);
      const callable = block ?? given[1];
      if (word !== null && callable !== undefined) frame.set.concerns.set(word, callable);
      return nothing;
    }
    case 'concerns':
      for (const one of given.flatMap((value) => (value.t === 'list' ? value.items : [value]))) {
        const word = known(one);
        if (word !== null) runConcern(machine, frame, word, options);
      }
      return nothing;
    case 'draw':
      drawFile(frame, known(given[0]), site, machine);
      return nothing;
    case 'instance_eval':
    case 'instance_exec':
    case 'class_eval':
    case 'eval':
    case 'devise_scope':
    case 'as':
    case 'localized':
    case 'localize':
      return inside(frame);
    case 'authenticate':
    case 'authenticated':
      return inside({ ...frame, auth: signedIn(name, known(given[0]) ?? 'user') });
    case 'unauthenticated':
      return inside(frame);
    case 'mount':
      mount(frame, given, options, site, machine);
      return nothing;
    case 'devise_for':
      deviseFor(frame, given, options, site, machine);
      return nothing;
    case 'use_doorkeeper':
      useDoorkeeper(frame, options, block, site, machine);
      return nothing;
    case 'use_doorkeeper_openid_connect':
      useOpenIdConnect(frame, site, machine);
      return nothing;
    case 'redirect':
      return model(id, 'redirect');
    case 'direct':
    case 'resolve':
    case 'default_url_options':
      return nothing;
    default:
      return undefined;
  }
}

const mapOf = (entries: Options, site: CallSite): Value => {
  const inner = entries.get('constraints');
  return inner?.t === 'map'
    ? inner
    : { t: 'map', entries: new Map(entries), open: false, file: site.file, line: site.line };
};

const signedIn = (how: string, scope: string): SightedAuth =>
  authBy('required', 'session', `${how} :${scope}`, `routes within ${how} :${scope}`);

/** `draw :admin` reads `config/routes/admin.rb`, of editions beside the application, too. */
function drawFile(frame: Frame, name: string | null, site: CallSite, machine: Machine): void {
  if (name === null) return;
  const wanted = `config/routes/${name}.rb`;
  const { folder } = frame.set;
  const files = [...machine.project.modules.keys()].filter(
    (file) =>
      file === `${folder}${wanted}` ||
      (file.startsWith(folder) &&
        /^[\w-]+\//.test(file.slice(folder.length)) &&
        file.slice(folder.length).replace(/^[\w-]+\//, '') === wanted),
  );
  for (const file of files) {
    const module = machine.project.modules.get(file);
    if (module === undefined) continue;
    const env = new EnvOf<Value>(machine.moduleEnv(file), file);
    env.set('self', mapperOf(frame));
    machine.execute(module.body, env);
  }
  if (files.length === 0)
    machine.unresolved({
      what: `draw :${name}`,
      why: `${wanted} was not found`,
      framework: id,
      file: site.file,
      line: site.line,
    });
}
