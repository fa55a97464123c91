/** Whom the organisation's software calls. */
import type { DataClassId } from './shape.ts';
import type { OutboundSighting, Place } from './sighting.ts';

/** Something about calls to others that should not be. */
export interface ThirdPartyFinding {
  readonly code: 'plain-transport' | 'restricted-data';
  readonly severity: 'high' | 'medium' | 'low';
  readonly text: string;
  readonly places: readonly Place[];
}

/** Somebody who is called. */
export interface ThirdParty {
  /** Lower case; null when it comes from configuration. */
  readonly host: string | null;
  /** In words, or where the host is read: `Stripe`, `env:PAYMENTS_URL`. */
  readonly name: string;
  /** Its name or address is only known inside. */
  readonly isOwn: boolean;
  readonly transports: readonly OutboundSighting['transport'][];
  /** Names of fields that go out. */
  readonly fields: readonly string[];
  /** Classes of data that the names of these fields suggest. */
  readonly classes: readonly DataClassId[];
  readonly clients: readonly string[];
  /** APIs of one's own that call it. */
  readonly apis: readonly string[];
  /** `POST /v1/charges`. */
  readonly calls: readonly string[];
  readonly places: readonly Place[];
  readonly findings: readonly ThirdPartyFinding[];
}
