import { Router } from 'express';
import { announce } from '../domain/bookings.ts';
import { number, textOrNull } from '../domain/database.ts';
import { messageOf, messageSelect } from '../domain/records.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireInteger, requireText } from '../http/body.ts';
import { personOf, platformOf, requireLogin } from '../http/guards.ts';
import { integerParam, integerQuery, textOf } from '../http/query.ts';
import type { Person } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import type { Platform } from '../platform.ts';

const messageRow = ({ db }: Platform, id: number) =>
  found(db.one(`${messageSelect} WHERE m.id = ?`, id), 'message');

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

export const messageRouter = Router();

messageRouter.use(requireLogin);

messageRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const column = textOf(req.query['box']) === 'out' ? 'fromUserId' : 'toUserId';
  const limit = platform.rules['page-size-unbounded'](integerQuery(req.query['limit'], 'limit', 20));
  const page = Math.max(1, integerQuery(req.query['page'], 'page', 1));
  const total = platform.db.one(`SELECT count(*) AS total FROM messages WHERE ${column} = ?`, person.userId);
  const rows = platform.db.all(
    `${messageSelect} WHERE m.${column} = ? ORDER BY m.id DESC LIMIT ? OFFSET ?`,
    person.userId,
    limit,
    Math.min((page - 1) * limit, 1_000_000_000),
  );
  res.json({ items: rows.map(messageOf), page, total: total ? number(total, 'total') : 0 });
});

messageRouter.post('/', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const body = fieldsOf(req.body);
  const message = sendMessage(
    platform,
    person,
    requireInteger(body, 'toUserId'),
    requireText(body, 'subject', 200),
    requireText(body, 'body', 4000),
  );
  res.status(201).location(`/v2/messages/${message.id}`).json(message);
});

messageRouter.get('/:messageId', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const row = messageRow(platform, integerParam(req.params.messageId, 'messageId'));
  const ends = { fromUserId: number(row, 'fromUserId'), toUserId: number(row, 'toUserId') };
  requireFound(platform.rules['bola-message-read'](person, ends), 'message');
  res.json(messageOf(row));
});

messageRouter.post('/:messageId/read', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const row = messageRow(platform, integerParam(req.params.messageId, 'messageId'));
  requireFound(number(row, 'toUserId') === person.userId, 'message');
  platform.db.run('UPDATE messages SET readAt = ? WHERE id = ?', nowText(platform), number(row, 'id'));
  res.status(204).end();
});
