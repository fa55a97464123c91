/**
 * Runs a project abstractly: top levels, then entry functions, then what nobody was seen to call. Calls into the project are inlined; calls out of it
 * are offered to the models. Steps, depth and repetition are bounded, so that it always ends.
 */
import type { Framework, Library } from '../frameworks/framework.ts';
import type {
  Cls,
  Decorator,
  Expr,
  Fn,
  Import,
  LanguageId,
  Module,
  Param,
  Pattern,
  Stmt,
  TypeRef,
} from '../ir.ts';
import { ScopeOf } from '../routes/scope.ts';
import { bind } from './bind.ts';
import { collectionMethod, eitherOf } from './collections.ts';
import { type Binding, EnvOf } from './env.ts';
import { either, evaluate } from './evaluate.ts';
import { registeringFunctions } from './registering.ts';
import type { CodeProject, Machine, NotTold } from './machine.ts';
import type {
  ArgValue,
  CallSite,
  ClassValue,
  DecoratorSite,
  Env,
  FnValue,
  Instance,
  Model,
  RouteScope,
  Value,
} from './values.ts';
import { fullNameOf, nameOf, text, unknown } from './values.ts';

/** Bounds of a run. */
export interface RunLimits {
  /** Expressions and statements in all. */
  readonly stepsMax: number;
  /** The same within one function that nobody was seen to call. */
  readonly orphanStepsMax: number;
  /** Steps that all calls of one function may take together, while they touch no framework's object: then it is not called any more. */
  readonly fruitlessStepsMax: number;
  /** Calls within calls. */
  readonly depthMax: number;
  /** Nested expressions. */
  readonly nestingMax: number;
  /** Run every closure that was made and never called, too: event handlers, components, the modules of a bundle. For code without routes. */
  readonly everything: boolean;
}

/** Default bounds. */
export const runLimits: RunLimits = {
  stepsMax: 40_000_000,
  orphanStepsMax: 200_000,
  fruitlessStepsMax: 20_000,
  depthMax: 40,
  nestingMax: 400,
  everything: false,
};

/** Calls of one function within each other, each with closures of its own. */
const nestedBuildersMax = 12;

/** What a run gave. */
export interface RunResult {
  readonly scopes: readonly RouteScope[];
  readonly unresolved: readonly NotTold[];
  /** The bound on steps was met: what came after it is missing. */
  readonly exhausted: boolean;
  /** Files that are imported by others. */
  readonly imported: ReadonlySet<string>;
  /** For what models noted. */
  readonly machine: Machine;
}

interface ModuleState {
  readonly module: Module;
  readonly env: Env;
  readonly exports: Map<string, Value>;
  readonly exportAll: string[];
  readonly stars: (readonly string[])[];
  ran: boolean;
}

/** Runs the modules of a project under the given models. */
export function runProject(
  project: CodeProject,
  frameworks: readonly Framework[],
  libraries: readonly Library[],
  limits: RunLimits = runLimits,
): RunResult {
  return new Runner(project, [...frameworks, ...libraries], limits).run();
}

const closuresMax = 50_000;

/** Thrown when the bound on steps is met. */
export class RunStopped extends Error {}

class Runner implements Machine {
  readonly project: CodeProject;
  readonly #models: readonly Library[];
  readonly #limits: RunLimits;
  readonly #states = new Map<string, ModuleState>();
  readonly #scopes: RouteScope[] = [];
  readonly #unresolved: NotTold[] = [];
  readonly #imported = new Set<string>();
  readonly #invoked = new Set<Fn>();
  readonly #closures: FnValue[] = [];
  readonly #stack: Fn[] = [];
  readonly #returns: Value[][] = [];
  readonly #notes = new Map<string, unknown>();
  readonly #receivers = new Map<string, FnValue[]>();
  readonly #named = new Map<string, FnValue[]>();
  /** Classes by full name (`Api::V1::User`, `App\\Http\\User`), for languages in which it means the same in every file. */
  readonly #qualified = new Map<string, ClassValue[]>();
  /** Files whose top level gives a constant of this name a value. */
  readonly #constants = new Map<string, string[]>();
  /** Files whose top level declares a class of this name. */
  readonly #declaring = new Map<string, string[]>();
  readonly #members = new WeakMap<object, Map<string, Value>>();
  readonly #classValues = new Map<Cls, ClassValue>();
  readonly #classEnvs = new Map<Cls, Env>();
  /** Steps that calls of a function took without touching a framework's object. */
  readonly #fruitless = new Map<Fn, number>();
  #touches = 0;
  readonly #lineages = new Map<Cls, readonly ClassValue[]>();
  #adopting = false;
  #steps = 0;
  #stepsMax: number;
  #inlines: ((fn: FnValue, args: readonly (Value | ArgValue)[]) => boolean) | null = null;
  #nesting = 0;
  /** Branches, handlers and loops around the statement that runs. */
  #branches = 0;

  constructor(project: CodeProject, models: readonly Library[], limits: RunLimits) {
    this.project = project;
    this.#models = models;
    this.#limits = limits;
    this.#stepsMax = limits.stepsMax;
  }

