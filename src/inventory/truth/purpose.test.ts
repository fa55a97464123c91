/** Phrases from method and template, and what outranks them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchOf } from '../sightings/bench.ts';
import { line } from '../sightings/testing.ts';
import { phraseFromNames } from './purpose.ts';

for (const [text, phrase] of [
  ['GET /api/v1/patients', 'List the patients'],
  ['GET /patients/{id}', 'Read a patient'],
  ['GET /patients/{id}/appointments', 'List the appointments of a patient'],
  ['GET /patients/{id}/appointments/{appointmentId}', 'Read an appointment of a patient'],
  ['POST /patients/{id}/appointments', 'Create an appointment of a patient'],
  ['POST /orders', 'Create an order'],
  ['PUT /orders/{id}', 'Replace an order'],
  ['PATCH /lab-results/{id}', 'Change a lab result'],
  ['DELETE /users/{id}', 'Delete a user'],
  ['POST /orders/{id}/cancel', 'Cancel an order'],
  ['POST /orders/{id}:publish', 'Publish an order'],
  ['POST /login', 'Log in'],
  ['POST /auth/logout', 'Log out'],
  ['GET /patients/search', 'Search the patients'],
  ['GET /users/me', 'Read the user of the caller'],
  ['GET /patients/{id}/profile', 'Read the profile of a patient'],
  ['GET /health', 'Read the health'],
  ['GET /', ''],
  ['GET /{id}', ''],
  ['WS /rooms/{id}', 'Talk about a room over a WebSocket'],
] as const) {
  test(`${text}: ${phrase}`, () => {
    const [method = '', path = ''] = text.split(' ');
    assert.equal(phraseFromNames({ kind: 'rest', method, path }), phrase);
  });
}

test('fields and calls are read by their words', () => {
  const of = (kind: 'graphql' | 'grpc', method: string, path: string) =>
    phraseFromNames({ kind, method, path });
  assert.equal(of('graphql', 'QUERY', '/graphql#patientsByDoctor'), 'Read patients by doctor');
  assert.equal(of('graphql', 'MUTATION', '/graphql#createPatient'), 'Create patient');
  assert.equal(of('grpc', 'POST', '/clinic.v1.Rooms/ListFreeRooms'), 'List free rooms');
});

test('hand over contract over comment over names, and the hand can be taken back', () => {
  const { give, named, inventory } = benchOf();
  const name = 'GET /patients/{id}';
  assert.equal(named(name), null);
  give('code', [line('code', name)]);
  assert.deepEqual(named(name)?.purpose, { text: 'Read a patient', from: 'name' });
  give('code', [line('code', name, { purpose: { text: 'Loads one', from: 'comment' } })], { run: 'run-2' });
  assert.deepEqual(named(name)?.purpose, { text: 'Loads one', from: 'comment' });
  give('contract', [line('contract', name, { purpose: { text: 'One patient', from: 'contract' } })]);
  assert.deepEqual(named(name)?.purpose, { text: 'One patient', from: 'contract' });
  const id = named(name)?.id ?? '';
  inventory.setPurpose(id, ' What the ward shows ');
  assert.deepEqual(named(name)?.purpose, { text: 'What the ward shows', from: 'hand' });
  assert.throws(() => {
    inventory.setPurpose(id, '');
  });
  inventory.setPurpose(id, null);
  assert.equal(named(name)?.purpose.from, 'contract');
});

test('what it carries is said with what it is for', () => {
  const { ingest, named } = benchOf();
  ingest(
    Array.from({ length: 5 }, () => ({
      path: '/patients/{uuid}/notes',
      responseClasses: ['health-code', 'email'],
    })),
  );
  assert.deepEqual(named('GET /patients/{patientId}/notes')?.purpose, {
    text: 'List the notes of a patient (carries email, health code)',
    from: 'name',
  });
});
