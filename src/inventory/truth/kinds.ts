/** What kinds of operation each source shows of a service, when traffic was seen last, and which versions of a template there are. */
import type { OperationKind } from '../../model/operation.ts';
import type { Operation } from '../routes/node.ts';
import { evidenceOf } from '../routes/seats.ts';
import type { RouteTable } from '../routes/table.ts';
import { declares } from '../sightings/seated.ts';
import type { SeatedSighting } from '../sightings/seated.ts';

/** What is seen of one service. */
export interface ServiceKinds {
  readonly code: ReadonlySet<OperationKind>;
  readonly traffic: ReadonlySet<OperationKind>;
  /** Last exchange, milliseconds since the epoch; 0 when there is none. */
  readonly latestMs: number;
}

/** A template with its version, and who tells of it. */
export interface Versioned {
  readonly version: number;
  readonly text: string;
  readonly evidence: SeatedSighting;
}

interface MutableKinds {
  readonly code: Set<OperationKind>;
  readonly traffic: Set<OperationKind>;
  latestMs: number;
}

const nothing: ServiceKinds = { code: new Set(), traffic: new Set(), latestMs: 0 };
const versionOf = (segment: string): number | null => {
  const match = /^v(\d{1,3})$/i.exec(segment);
  return match === null ? null : Number(match[1]);
};

/** Method and template with a hole where the version is, and the version; null when it has none. */
function versioned(operation: Operation): { readonly key: string; readonly version: number } | null {
  const segments = operation.node.template().split('/');
  const at = segments.findIndex((segment) => versionOf(segment) !== null);
  const version = versionOf(segments[at] ?? '');
  if (version === null) return null;
  return {
    key: `${operation.service} ${operation.method} ${segments.with(at, '{version}').join('/')}#${operation.field}`,
    version,
  };
}

/** Worked out anew when asked for after something changed. */
export class KindsOfServices {
  readonly #table: RouteTable;
  readonly #version: () => number;
  #at = -1;
  #kinds = new Map<string, MutableKinds>();
  #newest = new Map<string, Versioned>();

  /** `version` grows whenever evidence or traffic has changed. */
  constructor(table: RouteTable, version: () => number) {
    this.#table = table;
    this.#version = version;
  }

  #refresh(): void {
    const version = this.#version();
    if (version === this.#at) return;
    this.#at = version;
    this.#kinds = new Map();
    this.#newest = new Map();
    for (const track of this.#table.tracks.values()) {
      const mine = this.#mine(track.service);
      mine.traffic.add(track.kind);
      if (track.lastSeenMs > mine.latestMs) mine.latestMs = track.lastSeenMs;
    }
    for (const operation of this.#table.operations.values()) {
      const declared = evidenceOf(operation).find(({ sighting }) => declares(sighting));
      if (declared === undefined) continue;
      if (declared.sighting.source === 'code') this.#mine(operation.service).code.add(operation.kind);
      const found = versioned(operation);
      if (found === null) continue;
      const known = this.#newest.get(found.key);
      if (known === undefined || known.version < found.version)
        this.#newest.set(found.key, {
          version: found.version,
          text: `${operation.method} ${declared.path}`,
          evidence: declared,
        });
    }
  }

  #mine(service: string): MutableKinds {
    let mine = this.#kinds.get(service);
    if (mine === undefined) {
      mine = { code: new Set(), traffic: new Set(), latestMs: 0 };
      this.#kinds.set(service, mine);
    }
    return mine;
  }

  /** What is seen of a service. */
  of(service: string): ServiceKinds {
    this.#refresh();
    return this.#kinds.get(service) ?? nothing;
  }

  /** A declared template that is this one in a higher version, or null. */
  newerThan(operation: Operation): Versioned | null {
    this.#refresh();
    const own = versioned(operation);
    if (own === null) return null;
    const newest = this.#newest.get(own.key);
    return newest !== undefined && newest.version > own.version ? newest : null;
  }
}
