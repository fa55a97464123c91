/** An operation inside the inventory: a place in the route trie, a method, and the tracks that belong to it. */
import { createHash } from 'node:crypto';
import type { OperationSummary } from '../model/operation.ts';
import type { SeatedSighting } from './sightings/seated.ts';
import type { TrackOf, TrackKind } from './track.ts';

/** What an operation is at its place. */
export interface OperationPlace {
  readonly service: string;
  readonly field: string;
  readonly kind: TrackKind;
}

/** One interface at a place of type `Node`. Its counters are those of its tracks. */
export class OperationOf<Node extends { template(): string }> {
  readonly id: string;
  readonly service: string;
  readonly node: Node;
  readonly method: string;
  readonly field: string;
  readonly kind: OperationSummary['kind'];
  readonly tracks = new Set<TrackOf<OperationOf<Node>>>();
  /** Evidence from code, contracts and the outside for this method and template, the highest source first. */
  sightings: SeatedSighting[] = [];
  /** The summary as last computed, and what beside the operation itself it was computed from. */
  summary: OperationSummary | null = null;
  summaryGiven = '';
  /** Lower-case text that a search looks into. */
  haystack = '';
  dirty = true;

  constructor(node: Node, { service, field, kind }: OperationPlace, method: string) {
    this.service = service;
    this.node = node;
    this.method = method;
    this.field = field;
    this.kind = kind;
    this.id = operationId(this.service, method, node.template(), this.field);
  }
}

/**
 * Stable id of an operation: SHA-256 over service, method and template with nameless parameters, 96 bits in base64url. Hosts are left out,
 * since one service may be reached by several.
 */
export function operationId(service: string, method: string, template: string, field: string): string {
  const text = `${service}\n${method}\n${template}\n${field}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
