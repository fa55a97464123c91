/** `net/http` of Go: `ServeMux` with the patterns of Go 1.22 and of before, and handlers that tell methods apart by themselves. */
import type { Expr } from '../ir.ts';
import { walkFn } from '../ir-walk.ts';
import { bracePath, withRest } from '../languages/go/web/brace-paths.ts';
import { handlerMethods } from '../languages/go/web/facts.ts';
import { guardAround } from '../languages/go/web/guards.ts';
import { functionOf, handlerOf } from '../languages/go/web/handlers.ts';
import { currentReading, netHttp, requestMember, requestMethod } from '../languages/go/web/request.ts';
import {
  addRoute,
  adoptRouter,
  argsFrom,
  makeRouter,
  type RouterStyle,
} from '../languages/go/web/routers.ts';
import {
  noteAssigned,
  noteMounted,
  noteRouter,
  noteServed,
  placeOf,
  routerOf,
  settleServing,
} from '../languages/go/web/serving.ts';
import type { Machine } from '../machine/machine.ts';
import type { ArgValue, CallSite, Model, TextValue } from '../machine/values.ts';
import { arg, model, text, textsOf, unknown } from '../machine/values.ts';
import type { PathPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { netHttpExamples } from './go-net-http.examples.ts';

const style: RouterStyle = {
  id: netHttp,
  library: /^net\/http$/,
  makers: { NewServeMux: 'router', ServeMux: 'router' },
  types: new Set(['ServeMux']),
  verbs: {},
  path: bracePath,
  handlerAt: 'last',
  reach: 'after',
};

/** `net/http`. */
export const goNetHttp: Framework = {
  id: netHttp,
  title: 'Go net/http',
  languages: ['go'],
  call(callee, site, machine) {
    if (callee.from === 'net/http') {
      switch (callee.name) {
        case 'HandleFunc':
        case 'Handle':
          handle(defaultMux(machine, site), site, machine);
          return { t: 'const', v: null };
        case 'HandlerFunc':
          return arg(site, 0);
        case 'StripPrefix': {
          const inner = argsFrom(site, 1)[0];
          if (inner === undefined) return undefined;
          const router = routerOf(inner, site.env, machine);
          return model(netHttp, 'stripped', null, {
            prefix: arg(site, 0) ?? text(''),
            inner: router?.router ?? inner.value,
            around: router?.around ?? [],
          });
        }
        case 'NewServeMux':
        case 'ServeMux':
          return noteRouter(makeRouter(style, callee, site, machine), machine);
        case 'Server': {
          noteServed(site, machine);
          return model(netHttp, 'server');
        }
        default:
      }
    }
    noteServed(site, machine);
    return undefined;
  },
  externalMember: (of, name, machine) =>
    of.from === 'net/http' && of.name === '' && name === 'DefaultServeMux'
      ? defaultMux(machine, null)
      : undefined,
  unknownMethod(self, name, site, machine) {
    // `next.ServeHTTP(w, r)` runs the handler that a middleware was given.
    if (name === 'ServeHTTP') {
      const handler = self.t === 'instance' ? null : functionOf(self, machine);
      if (handler !== null)
        return currentReading(machine).isGuard ? unknown('next') : machine.invoke(handler, site.args);
    }
    noteServed(site, machine);
    return undefined;
  },
  method(self, name, site, machine) {
    if (self.kind === 'server' || self.kind === 'stripped') return undefined;
    if (name === 'ServeHTTP') noteAssigned(self, machine);
    if (self.scope === null) return requestMethod(self, name, site, machine);
    if (name !== 'Handle' && name !== 'HandleFunc') return undefined;
    handle(self, site, machine);
    return { t: 'const', v: null };
  },
  member: (self, name) => requestMember(self, name),
  assign(self, name, value, machine) {
    if (self.kind === 'server' && name === 'Handler') noteAssigned(value, machine);
  },
  parameter: (param, fn, machine) => adoptRouter(style, param, fn, machine),
  finish(machine) {
    for (const add of later(machine).splice(0)) add();
    settleServing(machine);
  },
  examples: netHttpExamples,
};

/** Routes that are added when all has run. */
const later = (machine: Machine): (() => void)[] => machine.notes('go-net-http-later', () => []);

/** The mux behind `http.HandleFunc`. */
function defaultMux(machine: Machine, site: Pick<CallSite, 'file' | 'line'> | null): Model {
  return machine.notes('go-default-mux', () =>
    model(
      netHttp,
      'router',
      machine.scope({
        framework: netHttp,
        isRoot: true,
        file: site?.file ?? '',
        line: site?.line ?? 1,
        reach: style.reach,
      }),
    ),
  );
}

/** `[METHOD ][HOST]/path` */
interface Pattern {
  readonly method: string | null;
  readonly path: PathPattern;
  /** Ends with a slash: everything below is meant, too. */
  readonly isTree: boolean;
  readonly isRoot: boolean;
}

function patternOf(value: TextValue): Pattern {
  const parts = [...value.parts];
  let method: string | null = null;
  const [first] = parts;
  if (typeof first === 'string') {
    const found = /^([A-Z]+)[ \t]+/.exec(first);
    if (found !== null) {
      method = found[1] ?? null;
      parts[0] = first.slice(found[0].length);
    }
    // A host stands before the first slash.
    const rest = parts[0];
    if (typeof rest === 'string') parts[0] = rest.replace(/^[\w.-]+(?=\/)/, '');
  }
  const path = bracePath(text(...parts));
  const last = parts.at(-1);
  const isTree = typeof last === 'string' && last.endsWith('/');
  return { method, path, isTree, isRoot: isTree && path.segments.length === 0 };
}

function handle(self: Model, site: CallSite, machine: Machine): void {
  const handler = argsFrom(site, 1)[0];
  const patterns = textsOf(arg(site, 0)).map(patternOf);
  if (self.scope === null || handler === undefined) return;
  const inner = routerOf(handler, site.env, machine);
  for (const pattern of patterns) {
    if (inner !== null && inner.router.scope !== self.scope) {
      noteMounted(inner.router.scope, machine);
      self.scope.mount(
        inner.router.scope,
        placeOf(handler, site.env, machine),
        inner.around.map((value) => guardAround(value, machine)),
      );
      continue;
    }
    const { scope } = self;
    const add = (): void => {
      const methods = pattern.method === null ? handlerMethods(handler, site, machine) : [pattern.method];
      addRoute(
        scope,
        methods ?? ['ANY'],
        pathsOf(pattern, handler, site, machine),
        handler,
        [],
        site,
        machine,
      );
    };
    // What a closure hands requests to may be set only after the route was: it is asked at the end.
    if (pattern.method === null && functionOf(handler.value, machine)?.fn.name === '')
      later(machine).push(add);
    else add();
  }
}

/** A tree is one path, unless its handler takes what is below: a file server, or one that cuts the path up itself. */
function pathsOf(
  pattern: Pattern,
  handler: ArgValue,
  site: CallSite,
  machine: Machine,
): readonly PathPattern[] {
  if (!pattern.isTree) return [pattern.path];
  if (isFileServer(handler.expr)) return [withRest(pattern.path)];
  if (pattern.isRoot) return [pattern.path];
  const { fn } = handlerOf(handler, site, machine);
  if (fn === null) return [pattern.path];
  let cuts = false;
  walkFn(fn.fn, {
    expr(expr) {
      if (expr.t !== 'call') return;
      const name = expr.fn.t === 'member' ? expr.fn.name : '';
      const whole = expr.args.some(({ value }) => value.t === 'member' && value.name === 'Path');
      if (whole && /^(?:TrimPrefix|CutPrefix|Split|SplitN|Base|TrimLeft|FindStringSubmatch)$/.test(name))
        cuts = true;
    },
  });
  return cuts
    ? [{ segments: [...pattern.path.segments, [{ name: 'id', type: 'string' }]], shorter: [] }]
    : [pattern.path];
}

const isFileServer = (expr: Expr): boolean =>
  expr.t === 'call' &&
  ((expr.fn.t === 'member' && /^FileServer(?:FS)?$/.test(expr.fn.name)) ||
    expr.args.some(({ value }) => isFileServer(value)));
