/**
 * Writes exchanges to the spool from one thread.
 *
 * The overload rule. Traffic is never held up; records are shed, always the newest, and every one is counted by its reason:
 * - `memoryFull`: `memoryBytesMax` is pending because the disk is slower than the traffic.
 * - `spoolFull`: the spool folder holds `spoolBytesMax` because its consumer is behind.
 * - `diskError`: the disk refuses writes (full, read-only, failing) and `memoryBytesMax` is pending meanwhile. What was pending before
 *   stays, is tried again with growing pauses (0.1 to 2 s), and is written as soon as the disk takes it.
 * The counts travel with the next batch, so the consumer knows them too.
 *
 * "On disk" means handed to the operating system: it survives the death of the process, not the loss of power.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { HeliostatError } from '../../model/errors.ts';
import { type Clock, systemClock } from '../../model/clock.ts';
import type { ObservedExchange, ShedCounts } from '../../model/exchange.ts';
import type { SpoolWriter } from '../ports/spool.ts';
import { BatchBuilder, nothingShed } from './encode.ts';
import { encodeFrame } from './frame.ts';
import { errorCode, isStreamName, listSegmentNames, segmentName, spoolBytes } from './segment.ts';
import { newWriterId } from './writer-id.ts';
import { makeFolder } from '../make-folder.ts';

/** An open segment file; `FileHandle` of node:fs/promises is one. */
export interface SpoolFile {
  write(
    data: Uint8Array,
    from: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  close(): Promise<void>;
}

/** Makes a new file; fails when it exists. */
export type OpenSpoolFile = (path: string) => Promise<SpoolFile>;

/** How a writer works. */
export interface SpoolWriterOptions {
  /** Folder of the segments; made when it is not there. */
  readonly folder: string;
  /** Name of the stream, one for each thread: `w0`. Lower case letters and digits. */
  readonly stream: string;
  /** Longest time that a record waits for company, ms. Default 100. */
  readonly flushMs?: number;
  /** Most bytes pending in memory. Default 32 MB. */
  readonly memoryBytesMax?: number;
  /** Most bytes in the folder, all streams together. Default 2 GB. */
  readonly spoolBytesMax?: number;
  /** A segment that has grown past this is followed by a new one, bytes. Default 16 MB. */
  readonly segmentBytesMax?: number;
  /** A batch is written at once when it has this many rows. Default 8,192. */
  readonly batchRowsMax?: number;
  readonly clock?: Clock;
  /** How long the end waits for a disk that refuses, ms. Default 2,000. */
  readonly closeTimeoutMs?: number;
  readonly openFile?: OpenSpoolFile;
}

/** A batch of about this size is written without waiting for more, bytes: large enough that what exchanges share is not written too often. */
const batchBytesMax = 4 * 1024 * 1024;
/** A longer body is left out of its record, characters. */
const bodyCharactersMax = 1024 * 1024;
const folderCheckUs = 1_000_000;
const retryMsMin = 100;
const retryMsMax = 2_000;
/** So many failures in a row, other than for lack of space, and the segment is given up for a new one. */
const failuresMax = 3;

const openNewFile: OpenSpoolFile = (path) => open(path, 'wx', 0o600);

/**
 * Opens a stream for writing. It begins a segment of its own at the first write; nothing is touched before.
 *
 * @throws HeliostatError `config-invalid` when the stream's name is not one.
 * @example
 * await using writer = openSpoolWriter({ folder: '/var/lib/heliostat/spool', stream: 'w0' });
 * writer.record(observed);
 */
export function openSpoolWriter(options: SpoolWriterOptions): SpoolWriter {
  return new FileSpoolWriter(options);
}

class FileSpoolWriter implements SpoolWriter {
  readonly writer: string;
  readonly #options: Required<SpoolWriterOptions>;
  #nextNumber = 0;
  #seq = 0;
  #filling = new BatchBuilder();
  /** Full batches that wait for their write, oldest first. */
  readonly #sealed: BatchBuilder[] = [];
  /** Bytes in `#sealed` and in the frame that is being written. */
  #sealedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #file: { readonly handle: SpoolFile; bytes: number } | undefined;
  #lastSegment = 0;
  #diskRefuses = false;
  #closing = false;
  #closed = false;
  #wakeRetry: (() => void) | undefined;
  readonly #shed = { memoryFull: 0, spoolFull: 0, diskError: 0 };
  /** What the batches written so far have told of `#shed`. */
  #told: ShedCounts = nothingShed;
  /** Bytes in the folder: last measured, plus written here since. */
  #folderBytes = 0;
  #folderCheckedUs = Number.NEGATIVE_INFINITY;
  #checkingFolder = false;

