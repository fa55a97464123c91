/** Methods of a class with the declarations that they override: annotations may stand on any of them. */
import type { Param } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Env, FnValue } from '../../machine/values.ts';
import { bound, type PlacedType, type TypeBindings } from './generics.ts';

/** One method as the class answers with it. */
export interface MethodGroup {
  /** The nearest declaration first: the class's own, then those of superclasses and interfaces. */
  readonly declared: readonly { readonly fn: FnValue; readonly cls: ClassValue }[];
}

/** A parameter of a method with what its overridden declarations say of it. */
export interface HandlerParam {
  readonly param: Param;
  /** Declarations in the class and its interfaces, the nearest first. */
  readonly declared: readonly { readonly param: Param; readonly env: Env }[];
  /** Its type, type parameters replaced. */
  readonly type: PlacedType;
}

/** The parameters of a method. */
export function handlerParams(group: MethodGroup, bindings: TypeBindings): readonly HandlerParam[] {
  const [own] = group.declared;
  if (own === undefined) return [];
  return own.fn.fn.params.map((param, at) => ({
    param,
    declared: group.declared.flatMap(({ fn }) => {
      const other = fn.fn.params[at];
      return other === undefined ? [] : [{ param: other, env: fn.env }];
    }),
    type: bound({ type: param.type ?? { name: '', args: [] }, env: own.fn.env }, bindings.get(own.cls.cls)),
  }));
}

/** All methods of a class, inherited ones too; overloads are apart. */
export function methodGroups(
  machine: Machine,
  cls: ClassValue,
  bindings: TypeBindings,
): readonly MethodGroup[] {
  const groups = new Map<string, { fn: FnValue; cls: ClassValue }[][]>();
  for (const one of machine.lineage(cls)) {
    const env = machine.envOf(one);
    for (const method of one.cls.methods) {
      if (method.name === 'constructor' || method.isStatic === true) continue;
      const fn: FnValue = { t: 'fn', fn: method, env, file: one.file, self: one };
      const key = `${method.name}/${String(method.params.length)}`;
      const same = groups.get(key) ?? [];
      groups.set(key, same);
      const group = same.find(
        (all) =>
          all.every((other) => other.cls !== one) &&
          all.some((other) => overrides(other, { fn, cls: one }, bindings)),
      );
      if (group === undefined) same.push([{ fn, cls: one }]);
      else group.push({ fn, cls: one });
    }
  }
  return [...groups.values()].flat().map((declared) => ({ declared }));
}

interface Declared {
  readonly fn: FnValue;
  readonly cls: ClassValue;
}

/** The same types, as far as they are written; a type parameter of the overridden method's class fits any. */
function overrides(a: Declared, b: Declared, bindings: TypeBindings): boolean {
  return b.fn.fn.params.every((param, at) => {
    const own = a.fn.fn.params[at]?.type?.name ?? '';
    const other = param.type?.name ?? '';
    if (last(own) === last(other)) return true;
    return (
      [...(b.cls.cls.typeParams ?? []), ...(a.cls.cls.typeParams ?? [])].some(
        (one) => one === other || one === own,
      ) || bindings.get(b.cls.cls)?.has(other) === true
    );
  });
}

const last = (name: string): string => name.split('.').at(-1) ?? name;
