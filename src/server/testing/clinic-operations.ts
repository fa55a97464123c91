/** What the made-up clinic's APIs offer: believable operations for screens and tests, any number of them. */
import type { AuthKind } from '../../model/exchange.ts';
import type { Lifecycle, OperationKind } from '../../model/operation.ts';
import type { Random } from './random.ts';

/** One operation before it has numbers. */
export interface OperationSeed {
  readonly kind: OperationKind;
  readonly service: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly auth: readonly (AuthKind | 'none')[];
  readonly lifecycle: Lifecycle;
  readonly classes: readonly string[];
  readonly asset: string;
  /** How busy it is beside the others. */
  readonly weight: number;
}

type Line = readonly [
  method: string,
  path: string,
  asset: string,
  classes: string,
  weight: number,
  extra?: Partial<OperationSeed>,
];

const jwt: readonly AuthKind[] = ['bearer-jwt'];
const key: readonly AuthKind[] = ['api-key-header'];

const clinicLines: readonly Line[] = [
  ['POST', '/v2/sessions', 'accounts', 'email password', 60, { auth: ['none'] }],
  ['POST', '/v2/sessions/refresh', 'accounts', 'jwt', 90],
  ['GET', '/v2/me', 'accounts', 'email person-name', 240],
  ['PATCH', '/v2/me', 'accounts', 'email phone', 8],
  ['GET', '/v2/patients', 'patients', 'person-name date-of-birth', 180],
  ['POST', '/v2/patients', 'patients', 'person-name date-of-birth email phone national-id', 14],
  [
    'GET',
    '/v2/patients/{patientId}',
    'patients',
    'person-name date-of-birth email phone national-id postal-address',
    420,
  ],
  ['PATCH', '/v2/patients/{patientId}', 'patients', 'person-name email phone', 22],
  ['DELETE', '/v2/patients/{patientId}', 'patients', '', 1],
  ['GET', '/v2/patients/me', 'patients', 'person-name date-of-birth email', 130],
  ['GET', '/v2/patients/{patientId}/allergies', 'records', 'health-code', 64],
  ['GET', '/v2/patients/{patientId}/prescriptions', 'prescriptions', 'health-code', 150],
  ['POST', '/v2/patients/{patientId}/prescriptions', 'prescriptions', 'health-code', 18],
  ['GET', '/v2/patients/{patientId}/documents', 'documents', '', 70],
  ['GET', '/v2/appointments', 'appointments', 'person-name', 310],
  ['POST', '/v2/appointments', 'appointments', '', 45],
  ['GET', '/v2/appointments/{appointmentId}', 'appointments', 'person-name', 200],
  ['PATCH', '/v2/appointments/{appointmentId}', 'appointments', '', 20],
  ['DELETE', '/v2/appointments/{appointmentId}', 'appointments', '', 9],
  ['GET', '/v2/appointments/slots', 'appointments', '', 260, { auth: ['bearer-jwt', 'none'] }],
  ['GET', '/v2/invoices', 'invoices', 'iban', 85],
  ['GET', '/v2/invoices/{invoiceId}', 'invoices', 'iban card-number postal-address', 110],
  ['POST', '/v2/invoices/{invoiceId}/payments', 'invoices', 'card-number', 16],
  ['GET', '/v2/invoices/{invoiceId}/pdf', 'invoices', '', 0, { lifecycle: 'dormant' }],
  ['GET', '/v2/documents/{documentId}', 'documents', '', 95],
  ['POST', '/v2/documents', 'documents', '', 12],
  ['GET', '/v2/messages', 'messages', 'person-name', 140],
  ['POST', '/v2/messages', 'messages', '', 25],
  ['GET', '/v2/messages/{messageId}', 'messages', 'person-name', 80],
  ['GET', '/v2/doctors', 'accounts', 'person-name', 75, { auth: ['none'] }],
  ['GET', '/v2/doctors/{doctorId}', 'accounts', 'person-name email', 50],
  ['GET', '/v2/reports/latest', 'records', '', 11],
  ['GET', '/v2/reports/{reportId}', 'records', 'health-code', 13],
  ['GET', '/v2/admin/users', 'accounts', 'email person-name', 7],
  ['POST', '/v2/admin/users/{userId}/roles', 'accounts', '', 0, { lifecycle: 'unreachable' }],
  ['GET', '/v2/admin/audit', 'accounts', 'ipv4 email', 4, { lifecycle: 'shadow' }],
  [
    'GET',
    '/v1/patients/{id}',
    'patients',
    'person-name national-id email',
    33,
    { lifecycle: 'zombie', auth: ['api-key-query', 'none'] },
  ],
  [
    'GET',
    '/v1/export',
    'patients',
    'person-name national-id email phone',
    3,
    { lifecycle: 'zombie', auth: ['api-key-query'] },
  ],
  ['GET', '/internal/debug/config', 'accounts', 'aws-key secret', 1, { lifecycle: 'shadow', auth: ['none'] }],
  ['POST', '/v2/webhooks/lab-results', 'records', 'health-code', 28, { auth: ['signature'] }],
  ['GET', '/v2/referrals/{referralId}', 'records', 'health-code', 0, { lifecycle: 'orphan' }],
  ['QUERY', '/graphql#patient', 'patients', 'person-name date-of-birth', 170, { kind: 'graphql' }],
  ['QUERY', '/graphql#appointments', 'appointments', 'person-name', 125, { kind: 'graphql' }],
  ['MUTATION', '/graphql#bookAppointment', 'appointments', '', 21, { kind: 'graphql' }],
  ['WS', '/v2/messages/stream', 'messages', '', 10, { kind: 'websocket' }],
  [
    'POST',
    '/partner/v1/eligibility',
    'invoices',
    'national-id',
    58,
    { service: 'partner', host: 'partners.clinic.example', auth: key, lifecycle: 'live' },
  ],
  [
    'POST',
    '/clinic.lab.v1.Results/Fetch',
    'records',
    'health-code',
    36,
    { kind: 'grpc', service: 'lab-results', host: 'results.clinic.example' },
  ],
];

