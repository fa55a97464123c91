import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { text } from '../domain/database.ts';
import { webhookOf } from '../domain/records.ts';
import { Refusal, found, requireAllowed, requireFound } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireText } from '../http/body.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { isAdminOf } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import type { Platform } from '../platform.ts';

const guardedWebhook = ({ db }: Platform, id: string, person: Person) => {
  requireAllowed(isAdminOf(person, person.clinicSlug));
  const row = found(db.one('SELECT * FROM webhooks WHERE id = ?', id), 'webhook');
  requireFound(text(row, 'clinicSlug') === person.clinicSlug, 'webhook');
  return row;
};

const requireTarget = ({ rules, partnerHosts }: Platform, address: string): URL => {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refusal(400, 'url must be an http address');
  if (!rules['ssrf-webhook-test'].mayCall(url, partnerHosts))
    throw new Refusal(422, 'Webhooks go to partners only');
  return url;
};

export const webhookRouter = Router();

webhookRouter.use(requireLogin);

webhookRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isAdminOf(person, person.clinicSlug));
  const rows = platform.db.all(
    'SELECT * FROM webhooks WHERE clinicSlug = ? ORDER BY createdAt DESC LIMIT 100',
    person.clinicSlug,
  );
  res.json({ items: rows.map(webhookOf) });
});

webhookRouter.post('/', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isAdminOf(person, person.clinicSlug));
  const body = fieldsOf(req.body);
  const url = requireTarget(platform, requireText(body, 'url', 2000));
  const events = Array.isArray(body['events'])
    ? body['events'].filter((name) => typeof name === 'string').slice(0, 20)
    : [];
  if (events.length === 0) throw new Refusal(400, 'events must name at least one event');
  const row = {
    id: `wh_${platform.random.letters(8)}`,
    clinicSlug: person.clinicSlug,
    url: url.href,
    events: JSON.stringify(events),
    createdAt: nowText(platform),
  };
  platform.db.insert('webhooks', row);
  audit(platform, person, 'webhook.register', row.id, addressOf(req));
  res.status(201).location(`/v2/webhooks/${row.id}`).json(webhookOf(row));
});

webhookRouter.post('/:webhookId/test', async (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const row = guardedWebhook(platform, req.params.webhookId, person);
  const url = requireTarget(platform, text(row, 'url'));
  const event = JSON.stringify({ event: 'test', webhook: text(row, 'id'), at: nowText(platform) });
  try {
    const answer = await platform.outbound(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: event,
      redirects: 'refuse',
    });
    const { echoes } = platform.rules['ssrf-webhook-test'];
    const delivered = answer.status >= 200 && answer.status < 300;
    res.json({
      delivered,
      status: answer.status,
      ...(echoes ? { body: answer.body.toString('utf8').slice(0, 4000) } : {}),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    res.json({ delivered: false, status: null });
  }
});

webhookRouter.delete('/:webhookId', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const row = guardedWebhook(platform, req.params.webhookId, person);
  platform.db.run('DELETE FROM webhooks WHERE id = ?', text(row, 'id'));
  res.status(204).end();
});
