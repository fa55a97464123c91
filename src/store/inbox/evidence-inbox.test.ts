import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { noEvidence } from '../../model/sighting.ts';
import { openEvidenceInbox } from './evidence-inbox.ts';

describe('the evidence inbox', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heliostat-inbox-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (id: string, atMs: number) => ({ id, atMs, roots: ['./shop'] });

  it('has nothing before the first delivery', async () => {
    assert.equal(await openEvidenceInbox({ folder: join(folder, 'none') }).next(), null);
  });

  it('hands deliveries over in order, again until they are removed', async () => {
    const inbox = openEvidenceInbox({ folder: join(folder, 'order') });
    await inbox.deliver({ run: run('later', 2_000), evidence: noEvidence });
    await inbox.deliver({ run: run('sooner', 1_000), evidence: noEvidence });
    const first = await inbox.next();
    assert.equal(first?.delivery.run.id, 'sooner');
    assert.equal((await inbox.next())?.delivery.run.id, 'sooner');
    await inbox.remove(first.id);
    assert.equal((await inbox.next())?.delivery.run.id, 'later');
  });

  it('puts aside what is damaged, and goes on', async () => {
    const place = join(folder, 'damaged');
    const damaged: string[] = [];
    const inbox = openEvidenceInbox({ folder: place, onDamaged: (id) => damaged.push(id) });
    await inbox.deliver({ run: run('whole', 5_000), evidence: noEvidence });
    await writeFile(join(place, '0-broken.evidence.gz'), 'no gzip');
    await writeFile(join(place, 'half.part'), 'half');
    assert.equal((await inbox.next())?.delivery.run.id, 'whole');
    assert.deepEqual(damaged, ['0-broken']);
    assert.ok((await readdir(place)).includes('0-broken.evidence.gz.damaged'));
  });
});
