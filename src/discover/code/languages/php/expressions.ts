/** Expressions. A variable keeps its dollar sign, so that it is no function of the same name. */
import type { Arg, Expr, MapEntry, Pattern } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { className, nothing, type PhpFile } from './context.ts';
import { lowerClass } from './definitions.ts';

/** Lowers an expression; what is missing is null. */
export function lowerExpr(node: SyntaxNode | undefined, file: PhpFile): Expr {
  if (node === undefined) return nothing;
  const { line } = node;
  switch (node.type) {
    case 'variable_name':
      return { t: 'name', v: node.text === '$this' ? 'this' : node.text };
    case 'name':
      return constant(node.text, line, file);
    case 'qualified_name':
    case 'relative_name':
    case 'relative_scope':
      return { t: 'name', v: className(node.text, file) };
    case 'string':
    case 'encapsed_string':
    case 'heredoc':
    case 'nowdoc':
      return text(node, file);
    case 'integer':
    case 'float': {
      const value = Number(node.text.replaceAll('_', ''));
      return Number.isFinite(value) ? { t: 'num', v: value } : { t: 'other', parts: [] };
    }
    case 'boolean':
      return { t: 'const', v: /^true$/i.test(node.text) };
    case 'null':
      return nothing;
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'clone_expression':
    case 'reference_assignment_expression':
      return node.type === 'reference_assignment_expression'
        ? assignment(node, file)
        : lowerExpr(node.parts[0], file);
    case 'cast_expression':
      return lowerExpr(node.at('value'), file);
    case 'array_creation_expression':
      return array(node, file);
    case 'class_constant_access_expression': {
      const [of, name] = node.parts;
      const value = classExpr(of, file);
      return name?.text === 'class' ? value : { t: 'member', of: value, name: name?.text ?? '' };
    }
    case 'scoped_property_access_expression':
      return {
        t: 'member',
        of: classExpr(node.at('scope'), file),
        name: (node.at('name')?.text ?? '').replace(/^\$/, ''),
      };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return { t: 'member', of: lowerExpr(node.at('object'), file), name: memberName(node) };
    case 'subscript_expression': {
      const [of, key] = node.parts;
      return { t: 'index', of: lowerExpr(of, file), key: key === undefined ? nothing : indexKey(key, file) };
    }
    case 'function_call_expression': {
      const callee = node.at('function');
      const fn: Expr =
        callee?.type === 'name'
          ? { t: 'name', v: callee.text }
          : callee?.type === 'qualified_name' || callee?.type === 'relative_name'
            ? { t: 'name', v: callee.text.split('\\').at(-1) ?? '' }
            : lowerExpr(callee, file);
      return { t: 'call', fn, args: file.args(node.at('arguments')), line };
    }
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return {
        t: 'call',
        fn: { t: 'member', of: lowerExpr(node.at('object'), file), name: memberName(node) },
        args: file.args(node.at('arguments')),
        line: node.at('name')?.line ?? line,
      };
    case 'scoped_call_expression':
      return {
        t: 'call',
        fn: { t: 'member', of: classExpr(node.at('scope'), file), name: memberName(node) },
        args: file.args(node.at('arguments')),
        line,
      };
    case 'object_creation_expression': {
      const anonymous = node.child('anonymous_class');
      const made = node.parts.find(({ type }) => type !== 'arguments' && type !== 'attribute_list');
      const fn: Expr =
        anonymous === undefined ? classExpr(made, file) : { t: 'class', class: lowerClass(anonymous, file) };
      return { t: 'call', fn, args: file.args(node.child('arguments')), line, isNew: true };
    }
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function':
      return { t: 'fn', fn: file.fn(node) };
    case 'assignment_expression':
      return assignment(node, file);
    case 'augmented_assignment_expression': {
      const left = node.at('left');
      const sign = node.at('operator')?.type ?? '';
      const value = joined(
        sign.replace(/=$/, ''),
        lowerExpr(left, file),
        lowerExpr(node.at('right'), file),
        line,
      );
      const to = left === undefined ? null : lowerTarget(left, file);
      return to === null ? value : { t: 'assign', to, value };
    }
    case 'binary_expression':
      return joined(
        node.at('operator')?.type ?? '',
        lowerExpr(node.at('left'), file),
        lowerExpr(node.at('right'), file),
        line,
      );
    case 'conditional_expression': {
      const condition = lowerExpr(node.at('condition'), file);
      const body = node.at('body');
      return {
        t: 'either',
        options: [
          body === undefined ? condition : lowerExpr(body, file),
          lowerExpr(node.at('alternative'), file),
        ],
      };
    }
    case 'match_expression':
      return {
        t: 'either',
        options: (node.at('body')?.parts ?? []).map((one) => lowerExpr(one.at('return_expression'), file)),
      };
    case 'require_expression':
    case 'require_once_expression':
    case 'include_expression':
    case 'include_once_expression':
      return required(node, file);
    case 'variadic_unpacking':
      return { t: 'spread', of: lowerExpr(node.parts[0], file) };
    default:
      return { t: 'other', parts: node.parts.map((part) => lowerExpr(part, file)) };
  }
}

