/**
 * What a simple name means where members need no `this`: a local, a member of an enclosing class, a nested class, or something imported.
 * Members are lowered to `this.x` or `Class.X`, so that nothing after this has to know the scopes of Java and C#.
 */
import type { Expr } from '../ir.ts';

/** What an enclosing class declares, told before its body is lowered. */
export interface ClassNames {
  /** Simple name; '' for an anonymous class. */
  readonly name: string;
  /** Field to: is it static? */
  readonly fields: ReadonlyMap<string, boolean>;
  /** Method to: is it static? */
  readonly methods: ReadonlyMap<string, boolean>;
  readonly nested: ReadonlySet<string>;
  /** May a name come from a class that it extends or implements? */
  readonly inherits: boolean;
}

/**
 * What a name may be that nothing declares, in a class that inherits: a member of the object, of the class, or none. `qualifier`: it stands
 * before a dot.
 */
export type InheritedGuess = (simple: string, place: NamePlace) => 'this' | 'class' | null;

/** Where a name stands. */
export type NamePlace = 'value' | 'qualifier';

const name = (v: string): Expr => ({ t: 'name', v });

const member = (of: Expr, field: string): Expr => ({ t: 'member', of, name: field });

/** Names in one file. */
export class Names {
  readonly #classes: ClassNames[] = [];
  readonly #locals: Set<string>[] = [];
  readonly #imported = new Set<string>();
  readonly #wildcards: Expr[] = [];
  readonly #fromWildcards = new Set<string>();
  readonly #mentioned = new Set<string>();
  readonly #guess: InheritedGuess;

  readonly #callsLocals: boolean;

  /** `callsLocals`: a call without a receiver may call a local (delegates and local functions of C#). */
  constructor(guess: InheritedGuess, callsLocals: boolean) {
    this.#guess = guess;
    this.#callsLocals = callsLocals;
  }

  /** A name that an import or the file itself gives. */
  addImported(simple: string): void {
    this.#imported.add(simple);
  }

  /** `import static a.B.*`: `of` is the class. */
  addStaticWildcard(of: Expr): void {
    this.#wildcards.push(of);
  }

  /** Names that can only come from a static wildcard import, with what they may mean. */
  wildcardNames(): readonly { readonly name: string; readonly value: Expr }[] {
    return [...this.#fromWildcards].map((simple) => {
      const options = this.#wildcards.map((of) => member(of, simple));
      const [only] = options;
      return {
        name: simple,
        value: only !== undefined && options.length === 1 ? only : { t: 'either', options },
      };
    });
  }

  /** Types, and names with a capital letter, that the file speaks of and neither declares nor imports. */
  unexplained(): readonly string[] {
    return [...this.#mentioned].filter((simple) => !this.#imported.has(simple));
  }

  inClass<T>(names: ClassNames, read: () => T): T {
    this.#classes.push(names);
    try {
      return read();
    } finally {
      this.#classes.pop();
    }
  }

  inScope<T>(locals: readonly string[], read: () => T): T {
    this.#locals.push(new Set(locals));
    try {
      return read();
    } finally {
      this.#locals.pop();
    }
  }

  /** Declares a local variable in the innermost scope. */
  declare(local: string): void {
    this.#locals.at(-1)?.add(local);
  }

  /** A simple name where a value may stand. */
  value(simple: string, place: NamePlace = 'value'): Expr {
    if (this.#isLocal(simple)) return name(simple);
    for (let depth = this.#classes.length - 1; depth >= 0; depth -= 1) {
      const names = this.#classes[depth];
      if (names === undefined) continue;
      const isStatic = names.fields.get(simple);
      if (isStatic !== undefined) return member(isStatic ? this.#classAt(depth) : name('this'), simple);
      if (names.nested.has(simple)) return member(this.#classAt(depth), simple);
      // Where locals can be called, methods are values, too.
      const method = this.#callsLocals ? names.methods.get(simple) : undefined;
      if (method !== undefined) return member(method ? this.#classAt(depth) : name('this'), simple);
      if (names.name === simple) return this.#classAt(depth);
    }
    if (this.#imported.has(simple)) return name(simple);
    if (/^[A-Z]/.test(simple)) this.#mentioned.add(simple);
    const guess = this.#guess(simple, place);
    if (guess === 'class' && this.#wildcards.length > 0) return this.#wildcard(simple);
    const heir = this.#heir();
    if (heir === null || guess === null) return name(simple);
    return member(guess === 'class' ? this.#classAt(heir) : name('this'), simple);
  }

  /** The function of a call without a receiver. */
  method(simple: string): Expr {
    if (this.#callsLocals && this.#isLocal(simple)) return name(simple);
    for (let depth = this.#classes.length - 1; depth >= 0; depth -= 1) {
      const isStatic = this.#classes[depth]?.methods.get(simple);
      if (isStatic !== undefined) return member(isStatic ? this.#classAt(depth) : name('this'), simple);
    }
    if (this.#imported.has(simple)) return name(simple);
    if (this.#heir() === null && this.#wildcards.length > 0) return this.#wildcard(simple);
    return this.#classes.length === 0 ? name(simple) : member(name('this'), simple);
  }

  /** The dotted name of a type: nested classes of enclosing classes by their full path. */
  type(simple: string): string {
    this.#mentioned.add(simple);
    for (let depth = this.#classes.length - 1; depth >= 0; depth -= 1) {
      const names = this.#classes[depth];
      if (names === undefined) continue;
      if (names.nested.has(simple)) return `${this.#pathAt(depth)}.${simple}`;
      if (names.name === simple) return this.#pathAt(depth);
    }
    return simple;
  }

  #isLocal(simple: string): boolean {
    for (let at = this.#locals.length - 1; at >= 0; at -= 1) if (this.#locals[at]?.has(simple)) return true;
    return false;
  }

  #wildcard(simple: string): Expr {
    this.#fromWildcards.add(simple);
    return name(simple);
  }

  #heir(): number | null {
    for (let depth = this.#classes.length - 1; depth >= 0; depth -= 1) {
      if (this.#classes[depth]?.inherits === true) return depth;
    }
    return null;
  }

  #pathAt(depth: number): string {
    return this.#classes
      .slice(0, depth + 1)
      .map((one) => one.name)
      .filter((one) => one !== '')
      .join('.');
  }

  /** A reference to an enclosing class; an anonymous class is its own `this`. */
  #classAt(depth: number): Expr {
    if (this.#classes[depth]?.name === '') return name('this');
    let ref: Expr | null = null;
    for (const one of this.#classes.slice(0, depth + 1)) {
      if (one.name !== '') ref = ref === null ? name(one.name) : member(ref, one.name);
    }
    return ref ?? name('this');
  }
}
