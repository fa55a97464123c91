/** What the parts of the lowering of one file share. */
import type { Cls, Decorator, Expr, Fn, Pattern, Stmt, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** What a function or class is called by where it stands: `const list = () => {}`, `exports.list = ...`, `{ list: ... }`. */
export interface Naming {
  readonly name: string;
  readonly doc?: string | undefined;
}

/** The lowering of one file: each part calls the others through it. */
export interface Lowering {
  /** `module.exports = x` stands somewhere in the file, so `module.exports` is one value and not a bag of names. */
  readonly exportsWhole: boolean;
  expression(node: SyntaxNode | undefined, naming?: Naming): Expr;
  /** A statement list with its functions first, as they are hoisted. */
  statements(nodes: readonly SyntaxNode[]): readonly Stmt[];
  fn(node: SyntaxNode, naming?: Naming): Fn;
  /** The body of an arrow function that is one expression. */
  returning(node: SyntaxNode): readonly Stmt[];
  /** `decorators`: those that stand outside the class, on its export. */
  cls(node: SyntaxNode, naming?: Naming, decorators?: readonly Decorator[]): Cls;
  pattern(node: SyntaxNode | undefined): Pattern;
  type(node: SyntaxNode | undefined): TypeRef | undefined;
  /** Sets a statement (an import) before the statement that is being lowered. */
  before(stmt: Stmt): void;
  /** Sets a statement (an export) after the statement that is being lowered. */
  after(stmt: Stmt): void;
  /** Sets a statement (an export of names) at the end of the file. */
  last(stmt: Stmt): void;
  /** Gives a type without a name one, as an interface at the top of the file. */
  lift(node: SyntaxNode, cls: Omit<Cls, 'name' | 'line'>): TypeRef;
}

/** A missing value. */
export const nothing: Expr = { t: 'const', v: null };

/** A name as an expression. */
export const nameOf = (v: string): Expr => ({ t: 'name', v });
