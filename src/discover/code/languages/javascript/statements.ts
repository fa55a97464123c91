/** Statements; both branches of a condition and all cases of a switch are blocks. */
import type { Expr, Pattern, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { requiredPath } from './calls.ts';
import { lowerEnum, lowerInterface } from './classes.ts';
import { type Lowering, nameOf } from './lowering.ts';
import { lowerExport, lowerImport } from './modules.ts';

/** Lowers one statement to none, one or several. `doc` is the comment before it. */
export function lowerStatement(
  node: SyntaxNode,
  doc: string | undefined,
  lowering: Lowering,
): readonly Stmt[] {
  const line = node.line;
  switch (node.type) {
    case 'expression_statement':
      return expressionStatement(node.parts[0], doc, lowering);
    case 'lexical_declaration':
    case 'variable_declaration':
      return node.parts.flatMap((part) => declarator(part, doc, lowering));
    case 'function_declaration':
    case 'generator_function_declaration':
      return [{ t: 'fn', fn: lowering.fn(node, { name: '', doc }) }];
    case 'class_declaration':
    case 'abstract_class_declaration':
      return [{ t: 'class', class: lowering.cls(node, { name: '', doc }) }];
    case 'interface_declaration':
    case 'type_alias_declaration':
      return [{ t: 'class', class: lowerInterface(node, doc, lowering) }];
    case 'enum_declaration':
      return [
        {
          t: 'let',
          to: { t: 'name', v: node.at('name')?.text ?? '' },
          value: lowerEnum(node, lowering),
          line,
        },
      ];
    case 'import_statement':
    case 'import_alias':
      return lowerImport(node);
    case 'export_statement':
      return lowerExport(node, doc, lowering, (inner, decorators) =>
        decorators.length === 0
          ? lowerStatement(inner, doc, lowering)
          : [{ t: 'class', class: lowering.cls(inner, { name: '', doc }, decorators) }],
      );
    case 'return_statement':
      return [
        { t: 'return', e: node.parts[0] === undefined ? null : lowering.expression(node.parts[0]), line },
      ];
    case 'throw_statement':
      return [{ t: 'expr', e: { t: 'other', parts: [lowering.expression(node.parts[0])] }, line }];
    case 'statement_block':
      return [block(node, lowering)];
    case 'if_statement':
      return [
        { t: 'expr', e: lowering.expression(node.at('condition')), line },
        block(node.at('consequence'), lowering),
        ...(node.at('alternative') === undefined ? [] : [block(node.at('alternative')?.parts[0], lowering)]),
      ];
    case 'for_in_statement':
      return [forIn(node, lowering)];
    case 'switch_statement':
      return switchStatement(node, lowering);
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
    case 'try_statement':
    case 'labeled_statement':
    case 'catch_clause':
    case 'finally_clause':
    case 'with_statement':
      return [{ t: 'block', body: lowering.statements(node.parts) }];
    case 'internal_module':
    case 'module':
      return namespace(node, lowering);
    case 'decorator':
      return [];
    case 'ERROR':
      return node.parts.flatMap((part) => lowerStatement(part, undefined, lowering));
    case 'ambient_declaration':
    case 'function_signature':
    case 'break_statement':
    case 'continue_statement':
    case 'debugger_statement':
    case 'empty_statement':
    case 'hash_bang_line':
    case 'statement_identifier':
      return [];
    default:
      return [{ t: 'expr', e: lowering.expression(node), line }];
  }
}

function expressionStatement(
  node: SyntaxNode | undefined,
  doc: string | undefined,
  lowering: Lowering,
): readonly Stmt[] {
  if (node === undefined) return [];
  switch (node.type) {
    case 'string':
      return [];
    case 'internal_module':
    case 'module':
      return namespace(node, lowering);
    case 'sequence_expression':
      return node.parts.flatMap((part) => expressionStatement(part, doc, lowering));
    default:
      return [{ t: 'expr', e: lowering.expression(node, { name: '', doc }), line: node.line }];
  }
}

function declarator(node: SyntaxNode, doc: string | undefined, lowering: Lowering): readonly Stmt[] {
  if (node.type !== 'variable_declarator') return [];
  const target = node.at('name');
  const value = node.at('value');
  const line = node.line;
  if (target?.type === 'identifier') {
    const from = requiredPath(value);
    if (from !== null) return [{ t: 'import', from, names: [{ name: '*', as: target.text }], line }];
  }
  const type = lowering.type(node.at('type'));
  return [
    {
      t: 'let',
      to: lowering.pattern(target),
      value:
        value === undefined
          ? null
          : lowering.expression(value, { name: target?.type === 'identifier' ? target.text : '', doc }),
      ...(type === undefined ? {} : { type }),
      line,
    },
  ];
}

function block(node: SyntaxNode | undefined, lowering: Lowering): Stmt {
  if (node === undefined) return { t: 'block', body: [] };
  const nodes = node.type === 'statement_block' ? node.children : [node];
  return { t: 'block', body: lowering.statements(nodes) };
}

function forIn(node: SyntaxNode, lowering: Lowering): Stmt {
  const right = lowering.expression(node.at('right'));
  const of: Expr =
    node.at('operator')?.type === 'in'
      ? {
          t: 'call',
          fn: { t: 'member', of: nameOf('Object'), name: 'keys' },
          args: [{ value: right }],
          line: node.line,
        }
      : right;
  const body = node.at('body');
  const nodes = body?.type === 'statement_block' ? body.children : body === undefined ? [] : [body];
  return { t: 'each', to: lowering.pattern(node.at('left')), of, body: lowering.statements(nodes) };
}

/** Each case is compared with the value (so that `switch (req.method)` shows its methods) and then runs. */
function switchStatement(node: SyntaxNode, lowering: Lowering): readonly Stmt[] {
  const value = lowering.expression(node.at('value'));
  const found: Stmt[] = [{ t: 'expr', e: value, line: node.line }];
  for (const part of node.at('body')?.parts ?? []) {
    const compared = part.at('value');
    if (compared !== undefined) {
      const parts = [value, lowering.expression(compared)];
      found.push({ t: 'expr', e: { t: 'other', op: '==', parts }, line: part.line });
    }
    found.push({ t: 'block', body: lowering.statements(part.allAt('body')) });
  }
  return found;
}

/** A namespace: its statements run, its exports become a map. */
function namespace(node: SyntaxNode, lowering: Lowering): readonly Stmt[] {
  const name = node.at('name');
  if (name?.type !== 'identifier') return [];
  const body = lowering.statements(node.at('body')?.children ?? []);
  const line = node.line;
  const entries = body.flatMap((stmt) =>
    stmt.t === 'export' ? [{ key: { t: 'str' as const, v: stmt.name, line }, value: stmt.value, line }] : [],
  );
  const to: Pattern = { t: 'name', v: name.text };
  return [
    ...body.filter((stmt) => stmt.t !== 'export'),
    { t: 'let', to, value: { t: 'map', entries, line }, line },
  ];
}
