import assert from 'node:assert/strict';
import { test } from 'node:test';
import { charactersOf } from '../characters.ts';
import { Classifier } from '../classify/classifier.ts';
import { nameWords, topicWords } from '../field-name.ts';
import type { DataClass, DataClassExample } from './data-class.ts';
import { dataClasses } from './index.ts';

const judge = (classes: readonly DataClass[], example: DataClassExample): readonly string[] => {
  const classifier = new Classifier(classes);
  const names = (example.field ?? '').split('.').map(nameWords);
  const name = names.pop() ?? ' ';
  const about = topicWords(nameWords((example.path ?? '').replaceAll(/\/\d+/g, '')));
  const around = `${names.reverse().join('').replaceAll('  ', ' ')}${about}`.replaceAll('  ', ' ');
  const place = classifier.place(name, around === '' ? ' ' : around);
  return classifier.judge(place, example.value, charactersOf(example.value)).ids;
};

test('at least 32 classes, each with its own id, title and description', () => {
  assert.ok(dataClasses.length >= 32);
  assert.equal(new Set(dataClasses.map(({ id }) => id)).size, dataClasses.length);
  assert.equal(new Set(dataClasses.map(({ title }) => title)).size, dataClasses.length);
});

for (const dataClass of dataClasses) {
  test(`${dataClass.id}: its examples`, () => {
    assert.ok(dataClass.examples.hits.length > 0 && dataClass.examples.misses.length > 0);
    for (const example of dataClass.examples.hits) {
      assert.deepEqual(judge([dataClass], example), [dataClass.id], `should hit: ${JSON.stringify(example)}`);
      assert.ok(
        judge(dataClasses, example).includes(dataClass.id),
        `among all, ${JSON.stringify(example)} is ${judge(dataClasses, example).join(' ')}`,
      );
    }
    for (const example of dataClass.examples.misses) {
      assert.ok(
        !judge(dataClasses, example).includes(dataClass.id),
        `should miss: ${JSON.stringify(example)}`,
      );
    }
  });
}

const harmless: readonly DataClassExample[] = [
  { value: '1763683200', field: 'iat' },
  { value: '1763683200000', field: 'createdAt' },
  { value: '1763683200000000', field: 'timestampMicros' },
  { value: '1763683200000000000', field: 'startNs' },
  { value: '550e8400-e29b-41d4-a716-446655440000', field: 'id' },
  { value: '01ARZ3NDEKTSV4RRFFQ69G5FAV', field: 'id' },
  { value: '507f1f77bcf86cd799439011', field: '_id' },
  { value: 'd41d8cd98f00b204e9800998ecf8427e', field: 'etag' },
  { value: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', field: 'sha256' },
  { value: '100234567', field: 'orderNumber' },
  { value: '10000000001', field: 'id' },
  { value: 'INV-2026-00042', field: 'number' },
  { value: '129.95', field: 'total' },
  { value: '2026-11-21', field: 'date' },
  { value: '2026-11-21T09:30:00.000Z', field: 'startsAt' },
  { value: 'Room 12', field: 'room' },
  { value: 'Follow-up', field: 'reason' },
  { value: 'confirmed', field: 'status' },
  { value: 'EUR', field: 'currency' },
  { value: 'application/json', field: 'contentType' },
  { value: 'https://clinic.example.org/docs', field: 'href' },
  { value: '1.4.2', field: 'version' },
  { value: 'Cardiology', field: 'specialty' },
  { value: '9780306406157', field: 'isbn' },
  { value: '4006381333931', field: 'ean' },
  { value: '1Z999AA10123456784', field: 'trackingNumber' },
  { value: 'W/"5f-abc123"', field: 'etag' },
  { value: '1541815603606036480', field: 'tweetId' },
  { value: 'Europe/Madrid', field: 'timezone' },
  { value: 'es-ES', field: 'locale' },
  { value: 'true', field: 'active' },
  { value: 'North Clinic', field: 'clinic.name' },
  { value: 'eu-central-1', field: 'region' },
];

test('ids, times, hashes and plain words carry no class', () => {
  for (const example of harmless) assert.deepEqual(judge(dataClasses, example), [], JSON.stringify(example));
});

test('counters never become cards, phones or national ids', () => {
  for (const start of [1, 99_990, 10_000_000, 600_000_000, 10_000_000_000, 400_000_000_000]) {
    for (let i = 0; i < 200; i += 1) {
      const example = { value: String(start + i), field: 'sequence' };
      assert.deepEqual(judge(dataClasses, example), [], example.value);
    }
  }
});
