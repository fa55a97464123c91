/**
 * One exchange through the gateway: a request is admitted, judged, sent to an upstream, and its answer streams back. Whatever happens,
 * the exchange ends once, frees its slot, and is recorded.
 */
import type { Duplex } from 'node:stream';
import { type ErrorCode, errorCatalogue } from '../../model/errors.ts';
import type { ExchangeOutcome, ExchangeProtocol, Verdict } from '../../model/exchange.ts';
import type { RawExchange } from '../../observe/raw-exchange.ts';
import type { GuardView } from '../guards/guard.ts';
import type { ArmedGuard } from '../guards/index.ts';
import type { Ended, Plane } from '../plane.ts';
import { refusal } from '../refuse.ts';
import type { Runtime } from '../runtime.ts';
import type { Service } from '../upstream/service.ts';
import {
  flatFields,
  type UpstreamCall,
  type UpstreamController,
  type UpstreamHandler,
} from '../upstream/transport.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { admit } from './admit.ts';
import { Capture, noBody } from './capture.ts';
import { type FailureCode, failureCode, mayRetry } from './failure.ts';
import { clientAddress } from './forwarded.ts';
import type { Inbound, InboundListener } from './inbound.ts';
import { RequestBody } from './request-body.ts';
import { type RequestHead, readRequestHead } from './request-head.ts';
import { type Gatherer, gatherBody, smallBodyBytesMax } from './small-body.ts';
import { readTrailers } from './trailers.ts';
import { readResponseHead } from './response-head.ts';
import { addUpstreamHeaders } from './upstream-headers.ts';

/** Safe methods (RFC 9110 section 9.2.1): may be tried again. */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

const noFields: readonly string[] = [];
const noTrailers = (): readonly string[] => noFields;

function flushHead(exchange: Exchange): void {
  exchange.flushHead();
}

export class Exchange implements UpstreamHandler, InboundListener, Gatherer, GuardView, Ended {
  protected readonly plane: Plane;
  protected readonly runtime: Runtime;
  protected readonly inbound: Inbound;
  protected readonly head: RequestHead;
  readonly #atMs: number;
  readonly #startUs: number;
  protected service: Service | null = null;
  host = '';
  protected requestId = '';
  #call: UpstreamCall | null = null;
  #upstream: Upstream | null = null;
  #attempts = 0;
  #controller: UpstreamController | null = null;

  #status = 0;
  #responseHeaders: readonly string[] = noFields;
  #headSent = false;
  #answered = false;
  /** Bytes the answer promised, -1 when it did not. */
  #promised = -1;
  #eventStream = false;
  #requestCapture: Capture | null = null;
  #responseCapture: Capture | null = null;
  #ttfbUs = -1;
  #endUs = 0;
  #idle: NodeJS.Timeout | null = null;

  /** The gateway waits for more of the request. */
  #bodyFlows = false;
  #over = false;
  #outcome: ExchangeOutcome = 'answered';
  #refusedBy: ErrorCode | null = null;
  #upstreamFailed = false;
  #verdicts: Verdict[] | null = null;

  constructor(plane: Plane, inbound: Inbound) {
    this.plane = plane;
    this.runtime = plane.runtime;
    this.inbound = inbound;
    this.#atMs = plane.clock.nowMs();
    this.#startUs = plane.clock.monotonicUs();
    this.head = readRequestHead(inbound.rawHeaders, plane.kinds, inbound.connection.trusted);
    plane.counters.requests += 1;
    inbound.listen(this);
  }

