/** Secrets of TLS sessions in the format of NSS (`SSLKEYLOGFILE`, RFC 9850). They stay in memory, and only while a capture is read. */

/** What a line gives. */
export type SecretLabel =
  | 'CLIENT_RANDOM'
  | 'CLIENT_EARLY_TRAFFIC_SECRET'
  | 'CLIENT_HANDSHAKE_TRAFFIC_SECRET'
  | 'SERVER_HANDSHAKE_TRAFFIC_SECRET'
  | 'CLIENT_TRAFFIC_SECRET_0'
  | 'SERVER_TRAFFIC_SECRET_0';

/** The secrets of one session, by label. */
export type SessionSecrets = Partial<Record<SecretLabel, Buffer>>;

const sessionsMax = 262_144;
const linePattern =
  /^(CLIENT_RANDOM|CLIENT_EARLY_TRAFFIC_SECRET|(?:CLIENT|SERVER)_(?:HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_0)) ([0-9a-f]{64}) ([0-9a-f]{64,128})$/i;

/** All secrets that are known. */
export class KeyLog {
  readonly #sessions = new Map<string, SessionSecrets>();
  readonly #refresh: (log: KeyLog) => void;

  /** @param refresh reads what was written since, when a session is not known: a live capture runs ahead of its log */
  constructor(refresh: (log: KeyLog) => void = () => {}) {
    this.#refresh = refresh;
  }

  /** Takes lines; what is none of the format is passed over. */
  add(text: string): void {
    for (const line of text.split('\n')) {
      const found = linePattern.exec(line.trimEnd());
      if (found === null) continue;
      const [, label = '', random = '', secret = ''] = found;
      const key = random.toLowerCase();
      let session = this.#sessions.get(key);
      if (session === undefined) {
        if (this.#sessions.size >= sessionsMax) continue;
        session = {};
        this.#sessions.set(key, session);
      }
      session[label.toUpperCase() as SecretLabel] = Buffer.from(secret, 'hex');
    }
  }

  /** Secrets of the session that a client opened with this random value; null when there are none. */
  of(clientRandom: string): SessionSecrets | null {
    const known = this.#sessions.get(clientRandom);
    if (known !== undefined) return known;
    this.#refresh(this);
    return this.#sessions.get(clientRandom) ?? null;
  }
}
