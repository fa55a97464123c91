import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { defaultPolicy, policySchema } from './policy.ts';

test('the policy that is written down is the one that holds by default', () => {
  const written: unknown = parse(
    readFileSync(new URL('../../policy/classification.yaml', import.meta.url), 'utf8'),
  );
  assert.deepEqual(policySchema.parse(written), policySchema.parse(defaultPolicy));
});
