/** What a data class is: a kind of content whose loss matters, and how it is recognised. */
import type { DataClassId } from '../../model/shape.ts';
import type { Sensitivity } from '../../model/operation.ts';

/** What a class is about. */
export type DataCategory =
  | 'identity'
  | 'contact'
  | 'government-id'
  | 'financial'
  | 'health'
  | 'credential'
  | 'location'
  | 'device';

/** What the place of a value is about, told from the names of its field, of the objects around it and of the path. */
export type Topic =
  | 'person'
  | 'medical'
  | 'payment'
  | 'credential'
  | 'device'
  | 'vehicle'
  | 'place'
  | 'technical';

/** The place of a value. All names are lower case words with one space between and around: ` date of birth `. */
export interface FieldContext {
  /** Words of the field's name. */
  readonly name: string;
  /** Words of the names around it, nearest first. */
  readonly around: string;
  /** One of the class's `names` fits the field's name. */
  readonly named: boolean;
  readonly topics: ReadonlySet<Topic>;
}

/** An example: the value, the dotted name of its field, and the words of the path it came on. */
export interface DataClassExample {
  readonly value: string;
  /** `patient.name`; the last part is the field's own name. */
  readonly field?: string;
  /** `/v2/prescriptions` */
  readonly path?: string;
}

/** What a value must be like to be looked at; bits are those of `characters.ts`. */
export interface ValueBounds {
  readonly lengthMin?: number;
  readonly lengthMax?: number;
  /** No other kind of character may occur. */
  readonly characters?: number;
  /** At least one of these kinds must occur. */
  readonly someOf?: number;
  /** All of these kinds must occur. */
  readonly allOf?: number;
}

/** A class of data. */
export interface DataClass {
  readonly id: DataClassId;
  readonly title: string;
  readonly category: DataCategory;
  readonly sensitivity: Sensitivity;
  /** For people: what it is, and how it is recognised. */
  readonly description: string;
  /** Only values within these bounds reach `detect`; keep them narrow, they are what makes most values cheap. */
  readonly reads: ValueBounds & {
    readonly lengthMin: number;
    readonly lengthMax: number;
    /** Narrower bounds where the field's name does not fit. */
    readonly elsewhere?: ValueBounds;
    /** Also JSON numbers, as written. */
    readonly numbers?: true;
    /** Phrases in names of fields that hint at the class. */
    readonly names?: readonly string[];
    /** Without a fitting name the class is never considered. */
    readonly nameNeeded?: true;
  };
  /** Asked once for each place where the name does not fit: can the class occur there at all? */
  readonly considers?: (context: FieldContext) => boolean;
  /** How sure, 0..1; from 0.5 on it is reported. No side effects; linear in the value's length. */
  readonly detect: (value: string, context: FieldContext) => number;
  /** They are the class's tests. */
  readonly examples: {
    readonly hits: readonly DataClassExample[];
    readonly misses: readonly DataClassExample[];
  };
}

/** States a data class; see `email.ts` for a small one. */
export const defineDataClass = (dataClass: DataClass): DataClass => dataClass;
