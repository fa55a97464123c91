/** Expressions of JavaScript, TypeScript and JSX. */
import type { Expr, MapEntry } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerCall, requiredPath } from './calls.ts';
import { docFrom } from './doc.ts';
import { assignExport, exportNamed, readExport } from './exports.ts';
import { keyText, numberValue, stringValue, templateText } from './literals.ts';
import { type Lowering, nameOf, type Naming, nothing } from './lowering.ts';

/** Lowers an expression; what is not known becomes `other` with its parts. */
export function lowerExpression(
  node: SyntaxNode | undefined,
  naming: Naming | undefined,
  lowering: Lowering,
): Expr {
  if (node === undefined) return nothing;
  switch (node.type) {
    case 'null':
    case 'undefined':
      return nothing;
    case 'identifier':
    case 'this':
    case 'super':
    case 'shorthand_property_identifier':
    case 'type_identifier':
    case 'property_identifier':
      return nameOf(node.text);
    case 'string':
      return { t: 'str', v: stringValue(node), line: node.line };
    case 'template_string':
      return templateText(node, lowering);
    case 'number':
      return { t: 'num', v: numberValue(node.text) };
    case 'true':
      return { t: 'const', v: true };
    case 'false':
      return { t: 'const', v: false };
    case 'regex':
      return { t: 'regex', v: node.at('pattern')?.text ?? '', line: node.line };
    case 'member_expression': {
      const exported = exportNamed(node);
      if (exported !== null) return readExport(exported, lowering);
      return {
        t: 'member',
        of: lowering.expression(node.at('object')),
        name: node.at('property')?.text ?? '',
      };
    }
    case 'subscript_expression':
      return {
        t: 'index',
        of: lowering.expression(node.at('object')),
        key: lowering.expression(node.at('index')),
      };
    case 'call_expression':
    case 'new_expression':
      return lowerCall(node, naming, lowering);
    case 'arrow_function':
    case 'function_expression':
    case 'function_declaration':
    case 'generator_function':
    case 'generator_function_declaration':
    case 'method_definition':
    case 'function':
      return { t: 'fn', fn: lowering.fn(node, naming) };
    case 'class':
    case 'class_declaration':
    case 'abstract_class_declaration':
      return { t: 'class', class: lowering.cls(node, naming) };
    case 'object':
      return objectMap(node, lowering);
    case 'array':
      return { t: 'list', items: node.parts.map((part) => lowering.expression(part)) };
    case 'spread_element':
      return { t: 'spread', of: lowering.expression(node.parts[0]) };
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'await_expression':
    case 'yield_expression':
    case 'instantiation_expression':
      return lowering.expression(node.parts[0], naming);
    case 'type_assertion':
      return lowering.expression(node.parts.at(-1), naming);
    case 'ternary_expression':
      return {
        t: 'either',
        options: [
          lowering.expression(node.at('consequence'), naming),
          lowering.expression(node.at('alternative'), naming),
        ],
      };
    case 'binary_expression':
      return binary(node, lowering);
    case 'unary_expression':
      return unary(node, lowering);
    case 'assignment_expression':
      return assignment(node, naming, lowering);
    case 'augmented_assignment_expression':
      return augmented(node, lowering);
    case 'sequence_expression':
      return {
        t: 'block',
        body: node.parts.map((part) => ({ t: 'expr', e: lowering.expression(part), line: part.line })),
      };
    case 'meta_property':
      return metaProperty(node);
    case 'jsx_element':
    case 'jsx_self_closing_element':
    case 'jsx_fragment':
      return { t: 'other', parts: jsxExpressions(node, lowering) };
    default:
      return { t: 'other', parts: node.parts.map((part) => lowering.expression(part)) };
  }
}

function metaProperty(node: SyntaxNode): Expr {
  const [of = '', name = ''] = node.text.split('.');
  return { t: 'member', of: nameOf(of), name };
}

function objectMap(node: SyntaxNode, lowering: Lowering): Expr {
  const entries: MapEntry[] = [];
  let comments: SyntaxNode[] = [];
  for (const part of node.children) {
    if (part.type === 'comment') {
      comments.push(part);
      continue;
    }
    if (!part.named) continue;
    const entry = mapEntry(part, comments, lowering);
    if (entry !== null) entries.push(entry);
    comments = [];
  }
  return { t: 'map', entries, line: node.line };
}

