/** C# expressions. */
import type { Arg, Call, Expr, MapEntry, Param, Pattern, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { CsharpFile } from './file.ts';
import { interpolated, stringOf } from './strings.ts';
import { lowerType, typeExpr } from './types.ts';

const nothing: Expr = { t: 'other', parts: [] };

/** Lowers an expression; what it does not know keeps its parts. */
export function lowerExpr(node: SyntaxNode | undefined, file: CsharpFile): Expr {
  if (node === undefined) return nothing;
  const { names } = file;
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'character_literal':
      return { t: 'str', v: stringOf(node), line: node.line };
    case 'interpolated_string_expression':
      return interpolated(node, file);
    case 'integer_literal':
    case 'real_literal':
      return { t: 'num', v: Number.parseFloat(node.text.replaceAll('_', '')) || 0 };
    case 'boolean_literal':
      return { t: 'const', v: node.text === 'true' };
    case 'null_literal':
      return { t: 'const', v: null };
    case 'this':
      return { t: 'name', v: 'this' };
    case 'base':
      return { t: 'name', v: 'super' };
    case 'identifier':
      return names.value(node.text);
    case 'generic_name':
      return names.value(node.child('identifier')?.text ?? '');
    case 'qualified_name':
    case 'predefined_type':
    case 'array_type':
    case 'nullable_type':
      return typeExpr(lowerType(node, names));
    case 'parenthesized_expression':
    case 'await_expression':
    case 'checked_expression':
    case 'ref_expression':
      return lowerExpr(node.parts.at(-1), file);
    case 'cast_expression':
      return lowerExpr(node.at('value'), file);
    case 'as_expression':
      return lowerExpr(node.at('left') ?? node.parts[0], file);
    case 'postfix_unary_expression':
      // `value!` is the value.
      return node.has('!') ? lowerExpr(node.parts[0], file) : other(node, file);
    case 'member_access_expression':
      return memberOf(qualifier(node.at('expression'), file), node.at('name'));
    case 'conditional_access_expression':
      return conditionalAccess(node, file);
    case 'element_access_expression':
      return {
        t: 'index',
        of: lowerExpr(node.at('expression'), file),
        key: file.args(node.at('subscript'))[0]?.value ?? nothing,
      };
    case 'invocation_expression':
      return invocation(node, file);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return creation(node, file);
    case 'anonymous_object_creation_expression':
      return anonymousObject(node, file);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'implicit_stackalloc_expression':
    case 'stackalloc_expression':
      return lowerExpr(node.at('initializer') ?? node.child('initializer_expression'), file);
    case 'initializer_expression':
    case 'tuple_expression':
    case 'collection_expression':
    case 'element_binding_expression':
      return { t: 'list', items: node.parts.map((one) => item(one, file)) };
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return { t: 'fn', fn: file.fn(node, '') };
    case 'binary_expression':
      return binary(node, file);
    case 'conditional_expression':
      return {
        t: 'either',
        options: [lowerExpr(node.at('consequence'), file), lowerExpr(node.at('alternative'), file)],
      };
    case 'assignment_expression':
      return assignment(node, file);
    case 'switch_expression':
      return {
        t: 'either',
        options: node.parts
          .filter((one) => one.type === 'switch_expression_arm')
          .map((one) => lowerExpr(one.parts.at(-1), file)),
      };
    case 'typeof_expression':
      return typeExpr(lowerType(node.at('type') ?? node.parts[0], names));
    case 'declaration_expression':
      names.declare(node.at('name')?.text ?? '');
      return nothing;
    case 'is_pattern_expression':
    case 'is_expression':
      declareIn(node, file);
      return { t: 'other', parts: [lowerExpr(node.at('expression') ?? node.parts[0], file)] };
    default:
      return other(node, file);
  }
}

const other = (node: SyntaxNode, file: CsharpFile): Expr => ({
  t: 'other',
  parts: node.parts.map((one) => lowerExpr(one, file)),
});

/** Names that a pattern binds: `x is Foo foo`. */
function declareIn(node: SyntaxNode, file: CsharpFile): void {
  for (const one of node.parts) {
    if (one.type === 'declaration_pattern' || one.type === 'var_pattern')
      file.names.declare(one.at('name')?.text ?? '');
  }
}

/** Arguments of a call. */
export function lowerArgs(node: SyntaxNode | undefined, file: CsharpFile): Arg[] {
  if (node === undefined) return [];
  const args: Arg[] = [];
  for (const one of node.parts) {
    if (one.type !== 'argument') continue;
    const name = one.at('name') ?? one.child('name_colon')?.parts[0];
    const value = one.parts.findLast((part) => part !== name && part.type !== 'name_colon');
    args.push({ ...(name === undefined ? {} : { name: name.text }), value: lowerExpr(value, file) });
  }
  return args;
}

