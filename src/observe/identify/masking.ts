/** Labels for people to read, with what is personal or secret masked. */
import { isWordy, judgeSegment } from '../segment-kind.ts';

const email = /^([^\s@]{1,64})@([^\s@]{1,190})$/;

/**
 * A subject or user name as it may be shown: a short identifier and a name of a program stay, an address keeps its first letter and its
 * domain, anything else keeps a few characters.
 *
 * @example
 * maskedLabel('pat_12'); // 'pat_12'
 * maskedLabel('ana.lopez@clinic.org'); // 'a…@clinic.org'
 */
export const maskedLabel = (value: string): string => {
  const text = value.slice(0, 160);
  const address = email.exec(text);
  if (address !== null) {
    const [, local = '', domain = ''] = address;
    return `${local.slice(0, 1)}…@${/^[A-Za-z0-9.-]{1,40}$/.test(domain) && maskedDomain(domain) ? domain : '…'}`;
  }
  if (/^\d{1,8}$/.test(text)) return text;
  if (!/^[A-Za-z0-9_.:|/@-]+$/.test(text)) return `${String.fromCodePoint(text.codePointAt(0) ?? 63)}…`;
  // An identity provider's prefix stays: `auth0|65f0…`.
  const bar = text.lastIndexOf('|');
  if (bar > 0 && bar < 24) return `${maskedLabel(text.slice(0, bar))}|${maskedLabel(text.slice(bar + 1))}`;
  if (text.length < 12 && /^[A-Za-z]{1,8}[_-]?[A-Za-z0-9]{1,8}$/.test(text)) return text;
  const judged = judgeSegment(text, 1, '');
  // `ana.lopez` is somebody's name.
  if (/^[A-Za-z]+\.[A-Za-z.]+$/.test(text)) return `${text.slice(0, 1)}…`;
  return 'literal' in judged && text.length <= 40 ? text : `${text.slice(0, 4)}…`;
};

const maskedDomain = (domain: string): boolean =>
  domain.split('.').every((label) => 'literal' in judgeSegment(label, 1, ''));

/**
 * The part of a key that says what it is and not whose: `sk_live_…`, `hst_…`; '' when there is none.
 */
export const keyPrefix = (key: string): string => {
  const match = /^((?:[A-Za-z]{2,12}[_-]){1,3})[A-Za-z0-9_-]{6,}$/.exec(key.slice(0, 256));
  const prefix = match?.[1] ?? '';
  return prefix.length <= 9 || (prefix.length <= 16 && isWordy(prefix)) ? prefix : '';
};

/** A claim (role, scope, tenant, issuer) as it may be written down: what reads like a name or a short id; '' otherwise. */
export const plainClaim = (value: string): string => {
  if (value === '' || value.length > 96) return '';
  if (/^https?:\/\/[A-Za-z0-9.:-]{1,80}(\/[A-Za-z0-9._~/-]*)?$/.test(value)) {
    return /^https?:\/\/[\d.:]+\/?$/.test(value) || isWordy(value.replace(/\d+/g, '')) ? value : '';
  }
  if (!/^[A-Za-z0-9_.:/*-]+$/.test(value)) return '';
  return value.length < 12 || isWordy(value) ? value : '';
};
