/** Whether the hub answers. One is made per client; components subscribe to it. */
export interface Connection {
  /** When the hub stopped answering, or null while it answers. */
  lostSinceMs(): number | null;
  mark(answered: boolean): void;
  subscribe(listener: () => void): () => void;
}

/** Makes the connection state of one client. */
export function createConnection(): Connection {
  const listeners = new Set<() => void>();
  let lost: number | null = null;
  return {
    lostSinceMs: () => lost,
    mark(answered) {
      const next = answered ? null : (lost ?? Date.now());
      if (next === lost) return;
      lost = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
