/** Registered routes and resources, and the actions that serve them. */
import type { ParameterType, SightedAuth, SightedParameter } from '../../../../model/sighting.ts';
import { singular } from '../../languages/ruby/inflections.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, FnValue, TextValue, Value } from '../../machine/values.ts';
import { known, nameOf, text } from '../../machine/values.ts';
import { joinAuth } from '../../routes/auth-names.ts';
import { joinPaths, parsePath, type PathPattern } from '../../routes/template.ts';
import { collector, handlerReads, placeOf, ruleFields } from '../php/request-reads.ts';
import { controllerAuth } from './controllers.ts';
import { aliasesOf, authOfMiddleware } from './middleware.ts';
import { id, type Pending, stateOf } from './state.ts';

/** Only parameters at the end may be left out: `{genre?}/songs` asks for both. */
function laravelPath(path: TextValue): PathPattern {
  const at = path.parts.length - 1;
  return parsePath(
    text(
      ...path.parts.map((part, index) => {
        if (typeof part !== 'string') return part;
        const ending = index === at ? (/(?:(?:^|\/)\{\w+(?::\w+)?\?\})+\/?$/.exec(part)?.[0] ?? '') : '';
        return part.slice(0, part.length - ending.length).replaceAll('?}', '}') + ending;
      }),
    ),
    'brace',
  );
}

interface Handler {
  readonly cls: ClassValue | null;
  readonly fn: FnValue | null;
  readonly name: string | null;
  readonly action: string | null;
}

/** Adds all that was registered. */
export function addPending(machine: Machine): void {
  for (const one of stateOf(machine).pending) {
    if (one.kind === 'route') add(machine, one, one.methods, one.path, handlerOf(machine, one, null));
    else addResource(machine, one);
  }
}

const actions: readonly (readonly [
  action: string,
  methods: readonly string[],
  path: 'all' | 'create' | 'item' | 'edit',
])[] = [
  ['index', ['GET'], 'all'],
  ['create', ['GET'], 'create'],
  ['store', ['POST'], 'all'],
  ['show', ['GET'], 'item'],
  ['edit', ['GET'], 'edit'],
  ['update', ['PUT', 'PATCH'], 'item'],
  ['destroy', ['DELETE'], 'item'],
];

function addResource(machine: Machine, one: Pending): void {
  const name = known(one.path);
  if (name === null) return;
  const slash = name.lastIndexOf('/');
  const folder = slash < 0 ? '' : `/${name.slice(0, slash)}`;
  const parts = name.slice(slash + 1).split('.');
  const last = parts.at(-1) ?? '';
  const word = (part: string): string => one.parameters.get(part) ?? singular(part).replaceAll('-', '_');
  const before = parts
    .slice(0, -1)
    .map((part) => `/${part}/{${word(part)}}`)
    .join('');
  const isSingle = one.kind === 'singleton';
  for (const [action, methods, where] of actions) {
    if (
      isSingle &&
      (action === 'index' || (!one.isCreatable && ['create', 'store', 'destroy'].includes(action)))
    )
      continue;
    if (one.isApi && (action === 'create' || action === 'edit')) continue;
    if (one.only !== null && !one.only.includes(action)) continue;
    if (one.except?.includes(action) === true) continue;
    const isItem = where === 'item' || where === 'edit';
    const base = `${folder}${one.isShallow && isItem ? '' : before}/${last}`;
    const item = isSingle ? base : `${base}/{${word(last)}}`;
    const path =
      where === 'all'
        ? base
        : where === 'create'
          ? `${base}/create`
          : where === 'edit'
            ? `${item}/edit`
            : item;
    add(machine, one, methods, text(path), handlerOf(machine, one, action));
  }
}

