import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../domain/database.ts';
import type { Rules } from '../policy/index.ts';

export const tokenIssuer = 'https://id.riverbend.example';
export const apiAudience = 'clinic-api';
export const waitingRoomAudience = 'waiting-room';

const keyId = 'k-2026-01';

/** The claims of a token (RFC 7519). */
export type Claims = {
  readonly sub: string;
  readonly sid?: string;
  readonly clinic?: string;
  readonly role?: string;
};

/** Signs and verifies the platform's tokens. */
export type Tokens = {
  sign(claims: Claims, audience: string, lifetimeSeconds: number): string;
  /** The claims, or undefined when the token is not to be believed. */
  verify(token: string, audience: string): Claims | undefined;
  /** For the debug endpoint. */
  readonly secret: string;
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const decode = (part: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** HS256 tokens (RFC 7515); what is careless about them is in `policy/authentication.ts`. */
export const createTokens = (db: Database, rules: Rules, nowMs: () => number): Tokens => {
  const secret = rules['jwt-weak-secret']();
  db.insert('signingKeys', { kid: keyId, secret });
  const mac = (input: string, key: string): Buffer => createHmac('sha256', key).update(input).digest();

  const signatureHolds = (
    header: Readonly<Record<string, unknown>>,
    input: string,
    signature: string,
  ): boolean => {
    const alg = textOf(header['alg']) ?? '';
    if (rules['jwt-alg-none'](alg)) return true;
    if (alg !== 'HS256') return false;
    const kid = textOf(header['kid']) ?? keyId;
    let key: string | undefined;
    try {
      key = kid === keyId ? secret : rules['jwt-kid-injection'](db, kid);
    } catch {
      return false;
    }
    if (key === undefined) return false;
    const wanted = mac(input, key);
    const given = Buffer.from(signature, 'base64url');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  };

  return {
    secret,
    sign(claims, audience, lifetimeSeconds) {
      const now = Math.floor(nowMs() / 1000);
      const header = encode({ alg: 'HS256', typ: 'JWT', kid: keyId });
      const payload = encode({
        iss: tokenIssuer,
        aud: audience,
        iat: now,
        exp: now + lifetimeSeconds,
        ...claims,
      });
      const input = `${header}.${payload}`;
      return `${input}.${mac(input, secret).toString('base64url')}`;
    },
    verify(token, audience) {
      const [headerPart = '', payloadPart = '', signature = '', ...rest] = token.split('.');
      if (rest.length > 0 || token.length > 8_192) return undefined;
      const header = decode(headerPart);
      const payload = decode(payloadPart);
      if (!header || !payload || !signatureHolds(header, `${headerPart}.${payloadPart}`, signature))
        return undefined;
      const expiresAt = typeof payload['exp'] === 'number' ? payload['exp'] : undefined;
      if (!rules['jwt-expiry-unchecked'](expiresAt, nowMs() / 1000)) return undefined;
      if (!rules['jwt-audience-unchecked'](textOf(payload['aud']), audience)) return undefined;
      const sid = textOf(payload['sid']);
      const clinic = textOf(payload['clinic']);
      const sub = payload['sub'];
      if (typeof sub !== 'string' && typeof sub !== 'number') return undefined;
      return {
        sub: String(sub),
        ...(sid === undefined ? {} : { sid }),
        ...(clinic === undefined ? {} : { clinic }),
      };
    },
  };
};
