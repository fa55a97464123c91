/** Values from @nestjs/config: `configService.get('app.prefix')` is what `registerAs('app', () => ({ prefix: ... }))` gave. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, External, Value } from '../../machine/values.ts';
import { arg, entryOf, itemsOf, known } from '../../machine/values.ts';

interface Settings {
  readonly named: Map<string, Value>;
  readonly loaded: Value[];
}

const settingsOf = (machine: Machine): Settings =>
  machine.notes<Settings>('nestjs-config', () => ({ named: new Map(), loaded: [] }));

/** Notes what is registered or loaded; gives the registered factory as it is. */
export function configurationCall(callee: External, site: CallSite, machine: Machine): Value | undefined {
  if (callee.from !== '@nestjs/config') return undefined;
  const settings = settingsOf(machine);
  const name = known(arg(site, 0));
  const factory = arg(site, 1);
  if (callee.name === 'registerAs' && name !== null && factory?.t === 'fn') {
    settings.named.set(name, machine.invoke(factory, []));
    return factory;
  }
  if (callee.name === 'ConfigModule.forRoot') {
    for (const one of itemsOf(entryOf(arg(site, 0), 'load'))) {
      if (one.t === 'fn') settings.loaded.push(machine.invoke(one, []));
    }
  }
  return undefined;
}

/** `get('app.prefix')`, `getOrThrow('prefix')`, `get('PREFIX', 'api')` of something that nobody made. */
export function configurationRead(name: string, site: CallSite, machine: Machine): Value | undefined {
  if (name !== 'get' && name !== 'getOrThrow') return undefined;
  const key = known(arg(site, 0));
  if (key === null || key.includes('/')) return undefined;
  const { named, loaded } = settingsOf(machine);
  const [first = '', ...rest] = key.split('.');
  const inner = named.get(first);
  for (const [start, path] of [
    [inner, rest] as const,
    ...loaded.map((one) => [one, [first, ...rest]] as const),
  ]) {
    let found: Value | undefined = start;
    for (const part of path) found = entryOf(found, part);
    if (found !== undefined && path.length > 0) return found;
  }
  return undefined;
}
