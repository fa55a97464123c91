import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareVersions, type InventoryVersion, type VersionedOperation } from './compare.ts';
import { driftLines, driftMarkdown } from './render.ts';

const operation = (parts: Partial<VersionedOperation>): VersionedOperation => ({
  method: 'GET',
  path: '/users/{id}',
  service: 'shop',
  lifecycle: 'documented',
  params: [],
  dataClasses: [],
  auth: { demand: 'required', schemes: ['bearer'] },
  sources: [{ kind: 'code', file: 'users.ts', line: 7 }],
  ...parts,
});

const version = (id: string, ...operations: readonly VersionedOperation[]): InventoryVersion => ({
  id,
  atMs: 1,
  operations,
});

const texts = (
  before: readonly VersionedOperation[],
  after: readonly VersionedOperation[],
): readonly string[] =>
  compareVersions(version('a', ...before), version('b', ...after)).changes.map(
    ({ severity, text }) => `${severity}: ${text}`,
  );

describe('drift between two versions', () => {
  it('is nothing when only the names of parameters and services differ', () => {
    assert.deepEqual(
      texts([operation({})], [operation({ path: '/users/{userId}', service: 'gateway' })]),
      [],
    );
  });

  it('tells new operations by what they expose', () => {
    assert.deepEqual(
      texts(
        [],
        [
          operation({ path: '/a' }),
          operation({ path: '/b', auth: { demand: 'none', schemes: [] } }),
          operation({ path: '/c', auth: { demand: 'none', schemes: [] }, dataClasses: ['card-number'] }),
          operation({ path: '/d', lifecycle: 'shadow' }),
        ],
      ),
      [
        'high: GET /c is new; it asks for no credential, carries card-number',
        'medium: GET /b is new; it asks for no credential',
        'medium: GET /d is new; it is in no contract',
        'low: GET /a is new',
      ],
    );
  });

  it('tells dropped authentication, new parameters, new classes, lifecycles and what is gone', () => {
    assert.deepEqual(
      texts(
        [
          operation({ params: [{ name: 'q', in: 'query', type: 'string' }] }),
          operation({ method: 'DELETE' }),
        ],
        [
          operation({
            auth: { demand: 'none', schemes: [] },
            dataClasses: ['email'],
            lifecycle: 'zombie',
            params: [
              { name: 'q', in: 'query', type: 'integer' },
              { name: 'role', in: 'body', type: 'string' },
            ],
          }),
        ],
      ),
      [
        'high: GET /users/{id} no longer asks for a credential',
        'medium: GET /users/{id} carries email now',
        'medium: GET /users/{id} takes body parameter role now',
        'medium: GET /users/{id} was documented, is zombie',
        'low: GET /users/{id} takes query parameter q as integer instead of string',
        'info: DELETE /users/{id} is gone',
      ],
    );
  });

  it('tells a guard that the code dropped while the contract still asks', () => {
    const auth = { demand: 'required', schemes: ['bearer'], declared: 'required' } as const;
    assert.deepEqual(
      texts(
        [operation({ auth: { ...auth, coded: 'required' } })],
        [operation({ auth: { ...auth, schemes: ['session'], coded: 'unknown' } })],
      ),
      ['high: GET /users/{id} is no longer seen to be guarded by the code'],
    );
  });

  it('tells operations of two services apart when both have them', () => {
    const both = [operation({ path: '/health' }), operation({ path: '/health', service: 'partner' })];
    assert.deepEqual(texts(both, both), []);
  });

  it('is fit for a terminal and for a comment, and lets no name of a route be read as Markdown', () => {
    const drift = compareVersions(version('a'), version('b', operation({ path: '/x|y/<b>`@all' })));
    assert.equal(driftLines(drift).at(-1), '1 change: 1 low.');
    const markdown = driftMarkdown(drift);
    assert.match(markdown, /\| ● low \| GET \/x\\\|y\/\\<b\\>\\`\\@all is new \| `users\.ts:7` \|/);
    assert.match(driftMarkdown(compareVersions(version('a'), version('b'))), /Nothing changed\./);
  });
});
