/** Who may call a view: permission and authentication classes of DRF, mixins and decorators of Django. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import { walkFn } from '../../ir-walk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, DecoratorSite, FnValue, Value } from '../../machine/values.ts';
import { arg, itemsOf, known, named, nameOf } from '../../machine/values.ts';
import { authBy, joinAuth, schemeOf } from '../../routes/auth-names.ts';
import { authOfPython, decoratorValue } from '../python/guards.ts';
import { externalName, lastName } from '../python/names.ts';
import { attributeOf } from '../python/views.ts';
import type { DjangoSettings } from './settings.ts';

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Name of a class that is given as such, by import path, or combined with others. */
const className = (value: Value): string =>
  value.t === 'class' ? value.cls.name : lastName(known(value) ?? externalName(value) ?? nameOf(value));

/** Is it a view of DRF? Its permissions have a default. */
export const isRestView = (cls: ClassValue, machine: Machine): boolean =>
  machine.extendsExternal(
    cls,
    (from, name) =>
      /rest_framework|^drf|knox|dj_rest_auth/.test(from) || /APIView$|ViewSet$/.test(lastName(name)),
  );

/** What permission classes ask for a method. */
function ofPermissions(
  classes: readonly Value[],
  schemes: readonly Value[] | null,
  method: string,
  machine: Machine,
): SightedAuth | null {
  const names = classes.flatMap((value) => (value.t === 'either' ? value.options : [value])).map(className);
  if (names.every((name) => name === 'AllowAny'))
    return authBy(
      'none',
      'unknown',
      'AllowAny',
      names.length === 0 ? 'permission_classes are empty' : 'permission AllowAny',
    );
  const asking = names.filter((name) => name !== 'AllowAny');
  const readsAreOpen = asking.every((name) => isReadOnly(name, classes, machine));
  const isOneOf = classes.some(
    (value) => value.t === 'either' && value.options.some((one) => className(one) === 'AllowAny'),
  );
  const demand = isOneOf || (readsAreOpen && safe.has(method)) ? 'optional' : 'required';
  const schemeNames = (schemes ?? []).map(className);
  const reason = `permission ${asking.join(', ')}`;
  if (schemeNames.length === 0) {
    const [first = 'permission'] = asking;
    return authBy(
      demand,
      schemeOf(asking.join(' ').replace(/IsAuthenticated\w*/g, '')),
      first,
      reason,
      asking.filter((name) => !name.startsWith('IsAuthenticated')),
    );
  }
  return {
    demand,
    schemes: schemeNames.slice(0, 6).map((name) => ({
      scheme: schemeOf(name),
      name,
      scopes: asking.filter((one) => !one.startsWith('IsAuthenticated')).slice(0, 8),
    })),
    reason,
  };
}

/** A permission that lets everybody read: by its name, or by what it compares with. */
function isReadOnly(name: string, classes: readonly Value[], machine: Machine): boolean {
  if (/ReadOnly|ReadAny/.test(name)) return true;
  const cls = classes.find((value) => value.t === 'class' && value.cls.name === name);
  if (cls?.t !== 'class') return false;
  const fn = machine.methodOf(cls, 'has_permission');
  let found = false;
  if (fn !== undefined)
    walkFn(fn.fn, {
      expr(expr) {
        if (
          (expr.t === 'name' && expr.v === 'SAFE_METHODS') ||
          (expr.t === 'member' && expr.name === 'SAFE_METHODS')
        )
          found = true;
      },
    });
  return found;
}

/** What a class-based view asks for a method. */
export function authOfView(
  cls: ClassValue,
  method: string,
  handler: FnValue | null,
  settings: DjangoSettings,
  machine: Machine,
): SightedAuth | null {
  const all: SightedAuth[] = [];
  for (const one of machine.lineage(cls))
    for (const base of machine.bases(one)) {
      const name = externalName(base);
      if (
        name !== null &&
        /(?:LoginRequired|PermissionRequired|UserPassesTest|StaffRequired|SuperuserRequired|AccessMixin)\w*$/.test(
          lastName(name),
        )
      )
        all.push(
          authBy(
            'required',
            'session',
            lastName(name),
            `mixin ${lastName(name)}`,
            scopesIn(attributeOf(cls, 'permission_required', machine)),
          ),
        );
    }
  for (const one of machine.lineage(cls)) all.push(...authOfDecorators(machine.decorators(one), machine));
  const dispatch = machine.methodOf(cls, 'dispatch');
  if (dispatch !== undefined) all.push(...authOfDecorators(machine.decorators(dispatch), machine));
  if (handler !== null) all.push(...authOfDecorators(machine.decorators(handler), machine));
  const joined = joinAuth(all);
  if (!isRestView(cls, machine)) return joined;
  const own = handler === null ? null : actionPermissions(handler, machine);
  const classes = own ?? permissionsOf(cls, machine) ?? settings.permissions;
  const schemes = listOf(attributeOf(cls, 'authentication_classes', machine)) ?? settings.authentications;
  const asked =
    classes === 'unclear'
      ? null
      : classes !== null
        ? ofPermissions(classes, schemes, method, machine)
        : settings.found
          ? authBy('none', 'unknown', 'AllowAny', 'the default permission AllowAny')
          : null;
  return joined ?? asked;
}

