/**
 * Reads the spool: all streams of a folder, each in its order, also those of earlier runs, and waits for more.
 *
 * A frame that was torn by a crash ends its segment: its stream goes on with the next segment. Damage inside a segment is skipped to the
 * next frame. Both are counted, once for each stretch of damage.
 */
import { type FSWatcher, watch } from 'node:fs';
import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExchangeBatch } from '../../model/exchange.ts';
import type { SpoolCursor, SpoolPosition, SpoolReader } from '../ports/spool.ts';
import { decodeBatch } from './decode.ts';
import { findFrame } from './frame.ts';
import { isMissing, listSegments, type Segment, segmentName } from './segment.ts';
import { makeFolder } from '../make-folder.ts';

/** How a reader works. */
export interface SpoolReaderOptions {
  readonly folder: string;
  /** Where to begin; streams that are not in it are read from their first segment. */
  readonly cursor: SpoolCursor;
  /** The folder is looked through this often while there is nothing to read, ms; changes usually tell sooner. Default 50. */
  readonly pollMs?: number;
}

type ReadBatch = { readonly batch: ExchangeBatch; readonly position: SpoolPosition };

/** Bytes asked of a file at once. */
const chunkBytes = 1024 * 1024;
/** One `read` gives no more than about this many bytes of batches. */
const readBytesMax = 2 * 1024 * 1024;

/**
 * Opens the spool in a folder, which is made when it is not there.
 *
 * Open it before the writers: a stream whose segments are gone but that the cursor knows gets an empty segment, so that its next writer
 * numbers on from there and nothing new is taken for old.
 *
 * @example
 * await using reader = await openSpoolReader({ folder, cursor: await store.cursor() });
 * const batches = await reader.read({ batchesMax: 64, waitMs: 1_000 });
 */
export async function openSpoolReader(options: SpoolReaderOptions): Promise<SpoolReader> {
  const { folder, cursor } = options;
  await makeFolder(folder);
  const segments = await listSegments(folder);
  for (const [stream, place] of Object.entries(cursor)) {
    if (segments.some((found) => found.stream === stream && found.segment >= place.segment)) continue;
    await writeFile(join(folder, segmentName(stream, place.segment + 1)), '', { mode: 0o600 });
  }
  const reader = new FileSpoolReader(folder, cursor, options.pollMs ?? 50);
  await reader.list();
  return reader;
}

/** Reading one stream: where it is, and the bytes read ahead. */
interface StreamState {
  segment: number;
  /** Offset in the segment of `ahead[0]`. */
  start: number;
  ahead: Buffer;
  /** Place in `ahead` that is read next. */
  at: number;
  /** At least so many bytes from `at` on are needed for the next frame. */
  wanted: number;
  file: FileHandle | undefined;
  inDamage: boolean;
}

class FileSpoolReader implements SpoolReader {
  readonly #folder: string;
  readonly #pollMs: number;
  readonly #streams = new Map<string, StreamState>();
  #segments: readonly Segment[] = [];
  #damaged = 0;
  #turn = 0;
  #watcher: FSWatcher | undefined;
  #changed = false;
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(folder: string, cursor: SpoolCursor, pollMs: number) {
    this.#folder = folder;
    this.#pollMs = pollMs;
    for (const [stream, { segment, offset }] of Object.entries(cursor))
      this.#streams.set(stream, stateAt(segment, offset));
    try {
      this.#watcher = watch(folder, { persistent: false }, () => this.#notice());
      // Watching is a shortcut; without it (no inotify left, a network disk) the poll finds everything.
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = undefined;
    }
  }

