/** Expressions of Go. */
import type { Arg, Call, Expr, Fn, MapEntry, Param, Stmt, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { type GoFile, stringOf, type TypeShape } from './context.ts';
import { parametersOf, plainTypes, returnsOf, typeName, typeOf } from './types.ts';

/** Lowers an expression. References, dereferences, parentheses, conversions and type assertions vanish. */
export function lowerExpression(node: SyntaxNode, file: GoFile): Expr {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { t: 'str', v: stringOf(node), line: node.line };
    case 'rune_literal':
      return { t: 'str', v: node.text.slice(1, -1), line: node.line };
    case 'int_literal':
    case 'float_literal': {
      const value = Number(node.text.replaceAll('_', ''));
      return Number.isNaN(value) ? nothing : { t: 'num', v: value };
    }
    case 'true':
      return { t: 'const', v: true };
    case 'false':
      return { t: 'const', v: false };
    case 'nil':
      return { t: 'const', v: null };
    case 'iota':
    case 'imaginary_literal':
      return nothing;
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
    case 'field_identifier':
      return { t: 'name', v: node.text };
    case 'qualified_type':
      return typeName(node.text);
    case 'selector_expression': {
      const of = node.at('operand');
      const name = node.at('field')?.text ?? '';
      return of === undefined ? nothing : { t: 'member', of: lowerExpression(of, file), name };
    }
    case 'index_expression': {
      const of = node.at('operand');
      const key = node.at('index');
      if (of === undefined) return nothing;
      if (key === undefined) return lowerExpression(of, file);
      return { t: 'index', of: lowerExpression(of, file), key: lowerExpression(key, file) };
    }
    case 'slice_expression':
    case 'type_assertion_expression':
    case 'type_instantiation_expression': {
      const of = node.at('operand') ?? node.at('type');
      return of === undefined ? nothing : lowerExpression(of, file);
    }
    case 'type_conversion_expression': {
      const of = node.at('operand');
      const type = node.at('type');
      if (of === undefined) return nothing;
      // `decode[User](r)` reads as a conversion to a generic type, and is more often a call.
      if (type?.type === 'generic_type') {
        const fn = typeName(type.at('type')?.text ?? '');
        const types = type.at('type_arguments')?.parts ?? [];
        const [only] = types;
        if (types.length !== 1 || only === undefined || isTypeName(only.parts[0] ?? only, file))
          return genericCall(fn, types, [of], node.line, file);
        const key = typeName(only.text);
        return {
          t: 'call',
          fn: { t: 'index', of: fn, key },
          args: [{ value: lowerExpression(of, file) }],
          line: node.line,
        };
      }
      return lowerExpression(of, file);
    }
    case 'parenthesized_expression':
    case 'literal_element':
    case 'variadic_element': {
      const of = node.parts[0];
      return of === undefined ? nothing : lowerExpression(of, file);
    }
    case 'unary_expression': {
      const of = node.at('operand');
      if (of === undefined) return nothing;
      const operator = node.at('operator')?.type;
      const inner = lowerExpression(of, file);
      return operator === '&' || operator === '*' ? inner : { t: 'other', parts: [inner] };
    }
    case 'binary_expression':
      return binary(node, file);
    case 'call_expression':
      return call(node, file);
    case 'composite_literal':
      return composite(node, file);
    case 'literal_value':
      return literal(node, null, file);
    case 'func_literal':
      return { t: 'fn', fn: functionOf(node, '', file) };
    case 'variadic_argument': {
      const of = node.parts[0];
      return of === undefined ? nothing : { t: 'spread', of: lowerExpression(of, file) };
    }
    case 'expression_list': {
      const items = node.parts.map((part) => lowerExpression(part, file));
      return items.length === 1 ? (items[0] ?? nothing) : { t: 'list', items };
    }
    default:
      return {
        t: 'other',
        parts: node.parts
          .filter((part) => !part.type.endsWith('_type'))
          .map((part) => lowerExpression(part, file)),
      };
  }
}

const nothing: Expr = { t: 'other', parts: [] };

