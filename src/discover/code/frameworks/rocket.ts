/** Rocket: handlers with their route in an attribute, mounted by lists; request guards are parameters. */
import type { ParameterIn, SightedAuth, SightedParameter } from '../../../model/sighting.ts';
import type { Decorator, Expr, TypeRef } from '../ir.ts';
import { authOfType, extract } from '../languages/rust/web/extractors.ts';
import { crateName, lastPart } from '../languages/rust/web/names.ts';
import { addRustRoute, functionIn, rustVerbs } from '../languages/rust/web/routes.ts';
import { structParameters, typeOfField } from '../languages/rust/web/serde.ts';
import type { Machine } from '../machine/machine.ts';
import type { CallSite, FnValue, RouteScope, TextValue, Value } from '../machine/values.ts';
import { arg, itemsOf, model, positional, text, textsOf } from '../machine/values.ts';
import { joinAuth } from '../routes/auth-names.ts';
import { parsePath, type PathPattern } from '../routes/template.ts';
import type { Framework } from './framework.ts';
import { rocketExamples } from './rocket.examples.ts';

const id = 'rocket';

/** Rocket. */
export const rocket: Framework = {
  id,
  title: 'Rocket',
  languages: ['rust'],
  call(callee, site, machine) {
    const name = crateName(callee) ?? '';
    if (routeLists.test(name)) return { t: 'list', items: [...positional(site)], open: false };
    if (name === 'mount_endpoints_and_merged_docs!') {
      mountDocumented(site, machine);
      return { t: 'const', v: null };
    }
    if (name === 'catchers!') return { t: 'list', items: [], open: false };
    if (/^(?:rocket\.)?(?:Rocket\.)?(?:build|custom|ignite)$/.test(name) && name.includes('ocket'))
      return model(id, 'app', newScope(site, machine));
    if (/^rocket\.fs\.(?:FileServer|NamedFile)\.|^rocket_contrib\.serve\.StaticFiles\./.test(name))
      return model(id, 'files');
    return undefined;
  },
  method(self, name, site, machine) {
    if (self.kind === 'files' || self.scope === null) return self;
    if (name === 'mount') mount(self.scope, site, machine);
    if (name === 'attach') {
      const stage = arg(site, 0);
      if (stage?.t === 'fn') machine.invoke(stage, [self]);
    }
    return self;
  },
  unknownMethod(_self, name, site, machine) {
    // A fairing is given the application in a closure: `AdHoc::on_ignite("users", |rocket| async { rocket.mount(...) })`.
    if (name !== 'mount' || !itemsOf(arg(site, 1)).some((item) => routeOf(item) !== null)) return undefined;
    const scope = newScope(site, machine);
    mount(scope, site, machine);
    return model(id, 'app', scope);
  },
  parameter(param, fn, machine) {
    if (param.type?.name !== 'Rocket') return undefined;
    const scope = machine.scope({
      framework: id,
      isRoot: false,
      file: fn.file,
      line: fn.fn.line,
      reach: 'all',
    });
    return model(id, 'app', scope);
  },
  examples: rocketExamples,
};

/** `routes!` and what rocket_okapi has in its place: lists of routes, with or without their description beside them. */
const routeLists = /^(?:routes|routes_with_openapi|openapi_(?:get_)?routes(?:_spec)?)!$/;

const newScope = (site: CallSite, machine: Machine): RouteScope =>
  machine.scope({ framework: id, isRoot: true, file: site.file, line: site.line, reach: 'all' });

/** `mount_endpoints_and_merged_docs! { rocket, "/v1".to_owned(), settings, "/users" => users::routes(), ... }` */
function mountDocumented(site: CallSite, machine: Machine): void {
  const [app, base] = site.args;
  const { scope } = app?.value.t === 'model' ? app.value : { scope: null };
  if (scope === null) return;
  for (const { expr } of site.args.slice(2)) {
    const [path, routes] = expr.t === 'other' ? expr.parts : [];
    if (path === undefined || routes === undefined) continue;
    const below = textsOf(machine.evaluate(path, site.env));
    const bases = basesOf(base?.value).flatMap((one) =>
      below.map((more) => text(...one.parts, '/', ...more.parts)),
    );
    mountAt(scope, bases, machine.evaluate(routes, site.env), site, machine);
  }
}

const mount = (scope: RouteScope, site: CallSite, machine: Machine): void =>
  mountAt(scope, basesOf(arg(site, 0)), arg(site, 1), site, machine);

function mountAt(
  scope: RouteScope,
  bases: readonly TextValue[],
  routes: Value | undefined,
  site: CallSite,
  machine: Machine,
): void {
  for (const base of bases) {
    const child = machine.scope({
      framework: id,
      isRoot: false,
      file: site.file,
      line: site.line,
      reach: 'all',
    });
    scope.mount(child, parsePath(base, 'angle'));
    for (const item of flattened(routes)) {
      if (item.t === 'model' && item.kind === 'files')
        child.route({
          methods: ['GET'],
          path: parsePath('/<path..>', 'angle'),
          file: site.file,
          line: site.line,
        });
      else add(child, item, machine);
    }
  }
}

