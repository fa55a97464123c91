/** What stands before a handler: what it is called, and what it asks for by what it does. */
import { type AuthScheme, type SightedAuth, unknownAuth } from '../../../../../model/sighting.ts';
import type { Expr } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { ArgValue, CallSite, FnValue, Guard, Value } from '../../../machine/values.ts';
import { nameOf, unknown } from '../../../machine/values.ts';
import { authBy, authOfGuard, schemeOf } from '../../../routes/auth-names.ts';
import { sendsToLogin } from '../../../routes/login-redirect.ts';
import { readHandler } from './facts.ts';
import { functionOf, isHandler } from './handlers.ts';
import { lastName } from './library-types.ts';
import type { HandlerReading } from './reading.ts';
import { currentReading } from './request.ts';

/** A guard of an argument, under the name that the source has for it: `AuthRequired()` is called so, not like the function it returns. */
export function guardOf(
  one: ArgValue,
  site: Pick<CallSite, 'env' | 'file' | 'line'>,
  machine: Machine,
): Guard {
  const guard = guardFor(namedAs(one, site, machine), one.value, machine);
  return guard.auth?.demand === 'required' && mayBeSkipped(one.expr)
    ? {
        ...guard,
        auth: { ...guard.auth, demand: 'optional', reason: `${guard.auth.reason}, which may be skipped` },
      }
    : guard;
}

/** Is it configured with a function that leaves some requests alone, or told not to insist (`Auth(false)`)? */
const mayBeSkipped = (expr: Expr): boolean =>
  expr.t === 'call' &&
  ((expr.args.length === 1 && expr.args[0]?.value.t === 'const' && expr.args[0].value.v === false) ||
    expr.args.some(
      ({ value }) =>
        value.t === 'call' &&
        value.args.some(({ name }) =>
          /^(?:Skipper|Filter|Next|CredentialsOptional|ContinueOnIgnoredError)$/.test(name ?? ''),
        ),
    ));

/** A guard of a function that was called with a handler. */
export const guardAround = (value: Value, machine: Machine): Guard =>
  guardFor(withoutVersion(value), value, machine);

function guardFor(value: Value, runs: Value, machine: Machine): Guard {
  // Those who have logged in are kept out, or something else than a credential is looked at.
  if (
    /(?:no|un|not|non)_?auth|guest|redirect_?if|rate_?limit|throttl|csrf|cors|maintenance/i.test(
      nameOf(value),
    )
  )
    return { value, order: 0, auth: unknownAuth };
  const byName = knownLibrary(value) ?? authOfGuard(value);
  const reading = readingOfGuard(runs, machine);
  if (reading === null || byName?.demand === 'optional' || byName?.demand === 'none')
    return { value, order: 0, ...(byName === null ? {} : { auth: byName }) };
  const name = nameOf(value);
  const says = (demand: SightedAuth['demand'], reason: string): Guard => {
    const scopes = byName?.schemes[0]?.scopes ?? [];
    const schemes = schemesIn(reading, name).map((scheme) => ({ scheme, name, scopes }));
    return { value, order: 0, auth: { demand, schemes, reason } };
  };
  if (name !== '(anonymous)' && /optional|maybe|anonymous/i.test(name))
    return says('optional', `${name} looks at credentials`);
  if (reading.refuses === 401 || (reading.refuses === 403 && reading.credentials.size > 0))
    return says('required', byName?.reason ?? `${name} refuses callers`);
  const fn = functionOf(runs, machine);
  if (fn !== null && sendsToLogin(fn.fn))
    return { value, order: 0, auth: authBy('required', 'session', name, `${name} sends callers to log in`) };
  return { value, order: 0, ...(byName === null ? {} : { auth: byName }) };
}

/** What the name says, else what the guard was seen to look at. */
function schemesIn(reading: HandlerReading, name: string): readonly AuthScheme[] {
  const named = schemeOf(name);
  if (named !== 'unknown') return [named];
  return reading.credentials.size === 0 ? ['unknown'] : [...reading.credentials];
}

/** Libraries whose names do not tell what they ask for. */
const libraries: readonly (readonly [RegExp, AuthScheme])[] = [
  [/\bkeyauth\.New|middleware\.KeyAuth/, 'api-key'],
  [/\bbasicauth\.New|middleware\.BasicAuth|gin\.BasicAuth/, 'basic'],
  [/jwtware\.New|\bjwt\.New|echojwt|echo-jwt|middleware\.JWT|jwtauth\.|jwtmiddleware|gin-jwt/, 'bearer'],
  [/casbin|authz\./, 'unknown'],
];

function knownLibrary(value: Value): SightedAuth | null {
  const inner = value.t === 'result' ? value.callee : value;
  const root = inner.t === 'member' ? inner.of : inner;
  if (root.t !== 'external' && root.t !== 'result') return null;
  const name = nameOf(value);
  const found = libraries.find(([pattern]) => pattern.test(name));
  return found === undefined ? null : authBy('required', found[1], name, `guarded by ${name}`);
}

const unwrapsMax = 3;
const stepsMax = 4_000;

/** Runs middleware of the project: a handler at once; what takes the next handler gives one. */
function readingOfGuard(value: Value, machine: Machine): HandlerReading | null {
  let fn: FnValue | null = functionOf(value, machine);
  for (let left = unwrapsMax; fn !== null && left > 0; left -= 1) {
    if (isHandler(fn, machine)) {
      const current = currentReading(machine);
      const before = current.isGuard;
      current.isGuard = true;
      const reading = readHandler(fn, machine);
      current.isGuard = before;
      return reading;
    }
    const made = resultOf(fn, machine);
    fn = made === null ? null : functionOf(made, machine);
  }
  return null;
}

function resultOf(fn: FnValue, machine: Machine): Value | null {
  let made: Value | null = null;
  machine.attempt(
    stepsMax,
    () => {
      made = machine.invoke(
        fn,
        fn.fn.params.map(({ name }) => unknown(name)),
      );
    },
    (inner) => inner.fn === fn.fn || inner.fn.name === '',
  );
  return made;
}

function namedAs(one: ArgValue, site: Pick<CallSite, 'env' | 'file' | 'line'>, machine: Machine): Value {
  const { expr, value } = one;
  if (expr.t === 'call') {
    const callee = withoutVersion(machine.evaluate(expr.fn, site.env));
    const args = expr.args.flatMap(({ value: given }) =>
      /^(?:str|name|member|list|text)$/.test(given.t)
        ? [{ value: machine.evaluate(given, site.env), expr: given }]
        : [],
    );
    return { t: 'result', callee, args, file: site.file, line: site.line };
  }
  if (value.t === 'result') return { ...value, callee: withoutVersion(value.callee) };
  const written = lastName(expr);
  if (value.t === 'fn' && value.fn.name === '' && written !== '' && expr.t !== 'spread')
    return { ...value, fn: { ...value.fn, name: written } };
  return withoutVersion(value);
}

/** `github.com/gofiber/jwt/v3` is called `jwt`, not `v3`. */
function withoutVersion(value: Value): Value {
  if (value.t === 'external') return { ...value, from: value.from.replace(/\/v\d+$/, '') };
  if (value.t === 'member') return { ...value, of: withoutVersion(value.of) };
  if (value.t === 'result') return { ...value, callee: withoutVersion(value.callee) };
  return value;
}
