/** Java statements. */
import type { Expr, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { classTypes } from './declarations.ts';
import type { JavaFile } from './file.ts';
import { lowerType } from './types.ts';

/** Statements of a block, in a scope of their own. */
export function lowerBody(node: SyntaxNode | undefined, file: JavaFile): Stmt[] {
  if (node === undefined) return [];
  return file.names.inScope([], () => {
    const body: Stmt[] = [];
    for (const one of node.parts) lowerStatement(one, file, body);
    return body;
  });
}

/** Lowers one statement into `to`. */
export function lowerStatement(node: SyntaxNode, file: JavaFile, to: Stmt[]): void {
  const { line } = node;
  const push = (e: Expr): void => void to.push({ t: 'expr', e, line });
  switch (node.type) {
    case 'expression_statement':
      push(file.expr(node.parts[0]));
      return;
    case 'local_variable_declaration': {
      const type = lowerType(node.at('type'), file.names);
      for (const one of node.allAt('declarator')) {
        const name = one.at('name')?.text ?? '';
        const value = one.at('value');
        const lowered = value === undefined ? null : file.expr(value);
        file.names.declare(name);
        to.push({
          t: 'let',
          to: { t: 'name', v: name },
          value: lowered,
          ...(type.name === 'var' ? {} : { type }),
          line: one.line,
        });
      }
      return;
    }
    case 'return_statement':
    case 'yield_statement': {
      const value = node.parts[0];
      to.push({ t: 'return', e: value === undefined ? null : file.expr(value), line });
      return;
    }
    case 'block':
    case 'constructor_body':
      to.push({ t: 'block', body: file.body(node) });
      return;
    case 'enhanced_for_statement': {
      const name = node.at('name')?.text ?? '';
      const of = file.expr(node.at('value'));
      const body = file.names.inScope([name], () => lowerBranch(node.at('body'), file));
      to.push({ t: 'each', to: { t: 'name', v: name }, of, body });
      return;
    }
    case 'if_statement':
    case 'while_statement':
    case 'do_statement':
    case 'for_statement':
    case 'try_statement':
    case 'try_with_resources_statement':
    case 'synchronized_statement':
    case 'labeled_statement':
    case 'catch_clause':
    case 'finally_clause':
      lowerCompound(node, file, to);
      return;
    case 'switch_expression': {
      const switched = file.expr(node);
      if (switched.t !== 'either') push(switched);
      else for (const option of switched.options) push(option);
      return;
    }
    case 'switch_label':
    case 'break_statement':
    case 'continue_statement':
    case 'modifiers':
    case 'label':
      return;
    default:
      if (classTypes.has(node.type)) {
        const lowered = file.class(node);
        file.names.declare(lowered.name);
        to.push({ t: 'class', class: lowered });
        return;
      }
      // `throw`, `assert`, explicit constructor calls and whatever else stands where a statement may.
      if (node.type === 'throw_statement' || node.type === 'assert_statement') push(file.expr(node.parts[0]));
      else push(file.expr(node));
  }
}

function lowerBranch(node: SyntaxNode | undefined, file: JavaFile): Stmt[] {
  if (node === undefined) return [];
  if (node.type === 'block') return file.body(node);
  return file.names.inScope([], () => {
    const body: Stmt[] = [];
    lowerStatement(node, file, body);
    return body;
  });
}

/** Statements with bodies: conditions and headers run, then each body in a block of its own. */
function lowerCompound(node: SyntaxNode, file: JavaFile, to: Stmt[]): void {
  const body = file.names.inScope([], () => {
    const inner: Stmt[] = [];
    for (const one of node.parts) {
      if (one.type === 'catch_formal_parameter') file.names.declare(one.at('name')?.text ?? '');
      else if (one.type === 'resource_specification') lowerResources(one, file, inner);
      else if (one.type === 'parenthesized_expression') {
        inner.push({ t: 'expr', e: file.expr(one), line: one.line });
      } else if (one.type === 'block') inner.push({ t: 'block', body: file.body(one) });
      else lowerStatement(one, file, inner);
    }
    return inner;
  });
  to.push({ t: 'block', body });
}

function lowerResources(node: SyntaxNode, file: JavaFile, to: Stmt[]): void {
  for (const one of node.parts) {
    const name = one.at('name')?.text;
    if (name === undefined) continue;
    const value = file.expr(one.at('value'));
    file.names.declare(name);
    to.push({
      t: 'let',
      to: { t: 'name', v: name },
      value,
      type: lowerType(one.at('type'), file.names),
      line: one.line,
    });
  }
}
