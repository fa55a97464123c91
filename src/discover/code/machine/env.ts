/** Names and what they stand for: one for each module, call and class body, each inside another. */
import type { Value } from './values.ts';

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

/** A scope of names. */
export class Env {
  readonly parent: Env | null;
  /** The file whose code sees these names. */
  readonly file: string;
  readonly #names = new Map<string, Value | Binding>();

  constructor(parent: Env | null, file: string) {
    this.parent = parent;
    this.file = file;
  }

  /** Declares a name here. */
  set(name: string, value: Value | Binding): void {
    this.#names.set(name, value);
  }

  /** Assigns to the nearest declaration, or declares it here. */
  assign(name: string, value: Value): void {
    for (let env: Env | null = this; env !== null; env = env.parent) {
      if (env.#names.has(name)) {
        env.#names.set(name, value);
        return;
      }
    }
    this.#names.set(name, value);
  }

  /** What the name stands for here or further out. */
  get(name: string): Value | Binding | undefined {
    for (let env: Env | null = this; env !== null; env = env.parent) {
      const found = env.#names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What the name stands for in this scope alone. */
  own(name: string): Value | Binding | undefined {
    return this.#names.get(name);
  }

  /** All names of this scope alone. */
  names(): IterableIterator<string> {
    return this.#names.keys();
  }
}
