/** Nest's decorators as they are applied: those that a project's own decorator joins are laid out. */
import type { Machine } from '../../machine/machine.ts';
import type {
  ArgValue,
  CallSite,
  ClassValue,
  DecoratorSite,
  Env,
  FnValue,
  Value,
} from '../../machine/values.ts';
import type { Decorator } from '../../ir.ts';
import { known, nameOf } from '../../machine/values.ts';

/** A decorator of the framework, or of a library for it. */
export interface Applied {
  /** Last part of its name: `Get`, `UseGuards`, `SetMetadata`. */
  readonly name: string;
  /** Module it is from; '' for a project's own. */
  readonly from: string;
  readonly args: readonly ArgValue[];
  readonly line: number;
}

const depthMax = 6;

/** Decorators of a class or method. */
export const appliedTo = (target: FnValue | ClassValue, machine: Machine): readonly Applied[] =>
  machine.decorators(target).flatMap((site) => applied(site, machine));

/** Decorators of a parameter or field. */
export const appliedIn = (
  declared: { readonly decorators: readonly Decorator[] },
  env: Env,
  machine: Machine,
): readonly Applied[] => machine.decoratorsIn(declared, env).flatMap((site) => applied(site, machine));

function applied(site: DecoratorSite, machine: Machine): readonly Applied[] {
  return site.decorator.called
    ? ofCall(site.callee, site.args, site, machine, 0)
    : ofValue(site.callee, site, machine, 0);
}

function ofCall(
  callee: Value,
  args: readonly ArgValue[],
  site: CallSite,
  machine: Machine,
  depth: number,
): readonly Applied[] {
  const { line } = site;
  const own: Applied = {
    name: lastName(callee),
    from: callee.t === 'external' ? callee.from : '',
    args,
    line,
  };
  if (own.name === 'applyDecorators')
    return args.flatMap((one) => ofValue(one.value, site, machine, depth + 1));
  if (callee.t !== 'fn' || depth > depthMax) return [own];
  // A decorator of the project: itself, and what it is made of.
  const made = machine.invoke({ ...callee }, args);
  return [
    { ...own, name: callee.fn.name === '' ? written(site, own.name) : callee.fn.name },
    ...ofValue(made, site, machine, depth + 1),
  ];
}

function ofValue(value: Value, site: CallSite, machine: Machine, depth: number): readonly Applied[] {
  if (depth > depthMax) return [];
  switch (value.t) {
    case 'result':
      return ofCall(value.callee, value.args, site, machine, depth);
    case 'either':
      return value.options.flatMap((one) => ofValue(one, site, machine, depth + 1));
    case 'list':
      return value.items.flatMap((one) => ofValue(one, site, machine, depth + 1));
    case 'external':
    case 'member':
      return [
        { name: lastName(value), from: value.t === 'external' ? value.from : '', args: [], line: site.line },
      ];
    default:
      return [];
  }
}

const written = (site: CallSite, otherwise: string): string => {
  const decorator = 'decorator' in site ? (site as DecoratorSite).decorator : null;
  return decorator?.name.t === 'name' ? decorator.name.v : otherwise;
};

const lastName = (value: Value): string => nameOf(value).split('.').at(-1) ?? '';

/** Text of the first argument, or null. */
export const firstText = (one: Applied): string | null => known(one.args[0]?.value);