function mapEntry(part: SyntaxNode, comments: readonly SyntaxNode[], lowering: Lowering): MapEntry | null {
  const line = part.line;
  switch (part.type) {
    case 'shorthand_property_identifier':
      return { key: { t: 'str', v: part.text, line }, value: nameOf(part.text), line };
    case 'spread_element':
      return { key: null, value: lowering.expression(part.parts[0]), line };
    case 'pair':
    case 'method_definition': {
      const keyNode = part.at(part.type === 'pair' ? 'key' : 'name');
      const name = keyNode === undefined ? null : keyText(keyNode);
      const key: Expr = name === null ? lowering.expression(keyNode?.parts[0]) : { t: 'str', v: name, line };
      const naming: Naming = { name: name ?? '', doc: docFrom(comments, line) };
      if (part.type === 'pair') return { key, value: lowering.expression(part.at('value'), naming), line };
      const value: Expr = { t: 'fn', fn: lowering.fn(part, naming) };
      // Reading a getter calls it.
      return { key, value: part.has('get') ? { t: 'call', fn: value, args: [], line } : value, line };
    }
    default:
      return null;
  }
}

function binary(node: SyntaxNode, lowering: Lowering): Expr {
  const left = lowering.expression(node.at('left'));
  const right = lowering.expression(node.at('right'));
  switch (node.at('operator')?.type) {
    case '+':
      if (left.t === 'num' && right.t === 'num') return { t: 'num', v: left.v + right.v };
      return { t: 'text', parts: [...textParts(left), ...textParts(right)], line: node.line };
    case '||':
    case '??':
      return { t: 'either', options: [...options(left), ...options(right)] };
    case '&&': {
      const line = node.line;
      const body = [left, right].map((e) => ({ t: 'expr' as const, e, line }));
      return { t: 'block', body };
    }
    case '==':
    case '===':
      return { t: 'other', parts: [left, right], op: '==' };
    case '!=':
    case '!==':
      return { t: 'other', parts: [left, right], op: '!=' };
    default:
      return { t: 'other', parts: [left, right] };
  }
}

const textParts = (e: Expr): readonly Expr[] => (e.t === 'text' ? e.parts : [e]);
const options = (e: Expr): readonly Expr[] => (e.t === 'either' ? e.options : [e]);

function unary(node: SyntaxNode, lowering: Lowering): Expr {
  const argument = lowering.expression(node.at('argument'));
  const operator = node.at('operator')?.type;
  if (argument.t === 'num') {
    if (operator === '-') return { t: 'num', v: -argument.v };
    // Minifiers write `!0` and `!1`.
    if (operator === '!') return { t: 'const', v: argument.v === 0 };
    if (operator === 'void') return nothing;
  }
  return { t: 'other', parts: [argument] };
}

function assignment(node: SyntaxNode, naming: Naming | undefined, lowering: Lowering): Expr {
  const left = node.at('left');
  const right = node.at('right');
  const exported = exportNamed(left);
  if (exported !== null) {
    const from = requiredPath(right);
    const value = lowering.expression(right, {
      name: exported === '=' || from !== null ? '' : exported,
      doc: naming?.doc,
    });
    return assignExport(exported, value, node.line, lowering);
  }
  // `exports = module.exports = x` says nothing more than its right side.
  if (left?.type === 'identifier' && left.text === 'exports') return lowering.expression(right, naming);
  const to = lowering.pattern(left);
  const name = to.t === 'member' ? to.name : to.t === 'name' ? to.v : '';
  return { t: 'assign', to, value: lowering.expression(right, { name, doc: naming?.doc }) };
}

function augmented(node: SyntaxNode, lowering: Lowering): Expr {
  const to = lowering.pattern(node.at('left'));
  const before = lowering.expression(node.at('left'));
  const value = lowering.expression(node.at('right'));
  switch (node.at('operator')?.type) {
    case '+=':
      return {
        t: 'assign',
        to,
        value: { t: 'text', parts: [...textParts(before), ...textParts(value)], line: node.line },
      };
    case '||=':
    case '??=':
      return { t: 'assign', to, value: { t: 'either', options: [before, value] } };
    default:
      return { t: 'other', parts: [before, value] };
  }
}

/** Only the expressions between braces matter. */
function jsxExpressions(node: SyntaxNode, lowering: Lowering): readonly Expr[] {
  return node.parts.flatMap((part) => {
    if (part.type === 'jsx_expression') return part.parts.map((inner) => lowering.expression(inner));
    return part.type.startsWith('jsx_') && part.type !== 'jsx_text' ? jsxExpressions(part, lowering) : [];
  });
}
