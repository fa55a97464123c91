import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPace, DriveOver } from './pace.ts';

test('turns go to the user whose own time is due first', async () => {
  const pace = createPace(1000);
  const order: string[] = [];
  const waits = [
    ['slow', 300],
    ['quick', 10],
    ['middling', 100],
  ] as const;
  await Promise.all(waits.map(([user, thinkMs]) => pace.turn(user, thinkMs).then(() => order.push(user))));
  pace.stop();
  assert.deepEqual(order, ['quick', 'middling', 'slow']);
});

test('a busy user gets as many more turns as it thinks less', async () => {
  const pace = createPace(2000);
  const turns = { busy: 0, calm: 0 };
  const act = async (user: 'busy' | 'calm', thinkMs: number): Promise<void> => {
    for (;;) {
      await pace.turn(user, thinkMs);
      turns[user] += 1;
      if (turns.busy + turns.calm >= 110) pace.stop();
    }
  };
  await Promise.allSettled([act('busy', 10), act('calm', 100)]);
  assert.ok(turns.busy >= 90 && turns.calm >= 8, `${turns.busy} and ${turns.calm}`);
});

test('rests take virtual time but no turn, and stopping ends every wait', async () => {
  const pace = createPace(1000);
  await pace.rest('listener', 60_000);
  const waiting = pace.turn('late', 1);
  pace.stop();
  await assert.rejects(waiting, DriveOver);
  await assert.rejects(pace.turn('later', 1), DriveOver);
});

test('two thousand waiting users all get their turn', async () => {
  const pace = createPace(100_000);
  let given = 0;
  await Promise.all(
    Array.from({ length: 2_000 }, (_, user) => pace.turn(`u${user}`, user % 97).then(() => (given += 1))),
  );
  pace.stop();
  assert.equal(given, 2_000);
});
