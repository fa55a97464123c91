/** Statements. */
import type { Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PhpFile } from './context.ts';
import { lowerClass } from './definitions.ts';
import { lowerTarget } from './expressions.ts';

/** Lowers statements one after the other. */
export function lowerStatements(nodes: readonly SyntaxNode[], file: PhpFile): Stmt[] {
  const to: Stmt[] = [];
  for (const node of nodes) lowerStatement(node, file, to);
  return to;
}

const bodyOf = (node: SyntaxNode | undefined, file: PhpFile): Stmt[] =>
  node === undefined
    ? []
    : lowerStatements(['compound_statement', 'colon_block'].includes(node.type) ? node.parts : [node], file);

function lowerStatement(node: SyntaxNode, file: PhpFile, to: Stmt[]): void {
  const { line } = node;
  switch (node.type) {
    case 'expression_statement':
      for (const part of node.parts) {
        if (part.type === 'assignment_expression') {
          const left = part.at('left');
          const pattern =
            left === undefined || left.type !== 'variable_name' ? null : lowerTarget(left, file);
          if (pattern !== null) {
            to.push({ t: 'let', to: pattern, value: file.expr(part.at('right')), line });
            continue;
          }
        }
        to.push({ t: 'expr', e: file.expr(part), line });
      }
      return;
    case 'namespace_definition': {
      file.namespace = node.at('name')?.text.replaceAll(/\s/g, '') ?? '';
      const body = node.at('body');
      if (body !== undefined) to.push(...lowerStatements(body.parts, file));
      return;
    }
    case 'namespace_use_declaration':
      lowerUse(node, file, to);
      return;
    case 'class_declaration':
    case 'interface_declaration':
    case 'trait_declaration':
    case 'enum_declaration':
      to.push({ t: 'class', class: lowerClass(node, file) });
      return;
    case 'function_definition':
      to.push({ t: 'fn', fn: file.fn(node) });
      return;
    case 'return_statement':
      to.push({ t: 'return', e: node.parts[0] === undefined ? null : file.expr(node.parts[0]), line });
      return;
    case 'foreach_statement': {
      const parts = node.parts.filter((part) => part !== node.at('body'));
      const [of, item] = parts;
      const pair = item?.type === 'pair' ? item.parts : null;
      const value = pair === null ? item : pair[1];
      const pattern = value === undefined ? null : lowerTarget(value, file);
      const key = pair?.[0] === undefined ? null : lowerTarget(pair[0], file);
      const body = bodyOf(node.at('body'), file);
      const destructured = pair === null && pattern?.t === 'list';
      to.push({
        t: 'each',
        to: destructured
          ? { t: 'name', v: '$(item)' }
          : pair === null
            ? (pattern ?? { t: 'name', v: '$_' })
            : { t: 'list', items: [key, pattern] },
        of: file.expr(of),
        body: destructured
          ? [{ t: 'let', to: pattern, value: { t: 'name', v: '$(item)' }, line }, ...body]
          : body,
      });
      return;
    }
    case 'if_statement':
    case 'else_if_clause':
    case 'while_statement':
    case 'do_statement': {
      const condition = node.at('condition');
      if (condition !== undefined) to.push({ t: 'expr', e: file.expr(condition), line });
      to.push({ t: 'block', body: bodyOf(node.at('body'), file) });
      for (const other of node.allAt('alternative')) {
        if (other.type === 'else_if_clause') lowerStatement(other, file, to);
        else to.push({ t: 'block', body: bodyOf(other.at('body'), file) });
      }
      return;
    }
    case 'switch_statement': {
      const subject = node.at('condition');
      for (const one of node.at('body')?.parts ?? []) {
        const value = one.at('value');
        if (value !== undefined)
          to.push({
            t: 'expr',
            e: { t: 'other', parts: [file.expr(subject), file.expr(value)], op: '==' },
            line: one.line,
          });
        to.push({
          t: 'block',
          body: lowerStatements(
            one.parts.filter((part) => part !== value),
            file,
          ),
        });
      }
      return;
    }
    case 'compound_statement':
    case 'colon_block':
    case 'try_statement':
    case 'catch_clause':
    case 'finally_clause':
    case 'for_statement':
    case 'declare_statement':
      for (const part of node.parts) {
        if (part.type === 'compound_statement' || part.type === 'colon_block')
          to.push({ t: 'block', body: lowerStatements(part.parts, file) });
        else if (
          part.type.endsWith('_statement') ||
          part.type.endsWith('_clause') ||
          part.type.endsWith('_declaration')
        )
          lowerStatement(part, file, to);
        else if (part.type.endsWith('_expression'))
          to.push({ t: 'expr', e: file.expr(part), line: part.line });
      }
      return;
    case 'const_declaration':
      for (const one of node.parts)
        if (one.type === 'const_element')
          to.push({
            t: 'let',
            to: { t: 'name', v: one.parts[0]?.text ?? '' },
            value: file.expr(one.parts[1]),
            line,
          });
      return;
    case 'php_tag':
    case 'text':
    case 'text_interpolation':
    case 'break_statement':
    case 'continue_statement':
    case 'empty_statement':
    case 'global_declaration':
      return;
    default:
      to.push({ t: 'expr', e: { t: 'other', parts: node.parts.map((part) => file.expr(part)) }, line });
  }
}

/** `use A\B;`, `use A\{B, C as D};`: the files of the classes are read, and their names are known here. */
function lowerUse(node: SyntaxNode, file: PhpFile, to: Stmt[]): void {
  const isFunction = node.has('function') || node.has('const');
  const prefix = node.child('namespace_name')?.text.replaceAll(/\s/g, '');
  const clauses = [...node.parts, ...(node.at('body')?.parts ?? [])].filter(
    ({ type }) => type === 'namespace_use_clause',
  );
  for (const clause of clauses) {
    if (isFunction || clause.has('function') || clause.has('const')) continue;
    const alias = clause.at('alias')?.text;
    const own =
      clause.parts
        .find((part) => part.field !== 'alias')
        ?.text.replaceAll(/\s/g, '')
        .replace(/^\\/, '') ?? '';
    const name = prefix === undefined ? own : `${prefix}\\${own}`;
    const last = name.split('\\').at(-1) ?? name;
    file.aliases.set((alias ?? last).toLowerCase(), name);
    to.push({ t: 'import', from: name, names: [], line: node.line });
  }
}