  constructor(options: SpoolWriterOptions) {
    if (!isStreamName(options.stream)) {
      throw new HeliostatError('config-invalid', {
        detail: 'a spool stream is named by 1 to 32 lower case letters and digits',
      });
    }
    this.#options = {
      flushMs: 100,
      memoryBytesMax: 32 * 1024 * 1024,
      spoolBytesMax: 2 * 1024 * 1024 * 1024,
      segmentBytesMax: 16 * 1024 * 1024,
      batchRowsMax: 8_192,
      clock: systemClock,
      closeTimeoutMs: 2_000,
      openFile: openNewFile,
      ...options,
    };
    this.writer = newWriterId(this.#options.clock);
  }

  nextNumber(): number {
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    return number;
  }

  shed(): ShedCounts {
    return { ...this.#shed };
  }

  record(exchange: ObservedExchange): void {
    const filling = this.#filling;
    const pendingBytes = this.#sealedBytes + filling.bytes;
    if (this.#closed) {
      this.#shed.memoryFull += 1;
      return;
    }
    if (pendingBytes >= this.#options.memoryBytesMax) {
      if (this.#diskRefuses) this.#shed.diskError += 1;
      else this.#shed.memoryFull += 1;
      return;
    }
    if (this.#folderBytes + pendingBytes >= this.#options.spoolBytesMax) {
      this.#shed.spoolFull += 1;
      this.#checkFolder();
      return;
    }
    filling.add(withinBounds(exchange));
    if (filling.rows >= this.#options.batchRowsMax || filling.bytes >= batchBytesMax) this.#writeOut();
    else if (this.#timer === undefined)
      this.#timer = setTimeout(() => this.#writeOut(), this.#options.flushMs);
  }

  flush(): Promise<void> {
    // Counts that no batch has told yet get a batch of their own, but not where there is no room: they go with the next one then.
    return this.#writeAll(this.#untold() && this.#folderBytes < this.#options.spoolBytesMax);
  }

  async #writeAll(evenEmpty: boolean): Promise<void> {
    this.#writeOut(evenEmpty);
    while (this.#writing !== undefined) await this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const giveUp = setTimeout(() => {
      this.#closing = true;
      this.#wakeRetry?.();
    }, this.#options.closeTimeoutMs);
    try {
      await this.#writeAll(this.#untold());
    } finally {
      clearTimeout(giveUp);
      await this.#closeFile();
    }
  }

  /** Seals what is being filled and sees to it that it is written. */
  #writeOut(evenEmpty = false): void {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    if (this.#filling.rows > 0 || evenEmpty) {
      this.#sealed.push(this.#filling);
      this.#sealedBytes += this.#filling.bytes;
      this.#filling = new BatchBuilder();
    }
    this.#startWriting();
  }

  #startWriting(): void {
    if (this.#writing !== undefined || this.#sealed.length === 0) return;
    this.#writing = this.#writeSealed().finally(() => {
      this.#writing = undefined;
      // A batch may have been sealed between the last look at the queue and here.
      this.#startWriting();
    });
  }

