import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { chooseRules, policies } from './index.ts';

const weaknesses = z
  .array(
    z.object({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      operation: z.string(),
      class: z.object({ owasp: z.string().regex(/^API\d{1,2}:2023$/), cwe: z.string().regex(/^CWE-\d+$/) }),
      title: z.string().min(10),
      gain: z.string().min(20),
      fix: z.string().min(10),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../weaknesses.json', import.meta.url), 'utf8')));

const operations = z
  .array(z.object({ method: z.string(), path: z.string() }))
  .parse(JSON.parse(readFileSync(new URL('../operations.json', import.meta.url), 'utf8')));

test('each weakness has one switch, and each switch one weakness', () => {
  assert.deepEqual(Object.keys(policies).toSorted(), weaknesses.map(({ id }) => id).toSorted());
});

test('the two sides of a switch differ', () => {
  for (const [id, sides] of Object.entries(policies)) assert.notDeepEqual(sides.weak, sides.fixed, id);
});

test('a twin is made of one side, but for what is excepted', () => {
  for (const fixed of [true, false]) {
    const rules = chooseRules(fixed, ['debug-endpoint']);
    for (const [id, rule] of Object.entries(rules)) {
      const sides = policies[id as keyof typeof policies];
      assert.equal(rule, fixed === (id !== 'debug-endpoint') ? sides.fixed : sides.weak, id);
    }
  }
});

test('every item of the OWASP API Security Top 10 2023 is there, and at least 34 weaknesses', () => {
  const items = new Set(weaknesses.map((weakness) => weakness.class.owasp));
  for (let item = 1; item <= 10; item += 1) assert.ok(items.has(`API${item}:2023`), `API${item}`);
  assert.ok(weaknesses.length >= 34);
});

test('each weakness sits in an operation that is routed', () => {
  const routed = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  for (const { id, operation } of weaknesses) assert.ok(routed.has(operation), `${id}: ${operation}`);
});

test('WEAKNESSES.md says the same as weaknesses.json', () => {
  const text = readFileSync(new URL('../WEAKNESSES.md', import.meta.url), 'utf8');
  const told = text
    .split('\n### ')
    .slice(1)
    .map((section) => {
      const line = (label: string): string | undefined =>
        new RegExp(`^- ${label}: (.*)$`, 'm').exec(section)?.[1];
      const [owasp, cwe] = (line('Class') ?? '').split(', ');
      const [id, , title] = section.split('\n');
      return {
        id,
        operation: line('Operation')?.replaceAll('`', ''),
        class: { owasp, cwe },
        title,
        gain: line('Gain'),
        fix: line('Fix'),
      };
    });
  assert.deepEqual(told, weaknesses);
});
