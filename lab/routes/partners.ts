import { Router } from 'express';
import { announce } from '../domain/bookings.ts';
import { appointmentOf, readPatient } from '../domain/records.ts';
import { renderPdf } from '../domain/pdf.ts';
import { Refusal, found, requireAllowed } from '../http/answer.ts';
import { fieldsOf, jsonBody, requireText } from '../http/body.ts';
import { integrationOf, platformOf } from '../http/guards.ts';
import { integerQuery, textOf } from '../http/query.ts';
import { nowText } from '../platform.ts';

export const partnerRouter = Router();

partnerRouter.get('/appointments', (req, res) => {
  const platform = platformOf(req);
  const integration = integrationOf(res);
  requireAllowed(integration.scopes.includes('appointments:read'));
  const limit = Math.min(100, Math.max(1, integerQuery(req.query['limit'], 'limit', 20)));
  const [start = '', id = ''] = Buffer.from(textOf(req.query['cursor']) ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  const rows = platform.db.all(
    `SELECT a.*, p.nationalId, p.givenName || ' ' || p.familyName AS patientName FROM appointments a JOIN patients p ON p.id = a.patientId
       WHERE a.startsAt >= ?1 AND (a.startsAt > ?2 OR (a.startsAt = ?2 AND a.id > ?3)) AND (?4 IS NULL OR a.clinicSlug = ?4)
       ORDER BY a.startsAt, a.id LIMIT ?5`,
    textOf(req.query['since']) ?? '',
    start,
    id,
    textOf(req.query['clinic']),
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map((row) =>
    platform.rules['excess-partner-data']({
      ...appointmentOf(row),
      patient: { name: row['patientName'], nationalId: row['nationalId'] },
    }),
  );
  const nextCursor =
    rows.length > limit && last
      ? Buffer.from(`${String(last['startsAt'])}|${String(last['id'])}`).toString('base64url')
      : null;
  res.json({ items, nextCursor });
});

partnerRouter.post('/lab-results', jsonBody, (req, res) => {
  const platform = platformOf(req);
  const integration = integrationOf(res);
  requireAllowed(platform.rules['partner-scope-ignored'](integration, 'lab-results:write'));
  const body = fieldsOf(req.body);
  const patient = found(readPatient(platform.db, requireText(body, 'patientId', 20)), 'patient');
  const { value } = body;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Refusal(400, 'value must be a number');
  const test = requireText(body, 'test', 120);
  const content = renderPdf([
    integration.name,
    `${test} (LOINC ${requireText(body, 'loincCode', 12)}): ${value} ${requireText(body, 'unit', 20)}`,
    `Patient ${patient.id}, taken on ${requireText(body, 'takenOn', 10)}`,
  ]);
  const documentId = platform.random.uuid();
  platform.db.insert('documents', {
    id: documentId,
    clinicSlug: patient.clinicSlug,
    patientId: patient.id,
    name: `lab-result-${test
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)}.pdf`,
    type: 'application/pdf',
    sizeBytes: content.byteLength,
    source: 'import',
    createdAt: nowText(platform),
    content,
  });
  announce(platform, patient.id, 'lab-result', `A new result is there: ${test}.`);
  res.status(201).json({ id: `lab_${platform.random.letters(8)}`, patientId: patient.id, documentId });
});
