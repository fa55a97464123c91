/** Calls: with a receiver or without, with blocks, trailing hashes, and words that are functions of the language. */
import type { Arg, Call, Expr, Fn } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { constant } from './constants.ts';
import { blockName, type RubyFile } from './context.ts';
import { docOf } from './documentation.ts';
import { lowerHash } from './hashes.ts';

/** Lowers a call. `x.call(y)` and `x.(y)` call `x`; `lambda { }` and `proc { }` are their blocks. */
export function lowerCall(node: SyntaxNode, file: RubyFile): Expr {
  const { line } = node;
  const receiver = node.at('receiver');
  const method = node.at('method');
  const name = method?.text ?? 'call';
  const list = node.at('arguments');
  const blockNode = node.at('block');
  const block = blockNode === undefined ? undefined : file.fn(blockNode);
  if (block !== undefined && isClosure(receiver, name)) return { t: 'fn', fn: block };
  const fn = calleeOf(receiver, method, name, file);
  const args = lowerArgs(list, file);
  const doc =
    node.parent?.type === 'body_statement' || node.parent?.type === 'program' ? docOf(node) : undefined;
  return call(fn, args, line, block, doc);
}

function call(
  fn: Expr,
  args: readonly Arg[],
  line: number,
  block: Fn | undefined,
  doc: string | undefined,
): Call {
  return {
    t: 'call',
    fn,
    args,
    line,
    ...(block === undefined ? {} : { block }),
    ...(doc === undefined ? {} : { doc }),
  };
}

const isClosure = (receiver: SyntaxNode | undefined, name: string): boolean =>
  receiver === undefined
    ? name === 'lambda' || name === 'proc'
    : receiver.type === 'constant' && receiver.text === 'Proc' && name === 'new';

function calleeOf(
  receiver: SyntaxNode | undefined,
  method: SyntaxNode | undefined,
  name: string,
  file: RubyFile,
): Expr {
  if (receiver === undefined)
    return method?.type === 'constant' ? constant(method, file) : { t: 'name', v: name };
  if (receiver.type === 'self' && name !== 'class') return { t: 'name', v: name };
  const of = file.expr(receiver);
  if (name === 'call' && method?.type !== 'constant') return of;
  return { t: 'member', of, name };
}

/** Lowers arguments; trailing pairs are one map, a block handed on (`&block`) is the argument `&`. */
export function lowerArgs(node: SyntaxNode | undefined, file: RubyFile): Arg[] {
  const args: Arg[] = [];
  const pairs: SyntaxNode[] = [];
  for (const part of node?.parts ?? []) {
    if (part.type === 'pair' || part.type === 'hash_splat_argument') pairs.push(part);
    else if (part.type === 'block_argument') {
      const [inner] = part.parts;
      if (inner === undefined) args.push({ name: blockName, value: { t: 'name', v: blockName } });
      else if (inner.type !== 'simple_symbol') args.push({ name: blockName, value: file.expr(inner) });
    } else args.push({ value: file.expr(part) });
  }
  if (pairs.length > 0) {
    const map = { value: lowerHash(pairs, pairs[0]?.line ?? 0, file) };
    const at = args.findIndex(({ name }) => name === blockName);
    if (at < 0) args.push(map);
    else args.splice(at, 0, map);
  }
  return args;
}
