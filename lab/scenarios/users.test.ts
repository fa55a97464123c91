import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readActors } from '../driver/actors.ts';
import { randomFrom } from '../driver/random.ts';
import type { Persona } from '../driver/scenario.ts';
import { scenarios } from './index.ts';
import users from './users.ts';

const actors = await readActors();
const cast = (seed: number): readonly Persona[] =>
  users.cast({ actors, random: randomFrom(seed, 'cast'), partner: undefined });

test('scenarios have names of their own', () => {
  assert.equal(scenarios[0], users);
  assert.equal(new Set(scenarios.map((each) => each.id)).size, scenarios.length);
});

test('the cast is many kinds of users, each of their own name, on loopback', () => {
  for (const seed of [1, 2, 3]) {
    const personas = cast(seed);
    assert.equal(new Set(personas.map((each) => each.name)).size, personas.length);
    for (const { name, address, userAgent, journeys } of personas) {
      assert.match(address, /^127(\.\d{1,3}){3}$/, name);
      assert.ok(userAgent.length > 5, name);
      assert.ok(journeys.length > 0, name);
    }
    const callers = personas.map((each) => `${each.address} ${each.userAgent}`);
    assert.equal(new Set(callers).size, callers.length, 'address and user agent together tell users apart');
  }
});

test('several phones share one address', () => {
  const byAddress = Map.groupBy(cast(1), (each) => each.address);
  const shared = [...byAddress.values()].filter((each) => each.length >= 5);
  assert.equal(shared.length, 1);
});

test('the same seed casts the same users, another seed others', () => {
  const names = (seed: number): readonly string[] => cast(seed).map((each) => `${each.name} ${each.address}`);
  assert.deepEqual(names(5), names(5));
  assert.notDeepEqual(names(5), names(6));
});
