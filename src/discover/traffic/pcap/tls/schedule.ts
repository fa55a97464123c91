/** Keys of TLS records from the secrets of a session: RFC 5246 section 6.3 for TLS 1.2, RFC 8446 section 7 for TLS 1.3. */
import { createDecipheriv, createHmac } from 'node:crypto';

/** What a cipher suite comes to. */
export interface Suite {
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305' | 'aes-128-cbc' | 'aes-256-cbc';
  readonly keyBytes: number;
  /** Of the pseudorandom function. */
  readonly hash: 'sha256' | 'sha384';
  /** Of the code that authenticates a record; 0 where the cipher does. */
  readonly macBytes: number;
}

const aead = (cipher: Suite['cipher'], keyBytes: number, hash: Suite['hash']): Suite => ({
  cipher,
  keyBytes,
  hash,
  macBytes: 0,
});
const gcm128 = aead('aes-128-gcm', 16, 'sha256');
const gcm256 = aead('aes-256-gcm', 32, 'sha384');
const chacha = aead('chacha20-poly1305', 32, 'sha256');
const cbc = (keyBytes: 16 | 32, macBytes: number, hash: Suite['hash'] = 'sha256'): Suite => ({
  cipher: keyBytes === 16 ? 'aes-128-cbc' : 'aes-256-cbc',
  keyBytes,
  hash,
  macBytes,
});

/** By the numbers of the registry of cipher suites. */
export const suites: ReadonlyMap<number, Suite> = new Map<number, Suite>([
  [0x1301, gcm128],
  [0x1302, gcm256],
  [0x1303, chacha],
  ...[0x009c, 0x009e, 0xc02b, 0xc02f].map((id): [number, Suite] => [id, gcm128]),
  ...[0x009d, 0x009f, 0xc02c, 0xc030].map((id): [number, Suite] => [id, gcm256]),
  ...[0xcca8, 0xcca9, 0xccaa].map((id): [number, Suite] => [id, chacha]),
  ...[0x002f, 0x0033, 0xc009, 0xc013].map((id): [number, Suite] => [id, cbc(16, 20)]),
  ...[0x0035, 0x0039, 0xc00a, 0xc014].map((id): [number, Suite] => [id, cbc(32, 20)]),
  ...[0x003c, 0x0067, 0xc023, 0xc027].map((id): [number, Suite] => [id, cbc(16, 32)]),
  ...[0x003d, 0x006b].map((id): [number, Suite] => [id, cbc(32, 32)]),
  ...[0xc024, 0xc028].map((id): [number, Suite] => [id, cbc(32, 48, 'sha384')]),
]);

/** Opens the records of one direction, in order. */
export interface RecordKeys {
  /** The record's content, or null when it was not sealed with these keys; the header is what came before `sealed`. */
  open(header: Buffer, sealed: Buffer): Buffer | null;
  /** A record passed that was not seen. */
  skip(): void;
  /** Bytes of a record that are no content. */
  readonly overheadBytes: number;
}

const tagBytes = 16;

/** P_hash of RFC 5246, section 5. */
function prf(hash: Suite['hash'], secret: Buffer, label: string, seed: Buffer, bytes: number): Buffer {
  const whole = Buffer.concat([Buffer.from(label), seed]);
  const parts: Buffer[] = [];
  let a = whole;
  for (let length = 0; length < bytes; length += hash === 'sha256' ? 32 : 48) {
    a = createHmac(hash, secret).update(a).digest();
    parts.push(createHmac(hash, secret).update(a).update(whole).digest());
  }
  return Buffer.concat(parts).subarray(0, bytes);
}

/** HKDF-Expand-Label of RFC 8446, section 7.1, for results no longer than one hash. */
export function expandLabel(hash: Suite['hash'], secret: Buffer, label: string, bytes: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([0, bytes, name.length]), name, Buffer.from([0, 1])]);
  return createHmac(hash, secret).update(info).digest().subarray(0, bytes);
}

/** Keys of TLS 1.3 from one traffic secret. */
export function keysOfTraffic(suite: Suite, secret: Buffer): RecordKeys {
  const key = expandLabel(suite.hash, secret, 'key', suite.keyBytes);
  const iv = expandLabel(suite.hash, secret, 'iv', 12);
  let sequence = 0;
  return {
    overheadBytes: tagBytes + 1,
    skip: () => {
      sequence += 1;
    },
    open: (header, sealed) => {
      const content = openSealed(suite, key, nonceOf(iv, sequence), header, sealed);
      if (content !== null) sequence += 1;
      return content;
    },
  };
}

