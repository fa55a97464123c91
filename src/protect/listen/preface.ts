/** Tells HTTP/2 by prior knowledge (RFC 9113 section 3.3) from HTTP/1.1 by the first bytes of a connection. */

/** `PRI * HTTP/2.0`: no method of HTTP/1.1 begins with `PRI`. */
const start = Buffer.from('PRI');

/** What the bytes say; null when there are too few. */
export function tellPreface(bytes: Uint8Array): 'http2' | 'http1' | null {
  const length = Math.min(bytes.length, start.length);
  for (let i = 0; i < length; i += 1) if (bytes[i] !== start[i]) return 'http1';
  return length === start.length ? 'http2' : null;
}