const memberName = (node: SyntaxNode): string => node.at('name')?.text ?? '';

/** A bare word: `__DIR__`, `true`, a constant. */
function constant(name: string, line: number, file: PhpFile): Expr {
  const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '.';
  switch (name.toUpperCase()) {
    case '__DIR__':
      return { t: 'str', v: folder, line };
    case '__FILE__':
      return { t: 'str', v: file.path, line };
    case '__NAMESPACE__':
      return { t: 'str', v: file.namespace, line };
    case '__CLASS__':
      return { t: 'name', v: 'self' };
    case 'DIRECTORY_SEPARATOR':
      return { t: 'str', v: '/', line };
    case 'PHP_EOL':
      return { t: 'str', v: '\n', line };
    default:
      return { t: 'name', v: name };
  }
}

/** A class by its name, or what holds one. */
function classExpr(node: SyntaxNode | undefined, file: PhpFile): Expr {
  if (node === undefined) return nothing;
  if (['name', 'qualified_name', 'relative_scope', 'relative_name'].includes(node.type))
    return { t: 'name', v: className(node.text, file) };
  return lowerExpr(node, file);
}

const indexKey = (node: SyntaxNode, file: PhpFile): Expr =>
  node.type === 'name' ? { t: 'str', v: node.text, line: node.line } : lowerExpr(node, file);

