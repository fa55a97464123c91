/** The two greetings of a handshake (RFC 8446, section 4.1; RFC 5246, section 7.4.1). */

/** What the client says first. */
export interface ClientHello {
  readonly random: Buffer;
  /** RFC 6066; '' when there is none. */
  readonly serverName: string;
}

/** What the server chose. */
export interface ServerHello {
  readonly random: Buffer;
  readonly suite: number;
  readonly isTls13: boolean;
  /** RFC 7366. */
  readonly isEncryptThenMac: boolean;
  /** A server that asks for another greeting has chosen nothing yet. */
  readonly isRetry: boolean;
}

/** SHA-256 of `HelloRetryRequest`. */
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Calls back with each extension in `body` from `at`. */
function eachExtension(body: Buffer, at: number, found: (type: number, value: Buffer) => void): void {
  if (at + 2 > body.length) return;
  const end = Math.min(body.length, at + 2 + body.readUInt16BE(at));
  let place = at + 2;
  while (place + 4 <= end) {
    const length = body.readUInt16BE(place + 2);
    if (place + 4 + length > end) return;
    found(body.readUInt16BE(place), body.subarray(place + 4, place + 4 + length));
    place += 4 + length;
  }
}

/** Reads a message of type 1, without its header; null when it is broken. */
export function readClientHello(body: Buffer): ClientHello | null {
  if (body.length < 35) return null;
  let at = 35 + (body[34] as number);
  if (at + 2 > body.length) return null;
  at += 2 + body.readUInt16BE(at);
  if (at >= body.length) return null;
  at += 1 + (body[at] as number);
  let serverName = '';
  eachExtension(body, at, (type, value) => {
    if (type !== 0 || value.length < 5 || value[2] !== 0) return;
    const name = value.toString('latin1', 5, 5 + value.readUInt16BE(3));
    if (/^[\w.-]{1,253}$/.test(name)) serverName = name.toLowerCase();
  });
  return { random: body.subarray(2, 34), serverName };
}

/** Reads a message of type 2, without its header; null when it is broken. */
export function readServerHello(body: Buffer): ServerHello | null {
  if (body.length < 38) return null;
  const at = 35 + (body[34] as number);
  if (at + 3 > body.length) return null;
  let isTls13 = false;
  let isEncryptThenMac = false;
  eachExtension(body, at + 3, (type, value) => {
    if (type === 43 && value.length >= 2) isTls13 = value.readUInt16BE(0) === 0x0304;
    if (type === 22) isEncryptThenMac = true;
  });
  const random = body.subarray(2, 34);
  return {
    random,
    suite: body.readUInt16BE(at),
    isTls13,
    isEncryptThenMac,
    isRetry: random.toString('hex') === retryRandom,
  };
}
