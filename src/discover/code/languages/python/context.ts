/** What the parts of the lowering need of each other, for one file. */
import type { Arg, Expr, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** Lowers parts of one file. */
export interface PythonFile {
  readonly expr: (node: SyntaxNode | undefined) => Expr;
  /** Arguments of a call, a decorator, or the bases of a class. */
  readonly args: (node: SyntaxNode | undefined) => Arg[];
  readonly params: (node: SyntaxNode | undefined) => Param[];
  readonly statements: (nodes: readonly SyntaxNode[], to: Stmt[]) => void;
  readonly body: (node: SyntaxNode | undefined) => Stmt[];
  /** A function definition or a lambda. */
  readonly fn: (node: SyntaxNode, decorators: readonly SyntaxNode[]) => Fn;
  /** Names that the function being lowered declares `global` or `nonlocal`. */
  outerNames: ReadonlySet<string>;
}

/** Nothing: Python's `None`. */
export const none: Expr = { t: 'const', v: null };

/**
 * Operators that are calls of a name no source can have: what `+` means hangs on its operands, which only a run knows. `languages/python`
 * gives the machine their meaning.
 */
export const plusName = '(+)';
/** `a if c else b`, where `c` is a name that a run may know. */
export const chooseName = '(if)';
/** `x += y`, which changes a list in place. */
export const plusAssignName = '(+=)';
