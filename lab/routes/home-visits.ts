import { Router } from 'express';
import { found, requireAllowed } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireInteger, requireText } from '../http/body.ts';
import { personOf, platformOf, requireLogin } from '../http/guards.ts';
import { isStaffOf } from '../identity/caller.ts';

/** Home visits, a pilot that ended: no application mounts this router any more. */
export const homeVisitRouter = Router();

homeVisitRouter.use('/home-visits', requireLogin);

homeVisitRouter.get('/home-visits', (req, res) => {
  const { db } = platformOf(req);
  const person = personOf(res);
  requireAllowed(isStaffOf(person, person.clinicSlug));
  const items = db.all(
    "SELECT id, patientId, startsAt, reason FROM appointments WHERE clinicSlug = ? AND reason LIKE 'Home visit%' ORDER BY startsAt",
    person.clinicSlug,
  );
  res.json({ items });
});

homeVisitRouter.post('/home-visits', jsonBody, (req, res) => {
  const person = personOf(res);
  requireAllowed(person.role === 'doctor');
  const body = fieldsOf(req.body);
  res.status(202).json({
    practitionerId: requireInteger(body, 'practitionerId'),
    startsAt: requireText(body, 'startsAt', 40),
  });
});

homeVisitRouter.get('/home-visits/:visitId', (req, res) => {
  const { db } = platformOf(req);
  const person = personOf(res);
  const visit = found(
    db.one('SELECT id, patientId, startsAt, reason FROM appointments WHERE id = ?', req.params.visitId),
    'visit',
  );
  requireAllowed(isStaffOf(person, person.clinicSlug));
  res.json(visit);
});
