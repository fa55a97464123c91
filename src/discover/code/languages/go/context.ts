/** What the parts of the lowering of one Go file share. */
import type { Cls, Expr, Field, Pattern, Stmt, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The lowering of one file: its parts call one another through it. */
export interface GoFile {
  expression(node: SyntaxNode): Expr;
  /** Statements of a `block` node. */
  statements(block: SyntaxNode): Stmt[];
  type(node: SyntaxNode): TypeRef;
  /** Fields and embedded types of a `struct_type`. */
  struct(node: SyntaxNode): { readonly fields: readonly Field[]; readonly bases: readonly Expr[] };
  /** What is known of a type that this file declares: decides what an unkeyed composite literal makes. */
  readonly shapes: ReadonlyMap<string, TypeShape>;
  /** Structs without a name, in the order they were met: they become classes of the module. */
  readonly unnamed: Cls[];
}

/** The form of a declared type. */
export type TypeShape =
  | { readonly t: 'struct'; readonly fields: readonly string[] }
  | { readonly t: 'list'; readonly item: SyntaxNode | null }
  | { readonly t: 'map'; readonly item: SyntaxNode | null }
  | { readonly t: 'other' };

/** The pattern of the left side of `=`, `:=` and `range`; null for `_`. */
export function patternOf(node: SyntaxNode, file: GoFile): Pattern | null {
  if (node.type === 'identifier') return node.text === '_' ? null : { t: 'name', v: node.text };
  const to = file.expression(node);
  if (to.t === 'name') return { t: 'name', v: to.v };
  if (to.t === 'member') return to;
  if (to.t === 'index') {
    const key = to.key;
    return key.t === 'str' ? { t: 'member', of: to.of, name: key.v } : null;
  }
  return null;
}

/** The text of a Go string literal, its escapes resolved. */
export function stringOf(node: SyntaxNode): string {
  const text = node.text;
  if (node.type === 'raw_string_literal') return text.slice(1, -1);
  const inner = text.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs,
    (_, four: string | undefined, two: string | undefined, one: string | undefined) => {
      const code = four ?? two;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return escapes[one ?? ''] ?? one ?? '';
    },
  );
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '', b: '', f: '', v: '' };
