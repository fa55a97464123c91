import { audit } from '../domain/bookings.ts';
import { readPatient } from '../domain/records.ts';
import { Refusal, found, json, requireFound } from '../http/answer.ts';
import { jsonBytesMax, optionalText, parseObject, readBytes, requireText } from '../http/body.ts';
import type { Fields } from '../http/body.ts';
import { attended, bodyOf, param, personal } from '../http/route.ts';
import type { Route } from '../http/route.ts';
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

export const insuranceRoutes: readonly Route[] = [
  personal('POST', '/v2/patients/{patientId}/insurance-checks', async (call, person) => {
    const { platform } = call;
    const patient = found(readPatient(platform.db, param(call, 'patientId')), 'patient');
    requireFound(ownsOrTreats(person, ownedBy(patient)), 'patient');
    const body = await bodyOf(call);
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
    audit(platform, person, 'insurance.check', patient.id, call.address);
    return json({ patientId: patient.id, ...cover, checkedAt: nowText(platform) }, 201);
  }),

  // The insurer signs what it sends; whether anybody looks is a policy's business.
  {
    method: 'POST',
    path: '/v2/partner/insurance-callbacks',
    auth: 'signature',
    handle: async (call) => {
      const raw = await readBytes(call.request, jsonBytesMax);
      const header = call.request.headers['x-partner-signature'];
      const signature = typeof header === 'string' ? header : '';
      if (!call.platform.rules['insurer-callback-unsigned'](raw, signature, call.platform.insurerSecret))
        throw new Refusal(401, 'The signature is missing or wrong');
      const body = parseObject(raw);
      const touched = call.platform.db.run(
        'UPDATE patients SET insuranceVerified = ?, insurancePlan = ? WHERE insuranceNumber = ?',
        body['covered'] === true ? 1 : 0,
        requireText(body, 'plan', 60),
        requireText(body, 'insuranceNumber', 20),
      );
      return json({ accepted: touched > 0 }, 202);
    },
  },

  // Began as a trial for the reception desks and was forgotten.
  attended('GET', '/v2/beta/insurance-lookup', 'none', (call, person) => {
    const row = call.platform.db.one(
      'SELECT id FROM patients WHERE insuranceNumber = ?',
      call.query.get('number') ?? '',
    );
    const patient = found(row && readPatient(call.platform.db, String(row['id'])), 'member');
    requireFound(call.platform.rules['shadow-insurance-lookup'](person, patient.clinicSlug), 'member');
    const { id, givenName, familyName, birthDate, insurer, insurancePlan } = patient;
    return json({ id, givenName, familyName, birthDate, insurer, insurancePlan });
  }),
];
