import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Database, Row } from '../domain/database.ts';
import { number, text, textOrNull } from '../domain/database.ts';
import { Refusal } from '../http/answer.ts';
import type { Rules } from '../policy/index.ts';
import { roles } from './caller.ts';
import type { Person } from './caller.ts';
import type { Failures } from './failures.ts';
import { passwordMatches } from './passwords.ts';
import { apiAudience } from './tokens.ts';
import type { Tokens } from './tokens.ts';

export const accessLifetimeSeconds = 900;
const sessionLifetimeMs = 30 * 86_400_000;
export const sessionCookie = 'clinic_session';

/** What a login gives. */
export type OpenedSession = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
  readonly account: ReturnType<typeof accountOf>;
};

/** Logging in, staying logged in, logging out. */
export type Sessions = {
  /** @throws Refusal 401 for wrong credentials, 429 after too many of them */
  login(
    email: string,
    password: string,
    lifetimeSeconds?: number,
  ): { readonly session: OpenedSession; readonly cookie: string };
  /** @throws Refusal 401 when the token is unknown or revoked */
  refresh(refreshToken: string): OpenedSession;
  end(sessionId: string): void;
  /** Who a request comes from, by bearer token, else by cookie. */
  identify(request: IncomingMessage): Person | null;
  personBy(userId: number, sessionId: string | null): Person | null;
  /** Tokens given out last; for the debug endpoint. */
  recentTokens(): readonly string[];
};

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const accountOf = (user: Row) => ({
  id: number(user, 'id'),
  email: text(user, 'email'),
  name: text(user, 'name'),
  role: text(user, 'role'),
  clinicSlug: text(user, 'clinicSlug'),
  patientId: textOrNull(user, 'patientId'),
  practitionerId: user['practitionerId'] === null ? null : number(user, 'practitionerId'),
});

export const cookieOf = (request: IncomingMessage, name: string): string | undefined =>
  request.headers.cookie
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

export const createSessions = (
  db: Database,
  rules: Rules,
  tokens: Tokens,
  failures: Failures,
  nowMs: () => number,
): Sessions => {
  const recent: string[] = [];
  const personBy: Sessions['personBy'] = (userId, sessionId) => {
    const user = db.one('SELECT * FROM users WHERE id = ?', userId);
    if (!user) return null;
    const account = accountOf(user);
    return {
      kind: 'person',
      userId: account.id,
      name: account.name,
      email: account.email,
      role: roles.find((role) => role === account.role) ?? 'patient',
      clinicSlug: account.clinicSlug,
      patientId: account.patientId,
      practitionerId: account.practitionerId,
      sessionId,
    };
  };
  const isLive = (sessionId: string): boolean => {
    const session = db.one('SELECT revokedAt FROM sessions WHERE id = ?', sessionId);
    return session !== undefined && session['revokedAt'] === null;
  };
  const opened = (
    user: Row,
    sessionId: string,
    refreshToken: string,
    lifetimeSeconds: number,
  ): OpenedSession => {
    const account = accountOf(user);
    const accessToken = tokens.sign(
      { sub: String(account.id), sid: sessionId, clinic: account.clinicSlug, role: account.role },
      apiAudience,
      lifetimeSeconds,
    );
    recent.unshift(accessToken);
    recent.length = Math.min(recent.length, 5);
    return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: lifetimeSeconds, account };
  };
  return {
    personBy,
    recentTokens: () => [...recent],
    login(email, password, lifetimeSeconds = accessLifetimeSeconds) {
      const key = email.toLowerCase();
      if (!rules['login-unlimited'](failures.count(key)))
        throw new Refusal(429, 'Too many failed logins: wait a minute');
      const user = db.one('SELECT * FROM users WHERE email = ?', key);
      // Unknown addresses cost a hash, too, so that the time does not tell them from known ones.
      const matches = passwordMatches(
        password,
        user ? text(user, 'salt') : 'none',
        user ? text(user, 'passwordHash') : '',
      );
      if (!user || !matches) {
        failures.add(key);
        throw new Refusal(401, 'Email or password is wrong');
      }
      const sessionId = `ses_${randomBytes(9).toString('hex')}`;
      const refreshToken = `rt_${randomBytes(24).toString('base64url')}`;
      const cookie = randomBytes(24).toString('base64url');
      db.insert('sessions', {
        id: sessionId,
        userId: number(user, 'id'),
        refreshHash: digest(refreshToken),
        cookieHash: digest(cookie),
        expiresAt: nowMs() + sessionLifetimeMs,
        revokedAt: null,
      });
      db.run(
        'UPDATE users SET lastLoginAt = ? WHERE id = ?',
        new Date(nowMs()).toISOString(),
        number(user, 'id'),
      );
      return { session: opened(user, sessionId, refreshToken, lifetimeSeconds), cookie };
    },
    refresh(refreshToken) {
      const session = db.one(
        'SELECT id, userId FROM sessions WHERE refreshHash = ? AND revokedAt IS NULL AND expiresAt > ?',
        digest(refreshToken),
        nowMs(),
      );
      const user = session && db.one('SELECT * FROM users WHERE id = ?', number(session, 'userId'));
      if (!session || !user) throw new Refusal(401, 'The refresh token is unknown or spent');
      return opened(user, text(session, 'id'), refreshToken, accessLifetimeSeconds);
    },
    end(sessionId) {
      rules['logout-keeps-session'](() => {
        db.run('UPDATE sessions SET revokedAt = ? WHERE id = ?', nowMs(), sessionId);
      });
    },
    identify(request) {
      const authorization = request.headers.authorization;
      if (authorization !== undefined) {
        const token = /^Bearer ([^ ]+)$/i.exec(authorization)?.[1];
        const claims = token === undefined ? undefined : tokens.verify(token, apiAudience);
        if (!claims || !/^\d{1,15}$/.test(claims.sub)) return null;
        if (claims.sid !== undefined && !isLive(claims.sid)) return null;
        return personBy(Number(claims.sub), claims.sid ?? null);
      }
      const cookie = cookieOf(request, sessionCookie);
      if (cookie === undefined) return null;
      const session = db.one(
        'SELECT id, userId FROM sessions WHERE cookieHash = ? AND revokedAt IS NULL AND expiresAt > ?',
        digest(cookie),
        nowMs(),
      );
      return session ? personBy(number(session, 'userId'), text(session, 'id')) : null;
    },
  };
};
