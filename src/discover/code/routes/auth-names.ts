/**
 * What a guard asks for, by what it is called and by what it does: `requireLogin`, `passport.authenticate('jwt')`, a function that answers 401.
 * Frameworks with a language of their own for this (Spring Security, `[Authorize]`) say it themselves.
 */
import type { AuthScheme, SightedAuth } from '../../../model/sighting.ts';
import { walkFn, written } from '../ir-walk.ts';
import type { Fn } from '../ir.ts';
import type { Value } from '../machine/values.ts';
import { known, nameOf } from '../machine/values.ts';

/** Guards that have auth-like words in their names and ask for nothing. */
const harmless =
  /^(?:cors|helmet|morgan|compression|body-?parser|multer|csrf|xsrf)|logg(?:er|ing)|metrics|cache|rate_?-?limit|throttl|recover|request_?-?id|error_?-?handler|sanitiz|upload/i;

const asks =
  /auth(?!or(?!iz|is))|log(?:ged)?_?-?in|signed_?-?in|jwt|bearer|oauth|oidc|openid|api_?-?key|access_?-?token|verify_?-?token|check_?-?token|token_?-?(?:auth|required|check|verif)|session_?-?(?:required|guard|check|auth)|require_?-?(?:user|role|admin|scope|permission|session|account|token|key)|(?:is|has|ensure|only|must|check|require|verify|with|current|get)_?-?(?:be_?)?(?:current_?)?(?:admin|user_?required|role|permission|scope|privilege|owner|staff|member|superuser|active_?user|current_?user)|protect(?:ed)?$|protect(?:Route|ed)|guard$|secured?$|acl|rbac|casbin|permission|privilege|clerk|keycloak|passport|credentials?|basic_?-?auth|http_?-?basic/i;

/** Middleware that looks at a credential when there is one and lets everybody pass. */
const lenient =
  /optional|maybe|anonymous|allow_?any|soft|try|load_?-?(?:user|session)|attach_?-?user|populate|session_?-?middleware|initialize/i;

const schemes: readonly (readonly [AuthScheme, RegExp])[] = [
  ['basic', /basic/i],
  ['api-key', /api_?-?key|x-api-key|partner_?key|integration_?key/i],
  ['oidc', /oidc|openid|keycloak|auth0|okta|clerk/i],
  ['oauth2', /oauth|scope/i],
  ['mtls', /mtls|client_?cert|x509/i],
  ['signature', /signature|hmac|signed_?request|webhook/i],
  ['bearer', /bearer|jwt|access_?token|token/i],
  ['session', /session|cookie|log(?:ged)?_?-?in|passport|signed_?in|devise|local/i],
];

/** The scheme that a name or words speak of. */
export function schemeOf(words: string): AuthScheme {
  return schemes.find(([, pattern]) => pattern.test(words))?.[0] ?? 'unknown';
}

/** Makes the statement of one scheme. */
export const authBy = (
  demand: SightedAuth['demand'],
  scheme: AuthScheme,
  name: string,
  reason: string,
  scopes: readonly string[] = [],
): SightedAuth => ({ demand, schemes: demand === 'none' ? [] : [{ scheme, name, scopes }], reason });

/** Does a function's body refuse callers: status 401 or 403, or words for it? And what does it look at? */
export function refusalIn(fn: Fn): {
  readonly refuses: boolean;
  readonly words: string;
  /** What it calls, as written. */
  readonly calls: readonly string[];
} {
  let refuses = false;
  const words: string[] = [];
  const calls: string[] = [];
  walkFn(fn, {
    expr(expr) {
      if (expr.t === 'num' && (expr.v === 401 || expr.v === 403)) refuses = true;
      const word =
        expr.t === 'str' ? expr.v : expr.t === 'member' ? expr.name : expr.t === 'name' ? expr.v : '';
      if (word === '' || word.length > 80) return;
      if (/unauthori[sz]ed|forbidden|not_?authenticated|accessdenied|HTTP_40[13]/i.test(word)) refuses = true;
      if (expr.t === 'call' && calls.length < 100) calls.push(written(expr.fn));
      if (
        words.length < 200 &&
        /authorization|bearer|cookie|session|api-?key|token|jwt|signature|basic/i.test(word)
      )
        words.push(word);
    },
  });
  return { refuses, words: words.join(' '), calls };
}

