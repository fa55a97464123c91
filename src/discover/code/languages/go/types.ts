/** Types of Go: references to them, structs with their tags, interfaces. */
import type { Cls, Expr, Field, Fn, Param, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { type GoFile, stringOf } from './context.ts';
import { documentationOf } from './documentation.ts';

/**
 * A type as it is written: `*T` is an optional `T`, `[]T` is `[]` of `T`, `map[K]V` is `map` of both, a function type is `func`. A struct
 * without a name becomes a class of the module, and the reference names it.
 */
export function typeOf(node: SyntaxNode, file: GoFile): TypeRef {
  switch (node.type) {
    case 'pointer_type': {
      const of = node.parts[0];
      return of === undefined ? unknown : { ...typeOf(of, file), optional: true };
    }
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type': {
      const element = node.at('element');
      return { name: '[]', args: element === undefined ? [] : [typeOf(element, file)] };
    }
    case 'map_type': {
      const parts = [node.at('key'), node.at('value')].filter((part) => part !== undefined);
      return { name: 'map', args: parts.map((part) => typeOf(part, file)) };
    }
    case 'generic_type': {
      const of = node.at('type');
      const args = node.at('type_arguments')?.parts ?? [];
      return { name: of?.text ?? '', args: args.map((arg) => typeOf(arg, file)) };
    }
    case 'type_elem':
    case 'parenthesized_type':
    case 'negated_type':
    case 'type_constraint': {
      const of = node.parts[0];
      return of === undefined ? unknown : typeOf(of, file);
    }
    case 'function_type':
      return { name: 'func', args: [] };
    case 'channel_type':
      return { name: 'chan', args: [] };
    case 'interface_type':
      return { name: 'any', args: [] };
    case 'struct_type': {
      const name = `struct@${node.start}`;
      if (!file.unnamed.some((known) => known.name === name)) {
        file.unnamed.push(structClass(name, node, node.line, undefined, file));
      }
      return { name, args: [] };
    }
    default:
      return { name: node.text, args: [] };
  }
}

const unknown: TypeRef = { name: 'any', args: [] };

/** A struct as a class. */
export function structClass(
  name: string,
  node: SyntaxNode,
  line: number,
  doc: string | undefined,
  file: GoFile,
): Cls {
  const { fields, bases } = structOf(node, file);
  return {
    name,
    kind: 'struct',
    bases,
    decorators: [],
    methods: [],
    fields,
    body: [],
    nested: [],
    line,
    ...(doc === undefined ? {} : { doc }),
  };
}

/** Fields of a struct. An embedded type is a base, and a field named like it, as the language has it. */
export function structOf(node: SyntaxNode, file: GoFile): { fields: Field[]; bases: Expr[] } {
  const fields: Field[] = [];
  const bases: Expr[] = [];
  for (const declared of node.child('field_declaration_list')?.children ?? []) {
    if (declared.type !== 'field_declaration') continue;
    const typeNode = declared.at('type');
    if (typeNode === undefined) continue;
    const named = typeOf(typeNode, file);
    const type = declared.has('*') ? { ...named, optional: true as const } : named;
    const tag = declared.at('tag');
    const rest = {
      type,
      decorators: [],
      line: declared.line,
      ...(tag === undefined ? {} : { tag: stringOf(tag) }),
    };
    const names = declared.allAt('name').filter((name) => name.named);
    for (const name of names) fields.push({ name: name.text, ...rest });
    if (names.length > 0) continue;
    bases.push(typeName(type.name));
    fields.push({ name: type.name.slice(type.name.lastIndexOf('.') + 1), ...rest });
  }
  return { fields, bases };
}