const listOf = (value: Value | undefined): readonly Value[] | null =>
  value === undefined
    ? null
    : value.t === 'list'
      ? value.items
      : value.t === 'class' || value.t === 'external'
        ? [value]
        : null;

const scopesIn = (value: Value | undefined): readonly string[] =>
  itemsOf(value).flatMap((one) => known(one) ?? []);

/** `permission_classes`, or what `get_permissions` names. */
function permissionsOf(cls: ClassValue, machine: Machine): readonly Value[] | null | 'unclear' {
  const declared = listOf(attributeOf(cls, 'permission_classes', machine));
  const chosen = machine.methodOf(cls, 'get_permissions');
  if (chosen === undefined) return declared;
  const names: Value[] = [];
  walkFn(chosen.fn, {
    expr(expr) {
      if (expr.t !== 'name' && expr.t !== 'member') return;
      const name = expr.t === 'name' ? expr.v : expr.name;
      if (!/^(?:Is|Allow|Has|Can|Django)[A-Z]|Permission/.test(name) || name === 'permission_classes') return;
      const value = machine.evaluate(expr, chosen.env);
      if (value.t === 'class' || value.t === 'external') names.push(value);
    },
  });
  if (names.length === 0) return declared;
  const open = names.some((value) => className(value) === 'AllowAny');
  return open && names.some((value) => className(value) !== 'AllowAny') ? 'unclear' : names;
}

/** `@action(permission_classes=[...])`, `@permission_classes([...])` */
function actionPermissions(handler: FnValue, machine: Machine): readonly Value[] | null {
  for (const site of machine.decorators(handler)) {
    const name = lastName(externalName(site.callee) ?? '');
    if (name === 'permission_classes') return itemsOf(arg(site, 0));
    const given = named(site, 'permission_classes');
    if (given !== undefined) return itemsOf(given);
  }
  return null;
}

/** Decorators of Django; `method_decorator(x)` is `x`. */
export function authOfDecorators(sites: readonly DecoratorSite[], machine: Machine): readonly SightedAuth[] {
  return sites.flatMap((site) => {
    const name = lastName(externalName(site.callee) ?? nameOf(site.callee));
    if (name === 'method_decorator')
      return itemsOf(arg(site, 0)).flatMap((one) => authOfPython(one, machine) ?? []);
    if (
      /^(?:permission_classes|authentication_classes|csrf_exempt|csrf_protect|requires_csrf_token|action|api_view|extend_schema\w*|swagger_auto_schema|user_passes_test)$/.test(
        name,
      )
    )
      return name === 'user_passes_test'
        ? [authBy('required', 'session', name, 'guarded by user_passes_test')]
        : [];
    if (/^(?:staff_member_required|superuser_required|permission_required|login_required)$/.test(name))
      return [
        authBy(
          'required',
          'session',
          name,
          `guarded by ${name}`,
          name === 'permission_required' ? scopesIn(arg(site, 0)) : [],
        ),
      ];
    return authOfPython(decoratorValue(site), machine) ?? [];
  });
}

/** What a function view asks for. */
export function authOfFunction(
  fn: FnValue,
  method: string,
  settings: DjangoSettings,
  machine: Machine,
): SightedAuth | null {
  const sites = machine.decorators(fn);
  const joined = joinAuth(authOfDecorators(sites, machine));
  if (joined !== null) return joined;
  const isRest = sites.some((site) => lastName(externalName(site.callee) ?? '') === 'api_view');
  if (!isRest) return null;
  const schemes = sites.find(
    (site) => lastName(externalName(site.callee) ?? '') === 'authentication_classes',
  );
  const classes = actionPermissions(fn, machine) ?? settings.permissions;
  if (classes === null)
    return settings.found ? authBy('none', 'unknown', 'AllowAny', 'the default permission AllowAny') : null;
  return ofPermissions(
    classes,
    schemes === undefined ? settings.authentications : itemsOf(arg(schemes, 0)),
    method,
    machine,
  );
}