/** A function with its parameters and body, from a literal or a declaration. Its type parameters are parameters after the others. */
export function functionOf(node: SyntaxNode, name: string, file: GoFile): Fn {
  const body = node.at('body');
  const types = (node.at('type_parameters')?.parts ?? []).flatMap((declared) =>
    declared.allAt('name').filter((one) => one.named),
  );
  return {
    name,
    params: [
      ...parametersOf(node.at('parameters'), file),
      ...types.map((_, at): Param => ({ name: typeParameter(at), decorators: [], kind: 'one' })),
    ],
    body: [
      ...types.map(
        (type, at): Stmt => ({
          t: 'let',
          to: { t: 'name', v: type.text },
          value: { t: 'name', v: typeParameter(at) },
          line: type.line,
        }),
      ),
      ...(body === undefined ? [] : file.statements(body)),
    ],
    decorators: [],
    ...returnsOf(node, file),
    line: node.line,
    endLine: node.endLine,
  };
}

/** `+` makes a text where one side may be one; comparisons keep both sides. */
function binary(node: SyntaxNode, file: GoFile): Expr {
  const left = node.at('left');
  const right = node.at('right');
  if (left === undefined || right === undefined) return nothing;
  const operator = node.at('operator')?.type;
  const sides = [lowerExpression(left, file), lowerExpression(right, file)];
  if (operator === '+') return textOf(sides, node.line);
  if (operator === '==' || operator === '!=') return { t: 'other', op: operator, parts: sides };
  return { t: 'other', parts: sides };
}

/** Joins texts, nested ones flattened. */
export function textOf(parts: readonly Expr[], line: number): Expr {
  return { t: 'text', parts: parts.flatMap((part) => (part.t === 'text' ? part.parts : [part])), line };
}

/** A call; the language's own functions in the small language's terms. */
function call(node: SyntaxNode, file: GoFile): Expr {
  const target = node.at('function');
  const list = node.at('arguments');
  if (target === undefined || list === undefined) return nothing;
  const parts = list.parts;
  if (target.type === 'identifier') {
    const own = builtIn(target.text, parts, file);
    if (own !== null) return own;
  }
  const typeArguments = node.at('type_arguments');
  const fn = lowerExpression(target, file);
  if (typeArguments !== undefined)
    return genericCall(fn, typeArguments.parts, parts, lineOfCall(target), file);
  const [of, index] = [target.at('operand'), target.at('index')];
  if (
    target.type === 'index_expression' &&
    of !== undefined &&
    index !== undefined &&
    isTypeName(index, file)
  )
    return genericCall(lowerExpression(of, file), [index], parts, lineOfCall(of), file);
  return {
    t: 'call',
    fn,
    args: parts.map((part) => ({ value: lowerExpression(part, file) })),
    line: lineOfCall(target),
  };
}

/** A call with types: they are arguments, too, so that the body of the function knows them (see {@link functionOf}). */
function genericCall(
  fn: Expr,
  types: readonly SyntaxNode[],
  args: readonly SyntaxNode[],
  line: number,
  file: GoFile,
): Call {
  const refs = types.map((type) => typeOf(type, file));
  return {
    t: 'call',
    fn,
    args: [
      ...args.map((part): Arg => ({ value: lowerExpression(part, file) })),
      ...refs.map((ref, at): Arg => ({ name: typeParameter(at), value: typeName(ref.name) })),
    ],
    line,
    types: refs,
  };
}

/** The parameter in which a generic function is given its type. */
const typeParameter = (at: number): string => `type ${at + 1}`;

/** `decode[User](r, x)`: exported names and types that the file declares; other names are keys. */
function isTypeName(index: SyntaxNode, file: GoFile): boolean {
  if (index.type.endsWith('_literal')) return false;
  if (!/^(?:identifier|type_identifier|selector_expression|qualified_type)$/.test(index.type))
    return index.type.endsWith('_type');
  const name = index.text.slice(index.text.lastIndexOf('.') + 1);
  return /^[A-Z]/.test(name) || plainTypes.has(name) || file.shapes.has(name);
}

/** In a chain over several lines, a call stands where its name does. */
const lineOfCall = (target: SyntaxNode): number => (target.at('field') ?? target).line;

/** Go's predeclared functions and conversions; null for any other name. */
function builtIn(name: string, args: readonly SyntaxNode[], file: GoFile): Expr | null {
  const first = args[0];
  if (plainTypes.has(name) && args.length === 1 && first !== undefined) return lowerExpression(first, file);
  switch (name) {
    case 'new':
      if (args.length !== 1 || first === undefined) return null;
      return { t: 'call', fn: typeName(typeOf(first, file).name), args: [], line: first.line, isNew: true };
    case 'make':
      if (first?.type === 'map_type') return { t: 'map', entries: [], line: first.line };
      if (first?.type === 'slice_type') return { t: 'list', items: [] };
      return nothing;
    case 'append': {
      if (first === undefined) return nothing;
      const rest = args.slice(1).map((part) => lowerExpression(part, file));
      return { t: 'list', items: [{ t: 'spread', of: lowerExpression(first, file) }, ...rest] };
    }
    case 'panic':
    case 'len':
    case 'cap':
    case 'copy':
    case 'delete':
    case 'close':
    case 'print':
    case 'println':
      return { t: 'other', parts: args.map((part) => lowerExpression(part, file)) };
    default:
      return null;
  }
}

