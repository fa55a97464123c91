/** What the parts of the lowering of one Rust file share. */
import type { Decorator, Expr, Stmt, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** The lowering of one file: its parts call one another through it. */
export interface RustFile {
  expression(node: SyntaxNode): Expr;
  /** Statements of a `block`; its last expression is returned, or is the last statement. */
  statements(block: SyntaxNode, tail: 'returned' | 'value'): Stmt[];
  type(node: SyntaxNode): TypeRef;
  items(container: SyntaxNode): Stmt[];
  /** Names that the file declares or imports. */
  readonly declared: ReadonlySet<string>;
  /** Does it take all names of another module of its crate? Then a path may start at one of them. */
  readonly takesWhole: boolean;
  /** Paths that are used without an import: the whole path to where it leads. They become imports. */
  readonly paths: Map<string, { readonly from: string; readonly name: string; readonly line: number }>;
  /** The type of the `impl` block around, for `Self`. */
  selfType: string | null;
}

/** Nothing that is known. */
export const nothing: Expr = { t: 'other', parts: [] };

const pathsMax = 2_000;

/** Crates that are never a module of the project. */
const wellKnown: ReadonlySet<string> = new Set(
  'std core alloc axum actix_web actix_files rocket warp tokio tower tower_http hyper http serde serde_json utoipa aide'.split(
    ' ',
  ),
);

/**
 * A path as an expression. A path that starts at a crate, or above, and is not imported becomes an import of its own, under its whole text.
 *
 * @example
 * pathOf(['web', 'scope'], 3, file) // web.scope, when the file imports web
 * pathOf(['crate', 'users', 'router'], 3, file) // the name 'crate::users::router', imported from crate::users
 */
export function pathOf(given: readonly string[], line: number, file: RustFile): Expr {
  const segments = given.map((segment, at) =>
    at === 0 && segment === 'Self' && file.selfType !== null ? file.selfType : segment,
  );
  const [first = ''] = segments;
  const isOutside =
    /^[a-z_]/.test(first) && !file.declared.has(first) && (!file.takesWhole || wellKnown.has(first));
  if (segments.length < 2 || !(isOutside || first === 'crate' || first === 'super' || first === 'self'))
    return members(segments);
  const upper = segments.findIndex((segment) => /^[A-Z]/.test(segment));
  const at = upper < 0 ? segments.length - 1 : upper;
  if (at === 0) return members(segments);
  const alias = segments.slice(0, at + 1).join('::');
  if (!file.paths.has(alias) && file.paths.size < pathsMax)
    file.paths.set(alias, { from: segments.slice(0, at).join('::'), name: segments[at] ?? '', line });
  return members([alias, ...segments.slice(at + 1)]);
}

function members(segments: readonly string[]): Expr {
  const [first = '', ...rest] = segments;
  return rest.reduce<Expr>((of, name) => ({ t: 'member', of, name }), { t: 'name', v: first });
}

/** A path written with dots: how a type is named. */
export function dotted(expr: Expr): string {
  if (expr.t === 'name') return expr.v;
  return expr.t === 'member' ? `${dotted(expr.of)}.${expr.name}` : '';
}

/** The segments of an identifier or scoped path; generic arguments are left out. */
export function segmentsOf(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const path = node.at('path');
      const name = node.at('name')?.text ?? '';
      return path === undefined ? [name] : [...segmentsOf(path), name];
    }
    case 'generic_type':
    case 'generic_type_with_turbofish':
    case 'generic_function': {
      const inner = node.at('type') ?? node.at('function');
      return inner === undefined ? [] : segmentsOf(inner);
    }
    case 'bracketed_type': {
      // `<T as Trait>::name`
      const inner = node.parts[0];
      return inner === undefined ? [] : segmentsOf(inner.at('type') ?? inner);
    }
    default:
      return [node.text];
  }
}

/** The text of a string literal. */
export function stringOf(node: SyntaxNode): string {
  if (node.type === 'raw_string_literal') return node.child('string_content')?.text ?? '';
  return node.children
    .map((child) =>
      child.type === 'string_content'
        ? child.text
        : child.type === 'escape_sequence'
          ? unescaped(child.text)
          : '',
    )
    .join('');
}

function unescaped(text: string): string {
  const found = /^\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\})$/.exec(text);
  const code = Number.parseInt((found?.[1] ?? found?.[2] ?? '').replaceAll('_', ''), 16);
  if (found !== null) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  const sign = text.charAt(1);
  return sign === 'n'
    ? '\n'
    : sign === 't'
      ? '\t'
      : sign === 'r' || sign === '0' || sign === '\n'
        ? ''
        : sign;
}

/** Is it said that this is built for tests alone? */
export const isForTests = (decorators: readonly Decorator[], text: string): boolean =>
  decorators.some(({ name }) => {
    const word = dotted(name);
    return (
      word === 'test' ||
      word.endsWith('::test') ||
      word.endsWith('.test') ||
      word === 'rstest' ||
      word === 'bench'
    );
  }) || /#\[cfg\(\s*(?:all\(\s*)?test\b/.test(text);
