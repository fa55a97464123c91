/** Ruby files in the small language. */
import type { Module, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { RubyFile } from './context.ts';
import { lowerFn } from './definitions.ts';
import { lowerExpr } from './expressions.ts';
import { constantImport } from './imports.ts';
import { lowerStatements } from './statements.ts';

/** Lowers a file. Constants whose files load themselves by name become imports for their effects. */
export function lowerRuby(root: SyntaxNode, path: string): Omit<Module, 'errors' | 'file' | 'language'> {
  const file: RubyFile = {
    expr: (node) => lowerExpr(node, file),
    statements: (nodes) => lowerStatements(nodes, file),
    fn: (node) => lowerFn(node, file),
    locals: new Set(),
    block: '',
    nesting: [],
    heredocs: heredocsOf(root),
    wanted: new Map(),
    wantsAll: /(?:^|\/)config\/(?:routes|application|environment)|\.ru$/.test(path),
  };
  const body = lowerStatements(root.parts, file);
  const wanted = [...file.wanted].map(
    ([name, line]): Stmt => ({ t: 'import', from: constantImport(name), names: [], line }),
  );
  return { package: '', body: [...wanted, ...body] };
}

/** Bodies of here-documents stand after the line that begins them, in the same order. */
function heredocsOf(root: SyntaxNode): ReadonlyMap<number, SyntaxNode> {
  const found = new Map<number, SyntaxNode>();
  if (!root.text.includes('<<')) return found;
  const begun: number[] = [];
  const look = (node: SyntaxNode): void => {
    if (node.type === 'heredoc_beginning') begun.push(node.start);
    else if (node.type === 'heredoc_body') {
      const start = begun.shift();
      if (start !== undefined) found.set(start, node);
    }
    for (const child of node.children) look(child);
  };
  look(root);
  return found;
}
