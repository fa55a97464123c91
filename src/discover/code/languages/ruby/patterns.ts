/** What assignments and parameters bind. */
import type { Param, Pattern } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { RubyFile } from './context.ts';

/** The target of an assignment; null when nothing that is told apart is bound. New names become variables. */
export function lowerTarget(node: SyntaxNode, file: RubyFile): Pattern | null {
  switch (node.type) {
    case 'identifier':
      file.locals.add(node.text);
      return { t: 'name', v: node.text };
    case 'constant':
    case 'global_variable':
    case 'class_variable':
      return { t: 'name', v: node.text };
    case 'scope_resolution':
      return { t: 'name', v: node.text.replaceAll(/\s/g, '') };
    case 'instance_variable':
      return { t: 'member', of: { t: 'name', v: 'self' }, name: node.text };
    case 'call': {
      const receiver = node.at('receiver');
      if (receiver === undefined) return null;
      return { t: 'member', of: file.expr(receiver), name: node.at('method')?.text ?? '' };
    }
    case 'element_reference': {
      const object = node.at('object') ?? node.parts[0];
      const key = node.parts.find((part) => part !== object);
      const lowered = key === undefined ? null : file.expr(key);
      if (lowered?.t !== 'str' || object === undefined) return null;
      return { t: 'member', of: file.expr(object), name: lowered.v };
    }
    case 'left_assignment_list':
    case 'destructured_left_assignment':
    case 'destructured_parameter': {
      const rest = node.parts.findIndex(
        ({ type }) => type === 'rest_assignment' || type === 'splat_parameter',
      );
      const parts = rest < 0 ? node.parts : node.parts.slice(0, rest);
      const name = node.parts[rest]?.parts[0]?.text;
      if (name !== undefined) file.locals.add(name);
      return {
        t: 'list',
        items: parts.map((part) => lowerTarget(part, file)),
        ...(name === undefined ? {} : { rest: name }),
      };
    }
    default:
      return null;
  }
}

/** Lowers the parameters of a method, block or lambda; the one for the block is told by `file.block`. */
export function lowerParams(node: SyntaxNode | undefined, file: RubyFile): Param[] {
  const params: Param[] = [];
  for (const part of node?.parts ?? []) {
    const name = part.type === 'identifier' ? part.text : (part.at('name')?.text ?? '');
    if (name !== '') file.locals.add(name);
    switch (part.type) {
      case 'identifier':
        params.push({ name, decorators: [], kind: 'one' });
        break;
      case 'optional_parameter':
      case 'keyword_parameter': {
        const value = part.at('value');
        params.push({
          name,
          ...(value === undefined ? {} : { otherwise: file.expr(value) }),
          decorators: [],
          kind: 'one',
        });
        break;
      }
      case 'splat_parameter':
        params.push({ name, decorators: [], kind: 'rest' });
        break;
      case 'hash_splat_parameter':
        params.push({ name, decorators: [], kind: 'keywords' });
        break;
      case 'block_parameter':
        file.block = name;
        file.locals.delete(name);
        break;
      case 'destructured_parameter': {
        const pattern = lowerTarget(part, file);
        params.push({ name: '', ...(pattern === null ? {} : { pattern }), decorators: [], kind: 'one' });
        break;
      }
      default:
    }
  }
  return params;
}
