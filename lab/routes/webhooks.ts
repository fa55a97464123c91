import { audit } from '../domain/bookings.ts';
import { text } from '../domain/database.ts';
import { webhookOf } from '../domain/records.ts';
import { Refusal, found, json, noContent, requireAllowed, requireFound } from '../http/answer.ts';
import { requireText } from '../http/body.ts';
import { bodyOf, param, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { isAdminOf } from '../identity/caller.ts';
import type { Person } from '../identity/caller.ts';
import { nowText } from '../platform.ts';

const webhookInPath = (call: Call, person: Person) => {
  requireAllowed(isAdminOf(person, person.clinicSlug));
  const row = found(
    call.platform.db.one('SELECT * FROM webhooks WHERE id = ?', param(call, 'webhookId')),
    'webhook',
  );
  requireFound(text(row, 'clinicSlug') === person.clinicSlug, 'webhook');
  return row;
};

const requireTarget = (call: Call, address: string): URL => {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refusal(400, 'url must be an http address');
  if (!call.platform.rules['ssrf-webhook-test'].mayCall(url, call.platform.partnerHosts))
    throw new Refusal(422, 'Webhooks go to partners only');
  return url;
};

export const webhookRoutes: readonly Route[] = [
  personal('GET', '/v2/webhooks', (call, person) => {
    requireAllowed(isAdminOf(person, person.clinicSlug));
    const rows = call.platform.db.all(
      'SELECT * FROM webhooks WHERE clinicSlug = ? ORDER BY createdAt DESC LIMIT 100',
      person.clinicSlug,
    );
    return json({ items: rows.map(webhookOf) });
  }),

  personal('POST', '/v2/webhooks', async (call, person) => {
    requireAllowed(isAdminOf(person, person.clinicSlug));
    const body = await bodyOf(call);
    const url = requireTarget(call, requireText(body, 'url', 2000));
    const events = Array.isArray(body['events'])
      ? body['events'].filter((name) => typeof name === 'string').slice(0, 20)
      : [];
    if (events.length === 0) throw new Refusal(400, 'events must name at least one event');
    const row = {
      id: `wh_${call.platform.random.letters(8)}`,
      clinicSlug: person.clinicSlug,
      url: url.href,
      events: JSON.stringify(events),
      createdAt: nowText(call.platform),
    };
    call.platform.db.insert('webhooks', row);
    audit(call.platform, person, 'webhook.register', row.id, call.address);
    return json(webhookOf(row), 201, { location: `/v2/webhooks/${row.id}` });
  }),

  personal('POST', '/v2/webhooks/{webhookId}/test', async (call, person) => {
    const row = webhookInPath(call, person);
    const url = requireTarget(call, text(row, 'url'));
    const event = JSON.stringify({ event: 'test', webhook: text(row, 'id'), at: nowText(call.platform) });
    try {
      const answer = await call.platform.outbound(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: event,
        redirects: 'refuse',
      });
      const { echoes } = call.platform.rules['ssrf-webhook-test'];
      const delivered = answer.status >= 200 && answer.status < 300;
      return json({
        delivered,
        status: answer.status,
        ...(echoes ? { body: answer.body.toString('utf8').slice(0, 4000) } : {}),
      });
    } catch (error) {
      if (error instanceof Refusal) return json({ delivered: false, status: null });
      throw error;
    }
  }),

  personal('DELETE', '/v2/webhooks/{webhookId}', (call, person) => {
    const row = webhookInPath(call, person);
    call.platform.db.run('DELETE FROM webhooks WHERE id = ?', text(row, 'id'));
    return noContent();
  }),
];
