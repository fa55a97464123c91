/** The places that values are found in: a tree of field names, each prepared once. */
import { type Naming, namingOf } from '../echo.ts';
import { isPlainName, nameWords } from '../field-name.ts';
import type { Classifier, PlaceClasses } from './classifier.ts';

/** Name written down for all fields whose own name looks like data. */
export const dictionaryKey = '{key}';

/** One place. `key` is the name as it was sent, `name` as it is written down. */
export class Field {
  readonly key: string;
  readonly name: string;
  readonly words: string;
  /** Words of the places around, nearest first. */
  readonly around: string;
  readonly classes: PlaceClasses;
  /** May it name the resource that it is a property of? */
  readonly naming: Naming;
  /** The field that followed this one last time: objects of one kind mostly list their fields in one order. */
  next: Field | null = null;
  first: Field | null = null;
  readonly #fields: Fields;
  #children: Map<string, Field> | null = null;

  constructor(fields: Fields, key: string, name: string, words: string, around: string) {
    this.#fields = fields;
    this.key = key;
    this.name = name;
    this.words = words;
    this.around = around;
    this.classes = fields.classifier.place(words, around);
    this.naming = namingOf(words);
  }

  /** The place of property `key` in an object at this place. */
  child(key: string): Field {
    const known = this.#children?.get(key);
    if (known !== undefined) return known;
    if (!isPlainName(key)) return this.#childNamed(dictionaryKey, ' ');
    return this.#childNamed(key, nameWords(key));
  }

  #childNamed(key: string, words: string): Field {
    const known = this.#children?.get(key);
    if (known !== undefined) return known;
    // Two levels around are enough to tell `patient.contact.name`; more would mix up everything below a patient.
    const outer = this.around.trim().split(' ').slice(0, 8).join(' ');
    const around = `${this.words}${outer === '' ? '' : `${outer} `}`;
    const made = new Field(this.#fields, key, key, words, around);
    if (this.#fields.take()) {
      this.#children ??= new Map();
      this.#children.set(key, made);
    }
    return made;
  }
}

/** All places; forgotten together when there are more than `fieldsMax`. */
export class Fields {
  readonly classifier: Classifier;
  readonly #fieldsMax: number;
  #count = 0;
  #roots = new Map<string, Field>();
  /** Counts up when everything was forgotten. */
  generation = 0;

  constructor(classifier: Classifier, fieldsMax = 16_384) {
    this.classifier = classifier;
    this.#fieldsMax = fieldsMax;
  }

  /** The root for what `about` says: words of the path, as `nameWords` gives them. */
  root(about: string): Field {
    if (this.#count >= this.#fieldsMax) {
      this.#roots = new Map();
      this.#count = 0;
      this.generation += 1;
    }
    let root = this.#roots.get(about);
    if (root === undefined) {
      root = new Field(this, '', '', ' ', about);
      this.#roots.set(about, root);
      this.#count += 1;
    }
    return root;
  }

  /** Room for one more in the tree? */
  take(): boolean {
    if (this.#count >= this.#fieldsMax) return false;
    this.#count += 1;
    return true;
  }
}
