import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { number, text } from '../domain/database.ts';
import { auditEntryOf, settingsOf, userOf } from '../domain/records.ts';
import { Refusal, found, requireAllowed } from '../http/answer.ts';
import { fieldsOf, jsonBody, optionalText, requireInteger } from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { integerParam, integerQuery } from '../http/query.ts';
import { isAdminOf, roles } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import type { Platform } from '../platform.ts';

const settingsOfClinic = ({ db }: Platform, person: Person) =>
  settingsOf(found(db.one('SELECT * FROM settings WHERE clinicSlug = ?', person.clinicSlug), 'clinic'));

export const adminRouter = Router();

adminRouter.use(requireLogin);

adminRouter.get('/users', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(platform.rules['bfla-admin-users'](person, person.clinicSlug));
  const rows = platform.db.all(
    'SELECT * FROM users WHERE clinicSlug = ? ORDER BY id LIMIT 500',
    person.clinicSlug,
  );
  res.json({ items: rows.map(userOf) });
});

adminRouter.put('/users/:userId/role', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const { db, rules } = platform;
  const user = found(
    db.one('SELECT * FROM users WHERE id = ?', integerParam(req.params.userId, 'userId')),
    'account',
  );
  requireAllowed(rules['bfla-role-change'](person, text(user, 'clinicSlug')));
  const body = fieldsOf(req.body);
  const role = roles.find((one) => one === body['role']);
  if (!role) throw new Refusal(400, `role must be one of ${roles.join(', ')}`);
  db.run('UPDATE users SET role = ? WHERE id = ?', role, number(user, 'id'));
  audit(platform, person, 'user.role', `user ${number(user, 'id')} ${role}`, addressOf(req));
  res.json({ ...userOf(user), role });
});

adminRouter
  .route('/settings')
  .get((req, res) => {
    const person = personOf(res);
    requireAllowed(isAdminOf(person, person.clinicSlug));
    res.json(settingsOfClinic(platformOf(req), person));
  })
  .put(jsonBody, (req, res) => {
    const platform = platformOf(req);
    const person = personOf(res);
    requireAllowed(isAdminOf(person, person.clinicSlug));
    const body = fieldsOf(req.body);
    const present = settingsOfClinic(platform, person);
    const hours =
      body['reminderHours'] === undefined ? present.reminderHours : requireInteger(body, 'reminderHours');
    const days =
      body['bookingWindowDays'] === undefined
        ? present.bookingWindowDays
        : requireInteger(body, 'bookingWindowDays');
    const onlinePayment =
      typeof body['onlinePayment'] === 'boolean' ? body['onlinePayment'] : present.onlinePayment;
    platform.db.run(
      'UPDATE settings SET reminderHours = ?, bookingWindowDays = ?, onlinePayment = ?, supportEmail = ? WHERE clinicSlug = ?',
      hours,
      days,
      onlinePayment ? 1 : 0,
      optionalText(body, 'supportEmail', 254) ?? present.supportEmail,
      person.clinicSlug,
    );
    audit(platform, person, 'settings.change', person.clinicSlug, addressOf(req));
    res.json(settingsOfClinic(platform, person));
  });

adminRouter.get('/audit-log', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isAdminOf(person, person.clinicSlug));
  const limit = Math.min(100, Math.max(1, integerQuery(req.query['limit'], 'limit', 20)));
  const before = integerQuery(req.query['cursor'], 'cursor', Number.MAX_SAFE_INTEGER);
  const rows = platform.db.all(
    'SELECT * FROM audit WHERE clinicSlug = ? AND id < ? ORDER BY id DESC LIMIT ?',
    person.clinicSlug,
    before,
    limit + 1,
  );
  const items = rows.slice(0, limit).map(auditEntryOf);
  res.json({ items, nextCursor: rows.length > limit ? String(items.at(-1)?.id ?? '') : null });
});