/**
 * What a guard asks for; null when it asks for nothing.
 *
 * @example
 * authOfGuard(external('passport', 'authenticate')); // required, session
 */
export function authOfGuard(value: Value): SightedAuth | null {
  return judge(value, 0);
}

/** Calls that prove a caller's identity, wherever they stand. */
const proves =
  /(?:passport\.authenticate|jwt\.(?:verify|decode)|jwtVerify|jwt_decode|verify_?(?:id_?)?(?:jwt|token|session|api_?key)|getServerSession|getSession|authenticate_?(?:user|request|token)?|check_?(?:auth|token|password_hash)|validate_?(?:token|api_?key|session)|decode_?(?:access_?)?token|get_?current_?user)$/i;

function judge(value: Value, depth: number): SightedAuth | null {
  const inner = value.t === 'result' ? value.callee : value;
  const name = nameOf(value);
  if (harmless.test(name)) return null;
  const fn = inner.t === 'fn' ? inner.fn : null;
  const body = fn === null ? null : refusalIn(fn);
  const named = asks.test(name);
  if (!named && body?.refuses !== true && body?.calls.some((call) => proves.test(call)) !== true)
    return depth < 3 ? judgeWrapped(value, depth) : null;
  const detail = value.t === 'result' ? value.args.map((one) => known(one.value) ?? '').join(' ') : '';
  const scheme = schemeOf(
    `${name} ${detail.slice(0, 120)} ${body?.words ?? ''} ${body?.calls.join(' ').slice(0, 500) ?? ''}`,
  );
  const demand = lenient.test(name) && body?.refuses !== true ? 'optional' : 'required';
  const scopes =
    value.t === 'result' && /role|scope|permission|privilege|can|acl/i.test(name)
      ? value.args.flatMap(({ value: given }) => scopesOf(given)).slice(0, 16)
      : [];
  return authBy(demand, scheme, name, named ? `guarded by ${name}` : `${name} refuses callers`, scopes);
}

/** A guard inside of another function: `asyncHandler(requireLogin)`, whether that is known or not. */
function judgeWrapped(value: Value, depth: number): SightedAuth | null {
  const inside: Value[] = [];
  if (value.t === 'result')
    inside.push(
      ...value.args
        .map((one) => one.value)
        .filter(({ t }) => t === 'fn' || t === 'result' || t === 'external'),
    );
  else if (value.t === 'fn')
    for (const name of value.env.names()) {
      const held = value.env.own(name);
      if (
        held !== undefined &&
        't' in held &&
        (held.t === 'fn' || held.t === 'result') &&
        value.env.parent !== null
      )
        inside.push(held);
    }
  else if (value.t === 'list') inside.push(...value.items);
  const found = inside.slice(0, 8).flatMap((one) => judge(one, depth + 1) ?? []);
  return joinAuth(found);
}

function scopesOf(value: Value): readonly string[] {
  if (value.t === 'list') return value.items.flatMap(scopesOf);
  const word = known(value) ?? (value.t === 'external' || value.t === 'member' ? nameOf(value) : null);
  return word === null || word.length > 80 ? [] : [word];
}

/** Several guards one after the other: the strictest demand, all schemes. */
export function joinAuth(all: readonly SightedAuth[]): SightedAuth | null {
  const [first] = all;
  if (first === undefined) return null;
  const demand = all.some((one) => one.demand === 'required')
    ? 'required'
    : all.some((one) => one.demand === 'optional')
      ? 'optional'
      : first.demand;
  const telling = all.filter((one) => one.demand === demand);
  const schemesSeen = telling.flatMap((one) => one.schemes);
  const unique = schemesSeen.filter(
    (one, at) =>
      schemesSeen.findIndex((other) => other.name === one.name && other.scheme === one.scheme) === at,
  );
  return {
    demand,
    schemes: unique.slice(0, 8),
    reason: telling
      .map((one) => one.reason)
      .slice(0, 4)
      .join('; '),
  };
}
