/** C# statements. */
import type { Expr, Pattern, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { classTypes, isPreprocessor } from './declarations.ts';
import type { CsharpFile } from './file.ts';
import { lowerType } from './types.ts';

/** Statements of a block, or the value of `=> value`, in a scope of their own. */
export function lowerBody(node: SyntaxNode | undefined, locals: readonly string[], file: CsharpFile): Stmt[] {
  if (node === undefined) return [];
  return file.names.inScope(locals, () => {
    const body: Stmt[] = [];
    if (node.type === 'block') lowerAll(node.parts, file, body);
    else if (node.type === 'arrow_expression_clause') {
      body.push({ t: 'return', e: file.expr(node.parts[0]), line: node.line });
    } else if (node.type.endsWith('_statement')) lowerStatement(node, file, body);
    else body.push({ t: 'return', e: file.expr(node), line: node.line });
    return body;
  });
}

/** Statements one after the other; local functions are known from the beginning. */
export function lowerAll(nodes: readonly SyntaxNode[], file: CsharpFile, to: Stmt[]): void {
  for (const one of nodes) {
    const inner = one.type === 'global_statement' ? one.parts[0] : one;
    if (inner?.type === 'local_function_statement') file.names.declare(inner.at('name')?.text ?? '');
  }
  for (const one of nodes) lowerStatement(one, file, to);
}

/** Lowers one statement into `to`. */
export function lowerStatement(node: SyntaxNode, file: CsharpFile, to: Stmt[]): void {
  const { line } = node;
  switch (node.type) {
    case 'global_statement':
      for (const one of node.parts) lowerStatement(one, file, to);
      return;
    case 'expression_statement':
      to.push({ t: 'expr', e: file.expr(node.parts[0]), line });
      return;
    case 'local_declaration_statement':
      lowerDeclaration(node.child('variable_declaration'), file, to);
      return;
    case 'variable_declaration':
      lowerDeclaration(node, file, to);
      return;
    case 'return_statement':
    case 'yield_statement': {
      const value = node.parts[0];
      to.push({ t: 'return', e: value === undefined ? null : file.expr(value), line });
      return;
    }
    case 'block':
      to.push({ t: 'block', body: lowerBody(node, [], file) });
      return;
    case 'foreach_statement': {
      const left = node.at('left');
      const names =
        left?.type === 'identifier' ? [left.text] : (left?.allAt('name') ?? []).map((one) => one.text);
      const of = file.expr(node.at('right'));
      const pattern: Pattern =
        left?.type === 'identifier'
          ? { t: 'name', v: left.text }
          : { t: 'list', items: names.map((one) => ({ t: 'name', v: one })) };
      const inner = node.at('body');
      const body = file.names.inScope(names, () => {
        const all: Stmt[] = [];
        if (inner?.type === 'block') lowerAll(inner.parts, file, all);
        else if (inner !== undefined) lowerStatement(inner, file, all);
        return all;
      });
      to.push({ t: 'each', to: pattern, of, body });
      return;
    }
    case 'local_function_statement':
      to.push({ t: 'fn', fn: file.fn(node, node.at('name')?.text ?? '') });
      return;
    case 'switch_statement':
      to.push({ t: 'expr', e: file.expr(node.at('value')), line });
      for (const section of node.at('body')?.parts ?? []) {
        to.push({
          t: 'block',
          body: file.names.inScope([], () => {
            const all: Stmt[] = [];
            lowerAll(
              section.parts.filter((one) => one.type.endsWith('_statement') || one.type === 'block'),
              file,
              all,
            );
            return all;
          }),
        });
      }
      return;
    case 'break_statement':
    case 'continue_statement':
    case 'empty_statement':
    case 'modifier':
    case 'using_directive':
      return;
    case 'throw_statement':
      to.push({ t: 'expr', e: file.expr(node.parts[0]), line });
      return;
    default:
      if (classTypes.has(node.type)) {
        to.push({ t: 'class', class: file.class(node) });
      } else if (
        node.type.endsWith('_statement') ||
        node.type.endsWith('_clause') ||
        isPreprocessor(node.type)
      ) {
        lowerCompound(node, file, to);
      } else if (node.named && !node.type.startsWith('preproc') && node.type !== 'comment') {
        to.push({ t: 'expr', e: file.expr(node), line });
      }
  }
}

/** Conditions, loops, `try`, `using`, `lock`: headers run, then each body. */
function lowerCompound(node: SyntaxNode, file: CsharpFile, to: Stmt[]): void {
  const body = file.names.inScope([], () => {
    const inner: Stmt[] = [];
    for (const one of node.parts) {
      if (one.type === 'catch_declaration') file.names.declare(one.at('name')?.text ?? '');
      else if (one.type === 'else_clause') lowerCompound(one, file, inner);
      else lowerStatement(one, file, inner);
    }
    return inner;
  });
  // What `#if` and `using` declare is visible after them.
  if (isPreprocessor(node.type)) to.push(...body);
  else to.push({ t: 'block', body });
}

function lowerDeclaration(node: SyntaxNode | undefined, file: CsharpFile, to: Stmt[]): void {
  const typeNode = node?.at('type');
  const type = lowerType(typeNode, file.names);
  for (const one of node?.parts ?? []) {
    if (one.type !== 'variable_declarator') continue;
    const name = one.at('name');
    const last = one.parts.at(-1);
    const value: Expr | null = last !== undefined && last !== name ? typed(file.expr(last), type.name) : null;
    if (name?.type === 'tuple_pattern') {
      const names = name.allAt('name').map((each) => each.text);
      for (const each of names) file.names.declare(each);
      to.push({
        t: 'let',
        to: { t: 'list', items: names.map((each) => ({ t: 'name', v: each })) },
        value,
        line: one.line,
      });
      continue;
    }
    file.names.declare(name?.text ?? '');
    to.push({
      t: 'let',
      to: { t: 'name', v: name?.text ?? '' },
      value,
      ...(type.name === 'var' ? {} : { type }),
      line: one.line,
    });
  }
}

/** `Foo x = new(...)`: the type is that of the variable. */
const typed = (value: Expr, type: string): Expr =>
  value.t === 'call' && value.isNew === true && value.fn.t === 'name' && value.fn.v === ''
    ? { ...value, fn: { t: 'name', v: type } }
    : value;
