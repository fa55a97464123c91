/** ASP.NET Core: controllers, minimal APIs, SignalR, gRPC, and endpoints that are classes. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, FnValue, Value } from '../../machine/values.ts';
import { known, model, text } from '../../machine/values.ts';
import type { Framework } from '../framework.ts';
import { addControllers } from './controllers.ts';
import { addFastEndpoint, readModule } from './endpoint-classes.ts';
import { examples } from './examples.ts';
import { addEndpoints } from './endpoints.ts';
import { groupFor, isRoutes, makeRoutes, minimalMethod } from './minimal.ts';
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
  unknownMethod(self, name, site, machine) {
    if (name === 'GetType' && self.t === 'instance') return typeInfo(self.of.cls.name, site);
    const reflected = name === 'Invoke' ? reflectedName(self) : null;
    const given = site.args.flatMap((one) => (one.value.t === 'list' ? one.value.items : [one.value]));
    const routes = given.find(isRoutes);
    if (routes === undefined) return undefined;
    // `foreach (var endpoint in endpoints) endpoint.MapEndpoint(app)`, or the same by reflection: all methods of that name are called.
    const mappers = machine
      .functionsNamed(reflected ?? name)
      .filter(
        ({ fn, self: owner }) => owner?.t === 'class' && owner.cls.kind === 'class' && fn.body.length > 0,
      )
      .filter(({ fn }) => fn.params.some((one) => routesType.test(one.type?.name ?? '')));
    if (mappers.length === 0 || mappers.length > mappersMax) return undefined;
    for (const one of mappers) {
      const className = one.self?.t === 'class' ? one.self.cls.name : '';
      machine.invoke(
        bindSelf(machine, one),
        given
          .filter((value) => value.t !== 'const')
          .map((value) => (isRoutes(value) ? groupFor(machine, value, className, site) : value)),
      );
    }
    return routes;
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

/** `type.GetMethod("Map")`: the name. */
function reflectedName(value: Value): string | null {
  if (value.t !== 'result' || value.callee.t !== 'member' || value.callee.name !== 'GetMethod') return null;
  return known(value.args[0]?.value);
}

/** What `x.GetType()` tells of a class. */
const typeInfo = (name: string, site: CallSite): Value => ({
  t: 'map',
  entries: new Map([['Name', text(name)]]),
  open: true,
  file: site.file,
  line: site.line,
});

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