/** A base, also when it is put together: `[basepath, "/api"].concat()`. */
const basesOf = (value: Value | undefined): readonly TextValue[] =>
  value?.t === 'list'
    ? [text(...value.items.flatMap((item) => textsOf(item)[0]?.parts ?? []))]
    : textsOf(value);

/** Lists of lists as one: `routes.append(&mut users::routes())`. */
const flattened = (value: Value | undefined, depth = 0): readonly Value[] =>
  value === undefined
    ? []
    : value.t === 'list' && depth < 8
      ? value.items.flatMap((item) => flattened(item, depth + 1))
      : value.t === 'either' && depth < 8
        ? value.options.flatMap((option) => flattened(option, depth + 1))
        : [value];

interface Attribute {
  readonly fn: FnValue;
  readonly method: string;
  readonly url: string;
  readonly data: string | null;
}

/** The route in a handler's attribute: `#[get("/users/<id>?<page>", data = "<input>")]`, `#[route(GET, uri = "/x")]`. */
function routeOf(handler: Value): Attribute | null {
  const fn = functionIn(handler);
  for (const decorator of fn?.fn.decorators ?? []) {
    if (fn === null) break;
    const word = lastPart(nameIn(decorator));
    const method = word === 'route' ? methodOf(decorator) : rustVerbs[word];
    const uri = decorator.args.find((one) => one.name === 'uri' || one.name === 'path')?.value;
    const url = [uri, ...decorator.args.filter((one) => one.name === undefined).map((one) => one.value)].find(
      (value): value is Expr & { readonly t: 'str' } => value?.t === 'str',
    );
    if (method === undefined || url === undefined) continue;
    const data = decorator.args.find((one) => one.name === 'data')?.value;
    return { fn, method, url: url.v, data: data?.t === 'str' ? data.v.replace(/[<>]/g, '') : null };
  }
  return null;
}

const nameIn = ({ name }: Decorator): string =>
  name.t === 'name' ? name.v : name.t === 'member' ? name.name : '';

const methodOf = ({ args }: Decorator): string | undefined => {
  const [first] = args;
  return first?.value.t === 'name' && /^[A-Z]+$/.test(first.value.v) ? first.value.v : undefined;
};

function add(scope: RouteScope, handler: Value, machine: Machine): void {
  const route = routeOf(handler);
  if (route === null) return;
  const { fn, method, url, data } = route;
  const [before = '', query = ''] = url.split('?', 2);
  const path = parsePath(before, 'angle');
  const params = parametersOf(fn, path, query, data, machine);
  const taken = new Set([...namesIn(before), ...namesIn(query), ...(data === null ? [] : [data])]);
  const auths = fn.fn.params.flatMap(({ name, type }): readonly SightedAuth[] => {
    const auth = type === undefined || taken.has(name) ? null : authOfType(type, fn.env, machine);
    return auth === null ? [] : [auth];
  });
  addRustRoute(
    scope,
    {
      methods: [method],
      path,
      handler: fn,
      guards: [],
      file: fn.file,
      line: fn.fn.line,
      params,
      auth: joinAuth(auths),
    },
    machine,
  );
}

const namesIn = (pattern: string): readonly string[] =>
  [...pattern.matchAll(/<([A-Za-z_]\w*)(?:\.\.)?>/g)].map((match) => match[1] ?? '');

function parametersOf(
  fn: FnValue,
  path: PathPattern,
  query: string,
  data: string | null,
  machine: Machine,
): readonly SightedParameter[] {
  const typeOf = (name: string): TypeRef | undefined =>
    fn.fn.params.find((param) => param.name === name)?.type;
  const found: SightedParameter[] = [];
  for (const segment of path.segments)
    for (const part of segment)
      if (typeof part === 'object' && 'name' in part)
        found.push({
          name: part.name,
          in: 'path',
          type: typeOfField(typeOf(part.name), fn.env, machine),
          required: true,
        });
  for (const piece of query.split('&')) {
    const [name] = namesIn(piece);
    if (name === undefined) continue;
    const type = typeOf(name);
    if (piece.includes('..')) found.push(...structParameters(unwrapped(type), 'query', fn.env, machine));
    else
      found.push({
        name,
        in: 'query',
        type: typeOfField(type, fn.env, machine),
        required: type === undefined ? null : type.optional !== true,
      });
  }
  if (data !== null) {
    const type = typeOf(data);
    const where: ParameterIn = type?.name.endsWith('Form') === true ? 'form' : 'body';
    found.push(...structParameters(unwrapped(type), where, fn.env, machine));
  }
  found.push(
    ...extract(fn, path, machine).params.filter((one) => one.in === 'cookie' || one.in === 'header'),
  );
  return found;
}

/** `Json<T>`, `Form<Contextual<T>>`, `Result<Json<T>, E>`: the innermost first argument. */
function unwrapped(type: TypeRef | undefined): TypeRef | undefined {
  let inner = type;
  for (let left = 4; inner?.args[0] !== undefined && left > 0; left -= 1) inner = inner.args[0];
  return inner;
}
