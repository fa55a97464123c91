/** What stands in front of operations. */

/** A door of the gateway. */
export interface KnownListener {
  readonly name: string;
  /** Address or name that it listens on. */
  readonly host: string;
  readonly tls: boolean;
}

/** What stands in front of operations. */
export interface Surroundings {
  readonly listeners: readonly KnownListener[];
  /** Names of guards that are enforced, by service. */
  readonly guards: Readonly<Record<string, readonly string[]>>;
}
