/** Reads capture files (HAR, NDJSON, either gzipped) into the inventory, without ever holding one whole. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip, gunzipSync, constants } from 'node:zlib';
import { HeliostatError } from '../../model/errors.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { ExchangeBatch, ObservedExchange } from '../../model/exchange.ts';
import type { RawExchange } from '../../observe/raw-exchange.ts';
import { EntryScanner, entryLimits } from './entry-scanner.ts';
import type { EntryLimits, FoundEntry } from './entry-scanner.ts';
import { readHarEntry } from './har.ts';
import { LineSplitter } from './lines.ts';
import { readPlain } from './plain.ts';
import { RecordReader } from './record.ts';
import { skipReasonOf } from './skip.ts';
import type { SkipReason } from './skip.ts';

/** What kind of file it is. */
export type CaptureKind = 'har' | 'ndjson';

/** Bounds of reading files. */
export interface DiscoverLimits {
  readonly entries: EntryLimits;
  readonly lineBytesMax: number;
  /** Bytes of a body that the observer is given. */
  readonly bodyBytesMax: number;
  /** Unpacked bytes of one file; what comes after is not read. */
  readonly fileBytesMax: number;
}

/** Default bounds. */
export const discoverLimits: DiscoverLimits = {
  entries: entryLimits,
  lineBytesMax: 4_194_304,
  bodyBytesMax: 65_536,
  fileBytesMax: 50_000_000_000,
};

/** What came of one file. */
export interface FileReport {
  readonly file: string;
  readonly kind: CaptureKind | null;
  /** Unpacked bytes read. */
  readonly bytes: number;
  /** Entries or lines. */
  readonly read: number;
  /** Exchanges that went into the inventory. */
  readonly used: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  /** What was wrong with the file; what could be read before was used. */
  readonly problem: { readonly code: ErrorCode; readonly detail: string } | null;
}

