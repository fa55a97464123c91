/** What middleware asks for, where its value alone does not tell: by the call that made it, and by options of known libraries. */
import type { SightedAuth } from '../../../../../model/sighting.ts';
import { walkFn, written } from '../../../ir-walk.ts';
import type { Fn } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, Env, FnValue, Guard, RouteScope, Value } from '../../../machine/values.ts';
import { arg, entryOf, known, unknown } from '../../../machine/values.ts';
import { authInside } from './inner-auth.ts';
import { schemeOfWords } from './scheme-words.ts';
import { authBy, authOfGuard, refusalIn } from '../../../routes/auth-names.ts';

/** Asks for nothing, whatever it is called. */
const silent: SightedAuth = { demand: 'unknown', schemes: [], reason: 'only prepares' };

/** The guard that a middleware argument is: its value, and what it asks for when the call says more than the value. */
export function guardOf(one: ArgValue, scope: RouteScope, env: Env, machine: Machine): readonly Guard[] {
  const auth = authOfMiddleware(one, env, machine);
  return scope.asGuards([one.value]).map((guard) => (auth === null ? guard : { ...guard, auth }));
}

/** What a middleware argument asks for; null leaves it to its name and body. */
export function authOfMiddleware(one: ArgValue, env: Env, machine: Machine | null): SightedAuth | null {
  const { value, expr } = one;
  const library = libraryAuth(value);
  if (library !== null) return library;
  if (value.t === 'fn' && authOfGuard(value) === null && verifies(value.fn))
    return authBy(
      'required',
      'bearer',
      value.fn.name === '' ? 'jwtVerify' : value.fn.name,
      'verifies a token',
    );
  if (value.t === 'fn' && value.fn.name !== '') {
    const auth = authOfGuard(value);
    if (auth === null) return machine === null ? null : authInside([value], machine, 'handed');
    if (auth.schemes[0]?.scheme !== 'unknown') return null;
    const scheme = schemeOfWords(refusalIn(value.fn).words);
    return { ...auth, schemes: auth.schemes.map((one) => ({ ...one, scheme })) };
  }
  if (value.t !== 'fn' || value.fn.name !== '') return null;
  // A function that is exported without a name is called as it was imported: `router.get('/x', auth, ...)`.
  if (expr.t === 'name' || expr.t === 'member') return named(value, written(expr));
  // `auth('manageUsers')` gives a function without a name: the name is that of what made it.
  if (expr.t !== 'call' || machine === null) return null;
  const args = expr.args.map((given) => ({ value: machine.evaluate(given.value, env), expr: given.value }));
  const callee = unknown(written(expr.fn));
  const byName = authOfGuard({ t: 'result', callee, args, file: value.file, line: value.fn.line });
  const byBody = authOfGuard(value);
  if (byName === null || byBody === null) return byName ?? byBody;
  const [scheme] = byBody.schemes;
  return {
    ...byName,
    demand: byBody.demand === 'required' ? 'required' : byName.demand,
    schemes: byName.schemes.map((named) =>
      named.scheme === 'unknown' && scheme !== undefined ? { ...named, scheme: scheme.scheme } : named,
    ),
  };
}

/** Options of known libraries: `expressjwt({ credentialsRequired: false })`, `passport.initialize()`. */
function libraryAuth(value: Value): SightedAuth | null {
  if (value.t !== 'result' || value.callee.t !== 'external') return null;
  const { from, name } = value.callee;
  const [options] = value.args.map((one) => one.value);
  if (/^passport|^koa-passport|^@fastify\/passport/.test(from)) {
    if (name.endsWith('initialize') || name.endsWith('session')) return silent;
    if (!name.endsWith('authenticate') && !name.endsWith('authorize')) return null;
    const strategies = arg(value, 0);
    const all = strategies?.t === 'list' ? strategies.items.map(known) : [known(strategies)];
    // The strategy that lets everybody through stands last.
    return all.includes('anonymous')
      ? authBy('optional', 'bearer', name, 'passport lets callers without credentials pass')
      : null;
  }
  if (/^(?:express-jwt|koa-jwt|express-oauth2-jwt-bearer|fastify-jwt)$/.test(from)) {
    const open = ['credentialsRequired', 'authRequired'].some((key) => isFalse(entryOf(options, key)));
    const passes = entryOf(options, 'passthrough');
    if (open || (passes?.t === 'const' && passes.v === true))
      return authBy('optional', 'bearer', from, `${from} lets callers without credentials pass`);
    return authBy('required', 'bearer', from, `guarded by ${from}`);
  }
  if (/^(?:express-session|cookie-session|koa-session|koa-generic-session)$/.test(from)) return silent;
  if (from === 'express-openid-connect' && name.endsWith('auth'))
    return isFalse(entryOf(options, 'authRequired'))
      ? silent
      : authBy('required', 'oidc', from, `guarded by ${from}`);
  if (from === 'express-basic-auth' || from === 'koa-basic-auth')
    return authBy('required', 'basic', from, `guarded by ${from}`);
  return null;
}

/** What a function without a name asks for by the name that it is called by. */
function named(value: FnValue, name: string): SightedAuth | null {
  return (
    authOfMiddleware(
      { value: { ...value, fn: { ...value.fn, name } }, expr: { t: 'const', v: null } },
      value.env,
      null,
    ) ?? authOfGuard({ ...value, fn: { ...value.fn, name } })
  );
}

/** Does it verify a token in a way that throws when there is none? */
function verifies(fn: Fn): boolean {
  let found = false;
  walkFn(fn, {
    expr(expr) {
      if (
        expr.t === 'call' &&
        expr.fn.t === 'member' &&
        /^(?:jwtVerify|jwtDecrypt|onlyCookieVerify)$/.test(expr.fn.name)
      )
        found = true;
      return !found;
    },
  });
  return found;
}

const isFalse = (value: Value | undefined): boolean => value?.t === 'const' && value.v === false;
