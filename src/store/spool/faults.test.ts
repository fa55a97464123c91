import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ObservedExchange } from '../../model/exchange.ts';
import { readRows } from '../contract/spool.contract.ts';
import { sampleExchanges } from '../contract/sample.ts';
import { frameHeaderBytes } from './frame.ts';
import { openSpoolReader } from './reader.ts';
import { segmentName } from './segment.ts';
import { openSpoolWriter, type OpenSpoolFile, type SpoolWriterOptions } from './writer.ts';

async function emptyFolder(): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-spool-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Writes batches of ten, one frame each; resolves to the offsets at which the frames begin, and the end. */
async function writeFrames(
  folder: string,
  frames: number,
  options: Partial<SpoolWriterOptions> = {},
): Promise<number[]> {
  const offsets = [0];
  await using writer = openSpoolWriter({ folder, stream: 'w0', ...options });
  for (let i = 0; i < frames; i += 1) {
    for (const exchange of sampleExchanges({ count: 10, from: i * 10 })) writer.record(exchange);
    await writer.flush();
    offsets.push((await stat(join(folder, segmentName('w0', 1)))).size);
  }
  return offsets;
}

async function readNumbers(folder: string, rows: number): Promise<{ numbers: number[]; damaged: number }> {
  await using reader = await openSpoolReader({ folder, cursor: {} });
  const read = await readRows(reader, rows);
  return { numbers: read.flatMap(({ batch }) => [...batch.columns.n]), damaged: reader.backlog().damaged };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** Polls until it is so; the test runner's own timeout bounds it. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(5);
}

async function changeByte(path: string, offset: number, change: (byte: number) => number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, offset);
    byte[0] = change(byte[0] ?? 0);
    await file.write(byte, 0, 1, offset);
  } finally {
    await file.close();
  }
}

