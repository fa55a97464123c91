import { child, fieldOf, listAt, textAt, valueAt, JourneyCutShort } from '../answer.ts';
import type { Json } from '../answer.ts';
import type { Journey } from '../scenario.ts';
import type { User } from '../user.ts';
import { choose, downloadForm, findClinic, lookUpDiagnosis, readArticles, someDay } from './visitor.ts';

const reasons = [
  'Cough for two weeks',
  'Yearly check-up',
  'Back pain after lifting',
  'Blood pressure control',
  'New prescription needed',
  'Itching rash on the arm',
  'Trouble sleeping',
  'Travel vaccination',
  'Stomach ache after meals',
] as const;
const questions = [
  'May I take ibuprofen with my tablets?',
  'When will my results be ready?',
  'I need a sick note until Friday.',
  'The pharmacy did not have the medicine.',
  'Should I come fasting?',
] as const;

/** The user's own patient id, from the answer to the login. */
function ownId(user: User): string {
  const id = user.memory.get('patientId');
  if (id === undefined) throw new JourneyCutShort('not logged in as a patient');
  return id;
}

/** Opens the app: account, record, what is new. */
export const openHome: Journey = async (user) => {
  await user.call('GET /v2/me', { thinkMs: 300 });
  await user.call('GET /v2/patients/me', { thinkMs: 100 });
  await user.call('GET /v2/notifications', { thinkMs: 100 });
};

/** Reads the own record and corrects the contact details. */
export const keepDetails: Journey = async (user) => {
  await user.call('GET /v2/patients/{patientId}', { params: { patientId: ownId(user) } });
  const phone = `+49 30 ${user.random.between(1_000_000, 9_999_999)}`;
  if (user.random.chance(0.15))
    await user.call('PATCH /v2/patients/me', { json: { email: 'not-an-address' } });
  await user.call('PATCH /v2/patients/me', {
    json: user.random.chance(0.5)
      ? { phone }
      : { phone, emergencyContact: { name: 'Alex Winter', phone: '+49 30 5550100' } },
  });
};

/** Chooses how to be reminded. */
export const setPreferences: Journey = async (user) => {
  await user.call('PUT /v2/patients/{patientId}/preferences', {
    params: { patientId: ownId(user) },
    json: {
      channel: user.random.pick(['email', 'sms', 'push']),
      reminders: user.random.chance(0.8),
      newsletter: user.random.chance(0.2),
    },
  });
};

/** Finds a doctor and a free time, books it and looks at it. A field is forgotten now and then. */
export const bookAppointment: Journey = async (user) => {
  const clinic = user.memory.get('clinicSlug') ?? '';
  const doctors = listAt(await user.call('GET /v2/practitioners', { query: { clinic } }), 'items');
  const practitionerId = choose(user, doctors, 'id');
  await user.call('GET /v2/practitioners/{practitionerId}', { params: { practitionerId } });
  const startsAt = choose(user, await findFreeTimes(user, practitionerId), 'startsAt');
  const reason = user.random.pick(reasons);
  if (user.random.chance(0.1)) await user.call('POST /v2/appointments', { json: { reason } });
  const booked = await user.call('POST /v2/appointments', {
    json: { practitionerId: Number(practitionerId), startsAt, reason },
  });
  await user.call('GET /v2/appointments/{appointmentId}', {
    params: { appointmentId: textAt(booked, 'id') },
  });
};

/** Looks at what is booked, and moves one of the appointments. */
export const moveAppointment: Journey = async (user) => {
  const appointment = await chooseBooked(user);
  const free = await findFreeTimes(user, fieldOf(appointment, 'practitionerId'));
  await user.call('PATCH /v2/appointments/{appointmentId}', {
    params: { appointmentId: fieldOf(appointment, 'id') },
    json: { startsAt: choose(user, free, 'startsAt') },
  });
};

/** Looks at what is booked, and cancels one of the appointments. */
export const cancelAppointment: Journey = async (user) => {
  const params = { appointmentId: fieldOf(await chooseBooked(user), 'id') };
  await user.call('GET /v2/appointments/{appointmentId}', { params });
  await user.call('POST /v2/appointments/{appointmentId}/cancel', {
    params,
    json: { reason: 'I have to work' },
  });
};

