/**
 * Judges values: which data classes does this one carry, given its place?
 *
 * Every value that is looked at is judged; there is no memory of what the same field carried before. (Which values are looked at is
 * bounded elsewhere: the first items of an array, see `shapes/bounds.ts`.) What keeps it cheap is that a place is prepared once: classes
 * that need a fitting field name are left out where the name does not fit, and the rest are turned away by length and kinds of characters.
 */
import type { DataClass, FieldContext } from '../classes/data-class.ts';
import { ANY } from '../characters.ts';
import { PhraseIndex, topicsOf } from '../field-name.ts';
import { type ClassSet, ClassSets } from './class-set.ts';

/** A class with its bounds, where the field's name fits it or elsewhere; shared by all places. */
interface Candidate {
  readonly dataClass: DataClass;
  readonly named: boolean;
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly forbidden: number;
  readonly someOf: number;
  readonly allOf: number;
}

/** What may occur in one place. */
export class PlaceClasses {
  readonly id: number;
  readonly numeric: boolean;
  readonly plain: FieldContext;
  readonly named: FieldContext;
  readonly #strings: readonly Candidate[];
  readonly #numbers: readonly Candidate[];
  #byLook: Map<number, readonly Candidate[]> | null = null;

  constructor(id: number, strings: readonly Candidate[], plain: FieldContext, named: FieldContext) {
    this.id = id;
    this.plain = plain;
    this.named = named;
    this.#strings = strings;
    this.#numbers = strings.filter(({ dataClass }) => dataClass.reads.numbers === true);
    this.numeric = this.#numbers.length > 0;
  }

  /** The candidates for a value of this length with these kinds of characters: mostly none. Kept for at most 256 looks. */
  candidates(characters: number, length: number, numeric: boolean): readonly Candidate[] {
    const key = (characters * 128 + (length < 127 ? length : 127)) * 2 + (numeric ? 1 : 0);
    const known = length < 127 ? this.#byLook?.get(key) : undefined;
    if (known !== undefined) return known;
    const fitting = (numeric ? this.#numbers : this.#strings).filter(
      (candidate) =>
        length >= candidate.lengthMin &&
        length <= candidate.lengthMax &&
        (characters & candidate.forbidden) === 0 &&
        (characters & candidate.someOf) !== 0 &&
        (characters & candidate.allOf) === candidate.allOf,
    );
    const list = fitting.length === 0 ? noCandidates : fitting;
    if (this.#byLook === null || this.#byLook.size >= 256) this.#byLook = new Map();
    if (length < 127) this.#byLook.set(key, list);
    return list;
  }
}

const candidateOf = (dataClass: DataClass, named: boolean): Candidate => {
  const { reads } = dataClass;
  const bounds = named || reads.elsewhere === undefined ? reads : { ...reads, ...reads.elsewhere };
  return {
    dataClass,
    named,
    lengthMin: bounds.lengthMin,
    lengthMax: bounds.lengthMax,
    forbidden: ANY & ~(bounds.characters ?? ANY),
    someOf: bounds.someOf ?? ANY,
    allOf: bounds.allOf ?? 0,
  };
};

const noCandidates: readonly Candidate[] = [];

/** Reported from here on. */
const confidenceMin = 0.5;
/** Beside a surer class, a weaker one is only reported when it is this near: one number is not four kinds of id at once. */
const confidenceMargin = 0.15;

/** The prepared classes. */
export class Classifier {
  readonly sets = new ClassSets();
  readonly #prepared: readonly {
    readonly dataClass: DataClass;
    readonly fitting: Candidate;
    readonly elsewhere: Candidate;
  }[];
  readonly #names: PhraseIndex<DataClass>;
  readonly #confidences: Float64Array;
  #places = 0;

  constructor(classes: readonly DataClass[]) {
    this.#prepared = classes.map((dataClass) => ({
      dataClass,
      fitting: candidateOf(dataClass, true),
      elsewhere: candidateOf(dataClass, false),
    }));
    this.#names = new PhraseIndex(classes.map((dataClass) => [dataClass, dataClass.reads.names ?? []]));
    this.#confidences = new Float64Array(classes.length);
  }

  /** Prepares a place: `name` and `around` as `nameWords` gives them. */
  place(name: string, around: string): PlaceClasses {
    const topics = topicsOf(`${name}${around}`);
    const plain: FieldContext = { name, around, named: false, topics };
    const named: FieldContext = { name, around, named: true, topics };
    const fitting = this.#names.inName(name);
    const strings: Candidate[] = [];
    for (const prepared of this.#prepared) {
      const { dataClass } = prepared;
      if (fitting.has(dataClass)) strings.push(prepared.fitting);
      else if (dataClass.reads.nameNeeded !== true && dataClass.considers?.(plain) !== false)
        strings.push(prepared.elsewhere);
    }
    this.#places += 1;
    return new PlaceClasses(this.#places, strings, plain, named);
  }

  /** Classes of a value whose kinds of characters are `characters`. Never throws. */
  judge(place: PlaceClasses, value: string, characters: number, numeric = false): ClassSet {
    const candidates = place.candidates(characters, value.length, numeric);
    if (candidates.length === 0) return this.sets.empty;
    let best = 0;
    let found = 0;
    for (let i = 0; i < candidates.length; i += 1) {
      const candidate = candidates[i] as Candidate;
      const confidence = candidate.dataClass.detect(value, candidate.named ? place.named : place.plain);
      this.#confidences[i] = confidence;
      if (confidence < confidenceMin) continue;
      found += 1;
      if (confidence > best) best = confidence;
    }
    if (found === 0) return this.sets.empty;
    const ids: string[] = [];
    for (let i = 0; i < candidates.length; i += 1) {
      if ((this.#confidences[i] ?? 0) >= Math.max(confidenceMin, best - confidenceMargin)) {
        ids.push((candidates[i] as Candidate).dataClass.id);
      }
    }
    return ids.length === 1 ? this.#single(ids[0] as string) : this.sets.of(ids);
  }

  readonly #singles = new Map<string, ClassSet>();

  #single(id: string): ClassSet {
    let set = this.#singles.get(id);
    if (set === undefined) {
      set = this.sets.of([id]);
      this.#singles.set(id, set);
    }
    return set;
  }
}
