/** gin: engines and groups, handlers that are given a `*gin.Context`. */
import type { CallSite, Model, Value } from '../machine/values.ts';
import { arg, text, unknown } from '../machine/values.ts';
import type { Machine } from '../machine/machine.ts';
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
import type { HandlerReading } from '../languages/go/web/reading.ts';
import type { Framework } from './framework.ts';
import { ginExamples } from './gin.examples.ts';

const style: RouterStyle = {
  id: 'gin',
  library: /^github\.com\/gin-gonic\/gin$/,
  makers: { Default: 'app', New: 'app' },
  types: new Set(['Engine', 'RouterGroup', 'IRouter', 'IRoutes']),
  verbs: upperVerbs,
  path: colonPath,
  handlerAt: 'last',
  reach: 'after',
};

/** gin. */
export const gin: Framework = {
  id: style.id,
  title: 'gin',
  languages: ['go'],
  call: (callee, site, machine) => makeRouter(style, callee, site, machine),
  method: (self, name, site, machine) =>
    self.kind === 'context' ? context(self, name, site, machine) : router(self, name, site, machine),
  member(self, name) {
    const reading = readingOf(self);
    if (reading !== null) return name === 'Request' ? requestPart('request', reading) : undefined;
    // `engine.RouterGroup` is the engine's own group.
    return name === 'RouterGroup' ? self : undefined;
  },
  parameter: (param, fn, machine) => adoptRouter(style, param, fn, machine),
  examples: ginExamples,
};

function router(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const verb = Object.hasOwn(style.verbs, name) ? style.verbs[name] : undefined;
  if (verb !== undefined) {
    register(style, self, [verb], arg(site, 0), argsFrom(site, 1), site, machine);
    return self;
  }
  switch (name) {
    case 'Any':
      register(style, self, ['ANY'], arg(site, 0), argsFrom(site, 1), site, machine);
      return self;
    case 'Handle':
    case 'Match':
      register(style, self, methodsIn(arg(site, 0)), arg(site, 1), argsFrom(site, 2), site, machine);
      return self;
    case 'Group':
      return group(style, self, patternsOf(style, arg(site, 0)), argsFrom(site, 1), site, machine);
    case 'Use':
      use(self, argsFrom(site, 0), site, machine);
      return self;
    case 'Static':
    case 'StaticFS': {
      const folders = patternsOf(style, arg(site, 0)).map((path) => ({
        ...path,
        segments: [...path.segments, [{ name: 'filepath', type: 'string' as const, rest: true as const }]],
      }));
      addRoute(self.scope, ['GET'], folders, undefined, [], site, machine);
      return self;
    }
    case 'StaticFile':
    case 'StaticFileFS':
      addRoute(self.scope, ['GET'], patternsOf(style, arg(site, 0)), undefined, [], site, machine);
      return self;
    case 'With':
      return self;
    case 'BasePath':
      return text('');
    default:
      return undefined;
  }
}

/** Methods that read one thing by its name. */
const reads: Readonly<Record<string, Parameters<typeof readParameter>[1]>> = {
  Param: 'path',
  Query: 'query',
  DefaultQuery: 'query',
  GetQuery: 'query',
  QueryArray: 'query',
  GetQueryArray: 'query',
  QueryMap: 'query',
  GetQueryMap: 'query',
  PostForm: 'form',
  DefaultPostForm: 'form',
  GetPostForm: 'form',
  PostFormArray: 'form',
  GetPostFormArray: 'form',
  PostFormMap: 'form',
  FormFile: 'form',
  GetHeader: 'header',
  Cookie: 'cookie',
};

const query: Binding = { tag: 'form', in: 'query', untagged: 'by-name' };
const form: Binding = { tag: 'form', in: 'form', untagged: 'by-name' };
const path: Binding = { tag: 'uri', in: 'path', untagged: 'left-out' };
const header: Binding = { tag: 'header', in: 'header', untagged: 'left-out' };

function context(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined {
  const reading = readingOf(self);
  if (reading === null) return undefined;
  noteRefusal(site, reading);
  const where = Object.hasOwn(reads, name) ? reads[name] : undefined;
  if (where !== undefined) {
    const type = name.includes('Array')
      ? 'array'
      : name.includes('Map')
        ? 'object'
        : name === 'FormFile'
          ? 'file'
          : 'string';
    return readParameter(reading, where, arg(site, 0), { type });
  }
  const bound = /^(?:Must|Should)?Bind(\w*)$/.exec(name);
  if (bound !== null) {
    bind(reading, bound[1] ?? '', site, machine);
    return unknown('error');
  }
  return name === 'GetRawData' ? requestPart('body', reading) : undefined;
}

/** What `Bind` and its kin fill a struct with. */
function bind(reading: HandlerReading, format: string, site: CallSite, machine: Machine): void {
  const target = arg(site, 0);
  switch (format) {
    case 'Query':
      return bindStruct(reading, target, [query], machine);
    case 'Uri':
    case 'URI':
      return bindStruct(reading, target, [path], machine);
    case 'Header':
      return bindStruct(reading, target, [header], machine);
    case 'JSON':
    case 'BodyWithJSON':
      return bindStruct(reading, target, [jsonBody], machine);
    case 'XML':
      return bindStruct(reading, target, [{ ...jsonBody, tag: 'xml' }], machine);
    case 'YAML':
      return bindStruct(reading, target, [{ ...jsonBody, tag: 'yaml' }], machine);
    default: {
      // The binding is an argument of `ShouldBindWith`; alone, method and content type decide.
      const chosen = site.args[1] === undefined ? '' : nameOfBinding(site.args[1].value);
      if (chosen === 'Query') return bindStruct(reading, target, [query], machine);
      // A form is what the URL says, too.
      if (chosen.startsWith('Form'))
        return bindStruct(
          reading,
          target,
          [
            { ...query, when: 'bodiless' },
            { ...form, when: 'bodied' },
          ],
          machine,
        );
      if (chosen === 'JSON') return bindStruct(reading, target, [jsonBody], machine);
      if (chosen === 'Header') return bindStruct(reading, target, [header], machine);
      const isForm = hasTag(target, 'form', machine) && !hasTag(target, 'json', machine);
      return bindStruct(
        reading,
        target,
        [
          { ...query, when: 'bodiless' },
          { ...(isForm ? form : jsonBody), when: 'bodied' },
        ],
        machine,
      );
    }
  }
}

const nameOfBinding = (value: Value): string => (value.t === 'external' ? value.name : '');
