/** The request id and the W3C trace context (https://www.w3.org/TR/trace-context/). */
import { randomBytes, randomFillSync } from 'node:crypto';

const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(?:-[\x21-\x7e]{0,256})?$/;
const requestIdForm = /^[\x21-\x7e]{1,128}$/;
const zeroTrace = '00000000000000000000000000000000';
const zeroParent = '0000000000000000';

/** Makes ids for one thread: random bytes are drawn a block at a time. */
export class TraceIds {
  readonly #block = Buffer.alloc(8192);
  #at = 8192;
  readonly #prefix = randomBytes(8).toString('hex');
  #count = 0;

  #hex(bytes: number): string {
    if (this.#at + bytes > this.#block.length) {
      randomFillSync(this.#block);
      this.#at = 0;
    }
    const hex = this.#block.toString('hex', this.#at, this.#at + bytes);
    this.#at += bytes;
    return hex;
  }

  /** An id for one request: unique, not secret. An incoming one is kept when it is a plain token. */
  requestId(incoming: string | null): string {
    if (incoming !== null && requestIdForm.test(incoming)) return incoming;
    this.#count += 1;
    return `${this.#prefix}-${this.#count.toString(36)}`;
  }

  /** Continues a valid `traceparent` with a parent id of our own, or begins a trace, which counts as sampled: each exchange is recorded. */
  traceparent(incoming: string | null): string {
    const parent = this.#hex(8);
    if (incoming !== null && incoming.length <= 320 && traceparentForm.test(incoming)) {
      const trace = incoming.slice(3, 35);
      const version = incoming.slice(0, 2);
      const whole = version === '00' ? incoming.length === 55 : version !== 'ff';
      if (whole && trace !== zeroTrace && incoming.slice(36, 52) !== zeroParent) {
        return `00-${trace}-${parent}-${incoming.slice(53, 55)}`;
      }
    }
    return `00-${this.#hex(16)}-${parent}-01`;
  }
}
