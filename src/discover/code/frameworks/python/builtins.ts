/** What Python itself brings that shapes routes: `+` on lists and texts, `super()`, loops' helpers, settings with defaults, imports by name. */
import { concat, either } from '../../machine/evaluate.ts';
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, Env, External, Model, Value } from '../../machine/values.ts';
import {
  arg,
  known,
  model,
  named,
  optionsOf,
  positional,
  text,
  textsOf,
  unknown,
} from '../../machine/values.ts';
import { chooseName, plusAssignName, plusName } from '../../languages/python/context.ts';
import type { Library } from '../framework.ts';
import { fullName, lastName, packageName } from './names.ts';

const id = 'python-builtins';
const itemsMax = 5_000;

export const pythonBuiltins: Library = {
  id,
  title: 'Python',
  languages: ['python'],

  call(callee, site, machine) {
    if (callee.from === '') return builtin(callee.name, site, machine);
    return ofLibrary(fullName(callee), site, machine);
  },

  member(self, name, machine) {
    if (self.kind !== 'super') return undefined;
    const cls = self.data.get('class') as ClassValue;
    const of = self.data.get('self') as Value;
    const lineage = of.t === 'instance' ? machine.lineage(of.of) : machine.lineage(cls);
    const at = lineage.indexOf(cls);
    for (const base of lineage.slice(at + 1)) {
      const fn = base.cls.methods.find((method) => method.name === name);
      if (fn !== undefined) return { t: 'fn', fn, env: machine.envOf(base), file: base.file, self: of };
    }
    if (of.t !== 'model') return undefined;
    // A property of the framework's own class, whatever the subclass made of it.
    const own = machine.member({ ...of, data: new Map(of.data) }, name);
    return own.t === 'member' ? undefined : own;
  },

  // A subclass of a framework's own class calls what it overrides.
  method(self, name, site, machine) {
    const of = self.data.get('self') as Value | undefined;
    if (self.kind !== 'super' || name === '__init__' || of?.t !== 'model') return undefined;
    const callee: Value = { t: 'member', of, name };
    return machine.dispatch(callee, { ...site, callee, call: null });
  },

  externalMember(of, name, machine) {
    return submodule(of, name, machine);
  },

  // A decorator of the project runs: it may register what it decorates.
  decorated(site, target, machine) {
    if (site.callee.t !== 'fn' || target.t !== 'fn') return false;
    const decorator = site.decorator.called ? machine.dispatch(site.callee, site) : site.callee;
    if (decorator.t === 'fn') machine.invoke(decorator, [target]);
    return false;
  },
};

function builtin(name: string, site: CallSite, machine: Machine): Value | undefined {
  const first = arg(site, 0);
  switch (name) {
    case plusName:
      return plus(first, arg(site, 1), false);
    case plusAssignName:
      return plus(first, arg(site, 1), true);
    case chooseName: {
      const [condition, yes, no] = positional(site);
      if (condition?.t === 'const' && condition.v !== null) return condition.v ? yes : no;
      return either([yes, no].filter((one) => one !== undefined));
    }
    case 'super':
      return superOf(site.env);
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'sorted':
    case 'reversed':
    case 'iter':
      if (first === undefined) return { t: 'list', items: [], open: false };
      if (first.t === 'list') return { ...first, items: [...first.items] };
      return first.t === 'map'
        ? { t: 'list', items: [...first.entries.keys()].map((key) => text(key)), open: first.open }
        : first;
    case 'dict': {
      const entries = new Map<string, Value>(first?.t === 'map' ? first.entries : []);
      for (const one of site.args) if (one.name !== undefined) entries.set(one.name, one.value);
      return {
        t: 'map',
        entries,
        open: first !== undefined && first.t !== 'map',
        file: site.file,
        line: site.line,
      };
    }
    case 'enumerate':
      return first?.t === 'list'
        ? {
            t: 'list',
            items: first.items.map(
              (item, at): Value => ({
                t: 'list',
                items: [{ t: 'num', v: at }, item],
                open: false,
              }),
            ),
            open: first.open,
          }
        : undefined;
    case 'zip': {
      const lists = positional(site).map((one) => (one.t === 'list' ? one.items : []));
      const length = Math.min(...lists.map((one) => one.length), itemsMax);
      return {
        t: 'list',
        items: Array.from(
          { length: Number.isFinite(length) ? length : 0 },
          (_, at): Value => ({
            t: 'list',
            items: lists.map((one) => one[at] ?? unknown('item')),
            open: false,
          }),
        ),
        open: false,
      };
    }
    case 'map': {
      const list = arg(site, 1);
      if (list?.t !== 'list' || first === undefined) return undefined;
      return {
        t: 'list',
        items: list.items.map((item) =>
          machine.dispatch(first, {
            ...site,
            callee: first,
            call: null,
            args: [{ value: item, expr: none }],
          }),
        ),
        open: list.open,
      };
    }
    case 'getattr': {
      const key = known(arg(site, 1));
      if (first === undefined || key === null) return arg(site, 2);
      const found = machine.member(first, key);
      return found.t === 'member' ? (arg(site, 2) ?? found) : found;
    }
    case 'str':
      return first !== undefined && textsOf(first).length > 0 ? concat([first]) : undefined;
    case '__import__':
      return importByName(first, site, machine);
    default:
      return undefined;
  }
}

