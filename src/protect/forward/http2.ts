/** HTTP/2 from a client (RFC 9113): one stream is one exchange. */
import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Connection } from '../connection.ts';
import type { Refusal } from '../refuse.ts';
import type { Inbound, InboundListener } from './inbound.ts';

/** Pseudo-fields of a request (RFC 9113 section 8.3.1). */
interface Pseudo {
  readonly method: string;
  readonly path: string;
  readonly authority: string | null;
}

/** Parts pseudo-fields from fields; cookie crumbs become one field again (RFC 9113 section 8.2.3). */
function readFields(raw: readonly string[]): { readonly pseudo: Pseudo; readonly fields: string[] } {
  let method = '';
  let path = '';
  let authority: string | null = null;
  let cookie: string | null = null;
  const fields: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? '';
    const value = raw[i + 1] ?? '';
    if (name === ':method') method = value;
    else if (name === ':path') path = value;
    else if (name === ':authority') authority = value;
    else if (name === 'cookie') cookie = cookie === null ? value : `${cookie}; ${value}`;
    else if (!name.startsWith(':')) fields.push(name, value);
  }
  if (cookie !== null) fields.push('cookie', cookie);
  return { pseudo: { method, path, authority }, fields };
}

/** Fields as `node:http2` takes them: lower case, those that repeat as lists. */
function fieldObject(fields: readonly string[]): OutgoingHttpHeaders {
  const out: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = (fields[i] ?? '').toLowerCase();
    const value = fields[i + 1] ?? '';
    const before = out[name];
    if (before === undefined) out[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else out[name] = name === 'set-cookie' ? [before, value] : `${before}, ${value}`;
  }
  return out;
}

/** How long a stream whose answer is whole may stay half open. */
const lingerMs = 1_000;

export class Http2Inbound implements Inbound {
  readonly protocol = 'h2';
  readonly connection: Connection;
  readonly method: string;
  readonly target: string;
  readonly authority: string | null;
  readonly rawHeaders: readonly string[];
  readonly source: ServerHttp2Stream;
  readonly bodyless: boolean;
  #listener: InboundListener | null = null;
  #watched: 'body' | 'write' | null = null;
  #trailers: readonly string[] = [];
  #answerTrailers: readonly string[] | null = null;
  #ended = false;
  #bodyEnded: boolean;

  constructor(stream: ServerHttp2Stream, raw: readonly string[], connection: Connection) {
    const { pseudo, fields } = readFields(raw);
    this.source = stream;
    this.connection = connection;
    this.method = pseudo.method;
    this.target = pseudo.path;
    this.authority = pseudo.authority;
    this.rawHeaders =
      pseudo.authority === null || fields.includes('host') ? fields : ['host', pseudo.authority, ...fields];
    this.bodyless = stream.endAfterHeaders;
    this.#bodyEnded = this.bodyless;
    stream.on('error', () => {}); // what it means is told by `close`
    stream.on('drain', () => this.#listener?.onDrain());
    stream.once('close', () => {
      const delivered =
        this.#ended && stream.writableFinished && stream.rstCode === constants.NGHTTP2_NO_ERROR;
      this.#listener?.onClosed(delivered);
    });
    if (this.bodyless) return;
    stream.once('end', () => {
      this.#bodyEnded = true;
    });
    stream.on('trailers', (_headers, _flags, fieldsRaw?: unknown) => {
      if (Array.isArray(fieldsRaw)) this.#trailers = fieldsRaw as string[];
    });
  }

  /** A stream's end is told by its events only. */
  get complete(): boolean {
    return this.#bodyEnded;
  }

  get backlog(): boolean {
    return this.source.writableLength > 0;
  }

  listen(listener: InboundListener): void {
    this.#listener = listener;
  }

  trailers(): readonly string[] {
    return this.#trailers;
  }

  get #open(): boolean {
    return !this.source.destroyed && !this.source.closed;
  }

  continue(): void {
    // The stream's flow control holds a body back; a client that waits all the same is told by the door (`checkContinue`).
    if (this.#open && !this.source.headersSent && this.rawHeaders.includes('100-continue')) {
      this.source.additionalHeaders({ ':status': 100 });
    }
  }

  inform(status: number, headers: readonly string[]): void {
    if (this.#open && !this.source.headersSent) {
      this.source.additionalHeaders({ ...fieldObject(headers), ':status': status });
    }
  }

  head(status: number, _reason: string, headers: string[]): void {
    if (!this.#open) return;
    const fields = fieldObject(headers);
    fields[':status'] = status;
    // The trailers of the answer are known only at its end.
    this.source.respond(fields, { waitForTrailers: true });
    this.source.once('wantTrailers', () => {
      // Without trailers this sends an empty DATA frame that ends the stream.
      if (this.#open) this.source.sendTrailers(fieldObject(this.#answerTrailers ?? []));
    });
  }

  /** `respond` has sent it. */
  flush(): void {}

  write(chunk: Buffer): boolean {
    return this.#open ? this.source.write(chunk) : true;
  }

  end(chunk: Buffer | null, trailers: readonly string[] | null): void {
    this.#ended = true;
    if (!this.#open) return;
    this.#answerTrailers = trailers;
    if (chunk === null) this.source.end();
    else this.source.end(chunk);
    this.#stopBody();
  }

  refuse(refusal: Refusal): void {
    this.#ended = true;
    if (!this.#open) return;
    const fields = fieldObject(refusal.headers);
    fields[':status'] = refusal.status;
    const bodyless = this.method === 'HEAD';
    this.source.respond(fields, { endStream: bodyless });
    if (!bodyless) this.source.end(refusal.body);
    this.#stopBody();
  }

  /** The answer is whole: the client need not send the rest of its request (RFC 9113 section 8.1). */
  #stopBody(): void {
    if (this.#bodyEnded) return;
    const stop = (): void => {
      if (!this.#bodyEnded && !this.source.destroyed) this.source.close(constants.NGHTTP2_NO_ERROR);
    };
    if (this.source.writableFinished) setImmediate(stop);
    else this.source.once('finish', stop);
    // An answer without a body may end without `finish`, and a client may never end its side.
    const timer = setTimeout(() => this.source.destroy(), lingerMs);
    timer.unref();
    this.source.once('close', () => clearTimeout(timer));
    this.source.resume();
  }

  cut(): void {
    if (!this.source.destroyed) this.source.close(constants.NGHTTP2_INTERNAL_ERROR);
  }

  watch(side: 'body' | 'write', timeoutMs: number): void {
    if (timeoutMs === 0 && this.#watched !== side) return;
    this.#watched = timeoutMs === 0 ? null : side;
    this.source.removeAllListeners('timeout');
    this.source.setTimeout(timeoutMs, () => {
      if (this.#watched !== null) this.#listener?.onIdle(this.#watched);
    });
  }
}
