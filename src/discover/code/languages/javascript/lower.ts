/** Lowers a file of JavaScript or TypeScript. */
import type { Cls, Module, Stmt, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerClass } from './classes.ts';
import { docFrom } from './doc.ts';
import { lowerExpression } from './expressions.ts';
import { decoratorsOf, lowerFunction } from './functions.ts';
import type { Lowering } from './lowering.ts';
import { lowerPattern } from './patterns.ts';
import { lowerStatement } from './statements.ts';
import { lowerType } from './types.ts';

/**
 * Lowers the tree of a file. Never throws on odd syntax.
 *
 * @example
 * lowerModule(syntax.root).body
 */
export function lowerModule(root: SyntaxNode): Pick<Module, 'package' | 'body'> {
  const lifted: Stmt[] = [];
  const last: Stmt[] = [];
  let before: Stmt[] = [];
  let after: Stmt[] = [];

  const surrounded = (lower: () => readonly Stmt[]): readonly Stmt[] => {
    const [outerBefore, outerAfter] = [before, after];
    before = [];
    after = [];
    const stmts = lower();
    const all = before.length === 0 && after.length === 0 ? stmts : [...before, ...stmts, ...after];
    before = outerBefore;
    after = outerAfter;
    return all;
  };

  const lowering: Lowering = {
    exportsWhole: /\bmodule\.exports\s*=[^=]/.test(root.text),
    expression: (node, naming) => lowerExpression(node, naming, lowering),
    statements: (nodes) => {
      const hoisted: Stmt[] = [];
      const rest: Stmt[] = [];
      let comments: SyntaxNode[] = [];
      for (const node of nodes) {
        if (node.type === 'comment') comments.push(node);
        else if (node.named) {
          const doc = comments.length === 0 ? undefined : docFrom(comments, node.line);
          comments = [];
          const stmts = surrounded(() => lowerStatement(node, doc, lowering));
          (isFunction(node) ? hoisted : rest).push(...stmts);
        }
      }
      return hoisted.length === 0 ? rest : [...hoisted, ...rest];
    },
    returning: (node) => surrounded(() => [{ t: 'return', e: lowering.expression(node), line: node.line }]),
    fn: (node, naming) => lowerFunction(node, naming, decoratorsOf(node, lowering), lowering),
    cls: (node, naming, decorators) => lowerClass(node, naming, decorators ?? [], lowering),
    pattern: (node) => lowerPattern(node, lowering),
    type: (node) => lowerType(node, lowering),
    before: (stmt) => before.push(stmt),
    after: (stmt) => after.push(stmt),
    last: (stmt) => last.push(stmt),
    lift: (node, cls): TypeRef => {
      const name = `type@${String(node.start)}`;
      const whole: Cls = { ...cls, name, line: node.line };
      lifted.push({ t: 'class', class: whole });
      return { name, args: [] };
    },
  };
  const body = lowering.statements(root.children);
  return { package: '', body: [...lifted, ...body, ...last] };
}

const isFunction = (node: SyntaxNode): boolean =>
  node.type === 'function_declaration' ||
  node.type === 'generator_function_declaration' ||
  (node.type === 'export_statement' && node.at('declaration')?.type === 'function_declaration');
