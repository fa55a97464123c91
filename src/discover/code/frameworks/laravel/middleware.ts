/** What Laravel's middleware asks for: `auth:sanctum`, `can:update,post`, classes of the project, aliases of them. */
import type { SightedAuth } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue, Value } from '../../machine/values.ts';
import { itemsOf, known, nameOf } from '../../machine/values.ts';
import { authBy, authOfGuard, joinAuth, schemeOf } from '../../routes/auth-names.ts';

const open =
  /^(?:guest|web|api|throttle|bindings|cache|cors|signed\.relative|substitute|encrypt|verified_if|locale)|csrf|^RedirectIfAuthenticated/i;

/** What one middleware asks for; null when it asks for nothing. */
export function authOfMiddleware(
  value: Value,
  machine: Machine,
  aliases: ReadonlyMap<string, Value>,
): SightedAuth | null {
  if (value.t === 'list')
    return joinAuth(value.items.flatMap((one) => authOfMiddleware(one, machine, aliases) ?? []));
  const cls = value.t === 'class' ? value : null;
  if (cls !== null) return authOfClass(cls, machine);
  const word = known(value);
  if (word === null) {
    const name = nameOf(value);
    return open.test(name.split('\\').at(-1) ?? name) ? null : authOfGuard(value);
  }
  const [name = '', given = ''] = word.split(':');
  if (open.test(name)) return null;
  const reason = `middleware ${word}`;
  const own = aliases.get(name);
  if (name === 'auth') {
    const guards = given.split(',').filter((one) => one !== '');
    const scheme =
      guards.length === 0 || guards.includes('web')
        ? 'session'
        : guards.some((one) => /sanctum|api|jwt|passport|token/.test(one))
          ? 'bearer'
          : schemeOf(given) === 'unknown'
            ? 'session'
            : schemeOf(given);
    return authBy('required', scheme, word, reason);
  }
  if (name === 'auth.basic' || name === 'auth.basic.once') return authBy('required', 'basic', word, reason);
  if (name === 'signed') return authBy('required', 'signature', word, reason);
  if (
    /^(?:can|role|roles|permission|permissions|role_or_permission|ability|abilities|scope|scopes|verified|password\.confirm|client)$/.test(
      name,
    )
  )
    return authBy(
      'required',
      /^(?:scope|client|abilit)/.test(name) ? 'oauth2' : 'session',
      word,
      reason,
      given === '' ? [] : given.split(/[,|]/).slice(0, 16),
    );
  if (own !== undefined) {
    const found = authOfMiddleware(own, machine, new Map());
    if (found !== null) return found;
  }
  return authOfGuard({ t: 'external', from: '', name: word });
}

function authOfClass(cls: ClassValue, machine: Machine): SightedAuth | null {
  if (open.test(cls.cls.name)) return null;
  const byName = authOfGuard({ t: 'external', from: '', name: cls.cls.name });
  if (byName !== null) return byName;
  const handle =
    machine.methodOf(cls, 'handle') ?? machine.methodOf(cls, 'process') ?? machine.methodOf(cls, '__invoke');
  return handle === undefined ? null : authOfGuard({ ...handle, fn: { ...handle.fn, name: cls.cls.name } });
}

/** Names of middleware by what the kernel or `withMiddleware` calls them. */
export function aliasesOf(machine: Machine): Map<string, Value> {
  return machine.notes('laravel aliases', () => {
    const aliases = new Map<string, Value>();
    for (const cls of machine.classes('php')) {
      if (cls.cls.name !== 'Kernel') continue;
      for (const field of cls.cls.fields) {
        if (
          !/^(?:routeMiddleware|middlewareAliases|middlewareGroups)$/.test(field.name) ||
          field.value === undefined
        )
          continue;
        const value = machine.evaluate(field.value, machine.envOf(cls));
        if (value.t === 'map')
          for (const [name, one] of value.entries)
            aliases.set(name, one.t === 'list' ? { ...one, items: [...itemsOf(one)] } : one);
      }
    }
    return aliases;
  });
}