const none = { t: 'const', v: null } as const;

function plus(left: Value | undefined, right: Value | undefined, inPlace: boolean): Value {
  if (left === undefined || right === undefined) return unknown('sum');
  const lists = [left, right].flatMap((side) => optionsOf(side).filter((one) => one.t === 'list'));
  if (lists.length > 0) {
    const own = optionsOf(left).find((one) => one.t === 'list');
    if (inPlace && own?.t === 'list') {
      for (const option of optionsOf(right))
        if (option.t === 'list') own.items.push(...option.items.slice(0, itemsMax - own.items.length));
      return left;
    }
    return {
      t: 'list',
      items: lists.flatMap((one) => (one.t === 'list' ? one.items : [])).slice(0, itemsMax),
      open: lists.some((one) => one.t === 'list' && one.open),
    };
  }
  if (left.t === 'num' && right.t === 'num') return { t: 'num', v: left.v + right.v };
  return textsOf(left).length > 0 || textsOf(right).length > 0 ? concat([left, right]) : unknown('sum');
}

/** The class whose body a function stands in has its own names around the function's. */
function superOf(env: Env): Value | undefined {
  let self: Value | undefined;
  for (let at: Env | null = env; at !== null; at = at.parent) {
    const own = at.own('self');
    if (own === undefined || 'binding' in own) continue;
    if (own.t === 'class') return model(id, 'super', null, { class: own, self: self ?? own });
    self ??= own;
  }
  return undefined;
}

function ofLibrary(name: string, site: CallSite, machine: Machine): Value | undefined {
  switch (name) {
    case 'os.getenv':
    case 'os.environ.get':
    case 'decouple.config':
    case 'environ.get':
      return told(arg(site, 1) ?? named(site, 'default'));
    case 'pydantic.Field':
    case 'pydantic_settings.Field':
    case 'dataclasses.field':
    case 'attr.ib':
    case 'attrs.field':
    case 'sqlmodel.Field':
      return told(named(site, 'default') ?? (name.endsWith('.Field') ? arg(site, 0) : undefined));
    case 'functools.partial': {
      const first = arg(site, 0);
      return first?.t === 'fn' || first?.t === 'class' ? first : undefined;
    }
    case 'functools.reduce':
      return undefined;
    case 'importlib.import_module':
    case 'django.utils.module_loading.import_string':
      return importByName(arg(site, 0), site, machine);
    case 'itertools.chain':
      return {
        t: 'list',
        items: positional(site).flatMap((one) => (one.t === 'list' ? one.items : [])),
        open: false,
      };
    case 'os.path.join':
    case 'posixpath.join':
      return concat(positional(site).flatMap((one, at) => (at === 0 ? [one] : [text('/'), one])));
    case 'typing.cast':
      return arg(site, 1);
    default:
      return undefined;
  }
}

/** A default that is a text or number stands for the setting. */
const told = (value: Value | undefined): Value | undefined => (known(value) === null ? undefined : value);

function importByName(name: Value | undefined, site: CallSite, machine: Machine): Value | undefined {
  const path = known(name);
  const module = machine.project.modules.get(site.file);
  if (path === null || module === undefined) return undefined;
  const [file] = machine.project.find(path, module);
  if (file !== undefined) return { t: 'module', file };
  const [holder] = path.includes('.')
    ? machine.project.find(path.slice(0, path.lastIndexOf('.')), module)
    : [];
  return holder === undefined ? undefined : machine.exportOf(holder, lastName(path));
}

interface Namespaces {
  readonly folders: ReadonlySet<string>;
  readonly found: Map<string, Value | null>;
}

/** `import app.routers.users`, where `app` is a folder without a file of its own. */
function submodule(of: External, name: string, machine: Machine): Value | undefined {
  if (of.from === '') return undefined;
  const notes = machine.notes(id, (): Namespaces => {
    const folders = new Set<string>();
    for (const file of machine.project.modules.keys())
      if (file.endsWith('.py')) for (const part of file.split('/').slice(0, -1)) folders.add(part);
    return { folders, found: new Map() };
  });
  const path = `${fullName(of)}.${name}`;
  if (!notes.folders.has(packageName(path))) return undefined;
  const before = notes.found.get(path);
  if (before !== undefined) return before ?? undefined;
  const [module] = [...machine.project.modules.values()].filter((one) => one.language === 'python');
  const [file] = module === undefined ? [] : machine.project.find(path, module);
  const found: Value | null = file === undefined ? null : { t: 'module', file };
  notes.found.set(path, found);
  return found ?? undefined;
}

/** A model's scope, of any of several values. */
export const modelsIn = (value: Value | undefined): readonly Model[] =>
  value === undefined ? [] : optionsOf(either([value])).filter((one) => one.t === 'model');
