/** Statements. */
import type { Expr, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { none, plusAssignName, type PythonFile } from './context.ts';
import { lowerClass } from './definitions.ts';
import { lowerTarget } from './patterns.ts';
import { lowerHint } from './types.ts';

/** Lowers statements one after the other. */
export function lowerStatements(nodes: readonly SyntaxNode[], file: PythonFile, to: Stmt[]): void {
  for (const node of nodes) lowerStatement(node, file, to);
}

/** The statements of a block. */
export function lowerBody(node: SyntaxNode | undefined, file: PythonFile): Stmt[] {
  const body: Stmt[] = [];
  if (node === undefined) return body;
  if (node.type === 'block' || node.type === 'module') lowerStatements(node.parts, file, body);
  else lowerStatement(node, file, body);
  return body;
}

function lowerStatement(node: SyntaxNode, file: PythonFile, to: Stmt[]): void {
  const { line } = node;
  switch (node.type) {
    case 'expression_statement':
      for (const part of node.parts) expressionStatement(part, file, to);
      return;
    case 'import_statement':
      lowerImport(node, to);
      return;
    case 'import_from_statement':
      lowerFromImport(node, to);
      return;
    case 'function_definition':
      to.push({ t: 'fn', fn: file.fn(node, []) });
      return;
    case 'class_definition':
      to.push({ t: 'class', class: lowerClass(node, [], file) });
      return;
    case 'decorated_definition': {
      const definition = node.at('definition');
      const decorators = node.children.filter((child) => child.type === 'decorator');
      if (definition?.type === 'function_definition')
        to.push({ t: 'fn', fn: file.fn(definition, decorators) });
      else if (definition?.type === 'class_definition')
        to.push({ t: 'class', class: lowerClass(definition, decorators, file) });
      return;
    }
    case 'return_statement':
      to.push({ t: 'return', e: node.parts[0] === undefined ? null : file.expr(node.parts[0]), line });
      return;
    case 'for_statement': {
      const left = node.at('left');
      const pattern = left === undefined ? null : lowerTarget(left, file);
      to.push({
        t: 'each',
        to: pattern ?? { t: 'name', v: '_' },
        of: file.expr(node.at('right')),
        body: file.body(node.at('body')),
      });
      nested(node.at('alternative'), file, to);
      return;
    }
    case 'with_statement':
      lowerWith(node, file, to);
      return;
    case 'match_statement':
      lowerMatch(node, file, to);
      return;
    case 'type_alias_statement': {
      const [left, right] = [node.at('left'), node.at('right')];
      const name = left?.parts[0] ?? left;
      if (name === undefined) return;
      to.push({ t: 'let', to: { t: 'name', v: name.text }, value: file.expr(right), line });
      return;
    }
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement': {
      const condition = node.at('condition');
      if (condition !== undefined) to.push({ t: 'expr', e: file.expr(condition), line });
      to.push({ t: 'block', body: file.body(node.at('consequence') ?? node.at('body')) });
      for (const child of node.allAt('alternative')) nested(child, file, to);
      return;
    }
    case 'pass_statement':
    case 'break_statement':
    case 'continue_statement':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'future_import_statement':
      return;
    default:
      nested(node, file, to);
  }
}

/** Anything with statements or expressions inside: `try`, `except`, `else`, `raise`, `assert`, what did not parse. */
function nested(node: SyntaxNode | undefined, file: PythonFile, to: Stmt[]): void {
  if (node === undefined) return;
  if (node.type === 'elif_clause') {
    lowerStatement(node, file, to);
    return;
  }
  for (const part of node.parts) {
    if (part.type === 'block') to.push({ t: 'block', body: file.body(part) });
    else if (part.type.endsWith('_clause')) nested(part, file, to);
    else if (part.type.endsWith('_statement') || part.type.endsWith('_definition'))
      lowerStatement(part, file, to);
    else to.push({ t: 'expr', e: file.expr(part), line: part.line });
  }
}

