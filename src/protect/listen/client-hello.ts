/**
 * A TLS ClientHello (RFC 8446 section 4.1.2), read from the first bytes of a connection before the handshake, and its JA4 fingerprint.
 */
import { createHash } from 'node:crypto';

export interface ClientHello {
  /** `legacy_version`. */
  readonly version: number;
  /** Of `supported_versions`, without GREASE; empty when the extension is missing. */
  readonly supportedVersions: readonly number[];
  readonly ciphers: readonly number[];
  /** Types in order, with GREASE. */
  readonly extensions: readonly number[];
  readonly serverName: string | null;
  readonly alpn: readonly string[];
  readonly signatureAlgorithms: readonly number[];
}

/** `incomplete`: more bytes are needed; `invalid`: no ClientHello will come of it. */
export type HelloReading = ClientHello | 'incomplete' | 'invalid';

/** Longest hello that is read, framing included. */
export const helloBytesMax = 16_384;
const extensionsMax = 128;

/** RFC 8701: values that mean nothing and keep servers tolerant. */
const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);

class Reader {
  #at = 0;
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  get left(): number {
    return this.#bytes.length - this.#at;
  }
  number(bytes: 1 | 2 | 3): number {
    if (this.left < bytes) throw new RangeError('too short');
    const value = this.#bytes.readUIntBE(this.#at, bytes);
    this.#at += bytes;
    return value;
  }
  take(bytes: number): Buffer {
    if (this.left < bytes) throw new RangeError('too short');
    this.#at += bytes;
    return this.#bytes.subarray(this.#at - bytes, this.#at);
  }
  /** A vector with its length in front. */
  vector(lengthBytes: 1 | 2): Reader {
    return new Reader(this.take(this.number(lengthBytes)));
  }
  numbers(): number[] {
    const all: number[] = [];
    while (this.left >= 2) all.push(this.number(2));
    return all;
  }
}

/** Joins the handshake bytes of the records that have come (RFC 8446 section 5.1); a hello may be spread over several. */
function handshake(bytes: Buffer): Buffer | 'incomplete' | 'invalid' {
  const parts: Buffer[] = [];
  let length = 0;
  let at = 0;
  for (;;) {
    if (bytes.length - at < 5) return bytes.length > 0 && bytes[0] !== 22 ? 'invalid' : 'incomplete';
    if (bytes[at] !== 22 || bytes[at + 1] !== 3) return 'invalid';
    const recordBytes = bytes.readUInt16BE(at + 3);
    if (recordBytes === 0 || recordBytes > 16_640) return 'invalid';
    const part = bytes.subarray(at + 5, at + 5 + recordBytes);
    parts.push(part);
    length += part.length;
    const joined = parts.length === 1 ? part : Buffer.concat(parts, length);
    if (joined.length >= 4) {
      if (joined[0] !== 1) return 'invalid';
      const helloBytes = joined.readUIntBE(1, 3);
      if (helloBytes > helloBytesMax) return 'invalid';
      if (joined.length >= helloBytes + 4) return joined.subarray(4, helloBytes + 4);
    }
    if (part.length < recordBytes) return 'incomplete';
    at += 5 + recordBytes;
  }
}

/** Reads a ClientHello. It takes hostile bytes: everything is bounded and nothing throws. */
export function readClientHello(bytes: Buffer): HelloReading {
  const body = handshake(bytes);
  if (body === 'invalid' || body === 'incomplete') {
    return body === 'incomplete' && bytes.length >= helloBytesMax ? 'invalid' : body;
  }
  try {
    return readHello(new Reader(body));
  } catch {
    return 'invalid';
  }
}

function readHello(hello: Reader): ClientHello {
  const version = hello.number(2);
  hello.take(32); // random
  hello.vector(1); // session id
  const ciphers = hello.vector(2).numbers();
  hello.vector(1); // compression methods
  const extensions: number[] = [];
  let supportedVersions: number[] = [];
  let serverName: string | null = null;
  let alpn: string[] = [];
  let signatureAlgorithms: number[] = [];
  const list = hello.left > 0 ? hello.vector(2) : new Reader(Buffer.alloc(0));
  while (list.left > 0) {
    if (extensions.length >= extensionsMax) throw new RangeError('too many extensions');
    const type = list.number(2);
    const data = list.vector(2);
    extensions.push(type);
    switch (type) {
      case 0: {
        const names = data.left > 0 ? data.vector(2) : data;
        if (names.left > 0 && names.number(1) === 0) {
          const name = names.vector(2);
          serverName = name.take(name.left).toString('latin1');
        }
        break;
      }
      case 13:
        signatureAlgorithms = data.vector(2).numbers();
        break;
      case 16: {
        const protocols = data.vector(2);
        alpn = [];
        while (protocols.left > 0) {
          const protocol = protocols.vector(1);
          alpn.push(protocol.take(protocol.left).toString('latin1'));
        }
        break;
      }
      case 43:
        supportedVersions = data
          .vector(1)
          .numbers()
          .filter((one) => !isGrease(one));
        break;
    }
  }
  return { version, supportedVersions, ciphers, extensions, serverName, alpn, signatureAlgorithms };
}

const versionNames: Readonly<Record<number, string>> = {
  0x0304: '13',
  0x0303: '12',
  0x0302: '11',
  0x0301: '10',
  0x0300: 's3',
};
const hex4 = (value: number): string => value.toString(16).padStart(4, '0');
const hash12 = (text: string): string =>
  text === '' ? '000000000000' : createHash('sha256').update(text).digest('hex').slice(0, 12);
const count2 = (count: number): string => String(Math.min(99, count)).padStart(2, '0');

/** First and last character of the first ALPN value, in hex when they are not alphanumeric. */
function alpnEnds(alpn: readonly string[]): string {
  const first = alpn[0];
  if (first === undefined || first === '') return '00';
  const ends = `${first[0]}${first.at(-1)}`;
  if (/^[A-Za-z0-9]{2}$/.test(ends)) return ends;
  const hex = Buffer.from(first, 'latin1').toString('hex');
  return `${hex[0]}${hex.at(-1)}`;
}

/**
 * The JA4 fingerprint of a client: `t13d1516h2_8daaf6152771_e5627efa2ab1`.
 *
 * Counts and sorted lists leave out GREASE; the second part is of the ciphers, the third of the extensions without SNI and ALPN, with the
 * signature algorithms in their order.
 */
export function ja4(hello: ClientHello): string {
  const ciphers = hello.ciphers.filter((one) => !isGrease(one));
  const extensions = hello.extensions.filter((one) => !isGrease(one));
  const version = hello.supportedVersions.length > 0 ? Math.max(...hello.supportedVersions) : hello.version;
  const start = [
    't',
    versionNames[version] ?? '00',
    hello.serverName === null ? 'i' : 'd',
    count2(ciphers.length),
    count2(extensions.length),
    alpnEnds(hello.alpn),
  ].join('');
  const cipherPart = ciphers.map(hex4).toSorted().join(',');
  const extensionPart = extensions
    .filter((one) => one !== 0 && one !== 16)
    .map(hex4)
    .toSorted()
    .join(',');
  const signatures = hello.signatureAlgorithms
    .filter((one) => !isGrease(one))
    .map(hex4)
    .join(',');
  const last = signatures === '' || extensionPart === '' ? extensionPart : `${extensionPart}_${signatures}`;
  return `${start}_${hash12(cipherPart)}_${hash12(last)}`;
}
