import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readActors } from './actors.ts';
import { openDatabase } from './database.ts';
import { createRandom } from './random.ts';
import { seedDatabase } from './seed.ts';

const open = () => {
  const db = openDatabase();
  seedDatabase(db, createRandom(1), readActors());
  return db;
};

const search = (words: string): string =>
  `SELECT id, givenName, familyName, birthDate, phone FROM patients WHERE clinicSlug = 'north-river-clinic' AND familyName LIKE '%${words}%' LIMIT 50`;

test('foreign statements can be injected into', () => {
  using db = open();
  const rows = db.foreign(search("x' UNION SELECT id, email, passwordHash, salt, role FROM users --"));
  assert.equal(rows.length, db.all('SELECT 1 AS it FROM users').length);
});

test('foreign statements cannot stall or leave the process', () => {
  using db = open();
  const attacks = [
    "x' UNION SELECT a.id, b.id, c.id, d.id, 1 FROM patients a, patients b, patients c, patients d --",
    "x' UNION SELECT hex(randomblob(1000000000)), 1, 1, 1, 1 --",
    "x' UNION SELECT printf('%.*c', 900000000, 'x'), 1, 1, 1, 1 --",
    "x' UNION SELECT load_extension('/tmp/x.so'), 1, 1, 1, 1 --",
    "x' UNION SELECT n, 1, 1, 1, 1 FROM (WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r) --",
    "x' UNION SELECT m.body, 1, 1, 1, 1 FROM messages m, messages n, messages o --",
  ];
  for (const attack of attacks) assert.throws(() => db.foreign(search(attack)), Error, attack);
  assert.throws(() => db.foreign("ATTACH DATABASE '/tmp/heliostat-lab-escape' AS other"));
  assert.ok(db.one('SELECT 1 AS it FROM messages'), 'ordinary statements are not held back afterwards');
});

test('tables that grow lose their oldest additions, never the seed', () => {
  using db = open();
  const seeded = db.all('SELECT id FROM webhooks').length;
  const notifications = db.all('SELECT id FROM notifications').length;
  for (let at = 0; at < 1_200; at += 1)
    db.insert('webhooks', { id: `wh_${at}`, clinicSlug: 'x', url: 'http://x', events: '[]', createdAt: 'x' });
  const kept = db.all('SELECT id FROM webhooks').length;
  assert.ok(kept >= seeded + 500 && kept < seeded + 800, String(kept));
  assert.equal(db.all('SELECT id FROM notifications').length, notifications);
});

test('documents are bounded in bytes', () => {
  using db = open();
  const seeded = db.all('SELECT id FROM documents').length;
  const content = new Uint8Array(2 * 1024 * 1024);
  for (let at = 0; at < 40; at += 1)
    db.insert('documents', {
      id: `d${at}`,
      clinicSlug: 'x',
      patientId: 'x',
      sizeBytes: content.byteLength,
      content,
    });
  const kept = db.all('SELECT id FROM documents').length - seeded;
  assert.ok(kept <= 33, String(kept));
});
