import type { WarningTally } from '../warning-tally.ts';
import type { JsonValue } from './json-value.ts';
import { depthMax } from './positioned-value.ts';
import type { PositionedValue } from './positioned-value.ts';

const quote = 34;
const backslash = 92;
const newline = 10;

/** Stops the reading; what was read so far stays. */
class Unreadable extends Error {}

type Container = Record<string, JsonValue> | JsonValue[];

const literals: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads JSON (RFC 8259) with the line of each object and list. Comments and trailing commas are let through; a document that breaks off
 * keeps all members that were complete.
 */
class JsonSource {
  readonly #text: string;
  readonly #file: string;
  readonly #warnings: WarningTally;
  readonly lines = new Map<object, number>();
  #at = 0;
  #line = 1;
  #depth = 0;

  constructor(text: string, file: string, warnings: WarningTally) {
    this.#text = text;
    this.#file = file;
    this.#warnings = warnings;
  }

  read(): JsonValue {
    const holder: JsonValue[] = [];
    try {
      this.#value((value) => holder.push(value), 1);
      this.#space();
      if (this.#at < this.#text.length) this.#warn('syntax-error', 'something follows the JSON document');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#warn('syntax-error', `${error.message}; what stood before was read`);
    }
    return holder[0] ?? null;
  }

  #warn(code: string, detail: string): void {
    this.#warnings.add(code, detail, { file: this.#file, line: this.#line });
  }

  #space(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === newline) this.#line += 1;
      else if (code === 47) this.#comment();
      else if (code > 32 && code !== 0xfeff && code !== 0xa0) return;
    }
  }

  /** Leaves `at` on the last character of a comment. */
  #comment(): void {
    const second = this.#text[this.#at + 1];
    if (second === '/') {
      const end = this.#text.indexOf('\n', this.#at);
      this.#at = (end === -1 ? this.#text.length : end) - 1;
    } else if (second === '*') {
      const end = this.#text.indexOf('*/', this.#at + 2);
      const stop = end === -1 ? this.#text.length : end + 2;
      for (let at = this.#at; at < stop; at += 1) if (this.#text.charCodeAt(at) === newline) this.#line += 1;
      this.#at = stop - 1;
    } else throw new Unreadable('the JSON document has a stray /');
  }

  #value(put: (value: JsonValue) => void, line: number): void {
    this.#space();
    const sign = this.#text[this.#at];
    if (sign === '{' || sign === '[') this.#container(sign, put, line);
    else if (sign === '"') put(this.#string());
    else put(this.#literal());
  }

  #container(sign: '{' | '[', put: (value: JsonValue) => void, line: number): void {
    if (this.#depth >= depthMax) {
      throw new Unreadable(`the document is nested deeper than ${depthMax}`);
    }
    const made: Container = sign === '{' ? {} : [];
    // It is put in its place before it is filled: a document that breaks off keeps it.
    put(made);
    this.lines.set(made, line);
    this.#depth += 1;
    this.#at += 1;
    if (Array.isArray(made)) this.#fillList(made);
    else this.#fillRecord(made);
    this.#depth -= 1;
  }

  #fillList(list: JsonValue[]): void {
    for (;;) {
      this.#space();
      if (this.#take(']')) return;
      this.#value((value) => list.push(value), this.#line);
      this.#space();
      if (!this.#take(',') && this.#text[this.#at] !== ']') throw new Unreadable(this.#found('a comma or ]'));
    }
  }

  #fillRecord(record: Record<string, JsonValue>): void {
    for (;;) {
      this.#space();
      if (this.#take('}')) return;
      if (this.#text.charCodeAt(this.#at) !== quote) throw new Unreadable(this.#found('a name in quotes'));
      const line = this.#line;
      const name = this.#string();
      this.#space();
      if (!this.#take(':')) throw new Unreadable(this.#found('a colon'));
      if (Object.hasOwn(record, name))
        this.#warn('duplicate-key', `the name “${name}” stands twice; the last is taken`);
      this.#value((value) => {
        // An assignment to `__proto__` would not make a member.
        if (name !== '__proto__') record[name] = value;
      }, line);
      this.#space();
      if (!this.#take(',') && this.#text[this.#at] !== '}') throw new Unreadable(this.#found('a comma or }'));
    }
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #found(wanted: string): string {
    return this.#at >= this.#text.length
      ? 'the JSON document breaks off'
      : `the JSON document has something else where ${wanted} is due`;
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) {
        this.#at = at + 1;
        if (!escaped) return this.#text.slice(start + 1, at);
        return this.#unescaped(this.#text.slice(start, at + 1));
      }
      if (code === backslash) {
        escaped = true;
        at += 1;
      } else if (code === newline) this.#line += 1;
    }
    this.#at = this.#text.length;
    throw new Unreadable('the JSON document breaks off');
  }

  #unescaped(source: string): string {
    try {
      return JSON.parse(source) as string;
    } catch {
      this.#warn('syntax-error', 'a text of the JSON document has a wrong escape');
      return source.slice(1, -1);
    }
  }

  #literal(): JsonValue {
    for (const [word, value] of literals) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    const number = /-?\d[\d.eE+-]*/y;
    number.lastIndex = this.#at;
    const found = number.exec(this.#text)?.[0];
    if (found === undefined) throw new Unreadable(this.#found('a value'));
    this.#at += found.length;
    return Number(found);
  }
}

/** Reads JSON with the line of each object and list. */
export const readJsonSource = (text: string, file: string, warnings: WarningTally): PositionedValue => {
  const source = new JsonSource(text, file, warnings);
  const value = source.read();
  return { value, lines: source.lines };
};
