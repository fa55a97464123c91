/**
 * Files of GoReplay (`.gor`): messages of HTTP/1.1 as they were on the wire, each behind a line with its kind, id and time, with three monkeys
 * between them. An answer has the id of its request.
 */
import { HeliostatError } from '../../../model/errors.ts';
import type { RawBody, RawExchange } from '../../../observe/raw-exchange.ts';
import { exchangeOfCopy } from '../mirror/copied-request.ts';
import type { CaptureFormat, CaptureReader, CaptureSink } from './format.ts';

/** The format. */
export const gor: CaptureFormat = {
  kind: 'gor',
  title: 'GoReplay',
  recognise: ({ bytes }) =>
    /^[123] [0-9a-zA-Z]{8,64} \d{16,20}(?: -?\d{1,20})?\n[A-Z]/.test(bytes.toString('latin1', 0, 256)),
  open: (sink) => new GorReader(sink),
};

const separator = Buffer.from('\n🐵🙈🙉\n');
/** Requests that wait for their answer. */
const waitingMax = 4096;
const headersMax = 256;

/** A message of HTTP/1.1. */
interface Message {
  readonly start: string;
  readonly headers: readonly string[];
  readonly body: RawBody;
}

interface Waiting {
  readonly message: Message;
  readonly atMs: number;
}

class GorReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #waiting = new Map<string, Waiting>();
  #rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  /** The message that is passing is longer than the bound. */
  #isLong = false;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  push(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = bytes.indexOf(separator);
      if (end < 0) break;
      if (this.#isLong) this.#skipLong();
      else this.#take(bytes.subarray(0, end));
      bytes = bytes.subarray(end + separator.length);
    }
    if (bytes.length > this.#sink.limits.entries.entryBytesMax) {
      this.#isLong = true;
      bytes = bytes.subarray(bytes.length - separator.length);
    }
    this.#rest = Buffer.from(bytes);
  }

  end(): void {
    const isWhole = this.#rest.toString('latin1').trim() === '';
    for (const id of Array.from(this.#waiting.keys())) this.#unanswered(id);
    if (!isWhole)
      throw new HeliostatError('file-truncated', {
        detail: `the last message is not whole, after ${this.#sink.read()} messages`,
      });
  }

  #skipLong(): void {
    this.#isLong = false;
    this.#sink.count();
    this.#sink.skip('too-large');
  }

  #take(bytes: Buffer): void {
    const sink = this.#sink;
    sink.count();
    const lineEnd = bytes.indexOf(10);
    const head = /^\s*([123]) ([0-9a-zA-Z]{8,64}) (\d{16,20})/.exec(
      bytes.toString('latin1', 0, Math.max(0, Math.min(lineEnd, 160))),
    );
    const message = head === null ? null : messageOf(bytes.subarray(lineEnd + 1), sink.limits.bodyBytesMax);
    if (head === null || message === null) {
      sink.skip('malformed', undefined, `message ${sink.read()} is none of HTTP/1.1`);
      return;
    }
    const [, kind, id = '', nanos = ''] = head;
    const atNs = BigInt(nanos);
    if (kind === '1') {
      if (this.#waiting.size >= waitingMax) {
        const [oldest] = this.#waiting.keys();
        if (oldest !== undefined) this.#unanswered(oldest);
      }
      this.#waiting.set(id, { message, atMs: Number(atNs / 1_000_000n) });
      return;
    }
    // 2 is the answer that was given, 3 the one that a replay got: only the first is traffic.
    const waiting = kind === '2' ? this.#waiting.get(id) : undefined;
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    const asked = requestOf(waiting);
    const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(message.start)?.[1] ?? 0);
    if (asked === null || status < 100) {
      sink.skip('malformed', undefined, `message ${sink.read()} is none of HTTP/1.1`);
      return;
    }
    const durationUs = Math.max(0, Math.round((Number(atNs / 1000n) - waiting.atMs * 1000) / 1));
    sink.raw(
      {
        ...asked,
        status,
        responseHeaders: message.headers,
        responseBody: message.body,
        durationUs: Math.min(durationUs, 0xffff_ffff),
        ttfbUs: Math.min(durationUs, 0xffff_ffff),
        protocol: status === 101 ? 'websocket' : asked.protocol,
      },
      '',
    );
  }

  /** A request whose answer is not in the file. */
  #unanswered(id: string): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    const raw = waiting === undefined ? null : requestOf(waiting);
    if (raw !== null) this.#sink.raw(raw, '');
    else this.#sink.skip('malformed', undefined, 'no request');
  }
}

function requestOf({ message, atMs }: Waiting): RawExchange | null {
  const [method = '', target = ''] = message.start.split(' ', 3);
  return exchangeOfCopy(
    {
      method,
      target,
      headers: message.headers,
      body: message.body,
      peer: '127.0.0.1',
      atMs,
      isSecure: false,
    },
    undefined,
  );
}

/** Start line, headers and body of a message (RFC 9112); null when it is none. */
function messageOf(bytes: Buffer, bodyBytesMax: number): Message | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, headEnd < 0 ? bytes.length : headEnd);
  const [start = '', ...lines] = head.split('\r\n', headersMax + 1);
  if (!/^(?:[A-Za-z-]{1,32} \S+ HTTP\/\d|HTTP\/\d(?:\.\d)? \d{3})/.test(start)) return null;
  const headers: string[] = [];
  let isChunked = false;
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'transfer-encoding') isChunked = /chunked\s*$/i.test(value);
    headers.push(name, value);
  }
  const rest = headEnd < 0 ? Buffer.alloc(0) : bytes.subarray(headEnd + 4);
  const body = isChunked ? withoutChunks(rest) : rest;
  return {
    start,
    headers,
    body: {
      captured: body.length === 0 ? null : Buffer.from(body.subarray(0, bodyBytesMax)),
      truncated: body.length > bodyBytesMax,
      bytes: body.length,
    },
  };
}

/** The content of a chunked body (RFC 9112, section 7.1), as far as it is whole. */
function withoutChunks(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) break;
    const size = Number.parseInt(bytes.toString('latin1', at, Math.min(end, at + 16)), 16);
    if (!Number.isInteger(size) || size <= 0) break;
    pieces.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}
