/** Methods that a handler tells apart by itself: `switch r.Method`, `if r.Method != http.MethodPost`. */
import type { Expr, Fn, Stmt } from '../../../ir.ts';
import { walkFn } from '../../../ir-walk.ts';

/** What a name that a closure took along stands for, or null. */
export type Captured = (name: string) => string | null;

/**
 * The methods that a handler answers, or null when it does not look at the method. What is not compared with is another method when something
 * is left to run for it, and nobody says 405.
 */
export function methodsAskedFor(fn: Fn, captured: Captured): readonly string[] | null {
  const { asked, refused, says405 } = comparisonsIn(fn, captured);
  // `!= GET` is followed by a refusal: only GET is served.
  const only = [...refused].filter(isCommon);
  if (only.length > 0) return only;
  const methods = [...asked].filter(isCommon);
  if (methods.length === 0) return null;
  if (!says405 && !methods.includes('GET') && hasMore(fn.body)) methods.unshift('GET');
  return methods;
}

/** The methods that something around a handler lets pass: it answers others with 405. Null when it lets all pass. */
export function methodsLetPass(fn: Fn, captured: Captured): readonly string[] | null {
  const { asked, refused, says405 } = comparisonsIn(fn, captured);
  if (!says405) return null;
  const methods = [...(refused.size > 0 ? refused : asked)].filter(isCommon);
  return methods.length === 0 ? null : methods;
}

interface Comparisons {
  readonly asked: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly says405: boolean;
}

function comparisonsIn(fn: Fn, captured: Captured): Comparisons {
  const asked = new Set<string>();
  const refused = new Set<string>();
  const taken = new Set<string>();
  let says405 = false;
  walkFn(fn, {
    stmt(stmt) {
      if (stmt.t === 'let' && stmt.to.t === 'name' && stmt.value !== null && isMethod(stmt.value, taken))
        taken.add(stmt.to.v);
    },
    expr(expr) {
      if (expr.t === 'num' && expr.v === 405) says405 = true;
      if (expr.t === 'member' && expr.name.endsWith('MethodNotAllowed')) says405 = true;
      if (expr.t !== 'other' || expr.op === undefined) return;
      const method = comparedMethod(expr, taken, captured);
      if (method !== null) (expr.op === '==' ? asked : refused).add(method);
    },
  });
  return { asked, refused, says405 };
}

/** `r.Method`, or a name that was given it. */
const isMethod = (expr: Expr, taken: ReadonlySet<string>): boolean =>
  expr.t === 'name' ? taken.has(expr.v) : expr.t === 'member' && expr.name === 'Method';

const isCommon = (method: string): boolean => method !== 'OPTIONS' && method !== 'HEAD';

/** `r.Method == X`, either way round; X as a text, as `http.MethodX`, or as a name that the closure took along. */
function comparedMethod(
  expr: Expr & { readonly t: 'other' },
  taken: ReadonlySet<string>,
  captured: Captured,
): string | null {
  const [left, right] = expr.parts;
  if (left === undefined || right === undefined) return null;
  for (const [a, b] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!isMethod(a, taken)) continue;
    if (b.t === 'str' && /^[A-Z]+$/.test(b.v)) return b.v;
    if (b.t === 'member' && /^Method[A-Z]/.test(b.name)) return b.name.slice('Method'.length).toUpperCase();
    const given = b.t === 'name' ? captured(b.v) : null;
    if (given !== null && /^[A-Z]+$/.test(given)) return given;
  }
  return null;
}

/** Does something answer after, or beside, what runs for the methods that are compared with? */
function hasMore(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  return last?.t === 'expr' && last.e.t === 'call';
}
