/** echo: an application with groups, handlers that are given an `echo.Context`. */
import type { ParameterIn } from '../../../model/sighting.ts';
import { withRest } from '../languages/go/web/brace-paths.ts';
import { colonPath } from '../languages/go/web/colon-paths.ts';
import { noteRefusal, readingOf, readParameter, requestPart } from '../languages/go/web/request.ts';
import {
  addRoute,
  adoptRouter,
  argsFrom,
  group,
  makeRouter,
  methodsIn,
  patternsOf,
  register,
  type RouterStyle,
  upperVerbs,
  use,
} from '../languages/go/web/routers.ts';
import { type Binding, bindStruct, hasTag, jsonBody } from '../languages/go/web/structs.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, External, Model, Value } from '../machine/values.ts';
import { arg, model, unknown } from '../machine/values.ts';
import { rootPattern } from '../routes/template.ts';
import { echoExamples } from './echo.examples.ts';
import type { Framework } from './framework.ts';

const style: RouterStyle = {
  id: 'echo',
  library: /^github\.com\/labstack\/echo(?:\/v\d+)?$/,
  makers: { New: 'app' },
  types: new Set(['Echo', 'Group']),
  verbs: upperVerbs,
  path: colonPath,
  handlerAt: 'first',
  reach: 'all',
};

/** echo. */
export const echo: Framework = {
  id: style.id,
  title: 'Echo',
  languages: ['go'],
  call: (callee, site, machine) => binder(callee, site) ?? makeRouter(style, callee, site, machine),
  method(self, name, site, machine) {
    if (self.kind === 'context') return context(self, name, site, machine);
    if (self.kind === 'binder') return bindOne(self, name, site);
    return router(self, name, site, machine);
  },
  unknownMethod: (_self, name, site, machine) => bindPart(name, site, machine),
  parameter: (param, fn, machine) => adoptRouter(style, param, fn, machine),
  examples: echoExamples,
};

function router(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const verb = Object.hasOwn(style.verbs, name) ? style.verbs[name] : undefined;
  if (verb !== undefined) {
    register(style, self, [verb], arg(site, 0), argsFrom(site, 1), site, machine);
    return unknown('route');
  }
  switch (name) {
    case 'Any':
      register(style, self, ['ANY'], arg(site, 0), argsFrom(site, 1), site, machine);
      return unknown('routes');
    case 'Add':
    case 'Match':
      register(style, self, methodsIn(arg(site, 0)), arg(site, 1), argsFrom(site, 2), site, machine);
      return unknown('routes');
    case 'Group':
      return group(style, self, patternsOf(style, arg(site, 0)), argsFrom(site, 1), site, machine);
    case 'Host':
      return group(style, self, [rootPattern], argsFrom(site, 1), site, machine);
    case 'Use':
    case 'Pre':
      use(self, argsFrom(site, 0), site, machine);
      return self;
    case 'Static':
    case 'StaticFS': {
      const folders = patternsOf(style, arg(site, 0)).map((path) => withRest(path));
      addRoute(self.scope, ['GET'], folders, undefined, [], site, machine);
      return self;
    }
    case 'File':
    case 'FileFS':
      addRoute(
        self.scope,
        ['GET'],
        patternsOf(style, arg(site, 0)),
        undefined,
        argsFrom(site, 2),
        site,
        machine,
      );
      return self;
    default:
      return undefined;
  }
}

const path: Binding = { tag: 'param', in: 'path', untagged: 'left-out' };
const query: Binding = { tag: 'query', in: 'query', untagged: 'left-out' };
const form: Binding = { tag: 'form', in: 'form', untagged: 'left-out' };
const header: Binding = { tag: 'header', in: 'header', untagged: 'left-out' };

