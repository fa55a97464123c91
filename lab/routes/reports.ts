import { Router } from 'express';
import { audit } from '../domain/bookings.ts';
import { addDays, dayOf } from '../domain/calendar.ts';
import { number, text } from '../domain/database.ts';
import { reportOf } from '../domain/records.ts';
import { found, requireAllowed, requireFound } from '../http/answer.ts';
import { addressOf, personOf, platformOf, requireLogin } from '../http/guards.ts';
import { integerParam } from '../http/query.ts';
import { isStaffOf } from '../identity/caller.ts';

const dayStatement = `SELECT count(*) AS appointments, sum(status = 'cancelled') AS cancelled, sum(status = 'missed') AS missed
  FROM appointments WHERE clinicSlug = ? AND startsAt >= ? AND startsAt < ?`;

/** Names the statement in whatever goes wrong on the way to it. */
const preparing = <Value>(statement: string, work: () => Value): Value => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) error.stack = `${error.stack ?? ''}\n    preparing ${statement}`;
    throw error;
  }
};

/** A cell of a CSV file (RFC 4180); what a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (value: string): string => {
  const plain = /^[=@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

const exportColumns = [
  'id',
  'givenName',
  'familyName',
  'birthDate',
  'nationalId',
  'email',
  'phone',
  'insurer',
  'insuranceNumber',
];

export const reportRouter = Router();

reportRouter.use(requireLogin);

reportRouter.get('/latest', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isStaffOf(person, person.clinicSlug));
  const row = platform.db.one(
    'SELECT * FROM reports WHERE clinicSlug = ? ORDER BY period DESC LIMIT 1',
    person.clinicSlug,
  );
  res.json(reportOf(found(row, 'report')));
});

reportRouter.get('/daily/:date', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(isStaffOf(person, person.clinicSlug));
  const date = preparing(dayStatement, () => dayOf(req.params.date));
  const row = found(platform.db.one(dayStatement, person.clinicSlug, date, addDays(date, 1)), 'report');
  res.json({
    clinicSlug: person.clinicSlug,
    date,
    appointments: number(row, 'appointments'),
    cancelled: number(row, 'cancelled'),
    missed: number(row, 'missed'),
  });
});

reportRouter.get('/:reportId', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(person.role !== 'patient');
  const row = found(
    platform.db.one('SELECT * FROM reports WHERE id = ?', integerParam(req.params.reportId, 'reportId')),
    'report',
  );
  requireFound(platform.rules['tenant-report-read'](person, text(row, 'clinicSlug')), 'report');
  res.json(reportOf(row));
});

export const exportRouter = Router();

exportRouter.get('/patients.csv', requireLogin, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  requireAllowed(platform.rules['bfla-patient-export'](person, person.clinicSlug));
  const rows = platform.db.all(
    'SELECT * FROM patients WHERE clinicSlug = ? ORDER BY id LIMIT 2000',
    person.clinicSlug,
  );
  audit(platform, person, 'patients.export', person.clinicSlug, addressOf(req));
  const lines = rows.map((row) => exportColumns.map((name) => cell(text(row, name))).join(','));
  res
    .attachment('patients.csv')
    .type('text/csv; charset=utf-8')
    .send([exportColumns.join(','), ...lines, ''].join('\r\n'));
});