function text(node: SyntaxNode, file: PhpFile): Expr {
  const parts: Expr[] = [];
  const { line } = node;
  const body = node.type === 'heredoc' || node.type === 'nowdoc' ? (node.at('value') ?? node) : node;
  const isRaw = node.type === 'string';
  for (const child of body.children) {
    if (
      child.type === 'string_content' ||
      child.type === 'nowdoc_string' ||
      child.type === 'escape_sequence'
    ) {
      const value =
        child.type === 'escape_sequence'
          ? unescaped(child.text)
          : isRaw
            ? child.text.replace(/\\(['\\])/g, '$1')
            : child.text;
      const last = parts.at(-1);
      if (last?.t === 'str') parts[parts.length - 1] = { ...last, v: last.v + value };
      else parts.push({ t: 'str', v: value, line });
    } else if (child.named && !child.type.startsWith('heredoc_')) parts.push(lowerExpr(child, file));
  }
  const [only] = parts;
  if (only === undefined) return { t: 'str', v: '', line };
  return parts.length === 1 && only.t === 'str' ? only : { t: 'text', parts, line };
}

const unescaped = (text: string): string =>
  text === '\\n' ? '\n' : text === '\\t' ? '\t' : text.length === 2 ? text.slice(1) : '';

function array(node: SyntaxNode, file: PhpFile): Expr {
  const elements = node.parts.filter(({ type }) => type === 'array_element_initializer');
  const isMap = elements.some((one) => one.has('=>'));
  if (!isMap) return { t: 'list', items: elements.map((one) => lowerExpr(one.parts[0], file)) };
  let next = 0;
  const entries = elements.map((one): MapEntry => {
    const [first, second] = one.parts;
    if (second !== undefined)
      return { key: lowerExpr(first, file), value: lowerExpr(second, file), line: one.line };
    if (first?.type === 'variadic_unpacking')
      return { key: null, value: lowerExpr(first.parts[0], file), line: one.line };
    next += 1;
    return {
      key: { t: 'str', v: String(next - 1), line: one.line },
      value: lowerExpr(first, file),
      line: one.line,
    };
  });
  return { t: 'map', entries, line: node.line };
}

const isText = (expr: Expr): boolean => expr.t === 'str' || expr.t === 'text';

function joined(sign: string, left: Expr, right: Expr, line: number): Expr {
  switch (sign) {
    case '.': {
      const flat = (expr: Expr): readonly Expr[] => (expr.t === 'text' ? expr.parts : [expr]);
      if (left.t === 'str' && right.t === 'str') return { t: 'str', v: left.v + right.v, line };
      return { t: 'text', parts: [...flat(left), ...flat(right)], line };
    }
    case '??':
    case '?:':
    case '||':
    case 'or':
      return { t: 'either', options: [left, right] };
    case '+':
      return isText(left) ? { t: 'other', parts: [left, right] } : { t: 'either', options: [left, right] };
    case '==':
    case '===':
      return { t: 'other', parts: [left, right], op: '==' };
    case '!=':
    case '!==':
    case '<>':
      return { t: 'other', parts: [left, right], op: '!=' };
    default:
      return { t: 'other', parts: [left, right] };
  }
}

function assignment(node: SyntaxNode, file: PhpFile): Expr {
  const left = node.at('left');
  const value = lowerExpr(node.at('right'), file);
  if (left?.type === 'subscript_expression' && left.parts.length === 1)
    return {
      t: 'call',
      fn: { t: 'member', of: lowerExpr(left.parts[0], file), name: 'push' },
      args: [{ value }],
      line: node.line,
    };
  const to = left === undefined ? null : lowerTarget(left, file);
  return to === null
    ? { t: 'other', parts: [...(left === undefined ? [] : [lowerExpr(left, file)]), value] }
    : { t: 'assign', to, value };
}

/** The target of an assignment; null when nothing that is told apart is bound. */
export function lowerTarget(node: SyntaxNode, file: PhpFile): Pattern | null {
  switch (node.type) {
    case 'variable_name':
      return { t: 'name', v: node.text };
    case 'by_ref':
      return node.parts[0] === undefined ? null : lowerTarget(node.parts[0], file);
    case 'member_access_expression':
      return { t: 'member', of: lowerExpr(node.at('object'), file), name: memberName(node) };
    case 'scoped_property_access_expression':
      return {
        t: 'member',
        of: classExpr(node.at('scope'), file),
        name: memberName(node).replace(/^\$/, ''),
      };
    case 'subscript_expression': {
      const [of, key] = node.parts;
      const lowered = key === undefined ? null : indexKey(key, file);
      return lowered?.t === 'str' ? { t: 'member', of: lowerExpr(of, file), name: lowered.v } : null;
    }
    case 'list_literal':
    case 'array_creation_expression':
      return { t: 'list', items: node.parts.map((part) => lowerTarget(part, file)) };
    default:
      return null;
  }
}

/** `require __DIR__ . '/x.php'`: a call, and the file is read. */
function required(node: SyntaxNode, file: PhpFile): Expr {
  const value = lowerExpr(node.parts[0], file);
  if (value.t === 'str') file.required.set(value.v, node.line);
  return { t: 'call', fn: { t: 'name', v: 'require' }, args: [{ value }], line: node.line };
}

/** Lowers arguments: positional, named, unpacked. */
export function lowerArgs(node: SyntaxNode | undefined, file: PhpFile): Arg[] {
  const args: Arg[] = [];
  for (const part of node?.parts ?? []) {
    if (part.type === 'variadic_placeholder') continue;
    const name = part.at('name');
    const value = part.parts.find((one) => one !== name && one.type !== 'reference_modifier');
    args.push({ ...(name === undefined ? {} : { name: name.text }), value: lowerExpr(value, file) });
  }
  return args;
}
