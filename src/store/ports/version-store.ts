/** Versions of the inventory, as they were taken: what later ones are compared with. The store does not look into them. */

/** A version in a list. */
export interface VersionEntry {
  readonly id: string;
  readonly atMs: number;
  /** What led to it, in words: which roots were read. */
  readonly reason: string;
  readonly operations: number;
}

/** Keeps versions, the newest `versionsMax` of them. A resolved `put` survives `kill -9`. */
export interface VersionStore {
  put(entry: VersionEntry, json: string): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly VersionEntry[]>;
  /** The text that was put, or null. */
  get(id: string): Promise<string | null>;
}
