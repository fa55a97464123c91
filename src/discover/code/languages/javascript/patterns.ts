/** What is bound: names, members, destructured objects and lists. */
import type { Expr, Pattern } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { keyText, stringValue } from './literals.ts';
import type { Lowering } from './lowering.ts';

type Entry = Extract<Pattern, { t: 'map' }>['entries'][number];

/** Lowers the target of a declaration, an assignment or a parameter. */
export function lowerPattern(node: SyntaxNode | undefined, lowering: Lowering): Pattern {
  if (node === undefined) return { t: 'name', v: '' };
  switch (node.type) {
    case 'object_pattern':
    case 'object':
      return mapPattern(node, lowering);
    case 'array_pattern':
    case 'array':
      return listPattern(node, lowering);
    case 'assignment_pattern':
      return lowerPattern(node.at('left'), lowering);
    case 'member_expression':
      return {
        t: 'member',
        of: lowering.expression(node.at('object')),
        name: node.at('property')?.text ?? '',
      };
    case 'subscript_expression': {
      const key = node.at('index');
      const of = lowering.expression(node.at('object'));
      return { t: 'member', of, name: key?.type === 'string' ? stringValue(key) : '' };
    }
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression':
      return lowerPattern(node.parts[0], lowering);
    default:
      return { t: 'name', v: node.text };
  }
}

function mapPattern(node: SyntaxNode, lowering: Lowering): Pattern {
  const entries: Entry[] = [];
  let rest: string | undefined;
  for (const part of node.parts) {
    switch (part.type) {
      case 'shorthand_property_identifier_pattern':
      case 'shorthand_property_identifier':
        entries.push({ key: part.text, to: { t: 'name', v: part.text } });
        break;
      case 'object_assignment_pattern': {
        const left = part.at('left');
        const otherwise = lowering.expression(part.at('right'));
        entries.push({ key: left?.text ?? '', to: lowerPattern(left, lowering), otherwise });
        break;
      }
      case 'pair_pattern':
      case 'pair': {
        const key = part.at('key');
        const value = part.at('value');
        const otherwise: Expr | undefined =
          value?.type === 'assignment_pattern' ? lowering.expression(value.at('right')) : undefined;
        const to = lowerPattern(value, lowering);
        entries.push({
          key: (key === undefined ? null : keyText(key)) ?? '',
          to,
          ...(otherwise === undefined ? {} : { otherwise }),
        });
        break;
      }
      case 'rest_pattern':
      case 'spread_element':
        rest = part.parts[0]?.text;
        break;
      default:
    }
  }
  return { t: 'map', entries, ...(rest === undefined ? {} : { rest }) };
}

function listPattern(node: SyntaxNode, lowering: Lowering): Pattern {
  const items: (Pattern | null)[] = [];
  let rest: string | undefined;
  let filled = false;
  for (const child of node.children) {
    if (child.type === ',') {
      // `[, second]`: an empty place between commas
      if (!filled) items.push(null);
      filled = false;
    } else if (child.named && !child.type.endsWith('comment')) {
      if (child.type === 'rest_pattern' || child.type === 'spread_element') rest = child.parts[0]?.text;
      else items.push(lowerPattern(child, lowering));
      filled = true;
    }
  }
  return { t: 'list', items, ...(rest === undefined ? {} : { rest }) };
}
