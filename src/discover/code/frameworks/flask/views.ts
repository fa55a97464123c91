/** Views of Flask as routes: functions, classes with a method for each verb, resources. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  DecoratorSite,
  FnValue,
  RouteScope,
  Value,
} from '../../machine/values.ts';
import { itemsOf, known, named, nameOf, textsOf } from '../../machine/values.ts';
import { joinAuth } from '../../routes/auth-names.ts';
import { parsePath } from '../../routes/template.ts';
import { authsOf, guardOf, guardsBelow, purposeOf } from '../python/guards.ts';
import { attributeOf, verbMethods, viewOf } from '../python/views.ts';
import { viewParameters } from './parameters.ts';

/** Adds a view: a function, a class with a method for each verb, a resource. */
export function addView(
  scope: RouteScope,
  site: CallSite,
  paths: readonly (Value | undefined)[],
  value: Value,
  registering: DecoratorSite | null,
  methods: readonly string[] | null,
  machine: Machine,
): void {
  const view = viewOf(value, machine);
  const patterns = paths.flatMap((path) => textsOf(path).map((text) => parsePath(text, 'angle')));
  for (const path of patterns) {
    const add = (
      fn: FnValue | null,
      verbsOf: readonly string[],
      name: string,
      auth: readonly SightedAuth[],
      doc?: string,
    ): void => {
      const joined = joinAuth([...view.auth, ...auth]);
      const params = fn === null ? [] : viewParameters(fn, machine.decorators(fn), machine);
      const reads = (method: string): boolean => method === 'GET' || method === 'HEAD';
      // A GET has no form and no body: what a view reads of them is for its other methods.
      const groups =
        verbsOf.some(reads) && !verbsOf.every(reads)
          ? [verbsOf.filter(reads), verbsOf.filter((one) => !reads(one))]
          : [verbsOf];
      for (const group of groups)
        scope.route({
          methods: group,
          path,
          kind: group[0] === 'WS' ? 'websocket' : 'rest',
          file: fn?.file ?? site.file,
          line: fn?.fn.line ?? site.line,
          handler: name,
          params: group.every(reads)
            ? params.filter((one) => one.in !== 'form' && one.in !== 'body')
            : params,
          guards: joined === null ? [] : [guardOf(scope, value, joined)],
          purpose: purposeOf(fn?.fn.doc ?? doc),
          deprecated: fn !== null && isDeprecated(fn, machine),
        });
    };
    const { target } = view;
    if (target === null) add(null, methods ?? ['GET'], view.name, []);
    else if (target.t === 'fn')
      add(
        target,
        methods ?? ofFunction(target, machine) ?? ['GET'],
        target.fn.name,
        guardsBelow(target, registering, machine),
      );
    else addClass(target, methods, registering, machine, add);
  }
}

/** `view.methods = [...]` on a function. */
const ofFunction = (fn: FnValue, machine: Machine): readonly string[] | null => {
  const set = machine.member(fn, 'methods');
  const all = set.t === 'list' ? set.items.flatMap((one) => known(one)?.toUpperCase() ?? []) : [];
  return all.length === 0 ? null : all;
};

const isDeprecated = (fn: FnValue, machine: Machine): boolean =>
  machine.decorators(fn).some((site) => {
    if (/(?:^|\.)deprecated$/.test(nameOf(site.callee))) return true;
    const flag = named(site, 'deprecated');
    return flag?.t === 'const' && flag.v === true;
  });

function addClass(
  cls: ClassValue,
  methods: readonly string[] | null,
  registering: DecoratorSite | null,
  machine: Machine,
  add: (
    fn: FnValue | null,
    verbsOf: readonly string[],
    name: string,
    auth: readonly SightedAuth[],
    doc?: string,
  ) => void,
): void {
  const ofClass = [
    ...guardsBelow(cls, registering, machine),
    ...['decorators', 'method_decorators'].flatMap((name) => {
      const all = attributeOf(cls, name, machine);
      return all?.t === 'map' ? [] : authsOf(itemsOf(all), machine);
    }),
  ];
  const byVerb = attributeOf(cls, 'method_decorators', machine);
  const own = verbMethods(cls, machine).filter(
    ({ fn }) => methods === null || methods.includes(fn.name.toUpperCase()),
  );
  for (const method of own) {
    const forVerb = byVerb?.t === 'map' ? authsOf(itemsOf(byVerb.entries.get(method.fn.name)), machine) : [];
    add(
      method,
      [method.fn.name.toUpperCase()],
      `${cls.cls.name}.${method.fn.name}`,
      [...ofClass, ...forVerb, ...guardsBelow(method, null, machine)],
      cls.cls.doc,
    );
  }
  if (own.length > 0) return;
  const dispatch = machine.methodOf(cls, 'dispatch_request');
  const declared = itemsOf(attributeOf(cls, 'methods', machine)).flatMap(
    (one) => known(one)?.toUpperCase() ?? [],
  );
  if (dispatch !== undefined)
    add(dispatch, methods ?? (declared.length > 0 ? declared : ['GET']), cls.cls.name, ofClass, cls.cls.doc);
}
