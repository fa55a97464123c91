import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { referencePages } from '../build/reference.ts';

describe('docs/reference', () => {
  for (const [name, text] of referencePages()) {
    it(`${name} is what the code says (npm run docs)`, () => {
      assert.equal(readFileSync(join(import.meta.dirname, '../docs/reference', name), 'utf8'), text);
    });
  }
});
