/** Tells HTTP/2 by prior knowledge (RFC 9113 section 3.3) from HTTP/1.1 by the first bytes of a connection. */
import type { Socket } from 'node:net';

export type Preface = 'http2' | 'http1' | 'silent' | 'gone';

/** `PRI * HTTP/2.0`: no method of HTTP/1.1 begins with `PRI`. */
const start = Buffer.from('PRI');

/** What the bytes say; null when there are too few. */
export function tellPreface(bytes: Uint8Array): 'http2' | 'http1' | null {
  const length = Math.min(bytes.length, start.length);
  for (let i = 0; i < length; i += 1) if (bytes[i] !== start[i]) return 'http1';
  return length === start.length ? 'http2' : null;
}

/**
 * Looks at the first bytes and puts them back.
 *
 * @param timeoutMs how long a client may stay silent after it has connected
 */
export function peekPreface(socket: Socket, timeoutMs: number, told: (what: Preface) => void): void {
  let held: Buffer | null = null;
  const finish = (what: Preface): void => {
    socket.off('readable', read);
    socket.off('close', gone);
    socket.off('error', ignore);
    socket.off('timeout', silent);
    socket.setTimeout(0);
    if (what === 'gone' || what === 'silent') socket.on('error', ignore);
    told(what);
  };
  const ignore = (): void => {};
  const gone = (): void => finish('gone');
  const silent = (): void => finish('silent');
  const read = (): void => {
    const bytes = socket.read() as Buffer | null;
    if (bytes === null) return;
    held = held === null ? bytes : Buffer.concat([held, bytes]);
    const what = tellPreface(held);
    if (what === null) return;
    socket.unshift(held);
    finish(what);
  };
  socket.setTimeout(timeoutMs, silent);
  socket.on('readable', read);
  socket.once('close', gone);
  socket.on('error', ignore);
}
