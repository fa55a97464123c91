/** Guards that refuse nobody and send callers to log in instead. */
import { walkFn } from '../ir-walk.ts';
import type { Fn } from '../ir.ts';

/**
 * Does a guard's body speak of a page to log in at? For guards alone: handlers send people there for other reasons.
 *
 * @example
 * sendsToLogin(fn) // fn: func(c) { if user(c) == nil { c.Redirect(302, "/account/login?next=/") } }
 */
export function sendsToLogin(fn: Fn): boolean {
  let found = false;
  walkFn(fn, {
    expr(expr) {
      if (
        expr.t === 'str' &&
        expr.v.length < 200 &&
        /^\/(?:[\w-]+\/){0,3}(?:log-?in|sign-?in)(?:[/?#]|$)/i.test(expr.v)
      )
        found = true;
    },
  });
  return found;
}
