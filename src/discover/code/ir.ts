/**
 * The small language that every source language is lowered to. It keeps what routes are made of (values, calls, functions, classes,
 * imports, annotations) and leaves out the rest: both branches of a condition run, a loop's body runs for each known item.
 * What a language has in another form is written in this one: `a ? b : c` is `either`, `"x" + y` is `text`, `await x` is `x`.
 */

/** An expression. `line` is 1-based. */
export type Expr =
  | { readonly t: 'str'; readonly v: string; readonly line: number }
  | { readonly t: 'num'; readonly v: number }
  | { readonly t: 'const'; readonly v: boolean | null }
  /** A string of parts: interpolation, concatenation, path joins with `+`. */
  | { readonly t: 'text'; readonly parts: readonly Expr[]; readonly line: number }
  /** A regular expression literal, without delimiters. */
  | { readonly t: 'regex'; readonly v: string; readonly line: number }
  /** A variable, function, class, package or type by its simple name; `this`, `self` and `super` are names too. */
  | { readonly t: 'name'; readonly v: string }
  /** `a.b`, `a::b`, `a->b`, `a?.b` */
  | { readonly t: 'member'; readonly of: Expr; readonly name: string }
  | { readonly t: 'index'; readonly of: Expr; readonly key: Expr }
  | Call
  | { readonly t: 'list'; readonly items: readonly Expr[] }
  | { readonly t: 'map'; readonly entries: readonly MapEntry[]; readonly line: number }
  | { readonly t: 'fn'; readonly fn: Fn }
  | { readonly t: 'class'; readonly class: Cls }
  /** One of several: conditional, `||`, `??`, a `match` with values. */
  | { readonly t: 'either'; readonly options: readonly Expr[] }
  | { readonly t: 'spread'; readonly of: Expr }
  | { readonly t: 'assign'; readonly to: Pattern; readonly value: Expr }
  /** A sequence of statements with a value (Rust block, Ruby `begin`, IIFE bodies stay `fn`). */
  | { readonly t: 'block'; readonly body: readonly Stmt[] }
  /** Anything else; its parts still run. A comparison says so: `r.Method == "POST"`, also each case of a switch. */
  | { readonly t: 'other'; readonly parts: readonly Expr[]; readonly op?: '==' | '!=' };

/** A call or construction. */
export interface Call {
  readonly t: 'call';
  readonly fn: Expr;
  readonly args: readonly Arg[];
  readonly line: number;
  /** `new X()`, composite literal, struct expression. */
  readonly isNew?: true;
  /** Ruby or Kotlin block, trailing closure: the last argument in all but name. */
  readonly block?: Fn;
  /** Type arguments: `app.MapGet<Dto>()`, `extract::<Path<u32>>()`. */
  readonly types?: readonly TypeRef[];
  /** The comment before the statement that it is, or before its link of a chain; form as for functions. */
  readonly doc?: string;
}

/** An argument; `name` for keyword arguments (Python, C#, PHP, Ruby's trailing hash is a `map` argument instead). */
export interface Arg {
  readonly name?: string;
  readonly value: Expr;
}

/** An entry of a map; a spread has the key null. Identifier keys are `str`. */
export interface MapEntry {
  readonly key: Expr | null;
  readonly value: Expr;
  readonly line: number;
}

/** What is bound. */
export type Pattern =
  | { readonly t: 'name'; readonly v: string }
  /** `this.x = ...`, `module.exports = ...`, `app.config['X'] = ...` (an index with a known string is a member). */
  | { readonly t: 'member'; readonly of: Expr; readonly name: string }
  | {
      readonly t: 'map';
      readonly entries: readonly {
        readonly key: string;
        readonly to: Pattern;
        readonly otherwise?: Expr;
      }[];
      readonly rest?: string;
    }
  | { readonly t: 'list'; readonly items: readonly (Pattern | null)[]; readonly rest?: string };

/** A statement. */
export type Stmt =
  | { readonly t: 'expr'; readonly e: Expr; readonly line: number }
  | {
      readonly t: 'let';
      readonly to: Pattern;
      readonly value: Expr | null;
      readonly type?: TypeRef;
      readonly line: number;
    }
  | { readonly t: 'return'; readonly e: Expr | null; readonly line: number }
  /** Any nested statements: branches, try, with, loops without a known collection. */
  | { readonly t: 'block'; readonly body: readonly Stmt[] }
  | { readonly t: 'each'; readonly to: Pattern; readonly of: Expr; readonly body: readonly Stmt[] }
  | { readonly t: 'fn'; readonly fn: Fn }
  | { readonly t: 'class'; readonly class: Cls }
  | Import
  /** `export default x` is name `default`; `module.exports = x` is name `=`; `exports.a = x` is name `a`; `export { a as b }`. */
  | { readonly t: 'export'; readonly name: string; readonly value: Expr }
  /** `export * from`; a re-export of chosen names is an import and exports. */
  | { readonly t: 'export-all'; readonly from: string; readonly line: number };

