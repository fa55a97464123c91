/** What the parts of the lowering need of each other, for one file. */
import type { Expr, Fn, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** Lowers parts of one file. */
export interface RubyFile {
  readonly expr: (node: SyntaxNode | undefined) => Expr;
  /** Statements of a body, in order. */
  readonly statements: (nodes: readonly SyntaxNode[]) => Stmt[];
  /** A method or a block. */
  readonly fn: (node: SyntaxNode) => Fn;
  /** Names that are variables where the lowering stands; any other word is a call. */
  locals: Set<string>;
  /** Name of the parameter that stands for the method's block, or ''. */
  block: string;
  /** Full names of the modules and classes around, outermost first. */
  readonly nesting: string[];
  /** Texts of here-documents by the offset of their beginning. */
  readonly heredocs: ReadonlyMap<number, SyntaxNode>;
  /** Constants that files which load themselves by name may be found for, with the line of their first use. */
  readonly wanted: Map<string, number>;
  /** Are all constants of this file wanted, or those that classes are made of alone? */
  readonly wantsAll: boolean;
}

/** Nothing. */
export const nil: Expr = { t: 'const', v: null };

/** The name under which a method's block is bound. */
export const blockName = '&';

/** Marks a constant, as seen from the nesting, as one whose file is to be found. */
export function want(file: RubyFile, name: string, line: number): void {
  if (name.startsWith('::')) {
    note(file, name.slice(2), line);
    return;
  }
  for (let depth = file.nesting.length; depth > 0; depth -= 1)
    note(file, `${file.nesting[depth - 1] ?? ''}::${name}`, line);
  note(file, name, line);
}

function note(file: RubyFile, name: string, line: number): void {
  if (!file.wanted.has(name)) file.wanted.set(name, line);
}