/** Parameters of a method, constructor, lambda or record. */
export function lowerParams(node: SyntaxNode | undefined, file: CsharpFile): Param[] {
  if (node === undefined) return [];
  if (node.type === 'implicit_parameter' || node.type === 'identifier') {
    return [{ name: node.text, decorators: [], kind: 'one' }];
  }
  const params: Param[] = [];
  for (const one of node.parts) {
    if (one.type === 'implicit_parameter') params.push({ name: one.text, decorators: [], kind: 'one' });
    if (one.type !== 'parameter') continue;
    const name = one.at('name');
    const type = one.at('type');
    const last = one.parts.at(-1);
    const otherwise = last !== undefined && last !== name && last !== type && one.has('=') ? last : undefined;
    const extended = one.children.some((child) => child.type === 'modifier' && child.text === 'this');
    const decorators = file.attributesOf(one);
    params.push({
      name: name?.text ?? '',
      ...(type === undefined ? {} : { type: lowerType(type, file.names) }),
      ...(otherwise === undefined ? {} : { otherwise: lowerExpr(otherwise, file) }),
      // What an extension method extends is marked as C# marks it.
      decorators: extended
        ? [...decorators, { name: { t: 'name', v: 'this' }, args: [], line: one.line, called: false }]
        : decorators,
      kind: 'one',
    });
  }
  // `params T[] rest` stands in the list itself.
  const rest = node.at('name');
  if (rest !== undefined) {
    params.push({
      name: rest.text,
      type: lowerType(node.at('type'), file.names),
      decorators: [],
      kind: 'rest',
    });
  }
  return params;
}

function item(node: SyntaxNode, file: CsharpFile): Expr {
  const inner = node.type === 'argument' ? node.parts.at(-1) : node;
  if (inner?.type === 'range_expression' || inner?.type === 'spread_element') {
    return { t: 'spread', of: lowerExpr(inner.parts.at(-1), file) };
  }
  return lowerExpr(inner, file);
}

const memberOf = (of: Expr, name: SyntaxNode | undefined): Expr => ({
  t: 'member',
  of,
  name: (name?.type === 'generic_name' ? name.child('identifier')?.text : name?.text) ?? '',
});

/** What stands before a dot. */
function qualifier(node: SyntaxNode | undefined, file: CsharpFile): Expr {
  return node?.type === 'identifier' ? file.names.value(node.text, 'qualifier') : lowerExpr(node, file);
}

/** `a?.b`, `a?[0]` */
function conditionalAccess(node: SyntaxNode, file: CsharpFile): Expr {
  const [condition, ...rest] = node.parts;
  let of = qualifier(condition, file);
  for (const one of rest) of = bindingOn(of, one, file);
  return of;
}

function bindingOn(of: Expr, node: SyntaxNode, file: CsharpFile): Expr {
  switch (node.type) {
    case 'member_binding_expression':
      return memberOf(of, node.at('name') ?? node.parts.at(-1));
    case 'element_binding_expression':
      return { t: 'index', of, key: lowerExpr(node.parts[0]?.parts.at(-1), file) };
    case 'invocation_expression': {
      const fn = node.at('function');
      return {
        t: 'call',
        fn: fn === undefined ? of : bindingOn(of, fn, file),
        args: file.args(node.at('arguments')),
        line: node.line,
      };
    }
    case 'member_access_expression': {
      const inner = node.at('expression');
      return memberOf(inner === undefined ? of : bindingOn(of, inner, file), node.at('name'));
    }
    case 'conditional_access_expression': {
      let inner = of;
      for (const one of node.parts) inner = bindingOn(inner, one, file);
      return inner;
    }
    default:
      return of;
  }
}

function invocation(node: SyntaxNode, file: CsharpFile): Expr {
  const callee = node.at('function');
  const list = node.at('arguments');
  const named =
    callee?.type === 'identifier'
      ? callee
      : callee?.type === 'generic_name'
        ? callee.child('identifier')
        : undefined;
  // `nameof(Foo.Bar)` is a text.
  if (named?.text === 'nameof') {
    const last = /(\w+)\s*\)?$/.exec(list?.text.trim() ?? '')?.[1] ?? '';
    return { t: 'str', v: last, line: node.line };
  }
  const fn = named === undefined ? lowerExpr(callee, file) : file.names.method(named.text);
  const generic =
    callee?.type === 'generic_name'
      ? callee
      : callee?.at('name')?.type === 'generic_name'
        ? callee.at('name')
        : undefined;
  const types: readonly TypeRef[] =
    generic?.child('type_argument_list')?.parts.map((one) => lowerType(one, file.names)) ?? [];
  const at = callee?.at('name') ?? node;
  return {
    t: 'call',
    fn,
    args: file.args(list),
    line: at.line,
    ...(types.length === 0 ? {} : { types }),
  };
}

