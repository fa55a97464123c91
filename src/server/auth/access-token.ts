/**
 * Access tokens of the control API: `hst_`, 32 random bytes in base 62, and a checksum. The prefix lets secret scanners know them,
 * the checksum lets them (and us) tell a token from noise without asking a store. Only the SHA-256 is kept: with 256 random bits
 * there is nothing to guess, so a slow hash would only slow the hub.
 */
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const prefix = 'hst_';
const secretLength = 43;
const checksumLength = 6;

function base62(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = (digits[Number(rest % 62n)] ?? '0') + text;
    rest /= 62n;
  }
  return text;
}

/** Random text of 43 characters: 32 random bytes in base 62. */
export function randomSecret(): string {
  return base62(BigInt(`0x${randomBytes(32).toString('hex')}`), secretLength);
}

function checksum(secret: string): string {
  return base62(BigInt(crc32(prefix + secret)), checksumLength);
}

/** A new token in clear: 53 characters. */
export function newAccessToken(): string {
  const secret = randomSecret();
  return prefix + secret + checksum(secret);
}

/** Could this be a token? Looks at form and checksum only. */
export function looksLikeAccessToken(text: string): boolean {
  if (!/^hst_[0-9A-Za-z]{49}$/.test(text)) return false;
  const secret = text.slice(prefix.length, prefix.length + secretLength);
  return text.slice(prefix.length + secretLength) === checksum(secret);
}

/** What is kept of a token or a session cookie: SHA-256, hex. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
