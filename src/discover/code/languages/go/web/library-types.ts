/** Types and functions of libraries, through the names and aliases that a project gives them. */
import type { Expr, TypeRef } from '../../../ir.ts';
import type { Machine } from '../../../machine/machine.ts';
import type { Env, External, Value } from '../../../machine/values.ts';
import { typeName } from '../types.ts';

const aliasesMax = 4;

/**
 * The library's type that a reference names, through types of the project that are only another name for it; null when it is none.
 *
 * @example
 * libraryType({ name: 'gin.Context', args: [] }, env, machine) // from 'github.com/gin-gonic/gin', name 'Context'
 */
export function libraryType(type: TypeRef | undefined, env: Env, machine: Machine): External | null {
  if (type === undefined || type.name.startsWith('[') || type.name === 'map' || type.name === 'func')
    return null;
  return libraryValue(machine.evaluate(typeName(type.name), env), machine);
}

function libraryValue(given: Value, machine: Machine): External | null {
  let value = given;
  for (let left = aliasesMax; left > 0; left -= 1) {
    if (value.t === 'external') return value.from === '' ? null : value;
    if (value.t !== 'class' || value.cls.fields.length > 0 || value.cls.kind !== 'struct') return null;
    const [base] = machine.bases(value);
    if (base === undefined) return null;
    value = base;
  }
  return null;
}

/** Is it a member of a library? */
export const isFrom = (value: Value, library: RegExp, name: string): boolean =>
  value.t === 'external' && value.name === name && library.test(value.from);

/** What an expression of an argument was written as, without the packages: `requireLogin`, `h.List`. */
export function lastName(expr: Expr): string {
  switch (expr.t) {
    case 'name':
      return expr.v;
    case 'member':
      return expr.name;
    case 'call':
      return lastName(expr.fn);
    case 'spread':
      return lastName(expr.of);
    default:
      return '';
  }
}
