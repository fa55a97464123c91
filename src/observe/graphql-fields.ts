/** Root fields of GraphQL requests (GraphQL over HTTP): which operations of the graph a request asks for. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  parse,
} from 'graphql';
import type { GraphqlRootField } from '../model/exchange.ts';
import { BoundedCache } from './bounded-cache.ts';

/** The operations of one document: name -> its root fields. */
type Operations = ReadonlyMap<string, readonly GraphqlRootField[]>;

const documentCharactersMax = 65_536;
const tokensMax = 10_000;
const rootFieldsMax = 64;
const batchMax = 32;

const none: readonly GraphqlRootField[] = [];

/** Fields at the root, fragments resolved; each fragment at most once, so cycles end. */
const collect = (
  set: SelectionSetNode,
  type: GraphqlRootField['type'],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen: Set<string>,
  into: Map<string, GraphqlRootField>,
  depth: number,
): void => {
  if (depth > 16) return;
  for (const selection of set.selections) {
    if (into.size >= rootFieldsMax) return;
    if (selection.kind === 'Field') {
      const field = selection.name.value.slice(0, 128);
      into.set(`${type} ${field}`, { type, field });
    } else if (selection.kind === 'InlineFragment')
      collect(selection.selectionSet, type, fragments, seen, into, depth + 1);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) collect(fragment.selectionSet, type, fragments, seen, into, depth + 1);
    }
  }
};

const operationsOf = (document: DocumentNode): Operations => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition);
    else if (definition.kind === 'OperationDefinition') operations.push(definition);
  }
  const found = new Map<string, readonly GraphqlRootField[]>();
  for (const operation of operations) {
    const fields = new Map<string, GraphqlRootField>();
    collect(operation.selectionSet, operation.operation, fragments, new Set(), fields, 0);
    found.set(operation.name?.value ?? '', [...fields.values()]);
  }
  return found;
};

const merged = (lists: readonly (readonly GraphqlRootField[])[]): readonly GraphqlRootField[] => {
  const fields = new Map<string, GraphqlRootField>();
  for (const list of lists)
    for (const field of list)
      if (fields.size < rootFieldsMax) fields.set(`${field.type} ${field.field}`, field);
  return [...fields.values()];
};

/** Reads root fields; documents that come again are remembered by their text. */
export class GraphqlReader {
  readonly #documents = new BoundedCache<string, Operations>(1024);
  readonly #empty: Operations = new Map();

  /**
   * Root fields of a document; `operationName` chooses when there are several operations, otherwise all count. A document that is
   * malformed or over its bounds has none.
   *
   * @example
   * new GraphqlReader().document('{ me: viewer { id } }', ''); // [{ type: 'query', field: 'viewer' }]
   */
  document(text: string, operationName: string): readonly GraphqlRootField[] {
    if (text.length > documentCharactersMax) return none;
    let operations = this.#documents.get(text);
    if (operations === undefined) {
      try {
        operations = operationsOf(parse(text, { noLocation: true, maxTokens: tokensMax }));
      } catch {
        operations = this.#empty;
      }
      if (text.length <= 8192) this.#documents.set(text, operations);
    }
    if (operationName !== '') return operations.get(operationName) ?? none;
    if (operations.size <= 1) {
      for (const fields of operations.values()) return fields;
      return none;
    }
    return merged([...operations.values()]);
  }

  /** Root fields of a JSON request: an object with a string `query`, or a batch of them. Without such text (persisted queries) none. */
  json(text: string): readonly GraphqlRootField[] {
    if (text.length > documentCharactersMax * 4 || !text.includes('"query"')) return none;
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return none;
    }
    if (!Array.isArray(body)) return this.#request(body);
    return merged(body.slice(0, batchMax).map((item) => this.#request(item)));
  }

  #request(body: unknown): readonly GraphqlRootField[] {
    if (typeof body !== 'object' || body === null) return none;
    const { query, operationName } = body as { readonly query?: unknown; readonly operationName?: unknown };
    // A search field called `query` holds words; a document has a selection.
    if (typeof query !== 'string' || !query.includes('{')) return none;
    return this.document(query, typeof operationName === 'string' ? operationName : '');
  }
}
