/**
 * Microseconds an exchange costs in the observer, on one core with warm caches. Run by hand: `node src/observe/observe.bench.ts`.
 * Bodies differ from exchange to exchange in their values; ids, callers and pages are drawn from as many as a busy minute has.
 */
import { createObserver } from './observer.ts';
import type { RawExchange } from './raw-exchange.ts';
import { body, jwtOf, rawExchange } from './testing/raw.ts';

const exchanges = 2048;
const rounds = 60;

const tokens = Array.from(
  { length: 200 },
  (_, index) =>
    `Bearer ${jwtOf({ sub: `pat_${String(index)}`, iss: 'https://clinic.example', role: 'patient', tenant: 'north', exp: 1_763_683_200 + index })}`,
);
const headersOf = (index: number, type: string | null): string[] => [
  'Host',
  'api.clinic.example',
  'User-Agent',
  'okhttp/4.12.0',
  'Accept',
  'application/json',
  'Accept-Encoding',
  'gzip',
  'Authorization',
  tokens[index % tokens.length] ?? '',
  'X-Request-Id',
  `req-${String(index)}`,
  'Connection',
  'keep-alive',
  ...(type === null ? [] : ['Content-Type', type, 'Content-Length', '1000']),
];
const answerHeaders = [
  'Content-Type',
  'application/json; charset=utf-8',
  'Content-Length',
  '200',
  'Date',
  'Sat, 21 Nov 2026 00:00:00 GMT',
  'Cache-Control',
  'no-store',
  'X-Request-Id',
  'abc',
];
const small = (index: number): string =>
  JSON.stringify({
    id: `apt_${String(index)}`,
    patientId: `pat_${String(index % 97)}`,
    startsAt: '2026-11-21T09:30:00Z',
    status: 'confirmed',
    room: 'R12',
    reason: 'Follow-up',
    price: { amount: 12_900 + index, currency: 'EUR' },
    online: true,
  });
const large = (index: number): string =>
  JSON.stringify({
    id: `pat_${String(index)}`,
    firstName: 'Ana',
    lastName: 'López',
    email: `ana.${String(index)}@clinic.example.org`,
    phone: '+34 612 345 678',
    dateOfBirth: '1984-02-29',
    gender: 'female',
    address: { street: 'Calle Mayor 12', city: 'Madrid', postalCode: '28013', country: 'ES' },
    insurance: { provider: 'Sanitas', memberNumber: `A${String(100_000 + index)}`, validUntil: '2027-12-31' },
    conditions: ['Asthma', 'Hypertension'],
    medications: [
      { name: 'Salbutamol', dose: '100 mcg', frequency: 'as needed' },
      { name: 'Enalapril', dose: '10 mg', frequency: 'daily' },
    ],
    notes:
      'Patient reports improvement after the last change of treatment; follow up in three months with a new lung function test and a blood panel. Prefers to be called in the morning.',
    tags: ['chronic', 'priority'],
    active: true,
    version: index,
    createdAt: '2025-01-05T10:00:00Z',
    updatedAt: '2026-11-20T18:21:09Z',
    clinicId: 'clinic_3',
    doctorId: 'doc_17',
  });

const get = Array.from(
  { length: exchanges },
  (_, index): RawExchange =>
    rawExchange({
      target: `/v2/appointments/${String(index)}?include=patient`,
      requestHeaders: headersOf(index, null),
      responseHeaders: answerHeaders,
      responseBody: body(small(index)),
      clientAddress: `203.0.113.${String(index % 250)}`,
    }),
);
const post = Array.from(
  { length: exchanges },
  (_, index): RawExchange =>
    rawExchange({
      method: 'POST',
      target: `/v2/patients/${String(index)}`,
      requestHeaders: headersOf(index, 'application/json'),
      requestBody: body(large(index)),
      responseHeaders: answerHeaders,
      responseBody: body(large(index + 1)),
      clientAddress: `203.0.113.${String(index % 250)}`,
    }),
);

let n = 0;
const observer = createObserver({
  key: new Uint8Array(32).fill(1),
  capture: { bodyBytesMax: 65_536, keepBodies: [] },
  nextNumber: () => (n += 1),
});
/** Processor time, so that a busy machine does not count. */
const measure = (name: string, list: readonly RawExchange[]): void => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage().user;
    for (const raw of list) observer.observe(raw);
    times.push((process.cpuUsage().user - start) / list.length);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(40)} median ${(times[rounds >> 1] ?? 0).toFixed(2)} us, best ${(times[0] ?? 0).toFixed(2)} us`,
  );
};
console.log(`bodies: ${String(small(1).length)} B and ${String(Buffer.byteLength(large(1)))} B`);
measure('GET, small JSON answer', get);
measure('POST, 1 KB JSON in and out', post);

// What reading the same bodies with the engine's own parser costs, to compare with.
const texts = post.map(({ requestBody }) => Buffer.from(requestBody.captured ?? []));
const times: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const start = process.cpuUsage().user;
  for (const text of texts) JSON.parse(text.toString('utf8'));
  times.push((process.cpuUsage().user - start) / texts.length);
}
times.sort((a, b) => a - b);
console.log(`JSON.parse of one 1 KB body alone: median ${(times[rounds >> 1] ?? 0).toFixed(2)} us`);
