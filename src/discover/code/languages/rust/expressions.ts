/** Expressions of Rust. */
import type { Arg, Call, Expr, Fn, Param, Stmt } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { nothing, pathOf, type RustFile, segmentsOf, stringOf } from './context.ts';
import { macroOf } from './macros.ts';
import { patternOf } from './patterns.ts';
import { argumentsOf } from './tokens.ts';
import { typeOf } from './types.ts';

/** Lowers an expression. References, `?`, `.await`, casts and conversions that leave a value what it is vanish. */
export function lowerExpression(node: SyntaxNode, file: RustFile): Expr {
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return { t: 'str', v: stringOf(node), line: node.line };
    case 'char_literal':
      return { t: 'str', v: node.text.slice(1, -1), line: node.line };
    case 'integer_literal':
    case 'float_literal':
      return { t: 'num', v: Number.parseFloat(node.text.replaceAll('_', '')) };
    case 'boolean_literal':
      return { t: 'const', v: node.text === 'true' };
    case 'unit_expression':
      return { t: 'const', v: null };
    case 'identifier':
    case 'self':
    case 'field_identifier':
    case 'type_identifier':
    case 'shorthand_field_identifier':
      return { t: 'name', v: node.text === 'Self' && file.selfType !== null ? file.selfType : node.text };
    case 'scoped_identifier':
    case 'scoped_type_identifier':
    case 'generic_type':
      return pathOf(segmentsOf(node), node.line, file);
    case 'generic_function': {
      const inner = node.at('function');
      return inner === undefined ? nothing : lowerExpression(inner, file);
    }
    case 'reference_expression':
    case 'try_expression':
    case 'await_expression':
    case 'parenthesized_expression':
    case 'type_cast_expression': {
      const of = node.at('value') ?? node.parts.find((part) => part.type !== 'mutable_specifier');
      return of === undefined ? nothing : lowerExpression(of, file);
    }
    case 'unary_expression': {
      const of = node.parts[0];
      if (of === undefined) return nothing;
      const inner = lowerExpression(of, file);
      return node.has('*') ? inner : { t: 'other', parts: [inner] };
    }
    case 'field_expression': {
      const of = node.at('value');
      const name = node.at('field')?.text ?? '';
      return of === undefined ? nothing : { t: 'member', of: lowerExpression(of, file), name };
    }
    case 'index_expression': {
      const [of, key] = node.parts;
      if (of === undefined || key === undefined) return nothing;
      return { t: 'index', of: lowerExpression(of, file), key: lowerExpression(key, file) };
    }
    case 'binary_expression': {
      const [left, right] = [node.at('left'), node.at('right')];
      if (left === undefined || right === undefined) return nothing;
      const parts = [lowerExpression(left, file), lowerExpression(right, file)];
      const operator = node.at('operator')?.type;
      if (operator === '+') return { t: 'text', parts, line: node.line };
      return operator === '==' || operator === '!='
        ? { t: 'other', op: operator, parts }
        : { t: 'other', parts };
    }
    case 'assignment_expression':
    case 'compound_assignment_expr': {
      const [left, right] = [node.at('left'), node.at('right')];
      if (left === undefined || right === undefined) return nothing;
      const to = lowerExpression(left, file);
      const value = lowerExpression(right, file);
      if (to.t !== 'name' && to.t !== 'member') return { t: 'other', parts: [to, value] };
      if (node.type === 'assignment_expression') return { t: 'assign', to, value };
      return { t: 'assign', to, value: { t: 'text', parts: [to, value], line: node.line } };
    }
    case 'tuple_expression':
    case 'array_expression':
      return { t: 'list', items: node.parts.map((part) => lowerExpression(part, file)) };
    case 'call_expression':
      return call(node, file);
    case 'macro_invocation': {
      const macro = node.at('macro');
      const tree = node.child('token_tree');
      return macro === undefined || tree === undefined
        ? nothing
        : macroOf(segmentsOf(macro), tree, file, argumentsOf);
    }
    case 'struct_expression':
      return construction(node, file);
    case 'closure_expression':
      return { t: 'fn', fn: closureOf(node, file) };
    case 'block':
      return { t: 'block', body: file.statements(node, 'value') };
    case 'async_block':
    case 'unsafe_block':
    case 'const_block':
    case 'try_block': {
      const block = node.child('block');
      return block === undefined ? nothing : { t: 'block', body: file.statements(block, 'value') };
    }
    case 'if_expression':
      return conditional(node, file);
    case 'match_expression':
      return matched(node, file);
    case 'for_expression':
    case 'while_expression':
    case 'loop_expression':
      return {
        t: 'block',
        body: [...loopOf(node, file), { t: 'expr', e: { t: 'const', v: null }, line: node.line }],
      };
    case 'return_expression':
    case 'break_expression': {
      const of = node.parts.find((part) => part.type !== 'label');
      const e = of === undefined ? null : lowerExpression(of, file);
      return node.type === 'return_expression'
        ? { t: 'block', body: [{ t: 'return', e, line: node.line }] }
        : (e ?? nothing);
    }
    case 'continue_expression':
      return nothing;
    default:
      return {
        t: 'other',
        parts: node.parts
          .filter((part) => !part.type.endsWith('_type'))
          .map((part) => lowerExpression(part, file)),
      };
  }
}

