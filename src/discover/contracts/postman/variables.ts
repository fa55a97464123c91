import { isTrue, member } from '../document/json-value.ts';
import type { JsonValue } from '../document/json-value.ts';
import type { ContractNode } from '../document/structured-document.ts';

/** Variables within the values of variables. */
const chainMax = 8;

/** Longest text that variables may make of another. */
const filledMax = 8000;

/** The variables of a collection that are in force at one place in it. */
export class Variables {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /**
   * These, and those of a list. Those of a path (`:id`) have examples as values: they are not filled in.
   */
  with(list: ContractNode, kind: 'collection' | 'path' = 'collection'): Variables {
    const items = list.items();
    if (items.length === 0 || kind === 'path') return this;
    const values = new Map(this.#values);
    for (const item of items) {
      const name = item.text('key') ?? item.text('id');
      const value = member(item.value, 'value');
      if (name !== null && typeof value === 'string' && value !== '' && isOn(item.value)) {
        values.set(name, value);
      }
    }
    return new Variables(values);
  }

  /**
   * Fills in what tells an address or a part of one. A variable that stands for a whole segment deeper in the path is a parameter, whatever
   * its value; so is one that nobody tells.
   */
  fill(text: string): string {
    let filled = text;
    for (let chain = 0; chain < chainMax; chain += 1) {
      const before = filled;
      filled = before.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string, at: number) => {
        const value = this.#values.get(name.trim());
        if (value === undefined) return whole;
        const isStart =
          before
            .slice(0, at)
            .replace(/^[a-z]+:\/\//i, '')
            .indexOf('/') === -1;
        return isStart || isFixed(name, value) ? value : whole;
      });
      if (filled === before || filled.length > filledMax) break;
    }
    return filled.slice(0, filledMax);
  }
}

/** Variables of a collection can be switched off by `disabled`, those of an environment by `enabled`. */
const isOn = (item: JsonValue | undefined): boolean =>
  !isTrue(member(item, 'disabled')) && member(item, 'enabled') !== false;

/** Versions and prefixes are part of the path; ids, tokens and names are not. */
const isFixed = (name: string, value: string): boolean =>
  /version|prefix|base|path|stage|api/i.test(name) &&
  !/id$|key|token|secret|pass|auth/i.test(name) &&
  /^[\w./-]{1,60}$/.test(value);
