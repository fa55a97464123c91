/** Java expressions. */
import type { Arg, Expr, Fn, MapEntry, Param, Pattern } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { JavaFile } from './file.ts';
import { stringOf } from './strings.ts';
import { lowerType, typeExpr } from './types.ts';

const nothing: Expr = { t: 'other', parts: [] };

/** Lowers an expression; what it does not know keeps its parts. */
export function lowerExpr(node: SyntaxNode | undefined, file: JavaFile): Expr {
  if (node === undefined) return nothing;
  const { names } = file;
  switch (node.type) {
    case 'string_literal':
    case 'character_literal':
      return { t: 'str', v: stringOf(node), line: node.line };
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
    case 'hex_integer_literal':
      return { t: 'num', v: Number(node.text.replaceAll('_', '').replace(/(?<!^0x.*)[lLfFdD]$/, '')) || 0 };
    case 'true':
      return { t: 'const', v: true };
    case 'false':
      return { t: 'const', v: false };
    case 'null_literal':
      return { t: 'const', v: null };
    case 'this':
    case 'super':
      return { t: 'name', v: node.type };
    case 'identifier':
      return names.value(node.text);
    case 'parenthesized_expression':
      return file.expr(node.parts[0]);
    case 'cast_expression':
      return file.expr(node.at('value'));
    case 'field_access':
      return lowerFieldAccess(node, file);
    case 'array_access':
      return { t: 'index', of: file.expr(node.at('array')), key: file.expr(node.at('index')) };
    case 'method_invocation':
      return lowerInvocation(node, file);
    case 'explicit_constructor_invocation':
      return {
        t: 'call',
        fn: { t: 'name', v: node.at('constructor')?.type === 'this' ? 'this' : 'super' },
        args: file.args(node.at('arguments')),
        line: node.line,
      };
    case 'object_creation_expression':
      return lowerCreation(node, file);
    case 'lambda_expression':
      return { t: 'fn', fn: lowerLambda(node, file) };
    case 'method_reference':
      return lowerReference(node, file);
    case 'class_literal':
      return typeExpr(lowerType(node.parts[0], names));
    case 'binary_expression':
      return lowerBinary(node, file);
    case 'ternary_expression':
      return {
        t: 'either',
        options: [file.expr(node.at('consequence')), file.expr(node.at('alternative'))],
      };
    case 'assignment_expression':
      return lowerAssignment(node, file);
    case 'array_initializer':
    case 'element_value_array_initializer':
      return { t: 'list', items: node.parts.map((one) => file.expr(one)) };
    case 'array_creation_expression': {
      const value = node.at('value');
      return value === undefined ? nothing : file.expr(value);
    }
    case 'switch_expression':
      return lowerSwitch(node, file);
    case 'annotation':
    case 'marker_annotation':
      return lowerNestedAnnotation(node, file);
    case 'instanceof_expression': {
      const bound = node.at('name');
      if (bound !== undefined) names.declare(bound.text);
      return { t: 'other', parts: [file.expr(node.at('left'))] };
    }
    default:
      return { t: 'other', parts: node.parts.map((one) => file.expr(one)) };
  }
}

/** Arguments of a call. */
export function lowerArgs(node: SyntaxNode | undefined, file: JavaFile): Arg[] {
  return node === undefined ? [] : node.parts.map((one) => ({ value: file.expr(one) }));
}

/** Parameters of a method, constructor, lambda or record. */
export function lowerParams(node: SyntaxNode | undefined, file: JavaFile): Param[] {
  if (node === undefined) return [];
  if (node.type === 'identifier') return [plainParam(node.text)];
  const params: Param[] = [];
  for (const one of node.parts) {
    if (one.type === 'identifier') params.push(plainParam(one.text));
    else if (one.type === 'formal_parameter' || one.type === 'spread_parameter') {
      const spread = one.type === 'spread_parameter';
      const name = spread ? one.child('variable_declarator')?.at('name') : one.at('name');
      const typeNode = spread
        ? one.parts.find((part) => part.type !== 'modifiers' && part.type !== 'variable_declarator')
        : one.at('type');
      const type = lowerType(typeNode, file.names);
      params.push({
        name: name?.text ?? '',
        type: spread || one.at('dimensions') !== undefined ? { name: 'Array', args: [type] } : type,
        decorators: file.annotationsOf(one),
        kind: spread ? 'rest' : 'one',
      });
    }
  }
  return params;
}

const plainParam = (name: string): Param => ({ name, decorators: [], kind: 'one' });

function lowerFieldAccess(node: SyntaxNode, file: JavaFile): Expr {
  const of = node.at('object');
  const field = node.at('field')?.text ?? '';
  // `Outer.this` is the enclosing object; there is one `this`.
  if (field === 'this' || of === undefined) return { t: 'name', v: 'this' };
  return { t: 'member', of: lowerQualifier(of, file), name: field };
}

