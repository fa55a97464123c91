/** Which path segments are ids beyond doubt, which are words, and which must not be written down. */
import type { SegmentKind } from '../model/exchange.ts';
import {
  ALPHANUMERIC,
  AT,
  COLON,
  DIGIT,
  DOT,
  HEX,
  HEX_LOWER,
  HEX_UPPER,
  HYPHEN,
  LETTERS,
  LOWER,
  NON_ASCII,
  PAREN,
  UNDERSCORE,
  UPPER,
  charactersOf,
} from './characters.ts';
import { type SegmentFrame, frameOf } from './segment-frame.ts';
import { isDate, isDateTime } from './shapes/date.ts';
import { wordLikeness } from './word-likeness.ts';

const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const email = /^[^\s@/]{1,64}@[^\s@/]{1,190}\.[A-Za-z]{2,24}$/;
const jwt = /^ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const decimal = /^-?\d{1,24}\.\d{1,24}$/;
const version = /^v\d{1,3}([._-]\d{1,3}){0,2}([._-]?(alpha|beta|rc|preview)\d{0,3})?$/i;
const plainVersion = /^\d{1,3}(\.\d{1,3}){1,2}$/;
const datedVersion = /^20\d\d-(0[1-9]|1[0-2])(-[0-3]\d)?([-.](preview|beta|alpha|rc)\d{0,2})?$/;
const beforeVersion = new Set([
  'api',
  'apis',
  'rest',
  'version',
  'versions',
  'graphql',
  'services',
  'odata',
  'admin',
]);
const month = /^(19|20)\d\d-(0[1-9]|1[0-2])$/;
const week = /^(19|20)\d\d-?W[0-5]\d$/;

/** Names with digits that are words: standards, algorithms, products. */
const wordsWithDigits = new Set(
  (
    'oauth2 oauth1 sha1 sha256 sha384 sha512 sha-1 sha-256 sha-384 sha-512 md5 base64 base32 utf8 utf-8 utf-16 utf16 ipv4 ipv6 http2 http3 h2 h264 h265 mp3 mp4 s3 ' +
    'ec2 k8s i18n l10n a11y b2b b2c c2c p2p g2 2fa mfa2 3ds 3d 2d iso8601 iso-8601 iso-3166 iso-4217 iso20022 iso-20022 x509 x12 hl7 icd10 icd-10 icd11 icd-11 icd9 ' +
    'fido2 web3 web2 saml2 openapi3 openapi31 swagger2 swagger3 log4j es256 rs256 hs256 rfc7807 rfc9457 cp1252 latin1 iso27001 iso-27001 soc2 e2e covid19 covid-19 c3 ' +
    'top10 top100 24h 7d 30d 1h 5m 15m 1d 1w 1m 1y'
  ).split(' '),
);

/** What stands in for a segment: a kind of id with what is constant around it, or the literal as it may be written down. */
export type SegmentJudgement =
  | { readonly kind: SegmentKind; readonly frame?: SegmentFrame }
  | { readonly literal: string };

const of = (kind: SegmentKind): SegmentJudgement => ({ kind });

/** Letters in pieces as they were written: `prescriptionsByDoctor` has three. */
const pieces = (text: string): string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter((piece) => piece !== '');

/** Digits that are part of a word. */
const digitWords =
  /2fa|3ds|oauth2|sha(?:1|256|384|512)|base64|utf8|ipv[46]|iso8601|md5|x509|h26[45]|b2b|i18n|p(?:50|90|95|99)|icd10|hl7/gi;

/** Could a person have made up this name? Digits only in small groups, letters that read like words. */
export const isWordy = (given: string, likenessMin = 0.4): boolean => {
  const text = given.replace(digitWords, 'word');
  const digits = text.replace(/[^0-9]+/g, '').length;
  const groups = text.match(/\d+/g)?.length ?? 0;
  const parts = pieces(text);
  const letters = parts.reduce((sum, part) => sum + part.length, 0);
  if (letters === 0) return false;
  if (digits > 4 || digits * 3 > letters || groups > 2) return false;
  // Capitals strewn about: `aXbKqT`.
  if (parts.length > 1 && letters / parts.length < 2.5) return false;
  if (/[A-Z]{2,}[a-z]+[A-Z]|[a-z][A-Z]{2,}[a-z]/.test(text)) return false;
  // Short pieces are often abbreviations; only when they are most of it do they count.
  const long = parts.filter((part) => part.length > 3);
  const lettersOfLong = long.reduce((sum, part) => sum + part.length, 0);
  const judged = lettersOfLong * 2 >= letters ? long : parts;
  const enclosed = /[A-Za-z]\d+[A-Za-z]/.test(text);
  return (
    wordLikeness(judged.join(' ')) >
    (text.length < 12 ? -0.5 : enclosed ? 1.2 : digits > 2 ? 0.8 : likenessMin)
  );
};

