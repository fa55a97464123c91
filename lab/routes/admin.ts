import { audit } from '../domain/bookings.ts';
import { number, text } from '../domain/database.ts';
import { auditEntryOf, settingsOf, userOf } from '../domain/records.ts';
import { Refusal, found, json, requireAllowed } from '../http/answer.ts';
import { optionalText, requireInteger } from '../http/body.ts';
import { bodyOf, integerParam, integerQuery, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { isAdminOf, roles } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';

const settingsOfClinic = (call: Call, person: Person) =>
  settingsOf(
    found(call.platform.db.one('SELECT * FROM settings WHERE clinicSlug = ?', person.clinicSlug), 'clinic'),
  );

export const adminRoutes: readonly Route[] = [
  personal('GET', '/v2/admin/users', (call, person) => {
    requireAllowed(call.platform.rules['bfla-admin-users'](person, person.clinicSlug));
    const rows = call.platform.db.all(
      'SELECT * FROM users WHERE clinicSlug = ? ORDER BY id LIMIT 500',
      person.clinicSlug,
    );
    return json({ items: rows.map(userOf) });
  }),

  personal('PUT', '/v2/admin/users/{userId}/role', async (call, person) => {
    const { db, rules } = call.platform;
    const user = found(db.one('SELECT * FROM users WHERE id = ?', integerParam(call, 'userId')), 'account');
    requireAllowed(rules['bfla-role-change'](person, text(user, 'clinicSlug')));
    const body = await bodyOf(call);
    const role = roles.find((one) => one === body['role']);
    if (!role) throw new Refusal(400, `role must be one of ${roles.join(', ')}`);
    db.run('UPDATE users SET role = ? WHERE id = ?', role, number(user, 'id'));
    audit(call.platform, person, 'user.role', `user ${number(user, 'id')} ${role}`, call.address);
    return json({ ...userOf(user), role });
  }),

  personal('GET', '/v2/admin/settings', (call, person) => {
    requireAllowed(isAdminOf(person, person.clinicSlug));
    return json(settingsOfClinic(call, person));
  }),

  personal('PUT', '/v2/admin/settings', async (call, person) => {
    requireAllowed(isAdminOf(person, person.clinicSlug));
    const body = await bodyOf(call);
    const present = settingsOfClinic(call, person);
    const hours =
      body['reminderHours'] === undefined ? present.reminderHours : requireInteger(body, 'reminderHours');
    const days =
      body['bookingWindowDays'] === undefined
        ? present.bookingWindowDays
        : requireInteger(body, 'bookingWindowDays');
    const onlinePayment =
      typeof body['onlinePayment'] === 'boolean' ? body['onlinePayment'] : present.onlinePayment;
    call.platform.db.run(
      'UPDATE settings SET reminderHours = ?, bookingWindowDays = ?, onlinePayment = ?, supportEmail = ? WHERE clinicSlug = ?',
      hours,
      days,
      onlinePayment ? 1 : 0,
      optionalText(body, 'supportEmail', 254) ?? present.supportEmail,
      person.clinicSlug,
    );
    audit(call.platform, person, 'settings.change', person.clinicSlug, call.address);
    return json(settingsOfClinic(call, person));
  }),

  personal('GET', '/v2/admin/audit-log', (call, person) => {
    requireAllowed(isAdminOf(person, person.clinicSlug));
    const limit = Math.min(100, Math.max(1, integerQuery(call, 'limit', 20)));
    const before = integerQuery(call, 'cursor', Number.MAX_SAFE_INTEGER);
    const rows = call.platform.db.all(
      'SELECT * FROM audit WHERE clinicSlug = ? AND id < ? ORDER BY id DESC LIMIT ?',
      person.clinicSlug,
      before,
      limit + 1,
    );
    const items = rows.slice(0, limit).map(auditEntryOf);
    return json({ items, nextCursor: rows.length > limit ? String(items.at(-1)?.id ?? '') : null });
  }),
];
