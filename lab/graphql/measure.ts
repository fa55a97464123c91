import { Kind } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** How large an operation is, with its fragments spread out. */
export type Size = { readonly depth: number; readonly fields: number };

/** An operation with the root fields it asks for, aliases counted one by one. */
export type Measured = Size & {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly rootFields: readonly string[];
};

const countMax = 1_000_000_000;

/**
 * Measures an operation. Fragments are measured once each; the document must be valid (no fragment cycles).
 *
 * @example measure(parse('{ me { id } }')).depth // 2
 */
export const measure = (document: DocumentNode, operation: OperationDefinitionNode): Measured => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Size>();
  const sizeOf = (set: SelectionSetNode | undefined): Size => {
    let depth = 0;
    let fields = 0;
    for (const selection of set?.selections ?? []) {
      let size: Size = { depth: 0, fields: 0 };
      if (selection.kind === Kind.FIELD) {
        const inner = sizeOf(selection.selectionSet);
        size = { depth: inner.depth + 1, fields: inner.fields + 1 };
      } else if (selection.kind === Kind.INLINE_FRAGMENT) size = sizeOf(selection.selectionSet);
      else {
        const name = selection.name.value;
        size = measured.get(name) ?? sizeOf(fragments.get(name)?.selectionSet);
        measured.set(name, size);
      }
      depth = Math.max(depth, size.depth);
      fields = Math.min(countMax, fields + size.fields);
    }
    return { depth, fields };
  };
  const rootFields: string[] = [];
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (rootFields.length > 10_000) return;
      if (selection.kind === Kind.FIELD) rootFields.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else collect(fragments.get(selection.name.value)?.selectionSet);
    }
  };
  collect(operation.selectionSet);
  return { ...sizeOf(operation.selectionSet), kind: operation.operation, rootFields };
};
