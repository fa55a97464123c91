/** The abstract machine as frameworks see it. `run.ts` makes one. */
import type { Expr, Fn, LanguageId, Module, Stmt, TypeRef } from '../ir.ts';
import type { GuardReach } from '../routes/scope.ts';
import type { PathPattern } from '../routes/template.ts';
import type {
  ArgValue,
  CallSite,
  ClassValue,
  DecoratorSite,
  FnValue,
  Instance,
  Value,
  Env,
  RouteScope,
} from './values.ts';

/** The files of a project, lowered, and how their imports lead to each other. */
export interface CodeProject {
  readonly modules: ReadonlyMap<string, Module>;
  /** Files that an import leads to; empty when it leads out. */
  find(from: string, module: Module): readonly string[];
  /** Files whose names are visible without an import. */
  beside(module: Module): readonly string[];
  /** Text of any small file of the project (configuration, SDL), or null. Bounded. */
  read(file: string): string | null;
  /** All files below the root, sorted, vendored ones left out: for frameworks that load whole folders. */
  readonly files: readonly string[];
  /** Name of the package or service that a file belongs to. */
  apiOf(file: string): string;
}

/** Something that could not be told. */
export interface NotTold {
  readonly what: string;
  readonly why: string;
  readonly framework: string;
  readonly file: string;
  readonly line: number;
}

/** Runs a project abstractly. */
export interface Machine {
  readonly project: CodeProject;

  /** What an expression comes to. */
  evaluate(expr: Expr, env: Env): Value;
  /** Runs statements. */
  execute(body: readonly Stmt[], env: Env): void;
  /** A property. */
  member(of: Value, name: string): Value;
  /** Sets a property of a model, a function, a class, a module. */
  assignMember(of: Value, name: string, value: Value): void;
  /** What a name stands for. */
  lookup(name: string, env: Env): Value;
  /** Assigns to the nearest declaration of a name, in another file of the same package too, or declares it. */
  assignName(name: string, value: Value, env: Env): void;
  /** What a file gives to others under a name, or undefined. Runs the file first. */
  exportOf(file: string, name: string): Value | undefined;
  /** The value of a whole file: CommonJS `module.exports`, default export, or the module. Runs the file first. */
  moduleValue(file: string): Value;

  /** Calls a function of the project with values; what it returns. Bounded in depth and steps. */
  invoke(fn: FnValue, args: readonly (Value | ArgValue)[]): Value;
  /**
   * Acts within a bound of its own: what is left is given up when more than `stepsMax` steps are taken. Functions of the project are called
   * only when `inlines` says so. For reading what a handler asks of a request.
   */
  attempt(
    stepsMax: number,
    act: () => void,
    inlines: (fn: FnValue, args: readonly (Value | ArgValue)[]) => boolean,
  ): void;
  /** Calls anything: functions, classes, externals, members of models. */
  dispatch(callee: Value, site: CallSite): Value;
  /** Makes an instance; runs the constructor. */
  instantiate(cls: ClassValue, args: readonly ArgValue[]): Instance;

  /** Decorators of a function or class, evaluated. */
  decorators(target: FnValue | ClassValue): readonly DecoratorSite[];
  /** Decorators of anything declared in a file: parameters, fields, methods. */
  decoratorsIn(declared: { readonly decorators: Fn['decorators'] }, env: Env): readonly DecoratorSite[];
  /** The class of the project that a type names, as seen from an environment; null when it is none. */
  classOf(type: TypeRef | Expr | string, env: Env): ClassValue | null;
  /** Base classes of the project, nearest first, each once; the class itself first. */
  lineage(cls: ClassValue): readonly ClassValue[];
  /** What bases a class has as values: classes, externals. */
  bases(cls: ClassValue): readonly Value[];
  /** Is it, by any way, a subclass of an external whose full name (`from.name`) fits? */
  extendsExternal(cls: ClassValue, fits: (from: string, name: string) => boolean): boolean;
  /** A method by name in the lineage, unbound, with the class that has it; or undefined. */
  methodOf(cls: ClassValue, name: string): FnValue | undefined;
  /** All methods of the lineage by name, the nearest of each name. */
  methodsOf(cls: ClassValue): readonly FnValue[];
  /** The environment in which a class's members are read. */
  envOf(cls: ClassValue): Env;
  /** Functions and methods of the project with this name (for receivers nobody knows). */
  functionsNamed(name: string): readonly FnValue[];
  /** Environment of a file's top level. Runs the file first. */
  moduleEnv(file: string): Env;
  /** All classes of the files of a language, after the top levels have run. */
  classes(language: LanguageId): readonly ClassValue[];

  /** Makes a scope that will be composed at the end. */
  scope(parts: {
    readonly framework: string;
    readonly isRoot: boolean;
    readonly file: string;
    readonly line: number;
    readonly reach?: GuardReach;
    readonly prefix?: PathPattern;
  }): RouteScope;
  /** Notes something that is a route, or may be, but could not be told. */
  unresolved(what: NotTold): void;
  /** Notes shared by the hooks of one framework, made when first asked for. */
  notes<T>(framework: string, make: () => T): T;
}
