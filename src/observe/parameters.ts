/** Parameters: names and shapes of what comes in the query, in headers, in cookies and in forms. Never values. */
import type { ParameterShape } from '../model/exchange.ts';
import { DIGIT, DOT, HYPHEN, charactersOf } from './characters.ts';
import type { Classifier } from './classify/classifier.ts';
import type { ClassSet } from './classify/class-set.ts';
import type { Field } from './classify/field.ts';
import type { ObjectState, ShapeInterner, ShapeNode } from './shapes/shape-interner.ts';
import { bounds } from './shapes/bounds.ts';
import { formatOf } from './shapes/string-format.ts';

/** A list of parameters, kept once; sorted by place and name. */
export interface ParameterList {
  readonly id: number;
  readonly list: readonly ParameterShape[];
  readonly classes: ClassSet;
}

const placeOrder = { query: 0, header: 1, cookie: 2, form: 3 } as const;

/** Makes lists of parameters; equal lists are the same object. */
export class ParameterLists {
  readonly #shapes: ShapeInterner;
  readonly #byState = new WeakMap<ObjectState, ParameterList>();
  #byKey = new Map<string, ParameterList>();
  #nextId = 1;
  readonly empty: ParameterList;

  constructor(shapes: ShapeInterner) {
    this.#shapes = shapes;
    this.empty = { id: 0, list: [], classes: shapes.sets.empty };
  }

  /** The list of the parameters that `state` was led through: names are `place` and name with a space between. */
  of(state: ObjectState): ParameterList {
    if (state.child === null) return this.empty;
    const known = this.#byState.get(state);
    if (known !== undefined) return known;
    const found = new Map<string, ShapeNode>();
    const arrays = new Set<string>();
    for (let at: ObjectState | null = state; at !== null && at.child !== null; at = at.parent) {
      const other = found.get(at.name);
      if (other !== undefined) arrays.add(at.name);
      found.set(at.name, other === undefined ? at.child : this.#shapes.merge(other, at.child));
    }
    let classes = this.#shapes.sets.empty;
    const list: ParameterShape[] = [];
    for (const [key, node] of found) {
      const space = key.indexOf(' ');
      const place = key.slice(0, space) as ParameterShape['in'];
      // A name that came more than once is a list.
      const whole = arrays.has(key) && node.shape.t !== 'array' ? this.#shapes.array(node, false) : node;
      list.push({ in: place, name: key.slice(space + 1), shape: whole.shape });
      classes = this.#shapes.sets.union(classes, whole.classes);
    }
    list.sort(
      (a, b) => placeOrder[a.in] - placeOrder[b.in] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    );
    const key = JSON.stringify(list);
    let made = this.#byKey.get(key);
    if (made === undefined) {
      made = { id: this.#nextId, list, classes };
      this.#nextId += 1;
      if (this.#byKey.size >= 16_384) this.#byKey = new Map();
      this.#byKey.set(key, made);
    }
    this.#byState.set(state, made);
    return made;
  }
}

/** The shape of a value that came as text outside of JSON: numbers and booleans are told from strings. */
export const shapeOfText = (
  text: string,
  field: Field,
  shapes: ShapeInterner,
  classifier: Classifier,
): ShapeNode => {
  const value = text.length > bounds.stringCharactersMax ? text.slice(0, bounds.stringCharactersMax) : text;
  const characters = charactersOf(value);
  if (value === 'true' || value === 'false') return shapes.boolean();
  const classes = classifier.judge(field.classes, value, characters);
  if ((characters & ~(DIGIT | DOT | HYPHEN)) === 0 && value.length <= 16) {
    if (/^(0|-?[1-9]\d{0,14})$/.test(value)) return shapes.integer(classes);
    if (/^-?(0|[1-9]\d{0,11})\.\d{1,10}$/.test(value)) return shapes.number(classes);
  }
  return shapes.string(formatOf(value, characters), classes);
};

const pairsMax = 128;

const decodedPart = (text: string): string => {
  if (!text.includes('%') && !text.includes('+')) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
};

/** A pair of a query or a form. */
export interface Pair {
  /** `filter[status]`, without the brackets of a list (`ids[]`). */
  readonly name: string;
  readonly value: string;
  /** The name ended in `[]` or `[0]`. */
  readonly listed: boolean;
}

/**
 * Splits `a=1&b=2` (application/x-www-form-urlencoded); at most 128 pairs. Never throws.
 *
 * @example
 * readPairs('ids[]=1&q=ana'); // [{ name: 'ids', value: '1', listed: true }, { name: 'q', value: 'ana', listed: false }]
 */
export const readPairs = (text: string): readonly Pair[] => {
  const pairs: Pair[] = [];
  let start = 0;
  while (start < text.length && pairs.length < pairsMax) {
    let stop = text.indexOf('&', start);
    if (stop < 0) stop = text.length;
    if (stop > start) {
      const equals = text.indexOf('=', start);
      const split = equals < 0 || equals > stop ? stop : equals;
      const rawName = decodedPart(text.slice(start, Math.min(split, start + 256)));
      const list = /\[\d{0,4}\]$/.exec(rawName);
      pairs.push({
        name: list === null ? rawName : rawName.slice(0, list.index),
        value: split >= stop ? '' : decodedPart(text.slice(split + 1, stop)),
        listed: list !== null,
      });
    }
    start = stop + 1;
  }
  return pairs;
};

/** The place of a parameter: `filter[patient][name]` lies in `patient` in `filter`; and the name it is written down by. */
export const parameterField = (
  root: Field,
  name: string,
): { readonly field: Field; readonly name: string } => {
  const bracket = name.indexOf('[');
  if (bracket <= 0) {
    const field = root.child(name);
    return { field, name: field.name };
  }
  let field = root.child(name.slice(0, bracket));
  let written = field.name;
  for (const part of name.slice(bracket).split('[', 6)) {
    if (part === '') continue;
    const key = part.endsWith(']') ? part.slice(0, -1) : part;
    field = field.child(key);
    written += `[${field.name}]`;
  }
  return { field, name: written };
};
