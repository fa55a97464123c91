/** What Nest's guards and middleware classes ask for. */
import type { AuthScheme, SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Result, Value } from '../../machine/values.ts';
import { known, nameOf } from '../../machine/values.ts';
import { authBy, authOfGuard, refusalIn, schemeOf } from '../../routes/auth-names.ts';
import { schemeOfWords } from '../../languages/javascript/requests/scheme-words.ts';
import { type Applied, firstText } from './decorators.ts';

/** Guards that only judge what a decorator asks for. */
const conditional = /role|permission|polic|abilit|scope|acl|rbac|casl/i;
const open =
  /^(?:public|allow_?anonymous|anonymous|no_?auth|skip_?(?:auth|jwt)\w*|open|unprotected|is_?public|unauthenticated|allow_?unauthorized\w*|optional_?auth|public_?route|bypass_?auth)$/i;
const openKey = /public|anonymous|skip.?auth|no.?auth|unauth|allow.?any/i;
const scopeNames =
  /^(?:roles?|permissions?|require_?(?:roles?|permissions?|scopes?)|scopes?|check_?(?:permissions?|policies|abilities)|allowed_?roles|has_?(?:roles?|permissions?)|acl|authorize)$/i;

/** What a guard or middleware asks for; null when it asks for nothing. */
export function authOfNestGuard(value: Value, machine: Machine): SightedAuth | null {
  const cls = value.t === 'class' ? value : value.t === 'instance' ? value.of : null;
  if (cls === null) {
    const strategy =
      value.t === 'result' && nameOf(value.callee).endsWith('AuthGuard') ? strategyIn(value) : null;
    if (strategy === null) return authOfGuard(value);
    if (strategy === 'anonymous') return null;
    return authBy(
      'required',
      schemeOfStrategy(strategy),
      `AuthGuard ${strategy}`,
      `guarded by AuthGuard(${strategy})`,
    );
  }
  const name = cls.cls.name;
  const named = authOfGuard({ t: 'unknown', name });
  const bodies = ['canActivate', 'handleRequest', 'validateRequest', 'use', 'getRequest'].flatMap(
    (method) => {
      const fn = machine.methodOf(cls, method);
      return fn === undefined ? [] : [refusalIn(fn.fn)];
    },
  );
  const refuses = bodies.some((one) => one.refuses);
  const isMiddleware = machine.methodOf(cls, 'use') !== undefined;
  if (named === null && !refuses) return null;
  if (isMiddleware && named === null) return null;
  const strategy = strategyOf(cls, machine);
  const scheme: AuthScheme =
    strategy === null
      ? schemeOfWords(`${name} ${bodies.map((one) => one.words).join(' ')}`)
      : schemeOfStrategy(strategy);
  const demand = named?.demand === 'optional' ? 'optional' : 'required';
  return authBy(demand, scheme, name, `guarded by ${name}`);
}

/** `class JwtGuard extends AuthGuard('jwt')` */
function strategyOf(cls: ClassValue, machine: Machine): string | null {
  for (const one of machine.lineage(cls)) {
    for (const base of machine.bases(one)) {
      if (base.t !== 'result' || !nameOf(base.callee).endsWith('AuthGuard')) continue;
      return strategyIn(base);
    }
  }
  return null;
}

/** The first strategy in `AuthGuard(['jwt', 'api-key'])`. */
function strategyIn(value: Result): string | null {
  const [given] = value.args.map((arg) => arg.value);
  return given?.t === 'list' ? known(given.items[0]) : known(given);
}

const schemeOfStrategy = (strategy: string): AuthScheme =>
  /google|github|facebook|twitter|oauth|discord|azure|linkedin|apple/i.test(strategy)
    ? 'oauth2'
    : schemeOf(strategy);

/** Words of guards that ask who is calling, whatever the route. */
const identifying =
  /auth|jwt|token|session|login|logged|bearer|api_?-?key|passport|oidc|keycloak|clerk|basic/i;

/**
 * Is it a guard that, for the whole application, waits for a decorator such as `@Roles()`, or looks at something other than who is calling?
 */
export const isConditional = (value: Value): boolean =>
  !identifying.test(nameOf(value)) || (conditional.test(nameOf(value)) && !/auth/i.test(nameOf(value)));

/** Does one of the decorators open what a global guard closes? */
export const opens = (decorators: readonly Applied[]): Applied | undefined =>
  decorators.find(
    (one) =>
      open.test(one.name) ||
      (one.name === 'SetMetadata' &&
        openKey.test(firstText(one) ?? nameOf(one.args[0]?.value ?? { t: 'unknown', name: '' })) &&
        !isFalse(one.args[1]?.value)),
  );

const isFalse = (value: Value | undefined): boolean => value?.t === 'const' && value.v === false;

/** Roles and permissions that decorators ask for. */
export function scopesAsked(decorators: readonly Applied[]): readonly string[] {
  const words = decorators
    .filter(
      (one) =>
        scopeNames.test(one.name) ||
        (one.name === 'SetMetadata' && /role|permission|scope/i.test(firstText(one) ?? '')),
    )
    .flatMap((one) =>
      one.args.slice(one.name === 'SetMetadata' ? 1 : 0).flatMap(({ value }) => wordsOf(value)),
    );
  return [...new Set(words)].slice(0, 16);
}

function wordsOf(value: Value): readonly string[] {
  if (value.t === 'list') return value.items.flatMap(wordsOf);
  const word = known(value) ?? (value.t === 'external' || value.t === 'member' ? nameOf(value) : null);
  return word === null || word.length > 80 ? [] : [word];
}
