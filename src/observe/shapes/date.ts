/** Dates and times as RFC 3339 writes them, judged without `Date`. */

const digitsAt = (text: string, start: number, count: number): number => {
  let value = 0;
  for (let i = start; i < start + count; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
};

/** `2026-11-21`, with a month and a day that exist. */
export const isDate = (text: string): boolean => {
  if (text.length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days =
    month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days;
};

const rest = /^[Tt ]([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)([.,]\d{1,12})?)?( ?[Zz]| ?[+-]\d\d(:?\d\d)?)?$/;

/** `2026-11-21T09:30:00Z`; seconds, fraction and offset may be missing. */
export const isDateTime = (text: string): boolean =>
  text.length >= 16 && isDate(text.slice(0, 10)) && rest.test(text.slice(10));