const isPrefixedId = (text: string): boolean => {
  if (text.length < 4 || text.length > 64) return false;
  const match = /^([A-Za-z]{1,12})(?:([_-])([A-Za-z]{1,10}))?([_-])([A-Za-z0-9_-]+)$/.exec(text);
  if (match === null) return false;
  const [, prefix = '', , second = '', separator = '', body = ''] = match;
  if (separator === '_' && !body.includes('-') && !body.includes('_')) {
    if (/^\d+$/.test(body)) return true;
    if (/\d/.test(body)) {
      const lead = /^([A-Za-z]*)(\d{0,4})$/.exec(body);
      // `line1`, `v2`, `user2`: a word and a small number.
      if (
        lead !== null &&
        (lead[1] ?? '').length !== 1 &&
        (lead[2] ?? '').length <= 2 &&
        wordLikeness(lead[1] ?? '') > -0.5
      )
        return false;
      return !/^v\d/i.test(body) && !wordsWithDigits.has(body.toLowerCase());
    }
    // Letters alone: an id only when they cannot be words.
    return body.length >= 8 && !isWordy(body);
  }
  if (separator === '-') {
    const digits = body.replace(/[^0-9]+/g, '').length;
    const upper = prefix === prefix.toUpperCase() && second === second.toUpperCase();
    // `report-2024` may be a literal.
    if (!upper && second === '' && /^(?:19|20)\d\d$/.test(body)) return false;
    if (/^[\d-]+$/.test(body)) return upper || digits >= (second === '' ? 3 : 6);
    if (upper && digits >= 2 && body === body.toUpperCase()) return true;
    return second === '' && !body.includes('-') && digits >= 2 && body.length >= 5 && !isWordy(body);
  }
  return false;
};

const fileName =
  /^[A-Za-z][A-Za-z0-9_-]{0,47}(\.[A-Za-z0-9_-]{1,24}){0,3}\.(json|ya?ml|xml|txt|html?|js|mjs|css|map|ico|png|svg|jpe?g|gif|webp|pdf|csv|php|aspx?|jsp|do|action|wsdl|xsd|proto|graphql|woff2?|ttf|webmanifest|env|git|zip|gz|sql|bak|log|ini|conf|cgi)$/i;

/** A literal as the path shows it: percent-encoded where a URI needs it. */
const written = (text: string): string => {
  try {
    return encodeURIComponent(text).replace(/%(3A|40|24|2C|2B|3D|21|7E)/g, (code) =>
      decodeURIComponent(code),
    );
  } catch {
    return '';
  }
};

/**
 * Judges one decoded path segment.
 *
 * - An id beyond doubt gives its kind.
 * - A word, a slug, a file name or a short ambiguous segment (under 12 characters) stays; the inventory judges it by evidence.
 * - Anything long that reads like no word is a `token`, because it could be a secret or personal.
 *
 * `index` is its place in the path, `previous` the segment before: an API version such as `2024-01` is told from a date by them.
 *
 * @example
 * judgeSegment('pat_8f3k2m', 2, 'patients'); // { kind: 'prefixed-id' }
 * judgeSegment('openapi.json', 0, ''); // { literal: 'openapi.json' }
 */