/** What stands before a dot: a name that is no member and starts with a capital letter is a class. */
function lowerQualifier(node: SyntaxNode, file: JavaFile): Expr {
  return node.type === 'identifier' ? file.names.value(node.text) : file.expr(node);
}

function lowerInvocation(node: SyntaxNode, file: JavaFile): Expr {
  const object = node.at('object');
  const name = node.at('name')?.text ?? '';
  const fn: Expr = node.has('super')
    ? { t: 'member', of: { t: 'name', v: 'super' }, name }
    : object === undefined
      ? file.names.method(name)
      : { t: 'member', of: lowerQualifier(object, file), name };
  const args = file.args(node.at('arguments'));
  return { t: 'call', fn, args, line: (node.at('name') ?? node).line };
}

function lowerCreation(node: SyntaxNode, file: JavaFile): Expr {
  const type = lowerType(node.at('type'), file.names);
  const args = file.args(node.at('arguments'));
  const body = node.child('class_body');
  const fn: Expr =
    body === undefined
      ? typeExpr({ name: type.name, args: [] })
      : { t: 'class', class: file.anonymousClass(node, body, typeExpr(type)) };
  return {
    t: 'call',
    fn,
    args,
    line: node.line,
    isNew: true,
    ...(type.args.length === 0 ? {} : { types: type.args }),
  };
}

function lowerLambda(node: SyntaxNode, file: JavaFile): Fn {
  const params = file.params(node.at('parameters'));
  const body = node.at('body');
  return file.names.inScope(
    params.map((one) => one.name),
    () => ({
      name: '',
      params,
      body: body?.type === 'block' ? file.body(body) : [{ t: 'return', e: file.expr(body), line: node.line }],
      decorators: [],
      line: node.line,
      endLine: node.endLine,
    }),
  );
}

function lowerReference(node: SyntaxNode, file: JavaFile): Expr {
  const [of, method] = node.parts;
  if (of === undefined) return nothing;
  const subject =
    of.type === 'identifier'
      ? file.names.value(of.text)
      : /type/.test(of.type)
        ? typeExpr({ name: lowerType(of, file.names).name, args: [] })
        : file.expr(of);
  // `Foo::new` is the class itself.
  return method === undefined ? subject : { t: 'member', of: subject, name: method.text };
}

function lowerBinary(node: SyntaxNode, file: JavaFile): Expr {
  // A long sum is a deep tree to the left: it is walked in a loop.
  const parts: Expr[] = [];
  let at: SyntaxNode = node;
  for (;;) {
    const left = at.at('left');
    const right = at.at('right');
    if (at.type !== 'binary_expression' || at.at('operator')?.type !== '+' || left === undefined) break;
    parts.push(file.expr(right));
    at = left;
  }
  if (parts.length > 0) {
    parts.push(file.expr(at));
    return { t: 'text', parts: parts.reverse(), line: node.line };
  }
  return { t: 'other', parts: [file.expr(node.at('left')), file.expr(node.at('right'))] };
}

function lowerAssignment(node: SyntaxNode, file: JavaFile): Expr {
  const left = node.at('left');
  const target = file.expr(left);
  const right = file.expr(node.at('right'));
  const to = patternOf(target);
  if (to === null) return { t: 'other', parts: [target, right] };
  if (node.at('operator')?.type !== '=') {
    return node.at('operator')?.type === '+='
      ? { t: 'assign', to, value: { t: 'text', parts: [target, right], line: node.line } }
      : { t: 'other', parts: [right] };
  }
  return { t: 'assign', to, value: right };
}

function patternOf(target: Expr): Pattern | null {
  if (target.t === 'name') return { t: 'name', v: target.v };
  if (target.t === 'member') return { t: 'member', of: target.of, name: target.name };
  return null;
}

/** A `switch` with values is one of its values; blocks within it run. */
function lowerSwitch(node: SyntaxNode, file: JavaFile): Expr {
  const options: Expr[] = [];
  for (const rule of node.at('body')?.parts ?? []) {
    const body = rule.parts.at(-1);
    if (rule.type !== 'switch_rule' || body === undefined) {
      options.push({ t: 'block', body: file.body(rule) });
    } else if (body.type === 'expression_statement') options.push(file.expr(body.parts[0]));
    else if (body.type === 'block') options.push({ t: 'block', body: file.body(body) });
  }
  return { t: 'either', options };
}

/** An annotation as a value: a call of its name with a map of what it says. */
function lowerNestedAnnotation(node: SyntaxNode, file: JavaFile): Expr {
  const decorator = file.annotation(node);
  const entries: MapEntry[] = [];
  const args: Arg[] = [];
  for (const arg of decorator.args) {
    if (arg.name === undefined) args.push(arg);
    else entries.push({ key: { t: 'str', v: arg.name, line: node.line }, value: arg.value, line: node.line });
  }
  if (entries.length > 0) args.push({ value: { t: 'map', entries, line: node.line } });
  return { t: 'call', fn: decorator.name, args, line: node.line };
}
