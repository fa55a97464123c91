/** Reads capture files and logs into the inventory, any of them gzipped, without ever holding one whole. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import type { ErrorCode } from '../../model/errors.ts';
import { HeliostatError } from '../../model/errors.ts';
import type { ExchangeBatch, ObservedExchange } from '../../model/exchange.ts';
import { type Evidence, type EvidenceWarning, joinEvidence } from '../../model/sighting.ts';
import type { Observer } from '../../observe/observer.ts';
import { entryLimits } from './entry-scanner.ts';
import type { CaptureHead, CaptureReader, CaptureSink, DiscoverLimits } from './formats/format.ts';
import { captureFormats } from './formats/index.ts';
import { isPrivate } from './log/log-line.ts';
import { pcap } from './pcap/format.ts';
import type { CaptureStream } from './pcap/live.ts';
import type { KeyLog } from './pcap/tls/key-log.ts';
import type { Sampler } from './sampling.ts';
import type { SkipReason } from './skip.ts';
import { skipReasonOf } from './skip.ts';

export type { DiscoverLimits } from './formats/format.ts';

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
  /** `har`, `ndjson`, `access-log`; null when it is of no known kind. */
  readonly kind: string | null;
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
  /** What the files told beside exchanges, and warnings about what was left out, with the place of the first. */
  readonly evidence: Evidence;
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
  /** What is heard as it passes, after the files. */
  readonly streams?: readonly CaptureStream[];
  /** Secrets of TLS sessions, for captures of packets. */
  readonly keys?: KeyLog;
  readonly observer: Pick<Observer, 'observe' | 'resource'>;
  readonly inventory: { ingest(batch: ExchangeBatch): unknown };
  /** Makes a batch of exchanges; sequence numbers are its own affair. */
  readonly batchOf: (observed: readonly ObservedExchange[]) => ExchangeBatch;
  /** Numbers for records that are read back; the observer's own when they are to be stored. */
  readonly nextNumber?: () => number;
  /** How the lines of logs are laid out: a format string, the name of a format, or the text of an nginx configuration. */
  readonly logFormat?: string;
  /** Whose word about a client's address is believed; private networks when nothing is said. */
  readonly isTrusted?: (address: string) => boolean;
  /** How much of what the files hold is taken; all when absent. One for all files: the same request in two of them counts once. */
  readonly sampler?: Sampler;
  readonly onProgress?: (progress: DiscoverProgress) => void;
  readonly limits?: Partial<DiscoverLimits>;
  readonly signal?: AbortSignal;
}

/** Each batch is judged as a whole, so large ones cost less a row. */
const batchRows = 2048;
const peekBytes = 65_536;
/** Larger pieces cost fewer turns of the event loop; a quarter of the time of packets went there. */
const chunkBytes = 524_288;
const streamFlushMs = 500;

/**
 * Reads files one after the other. A file that cannot be read, is of no known kind or ends too early does not stop the others; its report
 * says so.
 *
 * @example
 * const report = await discoverFiles({ files: ['today.har', 'access.log.2.gz'], observer, inventory, batchOf });
 * report.used; // exchanges that were taken in
 */
export async function discoverFiles(options: DiscoverOptions): Promise<DiscoverReport> {
  const files: FileReport[] = [];
  const evidence: Evidence[] = [];
  for (const file of [...options.files, ...(options.streams ?? [])]) {
    options.signal?.throwIfAborted();
    const reading = new FileReading(file, options);
    files.push(await reading.run());
    evidence.push(reading.evidence());
  }
  const skipped: Partial<Record<SkipReason, number>> = {};
  for (const file of files) {
    for (const [reason, count] of Object.entries(file.skipped) as [SkipReason, number][])
      skipped[reason] = (skipped[reason] ?? 0) + count;
  }
  return {
    files,
    read: total(files, 'read'),
    used: total(files, 'used'),
    skipped,
    evidence: joinEvidence(evidence),
  };
}