/** `new T(a) { B = c }`: what the initializer sets is a last argument, a map. */
function creation(node: SyntaxNode, file: CsharpFile): Expr {
  const typeNode = node.at('type');
  const type = lowerType(typeNode, file.names);
  const args = [...file.args(node.at('arguments') ?? node.child('argument_list'))];
  const initializer = node.at('initializer') ?? node.child('initializer_expression');
  if (initializer !== undefined) {
    const isList =
      initializer.parts.length > 0 && initializer.parts.every((one) => one.type !== 'assignment_expression');
    if (isList) {
      const list: Expr = { t: 'list', items: initializer.parts.map((one) => item(one, file)) };
      // `new List<string> { "a", "b" }` is the list; pairs of a dictionary are lists within.
      if (args.length === 0) return list;
      args.push({ value: list });
    } else for (const one of initializer.parts) args.push(initialised(one, file));
  }
  const call: Call = {
    t: 'call',
    fn: typeNode === undefined ? { t: 'name', v: '' } : typeExpr({ name: type.name, args: [] }),
    args,
    line: node.line,
    isNew: true,
    ...(type.args.length === 0 ? {} : { types: type.args }),
  };
  return call;
}

function initialised(node: SyntaxNode, file: CsharpFile): Arg {
  const left = node.at('left');
  const value = lowerExpr(node.at('right'), file);
  return left?.type === 'identifier' ? { name: left.text, value } : { value };
}

function anonymousObject(node: SyntaxNode, file: CsharpFile): Expr {
  const entries: MapEntry[] = [];
  const children = node.children.filter((one) => one.named || one.type === '=' || one.type === ',');
  for (let at = 0; at < children.length; at += 1) {
    const one = children[at];
    if (one === undefined || !one.named) continue;
    const key = { t: 'str' as const, v: one.text.split('.').at(-1) ?? '', line: one.line };
    if (children[at + 1]?.type === '=') {
      entries.push({ key, value: lowerExpr(children[at + 2], file), line: one.line });
      at += 2;
    } else entries.push({ key, value: lowerExpr(one, file), line: one.line });
  }
  return { t: 'map', entries, line: node.line };
}

function binary(node: SyntaxNode, file: CsharpFile): Expr {
  const operator = node.at('operator')?.type;
  if (operator === '??') {
    return { t: 'either', options: [lowerExpr(node.at('left'), file), lowerExpr(node.at('right'), file)] };
  }
  if (operator !== '+') {
    return { t: 'other', parts: [lowerExpr(node.at('left'), file), lowerExpr(node.at('right'), file)] };
  }
  // A long sum is a deep tree to the left: it is walked in a loop.
  const parts: Expr[] = [];
  let at: SyntaxNode = node;
  while (at.type === 'binary_expression' && at.at('operator')?.type === '+') {
    const left = at.at('left');
    if (left === undefined) break;
    parts.push(lowerExpr(at.at('right'), file));
    at = left;
  }
  parts.push(lowerExpr(at, file));
  return { t: 'text', parts: parts.reverse(), line: node.line };
}

function assignment(node: SyntaxNode, file: CsharpFile): Expr {
  const target = lowerExpr(node.at('left'), file);
  const right = lowerExpr(node.at('right'), file);
  const operator = node.at('operator')?.type ?? '=';
  const to = patternOf(target);
  if (to === null) return { t: 'other', parts: [target, right] };
  if (operator === '=') return { t: 'assign', to, value: right };
  if (operator === '??=') return { t: 'assign', to, value: { t: 'either', options: [target, right] } };
  if (operator === '+=')
    return { t: 'assign', to, value: { t: 'text', parts: [target, right], line: node.line } };
  return { t: 'other', parts: [right] };
}

function patternOf(target: Expr): Pattern | null {
  if (target.t === 'name') return { t: 'name', v: target.v };
  if (target.t === 'member') return { t: 'member', of: target.of, name: target.name };
  if (target.t === 'index' && target.key.t === 'str')
    return { t: 'member', of: target.of, name: target.key.v };
  return null;
}