/** Methods that give the value that they are called on, or what is in it. */
const same: ReadonlySet<string> = new Set(
  (
    'clone unwrap expect into to_string to_owned as_str as_ref as_mut as_deref into_inner to_vec boxed ok unwrap_or_default ' +
    'borrow borrow_mut into_boxed_str trim iter into_iter lock read write cloned copied into_make_service into_service'
  ).split(' '),
);

/** Constructors around one value that stands for itself. */
const wrappers = /^(?:Some|Ok|Box|Arc|Rc|Cow|Mutex|RwLock|String)$/;

function call(node: SyntaxNode, file: RustFile): Expr {
  let target = node.at('function');
  const list = node.at('arguments');
  if (target === undefined || list === undefined) return nothing;
  const types = target.type === 'generic_function' ? (target.at('type_arguments')?.parts ?? []) : [];
  if (target.type === 'generic_function') target = target.at('function') ?? target;
  const parts = list.parts.filter((part) => part.type !== 'attribute_item');
  const [only] = parts;
  if (target.type === 'field_expression') {
    const name = target.at('field')?.text ?? '';
    const of = target.at('value');
    if (of !== undefined && same.has(name) && parts.length <= (name === 'expect' ? 1 : 0))
      return lowerExpression(of, file);
    if (
      of !== undefined &&
      /^(?:unwrap_or|unwrap_or_else|or_else|or)$/.test(name) &&
      only !== undefined &&
      only.type !== 'closure_expression' &&
      name === 'unwrap_or'
    )
      return { t: 'either', options: [lowerExpression(of, file), lowerExpression(only, file)] };
  } else if (parts.length === 1 && only !== undefined) {
    const segments = segmentsOf(target);
    const [first = '', second] = segments.slice(-2);
    const isWrapper =
      segments.length === 1
        ? /^(?:Some|Ok)$/.test(first)
        : wrappers.test(first) && (second === 'new' || second === 'from');
    if (isWrapper) return lowerExpression(only, file);
  }
  const made: Call = {
    t: 'call',
    fn: lowerExpression(target, file),
    args: parts.map((part): Arg => ({ value: lowerExpression(part, file) })),
    // In a chain over several lines, a call stands where its name does.
    line: (target.at('field') ?? target).line,
  };
  return types.length === 0 ? made : { ...made, types: types.map((type) => typeOf(type, file)) };
}

function construction(node: SyntaxNode, file: RustFile): Expr {
  const name = node.at('name');
  if (name === undefined) return nothing;
  const args = (node.at('body')?.parts ?? []).flatMap((part): Arg[] => {
    if (part.type === 'shorthand_field_initializer') {
      const key = part.parts.at(-1)?.text ?? '';
      return [{ name: key, value: { t: 'name', v: key } }];
    }
    const value = part.at('value');
    const key = part.at('field')?.text;
    return part.type === 'field_initializer' && value !== undefined && key !== undefined
      ? [{ name: key, value: lowerExpression(value, file) }]
      : [];
  });
  return { t: 'call', fn: pathOf(segmentsOf(name), node.line, file), args, line: node.line, isNew: true };
}

/** A closure: its expression is what it returns. */
function closureOf(node: SyntaxNode, file: RustFile): Fn {
  const body = node.at('body');
  const inner = body?.type === 'async_block' || body?.type === 'unsafe_block' ? body.child('block') : body;
  const params = (node.at('parameters')?.parts ?? []).map((part) => parameterOf(part, file));
  return {
    name: '',
    params,
    body:
      inner === undefined
        ? []
        : inner.type === 'block'
          ? file.statements(inner, 'returned')
          : [{ t: 'return', e: lowerExpression(inner, file), line: inner.line }],
    decorators: [],
    line: node.line,
    endLine: node.endLine,
  };
}