  /** One write is in flight at a time; what comes meanwhile collects in the next batch. Never rejects. */
  async #writeSealed(): Promise<void> {
    for (let batch = this.#sealed.shift(); batch !== undefined; batch = this.#sealed.shift()) {
      const shed = { ...this.#shed };
      const frame = encodeFrame(
        batch.toJson(this.writer, this.#seq, {
          memoryFull: shed.memoryFull - this.#told.memoryFull,
          spoolFull: shed.spoolFull - this.#told.spoolFull,
          diskError: shed.diskError - this.#told.diskError,
        }),
      );
      if (frame === null) {
        this.#shed.memoryFull += batch.rows;
      } else if (await this.#writeFrame(frame)) {
        this.#seq += 1;
        this.#told = shed;
      } else {
        this.#shed.diskError += batch.rows;
      }
      this.#sealedBytes -= batch.bytes;
      this.#checkFolder();
    }
  }

  /** True when the frame is on disk, false when the writer was closed before the disk took it. */
  async #writeFrame(frame: Buffer): Promise<boolean> {
    for (let failures = 0, pauseMs = retryMsMin; ; ) {
      try {
        this.#file ??= await this.#openSegment();
        const file = this.#file;
        // A repeated write begins at the same place: what a failed one has left there is overwritten.
        for (let done = 0; done < frame.length; ) {
          const { bytesWritten } = await file.handle.write(
            frame,
            done,
            frame.length - done,
            file.bytes + done,
          );
          if (bytesWritten === 0) throw new Error('nothing was written');
          done += bytesWritten;
        }
        file.bytes += frame.length;
        this.#folderBytes += frame.length;
        this.#diskRefuses = false;
        if (file.bytes >= this.#options.segmentBytesMax) await this.#closeFile();
        return true;
      } catch (error) {
        this.#diskRefuses = true;
        if (this.#closing) return false;
        const code = errorCode(error);
        failures = code === 'ENOSPC' || code === 'EDQUOT' ? 0 : failures + 1;
        if (failures >= failuresMax) {
          failures = 0;
          await this.#closeFile();
        }
        await this.#pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, retryMsMax);
      }
    }
  }

  async #openSegment(): Promise<{ readonly handle: SpoolFile; bytes: number }> {
    const { folder, stream, openFile } = this.#options;
    await makeFolder(folder);
    for (const name of await listSegmentNames(folder)) {
      if (name.stream === stream && name.segment > this.#lastSegment) this.#lastSegment = name.segment;
    }
    this.#lastSegment += 1;
    return { handle: await openFile(join(folder, segmentName(stream, this.#lastSegment))), bytes: 0 };
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    try {
      await file?.handle.close();
    } catch {
      // The file is given up either way; what it holds was acknowledged by its writes.
    }
  }

  /** Measures the folder, at most once a second. */
  #checkFolder(): void {
    const nowUs = this.#options.clock.monotonicUs();
    if (this.#checkingFolder || nowUs - this.#folderCheckedUs < folderCheckUs) return;
    this.#checkingFolder = true;
    this.#folderCheckedUs = nowUs;
    void spoolBytes(this.#options.folder)
      .then((bytes) => {
        this.#folderBytes = bytes;
      })
      .catch(() => {
        // A folder that cannot be read cannot be written either; the write tells.
      })
      .finally(() => {
        this.#checkingFolder = false;
      });
  }

  #untold(): boolean {
    const { memoryFull, spoolFull, diskError } = this.#shed;
    const told = this.#told;
    return memoryFull !== told.memoryFull || spoolFull !== told.spoolFull || diskError !== told.diskError;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeRetry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A record whose captured body is beyond the bound keeps everything but the body. */
function withinBounds(exchange: ObservedExchange): ObservedExchange {
  if (exchange.body === undefined) return exchange;
  const characters = (exchange.body.request?.length ?? 0) + (exchange.body.response?.length ?? 0);
  if (characters <= bodyCharactersMax) return exchange;
  const { body: _, ...rest } = exchange;
  return rest;
}
