/** warp: filters that are combined with `and` and `or`; what a program serves is what `warp::serve` is given. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../model/sighting.ts';
import type { TypeRef } from '../ir.ts';
import { calledName, lastPart } from '../languages/rust/web/names.ts';
import { addRustRoute, functionIn, rustVerbs } from '../languages/rust/web/routes.ts';
import { structParameters, typeOfField } from '../languages/rust/web/serde.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, FnValue, Guard, Model, Value } from '../machine/values.ts';
import { arg, known, model } from '../machine/values.ts';
import { parsePath, type PathPart, type PathSegment } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { warpExamples } from './warp.examples.ts';

const id = 'warp';

/** One way through a filter. */
interface Way {
  readonly segments: readonly PathSegment[];
  readonly methods: readonly string[];
  readonly params: readonly SightedParameter[];
  readonly guards: readonly Guard[];
  readonly handler: Value | null;
  /** A function that ran before more was asked for: the handler after all, when what follows only shapes its answer. */
  readonly earlier: Value | null;
  /** Says something of a path or method: without, it is only a helper. */
  readonly isRoute: boolean;
  /** Bodies and queries whose type only the handler tells. */
  readonly untyped: readonly ParameterIn[];
  readonly file: string;
  readonly line: number;
}

const waysMax = 2_000;

/** warp. */
export const warp: Framework = {
  id,
  title: 'warp',
  languages: ['rust'],
  call(callee, site, machine) {
    const name = calledName(callee, 'warp', site, machine);
    if (callee.name === 'path!') return filter([macroPath(site)]);
    if (/^warp\.(?:serve|service|test\.request)$/.test(name)) {
      if (name !== 'warp.test.request') serve(arg(site, 0), site, machine);
      return { t: 'unknown', name: 'server' };
    }
    const way = name.startsWith('warp.') ? wayOf(name.slice('warp.'.length), site, machine) : null;
    return way === null ? undefined : filter([way]);
  },
  method(self, name, site) {
    const ways = waysIn(self);
    const other = arg(site, 0);
    switch (name) {
      case 'and': {
        const others = waysIn(other);
        if (others.length === 0) return self;
        return filter(ways.flatMap((one) => others.map((next) => joined(one, next))));
      }
      case 'or':
        return filter([...ways, ...waysIn(other)]);
      case 'map':
      case 'and_then':
      case 'then':
      case 'untuple_one':
      case 'unify':
        if (other === undefined) return self;
        return filter(ways.map((one) => (one.handler === null ? handled(one, other, name, site) : one)));
      default:
        return self;
    }
  },
  examples: warpExamples,
};

const filter = (ways: readonly Way[]): Model => model(id, 'filter', null, { ways: ways.slice(0, waysMax) });

function waysIn(value: Value | undefined): readonly Way[] {
  if (value?.t === 'either') return value.options.flatMap(waysIn);
  return value?.t === 'model' ? ((value.data.get('ways') as readonly Way[] | undefined) ?? []) : [];
}

const way = (site: CallSite, parts: Partial<Way> = {}): Way => ({
  segments: [],
  methods: [],
  params: [],
  guards: [],
  handler: null,
  earlier: null,
  isRoute: false,
  untyped: [],
  file: site.file,
  line: site.line,
  ...parts,
});

/**
 * One filter after another. One that ends in a function and says nothing of paths and methods stands before what follows: it is a guard. One
 * that does is a route, below what stands before it.
 */
function joined(one: Way, next: Way): Way {
  const asGuard = (given: Value | null): readonly Guard[] =>
    given === null ? [] : [{ value: given, order: 0 }];
  return {
    segments: [...one.segments, ...next.segments],
    methods: [...one.methods, ...next.methods],
    params: [...one.params, ...next.params],
    guards: [
      ...one.guards,
      ...asGuard(one.handler),
      ...next.guards,
      ...(next.isRoute ? [] : asGuard(next.handler)),
    ],
    handler: next.isRoute ? next.handler : null,
    earlier: next.isRoute
      ? next.earlier
      : one.isRoute && !asksForBody(next)
        ? (one.handler ?? one.earlier)
        : null,
    isRoute: one.isRoute || next.isRoute,
    untyped: [...one.untyped, ...next.untyped],
    file: next.file,
    line: next.line,
  };
}

const asksForBody = (one: Way): boolean =>
  [...one.untyped, ...one.params.map((param) => param.in)].some(
    (where) => where === 'body' || where === 'form',
  );

/** A way with its function. `.then(handler).and(format()).map(respond)`: the handler came before, and `respond` shapes what it gives. */
function handled(one: Way, given: Value, how: string, { file, line }: CallSite): Way {
  const { earlier } = one;
  if (earlier === null || how !== 'map') return { ...one, handler: given, earlier: null, file, line };
  const guards = one.guards.filter(({ value }) => value !== earlier);
  return { ...one, handler: earlier, earlier: null, guards, file, line };
}

/** `warp::path!("users" / u32 / ..)` */
function macroPath(site: CallSite): Way {
  let at = 0;
  const segments = site.args.flatMap(({ value, expr }): PathSegment[] => {
    const text = known(value);
    if (text !== null) return [[text]];
    const word = expr.t === 'name' ? expr.v : '';
    if (word === '' || word === '..') return [];
    at += 1;
    return [[parameter({ name: word, args: [] }, at)]];
  });
  return way(site, { segments, isRoute: true });
}

const parameter = (type: TypeRef | undefined, at: number): PathPart => ({
  name: at === 1 ? 'param' : `param${at}`,
  type: type === undefined ? 'string' : plainType(type),
});

