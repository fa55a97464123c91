/** Who may call a resource, beyond its own annotations: Quarkus settings by path, Dropwizard's `@Auth`, annotations that bind filters. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import { authBy, schemeOf } from '../../routes/auth-names.ts';
import type { Machine } from '../../machine/machine.ts';
import { type Annotation, annotationsOf, findAnnotation } from '../classes/annotations.ts';
import type { HandlerParam } from '../classes/members.ts';
import { type Settings, setting, settingsOf } from '../java/settings.ts';
import { pathFits } from '../java/ant-paths.ts';

/** `@Auth User user`: refused without; `@Auth Optional<User>`: looked at. */
export function parameterAuth(machine: Machine, params: readonly HandlerParam[]): SightedAuth | null {
  for (const one of params) {
    const annotations = one.declared.flatMap(({ param, env }) => annotationsOf(machine, param, env));
    const auth = findAnnotation(annotations, 'Auth');
    if (auth === undefined) continue;
    const optional = one.type.type.optional === true;
    return authBy(optional ? 'optional' : 'required', 'unknown', 'Auth', `@Auth ${one.type.type.name}`);
  }
  return null;
}

/** An annotation of the project that binds a filter, when its name speaks of access. */
export function boundAuth(annotations: readonly Annotation[]): SightedAuth | null {
  const binding = annotations.find((one) => one.name === 'NameBinding' && one.via !== null);
  const name = binding?.via?.decorator.name;
  const simple = name?.t === 'name' ? name.v : name?.t === 'member' ? name.name : '';
  if (!/auth|secur|login|token|jwt|signed|protect|role/i.test(simple)) return null;
  return authBy('required', schemeOf(simple), simple, `@${simple} binds a filter`);
}

/** `quarkus.http.auth.permission.NAME.paths` and `.policy`. The path that fits most exactly decides. */
export function settingsAuth(
  machine: Machine,
  file: string,
  method: string,
  path: string,
): SightedAuth | null {
  const settings = settingsOf(machine).for(file);
  let best: { readonly length: number; readonly auth: SightedAuth } | null = null;
  for (const name of permissionNames(settings)) {
    const told = (key: string): string | null =>
      setting(settings, `quarkus.http.auth.permission.${name}${key}`);
    const methods = told('.methods');
    if (methods !== null && !methods.split(',').some((one) => one.trim().toUpperCase() === method)) continue;
    const policy = told('.policy') ?? '';
    for (const pattern of (told('.paths') ?? '').split(',').map((one) => one.trim())) {
      // A last star stands for all that follows.
      if (pattern === '' || !pathFits(pattern.replace(/\/\*$/, '/**'), path)) continue;
      if (best !== null && best.length >= pattern.length) continue;
      best = { length: pattern.length, auth: policyAuth(policy, pattern) };
    }
  }
  return best?.auth ?? null;
}

const policyAuth = (policy: string, pattern: string): SightedAuth =>
  policy === 'permit'
    ? authBy('none', 'unknown', policy, `${pattern}: permit`)
    : authBy(
        'required',
        'unknown',
        policy,
        `${pattern}: ${policy}`,
        policy === 'authenticated' || policy === 'deny' ? [] : [policy],
      );

function permissionNames(settings: Settings): readonly string[] {
  const names = new Set<string>();
  for (const key of settings.keys()) {
    const name = /^quarkus\.http\.auth\.permission\.("[^"]+"|[^.]+)\.paths$/.exec(key)?.[1];
    if (name !== undefined) names.add(name);
  }
  return [...names];
}