/** Classes of data behind an asset, and how people call it. */
export const assets = {
  patients: {
    title: 'Patient identities',
    subtitle: 'names, dates of birth, national ids',
    sensitivity: 'restricted',
  },
  records: { title: 'Health records', subtitle: 'diagnoses, results, allergies', sensitivity: 'restricted' },
  prescriptions: { title: 'Prescriptions', subtitle: 'medication and doses', sensitivity: 'restricted' },
  invoices: { title: 'Payments', subtitle: 'invoices, cards, bank accounts', sensitivity: 'restricted' },
  accounts: { title: 'Accounts', subtitle: 'staff and patient sign-ins', sensitivity: 'personal' },
  messages: { title: 'Messages', subtitle: 'between patients and doctors', sensitivity: 'personal' },
  documents: { title: 'Documents', subtitle: 'scans and letters', sensitivity: 'personal' },
  appointments: { title: 'Appointments', subtitle: 'the calendar', sensitivity: 'internal' },
} as const;

const nouns: readonly [string, ...string[]] = [
  'wards',
  'beds',
  'shifts',
  'devices',
  'claims',
  'orders',
  'vendors',
  'samples',
  'consents',
  'referrals',
  'policies',
  'tariffs',
  'rooms',
  'stocks',
  'shipments',
  'surveys',
  'alerts',
  'tasks',
  'notes',
  'templates',
  'campaigns',
  'contracts',
  'batches',
  'meals',
];
const services: readonly [string, ...string[]] = [
  'wards',
  'pharmacy',
  'billing',
  'logistics',
  'staffing',
  'imaging',
  'laboratory',
  'insurance',
  'catering',
  'research',
];

function further(index: number, random: Random): OperationSeed {
  const service = random.pick(services);
  const noun = random.pick(nouns);
  const inner = random.pick(nouns);
  const id = `{${noun.replace(/s$/, '')}Id}`;
  const shapes: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
    ['GET', `/${noun}`],
    ['POST', `/${noun}`],
    ['GET', `/${noun}/${id}`],
    ['PUT', `/${noun}/${id}`],
    ['DELETE', `/${noun}/${id}`],
    ['GET', `/${noun}/${id}/${inner}`],
    ['POST', `/${noun}/${id}/${inner}`],
  ];
  const [method, path] = random.pick(shapes);
  const sensitive = random.next() < 0.3;
  return {
    kind: 'rest',
    service,
    host: `${service}.clinic.example`,
    method,
    path: `/v${1 + (index % 9)}/r${Math.floor(index / 9)}${path}`,
    auth: random.pick([jwt, jwt, key, ['session-cookie'], ['none']]),
    lifecycle: random.pick([
      'documented',
      'documented',
      'documented',
      'documented',
      'documented',
      'documented',
      'live',
      'shadow',
      'zombie',
      'orphan',
    ]),
    classes: sensitive
      ? [random.pick(['email', 'phone', 'person-name', 'iban', 'card-number', 'health-code'])]
      : [],
    asset: random.pick([
      'patients',
      'records',
      'prescriptions',
      'invoices',
      'accounts',
      'messages',
      'documents',
      'appointments',
    ]),
    weight: Math.round(200 * random.next() ** 4 * 100) / 100,
  };
}

/** The first `count` operations: 47 of the clinic, then those of ever more services around it. */
export function operationSeeds(count: number, random: Random): readonly OperationSeed[] {
  const clinic = clinicLines.slice(0, count).map(
    ([method, path, asset, classes, weight, extra]): OperationSeed => ({
      kind: 'rest',
      service: 'clinic',
      host: 'api.clinic.example',
      method,
      path,
      auth: jwt,
      lifecycle: 'documented',
      classes: classes === '' ? [] : classes.split(' '),
      asset,
      weight,
      ...extra,
    }),
  );
  const rest = Array.from({ length: Math.max(0, count - clinic.length) }, (_, i) => further(i, random));
  return [...clinic, ...rest];
}
