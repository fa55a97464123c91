/** Something that a listener of a channel is told. */
export type Announcement = {
  readonly id: number;
  readonly kind: string;
  readonly text: string;
  readonly createdAt: string;
};

/** Live news by channel (a patient's id, or a clinic's slug). */
export type Announcements = {
  publish(channel: string, announcement: Announcement): void;
  /** Listens until the answered function is called. */
  subscribe(channel: string, listener: (announcement: Announcement) => void): () => void;
};

export const createAnnouncements = (): Announcements => {
  const channels = new Map<string, Set<(announcement: Announcement) => void>>();
  return {
    publish(channel, announcement) {
      for (const listener of channels.get(channel) ?? []) listener(announcement);
    },
    subscribe(channel, listener) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) channels.delete(channel);
      };
    },
  };
};
