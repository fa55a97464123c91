/** What decorators, dependencies and middleware of Python ask of a caller. */
import type { AuthScheme, SightedAuth, SightedPurpose } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  DecoratorSite,
  FnValue,
  Guard,
  RouteScope,
  Value,
} from '../../machine/values.ts';
import { arg, itemsOf, known, named, nameOf } from '../../machine/values.ts';
import { authBy, authOfGuard, joinAuth, refusalIn, schemeOf } from '../../routes/auth-names.ts';
import { externalName, fullName, lastName } from './names.ts';

/** Refuses, but not for want of credentials. */
const harmless =
  /csrf|xsrf|cors(?![a-z])|rate_?limit|throttl|maintenance|body_?size|content_?type|trusted_?host|https_?redirect/i;

/** Middleware of libraries with this name says who is calling, and lets everybody pass. */
const isOnlyTelling = (value: Value): boolean =>
  value.t === 'external' && /(?:^|\.)AuthenticationMiddleware$/.test(fullName(value));

/** What a guard asks for: by its name, by its body, and for objects that are called, by their class. */
export function authOfPython(value: Value, machine: Machine): SightedAuth | null {
  if (value.t === 'either') {
    for (const option of value.options) {
      const found = authOfPython(option, machine);
      if (found !== null) return found;
    }
    return null;
  }
  if (harmless.test(nameOf(value)) || isOnlyTelling(value)) return null;
  if (value.t === 'result') {
    const name = externalName(value.callee) ?? nameOf(value.callee);
    const optional = named(value, 'optional');
    // `@jwt_required(optional=True)`
    if (optional?.t === 'const' && optional.v === true) {
      const auth = authOfGuard(value);
      return auth === null ? null : { ...auth, demand: 'optional' };
    }
    // APIFairy and APIFlask: `@authenticate(token_auth)`, where the argument is an object of Flask-HTTPAuth.
    if (/(?:^|\.)(?:authenticate|auth_required)$/.test(nameOf(value.callee))) {
      const of = arg(value, 0);
      const words = of === undefined ? '' : nameOf(of);
      const roles = itemsOf(named(value, 'role') ?? named(value, 'roles')).flatMap((one) => known(one) ?? []);
      const optional = named(value, 'optional');
      const demand = optional?.t === 'const' && optional.v === true ? 'optional' : 'required';
      return authBy(
        demand,
        schemeOf(words),
        nameOf(value.callee),
        `guarded by ${nameOf(value.callee)}(${words})`,
        roles,
      );
    }
    // Starlette: `@requires(['authenticated', 'admin'])`
    if (name.endsWith('authentication.requires')) {
      const scopes = itemsOf(arg(value, 0) ?? named(value, 'scopes')).flatMap((one) => known(one) ?? []);
      return authBy('required', 'unknown', 'requires', `requires ${scopes.join(', ')}`, scopes);
    }
    if (/(?:^|\.)jwt_optional$/.test(name))
      return authBy('optional', 'bearer', lastName(name), `guarded by ${name}`);
  }
  // Middleware of the project is what it does, not what it is called.
  if (
    value.t === 'class' &&
    ['dispatch', '__call__'].some((name) => machine.methodOf(value, name) !== undefined)
  )
    return authOfMethods(value, value, machine);
  // A guard that is guarded itself: `@auth.login_required def before_request()`.
  const around =
    value.t === 'fn'
      ? joinAuth(machine.decorators(value).flatMap((site) => authOfGuard(decoratorValue(site)) ?? []))
      : null;
  if (around !== null) return around;
  const told = authOfGuard(value);
  if (told !== null) return told;
  if (value.t === 'fn' && refusesIn(value, machine))
    return authBy(
      'required',
      schemeOf(`${value.fn.name} ${refusalIn(value.fn).words}`),
      value.fn.name,
      `${value.fn.name} refuses callers`,
    );
  const cls = value.t === 'instance' ? value.of : value.t === 'class' ? value : null;
  return cls === null ? null : authOfMethods(cls, value, machine);
}

