/** TypeScript's types: references, and the shapes that are written in place. */
import type { Cls, Expr, Field, Fn, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { keyText } from './literals.ts';
import type { Lowering } from './lowering.ts';

const unknownType: TypeRef = { name: 'unknown', args: [] };
const plain = (name: string): TypeRef => ({ name, args: [] });

/** Lowers a type or a type annotation. A shape in place (`{ a: string }`) becomes an interface of its own. */
export function lowerType(node: SyntaxNode | undefined, lowering: Lowering): TypeRef | undefined {
  switch (node?.type) {
    case undefined:
      return undefined;
    case 'type_annotation':
    case 'parenthesized_type':
    case 'readonly_type':
    case 'optional_type':
    case 'rest_type':
    case 'constraint':
      return lowerType(node.parts[0], lowering);
    case 'predefined_type':
    case 'type_identifier':
    case 'nested_type_identifier':
    case 'identifier':
    case 'member_expression':
    case 'this_type':
      return plain(node.text);
    case 'generic_type':
      return { name: node.at('name')?.text ?? '', args: typeArguments(node.at('type_arguments'), lowering) };
    case 'array_type':
      return { name: 'Array', args: [lowerType(node.parts[0], lowering) ?? unknownType] };
    case 'tuple_type':
      return { name: 'Array', args: [unknownType] };
    case 'union_type':
      return unionType(node, lowering);
    case 'intersection_type':
      return lowering.lift(node, shapeOf(node, lowering));
    case 'object_type':
      return lowering.lift(node, shapeOf(node, lowering));
    case 'literal_type':
      return literalType(node.children[0]);
    case 'template_literal_type':
      return plain('string');
    case 'type_query':
      return plain(`typeof ${node.parts[0]?.text ?? ''}`);
    case 'function_type':
      return plain('Function');
    case 'type_predicate':
    case 'type_predicate_annotation':
      return plain('boolean');
    default:
      return unknownType;
  }
}

/** Type arguments in order. */
export const typeArguments = (node: SyntaxNode | undefined, lowering: Lowering): readonly TypeRef[] =>
  node?.parts.map((part) => lowerType(part, lowering) ?? unknownType) ?? [];

function literalType(value: SyntaxNode | undefined): TypeRef {
  switch (value?.type) {
    case 'string':
      return plain('string');
    case 'number':
    case 'unary_expression':
      return plain('number');
    case 'true':
    case 'false':
      return plain('boolean');
    default:
      return plain(value?.text ?? 'unknown');
  }
}

function unionType(node: SyntaxNode, lowering: Lowering): TypeRef {
  const members: TypeRef[] = [];
  let optional = false;
  const add = (part: SyntaxNode): void => {
    if (part.type === 'union_type') for (const inner of part.parts) add(inner);
    else {
      const type = lowerType(part, lowering) ?? unknownType;
      if (type.name === 'null' || type.name === 'undefined') optional = true;
      else if (!members.some((one) => one.name === type.name && one.args.length === 0)) members.push(type);
      optional ||= type.optional === true;
    }
  };
  add(node);
  const [first] = members;
  const type = members.length === 1 && first !== undefined ? first : { name: '|', args: members };
  return optional ? { ...type, optional: true } : type;
}

type Shape = Omit<Cls, 'name' | 'line'>;

/** The fields and methods of an interface body, an object type, or an intersection of them; other types become bases. */
export function shapeOf(node: SyntaxNode | undefined, lowering: Lowering): Shape {
  const fields: Field[] = [];
  const methods: Fn[] = [];
  const bases: Expr[] = [];
  const add = (part: SyntaxNode): void => {
    switch (part.type) {
      case 'object_type':
      case 'interface_body':
        for (const member of part.parts) addMember(member, fields, methods, lowering);
        break;
      case 'intersection_type':
      case 'parenthesized_type':
        for (const inner of part.parts) add(inner);
        break;
      default: {
        const type = lowerType(part, lowering);
        if (type !== undefined) bases.push(typeExpression(type));
      }
    }
  };
  if (node !== undefined) add(node);
  return { kind: 'interface', bases, decorators: [], methods, fields, body: [], nested: [] };
}

function addMember(member: SyntaxNode, fields: Field[], methods: Fn[], lowering: Lowering): void {
  const key = member.at('name');
  const name = key === undefined ? null : keyText(key);
  if (name === null) return;
  if (member.type === 'property_signature') {
    const type = lowerType(member.at('type'), lowering) ?? unknownType;
    const optional = member.has('?');
    fields.push({
      name,
      type: optional ? { ...type, optional: true } : type,
      decorators: [],
      line: member.line,
    });
  } else if (member.type === 'method_signature') {
    methods.push({ name, params: [], body: [], decorators: [], line: member.line, endLine: member.endLine });
  }
}

/** A type as an expression, generic arguments as an index: `Repository<User>` is `Repository[User]`. */
export function typeExpression(type: TypeRef): Expr {
  const of: Expr = type.name
    .split('.')
    .slice(1)
    .reduce<Expr>((of, name) => ({ t: 'member', of, name }), {
      t: 'name',
      v: type.name.split('.', 1)[0] ?? '',
    });
  if (type.args.length === 0) return of;
  const keys = type.args.map(typeExpression);
  const [only] = keys;
  return { t: 'index', of, key: keys.length === 1 && only !== undefined ? only : { t: 'list', items: keys } };
}