async function chooseBooked(user: User): Promise<Json> {
  const booked = listAt(
    await user.call('GET /v2/appointments', { query: { status: 'booked', limit: '10' } }),
    'items',
  );
  if (booked.length === 0) throw new JourneyCutShort('nothing is booked');
  return user.random.pick(booked);
}

async function findFreeTimes(user: User, practitionerId: string): Promise<ReturnType<typeof listAt>> {
  const date = someDay(user);
  if (user.random.chance(0.6)) {
    const clinic = user.memory.get('clinicSlug') ?? '';
    await user.call('GET /v2/availability', { query: { date, clinic } });
  }
  const params = { practitionerId, date };
  return listAt(
    await user.call('GET /v2/practitioners/{practitionerId}/availability/{date}', { params }),
    'items',
  );
}

/** Looks through appointments, page after page, and opens some. */
export const reviewAppointments: Journey = async (user) => {
  let query: Record<string, string> = { limit: '5' };
  for (let page = 0; page < 3; page += 1) {
    const answer = await user.call('GET /v2/appointments', { query });
    const items = listAt(answer, 'items');
    if (items.length > 0) {
      const params = { appointmentId: choose(user, items, 'id') };
      await user.call('GET /v2/appointments/{appointmentId}', { params });
    }
    const cursor = child(valueAt(answer), 'nextCursor');
    if (typeof cursor !== 'string') break;
    query = { limit: '5', cursor };
  }
  await user.call('GET /v2/patients/{patientId}/appointments', { params: { patientId: ownId(user) } });
};

/** Prescriptions: the list, one of them, a refill. */
export const refillPrescription: Journey = async (user) => {
  const params = { patientId: ownId(user) };
  const items = listAt(await user.call('GET /v2/patients/{patientId}/prescriptions', { params }), 'items');
  const prescriptionId = choose(user, items, 'id');
  await user.call('GET /v2/prescriptions/{prescriptionId}', { params: { prescriptionId } });
  await user.call('POST /v2/prescriptions/{prescriptionId}/refills', {
    params: { prescriptionId },
    json: user.random.chance(0.5) ? { pharmacy: 'Linden Apotheke' } : {},
  });
};

/** Invoices: pages, one of them, its PDF, the payment or a voucher. */
export const payInvoice: Journey = async (user) => {
  const answer = await user.call('GET /v2/invoices', { query: { page: '1' } });
  const items = listAt(answer, 'items');
  if (Number(textAt(answer, 'pages')) > 1) await user.call('GET /v2/invoices', { query: { page: '2' } });
  const open = items.filter((each) => child(each, 'status') === 'open');
  const invoice = user.random.pick(open.length > 0 ? open : items.length > 0 ? items : [null]);
  const params = { invoiceNumber: fieldOf(invoice, 'number') };
  await user.call('GET /v2/invoices/{invoiceNumber}', { params });
  await user.call('GET /v2/invoices/{invoiceNumber}/pdf', { params, headers: { accept: 'application/pdf' } });
  if (open.length === 0) return;
  if (user.random.chance(0.6)) {
    // Vouchers arrive by post; some are misread.
    const code = user.random.pick([
      'WELCOME-2026-7KQ2',
      'WELCOME-2026-7KO2',
      `CARE-2026-${1000 + user.random.below(400) * 7}`,
    ]);
    await user.call('POST /v2/invoices/{invoiceNumber}/voucher', { params, json: { code } });
  }
  const invoiceNow = await user.call('GET /v2/invoices/{invoiceNumber}', { params, thinkMs: 500 });
  const owedCents = Number(textAt(invoiceNow, 'amountCents')) - Number(textAt(invoiceNow, 'discountCents'));
  await user.call('POST /v2/invoices/{invoiceNumber}/payments', {
    params,
    json: {
      cardNumber: user.random.pick(['4111111111111111', '5555555555554444', '4000056655665556']),
      expires: `${user.random.between(1, 12)}`.padStart(2, '0') + '/29',
      cvc: String(user.random.between(100, 999)),
      holder: user.name,
      amountCents: owedCents,
    },
  });
};

