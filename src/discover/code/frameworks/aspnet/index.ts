/** ASP.NET Core: controllers, minimal APIs, SignalR, gRPC, and endpoints that are classes. */
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, Value } from '../../machine/values.ts';
import { model } from '../../machine/values.ts';
import type { Framework } from '../framework.ts';
import { addControllers } from './controllers.ts';
import { addFastEndpoint, readModule } from './endpoint-classes.ts';
import { examples } from './examples.ts';
import { addEndpoints, isRoutes, makeRoutes, minimalMethod } from './minimal.ts';
import { readFacts } from './projects.ts';

const builders = /(?:^|\.)WebApplication\.(?:CreateBuilder|CreateSlimBuilder|CreateEmptyBuilder)$/;

/** Types of parameters that endpoints are mapped on. */
const routesType =
  /^(?:WebApplication|IEndpointRouteBuilder|RouteGroupBuilder|IApplicationBuilder|IRouteBuilder)$/;

const mappersMax = 400;

export const aspnet: Framework = {
  id: 'aspnet',
  title: 'ASP.NET Core',
  languages: ['csharp'],
  call(callee, site, machine) {
    if (builders.test(callee.name)) return model('aspnet', 'builder');
    if (/(?:^|\.)WebApplication\.Create$/.test(callee.name)) return makeRoutes(machine, site, true);
    // `TEndpoint.Map(app)` within a generic method: the class is the one that it was called for.
    const generic = /^T\w*\.(\w+)$/.exec(callee.name);
    if (generic === null || !site.args.some((one) => isRoutes(one.value))) return undefined;
    const cls = machine.notes<Map<string, Value>>('aspnet type arguments', () => new Map()).get('T');
    const method = cls?.t === 'class' ? machine.methodOf(cls, generic[1] ?? '') : undefined;
    return method === undefined ? undefined : machine.invoke(method, site.args);
  },
  method: (self, name, site, machine) => minimalMethod(self, name, site, machine),
  unknownMethod(_self, name, site, machine) {
    // `foreach (var endpoint in endpoints) endpoint.MapEndpoint(app)`: all methods of that name are called.
    const routes = site.args.find((one) => isRoutes(one.value));
    if (routes === undefined) return undefined;
    const mappers = machine
      .functionsNamed(name)
      .filter(({ fn, self }) => self?.t === 'class' && self.cls.kind === 'class' && fn.body.length > 0);
    if (mappers.length === 0 || mappers.length > mappersMax) return undefined;
    for (const one of mappers) machine.invoke(bindSelf(machine, one), site.args);
    return routes.value;
  },
  parameter(param, fn, machine) {
    if (!routesType.test(param.type?.name.split('.').at(-1) ?? '')) return undefined;
    return makeRoutes(machine, { file: fn.file, line: fn.fn.line }, false);
  },
  class(cls, machine) {
    runEntry(machine, cls);
    readModule(machine, cls);
  },
  module: (module, machine) => {
    if (module.language === 'csharp') readFacts(machine, module);
  },
  finish(machine) {
    for (const cls of machine.classes('csharp')) addFastEndpoint(machine, cls);
    addEndpoints(machine);
    addControllers(machine);
  },
  examples,
};

const bindSelf = (machine: Machine, fn: FnValue): FnValue =>
  fn.self?.t === 'class' && fn.fn.isStatic !== true ? { ...fn, self: machine.instantiate(fn.self, []) } : fn;

/** `static void Main`, and `Configure(IApplicationBuilder app)` of a startup class. */
function runEntry(machine: Machine, cls: ClassValue): void {
  if (cls.cls.kind !== 'class') return;
  for (const fn of cls.cls.methods) {
    const isMain = fn.name === 'Main' && fn.isStatic === true;
    const isConfigure =
      fn.name === 'Configure' &&
      fn.params.some((one) => /^(?:IApplicationBuilder|WebApplication)$/.test(one.type?.name ?? ''));
    if (!isMain && !isConfigure) continue;
    const method: FnValue = { t: 'fn', fn, env: machine.envOf(cls), file: cls.file, self: cls };
    const args = fn.params.map(
      (one): Value =>
        routesType.test(one.type?.name ?? '')
          ? makeRoutes(machine, { file: cls.file, line: fn.line }, true)
          : { t: 'unknown', name: one.name },
    );
    machine.invoke(bindSelf(machine, method), args);
  }
}
