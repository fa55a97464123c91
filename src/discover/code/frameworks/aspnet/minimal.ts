/** Minimal APIs: `app.MapGet`, groups, hubs, gRPC services, and the extension methods that map them. What is said of an endpoint after it is kept. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, FnValue, Model, TextValue, Value } from '../../machine/values.ts';
import {
  arg,
  itemsOf,
  known,
  model,
  nameOf,
  named,
  positional,
  text,
  textsOf,
} from '../../machine/values.ts';
import { authBy } from '../../routes/auth-names.ts';
import { rootPattern } from '../../routes/template.ts';
import { defaultPattern } from './conventions.ts';
import { addEndpoint, saidOf, saidWithin, say } from './endpoints.ts';
import { grpcMethods } from './grpc.ts';
import { identityApi } from './identity-api.ts';
import { projectsOf } from './projects.ts';
import { readTemplate } from './templates.ts';
import { classOfType } from './types.ts';

const verbs: Readonly<Record<string, string>> = {
  MapGet: 'GET',
  MapPost: 'POST',
  MapPut: 'PUT',
  MapDelete: 'DELETE',
  MapPatch: 'PATCH',
  Map: 'ANY',
  MapHealthChecks: 'GET',
  MapGraphQL: 'POST',
  MapGraphQLHttp: 'POST',
};

const builtIn = /^Map(?:Get|Post|Put|Delete|Patch|Group|Methods)$/;

/** An application, or a part of one that a function is given. */
export function makeRoutes(machine: Machine, site: Pick<CallSite, 'file' | 'line'>, isRoot: boolean): Model {
  const scope = machine.scope({
    framework: 'aspnet',
    isRoot,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  return model('aspnet', 'routes', scope, { said: saidWithin(null) });
}

/** Is it something that endpoints can be mapped on? */
export const isRoutes = (value: Value): value is Model =>
  value.t === 'model' && value.framework === 'aspnet' && value.kind === 'routes';

/** A method of an application, a group or an endpoint. */
export function minimalMethod(
  self: Model,
  name: string,
  site: CallSite,
  machine: Machine,
): Value | undefined {
  if (self.kind === 'builder') {
    if (name === 'Build') return makeRoutes(machine, site, true);
    return extension(self, name, site, machine);
  }
  if (self.kind !== 'routes' && self.kind !== 'endpoint') return undefined;
  // A project may have its own `MapGet(handler, pattern)` beside the framework's, which is given the pattern first.
  const isBuiltIn = self.kind === 'routes' && builtIn.test(name) && textsOf(arg(site, 0)).length > 0;
  const extended = isBuiltIn ? undefined : extension(self, name, site, machine);
  if (extended !== undefined) return extended;
  if (self.kind === 'routes') {
    const mapped = mapping(self, name, site, machine);
    if (mapped !== undefined) return mapped;
  }
  say(saidOf(self), name, site);
  return self;
}

/** A method of the project that extends what it is called on (`this IEndpointRouteBuilder app`). */
function extension(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const found = machine
    .functionsNamed(name)
    .filter(
      ({ fn, file }) =>
        fn.params[0]?.decorators.some((one) => one.name.t === 'name' && one.name.v === 'this') === true &&
        machine.project.modules.get(file)?.language === 'csharp',
    );
  const fitting = found.filter(({ fn }) => fn.params.length > site.args.length);
  const [first] = fitting.length > 0 ? fitting : found;
  if (first === undefined) return undefined;
  const types = machine.notes<Map<string, Value>>('aspnet type arguments', () => new Map());
  const bound = site.types.flatMap((type) => classOfType(machine, type, site.env) ?? []);
  // Type parameters have no place in the small language: `TEndpoint.Map(app)` means the class that was given.
  const before = types.get('T');
  if (bound[0] !== undefined) types.set('T', bound[0]);
  const given = machine.invoke(first, [{ value: self, expr: { t: 'const', v: null } }, ...site.args]);
  if (before === undefined) types.delete('T');
  else types.set('T', before);
  if (given.t === 'model') return given;
  // What is said after it is said of an endpoint that is not known, not of all.
  return /(?:RouteHandler|Convention)Builder$/.test(first.fn.returns?.name ?? '')
    ? model('aspnet', 'endpoint', null, { said: saidWithin(null) })
    : self;
}

function mapping(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const { scope } = self;
  if (scope === null) return undefined;
  const template = mostTold(named(site, 'pattern') ?? named(site, 'prefix') ?? arg(site, 0));
  const path = template === undefined ? rootPattern : readTemplate(template);
  const last = named(site, 'handler') ?? positional(site).at(-1);
  switch (name) {
    case 'MapGroup': {
      const group = machine.scope({
        framework: 'aspnet',
        isRoot: false,
        file: site.file,
        line: site.line,
        reach: 'all',
      });
      scope.mount(group, path);
      return model('aspnet', 'routes', group, { said: saidWithin(saidOf(self)), parent: self, template });
    }
    case 'MapMethods': {
      const methods = itemsOf(arg(site, 1)).flatMap((one) => known(one)?.toUpperCase() ?? constantOf(one));
      return addEndpoint(machine, self, site, {
        methods: methods.length === 0 ? ['ANY'] : methods,
        path,
        handler: last,
      });
    }
    case 'MapHub':
      return addEndpoint(machine, self, site, {
        methods: ['WS'],
        kind: 'websocket',
        path,
        handlerName: site.types[0]?.name ?? null,
      });
    case 'MapGrpcService':
      for (const one of grpcMethods(machine, site)) {
        addEndpoint(machine, self, site, { methods: ['POST'], kind: 'grpc', ...one });
      }
      return self;
    case 'MapIdentityApi':
      for (const one of identityApi) {
        const endpoint = addEndpoint(machine, self, site, {
          methods: [one.method],
          path: readTemplate(one.path),
          handlerName: 'MapIdentityApi',
        });
        if (one.isProtected)
          saidOf(endpoint).auth = authBy(
            'required',
            'bearer',
            'MapIdentityApi',
            'the identity API asks for a user',
          );
      }
      return self;
    case 'MapControllerRoute':
    case 'MapRoute':
    case 'MapHttpRoute':
    case 'MapAreaControllerRoute': {
      const patterns = site.args.flatMap((one) => known(one.value) ?? []).filter((one) => one.includes('{'));
      projectsOf(machine)
        .of(site.file)
        .conventional.push(...patterns.slice(0, 1));
      return self;
    }
    case 'MapDefaultControllerRoute':
    case 'UseMvcWithDefaultRoute':
      projectsOf(machine).of(site.file).conventional.push(defaultPattern);
      return self;
    case 'UseEndpoints':
    case 'UseMvc':
      for (const one of positional(site)) if (one.t === 'fn') machine.invoke(one, [self]);
      return self;
    case 'UsePathBase':
      scope.prefix = path;
      return self;
    default:
  }
  const method = verbs[name];
  if (method === undefined) return undefined;
  if (name === 'Map' && last?.t === 'fn' && isBranch(last)) {
    const branch = machine.scope({
      framework: 'aspnet',
      isRoot: false,
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    scope.mount(branch, path);
    machine.invoke(last, [model('aspnet', 'routes', branch, { said: saidWithin(saidOf(self)) })]);
    return self;
  }
  if (name.startsWith('MapGraphQL')) {
    return addEndpoint(machine, self, site, {
      methods: [method],
      path: template === undefined ? readTemplate('/graphql') : path,
    });
  }
  if (name === 'MapHealthChecks')
    return addEndpoint(machine, self, site, { methods: [method], path, handlerName: name });
  // Mapping that leaves out the path (`group.MapGet(Handler)`) maps the group's own.
  return addEndpoint(machine, self, site, { methods: [method], path, handler: last });
}

/** Of several texts that a value may be, the one of which most is known. */
function mostTold(value: Value | undefined): TextValue | undefined {
  const told = (text: TextValue): number => text.parts.filter((part) => typeof part === 'string').length;
  return textsOf(value).toSorted((a, b) => told(b) - told(a))[0];
}

/**
 * A group whose path has the name of a class that is not known (`/api/{type.Name}`, types found by reflection), for one such class.
 */
export function groupFor(machine: Machine, group: Model, className: string, site: CallSite): Model {
  const parent = group.data.get('parent') as Model | undefined;
  const template = group.data.get('template') as TextValue | undefined;
  if (parent?.scope === null || parent === undefined || template === undefined) return group;
  if (!template.parts.some((part) => typeof part !== 'string')) return group;
  const path = text(...template.parts.map((part) => (typeof part === 'string' ? part : className)));
  const scope = machine.scope({
    framework: 'aspnet',
    isRoot: false,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  parent.scope.mount(scope, readTemplate(path));
  return model('aspnet', 'routes', scope, { said: saidWithin(saidOf(group)) });
}

const constantOf = (value: Value): readonly string[] => {
  const name = /(?:HttpMethods|HttpMethod)\.(\w+)/.exec(nameOf(value))?.[1];
  return name === undefined ? [] : [name.toUpperCase()];
};

/** `app.Map("/x", branch => { branch.Run(...) })`: a pipeline of its own. */
const isBranch = (fn: FnValue): boolean => {
  const [param, ...others] = fn.fn.params;
  if (param === undefined || others.length > 0) return false;
  if (param.type !== undefined) return param.type.name.endsWith('ApplicationBuilder');
  return fn.fn.body.some(
    (one) =>
      one.t === 'expr' &&
      one.e.t === 'call' &&
      one.e.fn.t === 'member' &&
      /^(?:Use|Run|Map)/.test(one.e.fn.name) &&
      one.e.fn.of.t === 'name' &&
      one.e.fn.of.v === param.name,
  );
};