/** Does an object that is called, or middleware, refuse callers? */
function authOfMethods(cls: ClassValue, value: Value, machine: Machine): SightedAuth | null {
  for (const method of ['__call__', 'dispatch', 'process_request', 'process_view', 'authenticate']) {
    const fn = machine.methodOf(cls, method);
    if (fn === undefined || !refusesIn(fn, machine)) continue;
    const { words } = refusalIn(fn.fn);
    const name = nameOf(value);
    return authBy('required', schemeOf(`${name} ${words}`), name, `${name} refuses callers`);
  }
  return null;
}

/** Does a function refuse callers: in its own words, or with an error that is made elsewhere (`raise credentials_exception`)? */
export function refusesIn(fn: FnValue, machine: Machine): boolean {
  if (refusalIn(fn.fn).refuses) return true;
  let found = false;
  walkFn(fn.fn, {
    expr(expr) {
      if (found || expr.t !== 'name' || !/exc|err|unauth|forbid|denied/i.test(expr.v)) return;
      const value = machine.lookup(expr.v, fn.env);
      const refusal = (one: Value | undefined): boolean =>
        one !== undefined &&
        (known(one) === '401' || known(one) === '403' || /HTTP_40[13]/.test(nameOf(one)));
      if (value.t === 'result')
        found ||= refusal(named(value, 'status_code')) || value.args.some((one) => refusal(one.value));
      else if (value.t === 'fn') found ||= refusalIn(value.fn).refuses;
    },
  });
  return found;
}

/** A guard with what it asks for. */
export const guardOf = (scope: RouteScope, value: Value, auth: SightedAuth): Guard => ({
  value,
  auth,
  order: scope.next(),
});

/** A decorator as a value: what it calls, with its arguments. */
export const decoratorValue = (site: DecoratorSite): Value =>
  site.decorator.called
    ? { t: 'result', callee: site.callee, args: site.args, file: site.file, line: site.line }
    : site.callee;

/**
 * What the decorators below a registering one ask for: those above it wrap what was registered already, and are never run by a request.
 */
export function guardsBelow(
  target: FnValue | ClassValue,
  registering: DecoratorSite | null,
  machine: Machine,
): readonly SightedAuth[] {
  const all = machine.decorators(target);
  const at = registering === null ? -1 : all.findIndex((one) => one.decorator === registering.decorator);
  return all.slice(at + 1).flatMap((site) => authOfPython(decoratorValue(site), machine) ?? []);
}

/** Guards given as values: the `decorators` of a view, `dependencies` of a router. */
export const authsOf = (values: readonly Value[], machine: Machine): readonly SightedAuth[] =>
  values.flatMap((value) => authOfPython(value, machine) ?? []);

/** Names of well-known schemes of libraries. */
export const schemeOfLibrary: Readonly<Record<string, AuthScheme>> = {
  OAuth2PasswordBearer: 'oauth2',
  OAuth2AuthorizationCodeBearer: 'oauth2',
  OAuth2: 'oauth2',
  HTTPBearer: 'bearer',
  HTTPBasic: 'basic',
  HTTPDigest: 'unknown',
  HTTPBase: 'unknown',
  APIKeyHeader: 'api-key',
  APIKeyQuery: 'api-key',
  APIKeyCookie: 'api-key',
  OpenIdConnect: 'oidc',
};

/** What a documentation text says an operation is for: its first sentence. */
export function purposeOf(doc: string | null | undefined): SightedPurpose | null {
  const text = doc?.trim() ?? '';
  if (text === '') return null;
  const end = /[.!?](?=\s|$)/.exec(text);
  return { text: (end === null ? text : text.slice(0, end.index)).slice(0, 200).trim(), from: 'comment' };
}

/** A site for calling something that is not written in the source. */
export const bareSite = (site: CallSite, callee: Value): CallSite => ({
  ...site,
  callee,
  args: [],
  call: null,
});
