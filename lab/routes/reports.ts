import { audit } from '../domain/bookings.ts';
import { addDays, dayOf } from '../domain/calendar.ts';
import { number, text } from '../domain/database.ts';
import { reportOf } from '../domain/records.ts';
import { bytes, found, json, requireAllowed, requireFound } from '../http/answer.ts';
import { integerParam, param, personal } from '../http/route.ts';
import type { Route } from '../http/route.ts';
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

export const reportRoutes: readonly Route[] = [
  personal('GET', '/v2/reports/latest', (call, person) => {
    requireAllowed(isStaffOf(person, person.clinicSlug));
    const row = call.platform.db.one(
      'SELECT * FROM reports WHERE clinicSlug = ? ORDER BY period DESC LIMIT 1',
      person.clinicSlug,
    );
    return json(reportOf(found(row, 'report')));
  }),

  personal('GET', '/v2/reports/daily/{date}', (call, person) => {
    requireAllowed(isStaffOf(person, person.clinicSlug));
    const date = preparing(dayStatement, () => dayOf(param(call, 'date')));
    const row = found(
      call.platform.db.one(dayStatement, person.clinicSlug, date, addDays(date, 1)),
      'report',
    );
    return json({
      clinicSlug: person.clinicSlug,
      date,
      appointments: number(row, 'appointments'),
      cancelled: number(row, 'cancelled'),
      missed: number(row, 'missed'),
    });
  }),

  personal('GET', '/v2/reports/{reportId}', (call, person) => {
    requireAllowed(person.role !== 'patient');
    const row = found(
      call.platform.db.one('SELECT * FROM reports WHERE id = ?', integerParam(call, 'reportId')),
      'report',
    );
    requireFound(call.platform.rules['tenant-report-read'](person, text(row, 'clinicSlug')), 'report');
    return json(reportOf(row));
  }),

  personal('GET', '/v2/exports/patients.csv', (call, person) => {
    requireAllowed(call.platform.rules['bfla-patient-export'](person, person.clinicSlug));
    const rows = call.platform.db.all(
      'SELECT * FROM patients WHERE clinicSlug = ? ORDER BY id LIMIT 2000',
      person.clinicSlug,
    );
    audit(call.platform, person, 'patients.export', person.clinicSlug, call.address);
    const lines = rows.map((row) => exportColumns.map((name) => cell(text(row, name))).join(','));
    return bytes([exportColumns.join(','), ...lines, ''].join('\r\n'), 'text/csv; charset=utf-8', {
      'content-disposition': 'attachment; filename="patients.csv"',
    });
  }),
];
