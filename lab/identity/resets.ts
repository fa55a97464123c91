import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../domain/database.ts';
import { number, text } from '../domain/database.ts';
import type { Random } from '../domain/random.ts';
import { Refusal } from '../http/answer.ts';
import type { Rules } from '../policy/index.ts';
import { hashPassword } from './passwords.ts';

const codeLifetimeMs = 15 * 60_000;

/** Resetting a forgotten password by a code sent by mail. */
export type Resets = {
  /** Sends a code when the address is known; answers the status that the caller sees. */
  request(email: string): Promise<202 | 404>;
  /** @throws Refusal 422 when the code is wrong or spent */
  confirm(email: string, code: string, password: string): void;
};

const sameText = (one: string, other: string): boolean => {
  const left = Buffer.from(one);
  const right = Buffer.from(other);
  return left.length === right.length && timingSafeEqual(left, right);
};

export const createResets = (
  db: Database,
  rules: Rules,
  random: Random,
  nowMs: () => number,
  mail: (to: string, subject: string, body: string) => Promise<void>,
): Resets => {
  let previous = random.between(100_000, 899_999);
  return {
    async request(email) {
      const user = db.one('SELECT id, name FROM users WHERE email = ?', email.toLowerCase());
      if (user) {
        previous = rules['reset-code-predictable'](previous);
        const code = String(previous).padStart(6, '0');
        db.run(
          // Wrong tries outlive the code they were made at: a new code is no new chance to guess.
          `INSERT INTO resetCodes (userId, code, expiresAt, wrongTries) VALUES (?1, ?2, ?3, 0)
           ON CONFLICT (userId) DO UPDATE SET code = ?2, expiresAt = ?3, wrongTries = iif(expiresAt > ?4, wrongTries, 0)`,
          number(user, 'id'),
          code,
          nowMs() + codeLifetimeMs,
          nowMs(),
        );
        await mail(
          email.toLowerCase(),
          'Your reset code',
          `Dear ${text(user, 'name')}, your code is ${code}.`,
        );
      } else
        await mail(
          email.toLowerCase(),
          'No account here',
          'Somebody asked to reset a password for this address.',
        );
      return rules['account-enumeration'](user !== undefined);
    },
    confirm(email, code, password) {
      const row = db.one(
        'SELECT u.id, r.code, r.wrongTries FROM resetCodes r JOIN users u ON u.id = r.userId WHERE u.email = ? AND r.expiresAt > ?',
        email.toLowerCase(),
        nowMs(),
      );
      if (!row || !rules['reset-code-unlimited'](number(row, 'wrongTries')))
        throw new Refusal(422, 'The code is wrong or spent');
      const userId = number(row, 'id');
      if (!sameText(code, text(row, 'code'))) {
        db.run('UPDATE resetCodes SET wrongTries = wrongTries + 1 WHERE userId = ?', userId);
        throw new Refusal(422, 'The code is wrong or spent');
      }
      const salt = randomBytes(8).toString('hex');
      db.run(
        'UPDATE users SET salt = ?, passwordHash = ? WHERE id = ?',
        salt,
        hashPassword(password, salt),
        userId,
      );
      db.run('DELETE FROM resetCodes WHERE userId = ?', userId);
    },
  };
};