function expressionStatement(node: SyntaxNode, file: PythonFile, to: Stmt[]): void {
  const { line } = node;
  if (node.type === 'assignment') {
    const left = node.at('left');
    const right = node.at('right');
    const hint = node.at('type');
    const type = hint === undefined ? null : lowerHint(hint, file).type;
    const pattern = left === undefined ? null : lowerTarget(left, file);
    if (pattern === null) {
      // `table[key] = value`: both sides run.
      const parts: Expr[] = [left, right].flatMap((one) => (one === undefined ? [] : [file.expr(one)]));
      to.push({ t: 'expr', e: { t: 'other', parts }, line });
      return;
    }
    const value = right === undefined ? null : file.expr(right);
    if (value !== null && pattern.t === 'name' && file.outerNames.has(pattern.v))
      to.push({ t: 'expr', e: { t: 'assign', to: pattern, value }, line });
    else to.push({ t: 'let', to: pattern, value, ...(type === null ? {} : { type }), line });
    return;
  }
  if (node.type === 'augmented_assignment') {
    const left = node.at('left');
    const pattern = left === undefined ? null : lowerTarget(left, file);
    const now = file.expr(left);
    const right = file.expr(node.at('right'));
    const sign = node.at('operator')?.type;
    if (pattern === null || sign !== '+=') {
      to.push({ t: 'expr', e: { t: 'other', parts: [now, right] }, line });
      return;
    }
    const value: Expr = {
      t: 'call',
      fn: { t: 'name', v: plusAssignName },
      args: [{ value: now }, { value: right }],
      line,
    };
    if (pattern.t === 'name' && file.outerNames.has(pattern.v))
      to.push({ t: 'expr', e: { t: 'assign', to: pattern, value }, line });
    else to.push({ t: 'let', to: pattern, value, line });
    return;
  }
  const e = file.expr(node);
  if (e.t !== 'str') to.push({ t: 'expr', e, line });
}

/** `import a.b` binds `a`; `import a.b as c` binds the module itself. */
function lowerImport(node: SyntaxNode, to: Stmt[]): void {
  const { line } = node;
  for (const part of node.allAt('name')) {
    if (part.type === 'aliased_import') {
      const from = pathOf(part.at('name'));
      to.push({ t: 'import', from, names: [{ name: '*', as: part.at('alias')?.text ?? from }], line });
      continue;
    }
    const from = pathOf(part);
    const [first = from] = from.split('.');
    to.push({ t: 'import', from: first, names: [{ name: '*', as: first }], line });
    if (first !== from) to.push({ t: 'import', from, names: [], line });
  }
}

/** `from a import b as c`, `from . import b`, `from a import *` */
function lowerFromImport(node: SyntaxNode, to: Stmt[]): void {
  const { line } = node;
  const module = node.at('module_name');
  const from = pathOf(module);
  if (node.has('wildcard_import')) {
    to.push({ t: 'import', from, names: [{ name: '*', as: '*' }], line });
    return;
  }
  const names = node.allAt('name').map((part) => {
    const name = pathOf(part.type === 'aliased_import' ? part.at('name') : part);
    return { name, as: part.type === 'aliased_import' ? (part.at('alias')?.text ?? name) : name };
  });
  to.push({ t: 'import', from, names, line });
}

const pathOf = (node: SyntaxNode | undefined): string => (node?.text ?? '').replaceAll(/[\s\\]/g, '');

/** `with a() as b, c:` binds what it opens. */
function lowerWith(node: SyntaxNode, file: PythonFile, to: Stmt[]): void {
  const items = node.child('with_clause')?.parts ?? [];
  for (const item of items.flatMap((one) => (one.type === 'with_item' ? [one] : one.parts))) {
    const value = item.at('value') ?? item.parts[0];
    if (value?.type !== 'as_pattern') {
      if (value !== undefined) to.push({ t: 'expr', e: file.expr(value), line: item.line });
      continue;
    }
    const target = value.at('alias');
    const pattern = target === undefined ? null : lowerTarget(target, file);
    const e = file.expr(value.parts[0]);
    if (pattern === null) to.push({ t: 'expr', e, line: item.line });
    else to.push({ t: 'let', to: pattern, value: e, line: item.line });
  }
  to.push({ t: 'block', body: file.body(node.at('body')) });
}

function lowerMatch(node: SyntaxNode, file: PythonFile, to: Stmt[]): void {
  const subject = file.expr(node.at('subject'));
  to.push({ t: 'expr', e: subject, line: node.line });
  for (const clause of node.at('body')?.parts ?? node.parts) {
    if (clause.type !== 'case_clause') continue;
    for (const pattern of clause.parts) {
      if (pattern.type !== 'case_pattern' || pattern.parts.length === 0) continue;
      to.push({
        t: 'expr',
        e: { t: 'other', parts: [subject, file.expr(pattern)], op: '==' },
        line: pattern.line,
      });
    }
    const guard = clause.at('guard');
    if (guard !== undefined) to.push({ t: 'expr', e: file.expr(guard.parts[0]) ?? none, line: guard.line });
    to.push({ t: 'block', body: file.body(clause.at('consequence')) });
  }
}
