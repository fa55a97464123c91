/** Types of Rust. */
import type { TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { dotted, pathOf, type RustFile, segmentsOf } from './context.ts';

/** Wrappers that say nothing about what is inside. */
const transparent: ReadonlySet<string> = new Set(['Box', 'Arc', 'Rc', 'Cow', 'Mutex', 'RwLock']);

/** A type as it is written: references, boxes and lifetimes vanish, `Option<T>` is an optional `T`, a tuple is `()` of its parts. */
export function typeOf(node: SyntaxNode, file: RustFile): TypeRef {
  switch (node.type) {
    case 'reference_type':
    case 'pointer_type': {
      const of = node.at('type');
      return of === undefined ? unknown : typeOf(of, file);
    }
    case 'generic_type':
    case 'generic_type_with_turbofish': {
      const name = nameOf(node, file);
      const args = (node.at('type_arguments')?.parts ?? [])
        .filter((part) => part.type !== 'lifetime' && part.type !== 'type_binding')
        .map((part) => typeOf(part, file));
      const [only] = args;
      if (only !== undefined && transparent.has(name)) return args.at(-1) ?? only;
      if (only !== undefined && name === 'Option') return { ...only, optional: true };
      return { name, args };
    }
    case 'tuple_type':
      return { name: '()', args: node.parts.map((part) => typeOf(part, file)) };
    case 'unit_type':
      return { name: '()', args: [] };
    case 'array_type':
    case 'slice_type': {
      const element = node.at('element') ?? node.parts[0];
      return { name: '[]', args: element === undefined ? [] : [typeOf(element, file)] };
    }
    case 'abstract_type':
    case 'dynamic_type': {
      const of = node.at('trait') ?? node.parts[0];
      return of === undefined ? unknown : typeOf(of, file);
    }
    case 'bounded_type':
    case 'higher_ranked_trait_bound': {
      const of = node.parts.find((part) => part.type !== 'lifetime' && part.type !== 'type_parameters');
      return of === undefined ? unknown : typeOf(of, file);
    }
    case 'function_type':
    case 'never_type':
    case 'macro_invocation':
      return unknown;
    default:
      return { name: nameOf(node, file), args: [] };
  }
}

const unknown: TypeRef = { name: '_', args: [] };

/** The name of a type; one that is written with its whole path is imported by the way. */
export const nameOf = (node: SyntaxNode, file: RustFile): string =>
  dotted(pathOf(segmentsOf(node), node.line, file));
