/** Statements. */
import type { Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { RubyFile } from './context.ts';
import { lowerClass, lowerClassOf } from './definitions.ts';
import { operated } from './expressions.ts';
import { lowerTarget } from './patterns.ts';

/** Lowers statements one after the other. */
export function lowerStatements(nodes: readonly SyntaxNode[], file: RubyFile): Stmt[] {
  const to: Stmt[] = [];
  for (const node of nodes) lowerStatement(node, file, to);
  return to;
}

const bodyOf = (node: SyntaxNode | undefined, file: RubyFile): Stmt[] =>
  node === undefined ? [] : lowerStatements(isBody(node) ? node.parts : [node], file);

const isBody = (node: SyntaxNode): boolean =>
  ['then', 'do', 'else', 'body_statement', 'block_body', 'begin', 'ensure', 'program'].includes(node.type);

function lowerStatement(node: SyntaxNode, file: RubyFile, to: Stmt[]): void {
  const { line } = node;
  switch (node.type) {
    case 'method':
    case 'singleton_method':
      to.push({ t: 'fn', fn: file.fn(node) });
      return;
    case 'class':
    case 'module':
      to.push({ t: 'class', class: lowerClass(node, file) });
      return;
    case 'singleton_class':
      to.push({ t: 'block', body: bodyOf(node.at('body'), file) });
      return;
    case 'if':
    case 'unless':
    case 'elsif':
    case 'while':
    case 'until':
    case 'if_modifier':
    case 'unless_modifier':
    case 'while_modifier':
    case 'until_modifier': {
      const condition = node.at('condition');
      if (condition !== undefined) to.push({ t: 'expr', e: file.expr(condition), line });
      to.push({ t: 'block', body: bodyOf(node.at('consequence') ?? node.at('body'), file) });
      const alternative = node.at('alternative');
      if (alternative?.type === 'elsif') lowerStatement(alternative, file, to);
      else if (alternative !== undefined) to.push({ t: 'block', body: bodyOf(alternative, file) });
      return;
    }
    case 'case':
    case 'case_match': {
      const subject = node.at('value');
      if (subject !== undefined) to.push({ t: 'expr', e: file.expr(subject), line });
      for (const clause of node.parts) {
        if (clause.type === 'else') to.push({ t: 'block', body: bodyOf(clause, file) });
        if (clause.type !== 'when' && clause.type !== 'in_clause') continue;
        for (const pattern of clause.type === 'when' ? clause.allAt('pattern') : [])
          to.push({
            t: 'expr',
            e: {
              t: 'other',
              parts: [
                ...(subject === undefined ? [] : [file.expr(subject)]),
                file.expr(pattern.type === 'pattern' ? pattern.parts[0] : pattern),
              ],
              op: '==',
            },
            line: pattern.line,
          });
        to.push({ t: 'block', body: bodyOf(clause.at('body'), file) });
      }
      return;
    }
    case 'for': {
      const pattern = node.at('pattern');
      const of = node.at('value');
      to.push({
        t: 'each',
        to: (pattern === undefined ? null : lowerTarget(pattern, file)) ?? { t: 'name', v: '_' },
        of: file.expr(of?.type === 'in' ? of.parts[0] : of),
        body: bodyOf(node.at('body'), file),
      });
      return;
    }
    case 'begin':
    case 'parenthesized_statements':
    case 'begin_block':
      to.push({ t: 'block', body: lowerStatements(node.parts, file) });
      return;
    case 'rescue':
      to.push({ t: 'block', body: bodyOf(node.at('body'), file) });
      return;
    case 'ensure':
    case 'else':
    case 'then':
    case 'body_statement':
      to.push({ t: 'block', body: lowerStatements(node.parts, file) });
      return;
    case 'rescue_modifier':
      to.push({ t: 'expr', e: file.expr(node.at('body')), line });
      return;
    case 'return':
    case 'next':
    case 'break': {
      const values = node.child('argument_list')?.parts ?? [];
      const [only] = values;
      if (only === undefined) {
        if (node.type === 'return') to.push({ t: 'return', e: null, line });
        return;
      }
      to.push({
        t: 'return',
        e: values.length === 1 ? file.expr(only) : { t: 'list', items: values.map((one) => file.expr(one)) },
        line,
      });
      return;
    }
    case 'assignment': {
      const left = node.at('left');
      const right = node.at('right');
      const made = left === undefined ? null : lowerClassOf(left.text, right, file);
      if (made !== null) {
        to.push({ t: 'class', class: made });
        return;
      }
      const value = file.expr(right);
      const pattern = left === undefined ? null : lowerTarget(left, file);
      if (pattern === null)
        to.push({
          t: 'expr',
          e: { t: 'other', parts: [...(left === undefined ? [] : [file.expr(left)]), value] },
          line,
        });
      else to.push({ t: 'let', to: pattern, value, line });
      return;
    }
    case 'operator_assignment': {
      const left = node.at('left');
      const value = operated(node, file);
      const pattern = left === undefined ? null : lowerTarget(left, file);
      if (pattern === null) to.push({ t: 'expr', e: value, line });
      else to.push({ t: 'let', to: pattern, value, line });
      return;
    }
    case 'call':
      if (loads(node, to)) return;
      to.push({ t: 'expr', e: file.expr(node), line });
      return;
    case 'comment':
    case 'alias':
    case 'undef':
    case 'empty_statement':
    case 'heredoc_body':
    case 'uninterpreted':
    case 'redo':
    case 'retry':
      return;
    default:
      to.push({ t: 'expr', e: file.expr(node), line });
  }
}

/** `require 'x'`, `require_relative 'x'`, `load 'x.rb'`, `autoload :X, 'x'`: with a known text they are imports. */
function loads(node: SyntaxNode, to: Stmt[]): boolean {
  if (node.at('receiver') !== undefined) return false;
  const name = node.at('method')?.text ?? '';
  if (!/^(?:require|require_relative|load|autoload|require_dependency)$/.test(name)) return false;
  const given = node.at('arguments')?.parts.at(name === 'autoload' ? 1 : 0);
  if (given?.type !== 'string' || given.has('interpolation')) return false;
  const from = given.child('string_content')?.text ?? '';
  if (from === '') return false;
  to.push({
    t: 'import',
    from: name === 'require_relative' ? `./${from}` : from,
    names: [],
    line: node.line,
  });
  return true;
}