const total = (files: readonly FileReport[], key: 'read' | 'used'): number =>
  files.reduce((sum, file) => sum + file[key], 0);

/** What is wrong with the file, and not only of no interest. */
const faults: Readonly<Partial<Record<SkipReason, string>>> = {
  malformed: 'line-malformed',
  'too-large': 'line-too-long',
  'too-deep': 'nested-too-deep',
  'not-http': 'not-http',
};

class FileReading {
  readonly #file: string;
  readonly #stream: CaptureStream | null;
  readonly #options: DiscoverOptions;
  readonly #limits: DiscoverLimits;
  readonly #skipped: Partial<Record<SkipReason, number>> = {};
  readonly #warnings = new Map<string, { detail: string; line: number | null; count: number }>();
  readonly #evidence: Evidence[] = [];
  #observed: ObservedExchange[] = [];
  #kind: string | null = null;
  #bytes = 0;
  #read = 0;
  #used = 0;
  #problem: FileReport['problem'] = null;

  constructor(source: string | CaptureStream, options: DiscoverOptions) {
    this.#file = typeof source === 'string' ? source : source.name;
    this.#stream = typeof source === 'string' ? null : source;
    this.#options = options;
    this.#limits = { ...discoverLimits, ...options.limits };
  }

  async run(): Promise<FileReport> {
    try {
      if (this.#stream === null) await this.#readAll();
      else await this.#readStream(this.#stream);
    } catch (error) {
      if (this.#options.signal?.aborted === true && this.#stream === null) throw error;
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

  /** What the file told beside exchanges. */
  evidence(): Evidence {
    const warnings: EvidenceWarning[] = [...this.#warnings].map(([code, { detail, line, count }]) => ({
      code,
      detail,
      place: { file: this.#file, ...(line === null ? {} : { line }) },
      count,
    }));
    const joined = joinEvidence(this.#evidence);
    return { ...joined, warnings: [...joined.warnings, ...warnings] };
  }

  async #readAll(): Promise<void> {
    const { bytes: headBytes, size, isGzip } = await peek(this.#file);
    const encoding = utf16Of(headBytes);
    const head = headOf(
      encoding === null ? headBytes : decodedUtf16(headBytes, encoding),
      this.#file,
      size,
      this.#options.logFormat ?? null,
    );
    const format = captureFormats.find((one) => one.recognise(head));
    if (format === undefined)
      throw new HeliostatError('file-unknown', {
        detail:
          size === 0
            ? 'the file is empty'
            : `it is none of ${captureFormats.map(({ title }) => title).join(', ')}`,
      });
    this.#kind = format.kind;
    const reader = format.open(this.#sink(head));
    const file = createReadStream(this.#file, { highWaterMark: chunkBytes });
    let stream: AsyncIterable<Buffer> = file;
    if (isGzip) {
      const unzip = createGunzip({ chunkSize: chunkBytes });
      // A failure of either side ends the iteration below with its error.
      pipeline(file, unzip, () => {});
      stream = unzip;
    }
    if (encoding !== null) stream = fromUtf16(stream, encoding);
    for await (const chunk of stream) {
      this.#options.signal?.throwIfAborted();
      this.#bytes += chunk.length;
      reader.push(chunk);
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
    reader.end();
  }

  /** Reads until the stream ends or is stopped; what it gives is handed on as it comes. */
  async #readStream(stream: CaptureStream): Promise<void> {
    let reader: CaptureReader | null = null;
    const timer = setInterval(() => this.#flush(), streamFlushMs);
    try {
      for await (const chunk of stream.open()) {
        if (reader === null) {
          const head = headOf(chunk.subarray(0, peekBytes), this.#file, peekBytes, null);
          if (!pcap.recognise(head))
            throw new HeliostatError('file-unknown', { detail: 'it is no stream of pcap or pcapng' });
          this.#kind = pcap.kind;
          reader = pcap.open(this.#sink(head));
        }
        this.#bytes += chunk.length;
        reader.push(chunk);
        this.#options.onProgress?.({
          file: this.#file,
          bytesRead: this.#bytes,
          bytesTotal: 0,
          used: this.#used,
        });
      }
      reader?.end();
    } catch (error) {
      // A packet that was on its way when somebody stopped is no fault.
      const isStopped = error instanceof HeliostatError && error.code === 'file-truncated';
      if (!isStopped || this.#options.signal?.aborted !== true) throw error;
    } finally {
      clearInterval(timer);
    }
  }

  #sink(head: CaptureHead): CaptureSink {
    let number = 0;
    const { observer, nextNumber, isTrusted } = this.#options;
    return {
      file: this.#file,
      limits: this.#limits,
      head,
      observer,
      nextNumber:
        nextNumber ??
        (() => {
          number += 1;
          return number;
        }),
      isTrusted: isTrusted ?? isPrivate,
      keys: this.#options.keys ?? null,
      read: () => this.#read,
      count: () => {
        this.#read += 1;
      },
      raw: (raw, resourceType) => {
        const reason = skipReasonOf(raw, resourceType);
        if (reason !== null) this.#skip(reason);
        else if (this.#options.sampler?.isDuplicate(raw, this.#file) === true) this.#skip('duplicate');
        else this.#take(observer.observe(raw));
      },
      observed: (exchange) => this.#take(exchange),
      skip: (reason, line, detail) => this.#skip(reason, line, detail),
      evidence: (evidence) => void this.#evidence.push(evidence),
    };
  }

  #skip(reason: SkipReason, line?: number, detail?: string): void {
    this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1;
    const code = faults[reason];
    if (code === undefined) return;
    const known = this.#warnings.get(code);
    if (known !== undefined) known.count += 1;
    else this.#warnings.set(code, { detail: detail ?? `left out: ${reason}`, line: line ?? null, count: 1 });
  }

  #take(observed: ObservedExchange): void {
    if (this.#options.sampler?.takes(observed) === false) {
      this.#skip('sampled');
      return;
    }
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

function headOf(bytes: Buffer, file: string, size: number, logFormat: string | null): CaptureHead {
  return {
    bytes,
    text: bytes
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart(),
    name: basename(file).replace(/\.gz$/i, ''),
    isWhole: bytes.length < peekBytes && size < peekBytes,
    logFormat,
  };
}

type Utf16 = 'utf-16le' | 'utf-16be';

/** By the byte order mark. */
const utf16Of = (head: Buffer): Utf16 | null =>
  head[0] === 0xff && head[1] === 0xfe
    ? 'utf-16le'
    : head[0] === 0xfe && head[1] === 0xff
      ? 'utf-16be'
      : null;

const decodedUtf16 = (bytes: Buffer, encoding: Utf16): Buffer =>
  Buffer.from(new TextDecoder(encoding).decode(bytes));

async function* fromUtf16(stream: AsyncIterable<Buffer>, encoding: Utf16): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of stream) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest);
}

/** First bytes (unpacked), size on the disk, and whether it is gzipped (RFC 1952). */
async function peek(
  path: string,
): Promise<{ readonly bytes: Buffer; readonly size: number; readonly isGzip: boolean }> {
  await using file = await open(path, 'r');
  const stat = await file.stat();
  if (stat.isDirectory()) throw new HeliostatError('file-unreadable', { detail: 'it is a folder' });
  const buffer = Buffer.alloc(peekBytes);
  const { bytesRead } = await file.read(buffer, 0, peekBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  if (head[0] !== 0x1f || head[1] !== 0x8b) return { bytes: head, size: stat.size, isGzip: false };
  // Deflate packs a thousand to one at most, so this stays below 9 MB.
  const unpacked = gunzipSync(head.subarray(0, 8_192), {
    finishFlush: constants.Z_SYNC_FLUSH,
    maxOutputLength: 16 * 1024 * 1024,
  });
  return { bytes: unpacked.subarray(0, peekBytes), size: stat.size, isGzip: true };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'it cannot be read';

const isTruncation = (error: unknown): boolean => codeOf(error).startsWith('Z_');
