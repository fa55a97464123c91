/** What the settings of a Django project say of routes and of who may call. */
import type { Module } from '../../ir.ts';
import type { Machine } from '../../machine/machine.ts';
import type { MapValue, Value } from '../../machine/values.ts';
import { itemsOf, known } from '../../machine/values.ts';

/** Settings of the whole project, read once. */
export interface DjangoSettings {
  /** Files named as ROOT_URLCONF. */
  readonly rootUrlconfs: readonly string[];
  /** Settings were found at all. */
  readonly found: boolean;
  /** DEFAULT_PERMISSION_CLASSES of DRF; null when not set. */
  readonly permissions: readonly Value[] | null;
  /** DEFAULT_AUTHENTICATION_CLASSES of DRF; null when not set. */
  readonly authentications: readonly Value[] | null;
  /** Dotted names in MIDDLEWARE. */
  readonly middleware: readonly string[];
}

/** Reads the settings modules: those that set ROOT_URLCONF, REST_FRAMEWORK or MIDDLEWARE. */
export function readSettings(machine: Machine): DjangoSettings {
  const rootUrlconfs = new Set<string>();
  const middleware = new Set<string>();
  let permissions: readonly Value[] | null = null;
  let authentications: readonly Value[] | null = null;
  let found = false;
  for (const module of machine.project.modules.values()) {
    if (module.language !== 'python' || /(?:^|[/_])tests?(?:[/_.]|$)/.test(module.file)) continue;
    const env = machine.moduleEnv(module.file);
    const own = (name: string): Value | undefined => {
      const value = env.own(name);
      return value === undefined || 'binding' in value ? undefined : value;
    };
    const root = known(own('ROOT_URLCONF'));
    if (root !== null) {
      found = true;
      for (const file of machine.project.find(root, module)) rootUrlconfs.add(file);
    }
    const rest = own('REST_FRAMEWORK');
    if (rest?.t === 'map') {
      permissions ??= classesIn(rest, 'DEFAULT_PERMISSION_CLASSES', module, machine);
      authentications ??= classesIn(rest, 'DEFAULT_AUTHENTICATION_CLASSES', module, machine);
      found = true;
    }
    for (const one of itemsOf(own('MIDDLEWARE'))) {
      const name = known(one);
      if (name !== null) middleware.add(name);
    }
  }
  return {
    rootUrlconfs: [...rootUrlconfs],
    found,
    permissions,
    authentications,
    middleware: [...middleware],
  };
}

/** Classes named by import path: those of the project as such. */
function classesIn(map: MapValue, key: string, module: Module, machine: Machine): readonly Value[] | null {
  const value = map.entries.get(key);
  if (value === undefined) return null;
  return itemsOf(value).map((one) => {
    const name = known(one);
    const dot = name?.lastIndexOf('.') ?? -1;
    if (name === null || dot < 0) return one;
    const [file] = machine.project.find(name.slice(0, dot), module);
    return (file === undefined ? undefined : machine.exportOf(file, name.slice(dot + 1))) ?? one;
  });
}
