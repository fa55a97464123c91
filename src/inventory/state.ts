/** All that the inventory holds in memory. */
import type { Clock } from '../model/clock.ts';
import type { DataClassId, Shape } from '../model/shape.ts';
import { ActorRegister } from './actors.ts';
import { Context } from './context/context.ts';
import { FormRegister } from './forms.ts';
import type { InventoryLimits } from './limits.ts';
import { RouteTable } from './routes/table.ts';
import { EvidenceMerger } from './sightings/merge.ts';
import { KindsOfServices } from './truth/kinds.ts';
import { KnownShape } from './shape/body-stats.ts';
import { LearnedBodies } from './shape/learned.ts';
import { classesOf } from './shape/merge.ts';
import { SecondRing } from './sketch/seconds.ts';

const shapesMax = 20_000;

/** The state; `ingest.ts` changes it, `views/` read it, `documents.ts` writes it down. */
export class InventoryState {
  readonly clock: Clock;
  readonly limits: InventoryLimits;
  readonly actors: ActorRegister;
  readonly forms: FormRegister;
  readonly table: RouteTable;
  readonly merger: EvidenceMerger;
  readonly kinds: KindsOfServices;
  readonly context = new Context();
  /** Grows whenever traffic or evidence may have changed what is true of an operation. */
  version = 0;
  readonly rate = new SecondRing();
  readonly shed = { memoryFull: 0, spoolFull: 0, diskError: 0 };
  readonly learned = new LearnedBodies();
  readonly removedTracks = new Set<string>();
  exchanges = 0;
  flagged = 0;
  blocked = 0;
  /** Exchanges whose path was too long to look at. */
  oversized = 0;
  /** When the inventory began. */
  bornMs: number;
  dirty = true;
  readonly #shapes = new Map<string, KnownShape>();
  readonly #classes = new WeakMap<KnownShape, readonly DataClassId[]>();

  constructor(clock: Clock, limits: InventoryLimits) {
    this.clock = clock;
    this.limits = limits;
    this.bornMs = clock.nowMs();
    this.actors = new ActorRegister(limits);
    this.forms = new FormRegister(limits);
    this.table = new RouteTable(limits, {
      absorbed: (from, into) => {
        this.removedTracks.add(from.id);
        this.removedTracks.delete(into.id);
        for (const index of from.edges.keys()) {
          const actor = this.actors.byIndex.get(index);
          actor?.tracks.delete(from);
          if (into.edges.has(index)) actor?.tracks.add(into);
        }
      },
      evicted: (track) => {
        this.removedTracks.add(track.id);
        this.forms.forget(track);
        for (const index of track.edges.keys()) this.actors.byIndex.get(index)?.tracks.delete(track);
      },
      reseated: (service) => {
        this.forms.rereadAbsorbed(service, this.table.service(service).root);
      },
      isScanner: (index) => this.actors.isScanner(index),
    });
    this.merger = new EvidenceMerger(this.table);
    this.kinds = new KindsOfServices(this.table, () => this.version);
  }

  /** Holds a shape once. */
  readonly knowShape = (ref: string, shape: Shape): KnownShape => {
    let known = this.#shapes.get(ref);
    if (known === undefined) {
      known = new KnownShape(ref, shape);
      if (this.#shapes.size >= shapesMax) {
        let left = shapesMax / 2;
        for (const old of this.#shapes.keys()) {
          if (left === 0) break;
          left -= 1;
          this.#shapes.delete(old);
        }
      }
      this.#shapes.set(ref, known);
    }
    return known;
  };

  /** Data classes in a shape. */
  classesIn(known: KnownShape): readonly DataClassId[] {
    let classes = this.#classes.get(known);
    if (classes === undefined) {
      classes = [...classesOf(known.shape)];
      this.#classes.set(known, classes);
    }
    return classes;
  }
}
