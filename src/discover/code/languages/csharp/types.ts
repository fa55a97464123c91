/** C# types as written. */
import type { Expr, TypeRef } from '../../ir.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Names } from '../class-names.ts';

/** Reads a type: arrays are `Array<T>`, `T?` and `Nullable<T>` are an optional `T`. */
export function lowerType(node: SyntaxNode | undefined, names: Names): TypeRef {
  if (node === undefined) return { name: '', args: [] };
  switch (node.type) {
    case 'identifier':
      return { name: names.type(node.text), args: [] };
    case 'generic_name': {
      const name = node.child('identifier')?.text ?? '';
      const args = node.child('type_argument_list')?.parts.map((one) => lowerType(one, names)) ?? [];
      const [only] = args;
      if (name === 'Nullable' && only !== undefined) return { ...only, optional: true };
      return { name: names.type(name), args };
    }
    case 'qualified_name':
    case 'alias_qualified_name': {
      const last = lowerType(node.at('name') ?? node.parts.at(-1), names);
      const before = (node.at('qualifier') ?? node.parts[0])?.text.replace('global::', '') ?? '';
      return { name: `${before}.${last.name.split('.').at(-1) ?? ''}`, args: last.args };
    }
    case 'nullable_type':
      return { ...lowerType(node.at('type') ?? node.parts[0], names), optional: true };
    case 'array_type':
      return { name: 'Array', args: [lowerType(node.at('type') ?? node.parts[0], names)] };
    case 'implicit_type':
      return { name: 'var', args: [] };
    case 'ref_type':
    case 'scoped_type':
      return lowerType(node.at('type') ?? node.parts.at(-1), names);
    default:
      return { name: node.text.slice(0, 100), args: [] };
  }
}

/** A type where a value stands: `new T()`, `typeof(T)`, a base. Type arguments are `index` on the name. */
export function typeExpr(type: TypeRef): Expr {
  const [first = '', ...rest] = type.name.split('.');
  let of: Expr = { t: 'name', v: first };
  for (const part of rest) of = { t: 'member', of, name: part };
  if (type.args.length === 0) return of;
  const args = type.args.map(typeExpr);
  const [only] = args;
  return { t: 'index', of, key: only !== undefined && args.length === 1 ? only : { t: 'list', items: args } };
}