/** An interface as a class: its methods without bodies; embedded interfaces are bases. */
export function interfaceClass(
  name: string,
  node: SyntaxNode,
  line: number,
  doc: string | undefined,
  file: GoFile,
): Cls {
  const methods: Fn[] = [];
  const bases: Expr[] = [];
  for (const part of node.parts) {
    if (part.type === 'method_elem' || part.type === 'method_spec') {
      methods.push({
        name: part.at('name')?.text ?? '',
        params: parametersOf(part.at('parameters'), file),
        body: [],
        decorators: [],
        ...returnsOf(part, file),
        line: part.line,
        endLine: part.endLine,
      });
    } else if (part.type === 'type_elem' && part.parts.length === 1) {
      bases.push(typeName(typeOf(part, file).name));
    }
  }
  return {
    name,
    kind: 'interface',
    bases,
    decorators: [],
    methods,
    fields: [],
    body: [],
    nested: [],
    line,
    ...(doc === undefined ? {} : { doc }),
  };
}

/** `pkg.Name` as an expression. */
export function typeName(name: string): Expr {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Expr>((of, part) => ({ t: 'member', of, name: part }), { t: 'name', v: first });
}

/** Parameters of a `parameter_list`. */
export function parametersOf(list: SyntaxNode | undefined, file: GoFile): Param[] {
  const params: Param[] = [];
  for (const declared of list?.parts ?? []) {
    const typeNode = declared.at('type');
    const type = typeNode === undefined ? undefined : typeOf(typeNode, file);
    const isRest = declared.type === 'variadic_parameter_declaration';
    const names = declared.allAt('name').filter((name) => name.named);
    for (const name of names.length > 0 ? names.map((node) => node.text) : ['_']) {
      params.push({
        name,
        ...(type === undefined ? {} : { type }),
        decorators: [],
        kind: isRest ? 'rest' : 'one',
      });
    }
  }
  return params;
}

/** The result of a function; the first of several, which is the one that is built. */
export function returnsOf(node: SyntaxNode, file: GoFile): { returns?: TypeRef } {
  const result = node.at('result');
  if (result === undefined) return {};
  if (result.type !== 'parameter_list') return { returns: typeOf(result, file) };
  const first = result.parts[0]?.at('type');
  return first === undefined ? {} : { returns: typeOf(first, file) };
}

/** What a type declaration makes: a class, or for any other type a function that hands on its argument, as a conversion does. */
export function declaredType(
  spec: SyntaxNode,
  commented: SyntaxNode,
  file: GoFile,
): { cls: Cls } | { fn: Fn } | null {
  const name = spec.at('name')?.text;
  const type = spec.at('type');
  if (name === undefined || type === undefined) return null;
  const doc = documentationOf(spec) ?? documentationOf(commented);
  switch (type.type) {
    case 'struct_type':
      return { cls: structClass(name, type, spec.line, doc, file) };
    case 'interface_type':
      return { cls: interfaceClass(name, type, spec.line, doc, file) };
    case 'type_identifier':
    case 'qualified_type':
    case 'generic_type':
    case 'pointer_type': {
      // A type that is named after another has its fields; whether it is a struct is told by the other's file.
      if (plainTypes.has(type.text)) break;
      const base = typeName(typeOf(type, file).name);
      return {
        cls: {
          name,
          kind: 'struct',
          bases: [base],
          decorators: [],
          methods: [],
          fields: [],
          body: [],
          nested: [],
          line: spec.line,
          ...(doc === undefined ? {} : { doc }),
        },
      };
    }
    default:
      break;
  }
  return {
    fn: {
      name,
      params: [{ name: 'value', type: typeOf(type, file), decorators: [], kind: 'one' }],
      body: [{ t: 'return', e: { t: 'name', v: 'value' }, line: spec.line }],
      decorators: [],
      line: spec.line,
      endLine: spec.endLine,
      ...(doc === undefined ? {} : { doc }),
    },
  };
}

/** Types whose conversion changes nothing that matters for a route. */
export const plainTypes: ReadonlySet<string> = new Set(
  (
    'string bool byte rune error any int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 ' +
    'complex64 complex128'
  ).split(' '),
);
