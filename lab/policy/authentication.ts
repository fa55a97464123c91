import { randomBytes, randomInt } from 'node:crypto';
import type { Database } from '../domain/database.ts';
import { text } from '../domain/database.ts';
import { policy } from './policy.ts';

const failuresPerMinuteMax = 10;
const wrongCodesMax = 5;

/** API2:2023, broken authentication: is it really them? */
export const authenticationPolicies = {
  'jwt-alg-none': policy<(alg: string) => boolean>({
    weak: (alg) => alg.toLowerCase() === 'none',
    fixed: () => false,
  }),
  'jwt-weak-secret': policy<() => string>({
    weak: () => 'sunshine',
    fixed: () => randomBytes(32).toString('hex'),
  }),
  'jwt-expiry-unchecked': policy<(expiresAt: number | undefined, nowSeconds: number) => boolean>({
    weak: () => true,
    fixed: (expiresAt, nowSeconds) => expiresAt !== undefined && nowSeconds < expiresAt,
  }),
  'jwt-audience-unchecked': policy<(audience: string | undefined, wanted: string) => boolean>({
    weak: () => true,
    fixed: (audience, wanted) => audience === wanted,
  }),
  'jwt-kid-injection': policy<(db: Database, kid: string) => string | undefined>({
    weak: (db, kid) => {
      const row = db.foreign(`SELECT secret FROM signingKeys WHERE kid = '${kid}'`)[0];
      return row && text(row, 'secret');
    },
    fixed: (db, kid) => {
      const row = db.one('SELECT secret FROM signingKeys WHERE kid = ?', kid);
      return row && text(row, 'secret');
    },
  }),
  'login-unlimited': policy<(failuresLastMinute: number) => boolean>({
    weak: () => true,
    fixed: (failuresLastMinute) => failuresLastMinute < failuresPerMinuteMax,
  }),
  'reset-code-predictable': policy<(previous: number) => number>({
    weak: (previous) => (previous + 37) % 1_000_000,
    fixed: () => randomInt(1_000_000),
  }),
  'reset-code-unlimited': policy<(wrongTries: number) => boolean>({
    weak: () => true,
    fixed: (wrongTries) => wrongTries < wrongCodesMax,
  }),
  'logout-keeps-session': policy<(revoke: () => void) => void>({
    weak: () => undefined,
    fixed: (revoke) => {
      revoke();
    },
  }),
  'account-enumeration': policy<(known: boolean) => 202 | 404>({
    weak: (known) => (known ? 202 : 404),
    fixed: () => 202,
  }),
};
