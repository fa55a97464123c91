import type { Place } from '../../../model/sighting.ts';
import type { WarningTally } from '../warning-tally.ts';
import { readJsonSource } from './json-source.ts';
import { isList, isRecord, member } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import type { PositionedValue } from './positioned-value.ts';
import { readYamlSource } from './yaml-source.ts';

/** A JSON or YAML document that stands in a file. */
export interface StructuredDocument extends PositionedValue {
  /** Path that is shown. */
  readonly file: string;
  /** Where it stands; references are relative to it. */
  readonly absolute: string;
}

/** Characters that tell JSON from YAML. */
const headMax = 4096;

/** Reads JSON, or else YAML. Whatever cannot be read is a warning; what could be read stays. */
export const readStructuredText = (text: string, file: string, warnings: WarningTally): PositionedValue => {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // A YAML file may begin with a template (`{{ … }}`) or with a flow mapping of bare words.
  const isJson = /^\s*(?:\{\s*(?:["}]|\/[/*]|$)|\[\s*(?:["{[\]]|$))/.test(source.slice(0, headMax));
  return isJson ? readJsonSource(source, file, warnings) : readYamlSource(source, file, warnings);
};

/** A value in a document, with the way that leads to it. */
export class ContractNode {
  readonly document: StructuredDocument;
  readonly value: JsonValue | undefined;
  readonly #parent: ContractNode | null;
  readonly #key: string;

  constructor(
    document: StructuredDocument,
    value: JsonValue | undefined,
    parent: ContractNode | null,
    key: string,
  ) {
    this.document = document;
    this.value = value;
    this.#parent = parent;
    this.#key = key;
  }

  /** The whole of a document. */
  static root(document: StructuredDocument): ContractNode {
    return new ContractNode(document, document.value, null, '');
  }

  /** JSON pointer (RFC 6901) to this value. */
  get pointer(): string {
    if (this.#parent === null) return '';
    return `${this.#parent.pointer}/${this.#key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }

  /** Name of the member, or index, in what holds it. */
  get key(): string {
    return this.#key;
  }

  /** File, line of the nearest object or list, pointer. */
  get place(): Place {
    const line = this.#line();
    return {
      file: this.document.file,
      ...(line === undefined ? {} : { line }),
      pointer: this.pointer,
    };
  }

  #line(): number | undefined {
    const own =
      typeof this.value === 'object' && this.value !== null ? this.document.lines.get(this.value) : undefined;
    return own ?? (this.#parent === null ? undefined : this.#parent.#line());
  }

  /** Whether there is something here. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  child(name: string): ContractNode {
    return new ContractNode(this.document, member(this.value, name), this, name);
  }

  /** Members of an object; nothing when it is none. */
  members(): ContractNode[] {
    if (!isRecord(this.value)) return [];
    return Object.entries(this.value).map(
      ([name, value]) => new ContractNode(this.document, value, this, name),
    );
  }

  /** Items of a list; nothing when it is none. */
  items(): ContractNode[] {
    if (!isList(this.value)) return [];
    return this.value.map((value, index) => new ContractNode(this.document, value, this, String(index)));
  }

  text(name: string): string | null {
    const found = member(this.value, name);
    return typeof found === 'string' && found.trim() !== '' ? found.trim() : null;
  }
}