/** Uploads a picture or a letter, then finds and downloads it. */
export const exchangeDocuments: Journey = async (user) => {
  const file = user.random.chance(0.5)
    ? { field: 'file', fileName: 'letter.pdf', type: 'application/pdf', bytes: smallPdf(user) }
    : { field: 'file', fileName: 'rash.png', type: 'image/png', bytes: smallPng };
  const uploaded = await user.call('POST /v2/documents', {
    multipart: { fields: { name: file.fileName }, file },
  });
  const params = { patientId: ownId(user) };
  const items = listAt(await user.call('GET /v2/patients/{patientId}/documents', { params }), 'items');
  const documentId = user.random.chance(0.5) ? textAt(uploaded, 'id') : choose(user, items, 'id');
  await user.call('GET /v2/documents/{documentId}', { params: { documentId } });
  await user.call('GET /v2/documents/{documentId}/content', {
    params: { documentId },
    headers: { accept: '*/*' },
  });
};

/** The laboratory's letter names an address; the user lets the clinic fetch the report from there. */
export const importDocument: Journey = async (user) => {
  const url = `https://files.medilab.example/results/lr_${user.random.between(10_000, 99_999)}.pdf`;
  if (user.random.chance(0.1)) await user.call('POST /v2/documents/import', { json: { url: url.slice(8) } });
  const imported = await user.call('POST /v2/documents/import', { json: { url, name: 'Laboratory report' } });
  await user.call('GET /v2/documents/{documentId}', { params: { documentId: textAt(imported, 'id') } });
};

/** Reads the mail box, marks a message as read, writes one. */
export const writeMessages: Journey = async (user) => {
  const messages = await user.call('GET /v2/messages', { query: { limit: '10', page: '1' } });
  const items = listAt(messages, 'items');
  if (Number(textAt(messages, 'total')) > 10)
    await user.call('GET /v2/messages', { query: { limit: '10', page: '2' } });
  const practitioners = items
    .map((each) => child(child(each, 'from'), 'userId'))
    .filter((id) => typeof id === 'number');
  if (items.length > 0) {
    const params = { messageId: choose(user, items, 'id') };
    await user.call('GET /v2/messages/{messageId}', { params });
    if (user.random.chance(0.8))
      await user.call('POST /v2/messages/{messageId}/read', { params, thinkMs: 100 });
  }
  if (practitioners.length === 0) return;
  const sent = await user.call('POST /v2/messages', {
    json: {
      toUserId: user.random.pick(practitioners),
      subject: 'A question',
      body: user.random.pick(questions),
    },
  });
  await user.call('GET /v2/messages/{messageId}', { params: { messageId: textAt(sent, 'id') } });
};

/** Looks for a vaccination slot and reserves one. */
export const reserveVaccination: Journey = async (user) => {
  const params = {
    campaignSlug: user.random.pick(['flu-2026', 'flu-2026', 'flu-2026', 'travel-clinic-2026']),
  };
  const slots = listAt(await user.call('GET /v2/campaigns/{campaignSlug}/slots', { params }), 'items');
  const free = slots.filter((each) => Number(child(each, 'free') ?? 0) > 0);
  await user.call('POST /v2/campaigns/{campaignSlug}/reservations', {
    params,
    json: { slotId: Number(choose(user, free, 'id')) },
  });
};

/** Keeps the app open: notifications arrive as they happen. */
export const followNotifications: Journey = async (user) => {
  await user.listen('GET /v2/notifications/stream', user.random.between(5_000, 20_000));
};

/** Waits for a video consultation. */
export const waitInWaitingRoom: Journey = async (user) => {
  const ticket = textAt(await user.call('POST /v2/waiting-room/tickets', { json: {} }), 'ticket');
  await user.converse('WS /v2/waiting-room', { query: { ticket } }, async (room) => {
    for (let minute = user.random.between(1, 4); minute > 0; minute -= 1) {
      await room.stay(4_000);
      room.say({ type: minute === 1 ? 'ready' : 'ping' });
    }
  });
};

/** Everything that a patient does, once a round; in this order it also is why patients come, one reason each. */
export const patientJourneys: readonly Journey[] = [
  openHome,
  keepDetails,
  setPreferences,
  bookAppointment,
  moveAppointment,
  cancelAppointment,
  reviewAppointments,
  refillPrescription,
  payInvoice,
  exchangeDocuments,
  importDocument,
  writeMessages,
  reserveVaccination,
  followNotifications,
  waitInWaitingRoom,
  findClinic,
  readArticles,
  lookUpDiagnosis,
  downloadForm,
];

function smallPdf(user: User): Buffer {
  const note = `% letter ${user.random.between(1, 9999)}\n`;
  return Buffer.from(`%PDF-1.4\n${note}1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
}

/** One grey pixel. */
const smallPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
