/** What a handler asks for by itself: a session that it looks up and answers 401 without, a project's own `requireUser()`. */
import type { SightedAuth } from '../../../../../model/sighting.ts';
import { walkFn, written } from '../../../ir-walk.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { FnValue, Value } from '../../../machine/values.ts';
import { nameOf, unknown } from '../../../machine/values.ts';
import { authBy, authOfGuard, refusalIn } from '../../../routes/auth-names.ts';
import { schemeOfWords } from './scheme-words.ts';

/** Looks up who calls; whether it asks for it shows in what the handler does next. */
const looksUp =
  /^(?:getServerSession|unstable_getServerSession|getSession|getToken|auth|currentUser|getAuth|getUser|getCurrentUser|getUserFromRequest|getUserSession|useSession|getServerAuthSession|getIronSession|verifyToken|verifyAuth|verifyJwt|validateRequest|validateSession|getSessionUser|authenticate|requireSession|checkAuth|getUserId|getAuthUser|currentProfile|isAuthenticated)$/i;
/** Throws when nobody is there. */
const demands =
  /^(?:require(?:Auth|User|Session|Login|Admin|UserSession|Role|Permission|Token|ApiKey)\w*|assert(?:Auth|User|Session|Admin)\w*|ensure(?:Auth|User|Session|LoggedIn)\w*|auth\.protect|protect)$/i;
/** Wraps a handler: `withAuth(handler)`. */
const wraps =
  /^(?:with|require|protected?|ensure|authenticated?)(?:Api)?(?:Auth|Session|User|Admin|Workspace|Login|Role|Permission|ApiKey|Token|Protect)\w*$|^(?:authenticated|protected)(?:Route|Handler|Api)?$|^withApiAuthRequired$|^auth$|^authMiddleware$|^defineAuthenticated\w*$/i;

/**
 * What functions ask for in their bodies, those that they call by name too; null when nothing is seen.
 *
 * @param how `handed`: only what is asked of functions that are handed the request (`requireSession(req, res)`), for frameworks whose handlers
 * answer 401 for other reasons, too
 */
export function authInside(
  fns: readonly FnValue[],
  machine: Machine,
  how: 'anyhow' | 'handed' = 'anyhow',
): SightedAuth | null {
  for (const fn of fns) {
    const found = (how === 'anyhow' ? inBody(fn) : null) ?? inCalled(fn, machine, how === 'handed');
    if (found !== null) return found;
  }
  return null;
}

function inBody({ fn }: FnValue): SightedAuth | null {
  const looked: string[] = [];
  const demanded: string[] = [];
  walkFn(fn, {
    expr(expr) {
      if (expr.t !== 'call') return;
      const name = written(expr.fn);
      const last = name.split('.').at(-1) ?? '';
      if (demands.test(last) || demands.test(name)) demanded.push(name);
      else if (looksUp.test(last) && !/^(?:prisma|db|redis|cache|users?|repository|service)\b/i.test(name))
        looked.push(name);
    },
  });
  const [asked] = demanded;
  const [who] = looked;
  if (asked !== undefined) return authBy('required', schemeFor(asked), asked, `the handler calls ${asked}`);
  const body = refusalIn(fn);
  if (who !== undefined) {
    if (body.refuses || redirects(fn))
      return authBy('required', schemeFor(who), who, `the handler refuses callers without ${who}`);
    return null;
  }
  const words = /authorization|bearer|session|api-?key|signature|secret/i.test(body.words);
  if (!body.refuses || !words || /password|credential/i.test(body.words)) return null;
  return authBy('required', schemeOfWords(body.words), 'handler', 'the handler answers 401 or 403');
}

const asksByName = /auth|session|user|token|guard|permission|admin|key|access/i;
const checksByName =
  /^(?:validate|verify|require|ensure|check|assert|authenticate|authorize|is|must)\w*(?:auth|session|user|token|login|admin|key|access|permission)|^(?:authenticate|authorize|requireAuth)/i;

/** A function of the project that is called by name and refuses callers. */
function inCalled({ fn, env }: FnValue, machine: Machine, handed: boolean): SightedAuth | null {
  const params = new Set(fn.params.map((param) => param.name));
  const called = new Set<string>();
  walkFn(fn, {
    expr(expr) {
      if (expr.t !== 'call' || expr.fn.t !== 'name' || called.size > 40) return;
      const given = expr.args.some(({ value }) => value.t === 'name' && params.has(value.v));
      const fits = handed ? given && checksByName.test(expr.fn.v) : asksByName.test(expr.fn.v);
      if (fits) called.add(expr.fn.v);
    },
  });
  for (const name of called) {
    const value = machine.lookup(name, env);
    if (value.t !== 'fn' || value.fn === fn) continue;
    const inner = refusalIn(value.fn);
    const words = `${name} ${inner.words}`;
    if (inner.refuses && asksByName.test(words))
      return authBy('required', schemeOfWords(words), name, `${name} refuses callers`);
  }
  return null;
}

const schemeFor = (name: string): SightedAuth['schemes'][number]['scheme'] => {
  const scheme = schemeOfWords(name);
  return scheme === 'unknown' ? 'session' : scheme;
};

const redirects = (fn: FnValue['fn']): boolean => {
  let found = false;
  walkFn(fn, {
    expr(expr) {
      if (expr.t === 'str' && /^\/?(?:login|signin|sign-in|auth\/)/.test(expr.v)) found = true;
      return !found;
    },
  });
  return found;
};

/** What a wrapper around a handler asks for, by its name: `withAuth(handler)`; null when it is no such wrapper. */
export function authOfWrapper(callee: Value | string): SightedAuth | null {
  const name = typeof callee === 'string' ? callee : nameOf(callee);
  const last = name.split('.').at(-1) ?? '';
  if (!wraps.test(last)) return null;
  const auth = authOfGuard(unknown(last));
  if (auth === null) return null;
  const scheme = schemeFor(last);
  return {
    ...auth,
    schemes: auth.schemes.map((one) => ({ ...one, scheme: one.scheme === 'unknown' ? scheme : one.scheme })),
  };
}
