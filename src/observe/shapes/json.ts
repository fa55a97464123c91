/**
 * Reads the shape of a JSON text (RFC 8259) in one pass over its characters, without making the values. A text that breaks off gives the
 * shape of what came, with its open containers marked as cut.
 */
import {
  ALPHANUMERIC,
  BACKSLASH,
  DOT,
  HYPHEN,
  NON_ASCII,
  OTHER,
  UNDERSCORE,
  characterBits,
  charactersOf,
} from '../characters.ts';
import type { Classifier } from '../classify/classifier.ts';
import type { EchoListener } from '../echo.ts';
import { type Field, dictionaryKey } from '../classify/field.ts';
import { bounds } from './bounds.ts';
import type { ShapeInterner, ShapeNode } from './shape-interner.ts';
import { formatOf } from './string-format.ts';

/** How reading ended. */
type Ending = 'going' | 'cut' | 'malformed';

/** A power of two. */
const rememberedValuesMax = 8192;
const rememberedCharactersMax = 256;

/** Of RFC 3986, section 2.3, all but the tilde. */
const unreserved = ALPHANUMERIC | DOT | HYPHEN | UNDERSCORE;

const quote = 34;
const backslash = 92;

/** Reads JSON texts; keeps no values between them. */
export class JsonShapeReader {
  readonly #shapes: ShapeInterner;
  readonly #classifier: Classifier;
  #text = '';
  #at = 0;
  #end = 0;
  #ending: Ending = 'going';
  #values = 0;
  readonly #remembered: ({
    readonly field: Field;
    readonly value: string;
    readonly node: ShapeNode;
  } | null)[] = Array.from({ length: rememberedValuesMax }, () => null);
  readonly #looks = new Uint32Array(rememberedValuesMax);
  #generation = 0;

  readonly #echo: EchoListener;

  constructor(shapes: ShapeInterner, classifier: Classifier, echo: EchoListener) {
    this.#echo = echo;
    this.#shapes = shapes;
    this.#classifier = classifier;
  }

  /**
   * The shape of `text`, or null when it is no JSON. `truncated` says that more followed: only then may the text break off.
   * Never throws; the depth is bounded, so is the number of values.
   */
  read(text: string, field: Field, truncated: boolean): ShapeNode | null {
    this.#begin(text, 0);
    const node = this.#value(field, 0, true);
    return this.#finish(node, truncated) ? node : null;
  }

  /** The shapes of JSON texts one after the other, parted by white space or RS (RFC 7464), merged; null when one of them is no JSON. */
  readSequence(text: string, field: Field, truncated: boolean): ShapeNode | null {
    this.#begin(text, 0);
    let merged: ShapeNode | null = null;
    let count = 0;
    this.#skipSpace(true);
    while (this.#at < this.#end) {
      const before = this.#at;
      const node = this.#value(field, 1, count < bounds.itemsMax);
      if (this.#ending === 'malformed' || this.#at === before) return null;
      if (this.#ending === 'cut') {
        if (!truncated && this.#values < bounds.valuesMax) return null;
        if (count === 0) merged = node;
        break;
      }
      if (count < bounds.itemsMax) merged = merged === null ? node : this.#shapes.merge(merged, node);
      count += 1;
      this.#skipSpace(true);
    }
    return count === 0 && merged === null
      ? null
      : this.#shapes.array(merged, count > bounds.itemsMax || truncated);
  }

  #begin(text: string, at: number): void {
    this.#text = text;
    this.#at = at;
    this.#end = text.length;
    this.#ending = 'going';
    this.#values = 0;
  }

  #finish(_node: ShapeNode, truncated: boolean): boolean {
    const ending = this.#ending;
    if (ending === 'malformed') return false;
    if (ending === 'cut') return truncated || this.#values >= bounds.valuesMax;
    this.#skipSpace(false);
    return this.#at >= this.#end;
  }

  #skipSpace(recordSeparators: boolean): void {
    const text = this.#text;
    let at = this.#at;
    while (at < this.#end) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 13 || code === 9 || (recordSeparators && code === 30))
        at += 1;
      else break;
    }
    this.#at = at;
  }

  #fail(): ShapeNode {
    if (this.#ending === 'going') this.#ending = this.#at >= this.#end ? 'cut' : 'malformed';
    return this.#shapes.null();
  }

  /** `judged`: look into it; otherwise only pass over it. */
  #value(field: Field, depth: number, judged: boolean): ShapeNode {
    this.#skipSpace(false);
    this.#values += 1;
    if (this.#values > bounds.valuesMax) {
      this.#ending = 'cut';
      return this.#shapes.null();
    }
    const code = this.#text.charCodeAt(this.#at);
    switch (code) {
      case quote:
        return this.#string(field, depth, judged);
      case 123:
        return depth >= bounds.depthMax || !judged ? this.#passOver(code) : this.#object(field, depth);
      case 91:
        return depth >= bounds.depthMax || !judged ? this.#passOver(code) : this.#array(field, depth);
      case 116:
        return this.#literal('true', this.#shapes.boolean());
      case 102:
        return this.#literal('false', this.#shapes.boolean());
      case 110:
        return this.#literal('null', this.#shapes.null());
      default:
        return code === 45 || (code >= 48 && code <= 57) ? this.#number(field, judged) : this.#fail();
    }
  }

  #literal(word: string, node: ShapeNode): ShapeNode {
    if (this.#text.startsWith(word, this.#at)) {
      this.#at += word.length;
      return node;
    }
    if (word.startsWith(this.#text.slice(this.#at, this.#end))) this.#at = this.#end;
    return this.#fail();
  }

  #number(field: Field, judged: boolean): ShapeNode {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    let whole = true;
    let digits = text.charCodeAt(start) === 45 ? 0 : 1;
    let code = 0;
    while (at < this.#end) {
      code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) digits += 1;
      else if (code === 46 || code === 101 || code === 69 || code === 43 || code === 45) whole = false;
      else break;
      at += 1;
    }
    this.#at = at;
    if (digits === 0) return this.#fail();
    let classes = this.#shapes.sets.empty;
    if (judged && field.classes.numeric && at - start >= 2 && at - start <= 40) {
      const value = text.slice(start, at);
      classes = this.#classifier.judge(field.classes, value, charactersOf(value), true);
    }
    return whole ? this.#shapes.integer(classes) : this.#shapes.number(classes);
  }

  #string(field: Field, depth: number, judged: boolean): ShapeNode {
    const text = this.#text;
    const start = this.#at + 1;
    const bits = this.#passString();
    if (this.#ending !== 'going') {
      // A string that breaks off says nothing certain but that it is one.
      return this.#shapes.string('text', this.#shapes.sets.empty);
    }
    if (!judged) return this.#shapes.string('text', this.#shapes.sets.empty);
    const stop = Math.min(this.#at - 1, start + bounds.stringCharactersMax);
    let value = text.slice(start, stop);
    let characters = bits;
    if ((bits & BACKSLASH) !== 0) {
      value = unescapeJson(value);
      characters = charactersOf(value);
    }
    if (this.#echo.listening && field.naming !== 0)
      this.#echo.see(value, field.naming, field.words, depth, (characters & ~unreserved) === 0);
    return this.judgeString(value, characters, field);
  }

  /**
   * The shape of one string value at a place. The same value at the same place has the same shape, so short values that came at least
   * twice are remembered exactly, in a table of fixed size.
   */
  judgeString(value: string, characters: number, field: Field): ShapeNode {
    const { length } = value;
    if (length > rememberedCharactersMax || length === 0) return this.#judgeString(value, characters, field);
    if (this.#generation !== this.#shapes.generation) {
      this.#remembered.fill(null);
      this.#generation = this.#shapes.generation;
    }
    const look =
      (Math.imul(field.classes.id, 0x9e3779b1) ^
        Math.imul(
          value.charCodeAt(0) | (value.charCodeAt(length - 1) << 8) | (value.charCodeAt(length >> 1) << 16),
          0x85ebca6b,
        ) ^
        Math.imul(value.charCodeAt(length - (length > 1 ? 2 : 1)) + length * 256, 0xc2b2ae35)) >>>
      0;
    const slot = (look ^ (look >>> 15)) & (rememberedValuesMax - 1);
    const known = this.#remembered[slot] ?? null;
    if (known !== null && known.field === field && known.value === value) return known.node;
    const node = this.#judgeString(value, characters, field);
    if (this.#looks[slot] === look) {
      // A copy: a slice would hold on to the whole body.
      this.#remembered[slot] = { field, value: Buffer.from(value, 'utf16le').toString('utf16le'), node };
    } else this.#looks[slot] = look;
    return node;
  }

  #judgeString(value: string, characters: number, field: Field): ShapeNode {
    const format = formatOf(value, characters);
    const classes = this.#classifier.judge(field.classes, value, characters);
    return this.#shapes.string(format === 'word' || format === 'slug' ? 'text' : format, classes);
  }

  /** Moves behind the string that begins here; gives its kinds of characters. */
  #passString(): number {
    const text = this.#text;
    const end = this.#end;
    let at = this.#at + 1;
    let bits = 0;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.#at = at + 1;
        return bits;
      }
      if (code === backslash) {
        bits |= BACKSLASH;
        at += 2;
        continue;
      }
      bits |= code < 128 ? (characterBits[code] ?? OTHER) : NON_ASCII;
      at += 1;
    }
    this.#at = end;
    this.#ending = 'cut';
    return bits;
  }

  /** Moves behind the container that begins here, without recursion. */
  #passOver(code: number): ShapeNode {
    const text = this.#text;
    let depth = 0;
    while (this.#at < this.#end) {
      const current = text.charCodeAt(this.#at);
      if (current === quote) {
        this.#passString();
        continue;
      }
      this.#at += 1;
      if (current === 123 || current === 91) depth += 1;
      else if (current === 125 || current === 93) {
        depth -= 1;
        if (depth === 0) return this.#cutContainer(code);
      }
    }
    this.#ending = 'cut';
    return this.#cutContainer(code);
  }

  #cutContainer(code: number): ShapeNode {
    return code === 91 ? this.#shapes.array(null, true) : this.#shapes.object(this.#shapes.emptyObject, true);
  }

  #array(field: Field, depth: number): ShapeNode {
    this.#at += 1;
    this.#skipSpace(false);
    if (this.#text.charCodeAt(this.#at) === 93) {
      this.#at += 1;
      return this.#shapes.array(null, false);
    }
    let items: ShapeNode | null = null;
    let count = 0;
    for (;;) {
      const item = this.#value(field, depth + 1, count < bounds.itemsMax);
      if (this.#ending === 'malformed') return item;
      if (this.#ending === 'cut') {
        // What broke off counts only when there is nothing better.
        if (items === null && item.shape.t !== 'null') items = item;
        return this.#shapes.array(items, true);
      }
      if (count < bounds.itemsMax) items = items === null ? item : this.#shapes.merge(items, item);
      count += 1;
      this.#skipSpace(false);
      const code = this.#text.charCodeAt(this.#at);
      if (code === 44) this.#at += 1;
      else if (code === 93) {
        this.#at += 1;
        return this.#shapes.array(items, count > bounds.itemsMax);
      } else {
        this.#fail();
        return this.#shapes.array(items, true);
      }
    }
  }

  #object(field: Field, depth: number): ShapeNode {
    const shapes = this.#shapes;
    let state = shapes.emptyObject;
    let dictionary: ShapeNode | null = null;
    let previous: Field | null = null;
    let cut = false;
    this.#at += 1;
    this.#skipSpace(false);
    if (this.#text.charCodeAt(this.#at) === 125) {
      this.#at += 1;
      return shapes.object(state, false);
    }
    for (;;) {
      this.#skipSpace(false);
      if (this.#text.charCodeAt(this.#at) !== quote) {
        this.#fail();
        cut = true;
        break;
      }
      const child: Field | null = this.#key(field, previous);
      if (child === null) {
        cut = true;
        break;
      }
      previous = child;
      this.#skipSpace(false);
      if (this.#text.charCodeAt(this.#at) !== 58) {
        this.#fail();
        cut = true;
        break;
      }
      this.#at += 1;
      const room = state.size < bounds.propertiesMax;
      const node = this.#value(child, depth + 1, room);
      if (this.#ending === 'malformed') return node;
      if (!room) cut = true;
      else if (this.#ending !== 'cut' || node.shape.t !== 'null') {
        if (child.name === dictionaryKey)
          dictionary = dictionary === null ? node : shapes.merge(dictionary, node);
        else state = state.next(shapes, child.name, node);
      }
      if (this.#ending === 'cut') {
        cut = true;
        break;
      }
      this.#skipSpace(false);
      const code = this.#text.charCodeAt(this.#at);
      if (code === 44) {
        this.#at += 1;
        continue;
      }
      if (code === 125) this.#at += 1;
      else {
        this.#fail();
        cut = true;
      }
      break;
    }
    if (dictionary !== null) state = state.next(shapes, dictionaryKey, dictionary);
    return shapes.object(state, cut);
  }

  /** The place of the property whose name begins here; null when the name breaks off. */
  #key(parent: Field, previous: Field | null): Field | null {
    const text = this.#text;
    const start = this.#at + 1;
    const expected = previous === null ? parent.first : previous.next;
    if (expected !== null) {
      const key = expected.key;
      const stop = start + key.length;
      if (text.charCodeAt(stop) === quote && text.startsWith(key, start)) {
        this.#at = stop + 1;
        return expected;
      }
    }
    const bits = this.#passString();
    if (this.#ending !== 'going') return null;
    let key = text.slice(start, Math.min(this.#at - 1, start + 256));
    if ((bits & BACKSLASH) !== 0) key = unescapeJson(key);
    const child = parent.child(key);
    if (child.name !== dictionaryKey && (bits & BACKSLASH) === 0) {
      if (previous === null) parent.first = child;
      else if (previous.name !== dictionaryKey) previous.next = child;
    }
    return child;
  }
}

/** A JSON string's content without its escapes; one that is wrongly escaped stays as it is. */
const unescapeJson = (raw: string): string => {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
};
