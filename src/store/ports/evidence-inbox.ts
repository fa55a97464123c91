/** Evidence on its way from a command to the hub of a data folder, which may run now or later. */
import type { Evidence } from '../../model/sighting.ts';

/** What one run of a reader hands over. */
export interface EvidenceDelivery {
  readonly run: { readonly id: string; readonly atMs: number; readonly roots: readonly string[] };
  readonly evidence: Evidence;
}

/** A delivery that waits. */
export interface PendingDelivery {
  readonly id: string;
  readonly delivery: EvidenceDelivery;
}

/** Where evidence waits. A resolved delivery survives `kill -9`; taking one in twice changes nothing. */
export interface EvidenceInbox {
  /** Rejects with `data-folder-unusable`. */
  deliver(delivery: EvidenceDelivery): Promise<void>;
  /** The oldest delivery; null when none waits. One that cannot be read is put aside. */
  next(): Promise<PendingDelivery | null>;
  /** Takes a delivery out, when what it brought is saved. */
  remove(id: string): Promise<void>;
}
