/** Formats of strings, by their kinds of characters first. */
import type { StringFormat } from '../../model/shape.ts';
import {
  ALPHANUMERIC,
  AT,
  COLON,
  DIGIT,
  DOT,
  EQUALS,
  HEX,
  HEX_LOWER,
  HEX_UPPER,
  HYPHEN,
  LETTERS,
  LOWER,
  NON_ASCII,
  PLUS,
  SLASH,
  SPACE,
  UNDERSCORE,
  UPPER,
} from '../characters.ts';
import { isDate, isDateTime } from './date.ts';

const uuid = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const time = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/;
const decimal = /^[+-]?\d{1,40}\.\d{1,40}$/;
const email = /^[^\s@<>"(),:;]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}$/;
const uri = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s]+$/i;
const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const ipv6 = /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i;
const hostname =
  /^(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,8}\.[a-z]{2,24}$/i;
const fileName =
  /\.(?:pdf|png|jpe?g|gif|svg|webp|json|txt|html?|m?js|ts|css|csv|xml|zip|gz|docx?|xlsx?|pptx?|md|ya?ml|exe|sql|log|dcm|heic|mp[34])$/i;
const jwt = /^ey[A-Za-z0-9_-]{8,}\.ey[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/;
const prefixed = /^[A-Za-z]{1,12}([_-][A-Za-z]{1,8})?[_-](?=[A-Za-z-]*\d)[A-Za-z0-9-]{1,48}$/;
const slug = /^[a-z0-9]+([-_][a-z0-9]+)+$/;
const base64 = /^[A-Za-z0-9+/_-]{20,}={0,2}$/;

/** The format of a string whose kinds of characters are `characters`. Anything without a format of its own is `text`. */
export const formatOf = (value: string, characters: number): StringFormat => {
  const length = value.length;
  if ((characters & (SPACE | NON_ASCII)) !== 0)
    return length <= 40 && isDateTime(value) ? 'date-time' : 'text';
  if ((characters & ~LETTERS) === 0) return 'word';
  if (characters === DIGIT) return 'integer-string';
  const first = value.charCodeAt(0);
  if ((characters & DIGIT) !== 0 && length >= 10 && first >= 48 && first <= 57) {
    if (length === 10 && isDate(value)) return 'date';
    if (length >= 16 && length <= 40 && isDateTime(value)) return 'date-time';
  }
  if ((characters & ~(HEX | HYPHEN)) === 0) {
    if (length === 36 && uuid.test(value)) return 'uuid';
    if ((characters & ~HEX) === 0 && length >= 8 && (characters & DIGIT) !== 0) {
      return (characters & HEX_LOWER) !== 0 && (characters & HEX_UPPER) !== 0 ? 'text' : 'hex';
    }
    if (characters === (DIGIT | HYPHEN) && first === 45 && /^-\d+$/.test(value)) return 'integer-string';
  }
  if ((characters & ~(DIGIT | HEX_UPPER | UPPER)) === 0 && length === 26 && ulid.test(value)) return 'ulid';
  if ((characters & ~(DIGIT | DOT | HYPHEN | PLUS)) === 0) {
    if (decimal.test(value)) return 'number-string';
    if (length <= 15 && ipv4.test(value)) return 'ipv4';
  }
  if ((characters & AT) !== 0 && length <= 254 && email.test(value)) return 'email';
  if ((characters & COLON) !== 0) {
    if ((characters & SLASH) !== 0 && length <= 2048 && uri.test(value)) return 'uri';
    if (length <= 24 && time.test(value)) return 'time';
    if (length <= 45 && (characters & ~(HEX | COLON)) === 0 && ipv6.test(value)) return 'ipv6';
    return 'text';
  }
  if (length >= 20 && first === 101 && (characters & DOT) !== 0 && jwt.test(value)) return 'jwt';
  if ((characters & DOT) !== 0) {
    return (characters & ~(ALPHANUMERIC | DOT | HYPHEN)) === 0 &&
      hostname.test(value) &&
      !fileName.test(value)
      ? 'hostname'
      : 'text';
  }
  if (
    (characters & (HYPHEN | UNDERSCORE)) !== 0 &&
    (characters & ~(ALPHANUMERIC | HYPHEN | UNDERSCORE)) === 0
  ) {
    if (length <= 64 && (characters & DIGIT) !== 0 && prefixed.test(value)) return 'prefixed-id';
    if (length <= 128 && slug.test(value)) return 'slug';
  }
  if (
    length >= 20 &&
    (characters & DIGIT) !== 0 &&
    (characters & (HEX_UPPER | UPPER)) !== 0 &&
    (characters & (HEX_LOWER | LOWER)) !== 0 &&
    (characters & ~(ALPHANUMERIC | PLUS | SLASH | EQUALS | HYPHEN | UNDERSCORE)) === 0 &&
    base64.test(value)
  ) {
    return 'base64';
  }
  return 'text';
};
