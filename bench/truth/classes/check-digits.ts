import { DIGITS, type Random, UPPER } from '../random.ts';

const sum = (digits: string, weights: readonly number[]) =>
  weights.reduce((total, weight, at) => total + weight * Number(digits[at] ?? 0), 0);

/** Luhn's check digit of the digits before it (ISO/IEC 7812-1, annex B). */
export function luhnDigit(body: string): number {
  let total = 0;
  for (let at = 0; at < body.length; at++) {
    const digit = Number(body[body.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (total % 10)) % 10;
}
export const withLuhn = (body: string) => body + luhnDigit(body);
export const brokenLuhn = (body: string) => body + ((luhnDigit(body) + 3) % 10);

const big = (text: string) =>
  BigInt(Array.from(text, (one) => (/\d/.test(one) ? one : String(one.charCodeAt(0) - 55))).join(''));
/** IBAN of a country and its account part (ISO 13616, modulo 97). */
export function iban(country: string, account: string): string {
  const check = 98n - (big(`${account}${country}00`) % 97n);
  return country + String(check).padStart(2, '0') + account;
}

export function spanishDni(r: Random): string {
  const number = r.text(DIGITS, 8);
  return number + 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(number) % 23);
}
export function frenchNir(r: Random): string {
  const body = `${r.int(1, 2)}${String(r.int(40, 99))}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 89)).padStart(2, '0')}${String(r.int(1, 400)).padStart(3, '0')}${String(r.int(1, 600)).padStart(3, '0')}`;
  return body + String(97n - (BigInt(body) % 97n)).padStart(2, '0');
}
export function dutchBsn(r: Random): string {
  for (;;) {
    const body = `${r.int(1, 8)}${r.text(DIGITS, 7)}`;
    const rest = sum(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    if (rest !== 10) return body + rest;
  }
}
export function brazilianCpf(r: Random): string {
  let body = r.text('123456789', 1) + r.text(DIGITS, 8);
  for (let length = 10; length <= 11; length++) {
    const rest =
      (sum(
        body,
        Array.from({ length: length - 1 }, (_, at) => length - at),
      ) *
        10) %
      11;
    body += rest === 10 ? 0 : rest;
  }
  return body;
}
export function polishPesel(r: Random): string {
  const body = `${r.int(50, 99)}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}${r.text(DIGITS, 4)}`;
  return body + ((10 - (sum(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10);
}
export function finnishHetu(r: Random): string {
  const day = `${String(r.int(1, 28)).padStart(2, '0')}${String(r.int(1, 12)).padStart(2, '0')}${r.int(40, 99)}`;
  const number = String(r.int(2, 899)).padStart(3, '0');
  return `${day}-${number}${'0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(day + number) % 31)}`;
}
export function swedishPersonnummer(r: Random): string {
  const body = `${r.int(50, 99)}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}${r.text(DIGITS, 3)}`;
  return `19${body.slice(0, 6)}-${body.slice(6)}${luhnDigit(body)}`;
}
export function nhsNumber(r: Random): string {
  for (;;) {
    const body = `4${r.text(DIGITS, 8)}`;
    const check = 11 - (sum(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    if (check !== 10) return body + (check === 11 ? 0 : check);
  }
}
/** ISO 7064 MOD 11,10 over ten digits of which one is there twice. */
export function germanTaxId(r: Random): string {
  const pool = Array.from(DIGITS);
  for (let at = pool.length - 1; at > 0; at--) {
    const other = r.int(0, at);
    [pool[at], pool[other]] = [pool[other] ?? '', pool[at] ?? ''];
  }
  const nine = pool[0] === '0' ? pool.slice(1) : pool.slice(0, 9);
  const body = [...nine, nine[3]].join('').slice(0, 10);
  let product = 10;
  for (const digit of body) {
    const total = (Number(digit) + product) % 10 || 10;
    product = (total * 2) % 11;
  }
  return body + ((11 - product) % 10);
}

const DIHEDRAL: readonly string[] = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTED: readonly string[] = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const INVERSE = '0432156789';
export function aadhaar(r: Random): string {
  const body = r.text('23456789', 1) + r.text(DIGITS, 10);
  let state = 0;
  Array.from(body)
    .reverse()
    .forEach((digit, at) => {
      state = Number(DIHEDRAL[state]?.charAt(Number(PERMUTED[(at + 1) % 8]?.charAt(Number(digit)))));
    });
  return body + INVERSE.charAt(state);
}
/** Codice fiscale with its check letter. */
export function codiceFiscale(r: Random): string {
  const consonants = 'BCDFGHLMNPRSTVZ';
  const body = `${r.text(consonants, 6)}${r.int(50, 99)}${r.pick(Array.from('ABCDEHLMPRST'))}${String(r.int(1, 28)).padStart(2, '0')}${r.pick(['H501', 'F205', 'L219', 'D612'])}`;
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
  const total = Array.from(body).reduce((all, one, at) => {
    const value = /\d/.test(one) ? Number(one) : one.charCodeAt(0) - 65;
    return all + (at % 2 === 0 ? (odd[value] ?? 0) : value);
  }, 0);
  return body + UPPER.charAt(total % 26);
}
/** South African identity number: date, sequence, citizenship, Luhn. */
export const southAfricanId = (r: Random) =>
  withLuhn(`${r.int(50, 99)}0${r.int(1, 9)}${r.int(10, 28)}${r.text(DIGITS, 4)}08`);
/** Chinese resident identity number (GB 11643, MOD 11-2). */
export function chineseId(r: Random): string {
  const body = `110101${r.int(1950, 2003)}0${r.int(1, 9)}${r.int(10, 28)}${r.text(DIGITS, 3)}`;
  return body + '10X98765432'.charAt(sum(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11);
}
/** EAN-13: weights 1 and 3. */
export function ean13(r: Random, prefix: string): string {
  const body = prefix + r.text(DIGITS, 12 - prefix.length);
  return body + ((10 - (sum(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10);
}
/** VIN with the check digit of ISO 3779 as North America has it. */
export function vin(r: Random): string {
  const alphabet = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
  const value = (one: string) =>
    /\d/.test(one) ? Number(one) : '12345678012345070923456789'.charCodeAt(one.charCodeAt(0) - 65) - 48;
  const body = `1HG${r.text(alphabet, 5)}0${r.text(alphabet, 2)}${r.text(DIGITS, 6)}`;
  const total = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2].reduce(
    (all, weight, at) => all + weight * value(body.charAt(at)),
    0,
  );
  return `${body.slice(0, 8)}${'0123456789X'.charAt(total % 11)}${body.slice(9)}`;
}
