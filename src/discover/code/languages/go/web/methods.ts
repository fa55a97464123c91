/** Methods that a handler tells apart by itself: `switch r.Method`, `if r.Method != http.MethodPost`. */
import type { Expr, Fn, Stmt } from '../../../ir.ts';
import { walkFn } from '../../../ir-walk.ts';

/**
 * The methods that a handler answers, or null when it does not look at the method. What is not compared with is another method when something
 * is left to run for it, and nobody says 405.
 */
export function methodsAskedFor(fn: Fn): readonly string[] | null {
  const asked = new Set<string>();
  const refused = new Set<string>();
  let says405 = false;
  walkFn(fn, {
    expr(expr) {
      if (expr.t === 'num' && expr.v === 405) says405 = true;
      if (expr.t === 'member' && expr.name.endsWith('MethodNotAllowed')) says405 = true;
      if (expr.t !== 'other' || expr.op === undefined) return;
      const method = comparedMethod(expr);
      if (method !== null) (expr.op === '==' ? asked : refused).add(method);
    },
  });
  // `!= GET` is followed by a refusal: only GET is served.
  if (refused.size > 0) return [...refused].filter(isCommon);
  if (asked.size === 0) return null;
  const methods = [...asked].filter(isCommon);
  if (methods.length === 0) return null;
  if (!says405 && !methods.includes('GET') && hasMore(fn.body)) methods.unshift('GET');
  return methods;
}

const isCommon = (method: string): boolean => method !== 'OPTIONS' && method !== 'HEAD';

/** `r.Method == X`, either way round; X as a text or as `http.MethodX`. */
function comparedMethod(expr: Expr & { readonly t: 'other' }): string | null {
  const [left, right] = expr.parts;
  if (left === undefined || right === undefined) return null;
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    if (a.t !== 'member' || a.name !== 'Method') continue;
    if (b.t === 'str' && /^[A-Z]+$/.test(b.v)) return b.v;
    if (b.t === 'member' && /^Method[A-Z]/.test(b.name)) return b.name.slice('Method'.length).toUpperCase();
  }
  return null;
}

/** Does something answer after, or beside, what runs for the methods that are compared with? */
function hasMore(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  return last?.t === 'expr' && last.e.t === 'call';
}
