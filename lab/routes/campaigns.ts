import { Router } from 'express';
import { announce } from '../domain/bookings.ts';
import { number, text } from '../domain/database.ts';
import { slotOf } from '../domain/records.ts';
import { Refusal, found } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireInteger } from '../http/body.ts';
import { personOf, platformOf, requireLogin } from '../http/guards.ts';
import { nowText } from '../platform.ts';
import type { Platform } from '../platform.ts';

const slotsOf = ({ db }: Platform, campaignSlug: string) => {
  const rows = db.all('SELECT * FROM slots WHERE campaignSlug = ? ORDER BY startsAt, id', campaignSlug);
  found(rows[0], 'campaign');
  return rows;
};

export const campaignRouter = Router();

campaignRouter.get('/:campaignSlug/slots', requireLogin, (req, res) => {
  res.json({ items: slotsOf(platformOf(req), req.params.campaignSlug).map(slotOf) });
});

campaignRouter.post('/:campaignSlug/reservations', requireLogin, jsonBody, async (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const { db, rules, random } = platform;
  const campaignSlug = req.params.campaignSlug;
  const { patientId } = person;
  if (patientId === null) throw new Refusal(403, 'Only patients reserve a place');
  const slotId = requireInteger(fieldsOf(req.body), 'slotId');
  const slot = found(
    slotsOf(platformOf(req), req.params.campaignSlug).find((row) => number(row, 'id') === slotId),
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
    reservedAt: nowText(platform),
  };
  // Written down before the wait, so that a second request of the same patient sees it.
  db.insert('reservations', reservation);
  const took = await rules['slot-oversell-race'](db, slotId, async () => {
    await platform.mail(
      person.email,
      'Your vaccination',
      `Your place on ${text(slot, 'startsAt')} is being confirmed.`,
    );
  });
  if (!took) {
    db.run('DELETE FROM reservations WHERE id = ?', reservation.id);
    throw new Refusal(409, 'The slot is full');
  }
  announce(platform, patientId, 'reserved', `Your place on ${text(slot, 'startsAt')} is confirmed.`);
  res.status(201).json(reservation);
});
