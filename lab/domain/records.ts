import { json, number, text, textOrNull } from './database.ts';
import type { Database, Row } from './database.ts';

export const clinicOf = (row: Row) => ({
  slug: text(row, 'slug'),
  name: text(row, 'name'),
  phone: text(row, 'phone'),
  email: text(row, 'email'),
  address: json(row, 'address'),
  location: { latitude: number(row, 'latitude'), longitude: number(row, 'longitude') },
  vatNumber: text(row, 'vatNumber'),
  iban: text(row, 'iban'),
});

/** The whole row: what of it is shown is a policy's business. */
export const practitionerOf = (row: Row) => ({
  id: number(row, 'id'),
  name: text(row, 'name'),
  title: text(row, 'title'),
  specialty: text(row, 'specialty'),
  clinicSlug: text(row, 'clinicSlug'),
  languages: json(row, 'languages'),
  phone: text(row, 'phone'),
  licenceNumber: text(row, 'licenceNumber'),
  rating: number(row, 'rating'),
  privatePhone: text(row, 'privatePhone'),
  privateAddress: json(row, 'privateAddress'),
  birthDate: text(row, 'birthDate'),
  iban: text(row, 'iban'),
  salaryCents: number(row, 'salaryCents'),
});

export const patientOf = (row: Row) => ({
  id: text(row, 'id'),
  clinicSlug: text(row, 'clinicSlug'),
  givenName: text(row, 'givenName'),
  familyName: text(row, 'familyName'),
  birthDate: text(row, 'birthDate'),
  sex: text(row, 'sex'),
  nationalId: text(row, 'nationalId'),
  email: text(row, 'email'),
  phone: text(row, 'phone'),
  address: json(row, 'address'),
  insurer: text(row, 'insurer'),
  insuranceNumber: text(row, 'insuranceNumber'),
  insurancePlan: text(row, 'insurancePlan'),
  insuranceVerified: number(row, 'insuranceVerified') === 1,
  insuranceNote: textOrNull(row, 'insuranceNote'),
  creditCents: number(row, 'creditCents'),
  benefitCardNumber: text(row, 'benefitCardNumber'),
  bloodType: text(row, 'bloodType'),
  allergies: json(row, 'allergies'),
  emergencyContact: json(row, 'emergencyContact'),
  preferences: json(row, 'preferences'),
});

export type Patient = ReturnType<typeof patientOf>;

/** Columns that hold JSON text. */
export const jsonColumns: ReadonlySet<string> = new Set([
  'address',
  'allergies',
  'emergencyContact',
  'preferences',
]);

export const patientSummaryOf = (row: Row) => ({
  id: text(row, 'id'),
  givenName: text(row, 'givenName'),
  familyName: text(row, 'familyName'),
  birthDate: text(row, 'birthDate'),
  phone: text(row, 'phone'),
});

export const appointmentOf = (row: Row) => ({
  id: text(row, 'id'),
  clinicSlug: text(row, 'clinicSlug'),
  patientId: text(row, 'patientId'),
  practitionerId: number(row, 'practitionerId'),
  startsAt: text(row, 'startsAt'),
  minutes: number(row, 'minutes'),
  status: text(row, 'status'),
  reason: text(row, 'reason'),
  icdCode: textOrNull(row, 'icdCode'),
  notes: textOrNull(row, 'notes'),
});

export type Appointment = ReturnType<typeof appointmentOf>;

export const prescriptionOf = (row: Row) => ({
  id: text(row, 'id'),
  patientId: text(row, 'patientId'),
  practitionerId: number(row, 'practitionerId'),
  medication: text(row, 'medication'),
  atcCode: text(row, 'atcCode'),
  dose: text(row, 'dose'),
  icdCode: text(row, 'icdCode'),
  issuedOn: text(row, 'issuedOn'),
  refillsLeft: number(row, 'refillsLeft'),
});

/** `row` joins the clinic's name, iban and bic. */
export const invoiceOf = (row: Row) => ({
  number: text(row, 'number'),
  clinicSlug: text(row, 'clinicSlug'),
  patientId: text(row, 'patientId'),
  issuedOn: text(row, 'issuedOn'),
  dueOn: text(row, 'dueOn'),
  status: text(row, 'status'),
  currency: 'EUR',
  amountCents: number(row, 'amountCents'),
  discountCents: number(row, 'discountCents'),
  lines: json(row, 'lines'),
  payTo: { name: text(row, 'clinicName'), iban: text(row, 'iban'), bic: text(row, 'bic') },
});

