/**
 * Redaction: what may be kept of a body that a capture rule asks for. Personal data, restricted data and secrets give way to the name of
 * their class, `‹email›`; what cannot be judged is not kept.
 */
import type { MediaType } from './media-type.ts';
import { charactersOf } from './characters.ts';
import type { Classifier } from './classify/classifier.ts';
import { type Field, dictionaryKey } from './classify/field.ts';
import type { DataClass } from './classes/data-class.ts';
import { parameterField, readPairs } from './parameters.ts';
import { isWordy } from './segment-kind.ts';
import { bounds } from './shapes/bounds.ts';

const depthMax = bounds.depthMax;
const valuesMax = 5000;

/** Nobody types this: it could be a secret without a name. */
const looksSecret = (value: string): boolean =>
  value.length >= 16 &&
  !value.includes(' ') &&
  /\d/.test(value) &&
  !isWordy(value) &&
  new Set(value).size >= 8;

/** What may stay although it looks random: ids and times that the shapes tell anyway. */
const harmless =
  /^(?:\d{4}-\d{2}-\d{2}(?:[T ][\d:.,+Z-]{4,24})?|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|https?:\/\/[\w.:-]+(?:\/[A-Za-z_-]{0,24}){0,6})$/i;

/** Redacts bodies. */
export class Redactor {
  readonly #classifier: Classifier;
  readonly #hidden: ReadonlySet<string>;
  #left = 0;

  constructor(classifier: Classifier, classes: readonly DataClass[]) {
    this.#classifier = classifier;
    this.#hidden = new Set(
      classes
        .filter(({ sensitivity }) => sensitivity === 'personal' || sensitivity === 'restricted')
        .map(({ id }) => id),
    );
  }

  /** The redacted text, at most `charactersMax` long; undefined when nothing of it may be kept. Never throws. */
  redact(text: string, kind: MediaType['kind'], root: Field, charactersMax: number): string | undefined {
    this.#left = valuesMax;
    const kept = this.#redact(text, kind, root);
    return kept === undefined
      ? undefined
      : kept.length <= charactersMax
        ? kept
        : `${kept.slice(0, charactersMax)}…`;
  }

  #redact(text: string, kind: MediaType['kind'], root: Field): string | undefined {
    if (kind === 'json' || kind === 'graphql') {
      try {
        return JSON.stringify(this.#value(JSON.parse(text), root, 0));
      } catch {
        // A text that broke off cannot be told apart into values: word by word then.
        return this.#words(text, root);
      }
    }
    if (kind === 'json-sequence') {
      const lines: string[] = [];
      for (const line of text.split(/[\n\u001e]+/, 200)) {
        if (line.trim() === '') continue;
        lines.push(this.#redact(line, 'json', root) ?? '');
      }
      return lines.join('\n');
    }
    if (kind === 'form') {
      return readPairs(text)
        .map((pair) => {
          const { field, name } = parameterField(root, pair.name);
          return `${encodeURIComponent(name)}=${this.#string(pair.value, field)}`;
        })
        .join('&');
    }
    return kind === 'text' || kind === 'xml' ? this.#words(text, root) : undefined;
  }

  #value(value: unknown, field: Field, depth: number): unknown {
    this.#left -= 1;
    if (depth > depthMax || this.#left < 0) return '‹cut›';
    if (typeof value === 'string') return this.#string(value, field);
    if (typeof value === 'number') {
      const text = String(value);
      const named = this.#name(this.#classifier.judge(field.classes, text, charactersOf(text), true).ids);
      return named ?? value;
    }
    if (Array.isArray(value)) return value.slice(0, 200).map((item) => this.#value(item, field, depth + 1));
    if (typeof value !== 'object' || value === null) return value;
    const kept: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value).slice(0, bounds.propertiesMax)) {
      const child = field.child(key);
      let name = child.name;
      for (let i = 2; child.name === dictionaryKey && Object.hasOwn(kept, name); i += 1)
        name = `{key ${String(i)}}`;
      kept[name] = this.#value(inner, child, depth + 1);
    }
    return kept;
  }

  #name(ids: readonly string[]): string | null {
    const hidden = ids.filter((id) => this.#hidden.has(id));
    return hidden.length === 0 ? null : `‹${hidden.join(' ')}›`;
  }

  #string(value: string, field: Field): string {
    if (value.length > bounds.stringCharactersMax) return '‹long text›';
    const named = this.#name(this.#classifier.judge(field.classes, value, charactersOf(value)).ids);
    if (named !== null) return named;
    if (value.length <= 128 && harmless.test(value)) return value;
    return looksSecret(value) ? '‹token›' : value.includes(' ') ? this.#words(value, field) : value;
  }

  /** Texts: each word is judged by itself, and what may be part of one value is judged together first. */
  #words(text: string, field: Field): string {
    const bounded = text.slice(0, bounds.decodedBytesMax);
    let kept = '';
    let previous = '';
    for (const part of bounded.split(/([\s"'<>,;{}()[\]=&|]+)/)) {
      this.#left -= 1;
      if (this.#left < 0) return `${kept}‹cut›`;
      if (part === '' || /^[\s"'<>,;{}()[\]=&|:]+$/.test(part)) {
        kept += part;
        continue;
      }
      // `"password":"x"` and `password=x` that broke off: the word before names the place.
      const place = /[A-Za-z]/.test(previous) && previous.length <= 64 ? field.child(previous) : field;
      const word = part.replace(/[.:!?]+$/, '');
      const hidden = this.#name([
        ...this.#classifier.judge(place.classes, word, charactersOf(word)).ids,
        ...this.#classifier.judge(field.classes, word, charactersOf(word)).ids,
      ]);
      kept +=
        hidden ??
        (looksSecret(word) && !harmless.test(word) ? '‹token›' : /\d{5,}/.test(word) ? '‹number›' : part);
      previous = word;
    }
    return kept;
  }
}
