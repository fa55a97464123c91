/**
 * What a framework file brings: how its routers are made, what their methods do, what its decorators mean. Libraries that shape values on
 * the way (`path.join`, `Object.assign`) are written the same way, without routes.
 */
import type { AuthScheme, ParameterIn, ParameterType } from '../../../model/sighting.ts';
import type { Fn, LanguageId, Module, Param } from '../ir.ts';
import type { Machine } from '../machine/machine.ts';
import type {
  CallSite,
  ClassValue,
  DecoratorSite,
  External,
  FnValue,
  Model,
  Value,
} from '../machine/values.ts';

/**
 * A framework. All hooks are optional and without side effects but on scopes, values and the machine's lists. A hook that does not know what it
 * is asked for returns undefined and the next model is asked.
 */
export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly languages: readonly LanguageId[];
  /** A call or construction of something imported or global. The value it gives, or undefined when it is not this framework's. */
  call?(callee: External, site: CallSite, machine: Machine): Value | undefined;
  /** A method called on a value that this framework made. */
  method?(self: Model, name: string, site: CallSite, machine: Machine): Value | undefined;
  /** A method called on a value that nobody made (the result of an unknown call, a member of something external). Rarely needed. */
  unknownMethod?(self: Value, name: string, site: CallSite, machine: Machine): Value | undefined;
  /** A property of a value that this framework made. */
  member?(self: Model, name: string, machine: Machine): Value | undefined;
  /** A property of something imported, when it is more than a name: `process.env.X`. */
  externalMember?(of: External, name: string, machine: Machine): Value | undefined;
  /** Assignment to a property of a value that this framework made. */
  assign?(self: Model, name: string, value: Value, machine: Machine): void;
  /** A decorated function, method or class, when it is declared; true when the decorator is this framework's and was dealt with. */
  decorated?(site: DecoratorSite, target: FnValue | ClassValue, machine: Machine): boolean;
  /**
   * What a parameter of a function that nobody was seen to call stands for, by its type or name (`app: FastifyInstance`, `r *gin.Engine`,
   * `(router) =>`): one of the framework's own values, or undefined. Its scope is marked as adopted by the machine.
   */
  parameter?(param: Param, fn: FnValue, machine: Machine): Model | undefined;
  /** Every class of the files that are run, after all top levels have run: controllers by annotation or base class. */
  class?(cls: ClassValue, machine: Machine): void;
  /** Every file that is run, after its top level has run: routing by a file's place, script-like DSLs. */
  module?(module: Module, machine: Machine): void;
  /** Once, at the end. */
  finish?(machine: Machine): void;
  /** Its examples, which are its tests. */
  readonly examples: readonly FrameworkExample[];
}

/** A small project and the routes that are in it. */
export interface FrameworkExample {
  readonly title: string;
  /** File to text. The first line of a text may be empty. */
  readonly files: Readonly<Record<string, string>>;
  readonly routes: readonly ExpectedRoute[];
  /** Fragments that must be among what could not be resolved. */
  readonly unresolved?: readonly string[];
}

/** A route expected of an example; what is left out is not compared. All routes must be listed: others are a failure. */
export interface ExpectedRoute {
  /** `GET /users/{id}` */
  readonly route: string;
  readonly file?: string;
  readonly line?: number;
  /** `in name` or `in name: type`, any order; must be exactly these. */
  readonly params?: readonly (`${ParameterIn} ${string}` | `${ParameterIn} ${string}: ${ParameterType}`)[];
  /** `required`, or `required bearer`: the demand and the first scheme. */
  readonly auth?: 'required' | 'optional' | 'none' | 'unknown' | `required ${AuthScheme}`;
  readonly handler?: string;
  readonly mounted?: boolean;
  readonly purpose?: string;
  readonly deprecated?: boolean;
}

/** A function's declaration and the place where it stands, for reading what its body asks of a request. */
export interface HandlerPlace {
  readonly fn: Fn;
  readonly file: string;
}

/** A library or language built-in that shapes values, without routes of its own. */
export type Library = Omit<Framework, 'examples'>;