/** What serves a route: `[X::class, 'm']`, `X::class`, `'X@m'`, a closure, a method of the group's controller. */
function handlerOf(machine: Machine, one: Pending, action: string | null): Handler {
  const value = one.action;
  const of = (cls: Value | undefined, name: string): Handler => {
    if (cls?.t === 'class')
      return { cls, fn: machine.methodOf(cls, name) ?? null, name: `${cls.cls.name}@${name}`, action: name };
    return { cls: null, fn: null, name: cls === undefined ? null : `${nameOf(cls)}@${name}`, action: name };
  };
  if (value?.t === 'map') {
    const uses = value.entries.get('uses') ?? value.entries.get('0');
    if (uses !== undefined) return handlerOf(machine, { ...one, action: uses }, action);
  }
  if (value?.t === 'fn')
    return { cls: null, fn: value, name: value.fn.name === '' ? null : value.fn.name, action: null };
  if (action !== null) {
    const told = known(value);
    return of(told === null ? value : classNamed(machine, one, told), action);
  }
  if (value?.t === 'list') return of(value.items[0], known(value.items[1]) ?? '__invoke');
  if (value?.t === 'class') return of(value, '__invoke');
  const told = known(value);
  if (told !== null) {
    const [cls = '', method] = told.split('@');
    if (method !== undefined) return of(classNamed(machine, one, cls), method);
    if (one.group.controller !== null) return of(one.group.controller, told);
    const single = classNamed(machine, one, told);
    return single.t === 'class' ? of(single, '__invoke') : { cls: null, fn: null, name: told, action: null };
  }
  return { cls: null, fn: null, name: value === undefined ? null : nameOf(value), action: null };
}

function classNamed(machine: Machine, one: Pending, name: string): Value {
  const { namespace } = one.group;
  const clean = name.replace(/^\\/, '');
  for (const full of [
    ...(namespace === null ? [] : [`${namespace.replace(/^\\/, '')}\\${clean}`]),
    clean.includes('\\') ? clean : '',
    `App\\Http\\Controllers\\${clean}`,
  ]) {
    if (full === '') continue;
    const found = machine.lookup(`\\${full}`, one.site.env);
    if (found.t === 'class') return found;
  }
  return { t: 'external', from: name, name: '' };
}

function add(
  machine: Machine,
  one: Pending,
  methods: readonly string[],
  path: TextValue,
  { cls, fn, name, action }: Handler,
): void {
  const { group, attributes, site } = one;
  const own = joinPaths(parsePath(attributes.prefix, 'brace'), laravelPath(path));
  const aliases = aliasesOf(machine);
  const skipped = new Set(attributes.without);
  const auths: SightedAuth[] = attributes.middleware.flatMap(
    (value) => authOfMiddleware(value, machine, aliases) ?? [],
  );
  if (cls !== null && action !== null) auths.push(...controllerAuth(cls, action, machine));
  const auth = joinAuth(auths);
  const types = new Map<string, ParameterType>([
    ...stateOf(machine).types,
    ...group.types,
    ...attributes.types,
  ]);
  const pathNames = own.segments
    .flat()
    .flatMap((part) => (typeof part === 'object' && 'name' in part ? [part.name] : []));
  const typed: SightedParameter[] = pathNames.flatMap((param) => {
    const type = types.get(param);
    return type === undefined ? [] : [{ name: param, in: 'path' as const, type, required: true }];
  });
  const isUnknown = cls !== null && fn === null;
  if (isUnknown)
    machine.unresolved({
      what: name ?? '',
      why: 'the controller has no such method',
      framework: id,
      file: site.file,
      line: site.line,
    });
  for (const verb of methods) {
    const { found, add: collect } = collector(new Set(pathNames));
    if (fn !== null) {
      formRequests(fn, verb, machine, collect);
      handlerReads(fn, cls, verb, collect, machine);
    }
    group.scope.route({
      methods: [verb],
      path: own,
      file: fn?.file ?? site.file,
      line: fn?.fn.line ?? site.line,
      handler: name,
      params: [...typed, ...found],
      guards: auth === null ? [] : [{ value: text('middleware'), auth, order: 0 }],
      // `withoutMiddleware('auth')` opens what the groups around close.
      auth: [...skipped].some((word) => word.startsWith('auth')) ? auth : null,
      purpose: fn?.fn.doc === undefined ? null : { text: fn.fn.doc, from: 'comment' },
      confidence: isUnknown ? 0.6 : 1,
    });
  }
}

/** Fields of form requests among the parameters of an action. */
function formRequests(
  fn: FnValue,
  verb: string,
  machine: Machine,
  add: ReturnType<typeof collector>['add'],
): void {
  for (const param of fn.fn.params) {
    if (param.type === undefined) continue;
    const cls = machine.classOf(param.type, fn.env);
    const rules = cls === null ? undefined : machine.methodOf(cls, 'rules');
    if (cls === null || rules === undefined) continue;
    machine.attempt(
      5_000,
      () =>
        ruleFields(
          machine.invoke({ ...rules, self: { t: 'instance', of: cls, fields: new Map() } }, []),
          placeOf(verb),
          add,
        ),
      () => true,
    );
  }
}
