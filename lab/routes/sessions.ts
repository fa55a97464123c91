import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { inventPatient } from '../domain/people.ts';
import { Refusal } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireText } from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin, requireWebSession } from '../http/guards.ts';
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

export const accountRouter = Router();

accountRouter.post('/accounts', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const body = fieldsOf(req.body);
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
  res.status(201).json(user && accountOf(user));
});

accountRouter.post('/sessions', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const body = fieldsOf(req.body);
  const { session, cookie } = platform.sessions.login(
    requireText(body, 'email', 254),
    requireText(body, 'password', 200),
    lifetimeOf(body['lifetimeSeconds']),
  );
  const flags = platform.rules['session-cookie-flags'];
  res
    .status(201)
    .set({
      'set-cookie': `${sessionCookie}=${cookie}; ${flags}`,
      'cache-control': 'no-store',
    })
    .json(session);
});

accountRouter.delete('/sessions/current', requireLogin, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  if (person.sessionId !== null) platform.sessions.end(person.sessionId);
  audit(platform, person, 'logout', `user ${person.userId}`, addressOf(req));
  res.status(204).end();
});

accountRouter.post('/sessions/refresh', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const body = fieldsOf(req.body);
  res
    .set({
      'cache-control': 'no-store',
    })
    .json(platform.sessions.refresh(requireText(body, 'refreshToken', 200)));
});

accountRouter.post('/password-resets', jsonBody, async (req, res) => {
  const platform = platformOf(req);
  const body = fieldsOf(req.body);
  const email = requireText(body, 'email', 254);
  const asker = `reset of ${email.toLowerCase()}`;
  if (platform.failures.count(asker) >= resetsPerMinuteMax)
    throw new Refusal(429, 'Too many codes for this address: wait a minute');
  platform.failures.add(asker);
  const status = await platform.resets.request(email);
  if (status === 404) throw new Refusal(404, 'There is no account for this address');
  res.status(202).json({ sent: true });
});

accountRouter.post('/password-resets/confirm', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const body = fieldsOf(req.body);
  const password = newPassword(requireText(body, 'password', 200));
  platform.resets.confirm(requireText(body, 'email', 254), requireText(body, 'code', 12), password);
  res.status(204).end();
});

accountRouter.get('/me', requireLogin, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const user = platform.db.one('SELECT * FROM users WHERE id = ?', person.userId);
  res.json(user && accountOf(user));
});

accountRouter.get('/web/session', requireWebSession, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const unread = platform.db.one(
    'SELECT count(*) AS unread FROM messages WHERE toUserId = ? AND readAt IS NULL',
    person.userId,
  );
  res.json({
    name: person.name,
    role: person.role,
    clinicSlug: person.clinicSlug,
    patientId: person.patientId,
    unreadMessages: Number(unread?.['unread'] ?? 0),
  });
});