/** `T{...}`: a list, a map or a construction, as the type says. */
function composite(node: SyntaxNode, file: GoFile): Expr {
  const type = node.at('type');
  const body = node.at('body');
  return body === undefined ? nothing : literal(body, type ?? null, file);
}

/** A literal value of a type; without one, its elements tell what it is. */
function literal(body: SyntaxNode, type: SyntaxNode | null, file: GoFile): Expr {
  const elements = body.parts;
  switch (type?.type) {
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
      return listOf(elements, type.at('element') ?? null, file);
    case 'map_type':
      return mapOf(elements, type.at('value') ?? null, body.line, file);
    case 'pointer_type':
      return literal(body, type.parts[0] ?? null, file);
    case 'struct_type': {
      const names = file.struct(type).fields.map((field) => field.name);
      return construction(typeOf(type, file), elements, names, body.line, file);
    }
    default:
      break;
  }
  const shape: TypeShape | undefined = type === null ? undefined : file.shapes.get(type.text);
  if (shape?.t === 'list') return listOf(elements, shape.item, file);
  if (shape?.t === 'map') return mapOf(elements, shape.item, body.line, file);
  if (type === null || (shape === undefined && !elements.some(isNamed) && elements.length > 0)) {
    if (elements.some((element) => element.type === 'keyed_element'))
      return mapOf(elements, null, body.line, file);
    if (type === null || elements.every(isLiteral)) return listOf(elements, null, file);
  }
  if (type === null) return nothing;
  const names = shape?.t === 'struct' ? shape.fields : [];
  return construction(typeOf(type, file), elements, names, type.line, file);
}

/** `Name: value`, as only structs have it. */
function isNamed(element: SyntaxNode): boolean {
  if (element.type !== 'keyed_element') return false;
  return element.at('key')?.parts[0]?.type === 'identifier';
}

/** A literal in a literal: the items of a list of structs. */
function isLiteral(element: SyntaxNode): boolean {
  const inner = element.parts[0];
  if (inner?.type === 'unary_expression') return inner.at('operand')?.type === 'composite_literal';
  return inner?.type === 'literal_value' || inner?.type === 'composite_literal';
}

/** The items of a list; an item that leaves its type out has that of the list. */
function listOf(elements: readonly SyntaxNode[], item: SyntaxNode | null, file: GoFile): Expr {
  return { t: 'list', items: elements.map((element) => elementOf(valueOf(element), item, file)) };
}

function mapOf(elements: readonly SyntaxNode[], item: SyntaxNode | null, line: number, file: GoFile): Expr {
  const entries: MapEntry[] = [];
  for (const element of elements) {
    const key = element.at('key');
    if (key === undefined) continue;
    entries.push({
      key: lowerExpression(key, file),
      value: elementOf(valueOf(element), item, file),
      line: element.line,
    });
  }
  return { t: 'map', entries, line };
}

/** The value of an element, keyed or not. */
const valueOf = (element: SyntaxNode): SyntaxNode => element.at('value') ?? element;

function elementOf(element: SyntaxNode, type: SyntaxNode | null, file: GoFile): Expr {
  const inner = element.type === 'literal_element' ? element.parts[0] : element;
  if (inner === undefined) return nothing;
  return inner.type === 'literal_value' ? literal(inner, type, file) : lowerExpression(inner, file);
}

/** A struct that is built: arguments by name where the names are known. */
function construction(
  type: TypeRef,
  elements: readonly SyntaxNode[],
  names: readonly string[],
  line: number,
  file: GoFile,
): Expr {
  const args: Arg[] = elements.map((element, at) => {
    const key = element.at('key')?.text;
    const value = elementOf(valueOf(element), null, file);
    const name = key ?? names[at];
    return name === undefined ? { value } : { name, value };
  });
  return { t: 'call', fn: typeName(type.name), args, line, isNew: true };
}
