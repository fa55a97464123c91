/** Names and what they stand for: one for each module, call and class body, each inside another. */
/** A name that stands for an export of another file; looked up when it is used, so that circular imports work. */
export interface Binding {
  readonly binding: true;
  /** Files that the import leads to. */
  readonly files: readonly string[];
  /** Import as written, for what is not in the project. */
  readonly from: string;
  /** `*`, `default` or an exported name. */
  readonly name: string;
}

/** A scope of names for values of type `V`. */
export class EnvOf<V> {
  readonly parent: EnvOf<V> | null;
  /** The file whose code sees these names. */
  readonly file: string;
  readonly #names = new Map<string, V | Binding>();

  constructor(parent: EnvOf<V> | null, file: string) {
    this.parent = parent;
    this.file = file;
  }

  /** Declares a name here. */
  set(name: string, value: V | Binding): void {
    this.#names.set(name, value);
  }

  /** Assigns to the nearest declaration, or declares it here. */
  assign(name: string, value: V): void {
    if (!this.#assigned(name, value)) this.#names.set(name, value);
  }

  #assigned(name: string, value: V): boolean {
    if (!this.#names.has(name)) return this.parent !== null && this.parent.#assigned(name, value);
    this.#names.set(name, value);
    return true;
  }

  /** What the name stands for here or further out. */
  get(name: string): V | Binding | undefined {
    return this.#names.get(name) ?? this.parent?.get(name);
  }

  /** What the name stands for in this scope alone. */
  own(name: string): V | Binding | undefined {
    return this.#names.get(name);
  }

  /** All names of this scope alone. */
  names(): IterableIterator<string> {
    return this.#names.keys();
  }
}
