/** One handler for several methods: `if (req.method === 'PUT') ... else ...`, `switch (req.method)`. */
import type { Expr, Fn, Stmt } from '../../../ir.ts';

/** Is it the method of the request? */
const isMethod = (expr: Expr | undefined): boolean =>
  (expr?.t === 'member' && expr.name === 'method') || (expr?.t === 'name' && expr.v === 'method');

/** What a condition says of the method: which one, and whether it is or is not. */
function asked(expr: Expr): { readonly verb: string; readonly isIt: boolean } | null {
  if (expr.t !== 'other' || expr.op === undefined || expr.parts.length !== 2) return null;
  const [left, right] = expr.parts;
  const word = left?.t === 'str' ? left : right?.t === 'str' ? right : null;
  return word !== null && isMethod(word === left ? right : left)
    ? { verb: word.v.toUpperCase(), isIt: expr.op === '==' }
    : null;
}

const depthMax = 12;

/**
 * The function as it runs for one method: branches for others are left out.
 *
 * @example
 * answering(handler, 'GET')
 */
export function answering(fn: Fn, verb: string): Fn {
  return { ...fn, body: kept(fn.body, verb, 0) };
}

function kept(body: readonly Stmt[], verb: string, depth: number): readonly Stmt[] {
  if (depth > depthMax) return body;
  const found: Stmt[] = [];
  for (let at = 0; at < body.length; at += 1) {
    const stmt = body[at];
    if (stmt === undefined) break;
    const says = stmt.t === 'expr' ? asked(stmt.e) : null;
    const then = body[at + 1];
    if (says === null || then?.t !== 'block') {
      found.push(stmt.t === 'block' ? { ...stmt, body: kept(stmt.body, verb, depth + 1) } : stmt);
      continue;
    }
    const after = body[at + 2];
    const runs = (says.verb === verb) === says.isIt;
    found.push(stmt);
    if (runs) found.push({ ...then, body: kept(then.body, verb, depth + 1) });
    at += 1;
    // An alternative that asks again; any other block may as well be a statement of its own.
    const [first] = after?.t === 'block' ? after.body : [];
    if (runs && first?.t === 'expr' && asked(first.e) !== null) at += 1;
  }
  return found;
}
