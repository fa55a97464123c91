/** Annotations and attributes as framework models ask for them: by simple name and library, seen through annotations that the project composes. */
import type { Decorator } from '../../ir.ts';
import type { Env } from '../../machine/values.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, DecoratorSite, FnValue, Value } from '../../machine/values.ts';
import { itemsOf, known, named, optionsOf, positional, textsOf } from '../../machine/values.ts';

/** One annotation, evaluated. */
export interface Annotation {
  /** `GetMapping` */
  readonly name: string;
  /** Package and class as imported, or '' when a wildcard import or a neighbour gives it. */
  readonly from: string;
  readonly line: number;
  readonly site: DecoratorSite;
  /** The project's own annotation through which this one came, with the values written at its use. */
  readonly via: DecoratorSite | null;
}

const composedDepthMax = 3;

/** The annotations of something declared, and those that the project's own annotations among them stand for. */
export function annotationsOf(
  machine: Machine,
  declared: { readonly decorators: readonly Decorator[] },
  env: Env,
): readonly Annotation[] {
  if (declared.decorators.length === 0) return [];
  return expand(machine, machine.decoratorsIn(declared, env), null, 0);
}

/** Annotations of a class. */
export const classAnnotations = (machine: Machine, cls: ClassValue): readonly Annotation[] =>
  annotationsOf(machine, cls.cls, cls.env);

/** Annotations of a method. */
export const methodAnnotations = (machine: Machine, fn: FnValue): readonly Annotation[] =>
  annotationsOf(machine, fn.fn, fn.env);

function expand(
  machine: Machine,
  sites: readonly DecoratorSite[],
  via: DecoratorSite | null,
  depth: number,
): Annotation[] {
  const all: Annotation[] = [];
  for (const site of sites) {
    const { callee } = site;
    all.push({
      name: simpleName(site.decorator),
      from: callee.t === 'external' ? callee.from : '',
      line: site.line,
      site,
      via,
    });
    // An annotation of the project: what it is annotated with holds for what it annotates.
    if (callee.t === 'class' && callee.cls.decorators.length > 0 && depth < composedDepthMax) {
      all.push(...expand(machine, machine.decorators(callee), via ?? site, depth + 1));
    }
  }
  return all;
}

function simpleName({ name }: Decorator): string {
  return name.t === 'name' ? name.v : name.t === 'member' ? name.name : '';
}

/** The first annotation of one of some names. */
export const findAnnotation = (
  all: readonly Annotation[],
  ...names: readonly string[]
): Annotation | undefined => all.find((one) => names.includes(one.name));

/**
 * A value of an annotation: by any of its names (`path`, `value`), or the one without a name when `value` is among them. An annotation
 * that was composed takes what is written at its use, when it is not told itself.
 */
export function valueOf(annotation: Annotation, ...names: readonly string[]): Value | undefined {
  return (
    valueAt(annotation.site, names) ?? (annotation.via === null ? undefined : valueAt(annotation.via, names))
  );
}

function valueAt(site: DecoratorSite, names: readonly string[]): Value | undefined {
  for (const name of names) {
    const found = named(site, name) ?? (name === 'value' ? positional(site)[0] : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value as known texts; those that are not known are left out. */
export const textsIn = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((one) => textsOf(one).flatMap((text) => known(text) ?? []));

/** The first known text of a value. */
export const textOf = (value: Value | undefined): string | null => textsIn(value)[0] ?? null;

/** `RequestMethod.GET`, `GET`, a list of them: the last names. */
export function constantsIn(value: Value | undefined): readonly string[] {
  return itemsOf(value)
    .flatMap(optionsOf)
    .flatMap((one) => {
      if (one.t === 'external') return [(one.name === '' ? one.from : one.name).split('.').at(-1) ?? ''];
      if (one.t === 'member') return [one.name];
      const text = known(one);
      return text === null ? [] : [text];
    });
}

/** Is a value `false`? */
export const isFalse = (value: Value | undefined): boolean => value?.t === 'const' && value.v === false;

/**
 * Does it come from one of these packages? What a wildcard import gives has no package of its own: then the file's wildcard imports tell.
 *
 * @example
 * isFrom(machine, annotation, ['jakarta.ws.rs', 'javax.ws.rs']);
 */
export function isFrom(machine: Machine, annotation: Annotation, packages: readonly string[]): boolean {
  const { from, site } = annotation;
  const within = (name: string): boolean =>
    packages.some((one) => name === one || name.startsWith(`${one}.`));
  if (from !== '') return within(from);
  if (site.callee.t !== 'external') return false;
  const { name } = site.callee;
  if (within(name)) return true;
  const module = machine.project.modules.get(site.file);
  return (
    module?.body.some(
      (one) => one.t === 'import' && one.from.endsWith('.*') && within(one.from.slice(0, -2)),
    ) === true
  );
}