export type Invoice = ReturnType<typeof invoiceOf>;

export const invoiceSelect =
  'SELECT i.*, c.name AS clinicName, c.iban, c.bic FROM invoices i JOIN clinics c ON c.slug = i.clinicSlug';

export const documentColumns = 'id, clinicSlug, patientId, name, type, sizeBytes, source, createdAt';

export const documentOf = (row: Row) => ({
  id: text(row, 'id'),
  patientId: text(row, 'patientId'),
  name: text(row, 'name'),
  type: text(row, 'type'),
  sizeBytes: number(row, 'sizeBytes'),
  source: text(row, 'source'),
  createdAt: text(row, 'createdAt'),
});

export const messageSelect =
  'SELECT m.*, f.name AS fromName, t.name AS toName FROM messages m LEFT JOIN users f ON f.id = m.fromUserId LEFT JOIN users t ON t.id = m.toUserId';

export const messageOf = (row: Row) => ({
  id: number(row, 'id'),
  from: { userId: number(row, 'fromUserId'), name: text(row, 'fromName') },
  to: { userId: number(row, 'toUserId'), name: text(row, 'toName') },
  subject: text(row, 'subject'),
  body: text(row, 'body'),
  sentAt: text(row, 'sentAt'),
  readAt: textOrNull(row, 'readAt'),
});

export const referralOf = (row: Row) => ({
  code: text(row, 'code'),
  patientId: text(row, 'patientId'),
  fromPractitionerId: number(row, 'fromPractitionerId'),
  toPractitionerId: number(row, 'toPractitionerId'),
  icdCode: text(row, 'icdCode'),
  reason: text(row, 'reason'),
  urgency: text(row, 'urgency'),
  documentId: textOrNull(row, 'documentId'),
  createdOn: text(row, 'createdOn'),
});

export const reportOf = (row: Row) => ({
  id: number(row, 'id'),
  clinicSlug: text(row, 'clinicSlug'),
  period: text(row, 'period'),
  appointments: number(row, 'appointments'),
  missed: number(row, 'missed'),
  turnoverCents: number(row, 'turnoverCents'),
  topDiagnoses: json(row, 'topDiagnoses'),
});

export const slotOf = (row: Row) => ({
  id: number(row, 'id'),
  campaignSlug: text(row, 'campaignSlug'),
  startsAt: text(row, 'startsAt'),
  place: text(row, 'place'),
  capacity: number(row, 'capacity'),
  free: Math.max(0, number(row, 'capacity') - number(row, 'taken')),
});

export const webhookOf = (row: Row) => ({
  id: text(row, 'id'),
  url: text(row, 'url'),
  events: json(row, 'events'),
  createdAt: text(row, 'createdAt'),
});

export const userOf = (row: Row) => ({
  id: number(row, 'id'),
  name: text(row, 'name'),
  email: text(row, 'email'),
  role: text(row, 'role'),
  lastLoginAt: textOrNull(row, 'lastLoginAt'),
});

export const settingsOf = (row: Row) => ({
  clinicSlug: text(row, 'clinicSlug'),
  reminderHours: number(row, 'reminderHours'),
  bookingWindowDays: number(row, 'bookingWindowDays'),
  onlinePayment: number(row, 'onlinePayment') === 1,
  supportEmail: text(row, 'supportEmail'),
});

export const auditEntryOf = (row: Row) => ({
  id: number(row, 'id'),
  at: text(row, 'at'),
  userId: row['userId'] === null ? null : number(row, 'userId'),
  action: text(row, 'action'),
  target: text(row, 'target'),
  address: text(row, 'address'),
});

export const notificationOf = (row: Row) => ({
  id: number(row, 'id'),
  kind: text(row, 'kind'),
  text: text(row, 'text'),
  createdAt: text(row, 'createdAt'),
});

/** A patient's record with whose it is, or nothing. */
export const readPatient = (db: Database, id: string): Patient | undefined => {
  const row = db.one('SELECT * FROM patients WHERE id = ?', id);
  return row && patientOf(row);
};
