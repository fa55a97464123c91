/** What lowering carries through one Java file: its names, and the parts of the grammar that contain each other. */
import type { Arg, Cls, Decorator, Expr, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Names } from '../class-names.ts';

/** Expressions, statements and classes stand in each other; each reaches the others through the file. */
export interface JavaFile {
  readonly names: Names;
  expr(node: SyntaxNode | undefined): Expr;
  args(node: SyntaxNode | undefined): Arg[];
  params(node: SyntaxNode | undefined): Param[];
  /** Statements of a block in a scope of their own. */
  body(node: SyntaxNode | undefined): Stmt[];
  class(node: SyntaxNode): Cls;
  /** `new Base() { ... }` */
  anonymousClass(node: SyntaxNode, body: SyntaxNode, base: Expr): Cls;
  /** One annotation. */
  annotation(node: SyntaxNode): Decorator;
  /** All annotations of a declaration or parameter. */
  annotationsOf(node: SyntaxNode): Decorator[];
}
