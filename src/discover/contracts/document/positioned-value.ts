import type { JsonValue } from './json-value.ts';

/** What a JSON or YAML text says, and the line on which each object and list in it stands. */
export interface PositionedValue {
  readonly value: JsonValue;
  /** 1-based line of the key (or bracket) of each object and list. */
  readonly lines: ReadonlyMap<object, number>;
}

/** Nesting that is followed in a document. */
export const depthMax = 200;

/** Nodes that all aliases of a document may stand for. */
export const aliasedNodesMax = 20_000_000;