/** A disk that can be told to refuse, and to take only part of a write. */
function disk(): {
  readonly openFile: OpenSpoolFile;
  refuse: string | null;
  bytesLeft: number;
  readonly opened: string[];
} {
  const state = {
    refuse: null as string | null,
    bytesLeft: Number.POSITIVE_INFINITY,
    opened: [] as string[],
    openFile: async (path: string) => {
      if (state.refuse === 'EROFS') throw Object.assign(new Error('read-only'), { code: 'EROFS' });
      const file = await open(path, 'wx', 0o600);
      state.opened.push(path);
      return {
        write: async (data: Uint8Array, from: number, length: number, position: number) => {
          if (state.refuse !== null) throw Object.assign(new Error('refused'), { code: state.refuse });
          const taken = Math.min(length, state.bytesLeft);
          if (taken === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          state.bytesLeft -= taken;
          return file.write(data, from, taken, position);
        },
        close: () => file.close(),
      };
    },
  };
  return state;
}

describe('A damaged spool', { timeout: 60_000 }, () => {
  it('loses a torn last frame and goes on with the next segment', async () => {
    await using spool = await emptyFolder();
    const offsets = await writeFrames(spool.folder, 4);
    const path = join(spool.folder, segmentName('w0', 1));
    const whole = await readFile(path);
    for (const cut of [1, frameHeaderBytes - 1, frameHeaderBytes, frameHeaderBytes + 20]) {
      await writeFile(path, whole.subarray(0, (offsets[3] ?? 0) + cut));
      assert.deepEqual(await readNumbers(spool.folder, 30), { numbers: range(0, 30), damaged: 0 });
      {
        await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0' });
        for (const exchange of sampleExchanges({ count: 10, from: 100 })) writer.record(exchange);
      }
      assert.deepEqual(await readNumbers(spool.folder, 40), {
        numbers: [...range(0, 30), ...range(100, 110)],
        damaged: 1,
      });
      await rm(join(spool.folder, segmentName('w0', 2)));
    }
  });

  it('waits for a frame that is still being written', async () => {
    await using spool = await emptyFolder();
    await writeFrames(spool.folder, 3);
    const path = join(spool.folder, segmentName('w0', 1));
    const whole = await readFile(path);
    await truncate(path, whole.length - 50);
    await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
    assert.equal((await readRows(reader, 20)).length, 2);
    assert.deepEqual(await reader.read({ batchesMax: 8, waitMs: 0 }), []);
    await writeFile(path, whole);
    const [last] = await readRows(reader, 10);
    assert.deepEqual(last?.batch.columns.n, range(20, 30));
    assert.equal(reader.backlog().damaged, 0);
  });

  it('skips a frame with a flipped bit, wherever it is', async () => {
    await using spool = await emptyFolder();
    const offsets = await writeFrames(spool.folder, 3);
    const path = join(spool.folder, segmentName('w0', 1));
    const second = offsets[1] ?? 0;
    // Magic, high and low bytes of the length, checksum, payload.
    for (const place of [0, 1, 3, 4, 5, 6, 7, 8, 11, 12, 300]) {
      for (const bit of [0, 3, 7]) {
        await changeByte(path, second + place, (byte) => byte ^ (1 << bit));
        const { numbers, damaged } = await readNumbers(spool.folder, 20);
        assert.deepEqual(numbers, [...range(0, 10), ...range(20, 30)], `byte ${place}, bit ${bit}`);
        assert.equal(damaged, 1, `byte ${place}, bit ${bit}`);
        await changeByte(path, second + place, (byte) => byte ^ (1 << bit));
      }
    }
  });

  it('gets over foreign bytes, and over frames that are no batch', async () => {
    await using spool = await emptyFolder();
    await writeFrames(spool.folder, 1);
    const path = join(spool.folder, segmentName('w0', 1));
    const good = await readFile(path);
    const noise = Buffer.alloc(3 * 1024 * 1024, 0x41);
    const { encodeFrame } = await import('./frame.ts');
    const hostile = [
      '[]',
      'null',
      '{"v":2}',
      '{',
      good.toString('utf8', frameHeaderBytes).replace('"form":[0', '"form":[999'),
    ];
    const frames = hostile.map((text) => encodeFrame(text) ?? Buffer.alloc(0));
    await writeFile(path, Buffer.concat([noise, good, Buffer.from([0xff, 0x48]), good, ...frames, good]));
    const { numbers, damaged } = await readNumbers(spool.folder, 30);
    assert.equal(numbers.length, 30);
    assert.equal(damaged, 2 + hostile.length);
  });
});

describe('A spool under load', { timeout: 60_000 }, () => {
  it('begins a new segment when one is full, and deletes what was released', async () => {
    await using spool = await emptyFolder();
    await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0', segmentBytesMax: 20_000 });
    await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
    for (let i = 0; i < 20; i += 1) {
      for (const exchange of sampleExchanges({ count: 10, from: i * 10 })) writer.record(exchange);
      await writer.flush();
    }
    const before = await readdir(spool.folder);
    assert.ok(before.length > 3, `${before.length} segments`);
    const read = await readRows(reader, 200);
    assert.deepEqual(
      read.flatMap(({ batch }) => [...batch.columns.n]),
      range(0, 200),
    );
    const last = read.at(-1)?.position;
    assert.ok(last);
    await reader.release({ w0: { segment: last.segment, offset: last.offset } });
    const after = await readdir(spool.folder);
    assert.ok(after.length <= 2, `${after.length} segments are left`);
  });

  it('sheds the newest when memory is full, and says so in the next batch', async () => {
    await using spool = await emptyFolder();
    await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0', memoryBytesMax: 40_000 });
    // All in one turn: nothing can be written meanwhile.
    for (const exchange of sampleExchanges({ count: 5_000 })) writer.record(exchange);
    const { memoryFull, ...others } = writer.shed();
    assert.ok(memoryFull > 0);
    assert.deepEqual(others, { spoolFull: 0, diskError: 0 });
    await writer.flush();
    await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
    const read = await readRows(reader, 5_000 - memoryFull);
    assert.deepEqual(
      read.flatMap(({ batch }) => [...batch.columns.n]),
      range(0, 5_000 - memoryFull),
    );
    assert.equal(
      read.reduce((sum, { batch }) => sum + batch.shed.memoryFull, 0),
      memoryFull,
    );
  });

  it('sheds when the spool is full, and takes records again after a release', async () => {
    await using spool = await emptyFolder();
    let nowUs = 0;
    const clock = { nowMs: () => 1_790_000_000_000, monotonicUs: () => nowUs };
    await using writer = openSpoolWriter({
      folder: spool.folder,
      stream: 'w0',
      segmentBytesMax: 8_000,
      spoolBytesMax: 30_000,
      clock,
    });
    const exchanges = sampleExchanges({ count: 1_000 });
    for (const exchange of exchanges) {
      writer.record(exchange);
      if (exchange.n % 10 === 9) await writer.flush();
    }
    const { spoolFull } = writer.shed();
    assert.ok(spoolFull > 0);
    assert.equal(writer.shed().memoryFull, 0);
    await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
    const read = await readRows(reader, 1_000 - spoolFull);
    const last = read.at(-1)?.position;
    assert.ok(last);
    await reader.release({ w0: last });
    nowUs += 2_000_000;
    const [sample] = exchanges;
    assert.ok(sample);
    await until(() => {
      const before = writer.shed().spoolFull;
      writer.record(sample);
      nowUs += 2_000_000;
      return writer.shed().spoolFull === before;
    });
    await writer.flush();
    assert.ok((await readRows(reader, 1)).length > 0);
  });

  it('refuses a frame beyond the bound, and leaves out a body beyond its own', async () => {
    await using spool = await emptyFolder();
    await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0' });
    const [sample] = sampleExchanges({ count: 1 });
    assert.ok(sample);
    const form = { ...sample.form, json: `"${'x'.repeat(17 * 1024 * 1024)}"` };
    writer.record({ ...sample, n: 0, form });
    await writer.flush();
    writer.record({ ...sample, n: 1, body: { request: 'y'.repeat(2 * 1024 * 1024) } });
    await writer.flush();
    assert.deepEqual(writer.shed(), { memoryFull: 1, spoolFull: 0, diskError: 0 });
    await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
    const read = await readRows(reader, 1);
    assert.deepEqual(
      read.flatMap(({ batch }) => [...batch.columns.n]),
      [1],
    );
    assert.equal(
      read.some(({ batch }) => batch.bodies !== undefined),
      false,
    );
    assert.equal(
      read.reduce((sum, { batch }) => sum + batch.shed.memoryFull, 0),
      1,
    );
  });

  it('keeps its order when the wall clock jumps back', async () => {
    await using spool = await emptyFolder();
    for (const nowMs of [1_790_000_000_000, 1_000_000_000_000, 0]) {
      const clock = { nowMs: () => nowMs, monotonicUs: () => 0 };
      await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0', clock });
      const [sample] = sampleExchanges({ count: 1 });
      assert.ok(sample);
      writer.record({ ...sample, n: nowMs, atMs: nowMs });
    }
    const { numbers } = await readNumbers(spool.folder, 3);
    assert.deepEqual(numbers, [1_790_000_000_000, 1_000_000_000_000, 0]);
  });
});

describe('A disk that refuses', { timeout: 60_000 }, () => {
  for (const code of ['ENOSPC', 'EIO', 'EROFS']) {
    it(`keeps what is pending, sheds past the bound, and recovers (${code})`, async () => {
      await using spool = await emptyFolder();
      const faulty = disk();
      await using writer = openSpoolWriter({
        folder: spool.folder,
        stream: 'w0',
        flushMs: 5,
        memoryBytesMax: 30_000,
        openFile: faulty.openFile,
      });
      const [first, ...rest] = sampleExchanges({ count: 1_000 });
      assert.ok(first);
      if (code !== 'EROFS') {
        writer.record(first);
        await writer.flush();
      }
      faulty.refuse = code;
      if (code === 'EROFS') writer.record(first);
      const flushed = writer.flush();
      let shed = 0;
      for (const exchange of rest) {
        writer.record(exchange);
        // The first refusal must have come before memory runs out.
        if (exchange.n === 20) await pause(50);
        shed = writer.shed().diskError;
      }
      assert.ok(shed > 0);
      assert.deepEqual(writer.shed(), { memoryFull: 0, spoolFull: 0, diskError: shed });
      faulty.refuse = null;
      await flushed;
      await writer.flush();
      await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
      const read = await readRows(reader, 1_000 - shed);
      assert.deepEqual(
        read.flatMap(({ batch }) => [...batch.columns.n]),
        range(0, 1_000 - shed),
      );
      assert.equal(
        read.reduce((sum, { batch }) => sum + batch.shed.diskError, 0),
        shed,
      );
    });
  }

  it('finishes a frame of which only a part had room', async () => {
    await using spool = await emptyFolder();
    const faulty = disk();
    await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0', openFile: faulty.openFile });
    await using reader = await openSpoolReader({ folder: spool.folder, cursor: {} });
    faulty.bytesLeft = 500;
    for (const exchange of sampleExchanges({ count: 30 })) writer.record(exchange);
    const flushed = writer.flush();
    await until(() => faulty.bytesLeft === 0);
    assert.deepEqual(await reader.read({ batchesMax: 8, waitMs: 0 }), []);
    faulty.bytesLeft = Number.POSITIVE_INFINITY;
    await flushed;
    assert.deepEqual(
      (await readRows(reader, 30)).flatMap(({ batch }) => [...batch.columns.n]),
      range(0, 30),
    );
    assert.equal(reader.backlog().damaged, 0);
    assert.deepEqual(writer.shed(), { memoryFull: 0, spoolFull: 0, diskError: 0 });
  });

  it('gives up a segment that keeps failing for a new one', async () => {
    await using spool = await emptyFolder();
    const faulty = disk();
    await using writer = openSpoolWriter({ folder: spool.folder, stream: 'w0', openFile: faulty.openFile });
    const [sample] = sampleExchanges({ count: 1 });
    assert.ok(sample);
    faulty.refuse = 'EIO';
    writer.record(sample);
    const flushed = writer.flush();
    await until(() => faulty.opened.length >= 2);
    faulty.refuse = null;
    await flushed;
    const { numbers } = await readNumbers(spool.folder, 1);
    assert.deepEqual(numbers, [0]);
  });

  it('lets the writer end, and counts what was lost', async () => {
    await using spool = await emptyFolder();
    const faulty = disk();
    const writer = openSpoolWriter({
      folder: spool.folder,
      stream: 'w0',
      openFile: faulty.openFile,
      closeTimeoutMs: 20,
    });
    faulty.refuse = 'ENOSPC';
    for (const exchange of sampleExchanges({ count: 30 })) writer.record(exchange);
    await writer[Symbol.asyncDispose]();
    assert.deepEqual(writer.shed(), { memoryFull: 0, spoolFull: 0, diskError: 30 });
  });

  it('meets a file system that is really full', async (test) => {
    await using root = await emptyFolder();
    const folder = join(root.folder, 'small');
    await mkdir(folder);
    const run = promisify(execFile);
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'heliostat-test', folder]);
    } catch {
      test.skip('needs the right to mount a small tmpfs; the refusals above stand in for it');
      return;
    }
    try {
      await writeFile(join(folder, 'ballast'), Buffer.alloc(200 * 1024));
      const writer = openSpoolWriter({ folder, stream: 'w0', flushMs: 5, memoryBytesMax: 200_000 });
      const exchanges: readonly ObservedExchange[] = sampleExchanges({ count: 4_000 });
      for (const exchange of exchanges) {
        writer.record(exchange);
        if (exchange.n % 200 === 0) await pause(2);
      }
      await until(() => {
        const [sample] = exchanges;
        if (sample !== undefined) writer.record({ ...sample, n: 9_999 });
        return writer.shed().diskError > 0;
      });
      await rm(join(folder, 'ballast'));
      // There is room for what was pending: 200 KB of 256.
      await writer[Symbol.asyncDispose]();
      const shed = writer.shed();
      assert.equal(shed.spoolFull, 0);
      await using reader = await openSpoolReader({ folder, cursor: {} });
      const read = await readRows(reader, 4_000);
      const numbers = read.flatMap(({ batch }) => [...batch.columns.n]).filter((n) => n !== 9_999);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
      assert.ok(numbers.length > 100, `${numbers.length} records`);
      assert.equal(reader.backlog().damaged, 0);
    } finally {
      await run('umount', [folder]);
    }
  });
});

