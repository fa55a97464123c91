/** Patterns of Rust. `Some(x)`, `Ok(x)` and extractors such as `Path(id)` bind what is in them. */
import type { Pattern } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** A pattern; null when nothing is bound. */
export function patternOf(node: SyntaxNode): Pattern | null {
  switch (node.type) {
    case 'identifier':
      return /^[A-Z]/.test(node.text) ? null : { t: 'name', v: node.text };
    case 'mut_pattern':
    case 'ref_pattern':
    case 'reference_pattern':
    case 'match_pattern':
    case 'captured_pattern': {
      const inner =
        node.type === 'captured_pattern'
          ? node.parts[0]
          : node.parts.find((part) => part.type !== 'mutable_specifier');
      return inner === undefined ? null : patternOf(inner);
    }
    case 'tuple_pattern':
    case 'slice_pattern':
      return { t: 'list', items: node.parts.map(patternOf) };
    case 'tuple_struct_pattern': {
      const inner = node.parts.filter((part) => part.field !== 'type');
      const [only] = inner;
      if (only === undefined) return null;
      return inner.length === 1 ? patternOf(only) : { t: 'list', items: inner.map(patternOf) };
    }
    case 'struct_pattern': {
      const entries = node.parts.flatMap((part) => {
        if (part.type !== 'field_pattern') return [];
        const key = part.at('name')?.text ?? '';
        const inner = part.at('pattern');
        const to = inner === undefined ? ({ t: 'name', v: key } as const) : patternOf(inner);
        return to === null ? [] : [{ key, to }];
      });
      return { t: 'map', entries };
    }
    default:
      return null;
  }
}
