/** What a parameter of a FastAPI endpoint is marked as: `Query(...)`, `Depends(...)`, as a default or within `Annotated`. */
import type { Param } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ArgValue, ClassValue, Env, Value } from '../../machine/values.ts';
import { arg, named } from '../../machine/values.ts';
import { externalName, lastName } from '../python/names.ts';
import { nameExprOf } from '../python/types.ts';

/** A marker with its arguments. */
export interface Marker {
  /** `Query`, `Path`, `Header`, `Cookie`, `Form`, `File`, `Body`, `Depends`, `Security`. */
  readonly name: string;
  readonly args: readonly ArgValue[];
}

const names = /^(?:Query|Path|Header|Cookie|Form|File|Body|Depends|Security)$/;

/** The marker that a value is, or null. */
export function markerOf(value: Value): Marker | null {
  if (value.t !== 'result') return null;
  const name = externalName(value.callee);
  if (name === null || !names.test(lastName(name))) return null;
  return { name: lastName(name), args: value.args };
}

/** A parameter as FastAPI sees it. */
export interface Declared {
  readonly marker: Marker | null;
  /** The class that the hint names, when it is one of the project. */
  readonly cls: ClassValue | null;
  /** What the hint names, as a value. */
  readonly type: Value | null;
  /** It has a default, or may be `None`. */
  readonly optional: boolean;
  /** The hint is a list or other collection of what `cls` is. */
  readonly isCollection: boolean;
}

/** Reads a parameter's hint and default. */
export function declaredBy(param: Param, env: Env, machine: Machine): Declared {
  const value = param.otherwise === undefined ? null : machine.evaluate(param.otherwise, env);
  let marker = value === null ? null : markerOf(value);
  const ownDefault = marker === null && value !== null;
  let markerDefault = false;
  if (marker !== null && !/^(?:Depends|Security)$/.test(marker.name)) {
    const first = arg(marker, 0) ?? named(marker, 'default') ?? named(marker, 'default_factory');
    markerDefault = first !== undefined && !(first.t === 'unknown');
  }
  for (const site of machine.decoratorsIn(param, env)) {
    const name = externalName(site.callee);
    if (marker === null && name !== null && names.test(lastName(name)))
      marker = { name: lastName(name), args: site.args };
  }
  let type: Value | null =
    param.type === undefined ? null : machine.evaluate(nameExprOf(param.type.name), env);
  let optional = ownDefault || markerDefault || param.type?.optional === true;
  // An alias: `CurrentUser = Annotated[User, Depends(get_current_user)]`.
  if (type?.t === 'result' && /(?:^|\.)Annotated$/.test(externalName(type.callee) ?? '')) {
    const [of, ...rest] = type.args;
    for (const one of rest) marker ??= markerOf(one.value);
    if (of?.value.t === 'either') optional ||= true;
    type = of?.value ?? null;
  }
  if (type?.t === 'either') type = type.options.find((one) => one.t !== 'const') ?? null;
  let isCollection = false;
  if (type?.t !== 'class' && param.type !== undefined && param.type.args.length > 0) {
    const collection = /^(?:list|List|set|Set|tuple|Tuple|Sequence|Iterable|frozenset)$/.test(
      lastName(param.type.name),
    );
    const [inner] = param.type.args;
    if (inner !== undefined && (collection || lastName(param.type.name) === 'Union')) {
      isCollection = collection;
      const of = machine.evaluate(nameExprOf(inner.name), env);
      if (of.t === 'class') type = of;
    }
  }
  return { marker, cls: type?.t === 'class' ? type : null, type, optional, isCollection };
}