export const judgeSegment = (text: string, index: number, previous: string): SegmentJudgement => {
  const length = text.length;
  if (length === 0) return { literal: '' };
  if (length > 512) return of('token');
  const characters = charactersOf(text);
  if (characters === DIGIT) return length <= 24 ? of('integer') : of('token');
  const leading = index === 0 || beforeVersion.has(previous.toLowerCase());
  if ((characters & DIGIT) !== 0) {
    if (version.test(text)) return { literal: text };
    if (leading && (plainVersion.test(text) || datedVersion.test(text))) return { literal: text };
    if (isDate(text) && (length === 10 || isDateTime(text))) return of('date');
    if (month.test(text) || week.test(text)) return of('date');
    if ((characters & ~(DIGIT | HYPHEN)) === 0)
      return /^-\d{1,24}$/.test(text) ? of('integer') : of('prefixed-id');
    if (decimal.test(text)) return of('number');
    if (length >= 36 && length <= 38 && uuid.test(text)) return of('uuid');
    if (wordsWithDigits.has(text.toLowerCase())) return { literal: text };
    if ((characters & ~HEX) === 0 && length >= 8) return of('hex');
    if (length === 26 && ulid.test(text)) return of('ulid');
  } else if ((characters & ~HEX) === 0 && length >= 12) return of('hex');
  if ((characters & framing) !== 0) {
    const framed = judgeFramed(text, index, previous);
    if (framed !== null) return framed;
  }
  if ((characters & AT) !== 0) return email.test(text) ? of('email') : judgeOther(text, characters);
  if ((characters & DOT) !== 0) {
    if (jwt.test(text)) return of('token');
    if (text.startsWith('.') && /^\.[a-z-]{2,24}$/i.test(text)) return { literal: text };
    if (fileName.test(text)) {
      const base = text.slice(0, text.lastIndexOf('.'));
      const kept = base
        .split('.')
        .every((part) => part.length < 8 || isWordy(part) || 'literal' in judgeSegment(part, 1, ''));
      const whole = judgeSegment(base.replaceAll('.', '-'), 1, '');
      return kept && 'literal' in whole ? { literal: text } : 'kind' in whole ? whole : of('token');
    }
    const dot = text.lastIndexOf('.');
    if (length - dot <= 5) {
      const base = judgeSegment(text.slice(0, dot), index, previous);
      if ('kind' in base) return base;
    }
    return judgeOther(text, characters);
  }
  if ((characters & DIGIT) !== 0) {
    if ((characters & (HYPHEN | UNDERSCORE)) !== 0 && isPrefixedId(text)) return of('prefixed-id');
    if ((characters & ~ALPHANUMERIC) === 0) {
      if (/^[A-Z]{1,6}\d{3,18}$/.test(text)) return of('prefixed-id');
      if (/^[a-z]{1,3}\d{4,18}$/.test(text)) return of('prefixed-id');
    }
  } else if ((characters & UNDERSCORE) !== 0 && isPrefixedId(text)) return of('prefixed-id');
  return judgeOther(text, characters);
};

/** Characters that may part a value from what is constant around it. */
const framing = AT | DOT | COLON | PAREN;

/** Null when there is no frame, or when only the whole segment can tell. */
const judgeFramed = (text: string, index: number, previous: string): SegmentJudgement | null => {
  const frame = frameOf(text);
  if (frame === null || jwt.test(text)) return null;
  const constant = /[A-Za-z]{9,}/.test(frame.prefix) ? isWordy(frame.prefix) : true;
  const inner = judgeSegment(frame.value, index, previous);
  if (!constant) return of('token');
  if ('kind' in inner) return inner.frame === undefined ? { kind: inner.kind, frame } : of('token');
  if (frame.certain) return { kind: 'token', frame };
  // `messages:batchGet` is a route, and `lotus-events:publish` may be one: both are words.
  return frame.suffix.startsWith(':') && isWordy(frame.suffix.slice(1), 0)
    ? { literal: written(text) }
    : null;
};

const judgeOther = (text: string, characters: number): SegmentJudgement => {
  const length = text.length;
  if (length > 64) return of('token');
  if ((characters & NON_ASCII) !== 0) {
    return length <= 24 && /^[\p{L}\p{M}]+([_-][\p{L}\p{M}]+)*$/u.test(text)
      ? { literal: written(text) }
      : of('token');
  }
  // Anything but the unreserved characters of RFC 3986 and a few delimiters that APIs use in literals (`items:batchGet`, `Users(1)`).
  if (!/^[A-Za-z0-9._~$:,+=!*'()@-]+$/.test(text)) return of('token');
  if (length >= 12) return isWordy(text) ? { literal: written(text) } : of('token');
  if (length >= 8 && (characters & DIGIT) !== 0 && !isWordy(text)) return of('token');
  if (
    length >= 8 &&
    (characters & ~LETTERS) === 0 &&
    (characters & (LOWER | HEX_LOWER)) !== 0 &&
    (characters & (UPPER | HEX_UPPER)) !== 0 &&
    !isWordy(text)
  ) {
    return of('token');
  }
  return { literal: written(text) };
};
