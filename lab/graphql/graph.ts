import {
  clinicOf,
  appointmentOf,
  invoiceOf,
  invoiceSelect,
  messageOf,
  messageSelect,
  patientOf,
  practitionerOf,
  prescriptionOf,
  readPatient,
} from '../domain/records.ts';
import type { Appointment, Invoice, Patient } from '../domain/records.ts';
import type { Row } from '../domain/database.ts';
import { Refusal } from '../http/answer.ts';
import type { Person } from '../identity/caller.ts';
import type { Platform } from '../platform.ts';
import { doorplate } from '../routes/clinics.ts';

/** What one request's resolvers share. */
export type GraphContext = {
  readonly platform: Platform;
  readonly person: Person | null;
  readonly address: string;
  /** Counts the objects that are given out. @throws Refusal 422 beyond the request's budget */
  readonly spend: (objects: number) => void;
};

type First = { readonly first: number };

const rowsOf = <Value>(
  context: GraphContext,
  rows: readonly Row[],
  view: (row: Row) => Value,
): readonly Value[] => {
  context.spend(rows.length);
  return rows.map(view);
};

const capped = (first: number): number => Math.min(100, Math.max(1, first));

/** Objects below; each nested field is a function, called only when it is asked for. */
export const patientNode = (patient: Patient) => ({
  ...patient,
  clinic: (_: unknown, context: GraphContext) => clinicBy(context, patient.clinicSlug),
  appointments: (_: unknown, context: GraphContext) =>
    rowsOf(
      context,
      context.platform.db.all(
        'SELECT * FROM appointments WHERE patientId = ? ORDER BY startsAt DESC LIMIT 100',
        patient.id,
      ),
      (row) => appointmentNode(appointmentOf(row)),
    ),
  prescriptions: (_: unknown, context: GraphContext) =>
    rowsOf(
      context,
      context.platform.db.all(
        'SELECT * FROM prescriptions WHERE patientId = ? ORDER BY issuedOn DESC LIMIT 100',
        patient.id,
      ),
      prescriptionOf,
    ),
  invoices: (_: unknown, context: GraphContext) =>
    rowsOf(
      context,
      context.platform.db.all(
        `${invoiceSelect} WHERE i.patientId = ? ORDER BY i.number LIMIT 100`,
        patient.id,
      ),
      (row) => invoiceNode(invoiceOf(row)),
    ),
});

export const appointmentNode = (appointment: Appointment) => ({
  ...appointment,
  patient: (_: unknown, context: GraphContext) => patientBy(context, appointment.patientId),
  practitioner: (_: unknown, context: GraphContext) => practitionerBy(context, appointment.practitionerId),
});

export const invoiceNode = (invoice: Invoice) => ({
  ...invoice,
  patient: (_: unknown, context: GraphContext) => patientBy(context, invoice.patientId),
});

export const practitionerNode = (row: Row) => {
  const practitioner = practitionerOf(row);
  return {
    ...doorplate(practitioner),
    clinic: (_: unknown, context: GraphContext) => clinicBy(context, practitioner.clinicSlug),
    appointments: ({ first }: First, context: GraphContext) => {
      if (!context.platform.rules['graphql-field-unguarded'](context.person, practitioner.clinicSlug))
        throw new Refusal(403, 'Appointments of a practitioner are for staff of the clinic');
      const rows = context.platform.db.all(
        'SELECT * FROM appointments WHERE practitionerId = ? ORDER BY startsAt DESC LIMIT ?',
        practitioner.id,
        capped(first),
      );
      return rowsOf(context, rows, (one) => appointmentNode(appointmentOf(one)));
    },
  };
};

export const messagesOf = (context: GraphContext, userId: number, first: number) =>
  rowsOf(
    context,
    context.platform.db.all(
      `${messageSelect} WHERE m.toUserId = ? ORDER BY m.id DESC LIMIT ?`,
      userId,
      capped(first),
    ),
    messageOf,
  );

/** The patient of an appointment, an invoice or an account: their own, or one of the clinic's. */
export const patientBy = (context: GraphContext, id: string) => {
  const { person, platform } = context;
  const patient = readPatient(platform.db, id);
  context.spend(1);
  if (!patient) return null;
  const isOwn = person !== null && person.patientId === id;
  if (!isOwn && !platform.rules['graphql-field-unguarded'](person, patient.clinicSlug))
    throw new Refusal(403, 'This record is for staff of the clinic');
  return patientNode(patient);
};

export const practitionerBy = (context: GraphContext, id: number) => {
  const row = context.platform.db.one('SELECT * FROM practitioners WHERE id = ?', id);
  context.spend(1);
  return row ? practitionerNode(row) : null;
};

export const practitionersBy = (context: GraphContext, specialty: string | null, clinic: string | null) =>
  rowsOf(
    context,
    context.platform.db.all(
      'SELECT * FROM practitioners WHERE (?1 IS NULL OR specialty = ?1) AND (?2 IS NULL OR clinicSlug = ?2) ORDER BY id',
      specialty,
      clinic,
    ),
    practitionerNode,
  );

export const clinicBy = (context: GraphContext, slug: string) => {
  const row = context.platform.db.one('SELECT * FROM clinics WHERE slug = ?', slug);
  context.spend(1);
  return row
    ? {
        ...clinicOf(row),
        practitioners: (_: unknown, inner: GraphContext) => practitionersBy(inner, null, slug),
      }
    : null;
};

export const patientsOf = (context: GraphContext, clinicSlug: string, first: number, after: string) =>
  rowsOf(
    context,
    context.platform.db.all(
      'SELECT * FROM patients WHERE clinicSlug = ? AND id > ? ORDER BY id LIMIT ?',
      clinicSlug,
      after,
      capped(first),
    ),
    (row) => patientNode(patientOf(row)),
  );
