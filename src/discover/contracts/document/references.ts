import type { WarningTally } from '../warning-tally.ts';
import { isList, isRecord, member } from './json-value.ts';
import type { JsonValue } from './json-value.ts';
import type { ReferencedFiles, SourceText } from './referenced-files.ts';
import { isRemote } from './referenced-files.ts';
import { ContractNode, readStructuredText } from './structured-document.ts';
import type { StructuredDocument } from './structured-document.ts';

/** References that lead on to references. */
const chainMax = 32;

const unescaped = (token: string): string => {
  let plain = token;
  try {
    plain = decodeURIComponent(token);
  } catch {
    // A stray % stands for itself.
  }
  return plain.replaceAll('~1', '/').replaceAll('~0', '~');
};

const step = (node: ContractNode, token: string): ContractNode => {
  if (!isList(node.value)) return node.child(token);
  const value: JsonValue | undefined = /^\d{1,9}$/.test(token) ? node.value[Number(token)] : undefined;
  return new ContractNode(node.document, value, node, token);
};

/** Follows `$ref` within a document and to other files below the root (RFC 6901, JSON Reference). */
export class References {
  readonly #files: ReferencedFiles;
  readonly #warnings: WarningTally;
  readonly #documents = new Map<string, StructuredDocument>();
  /** References that are being followed within one another. */
  #within = 0;

  constructor(files: ReferencedFiles, warnings: WarningTally) {
    this.#files = files;
    this.#warnings = warnings;
  }

  /** The document that a text holds; read once. */
  document(source: SourceText): StructuredDocument {
    const known = this.#documents.get(source.absolute);
    if (known !== undefined) return known;
    const read = readStructuredText(source.text, source.file, this.#warnings);
    const document = { ...read, file: source.file, absolute: source.absolute };
    this.#documents.set(source.absolute, document);
    return document;
  }

  /** What a node stands for: itself, or what its `$ref` leads to; null, with a warning, when that is not to be had. */
  follow(node: ContractNode): ContractNode | null {
    const seen = new Set<JsonValue>();
    let current = node;
    for (let steps = 0; steps < chainMax; steps += 1) {
      const { value } = current;
      const reference = member(value, '$ref');
      if (typeof reference !== 'string' || value === undefined) return current;
      if (seen.has(value)) {
        this.#warnings.add('reference-circular', `${reference} leads back to itself`, node.place);
        return null;
      }
      seen.add(value);
      const next = this.target(reference, current);
      if (next === null) return null;
      current = next;
    }
    this.#warnings.add('reference-circular', `a reference leads on more than ${chainMax} times`, node.place);
    return null;
  }

  /** Where a reference written in `from` leads. */
  target(reference: string, from: ContractNode): ContractNode | null {
    const hash = reference.indexOf('#');
    const file = hash === -1 ? reference : reference.slice(0, hash);
    const fragment = hash === -1 ? '' : reference.slice(hash + 1);
    let { document } = from;
    if (file !== '' && !this.#isOwn(file, document)) {
      const source = this.#files.follow(file, document.absolute, from.place);
      if (source === null) return null;
      document = this.document(source);
    }
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchored = this.#anchored(fragment, document);
      if (anchored === null) this.#unresolved(reference, from);
      return anchored;
    }
    let node = ContractNode.root(document);
    for (const token of fragment === '' ? [] : fragment.slice(1).split('/')) {
      // A step may lead through another reference, when a contract is spread over files.
      const next = step(node, unescaped(token));
      if (next.exists || typeof member(node.value, '$ref') !== 'string') node = next;
      else {
        this.#within += 1;
        const through = this.#within > chainMax ? null : this.follow(node);
        this.#within -= 1;
        node = through === null ? next : step(through, unescaped(token));
      }
      if (!node.exists) {
        this.#unresolved(reference, from);
        return null;
      }
    }
    return node;
  }

  /** A document may name itself (`$id`, OpenAPI 3.2 `$self`). */
  #isOwn(file: string, document: StructuredDocument): boolean {
    return isRemote(file) && [member(document.value, '$self'), member(document.value, '$id')].includes(file);
  }

  /** A schema with an `$anchor`, among the components. */
  #anchored(name: string, document: StructuredDocument): ContractNode | null {
    const schemas = ContractNode.root(document).child('components').child('schemas');
    return (
      schemas.members().find((schema) => isRecord(schema.value) && schema.text('$anchor') === name) ?? null
    );
  }

  #unresolved(reference: string, from: ContractNode): void {
    this.#warnings.add('reference-unresolved', `${reference} leads nowhere`, from.place);
  }
}
