/** Walks over the small language without running it: what a handler's body reads, which calls a file makes. */
import type { Arg, Call, Cls, Expr, Fn, Pattern, Stmt } from './ir.ts';

/** What is called for each node; returning false leaves out what is inside. */
export interface Visitor {
  readonly expr?: (expr: Expr) => boolean | void;
  readonly stmt?: (stmt: Stmt) => boolean | void;
}

const depthMax = 600;

/** Walks statements and all that is in them, functions and classes too. */
export function walk(body: readonly Stmt[], visitor: Visitor, depth = 0): void {
  for (const stmt of body) walkStmt(stmt, visitor, depth);
}

/** Walks a function: defaults and body. */
export function walkFn(fn: Fn, visitor: Visitor, depth = 0): void {
  for (const param of fn.params)
    if (param.otherwise !== undefined) walkExpr(param.otherwise, visitor, depth + 1);
  walk(fn.body, visitor, depth + 1);
}

function walkClass(cls: Cls, visitor: Visitor, depth: number): void {
  for (const base of cls.bases) walkExpr(base, visitor, depth + 1);
  for (const field of cls.fields) if (field.value !== undefined) walkExpr(field.value, visitor, depth + 1);
  walk(cls.body, visitor, depth + 1);
  for (const method of cls.methods) walkFn(method, visitor, depth + 1);
  for (const inner of cls.nested) walkClass(inner, visitor, depth + 1);
}

function walkStmt(stmt: Stmt, visitor: Visitor, depth: number): void {
  if (depth > depthMax || visitor.stmt?.(stmt) === false) return;
  switch (stmt.t) {
    case 'expr':
      return walkExpr(stmt.e, visitor, depth + 1);
    case 'let':
      walkPattern(stmt.to, visitor, depth + 1);
      if (stmt.value !== null) walkExpr(stmt.value, visitor, depth + 1);
      return;
    case 'return':
      if (stmt.e !== null) walkExpr(stmt.e, visitor, depth + 1);
      return;
    case 'block':
      return walk(stmt.body, visitor, depth + 1);
    case 'each':
      walkExpr(stmt.of, visitor, depth + 1);
      return walk(stmt.body, visitor, depth + 1);
    case 'fn':
      return walkFn(stmt.fn, visitor, depth + 1);
    case 'class':
      return walkClass(stmt.class, visitor, depth + 1);
    case 'export':
      return walkExpr(stmt.value, visitor, depth + 1);
    default:
  }
}

function walkPattern(pattern: Pattern, visitor: Visitor, depth: number): void {
  if (depth > depthMax) return;
  if (pattern.t === 'member') walkExpr(pattern.of, visitor, depth + 1);
  else if (pattern.t === 'map')
    for (const entry of pattern.entries) {
      if (entry.otherwise !== undefined) walkExpr(entry.otherwise, visitor, depth + 1);
      walkPattern(entry.to, visitor, depth + 1);
    }
  else if (pattern.t === 'list')
    for (const item of pattern.items) if (item !== null) walkPattern(item, visitor, depth + 1);
}

/** Walks an expression. */
export function walkExpr(expr: Expr, visitor: Visitor, depth = 0): void {
  if (depth > depthMax || visitor.expr?.(expr) === false) return;
  const each = (all: readonly Expr[]): void => {
    for (const one of all) walkExpr(one, visitor, depth + 1);
  };
  switch (expr.t) {
    case 'text':
    case 'other':
      return each(expr.parts);
    case 'member':
    case 'spread':
      return walkExpr(expr.of, visitor, depth + 1);
    case 'index':
      return each([expr.of, expr.key]);
    case 'call':
      return walkCall(expr, visitor, depth);
    case 'list':
      return each(expr.items);
    case 'map':
      for (const { key, value } of expr.entries) {
        if (key !== null) walkExpr(key, visitor, depth + 1);
        walkExpr(value, visitor, depth + 1);
      }
      return;
    case 'fn':
      return walkFn(expr.fn, visitor, depth + 1);
    case 'class':
      return walkClass(expr.class, visitor, depth + 1);
    case 'either':
      return each(expr.options);
    case 'assign':
      walkPattern(expr.to, visitor, depth + 1);
      return walkExpr(expr.value, visitor, depth + 1);
    case 'block':
      return walk(expr.body, visitor, depth + 1);
    default:
  }
}

function walkCall(call: Call, visitor: Visitor, depth: number): void {
  walkExpr(call.fn, visitor, depth + 1);
  walkArgs(call.args, visitor, depth);
  if (call.block !== undefined) walkFn(call.block, visitor, depth + 1);
}

function walkArgs(args: readonly Arg[], visitor: Visitor, depth: number): void {
  for (const { value } of args) walkExpr(value, visitor, depth + 1);
}

/** An expression as the source wrote it, nearly: `req.query.page`, `db.users.find()`. For words and for comparing. */
export function written(expr: Expr): string {
  switch (expr.t) {
    case 'name':
      return expr.v;
    case 'member':
      return `${written(expr.of)}.${expr.name}`;
    case 'call':
      return `${written(expr.fn)}()`;
    case 'str':
      return `'${expr.v}'`;
    case 'index':
      return `${written(expr.of)}[${written(expr.key)}]`;
    case 'either':
      return expr.options.map(written).join(' | ');
    default:
      return '…';
  }
}
