/** PHP files in the small language. */
import type { Module, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PhpFile } from './context.ts';
import { lowerFn } from './definitions.ts';
import { lowerArgs, lowerExpr } from './expressions.ts';
import { lowerStatements } from './statements.ts';

/** Lowers a file. What it returns is its value for those who `require` it. */
export function lowerPhp(root: SyntaxNode, path: string): Omit<Module, 'errors' | 'file' | 'language'> {
  const file: PhpFile = {
    expr: (node) => lowerExpr(node, file),
    args: (node) => lowerArgs(node, file),
    statements: (nodes) => lowerStatements(nodes, file),
    fn: (node) => lowerFn(node, file),
    path,
    namespace: '',
    aliases: new Map(),
    neighbours: new Map(),
    required: new Map(),
  };
  const body = lowerStatements(root.parts, file).map(
    (stmt): Stmt =>
      stmt.t === 'return' && stmt.e !== null ? { t: 'export', name: '=', value: stmt.e } : stmt,
  );
  const required = [...file.required].map(
    ([from, line]): Stmt => ({ t: 'import', from: `file ${from}`, names: [], line }),
  );
  const neighbours = [...file.neighbours].map(
    ([from, line]): Stmt => ({ t: 'import', from, names: [], line }),
  );
  return { package: file.namespace, body: [...required, ...neighbours, ...body] };
}
