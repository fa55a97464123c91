import type { IncomingMessage } from 'node:http';
import type { Database } from './domain/database.ts';
import type { Random } from './domain/random.ts';
import type { Announcements } from './domain/announcements.ts';
import type { Outbound } from './http/outbound.ts';
import type { Integration, Person } from './identity/caller.ts';
import type { Failures } from './identity/failures.ts';
import type { Resets } from './identity/resets.ts';
import type { Sessions } from './identity/sessions.ts';
import type { Tokens } from './identity/tokens.ts';
import type { Rules } from './policy/index.ts';

/** What handlers work with. */
export type Platform = {
  readonly db: Database;
  readonly rules: Rules;
  readonly random: Random;
  readonly nowMs: () => number;
  readonly tokens: Tokens;
  readonly sessions: Sessions;
  readonly resets: Resets;
  /** Wrong guesses by whoever makes them: vouchers, reset requests. */
  readonly failures: Failures;
  readonly announcements: Announcements;
  readonly identify: (request: IncomingMessage) => Person | null;
  /** By API key. */
  readonly integrations: ReadonlyMap<string, Integration>;
  readonly insurerSecret: string;
  readonly outbound: Outbound;
  /** Sends mail through the partner; a mail that cannot be sent is lost. */
  readonly mail: (to: string, subject: string, body: string) => Promise<void>;
  /** The partner's address, and the credential that the clinics show it. */
  readonly partner: { readonly url: string; readonly credential: string };
  /** Hosts that imports and webhooks may name. */
  readonly partnerHosts: ReadonlySet<string>;
  readonly webOrigins: ReadonlySet<string>;
  readonly startedAtMs: number;
};

export const nowText = (platform: Platform): string => new Date(platform.nowMs()).toISOString();
export const today = (platform: Platform): string => nowText(platform).slice(0, 10);
