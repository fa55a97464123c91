/**
 * Guards that see every request: middleware, `before_request`. Most of them refuse some requests for reasons of their own; only those that refuse
 * callers without credentials ask for any.
 */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Expr, Fn, Stmt } from '../../ir.ts';
import { walk, walkExpr } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { FnValue, Value } from '../../machine/values.ts';
import { nameOf } from '../../machine/values.ts';
import { authBy, refusalIn, schemeOf } from '../../routes/auth-names.ts';
import { authOfPython } from './guards.ts';

const credentials =
  /auth|token|session|user|log(?:ged)?_?in|cookie|api_?key|credential|jwt|bearer|permission|admin|secret|signature|identity/i;

/** Names of headers, cookies and session keys that carry credentials. */
const headers = /(?:authorization|api[-_]?key|token|session|user(?:_?id)?)$/i;

/** What a hook asks of every caller; null when it asks for nothing. */
export function authOfHook(value: Value, machine: Machine): SightedAuth | null {
  const told = authOfPython(value, machine);
  if (told === null || !told.reason.endsWith('refuses callers')) return told;
  const name = nameOf(value);
  for (const { fn } of bodiesOf(value, machine))
    if (refusesStrangers(fn))
      return authBy('required', schemeOf(`${name} ${refusalIn(fn).words}`), name, told.reason);
  return null;
}

function bodiesOf(value: Value, machine: Machine): readonly FnValue[] {
  if (value.t === 'fn') return [value];
  const cls = value.t === 'class' ? value : value.t === 'instance' ? value.of : null;
  if (cls === null) return [];
  return ['dispatch', '__call__', 'process_request', 'process_view', 'authenticate'].flatMap(
    (name) => machine.methodOf(cls, name) ?? [],
  );
}

/** `if not token: abort(401)`, `if "Authorization" not in headers: raise ...`, `if user: ... else: abort(403)` */
function refusesStrangers(fn: Fn): boolean {
  let found = false;
  const look = (body: readonly Stmt[]): void => {
    body.forEach((stmt, at) => {
      if (stmt.t !== 'expr' || found) return;
      const [then, otherwise] = [body[at + 1], body[at + 2]];
      if (then?.t !== 'block' || !speaksOfCredentials(stmt.e)) return;
      if (isNegative(stmt.e) && refuses(then.body)) found = true;
      else if (!refuses(then.body) && otherwise?.t === 'block' && refuses(otherwise.body)) found = true;
    });
  };
  look(fn.body);
  walk(fn.body, {
    stmt(stmt) {
      if (stmt.t === 'block' || stmt.t === 'each') look(stmt.body);
      else if (stmt.t === 'fn') look(stmt.fn.body);
    },
  });
  return found;
}

/** Answers 401 or 403, or sends to the login page. */
function refuses(body: readonly Stmt[]): boolean {
  const fn: Fn = { name: '', params: [], decorators: [], line: 0, endLine: 0, body };
  if (refusalIn(fn).refuses) return true;
  let sendsAway = false;
  walk(body, {
    expr(expr) {
      if (expr.t === 'str' && expr.v.length < 60 && /log_?in|sign_?in/i.test(expr.v)) sendsAway = true;
    },
  });
  return sendsAway;
}

/** A test that something is not there: `not x`, `x is None`, `x not in y`, `x != y`. */
function isNegative(condition: Expr): boolean {
  let found = false;
  walkExpr(condition, {
    expr(expr) {
      if (expr.t !== 'other') return;
      if (expr.op === '!=') found = true;
      if (expr.op === '==' && expr.parts.some((part) => part.t === 'const' && part.v !== true)) found = true;
    },
  });
  return found;
}

function speaksOfCredentials(condition: Expr): boolean {
  let found = false;
  let isAboutPath = false;
  walkExpr(condition, {
    expr(expr) {
      const word = expr.t === 'name' ? expr.v : expr.t === 'member' ? expr.name : '';
      // Which view is asked for says nothing of who asks.
      if (/^(?:endpoint|path|blueprint|url)$/.test(word)) isAboutPath = true;
      if (credentials.test(word) || (expr.t === 'str' && headers.test(expr.v))) found = true;
    },
  });
  return found && !isAboutPath;
}