/** A parameter of a function or closure; `Path(id): Path<u32>` binds `id`. */
export function parameterOf(node: SyntaxNode, file: RustFile): Param {
  if (node.type === 'self_parameter') return { name: 'self', decorators: [], kind: 'one' };
  const pattern = node.at('pattern') ?? node;
  const typeNode = node.at('type');
  const to = patternOf(pattern);
  return {
    name: to?.t === 'name' ? to.v : '',
    ...(to === null || to.t === 'name' ? {} : { pattern: to }),
    ...(typeNode === undefined ? {} : { type: typeOf(typeNode, file) }),
    decorators: [],
    kind: 'one',
  };
}

/** What a condition asks runs and binds; then each branch may be the value. */
function conditional(node: SyntaxNode, file: RustFile): Expr {
  const body: Stmt[] = [];
  const condition = node.at('condition');
  if (condition !== undefined) conditionOf(condition, file, body);
  const options: Expr[] = [];
  const consequence = node.at('consequence');
  if (consequence !== undefined) options.push(lowerExpression(consequence, file));
  const alternative = node.at('alternative')?.parts[0];
  if (alternative !== undefined) options.push(lowerExpression(alternative, file));
  body.push({ t: 'expr', e: { t: 'either', options }, line: node.line });
  return { t: 'block', body };
}

/** `let Some(x) = y` in conditions. */
function conditionOf(node: SyntaxNode, file: RustFile, out: Stmt[]): void {
  if (node.type === 'let_chain') {
    for (const part of node.parts) conditionOf(part, file, out);
    return;
  }
  if (node.type !== 'let_condition') {
    out.push({ t: 'expr', e: lowerExpression(node, file), line: node.line });
    return;
  }
  const value = node.at('value');
  const pattern = node.at('pattern');
  if (value === undefined) return;
  bindTo(pattern, lowerExpression(value, file), node.line, out);
}

function matched(node: SyntaxNode, file: RustFile): Expr {
  const value = node.at('value');
  const of = value === undefined ? nothing : lowerExpression(value, file);
  const options: Expr[] = [];
  for (const arm of node.at('body')?.parts ?? []) {
    const result = arm.type === 'match_arm' ? arm.at('value') : undefined;
    if (result === undefined) continue;
    const body: Stmt[] = [];
    const pattern = arm.at('pattern');
    const to = pattern?.parts[0];
    if (
      to !== undefined &&
      patternOf(to) !== null &&
      (of.t === 'name' || of.t === 'member' || of.t === 'list')
    )
      bindTo(to, of, arm.line, body);
    const e = lowerExpression(result, file);
    options.push(
      body.length === 0 ? e : { t: 'block', body: [...body, { t: 'expr', e, line: result.line }] },
    );
  }
  const either: Expr = { t: 'either', options };
  if (of.t !== 'call') return either;
  return {
    t: 'block',
    body: [
      { t: 'expr', e: of, line: node.line },
      { t: 'expr', e: either, line: node.line },
    ],
  };
}

/** Binds a pattern that declares names; without any, only the value runs. */
export function bindTo(pattern: SyntaxNode | undefined, value: Expr, line: number, out: Stmt[]): void {
  const to = pattern === undefined ? null : patternOf(pattern);
  if (to === null) out.push({ t: 'expr', e: value, line });
  else out.push({ t: 'let', to, value, line });
}

/** Loops: `for` over what is known, any other runs its body. */
export function loopOf(node: SyntaxNode, file: RustFile): Stmt[] {
  const block = node.at('body') ?? node.child('block');
  const body = block === undefined ? [] : file.statements(block, 'value');
  const over = node.at('value');
  const pattern = node.at('pattern');
  if (node.type === 'for_expression' && over !== undefined) {
    const to = pattern === undefined ? null : patternOf(pattern);
    return [{ t: 'each', to: to ?? { t: 'name', v: '_' }, of: lowerExpression(over, file), body }];
  }
  const out: Stmt[] = [];
  const condition = node.at('condition');
  if (condition !== undefined) conditionOf(condition, file, out);
  return [{ t: 'block', body: [...out, ...body] }];
}
