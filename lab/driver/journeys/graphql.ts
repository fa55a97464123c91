import type { Account } from '../actors.ts';
import { child, JourneyCutShort, listAt, textAt } from '../answer.ts';
import type { Answer, Json } from '../answer.ts';
import type { Journey } from '../scenario.ts';
import type { User } from '../user.ts';
import { choose, someDay } from './visitor.ts';

/** A named operation with one field at its root, as the web app's bundle holds them. */
interface Document {
  readonly kind: 'QUERY' | 'MUTATION';
  readonly field: string;
  readonly text: string;
}

const query = (field: string, text: string): Document => ({ kind: 'QUERY', field, text });
const mutation = (field: string, text: string): Document => ({ kind: 'MUTATION', field, text });

const documents = {
  login: mutation(
    'login',
    'mutation Login($email: String!, $password: String!) { login(email: $email, password: $password) { accessToken refreshToken } }',
  ),
  home: query(
    'me',
    'query Home { me { id name role patient { id givenName familyName appointments { id startsAt status } } } }',
  ),
  record: query(
    'patient',
    'query Record($id: ID!) { patient(id: $id) { id givenName birthDate appointments { id startsAt } invoices { number status amountCents } prescriptions { id medication } } }',
  ),
  patients: query(
    'patients',
    'query Patients($first: Int) { patients(first: $first) { id givenName familyName birthDate } }',
  ),
  doctors: query(
    'practitioners',
    'query Doctors($specialty: String) { practitioners(specialty: $specialty) { id name specialty } }',
  ),
  doctor: query(
    'practitioner',
    'query Doctor($id: Int!) { practitioner(id: $id) { id name title specialty rating } }',
  ),
  appointment: query(
    'appointment',
    'query Appointment($id: ID!) { appointment(id: $id) { id startsAt status reason practitioner { id name } } }',
  ),
  clinic: query(
    'clinic',
    'query Clinic($slug: String!) { clinic(slug: $slug) { slug name phone practitioners { id name specialty } } }',
  ),
  articles: query('articles', 'query Articles($tag: String) { articles(tag: $tag) { slug title summary } }'),
  book: mutation(
    'bookAppointment',
    'mutation Book($practitionerId: Int!, $startsAt: String!, $reason: String!) { bookAppointment(practitionerId: $practitionerId, startsAt: $startsAt, reason: $reason) { id startsAt status } }',
  ),
  cancel: mutation(
    'cancelAppointment',
    'mutation Cancel($id: ID!) { cancelAppointment(id: $id) { id status } }',
  ),
  write: mutation(
    'sendMessage',
    'mutation Write($toUserId: Int!, $subject: String!, $body: String!) { sendMessage(toUserId: $toUserId, subject: $subject, body: $body) { id sentAt } }',
  ),
} as const;

/** Sends a document: queries by GET now and then, as clients with persisted documents do. */
async function ask(
  user: User,
  document: Document,
  variables: { readonly [name: string]: Json } = {},
): Promise<Answer> {
  const operationName = /^\w+ (\w+)/.exec(document.text)?.[1] ?? '';
  const countAs = `${document.kind} /graphql#${document.field}`;
  if (document.kind === 'QUERY' && user.random.chance(0.3)) {
    const inQuery = { query: document.text, operationName, variables: JSON.stringify(variables) };
    return user.call('GET /graphql', { query: inQuery, countAs });
  }
  return user.call('POST /graphql', { json: { query: document.text, operationName, variables }, countAs });
}

/** Logs in by GraphQL. */
export function signInByGraphql(account: Account): Journey {
  return async (user) => {
    user.wear('authorization', undefined);
    const answer = await ask(user, documents.login, { email: account.email, password: account.password });
    user.wear('authorization', `Bearer ${textAt(answer, 'data', 'login', 'accessToken')}`);
    user.memory.set('patientId', account.patientId ?? '');
    user.memory.set('clinicSlug', account.clinic);
  };
}

/** The start page: account, record and the newest articles. */
const openHome: Journey = async (user) => {
  await ask(user, documents.home);
  await ask(
    user,
    documents.articles,
    user.random.chance(0.5) ? { tag: user.random.pick(['heart', 'lungs', 'sleep']) } : {},
  );
};

/** The own record with everything in it, then one appointment. */
const readRecord: Journey = async (user) => {
  const id = user.memory.get('patientId');
  if (id === undefined || id === '') throw new JourneyCutShort('not logged in as a patient');
  const record = await ask(user, documents.record, { id });
  const appointments = listAt(record, 'data', 'patient', 'appointments');
  await ask(user, documents.appointment, { id: choose(user, appointments, 'id') });
};

/** Reads about the clinic and a doctor there, and books a time. */
const book: Journey = async (user) => {
  const clinic = await ask(user, documents.clinic, { slug: user.memory.get('clinicSlug') ?? '' });
  const practitionerId = Number(choose(user, listAt(clinic, 'data', 'clinic', 'practitioners'), 'id'));
  await ask(user, documents.doctor, { id: practitionerId });
  const date = someDay(user);
  const free = listAt(
    await user.call('GET /v2/practitioners/{practitionerId}/availability/{date}', {
      params: { practitionerId: String(practitionerId), date },
    }),
    'items',
  );
  const variables = { practitionerId, startsAt: choose(user, free, 'startsAt'), reason: 'Control' };
  const id = textAt(await ask(user, documents.book, variables), 'data', 'bookAppointment', 'id');
  await ask(user, documents.appointment, { id });
};

/** Looks at the appointments and cancels one that is still to come. */
const cancel: Journey = async (user) => {
  const appointments = listAt(await ask(user, documents.home), 'data', 'me', 'patient', 'appointments');
  const booked = appointments.filter((each) => child(each, 'status') === 'booked');
  await ask(user, documents.cancel, { id: choose(user, booked, 'id') });
};

/** Writes to somebody who wrote before. */
const write: Journey = async (user) => {
  const received = listAt(await user.call('GET /v2/messages', { query: { box: 'in', limit: '5' } }), 'items');
  const message = received.length === 0 ? null : user.random.pick(received);
  const from =
    message === null || typeof message !== 'object' || !('from' in message) ? null : message['from'];
  await ask(user, documents.write, {
    toUserId: Number(choose(user, from === undefined ? [] : [from], 'userId')),
    subject: 'Thank you',
    body: 'That helped a lot.',
  });
};

/** Looks for a specialist, then at all doctors, then at one. */
const findDoctor: Journey = async (user) => {
  await ask(user, documents.doctors, {
    specialty: user.random.pick(['general-medicine', 'internal-medicine', 'dermatology', 'paediatrics']),
  });
  const doctors = listAt(await ask(user, documents.doctors), 'data', 'practitioners');
  await ask(user, documents.doctor, { id: Number(choose(user, doctors, 'id')) });
};

/** What a patient of the GraphQL web app does. */
export const graphqlPatientJourneys: readonly Journey[] = [
  book,
  cancel,
  readRecord,
  write,
  findDoctor,
  openHome,
];

/** What a doctor does there beside REST: the list of patients and one of them. */
export const graphqlDoctorJourneys: readonly Journey[] = [
  async (user) => {
    const patients = listAt(await ask(user, documents.patients, { first: 10 }), 'data', 'patients');
    await ask(user, documents.record, { id: choose(user, patients, 'id') });
  },
];
