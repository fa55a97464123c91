/** What type parameters stand for in the classes that a class extends: `Users extends Base<UserDto>` makes `T` of `Base` a `UserDto`. */
import type { Cls, Expr, TypeRef } from '../../ir.ts';
import type { Env } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue } from '../../machine/values.ts';

/** A type with the names that are visible where it was written. */
export interface PlacedType {
  readonly type: TypeRef;
  readonly env: Env;
}

/** For each class of a lineage, what its type parameters stand for. */
export type TypeBindings = ReadonlyMap<Cls, ReadonlyMap<string, PlacedType>>;

const depthMax = 16;

/** Binds the type parameters of all classes and interfaces that a class extends. */
export function bindTypes(machine: Machine, cls: ClassValue): TypeBindings {
  const all = new Map<Cls, ReadonlyMap<string, PlacedType>>();
  const visit = (one: ClassValue, depth: number): void => {
    if (depth > depthMax) return;
    const own = all.get(one.cls) ?? new Map<string, PlacedType>();
    for (const base of one.cls.bases) {
      const value = machine.classOf(base.t === 'index' ? base.of : base, one.env);
      if (value === null || all.has(value.cls)) continue;
      const args = base.t !== 'index' ? [] : base.key.t === 'list' ? base.key.items : [base.key];
      const params = value.cls.typeParams ?? [];
      const bound = new Map<string, PlacedType>();
      params.forEach((param, at) => {
        const arg = args[at];
        if (arg === undefined) return;
        const type = typeOfExpr(arg);
        bound.set(param, own.get(type.name) ?? { type, env: one.env });
      });
      all.set(value.cls, bound);
      visit(value, depth + 1);
    }
  };
  visit(cls, 0);
  return all;
}

/** A type written where a value stands, as a type. */
export function typeOfExpr(expr: Expr): TypeRef {
  if (expr.t === 'name') return { name: expr.v, args: [] };
  if (expr.t === 'member') return { name: `${typeOfExpr(expr.of).name}.${expr.name}`, args: [] };
  if (expr.t === 'index') {
    const args = expr.key.t === 'list' ? expr.key.items : [expr.key];
    return { name: typeOfExpr(expr.of).name, args: args.map(typeOfExpr) };
  }
  return { name: '', args: [] };
}

/** A type with its type parameters replaced, also within its arguments one level deep. */
export function bound(placed: PlacedType, params: ReadonlyMap<string, PlacedType> | undefined): PlacedType {
  if (params === undefined || params.size === 0) return placed;
  const whole = params.get(placed.type.name);
  if (whole !== undefined) return whole;
  const [first] = placed.type.args;
  const inner = first === undefined ? undefined : params.get(first.name);
  return inner === undefined ? placed : { type: { ...placed.type, args: [inner.type] }, env: inner.env };
}