function plainType(type: TypeRef): ParameterType {
  const name = lastPart(type.name);
  return /^[iu](?:8|16|32|64|128|size)$/.test(name)
    ? 'integer'
    : /^f(?:32|64)$/.test(name)
      ? 'number'
      : name === 'Uuid'
        ? 'string:uuid'
        : name === 'bool'
          ? 'boolean'
          : 'string';
}

/** What a filter of the library asks for. */
function wayOf(name: string, site: CallSite, machine: Machine): Way | null {
  const [type] = site.types;
  const first = arg(site, 0);
  const word = known(first);
  switch (name) {
    case 'any':
      return way(site);
    case 'path':
    case 'path.path':
      return way(site, { segments: word === null ? [] : parsePath(word, 'brace').segments, isRoute: true });
    case 'path.end':
      return way(site, { isRoute: true });
    case 'path.param':
      return way(site, { segments: [[parameter(type, 1)]], isRoute: true });
    case 'path.tail':
    case 'path.full':
      return way(site, {
        segments: name === 'path.tail' ? [[{ name: 'tail', type: 'string', rest: true }]] : [],
      });
    case 'query':
    case 'query.query':
      return filled('query', type, site, machine);
    case 'body.json':
    case 'json':
      return filled('body', type, site, machine);
    case 'body.form':
      return filled('form', type, site, machine);
    case 'header':
    case 'header.header':
    case 'header.optional':
    case 'header.exact':
    case 'header.exact_ignore_case':
      return way(site, { params: one('header', word, type, !name.endsWith('optional'), site, machine) });
    case 'cookie':
    case 'cookie.cookie':
    case 'cookie.optional':
      return way(site, { params: one('cookie', word, type, !name.endsWith('optional'), site, machine) });
    case 'fs.dir':
      return way(site, {
        segments: [[{ name: 'path', type: 'string', rest: true }]],
        methods: ['GET'],
        handler: { t: 'unknown', name: 'files' },
        isRoute: true,
      });
    case 'fs.file':
      return way(site, { methods: ['GET'], handler: { t: 'unknown', name: 'file' } });
    case 'ws':
      return way(site, { methods: ['GET'], isRoute: true });
    default: {
      const verb = lastPart(name);
      const method =
        /^(?:method\.)?\w+$/.test(name) && Object.hasOwn(rustVerbs, verb) ? rustVerbs[verb] : undefined;
      if (method !== undefined) return way(site, { methods: [method], isRoute: true });
      return /^(?:body|ext|multipart|host|addr|filters)\./.test(name) ? way(site) : null;
    }
  }
}

/** Something that fills a struct; without its type, the handler's parameters tell which. */
const filled = (where: ParameterIn, type: TypeRef | undefined, site: CallSite, machine: Machine): Way =>
  type === undefined
    ? way(site, { untyped: [where] })
    : way(site, { params: structParameters(type, where, site.env, machine) });

function one(
  where: ParameterIn,
  name: string | null,
  type: TypeRef | undefined,
  required: boolean,
  site: CallSite,
  machine: Machine,
): readonly SightedParameter[] {
  if (name === null || /^(?:authorization|content-type|accept)$/i.test(name)) return [];
  return [
    { name, in: where, type: type === undefined ? 'string' : typeOfField(type, site.env, machine), required },
  ];
}

/** Adds all ways of a filter to an application. */
function serve(value: Value | undefined, site: CallSite, machine: Machine): void {
  const scope = machine.scope({
    framework: id,
    isRoot: true,
    file: site.file,
    line: site.line,
    reach: 'all',
  });
  for (const found of waysIn(value)) {
    if (!found.isRoute) continue;
    const names = namesFrom(found);
    const fn = found.handler === null ? null : functionIn(found.handler);
    let at = 0;
    const segments = found.segments.map((segment) =>
      segment.map((part): PathPart => {
        if (typeof part === 'string' || !('name' in part) || part.rest === true) return part;
        at += 1;
        const own = fn?.fn.params[at - 1]?.type;
        const type = part.type === 'string' && own !== undefined ? plainType(own) : part.type;
        return { ...part, type, name: names[at - 1] ?? (at === 1 ? 'param' : `param${at}`) };
      }),
    );
    addRustRoute(
      scope,
      {
        methods: found.methods.length === 0 ? ['ANY'] : [...new Set(found.methods)].slice(0, 1),
        path: { segments, shorter: [] },
        handler: found.handler ?? undefined,
        guards: found.guards,
        file: found.file,
        line: found.line,
        params: [...found.params, ...toldByHandler(found, fn, machine)],
      },
      machine,
    );
  }
}

/** Structs among the handler's parameters that are read from a request, for bodies and queries without a type of their own. */
function toldByHandler(found: Way, fn: FnValue | null, machine: Machine): readonly SightedParameter[] {
  if (fn === null) return [];
  const structs = fn.fn.params.filter(({ type }) => {
    const cls = type === undefined || !/^[\w:.]+$/.test(type.name) ? null : machine.classOf(type, fn.env);
    return (cls?.cls.decorators ?? []).some(({ args }) =>
      args.some(({ value }) => value.t === 'name' && value.v.endsWith('Deserialize')),
    );
  });
  return found.untyped.flatMap((where, at) => structParameters(structs[at]?.type, where, fn.env, machine));
}

/** Parameters of the path have no names but those of the handler's first parameters. */
function namesFrom({ handler }: Way): readonly string[] {
  const fn = handler === null ? null : functionIn(handler);
  return (fn?.fn.params ?? [])
    .map(({ name }) => name.replace(/^_+/, ''))
    .map((name) => (name === '' ? 'param' : name));
}
