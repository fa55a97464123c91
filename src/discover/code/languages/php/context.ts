/** What the parts of the lowering need of each other, for one file. */
import type { Arg, Expr, Fn, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';

/** Lowers parts of one file. */
export interface PhpFile {
  readonly expr: (node: SyntaxNode | undefined) => Expr;
  readonly args: (node: SyntaxNode | undefined) => Arg[];
  readonly statements: (nodes: readonly SyntaxNode[]) => Stmt[];
  readonly fn: (node: SyntaxNode) => Fn;
  /** Path of the file below the root. */
  readonly path: string;
  namespace: string;
  /** Classes by the name that `use` gives them here, in lower case. */
  readonly aliases: Map<string, string>;
  /** Classes of the file's own namespace, which need no `use`, with the line of their first mention. */
  readonly neighbours: Map<string, number>;
  /** Files that are read for their effects: `require __DIR__ . '/x.php'`. */
  readonly required: Map<string, number>;
}

/** Nothing. */
export const nothing: Expr = { t: 'const', v: null };

const special: ReadonlySet<string> = new Set(['self', 'static', 'parent']);

/** Words of the language that are types and no classes. */
const primitive =
  /^(?:int|float|string|bool|boolean|integer|array|object|mixed|void|never|null|false|true|iterable|callable|double)$/i;

/**
 * The full name of a class, with a leading backslash, as every file says it; `self` and its like stay as they are.
 */
export function className(written: string, file: PhpFile): string {
  const name = written.replaceAll(/\s/g, '');
  if (special.has(name.toLowerCase())) return name.toLowerCase() === 'parent' ? 'parent' : 'self';
  if (primitive.test(name)) return name.toLowerCase();
  if (name.startsWith('\\')) return name;
  if (name.startsWith('namespace\\')) return `\\${file.namespace}${name.slice('namespace'.length)}`;
  const [first = '', ...rest] = name.split('\\');
  const alias = file.aliases.get(first.toLowerCase());
  if (alias !== undefined) return `\\${[alias, ...rest].join('\\')}`;
  if (file.namespace === '') return `\\${name}`;
  const full = `${file.namespace}\\${name}`;
  if (!file.neighbours.has(full)) file.neighbours.set(full, 1);
  return `\\${full}`;
}
