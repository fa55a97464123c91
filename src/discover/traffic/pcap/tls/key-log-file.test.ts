import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openKeyLog } from './key-log-file.ts';

test('secrets that are written later are found', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-keys-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'keys.log');
  const line = (random: string): string => `CLIENT_RANDOM ${random.repeat(64)} ${'5'.repeat(96)}\n`;
  writeFileSync(path, `# comment\n${line('a')}nonsense\n`);
  const log = openKeyLog(path);
  assert.equal(log.of('a'.repeat(64))?.CLIENT_RANDOM?.length, 48);
  assert.equal(log.of('b'.repeat(64)), null);
  appendFileSync(path, line('b'));
  assert.equal(log.of('b'.repeat(64))?.CLIENT_RANDOM?.length, 48);
  assert.throws(() => openKeyLog(join(folder, 'none')), { code: 'file-unreadable' });
});
