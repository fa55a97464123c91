/** Python files in the small language. */
import type { Module } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PythonFile } from './context.ts';
import { lowerFn } from './definitions.ts';
import { lowerArgs, lowerExpr, lowerParams } from './expressions.ts';
import { lowerBody, lowerStatements } from './statements.ts';

/** Lowers a file. */
export function lowerPython(root: SyntaxNode): Omit<Module, 'errors' | 'file' | 'language'> {
  const file: PythonFile = {
    expr: (node) => lowerExpr(node, file),
    args: (node) => lowerArgs(node, file),
    params: (node) => lowerParams(node, file),
    statements: (nodes, to) => lowerStatements(nodes, file, to),
    body: (node) => lowerBody(node, file),
    fn: (node, decorators) => lowerFn(node, decorators, file),
    outerNames: new Set(),
  };
  return { package: '', body: file.body(root) };
}
