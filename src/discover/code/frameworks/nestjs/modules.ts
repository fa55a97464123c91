/** Nest's tree of modules: which controllers an application serves, under which path, behind which global guards and middleware. */
import type { Machine } from '../../machine/machine.ts';
import type { CallSite, ClassValue, Model, Value } from '../../machine/values.ts';
import { entryOf, itemsOf, model, nameOf, optionsOf, positional } from '../../machine/values.ts';
import { appliedTo } from './decorators.ts';

/** Id of the models of Nest. */
export const nestId = 'nestjs';

/** A controller in its module. */
export interface Seated {
  readonly controller: ClassValue;
  /** Path that RouterModule gives to its module. */
  readonly under: readonly Value[];
}

/** Middleware that a module's `configure` applies. */
export interface AppliedMiddleware {
  readonly values: readonly Value[];
  readonly routes: readonly Value[];
  readonly excluded: readonly Value[];
}

/** What a tree of modules holds. */
export interface ModuleTree {
  readonly controllers: readonly Seated[];
  readonly guards: readonly Value[];
  readonly middleware: readonly AppliedMiddleware[];
}

const modulesMax = 2_000;

/** Walks the modules from the root. */
export function moduleTree(root: Value, machine: Machine): ModuleTree {
  const controllers: Seated[] = [];
  const guards: Value[] = [];
  const middleware: AppliedMiddleware[] = [];
  const paths = new Map<ClassValue['cls'], readonly Value[]>();
  const seen = new Set<object>();
  const waiting: Value[] = [root];
  const gathered: { readonly cls: ClassValue | null; readonly parts: Value }[] = [];
  for (let next = waiting.pop(); next !== undefined && seen.size < modulesMax; next = waiting.pop()) {
    for (const value of optionsOf(next)) {
      const module = unfolded(value, machine);
      const key = module.t === 'class' ? module.cls : module;
      if (seen.has(key)) continue;
      seen.add(key);
      if (module.t === 'list') waiting.push(...module.items);
      else if (module.t === 'map') {
        gathered.push({ cls: null, parts: module });
        waiting.push(...imports(module));
        const inner = module.entries.get('module');
        if (inner !== undefined) waiting.push(inner);
      } else if (module.t === 'class') {
        for (const one of appliedTo(module, machine)) {
          const parts = one.args[0]?.value;
          if (one.name !== 'Module' || parts === undefined) continue;
          gathered.push({ cls: module, parts });
          waiting.push(...imports(parts));
        }
        middleware.push(...configured(module, machine));
      } else if (
        module.t === 'result' &&
        /RouterModule\.(?:register|forRoutes)$/.test(nameOf(module.callee))
      ) {
        routerPaths(module.args[0]?.value, [], paths, machine);
      }
    }
  }
  for (const { cls, parts } of gathered) {
    const owner = cls ?? classIn(entryOf(parts, 'module'), machine);
    const under = owner === null ? [] : (paths.get(owner.cls) ?? []);
    for (const one of itemsOf(entryOf(parts, 'controllers')).flatMap(optionsOf)) {
      const controller = classIn(one, machine);
      if (controller !== null && !controllers.some((other) => other.controller.cls === controller.cls))
        controllers.push({ controller, under });
    }
    for (const provider of itemsOf(entryOf(parts, 'providers')).flatMap(optionsOf)) {
      const token = entryOf(provider, 'provide');
      if (token === undefined || !nameOf(token).endsWith('APP_GUARD')) continue;
      const guard =
        entryOf(provider, 'useClass') ?? entryOf(provider, 'useExisting') ?? entryOf(provider, 'useValue');
      if (guard !== undefined) guards.push(guard);
      const factory = entryOf(provider, 'useFactory');
      if (factory?.t === 'fn') guards.push(machine.invoke(factory, []));
    }
  }
  return { controllers, guards, middleware };
}

const imports = (parts: Value): readonly Value[] => itemsOf(entryOf(parts, 'imports'));

/** `forwardRef(() => UsersModule)`, lazily loaded modules, and the class of a dynamic module's maker outside of the project. */
function unfolded(value: Value, machine: Machine): Value {
  if (value.t === 'module') return machine.moduleValue(value.file);
  if (value.t === 'fn') return machine.invoke(value, []);
  if (value.t !== 'result') return value;
  const [first] = value.args.map((one) => one.value);
  if (nameOf(value.callee).endsWith('forwardRef') && first?.t === 'fn') return machine.invoke(first, []);
  // `class UsersModule extends ConfigurableModuleClass`; `UsersModule.register()` of the base
  if (value.callee.t === 'member' && value.callee.of.t === 'class') return value.callee.of;
  return value;
}

function classIn(value: Value | undefined, machine: Machine): ClassValue | null {
  if (value === undefined) return null;
  const found = unfolded(value, machine);
  return found.t === 'class' ? found : null;
}

function routerPaths(
  list: Value | undefined,
  before: readonly Value[],
  paths: Map<ClassValue['cls'], readonly Value[]>,
  machine: Machine,
): void {
  for (const one of itemsOf(list)) {
    const direct = classIn(one, machine);
    if (direct !== null) {
      paths.set(direct.cls, before);
      continue;
    }
    const path = entryOf(one, 'path');
    const under = path === undefined ? before : [...before, path];
    const module = classIn(entryOf(one, 'module'), machine);
    if (module !== null) paths.set(module.cls, under);
    if (before.length < 12) routerPaths(entryOf(one, 'children'), under, paths, machine);
  }
}

/** Runs `configure(consumer)` of a module. */
function configured(module: ClassValue, machine: Machine): readonly AppliedMiddleware[] {
  const configure = machine.methodOf(module, 'configure');
  if (configure === undefined) return [];
  const found: AppliedMiddleware[] = [];
  const consumer = model(nestId, 'consumer', null, { found, values: [], excluded: [] });
  machine.invoke({ ...configure, self: module }, [consumer]);
  return found;
}

/** Methods of the consumer: `apply(A).exclude('x').forRoutes('y')`. */
export function consumerMethod(self: Model, name: string, site: CallSite): Value | undefined {
  const given = positional(site).flatMap(itemsOf);
  const found = self.data.get('found') as AppliedMiddleware[];
  const values = self.data.get('values') as readonly Value[];
  const excluded = self.data.get('excluded') as readonly Value[];
  switch (name) {
    case 'apply':
      return model(nestId, 'consumer', null, { found, values: given, excluded: [] });
    case 'exclude':
      return model(nestId, 'consumer', null, { found, values, excluded: [...excluded, ...given] });
    case 'forRoutes':
      found.push({ values, routes: given, excluded });
      return self;
    default:
      return undefined;
  }
}