  async read(options: {
    readonly batchesMax: number;
    readonly waitMs: number;
  }): Promise<readonly ReadBatch[]> {
    const until = performance.now() + options.waitMs;
    for (;;) {
      if (this.#closed) return [];
      this.#changed = false;
      await this.list();
      const batches = await this.#readStreams(options.batchesMax);
      const leftMs = until - performance.now();
      if (batches.length > 0 || leftMs <= 0) return batches;
      await this.#wait(Math.min(leftMs, this.#pollMs));
    }
  }

  async release(cursor: SpoolCursor): Promise<void> {
    const segments = await listSegments(this.#folder);
    const newest = new Map(segments.map(({ stream, segment }) => [stream, segment]));
    for (const { stream, segment, path } of segments) {
      const place = cursor[stream];
      // The newest stays even when it is read: its number says where the stream goes on.
      if (place === undefined || segment >= place.segment || segment === newest.get(stream)) continue;
      await rm(path, { force: true });
    }
  }

  backlog(): { readonly bytes: number; readonly damaged: number } {
    let bytes = 0;
    for (const segment of this.#segments) {
      const state = this.#streams.get(segment.stream);
      if (state === undefined || segment.segment > state.segment) bytes += segment.bytes;
      else if (segment.segment === state.segment)
        bytes += Math.max(0, segment.bytes - state.start - state.at);
    }
    return { bytes, damaged: this.#damaged };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#watcher?.close();
    this.#notice();
    for (const state of this.#streams.values()) await closeFile(state);
  }

  /** Finds new segments and how far all have grown. */
  async list(): Promise<void> {
    try {
      this.#segments = await listSegments(this.#folder);
    } catch (error) {
      if (!isMissing(error)) throw error;
      this.#segments = [];
    }
    for (const { stream, segment } of this.#segments) {
      if (!this.#streams.has(stream)) this.#streams.set(stream, stateAt(segment, 0));
    }
  }

  async #readStreams(batchesMax: number): Promise<readonly ReadBatch[]> {
    const batches: ReadBatch[] = [];
    const budget = { batches: batchesMax, bytes: readBytesMax };
    const names = [...this.#streams.keys()];
    // Another stream is first each time, so that a busy one does not starve the rest.
    this.#turn += 1;
    for (let i = 0; i < names.length && budget.batches > 0 && budget.bytes > 0; i += 1) {
      const stream = names[(i + this.#turn) % names.length];
      const state = stream === undefined ? undefined : this.#streams.get(stream);
      if (stream !== undefined && state !== undefined) await this.#readStream(stream, state, budget, batches);
    }
    return batches;
  }

  async #readStream(
    stream: string,
    state: StreamState,
    budget: { batches: number; bytes: number },
    batches: ReadBatch[],
  ): Promise<void> {
    while (budget.batches > 0 && budget.bytes > 0) {
      const found = findFrame(state.ahead, state.at);
      if (found.kind === 'frame') {
        budget.bytes -= found.end - state.at;
        state.at = found.end;
        state.wanted = 0;
        const batch = decodeBatch(found.payload);
        if (batch === null) {
          this.#damaged += 1;
          continue;
        }
        state.inDamage = false;
        budget.batches -= 1;
        batches.push({
          batch,
          position: { stream, segment: state.segment, offset: state.start + found.end },
        });
      } else if (found.kind === 'damaged') {
        this.#countDamage(state);
        state.at = found.end;
      } else {
        state.wanted = found.bytes;
        if (await this.#readAhead(stream, state)) continue;
        if (!(await this.#nextSegment(stream, state))) return;
      }
    }
  }

  /** Reads on in the segment; false at its end as it was listed last. */
  async #readAhead(stream: string, state: StreamState): Promise<boolean> {
    const rest = state.ahead.subarray(state.at);
    const from = state.start + state.at;
    const listed = this.#segments.find((found) => found.stream === stream && found.segment === state.segment);
    const unread = (listed?.bytes ?? 0) - from - rest.length;
    if (unread <= 0) return false;
    try {
      state.file ??= await open(join(this.#folder, segmentName(stream, state.segment)));
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    const more = Math.min(unread, Math.max(chunkBytes, state.wanted - rest.length));
    const chunk = Buffer.allocUnsafe(rest.length + more);
    rest.copy(chunk);
    const { bytesRead } = await state.file.read(
      chunk,
      rest.length,
      chunk.length - rest.length,
      from + rest.length,
    );
    if (bytesRead === 0) return false;
    state.ahead = chunk.subarray(0, rest.length + bytesRead);
    state.start = from;
    state.at = 0;
    return true;
  }

  /**
   * Goes on to the next segment if there is one. It was listed before the end of this one was met, and a writer begins a segment only
   * after its last write to the one before, so nothing is missed; what is left over is a torn frame.
   */
  async #nextSegment(stream: string, state: StreamState): Promise<boolean> {
    const next = this.#segments.find((found) => found.stream === stream && found.segment > state.segment);
    if (next === undefined) return false;
    if (state.at < state.ahead.length) this.#countDamage(state);
    await closeFile(state);
    Object.assign(state, stateAt(next.segment, 0));
    return true;
  }

  #countDamage(state: StreamState): void {
    if (!state.inDamage) this.#damaged += 1;
    state.inDamage = true;
  }

  #notice(): void {
    this.#changed = true;
    this.#wake?.();
  }

  #wait(ms: number): Promise<void> {
    if (this.#changed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}

const stateAt = (segment: number, offset: number): StreamState => ({
  segment,
  start: offset,
  ahead: Buffer.alloc(0),
  at: 0,
  wanted: 0,
  file: undefined,
  inDamage: false,
});

async function closeFile(state: StreamState): Promise<void> {
  const file = state.file;
  state.file = undefined;
  await file?.close();
}
