/** Hashes: content hashes that name interned values, and keyed hashes that stand for ids, addresses and credentials. */
import { hash, randomInt } from 'node:crypto';
import type { Interned } from '../model/exchange.ts';
import { BoundedCache } from './bounded-cache.ts';

/** SHA-256 of a JSON text, the first 96 bits in base64url (16 characters). The same content has the same ref in every process. */
export const contentRef = (json: string): string => hash('sha256', json, 'base64url').slice(0, 16);

/** A value with its ref and its JSON text. */
export const intern = <T>(value: T): Interned<T> => {
  const json = JSON.stringify(value);
  return { ref: contentRef(json), json, value };
};

/** Makes keyed hashes under one installation key. */
export interface KeyedHash {
  /**
   * HMAC-SHA-256 (RFC 2104) of `text` within `domain`, the first 72 bits in base64url (12 characters). Two domains never share a hash,
   * so an address cannot be matched to a resource id.
   */
  readonly of: (domain: string, text: string) => string;
}

const blockBytes = 64;

/**
 * Keyed hashes with a bounded cache. HMAC is written out over the one-shot hash with both pads prepared, which takes half the time of
 * a `createHmac` object for texts this short.
 *
 * @example
 * createKeyedHash(key).of('resource', '42'); // 'q1v7…', 12 characters
 */
export const createKeyedHash = (key: Uint8Array, entriesMax = 16_384): KeyedHash => {
  const block = Buffer.alloc(blockBytes);
  if (key.length > blockBytes) hash('sha256', key, 'buffer').copy(block);
  else block.set(key);
  const outer = Buffer.alloc(blockBytes + 32);
  const innerPad = Buffer.alloc(blockBytes);
  for (let i = 0; i < blockBytes; i += 1) {
    innerPad[i] = (block[i] ?? 0) ^ 0x36;
    outer[i] = (block[i] ?? 0) ^ 0x5c;
  }
  const scratch = Buffer.alloc(blockBytes + 1024);
  innerPad.copy(scratch);
  const domains = new Map<string, BoundedCache<string, string>>();

  const hmac = (message: string): string => {
    const bytes = Buffer.byteLength(message);
    let inner: Buffer;
    if (bytes <= 1024) {
      scratch.write(message, blockBytes, 'utf8');
      inner = hash('sha256', scratch.subarray(0, blockBytes + bytes), 'buffer');
    } else {
      inner = hash('sha256', Buffer.concat([innerPad, Buffer.from(message)]), 'buffer');
    }
    outer.set(inner, blockBytes);
    return hash('sha256', outer, 'base64url').slice(0, 12);
  };

  return {
    of: (domain, text) => {
      let cache = domains.get(domain);
      if (cache === undefined) {
        cache = new BoundedCache(entriesMax);
        domains.set(domain, cache);
      }
      const known = text.length <= 128 ? cache.get(text) : undefined;
      if (known !== undefined) return known;
      const made = hmac(`${domain}\0${text}`);
      if (text.length <= 128) cache.set(text, made);
      return made;
    },
  };
};

/**
 * Hashes for what never leaves this process: two lanes of 32 bits, seeded at random, 12 characters as the keyed ones. Equal texts have equal
 * hashes; nobody who does not hold the seed can tell a text from its hash, and the seed is written nowhere.
 */
export const createTransientHash = (): KeyedHash => {
  const seedA = randomInt(1, 0x7fff_ffff);
  const seedB = randomInt(1, 0x7fff_ffff);
  const domains = new Map<string, number>();
  return {
    of: (domain, text) => {
      let start = domains.get(domain);
      if (start === undefined) {
        start = Math.imul(domains.size + 1, 0x9e37_79b1);
        domains.set(domain, start);
      }
      let a = seedA ^ start;
      let b = seedB ^ start;
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        a = Math.imul(a ^ code, 0x85eb_ca6b);
        a ^= a >>> 13;
        b = Math.imul(b ^ code, 0xc2b2_ae35);
        b ^= b >>> 16;
      }
      a = Math.imul(a ^ (b >>> 15), 0x2c1b_3c6d);
      b = Math.imul(b ^ (a >>> 12), 0x297a_2d39);
      return characters6(a ^ (a >>> 16)) + characters6(b ^ (b >>> 15));
    },
  };
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Three characters for each 16 bits would waste two bits; for 12 bits two are exact. */
const pairs = Array.from({ length: 4096 }, (_, at) => `${alphabet[at >> 6] ?? ''}${alphabet[at & 63] ?? ''}`);

const characters6 = (value: number): string =>
  `${pairs[(value >>> 20) & 4095] ?? ''}${pairs[(value >>> 8) & 4095] ?? ''}${pairs[value & 255] ?? ''}`;