function context(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const reading = readingOf(self);
  if (reading === null) return undefined;
  noteRefusal(site, reading);
  const first = arg(site, 0);
  switch (name) {
    case 'Param':
    case 'PathParam':
      return readParameter(reading, 'path', first);
    case 'QueryParam':
    case 'QueryParamOr':
      return readParameter(reading, 'query', first);
    case 'QueryParams':
      return requestPart('query', reading);
    case 'FormValue':
    case 'FormValueOr':
      return readParameter(reading, 'form', first);
    case 'FormParams':
    case 'MultipartForm':
      return requestPart('form', reading);
    case 'FormFile':
      return readParameter(reading, 'form', first, { type: 'file' });
    case 'Cookie':
      return readParameter(reading, 'cookie', first);
    case 'Request':
      return requestPart('request', reading);
    case 'Response':
      return requestPart('writer', reading);
    case 'Bind':
      bindStruct(
        reading,
        first,
        [
          path,
          { ...query, when: 'bodiless' },
          ...bodyOf(first, machine).map((one): Binding => ({ ...one, when: 'bodied' })),
        ],
        machine,
      );
      return unknown('error');
    default:
      return undefined;
  }
}

/** Tagged for forms alone, a struct is filled from forms; else from JSON, but for what other tags say comes from elsewhere. */
function bodyOf(target: Value | undefined, machine: Machine): readonly Binding[] {
  if (hasTag(target, 'json', machine))
    return [{ ...jsonBody, untagged: hasElsewhere(target, machine) ? 'left-out' : 'by-name' }];
  if (hasTag(target, 'form', machine)) return [form];
  return hasElsewhere(target, machine) ? [] : [jsonBody];
}

const hasElsewhere = (target: Value | undefined, machine: Machine): boolean =>
  ['param', 'query', 'header'].some((tag) => hasTag(target, tag, machine));

/** `(&echo.DefaultBinder{}).BindQueryParams(c, &q)` */
function bindPart(name: string, site: CallSite, machine: Machine): Value | undefined {
  const reading = readingOf(arg(site, 0));
  if (reading === null) return undefined;
  const target = arg(site, 1);
  const bindings =
    name === 'BindPathParams' || name === 'BindPathValues'
      ? [path]
      : name === 'BindQueryParams'
        ? [query]
        : name === 'BindHeaders'
          ? [header]
          : name === 'BindBody'
            ? bodyOf(target, machine)
            : null;
  if (bindings === null) return undefined;
  bindStruct(reading, target, bindings, machine);
  return unknown('error');
}

const binders: Readonly<Record<string, ParameterIn>> = {
  QueryParamsBinder: 'query',
  PathParamsBinder: 'path',
  PathValuesBinder: 'path',
  FormFieldBinder: 'form',
};

/** `echo.QueryParamsBinder(c).Int64("length", &length)` */
function binder(callee: External, site: CallSite): Value | undefined {
  const where = Object.hasOwn(binders, callee.name) ? binders[callee.name] : undefined;
  const reading = readingOf(arg(site, 0));
  if (where === undefined || reading === null || !style.library.test(callee.from)) return undefined;
  return model(style.id, 'binder', null, { reading, where });
}

function bindOne(self: Model, name: string, site: CallSite): Value | undefined {
  const reading = readingOf(self);
  const where = self.data.get('where') as ParameterIn;
  const kind =
    /^(Must)?(String|U?[iI]nt|Uint|Float|Bool|Time|UnixTime|Duration|Byte|CustomFunc|TextUnmarshaler|BindUnmarshaler)\w*$/.exec(
      name,
    );
  if (reading !== null && kind !== null) {
    const word = kind[2] ?? '';
    readParameter(reading, where, arg(site, 0), {
      required: kind[1] === undefined ? null : true,
      type:
        name.endsWith('s') && !name.endsWith('Func')
          ? 'array'
          : /int/i.test(word)
            ? 'integer'
            : word === 'Float'
              ? 'number'
              : word === 'Bool'
                ? 'boolean'
                : word === 'Time'
                  ? 'string:date-time'
                  : 'string',
    });
  }
  return self;
}
