import { randomBytes } from 'node:crypto';
import { audit } from '../domain/bookings.ts';
import { inventPatient } from '../domain/people.ts';
import { Refusal, json, noContent } from '../http/answer.ts';
import { requireText } from '../http/body.ts';
import { bodyOf, open, personal } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { hashPassword } from '../identity/passwords.ts';
import { accessLifetimeSeconds, accountOf, sessionCookie } from '../identity/sessions.ts';

const passwordCharactersMin = 8;
const resetsPerMinuteMax = 20;
const mailShape = /^[^\s@<>"']{1,64}@[a-z0-9.-]{1,190}$/i;

const newPassword = (password: string): string => {
  if (password.length < passwordCharactersMin)
    throw new Refusal(422, `A password has at least ${passwordCharactersMin} characters`);
  return password;
};

/** A kiosk may ask for a shorter session than usual, never for a longer one. */
const lifetimeOf = (asked: unknown): number =>
  typeof asked === 'number' && Number.isInteger(asked)
    ? Math.min(accessLifetimeSeconds, Math.max(1, asked))
    : accessLifetimeSeconds;

export const sessionRoutes: readonly Route[] = [
  open('POST', '/v2/accounts', async (call) => {
    const { platform } = call;
    const body = await bodyOf(call);
    const email = requireText(body, 'email', 254).toLowerCase();
    const password = newPassword(requireText(body, 'password', 200));
    const [givenName, familyName] = [requireText(body, 'givenName', 80), requireText(body, 'familyName', 80)];
    const birthDate = requireText(body, 'birthDate', 10);
    const clinicSlug = requireText(body, 'clinicSlug', 80);
    if (!mailShape.test(email)) throw new Refusal(400, 'email is not an address');
    if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) throw new Refusal(400, 'birthDate must be yyyy-mm-dd');
    if (!platform.db.one('SELECT 1 AS it FROM clinics WHERE slug = ?', clinicSlug))
      throw new Refusal(422, 'No such clinic');
    if (platform.db.one('SELECT 1 AS it FROM users WHERE email = ?', email))
      throw new Refusal(409, 'That address has an account');
    const role = platform.rules['mass-assignment-account'](body);
    const patientId = `pat_${platform.random.letters(6)}`;
    platform.db.insert('patients', {
      ...inventPatient(platform.random),
      id: patientId,
      clinicSlug,
      givenName,
      familyName,
      birthDate,
      email,
      insuranceVerified: 0,
    });
    const salt = randomBytes(8).toString('hex');
    const id = platform.db.insert('users', {
      email,
      name: `${givenName} ${familyName}`,
      role,
      clinicSlug,
      patientId,
      practitionerId: null,
      salt,
      passwordHash: hashPassword(password, salt),
      lastLoginAt: null,
    });
    const user = platform.db.one('SELECT * FROM users WHERE id = ?', id);
    return json(user && accountOf(user), 201);
  }),

  open('POST', '/v2/sessions', async (call) => {
    const body = await bodyOf(call);
    const { session, cookie } = call.platform.sessions.login(
      requireText(body, 'email', 254),
      requireText(body, 'password', 200),
      lifetimeOf(body['lifetimeSeconds']),
    );
    const flags = call.platform.rules['session-cookie-flags'];
    return json(session, 201, {
      'set-cookie': `${sessionCookie}=${cookie}; ${flags}`,
      'cache-control': 'no-store',
    });
  }),

  personal('DELETE', '/v2/sessions/current', (call, person) => {
    if (person.sessionId !== null) call.platform.sessions.end(person.sessionId);
    audit(call.platform, person, 'logout', `user ${person.userId}`, call.address);
    return noContent();
  }),

  open('POST', '/v2/sessions/refresh', async (call) => {
    const body = await bodyOf(call);
    return json(call.platform.sessions.refresh(requireText(body, 'refreshToken', 200)), 200, {
      'cache-control': 'no-store',
    });
  }),

  open('POST', '/v2/password-resets', async (call) => {
    const body = await bodyOf(call);
    const email = requireText(body, 'email', 254);
    const asker = `reset of ${email.toLowerCase()}`;
    if (call.platform.failures.count(asker) >= resetsPerMinuteMax)
      throw new Refusal(429, 'Too many codes for this address: wait a minute');
    call.platform.failures.add(asker);
    const status = await call.platform.resets.request(email);
    if (status === 404) throw new Refusal(404, 'There is no account for this address');
    return json({ sent: true }, 202);
  }),

  open('POST', '/v2/password-resets/confirm', async (call) => {
    const body = await bodyOf(call);
    const password = newPassword(requireText(body, 'password', 200));
    call.platform.resets.confirm(requireText(body, 'email', 254), requireText(body, 'code', 12), password);
    return noContent();
  }),

  personal('GET', '/v2/me', (call, person) => {
    const user = call.platform.db.one('SELECT * FROM users WHERE id = ?', person.userId);
    return json(user && accountOf(user));
  }),

  personal(
    'GET',
    '/v2/web/session',
    (call, person) => {
      const unread = call.platform.db.one(
        'SELECT count(*) AS unread FROM messages WHERE toUserId = ? AND readAt IS NULL',
        person.userId,
      );
      return json({
        name: person.name,
        role: person.role,
        clinicSlug: person.clinicSlug,
        patientId: person.patientId,
        unreadMessages: Number(unread?.['unread'] ?? 0),
      });
    },
    'cookie',
  ),
];
