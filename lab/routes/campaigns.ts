import { announce } from '../domain/bookings.ts';
import { number, text } from '../domain/database.ts';
import { slotOf } from '../domain/records.ts';
import { Refusal, found, json } from '../http/answer.ts';
import { requireInteger } from '../http/body.ts';
import { bodyOf, param, personal } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import { nowText } from '../platform.ts';

const slotsOf = (call: Call) => {
  const rows = call.platform.db.all(
    'SELECT * FROM slots WHERE campaignSlug = ? ORDER BY startsAt, id',
    param(call, 'campaignSlug'),
  );
  found(rows[0], 'campaign');
  return rows;
};

export const campaignRoutes: readonly Route[] = [
  personal('GET', '/v2/campaigns/{campaignSlug}/slots', (call) => json({ items: slotsOf(call).map(slotOf) })),

  personal('POST', '/v2/campaigns/{campaignSlug}/reservations', async (call, person) => {
    const { db, rules, random } = call.platform;
    const campaignSlug = param(call, 'campaignSlug');
    const { patientId } = person;
    if (patientId === null) throw new Refusal(403, 'Only patients reserve a place');
    const slotId = requireInteger(await bodyOf(call), 'slotId');
    const slot = found(
      slotsOf(call).find((row) => number(row, 'id') === slotId),
      'slot',
    );
    const held = db.one(
      'SELECT count(*) AS held FROM reservations WHERE patientId = ? AND campaignSlug = ?',
      patientId,
      campaignSlug,
    );
    if (!rules['slot-hoarding'](held ? number(held, 'held') : 0))
      throw new Refusal(409, 'You hold a place in this campaign already');
    const reservation = {
      id: `res_${random.letters(8)}`,
      slotId,
      campaignSlug,
      patientId,
      reservedAt: nowText(call.platform),
    };
    // Written down before the wait, so that a second request of the same patient sees it.
    db.insert('reservations', reservation);
    const took = await rules['slot-oversell-race'](db, slotId, async () => {
      await call.platform.mail(
        person.email,
        'Your vaccination',
        `Your place on ${text(slot, 'startsAt')} is being confirmed.`,
      );
    });
    if (!took) {
      db.run('DELETE FROM reservations WHERE id = ?', reservation.id);
      throw new Refusal(409, 'The slot is full');
    }
    announce(call.platform, patientId, 'reserved', `Your place on ${text(slot, 'startsAt')} is confirmed.`);
    return json(reservation, 201);
  }),
];
