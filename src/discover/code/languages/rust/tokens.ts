/**
 * Arguments of macros and attributes. The grammar leaves them as tokens; what is read here is what they are made of in practice: literals,
 * paths, calls, method chains, closures and names with values.
 */
import type { Arg, Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { nothing, pathOf, type RustFile, stringOf } from './context.ts';
import { macroOf } from './macros.ts';

const depthMax = 40;

/** The tokens of a tree without its brackets. */
export const tokensOf = (tree: SyntaxNode): readonly SyntaxNode[] =>
  tree.children.slice(1, -1).filter((child) => !child.type.endsWith('comment'));

/** The arguments in a token tree, parted by commas; `name = value` is a named one. */
export function argumentsOf(tree: SyntaxNode, file: RustFile, depth = 0): readonly Arg[] {
  const args: Arg[] = [];
  for (const piece of split(tokensOf(tree), ',')) {
    const [first, second] = piece;
    if (first === undefined) continue;
    if (first.type === 'identifier' && second?.type === '=' && piece.length > 2)
      args.push({ name: first.text, value: new Tokens(piece.slice(2), file, depth).all() });
    else args.push({ value: new Tokens(piece, file, depth).all() });
  }
  return args;
}

/** Tokens parted by a sign. */
export function split(tokens: readonly SyntaxNode[], sign: string): readonly (readonly SyntaxNode[])[] {
  const pieces: SyntaxNode[][] = [[]];
  for (const token of tokens) {
    if (token.type === sign) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces.filter((piece) => piece.length > 0);
}

class Tokens {
  readonly #tokens: readonly SyntaxNode[];
  readonly #file: RustFile;
  readonly #depth: number;
  #at = 0;

  constructor(tokens: readonly SyntaxNode[], file: RustFile, depth: number) {
    this.#tokens = tokens;
    this.#file = file;
    this.#depth = depth;
  }

  /** One expression, or all that was found beside each other. */
  all(): Expr {
    const parts: Expr[] = [];
    while (this.#at < this.#tokens.length) {
      const before = this.#at;
      const one = this.#postfix();
      if (one !== null) parts.push(one);
      if (this.#at === before) this.#at += 1;
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { t: 'other', parts };
  }

  #peek(ahead = 0): SyntaxNode | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #postfix(): Expr | null {
    let expr = this.#primary();
    if (expr === null) return null;
    for (;;) {
      const next = this.#peek();
      if (next?.type === 'token_tree' && next.text.startsWith('(')) {
        this.#at += 1;
        expr = { t: 'call', fn: expr, args: this.#inside(next), line: next.line };
      } else if (next?.type === '.' && this.#peek(1) !== undefined) {
        const name = this.#peek(1)?.text ?? '';
        this.#at += 2;
        if (name !== 'await') expr = { t: 'member', of: expr, name };
      } else if (next?.type === '?') this.#at += 1;
      else return expr;
    }
  }

  #inside(tree: SyntaxNode): readonly Arg[] {
    return this.#depth >= depthMax ? [] : argumentsOf(tree, this.#file, this.#depth + 1);
  }

  #primary(): Expr | null {
    const token = this.#peek();
    if (token === undefined) return null;
    this.#at += 1;
    switch (token.type) {
      case 'string_literal':
      case 'raw_string_literal':
        return { t: 'str', v: stringOf(token), line: token.line };
      case 'integer_literal':
      case 'float_literal':
        return { t: 'num', v: Number.parseFloat(token.text.replaceAll('_', '')) };
      case 'boolean_literal':
        return { t: 'const', v: token.text === 'true' };
      case 'identifier':
      case 'self':
      case 'super':
      case 'crate':
      case 'primitive_type':
        return this.#path(token);
      case 'token_tree': {
        const args = this.#inside(token);
        if (token.text.startsWith('[')) return { t: 'list', items: args.map(({ value }) => value) };
        const [only] = args;
        return args.length === 1 && only !== undefined
          ? only.value
          : { t: 'other', parts: args.map(({ value }) => value) };
      }
      case '|':
      case '||':
        return this.#closure(token);
      default:
        return null;
    }
  }

  #path(first: SyntaxNode): Expr {
    const segments = [first.text];
    while (this.#peek()?.type === '::' && /^[A-Za-z_]/.test(this.#peek(1)?.text ?? '')) {
      segments.push(this.#peek(1)?.text ?? '');
      this.#at += 2;
    }
    const tree = this.#peek(1);
    if (this.#peek()?.type === '!' && tree?.type === 'token_tree') {
      this.#at += 2;
      return this.#depth >= depthMax ? nothing : macroOf(segments, tree, this.#file, argumentsOf);
    }
    return pathOf(segments, first.line, this.#file);
  }

  /** `|a, b| body` */
  #closure(open: SyntaxNode): Expr {
    if (open.type === '|') {
      while (this.#peek() !== undefined && this.#peek()?.type !== '|') this.#at += 1;
      this.#at += 1;
    }
    const rest = this.#tokens.slice(this.#at);
    this.#at = this.#tokens.length;
    const line = open.line;
    const value = this.#depth >= depthMax ? nothing : new Tokens(rest, this.#file, this.#depth + 1).all();
    return {
      t: 'fn',
      fn: {
        name: '',
        params: [],
        body: [{ t: 'return', e: value, line }],
        decorators: [],
        line,
        endLine: line,
      },
    };
  }
}