describe('A writer that is killed', { timeout: 60_000 }, () => {
  it('loses no more than its flush window', async () => {
    await using spool = await emptyFolder();
    const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
    const flushMs = 50;
    const script = `
      const { openSpoolWriter } = await import(${at('./writer.ts')});
      const { sampleExchanges } = await import(${at('../contract/sample.ts')});
      const writer = openSpoolWriter({ folder: ${JSON.stringify(spool.folder)}, stream: 'w0', flushMs: ${flushMs} });
      const exchanges = sampleExchanges({ count: 1000 });
      for (let n = 0; ; ) {
        for (let i = 0; i < 20; i += 1, n += 1) writer.record({ ...exchanges[n % 1000], n });
        console.log(n + ' ' + performance.now());
        await new Promise((resolve) => setTimeout(resolve, 2));
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // What the child had recorded, and when by its own clock.
    const told: { readonly count: number; readonly atMs: number }[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const [count, atMs] = line.split(' ').map(Number);
      told.push({ count: count ?? 0, atMs: atMs ?? 0 });
      if (told.length === 200) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const { numbers, damaged } = await readNumbers(spool.folder, 1_000_000);
    assert.deepEqual(numbers, range(0, numbers.length));
    assert.ok(damaged <= 1);
    const last = told.at(-1);
    assert.ok(last);
    const safe = told.findLast(({ atMs }) => atMs < last.atMs - 250);
    assert.ok(
      safe === undefined || numbers.length >= safe.count,
      `${numbers.length} of ${last.count} are there`,
    );
    assert.ok(numbers.length > 0);
  });
});
