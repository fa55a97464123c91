/** Type hints: names with arguments, unions, strings, and what `Annotated` says besides. */
import type { Decorator, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { PythonFile } from './context.ts';

/** A type hint, with the metadata of `Annotated[T, ...]` as decorators. */
export interface Hint {
  readonly type: TypeRef;
  readonly metadata: readonly Decorator[];
}

const anything: TypeRef = { name: 'Any', args: [] };
const depthMax = 24;

/** Lowers a hint. */
export function lowerHint(node: SyntaxNode, file: PythonFile): Hint {
  const inner = bare(node);
  const [name, args] = generic(inner);
  if (name !== null && /(?:^|\.)Annotated$/.test(name.text)) {
    const [of, ...rest] = args;
    if (of !== undefined) {
      const deeper = lowerHint(of, file);
      return {
        type: deeper.type,
        metadata: [...deeper.metadata, ...rest.map((one) => asDecorator(bare(one), file))],
      };
    }
  }
  return { type: lowerType(inner), metadata: [] };
}

/** What is written in a decorator, or as metadata of a type. */
export function asDecorator(node: SyntaxNode, file: PythonFile): Decorator {
  const { line } = node;
  if (node.type !== 'call') return { name: file.expr(node), args: [], line, called: false };
  return { name: file.expr(node.at('function')), args: file.args(node.at('arguments')), line, called: true };
}

/** Lowers a type alone. */
export function lowerType(node: SyntaxNode, depth = 0): TypeRef {
  if (depth > depthMax) return anything;
  const inner = bare(node);
  switch (inner.type) {
    case 'none':
      return { name: 'None', args: [] };
    case 'string':
      return fromText(inner.child('string_content')?.text ?? '');
    case 'binary_operator':
    case 'union_type':
      return union(
        (inner.type === 'union_type'
          ? inner.parts
          : [inner.at('left'), inner.at('right')].filter((one) => one !== undefined)
        ).map((one) => lowerType(one, depth + 1)),
      );
    default:
  }
  const [name, args] = generic(inner);
  if (name === null) return { name: inner.text.slice(0, 120), args: [] };
  const simple = name.text.slice(name.text.lastIndexOf('.') + 1);
  if (simple === 'Annotated' && args[0] !== undefined) return lowerType(args[0], depth + 1);
  const lowered = args.map((one) => lowerType(one, depth + 1));
  if (simple === 'Optional') return { ...(lowered[0] ?? anything), optional: true };
  if (simple === 'Union') return union(lowered);
  return { name: name.text, args: lowered };
}

function union(all: readonly TypeRef[]): TypeRef {
  const rest = all.flatMap((one) => (one.name === 'Union' ? one.args : [one]));
  const there = rest.filter((one) => one.name !== 'None');
  const optional = there.length < rest.length || there.some((one) => one.optional === true);
  const [only] = there;
  if (only === undefined) return { name: 'None', args: [] };
  const type: TypeRef = there.length === 1 ? only : { name: 'Union', args: there };
  return optional ? { ...type, optional: true } : type;
}

/** `'models.User'`, `'list[User]'`, `'User | None'` in quotes: a forward reference. */
function fromText(text: string): TypeRef {
  const optional = /\|\s*None\s*$|^\s*Optional\[/.test(text);
  const found = /([A-Za-z_][\w.]*)\s*(?:\[\s*([A-Za-z_][\w.]*)\s*\])?/.exec(
    text.replace(/^\s*Optional\[/, ''),
  );
  if (found === null) return anything;
  const [, name = 'Any', arg] = found;
  return {
    name,
    args: arg === undefined ? [] : [{ name: arg, args: [] }],
    ...(optional ? { optional: true as const } : {}),
  };
}

/** Name and arguments of `X[...]`; a name alone has none. */
function generic(node: SyntaxNode): readonly [SyntaxNode | null, readonly SyntaxNode[]] {
  switch (node.type) {
    case 'identifier':
    case 'attribute':
    case 'dotted_name':
    case 'member_type':
      return [node, []];
    case 'generic_type': {
      const [name, params] = node.parts;
      return [name ?? null, params?.parts ?? []];
    }
    case 'subscript': {
      const all = node.allAt('subscript');
      const [only] = all;
      return [
        node.at('value') ?? null,
        all.length === 1 && only?.type === 'tuple' ? only.parts : all.filter((one) => one.named),
      ];
    }
    default:
      return [null, []];
  }
}

function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.type === 'type' || inner.type === 'parenthesized_expression') {
    const [only] = inner.parts;
    if (only === undefined) return inner;
    inner = only;
  }
  return inner;
}
