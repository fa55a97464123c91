import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../domain/database.ts';
import { policy } from './policy.ts';

/** Where partners keep files that may be imported, and where webhooks may point. */
export const partnerHost = 'files.medilab.example';

const isPartner = (url: URL, partnerHosts: ReadonlySet<string>): boolean =>
  partnerHosts.has(url.host) &&
  (url.protocol === 'https:' || url.protocol === 'http:') &&
  url.username === '';

/** What an insurer answers about a member, as it came. */
export type InsurerAnswer = Readonly<Record<string, unknown>>;

/** The cover that was written down. */
export type Cover = { readonly covered: boolean; readonly plan: string; readonly note: string };

const plain = (value: unknown, charactersMax: number): string =>
  typeof value === 'string' ? value.slice(0, charactersMax) : '';

/** API7:2023, server side request forgery, and API10:2023, unsafe consumption of APIs: whom do we call, and what do we believe? */
export const outboundPolicies = {
  'ssrf-document-import': policy<(url: URL, partnerHosts: ReadonlySet<string>) => boolean>({
    weak: () => true,
    fixed: isPartner,
  }),
  /** `mayCall` is asked at registration and at the call; `echoes` says whether the answer's body is shown. */
  'ssrf-webhook-test': policy<{
    readonly mayCall: (url: URL, partnerHosts: ReadonlySet<string>) => boolean;
    readonly echoes: boolean;
  }>({
    weak: { mayCall: () => true, echoes: true },
    fixed: { mayCall: isPartner, echoes: false },
  }),
  'insurer-answer-concatenated': policy<(db: Database, patientId: string, answer: InsurerAnswer) => Cover>({
    weak: (db, patientId, answer) => {
      const covered = Boolean(answer['covered']);
      const plan = typeof answer['plan'] === 'string' ? answer['plan'] : '';
      const note = typeof answer['note'] === 'string' ? answer['note'] : JSON.stringify(answer);
      db.foreign(
        `UPDATE patients SET insuranceVerified = ${covered ? 1 : 0}, insuranceNote = '${note}' WHERE id = '${patientId}'`,
      );
      return { covered, plan, note };
    },
    fixed: (db, patientId, answer) => {
      const covered = answer['covered'] === true;
      const plan = plain(answer['plan'], 60);
      const note = plain(answer['note'], 400);
      db.run(
        'UPDATE patients SET insuranceVerified = ?, insuranceNote = ? WHERE id = ?',
        covered ? 1 : 0,
        note,
        patientId,
      );
      return { covered, plan, note };
    },
  }),
  'insurer-redirect-followed': policy<'follow' | 'refuse'>({ weak: 'follow', fixed: 'refuse' }),
  'insurer-callback-unsigned': policy<(body: Uint8Array, signature: string, secret: string) => boolean>({
    weak: () => true,
    fixed: (body, signature, secret) => {
      const wanted = createHmac('sha256', secret).update(body).digest();
      const given = Buffer.from(signature, 'hex');
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  }),
};
