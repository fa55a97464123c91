/** Types as written, with the full names of classes. */
import type { TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { className, type PhpFile } from './context.ts';

/** Lowers a type; of a union, the first that is not null. */
export function lowerType(node: SyntaxNode, file: PhpFile): TypeRef {
  switch (node.type) {
    case 'optional_type': {
      const [inner] = node.parts;
      return inner === undefined
        ? { name: 'mixed', args: [] }
        : { ...lowerType(inner, file), optional: true };
    }
    case 'union_type':
    case 'intersection_type':
    case 'disjunctive_normal_form_type': {
      const all = node.parts.map((part) => lowerType(part, file));
      const first = all.find(({ name }) => name !== 'null') ?? { name: 'mixed', args: [] };
      return all.some(({ name }) => name === 'null') ? { ...first, optional: true } : first;
    }
    default:
      return { name: className(node.text, file), args: [] };
  }
}