  run(): RunResult {
    let exhausted = false;
    const modules = [...this.project.modules.values()];
    const stage = (act: () => void): void => {
      try {
        act();
      } catch (error) {
        if (!(error instanceof RunStopped)) throw error;
        exhausted ||= this.#steps >= this.#limits.stepsMax;
        this.#stack.length = 0;
        this.#branches = 0;
        this.#returns.length = 0;
        this.#nesting = 0;
      }
    };
    for (const module of modules) this.#declare(module);
    for (const module of modules) stage(() => this.#runModule(module.file));
    for (const module of modules)
      for (const stmt of module.body)
        if (stmt.t === 'fn' && (stmt.fn.name === 'main' || stmt.fn.name === 'init'))
          stage(() => void this.invoke(this.#fnValue(stmt.fn, this.#stateOf(module.file).env), []));
    for (const cls of modules.flatMap((module) => this.#classesIn(module)))
      for (const one of this.#models) if (this.#speaks(one, cls.file)) stage(() => one.class?.(cls, this));
    for (const module of modules)
      for (const one of this.#models)
        if (one.languages.includes(module.language)) stage(() => one.module?.(module, this));
    this.#runOrphans(modules, stage);
    if (this.#limits.everything) this.#runClosures(stage);
    for (const one of this.#models) stage(() => one.finish?.(this));
    return {
      scopes: this.#scopes,
      unresolved: this.#unresolved,
      exhausted,
      imported: this.#imported,
      machine: this,
    };
  }

  /** Closures that nobody was seen to call; what they make is run in its turn. */
  #runClosures(stage: (act: () => void) => void): void {
    for (let at = 0; at < this.#closures.length && at < closuresMax; at += 1) {
      const closure = this.#closures[at];
      if (closure === undefined || this.#invoked.has(closure.fn)) continue;
      stage(() => {
        this.#stepsMax = Math.min(this.#limits.stepsMax, this.#steps + this.#limits.orphanStepsMax);
        this.invoke(closure, []);
      });
      this.#stepsMax = this.#limits.stepsMax;
    }
  }

  /** Functions that nobody was seen to call: factories first, then those that take a router. */
  #runOrphans(modules: readonly Module[], stage: (act: () => void) => void): void {
    const orphans = modules.flatMap((module) => this.#functionsIn(module));
    const registering = registeringFunctions(
      orphans.filter(({ file }) => this.#languageOf(file) === 'python'),
    );
    this.#adopting = true;
    for (const takesRouter of [false, true]) {
      for (const orphan of orphans) {
        if (this.#invoked.has(orphan.fn)) continue;
        if (!registering.has(orphan.fn) && this.#languageOf(orphan.file) === 'python') continue;
        const claimed = orphan.fn.params.some((param) => this.#adopt(param, orphan) !== undefined);
        if (claimed !== takesRouter) continue;
        if (
          !claimed &&
          (orphan.self !== null || orphan.fn.receiver !== undefined) &&
          !/route|init|setup|regist|mount|config|endpoint|handle|build|create|start|run|serve|new|app/i.test(
            orphan.fn.name,
          )
        )
          continue;
        stage(() => {
          this.#stepsMax = Math.min(this.#limits.stepsMax, this.#steps + this.#limits.orphanStepsMax);
          const received =
            orphan.fn.receiver === undefined ? null : this.classOf(orphan.fn.receiver.type, orphan.env);
          const of = received ?? orphan.self;
          const self = of?.t === 'class' ? this.instantiate(of, []) : of;
          if (this.#invoked.has(orphan.fn)) return;
          const args = orphan.fn.params
            .filter((param, at) => !(at === 0 && isSelf(param)))
            .map((param): Value => this.#adopt(param, orphan) ?? unknown(param.name));
          this.invoke({ ...orphan, self }, args);
        });
        this.#stepsMax = this.#limits.stepsMax;
      }
    }
    this.#adopting = false;
  }

  #adopt(param: Param, fn: FnValue): Model | undefined {
    const language = this.#languageOf(fn.file);
    for (const one of this.#models) {
      if (!one.languages.includes(language)) continue;
      const found = one.parameter?.(param, fn, this);
      if (found === undefined) continue;
      if (found.scope !== null) found.scope.isAdopted = true;
      return found;
    }
    return undefined;
  }

  #languageOf(file: string): LanguageId {
    return this.#stateOf(file).module.language;
  }

  #speaks(one: Library, file: string): boolean {
    return one.languages.includes(this.#languageOf(file));
  }

  #tick(): void {
    this.#steps += 1;
    if (this.#steps > this.#stepsMax) throw new RunStopped();
  }

  // Modules.

  #declare(module: Module): void {
    const env = new EnvOf<Value>(null, module.file);
    const state: ModuleState = { module, env, exports: new Map(), exportAll: [], stars: [], ran: false };
    this.#states.set(module.file, state);
    this.#hoist(module.body, env);
    for (const stmt of module.body) if (stmt.t === 'import') this.#import(stmt, state);
    const gather = (body: readonly Stmt[]): void => {
      for (const stmt of body) {
        if (stmt.t === 'fn') this.#register(this.#fnValue(stmt.fn, env));
        else if (stmt.t === 'class') {
          this.#registerClass(this.#classValue(stmt.class, env));
          push(this.#declaring, stmt.class.name, module.file);
          if (sameEverywhere(module.language)) this.#qualify(stmt.class, env, module.package);
        } else if (stmt.t === 'let' && stmt.to.t === 'name' && /^[A-Z]/.test(stmt.to.v))
          push(this.#constants, stmt.to.v, module.file);
        else if (stmt.t === 'block' && sameEverywhere(module.language)) gather(stmt.body);
      }
    };
    gather(module.body);
  }

  #register(value: FnValue): void {
    const { fn, file } = value;
    push(this.#named, fn.name, value);
    if (fn.receiver !== undefined) push(this.#receivers, `${folderOf(file)} ${fn.receiver.type}`, value);
  }

  #registerClass(value: ClassValue): void {
    const { cls } = value;
    const env = this.envOf(value);
    for (const method of cls.methods) {
      const fn: FnValue = { t: 'fn', fn: method, env, file: value.file, self: value };
      push(this.#named, method.name, fn);
      if (cls.kind === 'impl') push(this.#receivers, `impl ${cls.name}`, fn);
    }
    for (const inner of cls.nested) this.#registerClass(this.#classValue(inner, env));
  }

  #qualify(cls: Cls, env: Env, outer: string): void {
    const value = this.#classValue(cls, env);
    const between = this.#languageOf(env.file) === 'php' ? '\\' : '::';
    const name = outer === '' ? cls.name : `${outer}${between}${cls.name}`;
    push(this.#qualified, name, value);
    for (const inner of cls.nested) this.#qualify(inner, this.envOf(value), name);
  }

  /** What a name means that stands nowhere around: a class by its full name, seen from the classes around; in Ruby a method of `self`, too. */
  #everywhere(name: string, env: Env, language: LanguageId): Value | undefined {
    if (language === 'php') {
      if (!name.includes('\\')) {
        const [own] = this.#named.get(name)?.filter(({ self }) => self === null) ?? [];
        return own;
      }
      const full = name.replace(/^\\/, '');
      return this.#qualified.get(full)?.[0] ?? { t: 'external', from: full, name: '' };
    }
    if (!/^(?:::)?[A-Z]/.test(name)) {
      const self = env.get('self');
      if (self === undefined || 'binding' in self || (self.t !== 'class' && self.t !== 'instance'))
        return undefined;
      const found = this.member(self, name);
      return found.t === 'member' ? undefined : found;
    }
    const full = name.replace(/^::/, '');
    const between = full.lastIndexOf('::');
    for (const around of full === name ? [...nestingOf(env), ''] : ['']) {
      const whole = around === '' ? full : `${around}::${full}`;
      const found = this.#qualified.get(whole)?.[0];
      if (found !== undefined) return found;
      const owner = between < 0 ? around : whole.slice(0, whole.lastIndexOf('::'));
      const last = between < 0 ? full : full.slice(between + 2);
      for (const cls of this.#qualified.get(owner) ?? []) {
        const value = this.member(cls, last);
        if (value.t !== 'member') return value;
      }
    }
    for (const file of this.#constants.get(full) ?? []) {
      const own =
        this.#states.get(file)?.ran === true
          ? this.#states.get(file)?.env.own(full)
          : this.#runModule(file)?.env.own(full);
      if (own !== undefined) return this.#resolve(own);
    }
    return undefined;
  }

  #stateOf(file: string): ModuleState {
    const state = this.#states.get(file);
    if (state === undefined) throw new Error(`no module ${file}`);
    return state;
  }

  #runModule(file: string): ModuleState | undefined {
    const state = this.#states.get(file);
    if (state === undefined || state.ran) return state;
    state.ran = true;
    for (const stmt of state.module.body) {
      if (stmt.t !== 'import') continue;
      for (const found of this.project.find(stmt.from, state.module)) this.#runModule(found);
    }
    const { length } = this.#returns;
    this.#returns.push([]);
    this.execute(state.module.body, state.env);
    this.#returns.length = length;
    return state;
  }

  #import(stmt: Import, state: ModuleState): void {
    const files = this.project.find(stmt.from, state.module).filter((file) => file !== state.module.file);
    for (const file of files) this.#imported.add(file);
    for (const { name, as } of stmt.names) {
      if (as === '*') state.stars.push(files);
      else {
        const inner = this.#submodulesOf(stmt.from, name, state.module);
        for (const file of inner) this.#imported.add(file);
        const binding: Binding =
          files.length === 0 && inner.length > 0
            ? { binding: true, files: inner, from: stmt.from, name: '*' }
            : { binding: true, files, from: stmt.from, name };
        state.env.set(as, binding);
      }
    }
  }

  /** Python: `from shop import views` may mean a module of a package, and the package may be a folder without a file of its own. */
  #submodulesOf(from: string, name: string, module: Module): readonly string[] {
    if (module.language !== 'python' || name === '*') return [];
    return this.project.find(`${from}${from.endsWith('.') ? '' : '.'}${name}`, module);
  }

  moduleEnv(file: string): Env {
    return (this.#runModule(file) ?? this.#stateOf(file)).env;
  }

  exportOf(file: string, name: string): Value | undefined {
    return this.#exportOf(file, name, 0);
  }

  #exportOf(file: string, name: string, depth: number): Value | undefined {
    const state = this.#runModule(file);
    if (state === undefined || depth > 20) return undefined;
    if (state.module.language === 'javascript') {
      const direct = state.exports.get(name);
      if (direct !== undefined) return direct;
      const whole = state.exports.get('=');
      if (whole !== undefined) {
        if (name === 'default') return whole;
        const inner = this.member(whole, name);
        if (inner.t !== 'member') return inner;
      }
      for (const from of state.exportAll)
        for (const next of this.project.find(from, state.module)) {
          const found = this.#exportOf(next, name, depth + 1);
          if (found !== undefined) return found;
        }
      return undefined;
    }
    const own = state.env.own(name);
    if (own !== undefined) return this.#resolve(own, depth + 1);
    // Imports of one Java or C# file are not visible in another.
    if (this.#hasPackages(state.module.language)) return undefined;
    for (const next of this.project.beside(state.module)) {
      const beside = this.#runModule(next)?.env.own(name);
      if (beside !== undefined) return this.#resolve(beside, depth + 1);
    }
    // Modules may take all names of each other, and names of the whole from within it: what leads back to itself is not there.
    const key = `${file}\n${name}`;
    if (state.stars.length === 0 || this.#searched.has(key)) return undefined;
    this.#searched.add(key);
    let outside: Value | undefined;
    for (const next of state.stars.flat()) {
      const found = this.#exportOf(next, name, depth + 1);
      if (found === undefined) continue;
      if (found.t !== 'external') {
        this.#searched.delete(key);
        return found;
      }
      outside ??= found;
    }
    this.#searched.delete(key);
    return outside;
  }

  /** Names that are being looked for through the files that a file takes all names of. */
  readonly #searched = new Set<string>();

  moduleValue(file: string): Value {
    const state = this.#runModule(file);
    return state?.exports.get('=') ?? state?.exports.get('default') ?? { t: 'module', file };
  }

  #resolve(found: Value | Binding, depth = 0): Value {
    if (!('binding' in found)) return found;
    const { files, from, name } = found;
    const [first] = files;
    if (first === undefined || depth > 20)
      return { t: 'external', from, name: name === '*' || name === 'default' ? '' : name };
    if (name === '*') {
      // CommonJS: `require('./app')` is what was assigned to `module.exports`.
      const whole = this.#runModule(first)?.exports.get('=');
      return whole ?? { t: 'module', file: first };
    }
    for (const file of files) {
      const value = this.#exportOf(file, name, depth + 1);
      if (value !== undefined) return value;
    }
    if (name === 'default') return this.moduleValue(first);
    const state = this.#states.get(first);
    if (state !== undefined) {
      // A name of a package may be a module of it (Python: `from shop import views`).
      const inside = this.#submodule(first, name);
      if (inside !== undefined) return inside;
      for (const inner of [`${from}.${name}`, `${from}/${name}`]) {
        const [file] = this.project.find(inner, state.module).filter((one) => !files.includes(one));
        if (file !== undefined) return { t: 'module', file };
      }
    }
    return { t: 'external', from, name };
  }

  lookup(name: string, env: Env): Value {
    const found = env.get(name);
    const state = this.#states.get(env.file);
    if (found !== undefined) {
      const value = this.#resolve(found);
      // A method of a file's top level is called on the caller's `self`.
      if (
        value.t !== 'fn' ||
        value.self !== null ||
        value.fn.name === '' ||
        state?.module.language !== 'ruby'
      )
        return value;
      const self = env.get('self');
      return self === undefined || 'binding' in self ? value : { ...value, self };
    }
    if (state !== undefined && sameEverywhere(state.module.language)) {
      const value = this.#everywhere(name, env, state.module.language);
      return value ?? { t: 'external', from: '', name };
    }
    if (state !== undefined && this.#hasPackages(state.module.language)) {
      const declared = this.#inPackages(name, state);
      if (declared !== undefined) return declared;
    } else if (state !== undefined) {
      for (const files of state.stars)
        for (const file of files) {
          const value = this.exportOf(file, name);
          if (value !== undefined) return value;
        }
      for (const file of this.project.beside(state.module)) {
        const value = this.#runModule(file)?.env.own(name);
        if (value !== undefined) return this.#resolve(value);
      }
    }
    return { t: 'external', from: '', name };
  }

  #hasPackages(language: LanguageId): boolean {
    return language === 'java' || language === 'csharp';
  }

  /** A class that a neighbour or a wildcard import gives. Most names are declared nowhere: an index says so at once. */
  #inPackages(name: string, state: ModuleState): Value | undefined {
    const declaring = this.#declaring.get(name);
    if (declaring === undefined) return undefined;
    for (const files of [this.project.beside(state.module), ...state.stars])
      for (const file of declaring) {
        const own = files.includes(file) ? this.#runModule(file)?.env.own(name) : undefined;
        if (own !== undefined && !('binding' in own)) return own;
      }
    return undefined;
  }

  assignName(name: string, value: Value, env: Env): void {
    if (env.get(name) !== undefined || this.#languageOf(env.file) !== 'go') env.assign(name, value);
    else {
      const owner = this.#ownerOf(name, env.file);
      if (owner.own(name) === undefined) env.assign(name, value);
      else owner.set(name, value);
    }
  }

  /** The top level that declares a name, among the files of the same package; that of the file itself when none does. */
  #ownerOf(name: string, file: string): Env {
    const own = this.moduleEnv(file);
    if (own.own(name) !== undefined) return own;
    for (const next of this.project.beside(this.#stateOf(file).module)) {
      const env = this.#runModule(next)?.env;
      if (env?.own(name) !== undefined) return env;
    }
    return own;
  }

  // Statements.

  #hoist(body: readonly Stmt[], env: Env): void {
    for (const stmt of body) {
      if (stmt.t === 'fn' && stmt.fn.receiver === undefined) {
        const fn = this.#fnValue(stmt.fn, env);
        env.set(stmt.fn.name, fn);
        if (this.#limits.everything) this.#closures.push(fn);
      } else if (stmt.t === 'class' && stmt.class.kind !== 'impl') {
        const cls = this.#classValue(stmt.class, env);
        env.set(stmt.class.name, cls);
        if (this.#limits.everything) this.#closeOver(cls);
      }
    }
  }

  #closeOver(cls: ClassValue): void {
    for (const fn of cls.cls.methods)
      this.#closures.push({ t: 'fn', fn, env: this.envOf(cls), file: cls.file, self: cls });
  }

  execute(body: readonly Stmt[], env: Env): void {
    for (const stmt of body) this.#statement(stmt, env);
  }

  #statement(stmt: Stmt, env: Env): void {
    this.#tick();
    switch (stmt.t) {
      case 'expr':
        this.evaluate(stmt.e, env);
        return;
      case 'let': {
        const value =
          stmt.value === null
            ? (this.#declared(stmt.type, env) ?? unknown(stmt.to.t === 'name' ? stmt.to.v : 'value'))
            : this.evaluate(stmt.value, env);
        if (stmt.value === null && stmt.to.t === 'name' && env.own(stmt.to.v) !== undefined) return;
        if (this.#branches > 0 && isNothing(value) && this.#isSet(stmt.to, env)) return;
        bind(
          this,
          stmt.to,
          value,
          env,
          stmt.to.t === 'name' &&
            env.own(stmt.to.v) === undefined &&
            env.get(stmt.to.v) !== undefined &&
            this.#assigns(env)
            ? 'assign'
            : 'declare',
        );
        return;
      }
      case 'return':
        if (stmt.e !== null) this.#returns.at(-1)?.push(this.evaluate(stmt.e, env));
        return;
      case 'block':
        this.#hoist(stmt.body, env);
        this.#branches += 1;
        try {
          this.execute(stmt.body, env);
        } finally {
          this.#branches -= 1;
        }
        return;
      case 'each':
        this.#each(stmt, env);
        return;
      case 'fn':
        this.#decorate(this.#declaredFn(stmt.fn, env), stmt.fn.decorators, env);
        return;
      case 'class':
        this.#runClass(stmt.class, env);
        return;
      case 'import':
        // Imports inside of functions and branches; those at the top are there already.
        if (env.parent !== null || !this.#stateOf(env.file).module.body.includes(stmt)) {
          const state = this.#stateOf(env.file);
          this.#import(stmt, { ...state, env });
          for (const found of this.project.find(stmt.from, state.module)) this.#runModule(found);
        }
        return;
      case 'export': {
        const state = this.#stateOf(env.file);
        state.exports.set(stmt.name, this.evaluate(stmt.value, env));
        return;
      }
      case 'export-all':
        this.#stateOf(env.file).exportAll.push(stmt.from);
        return;
      default:
    }
  }

  /** Is something known there already? A branch that clears it (`except ImportError: plugin = None`) is the other way to run. */
  #isSet(to: Pattern, env: Env): boolean {
    if (to.t !== 'name') return false;
    const own = env.own(to.v);
    return own !== undefined && ('binding' in own || !isNothing(own));
  }

  /** In languages without declarations, a name that exists further out but inside the function is assigned. */
  #assigns(env: Env): boolean {
    const language = this.#languageOf(env.file);
    return language === 'ruby' || language === 'php';
  }

  #declaredFn(fn: Fn, env: Env): FnValue {
    const own = env.own(fn.name);
    if (own !== undefined && !('binding' in own) && own.t === 'fn' && own.fn === fn) return own;
    const value = this.#fnValue(fn, env);
    if (fn.receiver === undefined && fn.name !== '') env.set(fn.name, value);
    return value;
  }

  #each(stmt: Stmt & { readonly t: 'each' }, env: Env): void {
    const of = loopedOver(this.evaluate(stmt.of, env));
    const items: readonly Value[] =
      of.t === 'list' && of.items.length > 0
        ? of.items.slice(0, 500)
        : of.t === 'map' && of.entries.size > 0
          ? [...of.entries].map(
              ([key, value]): Value =>
                stmt.to.t === 'list' ? { t: 'list', items: [text(key), value], open: false } : text(key),
            )
          : [unknown(`item of ${of.t}`)];
    items.forEach((item, at) => {
      // Go's `for i, x := range list` binds two names, as PHP's `foreach ($list as $i => $x)` does.
      const pair =
        stmt.to.t === 'list' && of.t === 'list' && ['go', 'php'].includes(this.#languageOf(env.file));
      const value: Value = pair ? { t: 'list', items: [{ t: 'num', v: at }, item], open: false } : item;
      bind(this, stmt.to, value, env, 'declare');
      this.#hoist(stmt.body, env);
      this.execute(stmt.body, env);
    });
  }

  #runClass(cls: Cls, env: Env): void {
    const value = this.#classValue(cls, env);
    if (cls.kind !== 'impl') env.set(cls.name, value);
    const inner = this.envOf(value);
    for (const one of cls.nested) this.#runClass(one, inner);
    if (cls.body.length > 0) this.execute(cls.body, inner);
    this.#decorate(value, cls.decorators, env);
    for (const method of cls.methods)
      if (method.decorators.length > 0)
        this.#decorate(
          { t: 'fn', fn: method, env: inner, file: value.file, self: value },
          method.decorators,
          inner,
        );
  }

  #decorate(target: FnValue | ClassValue, decorators: readonly Decorator[], env: Env): void {
    if (decorators.length === 0) return;
    for (const site of this.#sites(decorators, env))
      for (const one of this.#models)
        if (this.#speaks(one, target.file) && one.decorated?.(site, target, this) === true) break;
  }

  decorators(target: FnValue | ClassValue): readonly DecoratorSite[] {
    const all = target.t === 'fn' ? target.fn.decorators : target.cls.decorators;
    return this.#sites(all, target.env);
  }

  decoratorsIn(declared: { readonly decorators: readonly Decorator[] }, env: Env): readonly DecoratorSite[] {
    return this.#sites(declared.decorators, env);
  }

  #sites(decorators: readonly Decorator[], env: Env): readonly DecoratorSite[] {
    return decorators.map((decorator) => ({
      callee: this.evaluate(decorator.name, env),
      args: decorator.args.map(
        ({ name, value }): ArgValue => ({
          ...(name === undefined ? {} : { name }),
          value: this.evaluate(value, env),
          expr: value,
        }),
      ),
      block: null,
      types: [],
      isNew: false,
      file: env.file,
      line: decorator.line,
      env,
      call: null,
      decorator,
    }));
  }

  // Expressions.

  evaluate(expr: Expr, env: Env): Value {
    this.#tick();
    if (this.#nesting >= this.#limits.nestingMax) return unknown('too deep');
    this.#nesting += 1;
    try {
      const value = evaluate(this, expr, env);
      if (this.#limits.everything) {
        if (expr.t === 'fn' && value.t === 'fn') this.#closures.push(value);
        else if (expr.t === 'class' && value.t === 'class') this.#closeOver(value);
      }
      return value;
    } finally {
      this.#nesting -= 1;
    }
  }

  member(of: Value, name: string): Value {
    switch (of.t) {
      case 'map': {
        const found = of.entries.get(name);
        return found ?? { t: 'member', of, name };
      }
      case 'instance':
        return this.#instanceMember(of, name);
      case 'class':
        return this.#staticMember(of, name);
      case 'module':
        return this.exportOf(of.file, name) ?? this.#submodule(of.file, name) ?? { t: 'member', of, name };
      case 'external': {
        for (const one of this.#models) {
          const found = one.externalMember?.(of, name, this);
          if (found !== undefined) return found;
        }
        return { t: 'external', from: of.from, name: of.name === '' ? name : `${of.name}.${name}` };
      }
      case 'model': {
        const set = this.#members.get(of.data)?.get(name);
        if (set?.t === 'fn' && set.fn.isGetter === true) {
          const read = this.invoke(set, []);
          if (read.t !== 'unknown' && read.t !== 'member') return read;
        } else if (set !== undefined) return set;
        const found = this.#models.find(({ id }) => id === of.framework)?.member?.(of, name, this);
        return found ?? { t: 'member', of, name };
      }
      case 'either':
        return either(
          of.options
            .filter((option) => !(option.t === 'map' && !option.entries.has(name) && of.options.length > 1))
            .map((option) => this.member(option, name)),
        );
      case 'fn': {
        const set = this.#members.get(of.fn)?.get(name);
        return set ?? { t: 'member', of, name };
      }
      default:
        return { t: 'member', of, name };
    }
  }

  #submodule(file: string, name: string): Value | undefined {
    const state = this.#states.get(file);
    if (state === undefined || state.module.language !== 'python') return undefined;
    const folder = folderOf(file);
    for (const candidate of [`${folder}/${name}.py`, `${folder}/${name}/__init__.py`]) {
      const inner = candidate.replace(/^\//, '');
      if (file.endsWith('__init__.py') && this.#states.has(inner)) return { t: 'module', file: inner };
    }
    return undefined;
  }

  assignMember(of: Value, name: string, value: Value): void {
    if (of.t === 'model') {
      this.#keep(of.data, name, value);
      this.#models.find(({ id }) => id === of.framework)?.assign?.(of, name, value, this);
    } else if (of.t === 'fn') this.#keep(of.fn, name, value);
    else if (of.t === 'class') this.#keep(of.cls, name, value);
    else if (of.t === 'module') this.#ownerOf(name, of.file).set(name, value);
  }

  #keep(owner: object, name: string, value: Value): void {
    let all = this.#members.get(owner);
    if (all === undefined) {
      all = new Map();
      this.#members.set(owner, all);
    }
    all.set(name, value);
  }

  #instanceMember(of: Instance, name: string): Value {
    const field = of.fields.get(name);
    if (field !== undefined) return field;
    const method = this.methodOf(of.of, name);
    if (method?.fn.isGetter === true) {
      const read = this.invoke({ ...method, self: of }, []);
      return read.t === 'unknown' ? { t: 'member', of, name } : read;
    }
    if (method !== undefined) return { ...method, self: of };
    for (const cls of this.lineage(of.of)) {
      const declared = cls.cls.fields.find((one) => one.name === name);
      if (declared === undefined) continue;
      const ran = this.#ranInBody(cls, name);
      if (ran !== undefined) return ran;
      if (declared.value !== undefined) {
        const value = this.evaluate(declared.value, this.#selfEnv(cls, of));
        of.fields.set(name, value);
        return value;
      }
      const typed = this.#declared(declared.type, cls.env, name);
      if (typed !== undefined) {
        of.fields.set(name, typed);
        return typed;
      }
    }
    return this.#promoted(of, name) ?? { t: 'member', of, name };
  }

  /** Go: members of an embedded field are members of the struct. */
  #promoted(of: Instance, name: string): Value | undefined {
    if (of.of.cls.kind !== 'struct') return undefined;
    for (const base of of.of.cls.bases) {
      const field = base.t === 'member' ? base.name : base.t === 'name' ? base.v : '';
      if (field === '' || field === name) continue;
      const embedded = this.#instanceMember(of, field);
      if (embedded.t === 'member' && embedded.of === of) continue;
      const found = this.member(embedded, name);
      if (found.t !== 'member' || embedded.t === 'model') return found;
    }
    return undefined;
  }
  /** Python: a class's body runs once, and what it bound is the attribute. */
  #ranInBody(cls: ClassValue, name: string): Value | undefined {
    if (cls.cls.body.length === 0 || this.#languageOf(cls.file) !== 'python') return undefined;
    const own = this.envOf(cls).own(name);
    return own === undefined ? undefined : this.#resolve(own);
  }

  #staticMember(of: ClassValue, name: string): Value {
    const set = this.#members.get(of.cls)?.get(name);
    if (set !== undefined) return set;
    for (const cls of this.lineage(of)) {
      const method = cls.cls.methods.find((one) => one.name === name);
      if (method !== undefined)
        return { t: 'fn', fn: method, env: this.envOf(cls), file: cls.file, self: of };
      const ran = this.#ranInBody(cls, name);
      if (ran !== undefined) return ran;
      const field = cls.cls.fields.find((one) => one.name === name);
      if (field?.value !== undefined) {
        const value = this.evaluate(field.value, this.envOf(cls));
        this.#keep(cls.cls, name, value);
        return value;
      }
      const nested = cls.cls.nested.find((one) => one.name === name);
      if (nested !== undefined) return this.#classValue(nested, this.envOf(cls));
      const own = this.envOf(cls).own(name);
      if (own !== undefined) return this.#resolve(own);
    }
    const [fn] = this.#receivers.get(`impl ${of.cls.name}`)?.filter((one) => one.fn.name === name) ?? [];
    return fn ?? { t: 'member', of, name };
  }

  /** A value for something of a declared type that was never set: a framework's own object, or an instance of a class of the project. */
  #declared(type: TypeRef | undefined, env: Env, name = ''): Value | undefined {
    if (type === undefined) return undefined;
    if (this.#adopting) {
      const fn: FnValue = { t: 'fn', fn: noFn, env, file: env.file, self: null };
      const adopted = this.#adopt({ name, type, decorators: [], kind: 'one' }, fn);
      if (adopted !== undefined) return adopted;
    }
    const cls = this.classOf(type, env);
    return cls === null || cls.cls.kind === 'interface'
      ? undefined
      : { t: 'instance', of: cls, fields: new Map() };
  }

  // Calls.

  invoke(fn: FnValue, args: readonly (Value | ArgValue)[]): Value {
    const { fn: code } = fn;
    this.#invoked.add(code);
    if (this.#stack.length >= this.#limits.depthMax) return unknown(code.name);
    if (this.#inlines?.(fn, args) === false)
      return this.#declared(code.returns, fn.env) ?? unknown(code.name);
    if (this.#goesRound(code)) return unknown(code.name);
    const spent = this.#fruitless.get(code) ?? 0;
    if (spent > this.#limits.fruitlessStepsMax && this.#inlines === null) return unknown(code.name);
    const [stepsBefore, touchesBefore] = [this.#steps, this.#touches];
    const env = new EnvOf<Value>(fn.env, fn.file);
    this.#bindParams(fn, args.map(asArg), env);
    this.#stack.push(code);
    const returned: Value[] = [];
    this.#returns.push(returned);
    this.#hoist(code.body, env);
    this.execute(code.body, env);
    this.#returns.pop();
    this.#stack.pop();
    if (this.#touches === touchesBefore) this.#fruitless.set(code, spent + this.#steps - stepsBefore);
    else this.#fruitless.delete(code);
    const value = returned.length === 0 ? this.#lastValue(fn, env) : either(returned);
    // A function without a name of its own is called by what made it: `requireLogin()`.
    return value.t === 'fn' && value.fn.name === '' && value.called === undefined
      ? { ...value, called: nameOf(fn) }
      : value;
  }

  /**
   * Is a function called again without getting on? A builder that runs the closures it is given (`route('/a', (r) => r.route('/b', ...))`) gets
   * on as long as the closures are others than before.
   */
  #goesRound(code: Fn): boolean {
    const before = this.#stack.filter((one) => one === code).length;
    if (before < 2) return false;
    if (before >= nestedBuildersMax) return true;
    const last = this.#stack.lastIndexOf(code);
    return !this.#stack
      .slice(last + 1)
      .some((one, at) => one.name === '' && this.#stack.indexOf(one) === last + 1 + at);
  }

  /** In Ruby and Rust a body's last expression is its value. It was run already; only names and members are looked at again. */
  #lastValue({ fn, file }: FnValue, env: Env): Value {
    const last = fn.body.at(-1);
    const language = this.#languageOf(file);
    if (last?.t !== 'expr' || (language !== 'ruby' && language !== 'rust')) return { t: 'const', v: null };
    return last.e.t === 'name' || last.e.t === 'str'
      ? this.evaluate(last.e, env)
      : (this.#lastCall.get(last.e) ?? unknown(fn.name));
  }

  readonly #lastCall = new WeakMap<object, Value>();

  #bindParams(fn: FnValue, args: readonly ArgValue[], env: Env): void {
    const { params, receiver } = fn.fn;
    if (fn.self !== null) {
      env.set('this', fn.self);
      env.set('self', fn.self);
      if (receiver !== undefined && receiver.name !== '') env.set(receiver.name, fn.self);
    }
    const ordered = args.filter((one) => one.name === undefined);
    const byName = new Map(
      args.flatMap((one) => (one.name === undefined ? [] : [[one.name, one.value] as const])),
    );
    const block = byName.get(blockName);
    if (block !== undefined) {
      env.set(blockName, block);
      byName.delete(blockName);
    }
    // Ruby: a hash at the end gives the parameters that are named.
    const last = ordered.at(-1)?.value;
    if (last?.t === 'map' && this.#languageOf(fn.file) === 'ruby') {
      const names = new Set(params.map(({ name }) => name));
      if (
        params.some(({ kind }) => kind === 'keywords') ||
        [...last.entries.keys()].some((key) => names.has(key))
      ) {
        ordered.pop();
        for (const [key, value] of last.entries) byName.set(key, value);
      }
    }
    let next = 0;
    params.forEach((param, at) => {
      if (at === 0 && isSelf(param) && fn.self !== null) {
        env.set(param.name, fn.self);
        return;
      }
      if (param.kind === 'rest') {
        env.set(param.name, { t: 'list', items: ordered.slice(next).map((one) => one.value), open: false });
        next = ordered.length;
        return;
      }
      if (param.kind === 'keywords') {
        env.set(param.name, {
          t: 'map',
          entries: new Map(byName),
          open: false,
          file: fn.file,
          line: fn.fn.line,
        });
        return;
      }
      let value = byName.get(param.name);
      if (value !== undefined) byName.delete(param.name);
      else {
        value = ordered[next]?.value;
        if (value !== undefined) next += 1;
      }
      value ??= param.otherwise === undefined ? undefined : this.evaluate(param.otherwise, env);
      // What is handed on is not known, but what it is declared to be.
      if (value?.t === 'unknown') value = this.#declared(param.type, fn.env, param.name) ?? value;
      value ??=
        this.#declared(param.type, fn.env, param.name) ??
        unknown(param.name === '' ? 'argument' : param.name);
      if (param.pattern !== undefined) bind(this, param.pattern, value, env, 'declare');
      else env.set(param.name, value);
    });
  }

  attempt(
    stepsMax: number,
    act: () => void,
    inlines: (fn: FnValue, args: readonly (Value | ArgValue)[]) => boolean,
  ): void {
    const [before, nesting, depth, returns, outer] = [
      this.#stepsMax,
      this.#nesting,
      this.#stack.length,
      this.#returns.length,
      this.#inlines,
    ];
    this.#stepsMax = Math.min(before, this.#steps + stepsMax);
    this.#inlines = inlines;
    try {
      act();
    } catch (error) {
      if (!(error instanceof RunStopped) || this.#steps > before) throw error;
      this.#nesting = nesting;
      this.#stack.length = depth;
      this.#returns.length = returns;
    } finally {
      this.#stepsMax = before;
      this.#inlines = outer;
    }
  }

  dispatch(callee: Value, given: CallSite): Value {
    const value = this.#dispatch(callee, { ...given, callee });
    if (given.call !== null) this.#lastCall.set(given.call, value);
    return value;
  }

  #dispatch(callee: Value, site: CallSite): Value {
    this.#tick();
    switch (callee.t) {
      case 'fn':
        return this.invoke(callee, withBlock(site));
      case 'class':
        return this.#construct(callee, site);
      case 'either': {
        const all = callee.options
          .slice(0, 4)
          .map((option) => this.#dispatch(option, { ...site, callee: option }));
        return either(all);
      }
      case 'module': {
        const whole = this.moduleValue(callee.file);
        return whole.t === 'module'
          ? this.#unmodelled(callee, site)
          : this.#dispatch(whole, { ...site, callee: whole });
      }
      case 'external': {
        const language = this.#languageOf(site.file);
        for (const one of this.#models) {
          if (!one.languages.includes(language)) continue;
          const found = one.call?.(callee, site, this);
          if (found === undefined) continue;
          if (found.t === 'model') this.#touches += 1;
          return found;
        }
        return this.#unmodelled(callee, site);
      }
      case 'member':
        return this.#methodCall(callee, site);
      case 'model': {
        const own = this.#models.find(({ id }) => id === callee.framework);
        return (
          own?.method?.(callee, '()', site, this) ??
          (this.#languageOf(site.file) === 'ruby' && site.args.length === 0
            ? callee
            : this.#unmodelled(callee, site))
        );
      }
      default:
        // Ruby: reading a property is a call without arguments.
        if (isPlain(callee) && site.args.length === 0 && this.#languageOf(site.file) === 'ruby')
          return callee;
        return this.#unmodelled(callee, site);
    }
  }

  #methodCall(callee: Value & { readonly t: 'member' }, site: CallSite): Value {
    const { of, name } = callee;
    if (of.t === 'model') {
      const own = this.#models.find(({ id }) => id === of.framework);
      const found = own?.method?.(of, name, site, this);
      if (found !== undefined) {
        this.#touches += 1;
        return found;
      }
    }
    if (name === 'call' || name === 'apply' || name === 'bind') {
      const target = of.t === 'fn' || of.t === 'either' ? of : null;
      if (target !== null)
        return name === 'bind'
          ? target
          : this.#dispatch(target, { ...site, callee: target, args: site.args.slice(1) });
    }
    const collected = eitherOf(
      (of.t === 'either' ? of.options : [of]).map((option) => collectionMethod(option, name, site, this)),
    );
    if (collected !== undefined) return collected;
    const language = this.#languageOf(site.file);
    for (const one of this.#models) {
      if (!one.languages.includes(language)) continue;
      const found = one.unknownMethod?.(of, name, site, this);
      if (found !== undefined) return found;
    }
    const byName = this.#byName(of, name, site);
    return byName ?? this.#unmodelled(callee, site);
  }

  /** A router is handed to a method of something unknown: methods of that name in the project are called with it. */
  #byName(of: Value, name: string, site: CallSite): Value | undefined {
    if (of.t === 'model' || !site.args.some(({ value }) => value.t === 'model' && value.scope !== null))
      return undefined;
    const candidates = this.functionsNamed(name).filter(
      (one) => one.self !== null || one.fn.receiver !== undefined,
    );
    if (candidates.length === 0 || candidates.length > 12) return undefined;
    const fresh = candidates.filter((one) => !this.#stack.includes(one.fn));
    return eitherOf(
      fresh.map((one) =>
        this.invoke(
          {
            ...one,
            self: one.self?.t === 'class' ? this.instantiate(one.self, []) : (one.self ?? unknown(name)),
          },
          site.args,
        ),
      ),
    );
  }

  /** Nobody knows what is called. Functions given to it are taken to be called: `.then(() => app.use(...))`. */
  #unmodelled(callee: Value, site: CallSite): Value {
    if (this.#stack.length < this.#limits.depthMax / 2) {
      for (const { value } of site.args)
        if (value.t === 'fn' && value.fn.name === '' && !this.#invoked.has(value.fn)) this.invoke(value, []);
      if (site.block !== null && !this.#invoked.has(site.block.fn)) this.invoke(site.block, []);
    }
    return { t: 'result', callee, args: site.args, file: site.file, line: site.line };
  }

  #construct(cls: ClassValue, site: CallSite): Value {
    const language = this.#languageOf(site.file);
    for (const base of cls.cls.kind === 'struct' ? [] : this.bases(cls)) {
      if (base.t !== 'external') continue;
      for (const one of this.#models) {
        if (!one.languages.includes(language)) continue;
        // A class of the project that extends a framework's own (`class Api extends Hono`): the framework may make its object.
        const found = one.call?.(base, site, this);
        if (found === undefined) continue;
        if (found.t === 'model') {
          this.#inherit(cls, found);
        }
        return found;
      }
    }
    return this.instantiate(cls, withBlock(site));
  }

  /** Methods and constructor of the project's subclass, on the framework's object. */
  #inherit(cls: ClassValue, made: Model): void {
    for (const method of this.methodsOf(cls))
      this.#keep(made.data, method.fn.name, { ...method, self: made });
    const constructor = this.#constructorOf(cls);
    if (constructor !== undefined) this.invoke({ ...constructor, self: made }, []);
  }

  #constructorOf(cls: ClassValue): FnValue | undefined {
    for (const name of ['constructor', '__init__', '__construct', 'initialize', cls.cls.name]) {
      const found = this.methodOf(cls, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  instantiate(cls: ClassValue, args: readonly ArgValue[]): Instance {
    const instance: Instance = { t: 'instance', of: cls, fields: new Map() };
    for (const one of [...this.lineage(cls)].reverse())
      for (const field of one.cls.fields)
        if (field.value !== undefined && field.isStatic !== true)
          instance.fields.set(field.name, this.evaluate(field.value, this.#selfEnv(one, instance)));
    const constructor = this.#constructorOf(cls);
    if (constructor !== undefined) this.invoke({ ...constructor, self: instance }, args);
    else
      args.forEach(({ name, value }, at) => {
        const field = name ?? (cls.cls.kind === 'struct' ? cls.cls.fields[at]?.name : undefined);
        if (field !== undefined) instance.fields.set(field, value);
      });
    return instance;
  }

  #selfEnv(cls: ClassValue, self: Value): Env {
    const env = new EnvOf<Value>(this.envOf(cls), cls.file);
    env.set('this', self);
    env.set('self', self);
    return env;
  }

  // Classes.

  #fnValue(fn: Fn, env: Env): FnValue {
    return { t: 'fn', fn, env, file: env.file, self: null };
  }

  #classValue(cls: Cls, env: Env): ClassValue {
    let value = this.#classValues.get(cls);
    if (value === undefined) {
      value = { t: 'class', cls, env, file: env.file };
      this.#classValues.set(cls, value);
    }
    return value;
  }

  envOf(cls: ClassValue): Env {
    let env = this.#classEnvs.get(cls.cls);
    if (env === undefined) {
      env = new EnvOf<Value>(cls.env, cls.file);
      env.set('self', cls);
      this.#classEnvs.set(cls.cls, env);
      for (const inner of cls.cls.nested) env.set(inner.name, this.#classValue(inner, env));
    }
    return env;
  }

  classOf(type: TypeRef | Expr | string, env: Env): ClassValue | null {
    const expr: Expr = typeof type === 'string' ? nameExpr(type) : 't' in type ? type : nameExpr(type.name);
    const value = this.evaluate(expr, env);
    if (value.t === 'class') return value;
    return value.t === 'instance' ? value.of : null;
  }

  bases(cls: ClassValue): readonly Value[] {
    return cls.cls.bases.map((base) => this.evaluate(base.t === 'index' ? base.of : base, cls.env));
  }

  lineage(cls: ClassValue): readonly ClassValue[] {
    const done = this.#lineages.get(cls.cls);
    if (done !== undefined) return done;
    const all: ClassValue[] = [cls];
    this.#lineages.set(cls.cls, all);
    for (const base of this.bases(cls)) {
      if (base.t !== 'class') continue;
      for (const one of this.lineage(base)) if (!all.includes(one) && all.length < 64) all.push(one);
    }
    return all;
  }

  extendsExternal(cls: ClassValue, fits: (from: string, name: string) => boolean): boolean {
    return this.lineage(cls).some((one) =>
      this.bases(one).some((base) => {
        const root = base.t === 'result' ? base.callee : base;
        return root.t === 'external' && fits(root.from, root.name);
      }),
    );
  }

  methodOf(cls: ClassValue, name: string): FnValue | undefined {
    for (const one of this.lineage(cls)) {
      const fn = one.cls.methods.find((method) => method.name === name);
      if (fn !== undefined) return { t: 'fn', fn, env: this.envOf(one), file: one.file, self: one };
      const folder = folderOf(one.file);
      const found =
        this.#receivers.get(`${folder} ${one.cls.name}`)?.find((method) => method.fn.name === name) ??
        this.#receivers.get(`impl ${one.cls.name}`)?.find((method) => method.fn.name === name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  methodsOf(cls: ClassValue): readonly FnValue[] {
    const all = new Map<string, FnValue>();
    for (const one of this.lineage(cls)) {
      const own = one.cls.methods.map(
        (fn): FnValue => ({ t: 'fn', fn, env: this.envOf(one), file: one.file, self: one }),
      );
      const received = [
        ...(this.#receivers.get(`${folderOf(one.file)} ${one.cls.name}`) ?? []),
        ...(this.#receivers.get(`impl ${one.cls.name}`) ?? []),
      ];
      for (const method of [...own, ...received])
        if (!all.has(method.fn.name)) all.set(method.fn.name, method);
    }
    return [...all.values()];
  }

  functionsNamed(name: string): readonly FnValue[] {
    return this.#named.get(name) ?? [];
  }

  classes(language: LanguageId): readonly ClassValue[] {
    return [...this.project.modules.values()]
      .filter((module) => module.language === language)
      .flatMap((module) => this.#classesIn(module));
  }

  #classesIn(module: Module): readonly ClassValue[] {
    const found: ClassValue[] = [];
    const add = (cls: Cls, env: Env): void => {
      const value = this.#classValue(cls, env);
      found.push(value);
      for (const inner of cls.nested) add(inner, this.envOf(value));
    };
    const look = (body: readonly Stmt[], env: Env): void => {
      for (const stmt of body) {
        if (stmt.t === 'class') add(stmt.class, env);
        else if (stmt.t === 'block') look(stmt.body, env);
        else if (stmt.t === 'export' && stmt.value.t === 'class') add(stmt.value.class, env);
      }
    };
    look(module.body, this.#stateOf(module.file).env);
    return found;
  }

  #functionsIn(module: Module): readonly FnValue[] {
    const { env } = this.#stateOf(module.file);
    const found: FnValue[] = [];
    const look = (body: readonly Stmt[]): void => {
      for (const stmt of body) {
        if (stmt.t === 'fn') found.push(this.#fnValue(stmt.fn, env));
        else if (stmt.t === 'export' && stmt.value.t === 'fn') found.push(this.#fnValue(stmt.value.fn, env));
        else if (stmt.t === 'let' && stmt.value?.t === 'fn') found.push(this.#fnValue(stmt.value.fn, env));
        else if (stmt.t === 'block') look(stmt.body);
      }
    };
    look(module.body);
    for (const cls of this.#classesIn(module)) {
      if (cls.cls.kind === 'interface') continue;
      for (const fn of cls.cls.methods)
        found.push({ t: 'fn', fn, env: this.envOf(cls), file: cls.file, self: cls });
    }
    return found.filter(({ fn }) => fn.body.length > 0);
  }

  // For models.

  scope(parts: ConstructorParameters<typeof ScopeOf>[0]): RouteScope {
    const scope = new ScopeOf<Value>(parts);
    this.#scopes.push(scope);
    this.#touches += 1;
    return scope;
  }

  unresolved(what: NotTold): void {
    if (this.#unresolved.length < 5_000) this.#unresolved.push(what);
  }

  notes<T>(framework: string, make: () => T): T {
    if (!this.#notes.has(framework)) this.#notes.set(framework, make());
    return this.#notes.get(framework) as T;
  }
}

/** What a loop runs over: of several collections, all that is in them. */
function loopedOver(of: Value): Value {
  if (of.t !== 'either') return of;
  const lists = of.options.filter((option) => option.t === 'list');
  if (lists.length === 0) return of.options.find((option) => option.t === 'map') ?? of;
  return { t: 'list', items: [...new Set(lists.flatMap((list) => list.items))], open: true };
}

const isNothing = (value: Value): boolean => value.t === 'const' && value.v === null;

const noFn: Fn = { name: '', params: [], body: [], decorators: [], line: 0, endLine: 0 };

const isSelf = (param: Param): boolean =>
  param.name === 'self' || param.name === 'cls' || param.name === '&self' || param.name === '&mut self';

const asArg = (one: Value | ArgValue): ArgValue =>
  't' in one ? { value: one, expr: { t: 'const', v: null } } : one;

const withBlock = (site: CallSite): readonly ArgValue[] =>
  site.block === null
    ? site.args
    : [...site.args, { name: blockName, value: site.block, expr: { t: 'const', v: null } }];

/** The name under which a method finds the block that it was given. */
const blockName = '&';

const isPlain = (value: Value): boolean =>
  ['text', 'num', 'const', 'list', 'map', 'instance', 'regex'].includes(value.t);

/** Languages in which the full name of a class means the same in every file. */
const sameEverywhere = (language: LanguageId): boolean => language === 'ruby' || language === 'php';

/** Full names of the classes around, the nearest first. */
function nestingOf(env: Env): readonly string[] {
  const names: string[] = [];
  for (let at: Env | null = env; at !== null; at = at.parent) {
    const self = at.own('self');
    if (self === undefined || 'binding' in self) continue;
    const cls = self.t === 'class' ? self : self.t === 'instance' ? self.of : null;
    if (cls === null) continue;
    const name = fullNameOf(cls, '::');
    if (!names.includes(name)) names.push(name);
  }
  return names;
}

const folderOf = (file: string): string => {
  const at = file.lastIndexOf('/');
  return at < 0 ? '' : file.slice(0, at);
};

const nameExpr = (name: string): Expr => {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Expr>((of, part) => ({ t: 'member', of, name: part }), { t: 'name', v: first });
};

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const all = map.get(key);
  if (all === undefined) map.set(key, [value]);
  else all.push(value);
}
