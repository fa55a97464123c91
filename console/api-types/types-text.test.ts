import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';

/** The generator lives in a workspace of its own, which an installation without dev dependencies lacks. */
function generatorIsInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('openapi-typescript');
    return true;
  } catch {
    return false;
  }
}

describe('the console’s generated types', () => {
  it('fit the control API as it is', {
    skip: generatorIsInstalled()
      ? false
      : 'the workspace console/api-types is not installed: run npm install',
  }, async () => {
    const { typesText } = await import('./types-text.ts');
    const written = await readFile(new URL('../src/api/generated/schema.d.ts', import.meta.url), 'utf8');
    assert.ok(
      written === (await typesText()),
      'schema.d.ts is stale: run npm run api-types and commit the result',
    );
  });
});