/** An import. `from` as written; `names` empty for an import for its effects. */
export interface Import {
  readonly t: 'import';
  readonly from: string;
  readonly names: readonly {
    /** `*` for the module itself, `default`, or an exported name. */
    readonly name: string;
    readonly as: string;
  }[];
  readonly line: number;
}

/** A type as written: `List<UserDto>` is name `List`, args `[UserDto]`. Qualified names keep their dots. */
export interface TypeRef {
  readonly name: string;
  readonly args: readonly TypeRef[];
  /** `?`, `| null`, `Optional[...]`: the value may be missing. */
  readonly optional?: true;
}

/** A decorator, annotation or attribute; also a Rust `#[get("/x")]`, a PHP `#[Route]`. */
export interface Decorator {
  /** What is applied: `Get`, `app.get`, `RequestMapping`. */
  readonly name: Expr;
  readonly args: readonly Arg[];
  readonly line: number;
  /** Was it written with parentheses? */
  readonly called: boolean;
}

/** A parameter of a function. */
export interface Param {
  /** '' when a pattern is bound. */
  readonly name: string;
  readonly pattern?: Pattern;
  readonly type?: TypeRef;
  readonly otherwise?: Expr;
  readonly decorators: readonly Decorator[];
  readonly kind: 'one' | 'rest' | 'keywords';
}

/** A function, method, closure. */
export interface Fn {
  /** '' for anonymous ones. */
  readonly name: string;
  readonly params: readonly Param[];
  readonly body: readonly Stmt[];
  readonly decorators: readonly Decorator[];
  readonly returns?: TypeRef;
  readonly line: number;
  readonly endLine: number;
  /** First sentence or sentences of its documentation comment, at most 400 characters. */
  readonly doc?: string;
  readonly isStatic?: true;
  /** A property in all but name: reading it calls it (`get x()`, `@property`). */
  readonly isGetter?: true;
  /** public | protected | private as written. */
  readonly visibility?: 'public' | 'protected' | 'private';
  /** Go: receiver `(h *Handler)`: its name and type. */
  readonly receiver?: { readonly name: string; readonly type: string };
}

/** A field or property of a class. */
export interface Field {
  readonly name: string;
  readonly type?: TypeRef;
  readonly value?: Expr;
  readonly decorators: readonly Decorator[];
  readonly isStatic?: true;
  readonly line: number;
  /** As written; C# serialises public ones only. */
  readonly visibility?: 'public' | 'protected' | 'private';
  /** Go struct tags, serialised names and the like: `json:"user_id"`. */
  readonly tag?: string;
}

/** A class, interface, struct, trait, module (Ruby), impl block (Rust; `name` is the type's). */
export interface Cls {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'struct' | 'enum' | 'module' | 'impl';
  /** Superclass, interfaces, mixins; generic arguments as `index` on the name. */
  readonly bases: readonly Expr[];
  /** Names of its type parameters: `class Base<T, ID>`. */
  readonly typeParams?: readonly string[];
  readonly decorators: readonly Decorator[];
  readonly methods: readonly Fn[];
  readonly fields: readonly Field[];
  /** Statements in a class body that are neither (Ruby `before_action`, Python class attributes that are calls, static blocks). */
  readonly body: readonly Stmt[];
  readonly nested: readonly Cls[];
  readonly line: number;
  readonly doc?: string;
  readonly isAbstract?: true;
}

/** A file, lowered. */
export interface Module {
  /** Path below the root, with `/`. */
  readonly file: string;
  readonly language: LanguageId;
  /** Java/Go package, C#/PHP namespace, Rust crate path; '' where there is none. */
  readonly package: string;
  readonly body: readonly Stmt[];
  /** Syntax errors that the parser stepped over: their lines, at most 20. */
  readonly errors: readonly number[];
}

/** Languages that are read. */
export type LanguageId = 'javascript' | 'python' | 'java' | 'go' | 'ruby' | 'php' | 'csharp' | 'rust';
