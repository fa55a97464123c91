import { child, fieldOf, listAt, textAt, valueAt } from '../answer.ts';
import type { Journey } from '../scenario.ts';
import type { User } from '../user.ts';
import { choose, icdCodes } from './visitor.ts';

const medications = [
  { medication: 'Ramipril', atcCode: 'C09AA05', dose: '5 mg once a day', icdCode: 'I10' },
  { medication: 'Metformin', atcCode: 'A10BA02', dose: '500 mg twice a day', icdCode: 'E11.9' },
  { medication: 'Salbutamol', atcCode: 'R03AC02', dose: '100 ug when needed', icdCode: 'J45.9' },
  { medication: 'Pantoprazole', atcCode: 'A02BC02', dose: '20 mg once a day', icdCode: 'K21.9' },
] as const;
const notes = [
  'Stable, next control in three months.',
  'Lungs clear, advised rest and fluids.',
  'Mobilisation exercises shown, review in two weeks.',
  'Blood pressure 134/82, dose unchanged.',
] as const;

/** Starts the shift: who am I, what is today, what came in. */
export const startShift: Journey = async (user) => {
  await user.call('GET /v2/me', { thinkMs: 200 });
  await user.call('GET /v2/appointments', { query: { limit: '20', status: 'booked' } });
  await user.call('GET /v2/messages', { query: { box: 'in', limit: '20', page: '1' } });
};

/** Sees one patient: record, history, notes, a prescription or a referral. */
export const consult: Journey = async (user) => {
  const today = listAt(await user.call('GET /v2/appointments', { query: { limit: '20' } }), 'items');
  const appointment = today.length === 0 ? null : user.random.pick(today);
  const appointmentId = fieldOf(appointment, 'id');
  const patientId = fieldOf(appointment, 'patientId');
  const params = { patientId };
  await user.call('GET /v2/appointments/{appointmentId}', { params: { appointmentId } });
  await user.call('GET /v2/patients/{patientId}', { params });
  await user.call('GET /v2/patients/{patientId}/appointments', { params, thinkMs: 300 });
  await user.call('GET /v2/patients/{patientId}/prescriptions', { params, thinkMs: 300 });
  const icdCode = user.random.pick(icdCodes);
  await user.call('PUT /v2/appointments/{appointmentId}/notes', {
    params: { appointmentId },
    json: { notes: user.random.pick(notes), icdCode },
  });
  if (user.random.chance(0.7)) await prescribe(user, patientId);
  if (user.random.chance(0.5)) await refer(user, patientId, icdCode);
};

async function prescribe(user: User, patientId: string): Promise<void> {
  const { medication, atcCode, dose, icdCode } = user.random.pick(medications);
  if (user.random.chance(0.1)) await user.call('POST /v2/prescriptions', { json: { patientId, medication } });
  const issued = await user.call('POST /v2/prescriptions', {
    json: { patientId, medication, atcCode, dose, icdCode, refills: user.random.between(0, 3) },
  });
  await user.call('GET /v2/prescriptions/{prescriptionId}', {
    params: { prescriptionId: textAt(issued, 'id') },
  });
}

async function refer(user: User, patientId: string, icdCode: string): Promise<void> {
  const colleagues = listAt(await user.call('GET /v2/practitioners'), 'items');
  const made = await user.call('POST /v2/referrals', {
    json: {
      patientId,
      toPractitionerId: Number(choose(user, colleagues, 'id')),
      icdCode,
      reason: 'Please see for further diagnosis',
      urgency: user.random.pick(['routine', 'routine', 'soon', 'urgent']),
    },
  });
  await user.call('GET /v2/referrals/{referralCode}', { params: { referralCode: textAt(made, 'code') } });
}

/** Goes through the clinic's patients, page after page, and opens one. */
export const browsePatients: Journey = async (user) => {
  let query: Record<string, string> = { limit: '5' };
  for (let page = 0; page < user.random.between(2, 3); page += 1) {
    const answer = await user.call('GET /v2/patients', { query });
    const items = listAt(answer, 'items');
    if (user.random.chance(0.7)) {
      const params = { patientId: choose(user, items, 'id') };
      await user.call('GET /v2/patients/{patientId}', { params });
    }
    const cursor = child(valueAt(answer), 'nextCursor');
    if (typeof cursor !== 'string') break;
    query = { limit: '5', cursor };
  }
};

/** Finds a patient by name and reads their documents; a mistyped id now and then. */
export const findPatient: Journey = async (user) => {
  const q = user.random.pick(['an', 'er', 'ma', 'li', 'so']);
  const found = listAt(await user.call('GET /v2/patients/search', { query: { q } }), 'items');
  const patientId = choose(user, found, 'id');
  const asTyped = user.random.chance(0.2) ? `${patientId.slice(0, -1)}0` : patientId;
  await user.call('GET /v2/patients/{patientId}', { params: { patientId: asTyped } });
  const documents = listAt(
    await user.call('GET /v2/patients/{patientId}/documents', { params: { patientId } }),
    'items',
  );
  if (documents.length === 0) return;
  const params = { documentId: choose(user, documents, 'id') };
  await user.call('GET /v2/documents/{documentId}', { params });
  await user.call('GET /v2/documents/{documentId}/content', { params, headers: { accept: '*/*' } });
};

/** Corrects a patient's contact details on the phone and asks the insurer. */
export const updatePatient: Journey = async (user) => {
  const items = listAt(await user.call('GET /v2/patients', { query: { limit: '10' } }), 'items');
  const params = { patientId: choose(user, items, 'id') };
  await user.call('PATCH /v2/patients/{patientId}', {
    params,
    json: { phone: `+49 30 ${user.random.between(1_000_000, 9_999_999)}` },
  });
  await user.call('POST /v2/patients/{patientId}/insurance-checks', { params, json: {} });
};

/** Answers a patient's message. */
export const answerMessages: Journey = async (user) => {
  const items = listAt(
    await user.call('GET /v2/messages', { query: { box: 'in', limit: '10', page: '1' } }),
    'items',
  );
  const message = items.length === 0 ? null : user.random.pick(items);
  const params = { messageId: fieldOf(message, 'id') };
  await user.call('GET /v2/messages/{messageId}', { params });
  await user.call('POST /v2/messages/{messageId}/read', { params, thinkMs: 200 });
  const from = message === null ? undefined : child(child(message, 'from'), 'userId');
  if (typeof from !== 'number') return;
  await user.call('POST /v2/messages', {
    json: {
      toUserId: from,
      subject: 'Re: your question',
      body: 'Please come by this week, no appointment needed.',
    },
  });
};

/** Reads the clinic's activity. */
export const readReports: Journey = async (user) => {
  const reportId = textAt(await user.call('GET /v2/reports/latest'), 'id');
  await user.call('GET /v2/reports/{reportId}', { params: { reportId } });
};

/** Everything that a doctor does in a shift, once a round; consultations come often. */
export const doctorJourneys: readonly Journey[] = [
  startShift,
  consult,
  consult,
  consult,
  browsePatients,
  findPatient,
  updatePatient,
  answerMessages,
  readReports,
];
