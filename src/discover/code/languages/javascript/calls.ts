/** Calls: modules that are loaded, promises and bound functions that vanish, and all others. */
import type { Arg, Call, Expr } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { docFrom } from './doc.ts';
import { stringValue } from './literals.ts';
import { type Lowering, nameOf, type Naming, nothing } from './lowering.ts';
import { typeArguments } from './types.ts';

/** Lowers `f(x)`, `new F(x)` and tagged templates. */
export function lowerCall(node: SyntaxNode, naming: Naming | undefined, lowering: Lowering): Expr {
  const isNew = node.type === 'new_expression';
  const callee = node.at(isNew ? 'constructor' : 'function');
  const given = node.at('arguments');
  if (!isNew) {
    const loaded = loadedModule(callee, given, lowering);
    if (loaded !== null) return loaded;
  }
  const fnNode = callee?.type === 'parenthesized_expression' ? callee.parts[0] : callee;
  const fn = callee?.type === 'import' ? nameOf('import') : lowering.expression(fnNode);
  const args = argumentsOf(given, fnNode, naming, lowering);
  const line = (callee?.at('property') ?? node).line;
  if (!isNew && fn.t === 'member') {
    const through = passedThrough(fn, args, line);
    if (through !== null) return through;
  }
  const types = typeArguments(node.at('type_arguments'), lowering);
  const doc = chainDoc(callee) ?? naming?.doc;
  return {
    t: 'call',
    fn,
    args,
    line,
    ...(isNew ? { isNew: true as const } : {}),
    ...(types.length === 0 ? {} : { types }),
    ...(doc === undefined ? {} : { doc }),
  };
}

function argumentsOf(
  given: SyntaxNode | undefined,
  callee: SyntaxNode | undefined,
  naming: Naming | undefined,
  lowering: Lowering,
): readonly Arg[] {
  if (given === undefined) return [];
  if (given.type === 'template_string') return [{ value: lowering.expression(given) }];
  // `const list = asyncHandler(async (req, res) => {})`: the function inside is what is called `list`.
  const inner = callee?.type === 'identifier' ? naming : undefined;
  return given.parts.map((part) => ({ value: lowering.expression(part, inner) }));
}

/** `require('./x')` and `import('./x')` become imports before the statement; with a computed path they stay calls. */
function loadedModule(
  callee: SyntaxNode | undefined,
  given: SyntaxNode | undefined,
  lowering: Lowering,
): Expr | null {
  const isImport = callee?.type === 'import';
  if (!isImport && !(callee?.type === 'identifier' && callee.text === 'require')) return null;
  const from = literalArgument(given);
  if (from === null) return null;
  const as = `${isImport ? 'import' : 'require'}(${from})`;
  lowering.before({ t: 'import', from, names: [{ name: '*', as }], line: callee?.line ?? 1 });
  return nameOf(as);
}

/** The path in `require('./x')`, when the node is just that. */
export function requiredPath(node: SyntaxNode | undefined): string | null {
  if (node?.type !== 'call_expression') return null;
  const callee = node.at('function');
  return callee?.type === 'identifier' && callee.text === 'require'
    ? literalArgument(node.at('arguments'))
    : null;
}

function literalArgument(given: SyntaxNode | undefined): string | null {
  const first = given?.parts[0];
  if (first?.type === 'string') return stringValue(first);
  if (first?.type === 'template_string' && !first.has('template_substitution'))
    return first.text.slice(1, -1);
  return null;
}

/** Calls that only hand their value on: promises, frozen objects, functions bound to what they hang on. */
function passedThrough(fn: Extract<Expr, { t: 'member' }>, args: readonly Arg[], line: number): Expr | null {
  const first = args[0]?.value;
  if (fn.of.t === 'name' && first !== undefined) {
    const called = `${fn.of.v}.${fn.name}`;
    if (args.length === 1 && handingOn.has(called)) return first;
  }
  switch (fn.name) {
    case 'then': {
      if (first === undefined) return null;
      const done = applied(first, [{ value: fn.of }], line);
      const failed = args[1]?.value;
      return failed === undefined ? done : { t: 'either', options: [done, applied(failed, [], line)] };
    }
    case 'catch':
      return first?.t === 'fn' ? { t: 'either', options: [fn.of, applied(first, [], line)] } : null;
    case 'bind':
      return fn.of.t === 'member' || fn.of.t === 'fn' ? fn.of : null;
    case 'call':
      return first !== undefined && isReceiver(first, fn.of) ? applied(fn.of, args.slice(1), line) : null;
    case 'apply': {
      const list = args[1]?.value;
      if (first === undefined || list === undefined || !isReceiver(first, fn.of)) return null;
      return applied(fn.of, [{ value: { t: 'spread', of: list } }], line);
    }
    default:
      return null;
  }
}

const handingOn: ReadonlySet<string> = new Set([
  'Promise.all',
  'Promise.allSettled',
  'Promise.resolve',
  'Object.freeze',
  'Object.seal',
]);

const applied = (fn: Expr, args: readonly Arg[], line: number): Call => ({ t: 'call', fn, args, line });

/** Is it `this`, null, or the object that the function was read from? */
function isReceiver(value: Expr, fn: Expr): boolean {
  if (value === nothing || (value.t === 'name' && value.v === 'this')) return true;
  return value.t === 'name' && fn.t === 'member' && fn.of.t === 'name' && fn.of.v === value.v;
}

/** A comment between the links of a chain: `.route('/x') // Lists all ⏎ .get(list)`. */
function chainDoc(callee: SyntaxNode | undefined): string | undefined {
  if (callee?.type !== 'member_expression') return undefined;
  const comments = callee.children.filter((child) => child.type === 'comment');
  const property = callee.at('property');
  return comments.length === 0 || property === undefined ? undefined : docFrom(comments, property.line);
}
