/** What lowering carries through one C# file: its names, and the parts of the grammar that contain each other. */
import type { Arg, Cls, Decorator, Expr, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Names } from '../class-names.ts';

/** Expressions, statements and classes stand in each other; each reaches the others through the file. */
export interface CsharpFile {
  readonly names: Names;
  expr(node: SyntaxNode | undefined): Expr;
  args(node: SyntaxNode | undefined): Arg[];
  params(node: SyntaxNode | undefined): Param[];
  /** Statements of a block, or the value of `=> value`, in a scope of their own with these locals. */
  body(node: SyntaxNode | undefined, locals: readonly string[]): Stmt[];
  statement(node: SyntaxNode, to: Stmt[]): void;
  class(node: SyntaxNode): Cls;
  /** A method, local function or lambda. */
  fn(node: SyntaxNode, name: string): Fn;
  /** All attributes of a declaration or parameter. */
  attributesOf(node: SyntaxNode): Decorator[];
}