/** What came of all files. */
export interface DiscoverReport {
  readonly files: readonly FileReport[];
  readonly read: number;
  readonly used: number;
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/** How far reading is. */
export interface DiscoverProgress {
  readonly file: string;
  /** Bytes as they lie on the disk. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly used: number;
}

/** What reading files needs. */
export interface DiscoverOptions {
  readonly files: readonly string[];
  readonly observer: { readonly observe: (raw: RawExchange) => ObservedExchange };
  readonly inventory: { ingest(batch: ExchangeBatch): unknown };
  /** Makes a batch of exchanges; sequence numbers are its own affair. */
  readonly batchOf: (observed: readonly ObservedExchange[]) => ExchangeBatch;
  /** Numbers for records that are read back; the observer's own when they are to be stored. */
  readonly nextNumber?: () => number;
  readonly onProgress?: (progress: DiscoverProgress) => void;
  readonly limits?: Partial<DiscoverLimits>;
  readonly signal?: AbortSignal;
}

const batchRows = 500;
const peekBytes = 65_536;
const chunkBytes = 262_144;

/**
 * Reads files one after the other. A file that cannot be read, is of no known kind or ends too early does not stop the others; its report
 * says so.
 *
 * @example
 * const report = await discoverFiles({ files: ['today.har'], observer, inventory, batchOf });
 * report.used; // exchanges that were taken in
 */
export async function discoverFiles(options: DiscoverOptions): Promise<DiscoverReport> {
  const files: FileReport[] = [];
  for (const file of options.files) {
    options.signal?.throwIfAborted();
    files.push(await new FileReading(file, options).run());
  }
  const skipped: Partial<Record<SkipReason, number>> = {};
  for (const file of files) {
    for (const [reason, count] of Object.entries(file.skipped) as [SkipReason, number][])
      skipped[reason] = (skipped[reason] ?? 0) + count;
  }
  return { files, read: total(files, 'read'), used: total(files, 'used'), skipped };
}

const total = (files: readonly FileReport[], key: 'read' | 'used'): number =>
  files.reduce((sum, file) => sum + file[key], 0);

/** Kind of a capture by its first bytes, then by its name; null when it is neither. */
export function kindOf(head: Buffer, name: string): CaptureKind | null {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (!text.startsWith('{')) return null;
  if (/^\{\s*"log"\s*:/.test(text)) return 'har';
  const plain = name.replace(/\.gz$/i, '');
  if (/\.(ndjson|jsonl)$/i.test(plain)) return 'ndjson';
  if (/\.har$/i.test(plain)) return 'har';
  const end = text.indexOf('\n');
  try {
    JSON.parse(end < 0 ? text : text.slice(0, end));
    return 'ndjson';
  } catch {
    // A pretty-printed object, or a line longer than what was looked at.
    return /^\{\s*"[^"]*"\s*:[^]*"log"\s*:/.test(text.slice(0, 4096)) ? 'har' : end < 0 ? 'ndjson' : null;
  }
}

class FileReading {
  readonly #file: string;
  readonly #options: DiscoverOptions;
  readonly #limits: DiscoverLimits;
  readonly #records: RecordReader;
  readonly #skipped: Partial<Record<SkipReason, number>> = {};
  #observed: ObservedExchange[] = [];
  #kind: CaptureKind | null = null;
  #bytes = 0;
  #read = 0;
  #used = 0;
  #problem: FileReport['problem'] = null;

  constructor(file: string, options: DiscoverOptions) {
    this.#file = file;
    this.#options = options;
    this.#limits = { ...discoverLimits, ...options.limits };
    let number = 0;
    this.#records = new RecordReader(
      options.nextNumber ??
        (() => {
          number += 1;
          return number;
        }),
    );
  }

  async run(): Promise<FileReport> {
    try {
      await this.#readAll();
    } catch (error) {
      if (this.#options.signal?.aborted === true) throw error;
      if (error instanceof HeliostatError)
        this.#problem = { code: error.code, detail: error.detail ?? error.message };
      else if (isTruncation(error))
        this.#problem = {
          code: 'file-truncated',
          detail: 'the compressed data ends too early or is damaged',
        };
      else this.#problem = { code: 'file-unreadable', detail: codeOf(error) };
    }
    this.#flush();
    return {
      file: this.#file,
      kind: this.#kind,
      bytes: this.#bytes,
      read: this.#read,
      used: this.#used,
      skipped: this.#skipped,
      problem: this.#problem,
    };
  }

  async #readAll(): Promise<void> {
    const { head, size, isGzip } = await peek(this.#file);
    this.#kind = kindOf(head, this.#file);
    if (this.#kind === null)
      throw new HeliostatError('file-unknown', {
        detail: size === 0 ? 'the file is empty' : 'neither HAR nor NDJSON',
      });
    const file = createReadStream(this.#file, { highWaterMark: chunkBytes });
    let stream: AsyncIterable<Buffer> = file;
    if (isGzip) {
      const unzip = createGunzip({ chunkSize: chunkBytes });
      // A failure of either side ends the iteration below with its error.
      pipeline(file, unzip, () => {});
      stream = unzip;
    }
    const scanner = new EntryScanner(this.#limits.entries);
    const lines = new LineSplitter(this.#limits.lineBytesMax);
    for await (const chunk of stream) {
      this.#options.signal?.throwIfAborted();
      this.#bytes += chunk.length;
      if (this.#kind === 'har') for (const entry of scanner.push(chunk)) this.#takeEntry(entry);
      else for (const line of lines.push(chunk)) this.#takeLine(line);
      this.#options.onProgress?.({
        file: this.#file,
        bytesRead: isGzip ? file.bytesRead : this.#bytes,
        bytesTotal: size,
        used: this.#used,
      });
      if (this.#bytes >= this.#limits.fileBytesMax)
        throw new HeliostatError('file-truncated', {
          detail: `only the first ${this.#limits.fileBytesMax} bytes were read`,
        });
    }
    if (this.#kind === 'har') {
      if (!scanner.isComplete)
        throw new HeliostatError('file-truncated', {
          detail: `the file ends inside of the document, after ${this.#read} entries`,
        });
      if (!scanner.sawEntries)
        throw new HeliostatError('file-unknown', { detail: 'there is no log.entries in it' });
      return;
    }
    const [last] = lines.end();
    if (last === undefined) return;
    if ('text' in last && !isJson(last.text)) {
      throw new HeliostatError('file-truncated', {
        detail: `the last line is not whole, after ${this.#read} lines`,
      });
    }
    this.#takeLine(last);
  }

  #skip(reason: SkipReason): void {
    this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1;
  }

  #takeEntry(entry: FoundEntry): void {
    this.#read += 1;
    if ('skipped' in entry) {
      this.#skip(entry.skipped);
      return;
    }
    const found = readHarEntry(entry.text, this.#limits);
    if ('skipped' in found) this.#skip(found.skipped);
    else this.#takeRaw(found.raw, found.resourceType);
  }

  #takeLine(line: FoundEntry): void {
    this.#read += 1;
    if ('skipped' in line) {
      this.#skip(line.skipped);
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(line.text);
    } catch {
      this.#skip('malformed');
      return;
    }
    if (typeof value === 'object' && value !== null && 'v' in value && 'operations' in value) {
      const observed = this.#records.read(value);
      if (observed === null) this.#skip('malformed');
      else this.#take(observed);
      return;
    }
    this.#takePlain(value);
  }

  #takePlain(value: unknown): void {
    let found: ReturnType<typeof readPlain>;
    try {
      found = readPlain(value, this.#limits);
    } catch (error) {
      // A value can be parsed that is nested too deep to be written again.
      if (!(error instanceof RangeError)) throw error;
      this.#skip('too-deep');
      return;
    }
    if ('skipped' in found) this.#skip(found.skipped);
    else this.#takeRaw(found.raw, '');
  }

  #takeRaw(raw: RawExchange, resourceType: string): void {
    const reason = skipReasonOf(raw, resourceType);
    if (reason !== null) this.#skip(reason);
    else this.#take(this.#options.observer.observe(raw));
  }

  #take(observed: ObservedExchange): void {
    this.#used += 1;
    this.#observed.push(observed);
    if (this.#observed.length >= batchRows) this.#flush();
  }

  #flush(): void {
    if (this.#observed.length === 0) return;
    const observed = this.#observed;
    this.#observed = [];
    this.#options.inventory.ingest(this.#options.batchOf(observed));
  }
}

/** First bytes (unpacked), size on the disk, and whether it is gzipped (RFC 1952). */
async function peek(
  path: string,
): Promise<{ readonly head: Buffer; readonly size: number; readonly isGzip: boolean }> {
  await using file = await open(path, 'r');
  const stat = await file.stat();
  if (stat.isDirectory()) throw new HeliostatError('file-unreadable', { detail: 'it is a folder' });
  const buffer = Buffer.alloc(peekBytes);
  const { bytesRead } = await file.read(buffer, 0, peekBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return { head, size: stat.size, isGzip: false };
  // Deflate packs a thousand to one at most, so this stays below 9 MB.
  const unpacked = gunzipSync(head.subarray(0, 8_192), {
    finishFlush: constants.Z_SYNC_FLUSH,
    maxOutputLength: 16 * 1024 * 1024,
  });
  return { head: unpacked.subarray(0, peekBytes), size: stat.size, isGzip: true };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'it cannot be read';

const isTruncation = (error: unknown): boolean => codeOf(error).startsWith('Z_');

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
