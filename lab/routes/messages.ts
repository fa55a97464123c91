import { announce } from '../domain/bookings.ts';
import { number, textOrNull } from '../domain/database.ts';
import { messageOf, messageSelect } from '../domain/records.ts';
import { Refusal, found, json, noContent, requireFound } from '../http/answer.ts';
import { requireInteger, requireText } from '../http/body.ts';
import { bodyOf, integerParam, integerQuery, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import type { Person } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import type { Platform } from '../platform.ts';

const messageRow = (call: Call) =>
  found(call.platform.db.one(`${messageSelect} WHERE m.id = ?`, integerParam(call, 'messageId')), 'message');

/** Sends a message within the caller's clinic. @throws Refusal 404 when nobody there has that number */
export const sendMessage = (
  platform: Platform,
  person: Person,
  toUserId: number,
  subject: string,
  body: string,
) => {
  const recipient = platform.db.one(
    'SELECT id, patientId FROM users WHERE id = ? AND clinicSlug = ?',
    toUserId,
    person.clinicSlug,
  );
  if (!recipient) throw new Refusal(404, 'No such recipient');
  const id = platform.db.insert('messages', {
    fromUserId: person.userId,
    toUserId,
    subject,
    body,
    sentAt: nowText(platform),
    readAt: null,
  });
  const patientId = textOrNull(recipient, 'patientId');
  if (patientId !== null) announce(platform, patientId, 'message', `New message: ${subject}`);
  return messageOf(found(platform.db.one(`${messageSelect} WHERE m.id = ?`, id), 'message'));
};

export const messageRoutes: readonly Route[] = [
  personal('GET', '/v2/messages', (call, person) => {
    const column = call.query.get('box') === 'out' ? 'fromUserId' : 'toUserId';
    const limit = call.platform.rules['page-size-unbounded'](integerQuery(call, 'limit', 20));
    const page = Math.max(1, integerQuery(call, 'page', 1));
    const total = call.platform.db.one(
      `SELECT count(*) AS total FROM messages WHERE ${column} = ?`,
      person.userId,
    );
    const rows = call.platform.db.all(
      `${messageSelect} WHERE m.${column} = ? ORDER BY m.id DESC LIMIT ? OFFSET ?`,
      person.userId,
      limit,
      Math.min((page - 1) * limit, 1_000_000_000),
    );
    return json({ items: rows.map(messageOf), page, total: total ? number(total, 'total') : 0 });
  }),

  personal('POST', '/v2/messages', async (call, person) => {
    const body = await bodyOf(call);
    const message = sendMessage(
      call.platform,
      person,
      requireInteger(body, 'toUserId'),
      requireText(body, 'subject', 200),
      requireText(body, 'body', 4000),
    );
    return json(message, 201, { location: `/v2/messages/${message.id}` });
  }),

  personal('GET', '/v2/messages/{messageId}', (call, person) => {
    const row = messageRow(call);
    const ends = { fromUserId: number(row, 'fromUserId'), toUserId: number(row, 'toUserId') };
    requireFound(call.platform.rules['bola-message-read'](person, ends), 'message');
    return json(messageOf(row));
  }),

  personal('POST', '/v2/messages/{messageId}/read', (call, person) => {
    const row = messageRow(call);
    requireFound(number(row, 'toUserId') === person.userId, 'message');
    call.platform.db.run(
      'UPDATE messages SET readAt = ? WHERE id = ?',
      nowText(call.platform),
      number(row, 'id'),
    );
    return noContent();
  }),
];