  /** Admits, judges and forwards. */
  begin(): void {
    this.requestId = this.plane.ids.requestId(this.head.requestId);
    const { plane, inbound, head, runtime } = this;
    const admitted = admit(inbound, head, runtime.config.limits, plane.hosts, runtime.router);
    if (typeof admitted === 'string') {
      this.host = head.hosts === 1 ? (head.host ?? '') : '';
      this.refuse(admitted, noFields, true);
      return;
    }
    if (admitted.service === null) {
      this.#answerForServer();
      return;
    }
    this.service = admitted.service;
    this.host = admitted.host.display;
    if (!this.#judge(admitted.service.guards.header)) return;
    this.forward(admitted.service, admitted.authority, admitted.path);
  }

  /** `OPTIONS *` asks about the server as a whole, which here is the gateway (RFC 9110 section 9.3.7). */
  #answerForServer(): void {
    this.#headSent = true;
    this.#answered = true;
    this.#status = 204;
    this.#responseHeaders = ['x-request-id', this.requestId];
    this.inbound.refuse(
      { status: 204, headers: ['x-request-id', this.requestId], body: Buffer.alloc(0) },
      this.plane.draining,
    );
  }

  /** Sends the request on. A WebSocket does it in its own way. */
  protected forward(service: Service, authority: string, path: string): void {
    const { head, inbound } = this;
    const { config } = service;
    const hasBody =
      !inbound.bodyless &&
      (head.transferEncoding !== null || this.declaredBytes !== 0) &&
      this.#mayHaveBody();
    const preserveHost = config.hostHeader === 'preserve';
    const quiet = head.acceptsEventStream || head.contentType.startsWith('application/grpc');
    if (hasBody) this.#requestCapture = this.#capture(head.contentType);
    const gathers = hasBody && this.#isSmall();
    this.#call = {
      method: inbound.method,
      path,
      headers: this.upstreamHeaders(authority, preserveHost),
      body: hasBody && !gathers ? new RequestBody(inbound.source, this) : null,
      upgrade: this.upgradeFor(),
      trailers: hasBody && !gathers ? () => readTrailers(inbound.trailers(), this.plane.kinds) : noTrailers,
      headersTimeout: config.timeouts.headersMs,
      bodyTimeout: quiet ? 0 : config.timeouts.bodyIdleMs,
    };
    if (gathers) gatherBody(inbound.source, this);
    else this.#dispatch(service, this.#call);
  }

  /** A body that is worth waiting for; the length is exact, since a request without one has no such body. */
  #isSmall(): boolean {
    const { head, declaredBytes } = this;
    return (
      declaredBytes !== null &&
      declaredBytes <= smallBodyBytesMax &&
      head.transferEncoding === null &&
      head.expect === null &&
      this.inbound.protocol !== 'h2'
    );
  }

  protected upstreamHeaders(authority: string, preserveHost: boolean): string[] {
    return addUpstreamHeaders(
      this.head,
      this.inbound.connection,
      authority,
      preserveHost,
      this.requestId,
      this.plane.ids.traceparent(this.head.traceparent),
    );
  }

  /** The protocol to switch to (RFC 9110 section 7.8). */
  protected upgradeFor(): string | null {
    return null;
  }

  /** The upstream has switched: from here on the exchange is a connection, and its slot is free. */
  protected upgraded(status: number, headers: readonly string[]): void {
    this.#release()?.breaker.succeeded();
    this.#ttfbUs = this.plane.clock.monotonicUs() - this.#startUs;
    this.#status = status;
    this.#responseHeaders = headers;
    this.#headSent = true;
    this.#answered = true;
  }

  #mayHaveBody(): boolean {
    const { head, inbound } = this;
    return head.transferEncoding !== null || head.contentLength !== null || inbound.protocol === 'h2';
  }

  #capture(contentType: string): Capture {
    return new Capture(this.plane.media.has(contentType) ? this.runtime.config.capture.bodyBytesMax : 0);
  }

  /** Chooses an upstream and gives it the call. */
  #dispatch(service: Service, call: UpstreamCall): void {
    const nowMs = this.plane.clock.monotonicUs() / 1000;
    const upstream = service.pick(nowMs, this.#upstream);
    if (upstream === null) {
      this.refuse('circuit-open', ['retry-after', String(service.retryAfterSeconds(nowMs))], false);
      return;
    }
    if (upstream.inFlight >= upstream.slotsMax) {
      this.refuse('upstream-busy', ['retry-after', '1'], false);
      return;
    }
    this.#attempts += 1;
    this.#upstream = upstream;
    upstream.inFlight += 1;
    upstream.breaker.begin();
    upstream.transport.dispatch(call, this);
  }

  // GuardView

  get method(): string {
    return this.inbound.method;
  }

  get target(): string {
    return this.inbound.target;
  }

  get requestHeaders(): readonly string[] {
    return this.inbound.rawHeaders;
  }

  get declaredBytes(): number | null {
    return this.head.contentLength === null ? null : Number(this.head.contentLength);
  }

  get bodyBytes(): number {
    return this.#requestCapture?.bytes ?? 0;
  }

  /** Asks the guards in turn; false when one of them refused. */
  #judge(guards: readonly ArmedGuard[]): boolean {
    for (const guard of guards) {
      const objection = guard.judge(this);
      if (objection === null) continue;
      const { code, reason } = objection;
      this.#verdicts ??= [];
      if (!this.#verdicts.some((one) => one.guard === guard.id)) {
        this.#verdicts.push({ guard: guard.id, mode: guard.mode, code, reason });
      }
      if (guard.mode === 'enforce') {
        this.refuse(code, objection.headers ?? noFields, false);
        return false;
      }
    }
    return true;
  }

  /** Answers with a problem instead of the upstream; cuts when an answer has begun. Frees the upstream. */
  protected refuse(code: ErrorCode, headers: readonly string[], close: boolean): void {
    if (this.#over || this.#refusedBy !== null) return;
    this.#refusedBy = code;
    this.plane.counters.count(code);
    if (this.#headSent) {
      this.inbound.cut();
    } else {
      this.#headSent = true;
      this.#answered = true;
      const answer = refusal(code, this.requestId === '' ? undefined : this.requestId, headers);
      this.#status = answer.status;
      this.#responseHeaders = answer.headers;
      try {
        this.inbound.refuse(answer, close || this.plane.draining);
      } catch {
        this.inbound.cut();
      }
    }
    this.#abort();
  }

  // BodyWatcher

  onBodyStart(): void {
    this.inbound.continue();
    this.onBodyPaused(false);
  }

  onBodyChunk(chunk: Buffer): boolean {
    if (this.#over || this.#refusedBy !== null) return false;
    this.#requestCapture?.add(chunk);
    const guards = this.service?.guards.body;
    return guards === undefined || guards.length === 0 || this.#judge(guards);
  }

  onBodyEnd(): void {
    this.onBodyPaused(true);
  }

  get complete(): boolean {
    return this.inbound.complete;
  }

  onBodyGathered(body: Buffer): void {
    if (this.#bodyFlows) this.onBodyPaused(true);
    const { service } = this;
    if (this.#over || this.#refusedBy !== null || service === null || this.#call === null) return;
    const call: UpstreamCall = { ...this.#call, body };
    this.#call = call;
    this.#dispatch(service, call);
  }

  onBodyPaused(paused: boolean): void {
    this.#bodyFlows = !paused;
    this.inbound.watch('body', paused ? 0 : this.runtime.config.limits.bodyIdleTimeoutMs);
  }

  // UpstreamHandler

  onRequestStart(controller: UpstreamController): void {
    this.#controller = controller;
    if (this.#over || this.#refusedBy !== null) this.#abort();
  }

  onResponseStart(controller: UpstreamController, status: number, _headers: unknown, reason = ''): void {
    const { plane } = this;
    const raw = flatFields(controller.rawHeaders);
    if (status < 200) {
      if (status !== 100 && status !== 101) {
        this.inbound.inform(status, readResponseHead(raw, plane.kinds, status).passed);
      }
      return;
    }
    if (this.#over || this.#refusedBy !== null) return;
    this.#upstream?.breaker.succeeded();
    this.#ttfbUs = plane.clock.monotonicUs() - this.#startUs;
    const head = readResponseHead(raw, plane.kinds, status);
    const headers = head.passed;
    this.#responseHeaders = headers;
    if (!head.hasRequestId) headers.push('x-request-id', this.requestId);
    const bodyless = this.inbound.method === 'HEAD' || status === 204 || status === 304;
    this.#promised = bodyless ? -1 : head.contentLength;
    if (!bodyless) this.#responseCapture = this.#capture(head.contentType);
    this.#eventStream = head.contentType.startsWith('text/event-stream');
    if (this.head.acceptsEventStream && !this.#eventStream) this.#armIdle();
    // Throws when the answer cannot be said in the client's protocol; it counts as begun only when it did not.
    this.inbound.head(status, reason, headers);
    this.#status = status;
    this.#headSent = true;
    // A small body comes with its header in one read and goes out with it; a header that came alone goes out alone.
    if (!bodyless) process.nextTick(flushHead, this);
  }

  /** Sends the header when nothing of the body has come yet. */
  flushHead(): void {
    if (!this.#over && !this.#answered && this.#responseCapture?.bytes === 0) this.inbound.flush();
  }

  onResponseData(controller: UpstreamController, chunk: Buffer): void {
    if (this.#over || this.#refusedBy !== null) return;
    const capture = this.#responseCapture;
    if (capture === null) return;
    capture.add(chunk);
    this.#idle?.refresh();
    if (capture.bytes === this.#promised) {
      this.#finish(chunk, null);
      return;
    }
    if (this.inbound.write(chunk)) return;
    this.inbound.watch('write', this.runtime.config.limits.writeIdleTimeoutMs);
    controller.pause();
  }

  onResponseEnd(controller: UpstreamController): void {
    this.#release();
    if (this.#over || this.#answered) return;
    const trailers = flatFields(controller.rawTrailers);
    this.#finish(null, trailers.length === 0 ? null : readTrailers(trailers, this.plane.kinds));
  }

  onResponseError(_controller: UpstreamController | null, error: Error): void {
    const upstream = this.#upstream;
    this.#fail(upstream, error);
    // Last, so that a retry does not find an upstream that was let go in between.
    upstream?.release();
  }

  #fail(upstream: Upstream | null, error: Error): void {
    this.#controller = null;
    // What the gateway itself aborted says nothing of the upstream.
    if (this.#over || this.#refusedBy !== null) {
      upstream?.breaker.abandoned();
      return;
    }
    if (this.#answered) return;
    const code = failureCode(error);
    if (code === 'request-malformed') upstream?.breaker.abandoned();
    else upstream?.breaker.failed(this.plane.clock.monotonicUs() / 1000);
    if (this.#retry(code)) return;
    this.#upstreamFailed = code !== 'request-malformed';
    this.refuse(code, noFields, false);
  }

  onRequestUpgrade(controller: UpstreamController, _status: number, _headers: unknown, socket: Duplex): void {
    socket.destroy();
    this.onResponseError(controller, new Error('an upgrade that was not asked for'));
  }

  #abort(reason?: Error): void {
    const controller = this.#controller;
    this.#controller = null;
    controller?.abort(reason ?? Object.assign(new Error('given up'), { code: 'UND_ERR_ABORTED' }));
  }

  /** True when another attempt is under way. */
  #retry(code: FailureCode): boolean {
    const { service } = this;
    const call = this.#call;
    if (service === null || call === null || call.body !== null || this.#headSent) return false;
    if (!mayRetry(code) || !safeMethods.has(call.method)) return false;
    if (this.#attempts >= service.config.retries.attemptsMax) return false;
    this.#dispatch(service, call);
    return true;
  }

  /** Gives the slot back; the upstream it was at, when there was one. */
  #release(): Upstream | null {
    const upstream = this.#upstream;
    this.#controller = null;
    if (upstream !== null) upstream.release();
    return upstream;
  }

  #finish(chunk: Buffer | null, trailers: readonly string[] | null): void {
    this.#answered = true;
    this.inbound.end(chunk, trailers);
    this.inbound.watch('write', this.inbound.backlog ? this.runtime.config.limits.writeIdleTimeoutMs : 0);
  }

  /** An answer that might have been an event stream, and so has no timer in the transport, but is none. */
  #armIdle(): void {
    const timeoutMs = this.service?.config.timeouts.bodyIdleMs ?? 0;
    this.#idle = setTimeout(() => {
      this.#abort(Object.assign(new Error('the body paused for too long'), { code: 'UND_ERR_BODY_TIMEOUT' }));
    }, timeoutMs);
    this.#idle.unref();
  }

  // InboundListener

  onDrain(): void {
    this.inbound.watch('write', 0);
    if (this.#bodyFlows) this.onBodyPaused(false);
    this.#controller?.resume();
  }

  onIdle(side: 'body' | 'write'): void {
    if (side === 'body') {
      this.refuse('request-timeout', noFields, true);
      return;
    }
    this.plane.counters.count('request-timeout');
    this.inbound.cut();
  }

  onMalformed(code: ErrorCode): 'answer' | 'answered' | 'cut' {
    if (this.#refusedBy !== null) return 'answered';
    this.#refusedBy = code;
    this.plane.counters.count(code);
    const begun = this.#headSent;
    if (!begun) {
      this.#headSent = true;
      this.#answered = true;
      this.#status = errorCatalogue[code].status;
    }
    this.#abort();
    return begun ? 'cut' : 'answer';
  }

  onClosed(delivered: boolean): void {
    if (this.#over) return;
    this.#over = true;
    this.#endUs = this.plane.clock.monotonicUs();
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#outcome = this.#upstreamFailed
      ? 'upstream-failed'
      : this.#refusedBy !== null
        ? 'refused'
        : delivered
          ? 'answered'
          : 'client-left';
    this.plane.counters.requests -= 1;
    const body = this.#call?.body;
    if (body instanceof RequestBody) body.destroy();
    this.#abort();
    this.plane.ended(this);
  }

  /** Everything that was seen. Call it once the exchange has ended. */
  toRaw(): RawExchange {
    const { inbound, head } = this;
    const { connection } = inbound;
    const refusedBy = this.#refusedBy;
    return {
      source: 'gateway',
      service: this.service?.name ?? '',
      scheme: connection.scheme,
      host: this.host,
      protocol: this.protocolSeen(),
      method: this.methodSeen(),
      target: this.target,
      requestHeaders: inbound.rawHeaders,
      requestBody: this.#requestCapture?.toRawBody() ?? noBody,
      status: this.#status,
      responseHeaders: this.#responseHeaders,
      responseBody: this.#responseCapture?.toRawBody() ?? noBody,
      outcome: this.#outcome,
      ...(refusedBy === null ? undefined : { refusedBy }),
      ...(this.#verdicts === null ? undefined : { verdicts: this.#verdicts }),
      atMs: this.#atMs,
      durationUs: Math.max(0, this.#endUs - this.#startUs),
      ttfbUs: this.#ttfbUs,
      clientAddress: connection.trusted
        ? clientAddress(connection.address, head, connection.proxies)
        : connection.address,
      ...(connection.tlsFingerprint === null ? undefined : { tlsFingerprint: connection.tlsFingerprint }),
    };
  }

  protected protocolSeen(): ExchangeProtocol {
    if (this.head.contentType.startsWith('application/grpc')) return 'grpc';
    return this.#eventStream ? 'sse' : this.inbound.protocol;
  }

  protected methodSeen(): string {
    return this.method;
  }
}
