import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Description, readDescription } from './description.ts';
import { exchangesOf } from './exchanges.ts';
import { scoreTemplates } from './score.ts';

const SMALL = `
openapi: 3.0.3
info: { title: Small }
servers: [{ url: 'https://host.example/v1' }]
paths:
  /repos/{owner}/{repo}/contents/{path}:
    get: { responses: { 200: { description: file } } }
  /repos/{owner}/{repo}/compare/{basehead}:
    get: { responses: { 200: { description: both } } }
  /repos/{owner}/{repo}/compare/{base}...{head}:
    get: { responses: { 200: { description: both } } }
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { 200: { description: one } } }
    delete: { responses: { 204: { description: gone } } }
  /users/me:
    get: { responses: { 200: { description: me } } }
`;

async function small(): Promise<Description> {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-description-'));
  try {
    const file = join(folder, 'small.yaml');
    await writeFile(file, SMALL);
    return await readDescription(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
const plan = { seed: 3, host: 'api.small.example', exchanges: 12, rawSlashes: false };
const TRUE = [
  ['GET', '/v1/repos/{a}/{b}/contents/{c}'],
  ['GET', '/v1/repos/{a}/{b}/compare/{c}'],
  ['GET', '/v1/users/{a}'],
  ['DELETE', '/v1/users/{a}'],
  ['GET', '/v1/users/me'],
].map(([method = '', path = '']) => ({ method, path }));

describe('the truth templates are judged by', () => {
  it('is the same for the same seed, and times run on', async () => {
    const description = await small();
    const one = exchangesOf(description, plan);
    assert.deepEqual(one, exchangesOf(description, plan));
    assert.notDeepEqual(one, exchangesOf(description, { ...plan, seed: 4 }));
    assert.equal(one.length, 6 * 12);
  });

  it('scores the true templates as all right, raw slashes or not', async () => {
    const description = await small();
    const encoded = scoreTemplates(exchangesOf(description, plan), TRUE);
    assert.deepEqual(
      { right: encoded.right, merged: encoded.merged, split: encoded.split, templates: encoded.templates },
      { right: 5, merged: 0, split: 0, templates: 5 },
    );
    const raw = scoreTemplates(
      exchangesOf(description, { ...plan, rawSlashes: true }),
      TRUE.map((one) => ({ ...one, path: one.path.replace('{c}', '{c*}') })),
    );
    assert.deepEqual(
      { right: raw.right, merged: raw.merged, split: raw.split },
      { right: 4, merged: 0, split: 0 },
    );
  });

  it('tells what is merged and what is split', async () => {
    const exchanges = exchangesOf(await small(), plan);
    const merged = scoreTemplates(
      exchanges,
      TRUE.filter((one) => one.path !== '/v1/users/me'),
    );
    assert.deepEqual({ right: merged.right, merged: merged.merged }, { right: 4, merged: 1 });
    const swallowed = scoreTemplates(exchanges, [{ method: 'DELETE', path: '/v1/{a}/{b}' }]);
    assert.equal(swallowed.mistakes.get('literal as parameter')?.length, 1);
    const path = exchanges.find(({ truth }) => truth.method === 'DELETE')?.path ?? '';
    const split = scoreTemplates(exchanges, [...TRUE, { method: 'DELETE', path }]);
    assert.equal(split.split, 1);
  });
});
