/** Where routes are drawn: an application, or an engine that is mounted somewhere. */
import type { CallSite, ClassValue, Value } from '../../machine/values.ts';
import { fullNameOf, nameOf } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import { underscored } from '../../languages/ruby/library.ts';
import { rackApp } from '../ruby/rack-apps.ts';
import { type Frame, frameOfSet, id, type RouteSet } from './frame.ts';

interface Sets {
  readonly byFolder: Map<string, RouteSet>;
}

const words: ReadonlySet<string> = new Set(['draw', 'append', 'prepend', 'add_routes', 'draw_routes']);

/** The class that `Blog::Engine.routes` speaks of. */
export function classBehind(value: Value): ClassValue | null {
  switch (value.t) {
    case 'class':
      return value;
    case 'instance':
      return value.of;
    case 'member':
      return classBehind(value.of);
    case 'result':
      return classBehind(value.callee);
    default:
      return null;
  }
}

/** The frame in which a block of `routes.draw` runs; null when the call is something else. */
export function drawOn(of: Value, name: string, site: CallSite, machine: Machine): Frame | null {
  if (!words.has(name)) return null;
  const said = nameOf(of);
  if (name !== 'add_routes' && name !== 'draw_routes' && !/(?:^|\.)routes$/.test(said)) return null;
  const cls = classBehind(of);
  const folder = folderOf(site.file);
  const isEngine =
    cls !== null && machine.extendsExternal(cls, (_, base) => /^(?:::)?Rails::Engine$/.test(base));
  if (cls !== null && isEngine) {
    const scope = rackApp(machine, cls, id);
    const full = fullNameOf(cls, '::').replace(/::\w+$/, '');
    const isolated = isIsolated(cls);
    const set = setOf(machine, `engine ${scope.file}:${scope.line}`, () => ({
      scope,
      folder,
      isApiOnly: false,
      concerns: new Map(),
    }));
    return frameOfSet(set, isolated ? underscored(full) : '');
  }
  const isOutside = cls === null && /Engine\.routes$|Engine$/.test(said) && !said.startsWith('Rails.');
  const key = isOutside ? `outside ${said} ${folder}` : folder;
  const set = setOf(machine, key, () => ({
    scope: machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line, reach: 'all' }),
    folder,
    isApiOnly: isApiOnly(folder, machine),
    concerns: new Map(),
  }));
  return frameOfSet(set, '');
}

function setOf(machine: Machine, key: string, make: () => RouteSet): RouteSet {
  const { byFolder } = machine.notes<Sets>(`${id} sets`, () => ({ byFolder: new Map() }));
  let set = byFolder.get(key);
  if (set === undefined) {
    set = make();
    byFolder.set(key, set);
  }
  return set;
}

/** The folder of the application whose `config/routes.rb` it is. */
const folderOf = (file: string): string => {
  const at = file.search(/(?:^|\/)(?:config|lib|app|spec|test)\//);
  if (at < 0) return file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  return at === 0 && !file.startsWith('/') ? '' : file.slice(0, at + 1);
};

const isApiOnly = (folder: string, machine: Machine): boolean =>
  /^\s*config\.api_only\s*=\s*true/m.test(machine.project.read(`${folder}config/application.rb`) ?? '');

/** `isolate_namespace Blog`: controllers are those of the namespace. */
function isIsolated(cls: ClassValue): boolean {
  return cls.cls.body.some(
    (stmt) =>
      stmt.t === 'expr' &&
      stmt.e.t === 'call' &&
      stmt.e.fn.t === 'name' &&
      stmt.e.fn.v === 'isolate_namespace',
  );
}
