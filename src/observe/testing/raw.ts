/** Raw exchanges for tests. */
import type { RawBody, RawExchange } from '../raw-exchange.ts';

/** A whole body of this text or these bytes. */
export const body = (content: string | Uint8Array, truncated = false): RawBody => {
  const captured = typeof content === 'string' ? Buffer.from(content) : content;
  return { captured, truncated, bytes: captured.length };
};

/** A GET of `/` answered 200 without bodies, but for what is given. */
export const rawExchange = (given: Partial<RawExchange> = {}): RawExchange => ({
  source: 'gateway',
  service: 'clinic',
  scheme: 'http',
  host: 'api.clinic.example',
  protocol: 'http/1.1',
  method: 'GET',
  target: '/',
  requestHeaders: ['Host', 'api.clinic.example', 'User-Agent', 'okhttp/4.12.0'],
  requestBody: body(''),
  status: 200,
  responseHeaders: ['Content-Type', 'application/json'],
  responseBody: body(''),
  outcome: 'answered',
  atMs: 1_763_683_200_000,
  durationUs: 1500,
  ttfbUs: 1200,
  clientAddress: '203.0.113.7',
  ...given,
});

/** A compact JWT with these claims and a signature that is none. */
export const jwtOf = (claims: Readonly<Record<string, unknown>>): string =>
  `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;
