import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { readPatient } from '../domain/records.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import {
  bytesOf,
  fieldsOf,
  jsonBody,
  optionalText,
  parseObject,
  rawBody,
  requireText,
} from '../http/body.ts';
import type { Fields } from '../http/body.ts';
import { addressOf, callerOf, personOf, platformOf, recogniseCaller, requireLogin } from '../http/guards.ts';
import { textOf } from '../http/query.ts';
import { ownsOrTreats } from '../identity/caller.ts';
import { nowText } from '../platform.ts';
import { ownedBy } from './patients.ts';

/** What the insurer says. @throws Refusal 502 when it is not a JSON object */
const insurerWords = (body: Buffer): Fields => {
  try {
    return parseObject(body);
  } catch {
    throw new Refusal(502, 'The insurer answered strangely');
  }
};

export const insuranceRouter = Router();

insuranceRouter.post('/patients/:patientId/insurance-checks', requireLogin, jsonBody, async (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const patient = found(readPatient(platform.db, req.params.patientId), 'patient');
  requireFound(ownsOrTreats(person, ownedBy(patient)), 'patient');
  const body = fieldsOf(req.body);
  const member = optionalText(body, 'insuranceNumber', 20) ?? patient.insuranceNumber;
  if (member !== patient.insuranceNumber) throw new Refusal(422, 'That is not the number on file');
  const answer = await platform.outbound(
    new URL(`/members/${encodeURIComponent(member)}/cover`, platform.partner.url),
    {
      headers: { 'x-clinic-credential': platform.partner.credential, accept: 'application/json' },
      redirects: platform.rules['insurer-redirect-followed'],
    },
  );
  if (answer.status === 404) throw new Refusal(422, 'The insurer does not know that number');
  if (answer.status !== 200) throw new Refusal(502, 'The insurer could not answer');
  const value = insurerWords(answer.body);
  const cover = platform.rules['insurer-answer-concatenated'](platform.db, patient.id, value);
  audit(platform, person, 'insurance.check', patient.id, addressOf(req));
  res.status(201).json({ patientId: patient.id, ...cover, checkedAt: nowText(platform) });
});

// The insurer signs what it sends; whether anybody looks is a policy's business.
insuranceRouter.post('/partner/insurance-callbacks', rawBody, (req, res) => {
  const platform = platformOf(req);
  const raw = bytesOf(req);
  const signature = req.get('x-partner-signature') ?? '';
  if (!platform.rules['insurer-callback-unsigned'](raw, signature, platform.insurerSecret))
    throw new Refusal(401, 'The signature is missing or wrong');
  const body = parseObject(raw);
  const touched = platform.db.run(
    'UPDATE patients SET insuranceVerified = ?, insurancePlan = ? WHERE insuranceNumber = ?',
    body['covered'] === true ? 1 : 0,
    requireText(body, 'plan', 60),
    requireText(body, 'insuranceNumber', 20),
  );
  res.status(202).json({ accepted: touched > 0 });
});

// Began as a trial for the reception desks and was forgotten.
insuranceRouter.get('/beta/insurance-lookup', recogniseCaller, (req, res) => {
  const platform = platformOf(req);
  const person = callerOf(res);
  const row = platform.db.one(
    'SELECT id FROM patients WHERE insuranceNumber = ?',
    textOf(req.query['number']) ?? '',
  );
  const patient = found(row && readPatient(platform.db, String(row['id'])), 'member');
  requireFound(platform.rules['shadow-insurance-lookup'](person, patient.clinicSlug), 'member');
  const { id, givenName, familyName, birthDate, insurer, insurancePlan } = patient;
  res.json({ id, givenName, familyName, birthDate, insurer, insurancePlan });
});
