/** Macros that are known: lists, formatted texts, paths of warp; any other is a call of its name with an exclamation mark. */
import type { Arg, Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { type RustFile, stringOf } from './context.ts';

/** Reads the arguments in a token tree. */
export type ReadArguments = (tree: SyntaxNode, file: RustFile) => readonly Arg[];

/** A macro with its tokens. Its name is the last of its path: `rocket::routes![a]` calls `routes!`. */
export function macroOf(
  path: readonly string[],
  tree: SyntaxNode,
  file: RustFile,
  read: ReadArguments,
): Expr {
  const name = path.at(-1) ?? '';
  const { line } = tree;
  switch (name) {
    case 'vec':
    case 'smallvec':
      return { t: 'list', items: read(tree, file).map(({ value }) => value) };
    case 'format':
    case 'formatcp':
    case 'const_format':
      return formatted(read(tree, file), line);
    case 'concat':
    case 'concatcp':
    case 'const_str':
      return { t: 'text', parts: read(tree, file).map(({ value }) => value), line };
    case 'path':
      return warpPath(tree);
    case 'matches':
    case 'assert':
    case 'assert_eq':
    case 'debug_assert':
    case 'stringify':
      return { t: 'other', parts: [] };
    default:
      return { t: 'call', fn: { t: 'name', v: `${name}!` }, args: read(tree, file), line };
  }
}

/** `format!("{}/{name}", a)` */
function formatted(args: readonly Arg[], line: number): Expr {
  const [first, ...rest] = args;
  if (first?.value.t !== 'str')
    return { t: 'text', parts: [{ t: 'other', parts: args.map(({ value }) => value) }], line };
  const unnamed = rest.filter((one) => one.name === undefined);
  let next = 0;
  const parts = first.value.v
    .replaceAll('{{', '\u0001')
    .replaceAll('}}', '\u0002')
    .split(/(\{[^{}]*\})/)
    .map((piece): Expr => {
      const slot = /^\{([^:}]*)(?::[^}]*)?\}$/.exec(piece);
      if (slot === null)
        return { t: 'str', v: piece.replaceAll('\u0001', '{').replaceAll('\u0002', '}'), line };
      const key = slot[1] ?? '';
      if (key === '') {
        next += 1;
        return unnamed[next - 1]?.value ?? { t: 'other', parts: [] };
      }
      if (/^\d+$/.test(key)) return unnamed[Number(key)]?.value ?? { t: 'other', parts: [] };
      return rest.find((one) => one.name === key)?.value ?? { t: 'name', v: key };
    });
  return { t: 'text', parts, line };
}

/** `warp::path!("users" / u32 / ..)`: texts stay texts, types are names. */
function warpPath(tree: SyntaxNode): Expr {
  const args = tree.children.slice(1, -1).flatMap((token): Arg[] => {
    if (token.type === 'string_literal')
      return [{ value: { t: 'str', v: stringOf(token), line: token.line } }];
    if (token.type === 'identifier' || token.type === 'primitive_type' || token.type === '..')
      return [{ value: { t: 'name', v: token.text } }];
    return [];
  });
  return { t: 'call', fn: { t: 'name', v: 'path!' }, args, line: tree.line };
}