/** Keys of TLS 1.2, of the client and of the server. */
export function keysOfMaster(
  suite: Suite,
  master: Buffer,
  clientRandom: Buffer,
  serverRandom: Buffer,
  isEncryptThenMac: boolean,
): readonly [RecordKeys, RecordKeys] {
  const { keyBytes, macBytes } = suite;
  const ivBytes = macBytes > 0 ? 0 : suite.cipher === 'chacha20-poly1305' ? 12 : 4;
  const all = prf(
    suite.hash,
    master,
    'key expansion',
    Buffer.concat([serverRandom, clientRandom]),
    2 * (macBytes + keyBytes + ivBytes),
  );
  const part = (from: number, length: number): Buffer => all.subarray(from, from + length);
  const keysAt = 2 * macBytes;
  const ivsAt = keysAt + 2 * keyBytes;
  const keysOf = (side: 0 | 1): RecordKeys => {
    const key = part(keysAt + side * keyBytes, keyBytes);
    const iv = part(ivsAt + side * ivBytes, ivBytes);
    return macBytes > 0
      ? blockKeys(suite, key, isEncryptThenMac)
      : ivBytes === 12
        ? sealedKeys(suite, key, iv)
        : explicitKeys(suite, key, iv);
  };
  return [keysOf(0), keysOf(1)];
}

/** RFC 5288: half of the nonce travels with the record. */
const explicitKeys = (suite: Suite, key: Buffer, salt: Buffer): RecordKeys => {
  let sequence = 0;
  return {
    overheadBytes: 8 + tagBytes,
    skip: () => {
      sequence += 1;
    },
    open: (header, sealed) => {
      if (sealed.length < 8 + tagBytes) return null;
      const about = additional(header, sequence, sealed.length - 8 - tagBytes);
      const nonce = Buffer.concat([salt, sealed.subarray(0, 8)]);
      const content = openSealed(suite, key, nonce, about, sealed.subarray(8));
      if (content !== null) sequence += 1;
      return content;
    },
  };
};

/** RFC 7905. */
const sealedKeys = (suite: Suite, key: Buffer, iv: Buffer): RecordKeys => {
  let sequence = 0;
  return {
    overheadBytes: tagBytes,
    skip: () => {
      sequence += 1;
    },
    open: (header, sealed) => {
      const about = additional(header, sequence, sealed.length - tagBytes);
      const content = openSealed(suite, key, nonceOf(iv, sequence), about, sealed);
      if (content !== null) sequence += 1;
      return content;
    },
  };
};

/** RFC 5246, section 6.2.3.2, and RFC 7366: whoever listens has no use for the code that authenticates. */
const blockKeys = (suite: Suite, key: Buffer, isEncryptThenMac: boolean): RecordKeys => ({
  overheadBytes: 16 + suite.macBytes,
  skip: () => {},
  open: (_header, sealed) => {
    const last = isEncryptThenMac ? sealed.length - suite.macBytes : sealed.length;
    if (last < 32 || last % 16 !== 0) return null;
    const decipher = createDecipheriv(suite.cipher, key, sealed.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(sealed.subarray(16, last)), decipher.final()]);
    const padding = plain[plain.length - 1] as number;
    const end = plain.length - 1 - padding - (isEncryptThenMac ? 0 : suite.macBytes);
    return end < 0 || plain[end + (isEncryptThenMac ? 0 : suite.macBytes)] !== padding
      ? null
      : plain.subarray(0, end);
  },
});

const nonceOf = (iv: Buffer, sequence: number): Buffer => {
  const nonce = Buffer.from(iv);
  let left = sequence;
  for (let at = 11; at > 4 && left > 0; at -= 1) {
    nonce[at] = (nonce[at] as number) ^ (left & 255);
    left = Math.floor(left / 256);
  }
  return nonce;
};

const additional = (header: Buffer, sequence: number, bytes: number): Buffer => {
  const about = Buffer.alloc(13);
  about.writeUIntBE(sequence, 2, 6);
  header.copy(about, 8, 0, 3);
  about.writeUInt16BE(Math.max(0, bytes), 11);
  return about;
};

const openSealed = (
  suite: Suite,
  key: Buffer,
  nonce: Buffer,
  about: Buffer,
  sealed: Buffer,
): Buffer | null => {
  if (sealed.length < tagBytes) return null;
  const end = sealed.length - tagBytes;
  try {
    const decipher = createDecipheriv(suite.cipher as 'aes-128-gcm', key, nonce, {
      authTagLength: tagBytes,
    });
    decipher.setAAD(about);
    decipher.setAuthTag(sealed.subarray(end));
    const content = decipher.update(sealed.subarray(0, end));
    decipher.final();
    return content;
  } catch {
    return null;
  }
};
