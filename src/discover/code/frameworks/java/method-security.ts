/** What annotations of methods and classes ask of a caller: Jakarta's, Spring's, Micronaut's, Shiro's and Sa-Token's. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import { authBy, schemeOf } from '../../routes/auth-names.ts';
import type { Value } from '../../machine/values.ts';
import { nameOf } from '../../machine/values.ts';
import { type Annotation, constantsIn, textOf, textsIn, valueOf } from '../classes/annotations.ts';

/** Annotations that let everybody in. */
const open = new Set([
  'PermitAll',
  'AnonymousAllowed',
  'Anonymous',
  'AnonymousAccess',
  'SaIgnore',
  'PassToken',
  'IgnoreAuth',
  'NoAuth',
  'PublicApi',
  'Unauthenticated',
]);

/** Annotations whose values are roles or permissions, or that have none. */
const asking = new Set([
  'RolesAllowed',
  'Secured',
  'RequiresPermissions',
  'RequiresRoles',
  'RequiresAuthentication',
  'RequiresUser',
  'SaCheckLogin',
  'SaCheckRole',
  'SaCheckPermission',
  'Authenticated',
  'PermissionsAllowed',
  'LoginRequired',
  'RequireLogin',
  'RequireAuth',
  'AuthRequired',
]);

/** What the annotations of one method, or of one class, ask for; null when they say nothing. */
export function annotatedAuth(annotations: readonly Annotation[], file: string): SightedAuth | null {
  for (const one of annotations) {
    const auth = authOf(one);
    if (auth !== null) return { ...auth, place: { file, line: one.line } };
  }
  return null;
}

function authOf(annotation: Annotation): SightedAuth | null {
  const { name } = annotation;
  if (open.has(name)) return authBy('none', 'unknown', name, `@${name}`);
  if (name === 'DenyAll') return authBy('required', 'unknown', name, '@DenyAll: nobody may call it');
  if (name === 'PreAuthorize' || name === 'PostAuthorize') {
    const expression = textOf(valueOf(annotation, 'value'));
    return expression === null
      ? authBy('required', 'unknown', name, `@${name}`)
      : authOfExpression(expression, `@${name}`);
  }
  if (!asking.has(name)) return null;
  const roles = rolesIn(valueOf(annotation, 'value', 'role', 'permission'));
  // Micronaut's and Spring's words for everybody and anybody.
  if (roles.some((role) => /isAnonymous|IS_AUTHENTICATED_ANONYMOUSLY|IS_ANONYMOUS|permitAll/.test(role))) {
    return authBy('none', 'unknown', name, `@${name}(${roles.join(', ')})`);
  }
  const scopes = roles.filter((role) => !/isAuthenticated|IS_AUTHENTICATED/.test(role) && role !== '**');
  return authBy(
    'required',
    'unknown',
    name,
    `@${name}${scopes.length === 0 ? '' : `(${scopes.join(', ')})`}`,
    scopes,
  );
}

function rolesIn(value: Value | undefined): readonly string[] {
  const texts = textsIn(value);
  return texts.length > 0 ? texts : constantsIn(value);
}

/**
 * What an expression of Spring Security asks for.
 *
 * @example
 * authOfExpression("hasAnyRole('ADMIN', 'CLERK')", '@PreAuthorize'); // required, scopes ADMIN and CLERK
 */
export function authOfExpression(expression: string, by: string): SightedAuth {
  const short = expression.slice(0, 300);
  const reason = `${by}("${short.slice(0, 120)}")`;
  if (/^\s*(?:permitAll|isAnonymous)\s*(?:\(\s*\))?\s*$/.test(short))
    return authBy('none', 'unknown', by, reason);
  const calls = [
    ...short.matchAll(/\b(has(?:Any)?(?:Role|Authority|Permission|Scope)|has\w+)\s*\(([^()]{0,200})\)/g),
  ];
  const scopes = calls.flatMap((call) =>
    [...(call[2] ?? '').matchAll(/'([^']{1,80})'|"([^"]{1,80})"/g)].map((one) => one[1] ?? one[2] ?? ''),
  );
  const word = calls[0]?.[1] ?? /@?[\w.]+/.exec(short)?.[0] ?? by;
  const scheme = /oauth2|SCOPE_/.test(short) ? 'oauth2' : 'unknown';
  return authBy('required', scheme, word, reason, scopes.slice(0, 16));
}

/** What a filter or interceptor asks for, by its name, when its name says that it does. */
export function authOfFilter(value: Value): SightedAuth | null {
  const name = nameOf(value).split('.').at(-1) ?? '';
  if (!/auth|login|token|jwt|security|permission|session|access|sign/i.test(name)) return null;
  return authBy('required', schemeOf(name), name, `${name} checks callers`);
}

/** The method's word and the class's, the nearest first; and the security of the whole application, when both ask, both hold. */
export function strictest(own: SightedAuth | null, outer: SightedAuth | null): SightedAuth | null {
  if (own === null || outer === null) return own ?? outer;
  if (own.demand === 'required') {
    const named = own.schemes.filter((one) => one.scheme !== 'unknown');
    const scheme = outer.schemes.find((one) => one.scheme !== 'unknown')?.scheme;
    // The annotation says who, the application how.
    return named.length > 0 || scheme === undefined
      ? own
      : { ...own, schemes: own.schemes.map((one) => ({ ...one, scheme })) };
  }
  return outer.demand === 'required' ? outer : own;
}
