/** All actors, bounded. */
import type { ActorSeen } from '../model/actor.ts';
import { ActorRecord } from './actor-record.ts';
import type { InventoryLimits } from './limits.ts';

/** The register of actors. */
export class ActorRegister {
  readonly byId = new Map<string, ActorRecord>();
  readonly byIndex = new Map<number, ActorRecord>();
  readonly removed = new Set<string>();
  evicted = 0;
  #nextIndex = 1;
  /** Content refs that were merged already, so that the same evidence is read once. */
  readonly #refs = new Map<string, ActorRecord>();
  readonly #limits: InventoryLimits;

  constructor(limits: InventoryLimits) {
    this.#limits = limits;
  }

  /** The record of an actor as it was seen; `ref` names this very evidence. */
  see(ref: string, seen: ActorSeen): ActorRecord {
    const known = this.#refs.get(ref);
    if (known !== undefined) return known;
    const actor = this.byId.get(seen.id) ?? this.add(seen);
    actor.see(seen);
    if (this.#refs.size >= 2 * this.#limits.actorsMax) this.#refs.clear();
    this.#refs.set(ref, actor);
    return actor;
  }

  /** Adds a new actor. */
  add(seen: Pick<ActorSeen, 'id' | 'kind' | 'evidence' | 'confidence' | 'label'>): ActorRecord {
    const actor = new ActorRecord(this.#nextIndex, seen);
    this.#nextIndex += 1;
    this.byId.set(actor.id, actor);
    this.byIndex.set(actor.index, actor);
    this.removed.delete(actor.id);
    return actor;
  }

  /** Forgets the anonymous and the longest unseen when there are too many; their calls stay counted. */
  makeRoom(): void {
    const { actorsMax } = this.#limits;
    if (this.byId.size <= actorsMax) return;
    const rank = (actor: ActorRecord): number => (actor.evidence === 'network-fingerprint' ? 0 : 1);
    const oldest = [...this.byId.values()].sort((a, b) => rank(a) - rank(b) || a.lastSeenMs - b.lastSeenMs);
    for (const actor of oldest.slice(0, this.byId.size - actorsMax + Math.ceil(actorsMax / 20))) {
      for (const track of actor.tracks) {
        const edge = track.edges.get(actor.index);
        if (edge !== undefined) track.edgesShed += edge.count;
        track.edges.delete(actor.index);
        track.dirty = true;
        if (track.operation !== null) track.operation.dirty = true;
      }
      this.byId.delete(actor.id);
      this.byIndex.delete(actor.index);
      this.removed.add(actor.id);
      this.evicted += 1;
    }
    this.#refs.clear();
  }

  /** Does this actor mostly ask for paths that are not there? */
  isScanner(index: number): boolean {
    const actor = this.byIndex.get(index);
    return actor !== undefined && actor.unrouted >= 10 && actor.unrouted * 2 > actor.count;
  }
}
