/** Applications that are classes, and so can be mounted in others: Rails engines, Sinatra applications, Grape APIs. */
import type { Cls } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, RouteScope } from '../../machine/values.ts';

/** The scope that a class of the project stands for; made by the framework whose class it is. */
export function rackApps(machine: Machine): Map<Cls, RouteScope> {
  return machine.notes('rack-apps', () => new Map<Cls, RouteScope>());
}

/** The scope of a class, made when it is first asked for. */
export function rackApp(machine: Machine, cls: ClassValue, framework: string, isRoot = false): RouteScope {
  const all = rackApps(machine);
  let scope = all.get(cls.cls);
  if (scope === undefined) {
    scope = machine.scope({ framework, isRoot, file: cls.file, line: cls.cls.line, reach: 'all' });
    all.set(cls.cls, scope);
  }
  return scope;
}

/** Applications that a Rails application or a `config.ru` mounts. */
export const mountedApps = (machine: Machine): Set<RouteScope> =>
  machine.notes('rack-mounted', () => new Set<RouteScope>());

/** Is it a class of the project that stands for an application, by its base: `Rails::Engine`, `Sinatra::Base`, `Grape::API`? */
export function rackKind(machine: Machine, cls: ClassValue): 'rails' | 'sinatra' | 'grape' | null {
  if (machine.extendsExternal(cls, (_, name) => /^(?:::)?Rails::(?:Engine|Application)$/.test(name)))
    return 'rails';
  if (machine.extendsExternal(cls, (_, name) => /^(?:::)?Sinatra::(?:Base|Application)$/.test(name)))
    return 'sinatra';
  if (machine.extendsExternal(cls, (_, name) => /^(?:::)?Grape::API(?:::Instance)?$/.test(name)))
    return 'grape';
  return null;
}
