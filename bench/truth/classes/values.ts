import { BASE62, DIGITS, HEX, type Random } from '../random.ts';
import { CITIES, FAMILY, GIVEN, STREETS } from '../words.ts';
import { iban, withLuhn } from './check-digits.ts';

export type Value = (r: Random) => unknown;

const two = (value: number) => String(value).padStart(2, '0');
const ascii = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

export const given: Value = (r) => r.pick(GIVEN);
export const family: Value = (r) => r.pick(FAMILY);
export const full = (r: Random) => `${r.pick(GIVEN)} ${r.pick(FAMILY)}`;
export const email = (r: Random) =>
  `${ascii(r.pick(GIVEN))}${r.pick(['.', '_', '+x.'])}${ascii(r.pick(FAMILY))}@${r.pick(['gmx.de', 'orange.fr', 'correo.es', 'mail.co.uk', 'uni-graz.at', 'exämple.de'.replace('ä', 'a')])}`;
export const phoneE164 = (r: Random) =>
  r.pick([
    () => `+4917${r.int(0, 9)}${r.text(DIGITS, 7)}`,
    () => `+336${r.text(DIGITS, 8)}`,
    () => `+1415555${r.text(DIGITS, 4)}`,
    () => `+44 7700 900${r.text(DIGITS, 3)}`,
    () => `+81-90-${r.text(DIGITS, 4)}-${r.text(DIGITS, 4)}`,
  ])();
export const phoneNational = (r: Random) =>
  r.pick([
    () => `(415) 555-${r.text(DIGITS, 4)}`,
    () => `06 ${r.int(10, 99)} ${r.int(10, 99)} ${r.int(10, 99)} ${r.int(10, 99)}`,
    () => `030/${r.text(DIGITS, 7)}`,
    () => `0171 ${r.text('123456789', 7)}`,
    () => `07700 900${r.text(DIGITS, 3)}`,
  ])();
export const streetEnglish = (r: Random) =>
  `${r.int(1, 999)} ${r.pick(STREETS)} ${r.pick(['Street', 'Road', 'Ave', 'Lane', 'Blvd'])}`;
export const streetAbroad = (r: Random) =>
  r.pick([
    () => `${r.pick(['Linden', 'Goethe', 'Bahnhof', 'Garten'])}straße ${r.int(1, 190)}`,
    () => `${r.int(1, 90)} rue de la ${r.pick(['Paix', 'République', 'Gare'])}`,
    () => `Calle ${r.pick(['Mayor', 'Alcalá', 'Serrano'])}, ${r.int(1, 99)}`,
    () => `ul. ${r.pick(['Długa', 'Polna', 'Leśna'])} ${r.int(1, 99)}/${r.int(1, 30)}`,
    () => `Via ${r.pick(['Roma', 'Garibaldi', 'Verdi'])} ${r.int(1, 99)}`,
  ])();
export const postcode = (r: Random) =>
  r.pick([
    () => r.text('123456789', 5),
    () => `SW${r.int(1, 9)}A ${r.int(1, 9)}AA`,
    () => `${r.int(1000, 9999)} XK`,
    () => `${r.int(10, 99)}-${r.int(100, 999)}`,
  ])();
export const city: Value = (r) => r.pick(CITIES);
export const bornIso = (r: Random) => `${r.int(1940, 2008)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}`;
export const bornLocal = (r: Random) =>
  r.pick([
    () => `${two(r.int(1, 28))}.${two(r.int(1, 12))}.${r.int(1940, 2008)}`,
    () => `${two(r.int(1, 28))}/${two(r.int(1, 12))}/${r.int(1940, 2008)}`,
  ])();
export const card = (r: Random) =>
  r.pick([
    () => withLuhn(`4${r.text(DIGITS, 14)}`),
    () => withLuhn(`5${r.int(1, 5)}${r.text(DIGITS, 13)}`),
    () => withLuhn(`37${r.text(DIGITS, 12)}`),
    () => withLuhn(`6011${r.text(DIGITS, 11)}`),
    () => withLuhn(`3530${r.text(DIGITS, 11)}`),
  ])();
export const spaced = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ');
export const anyIban = (r: Random) =>
  r.pick([
    () => iban('DE', r.text(DIGITS, 18)),
    () => iban('FR', r.text(DIGITS, 23)),
    () => iban('NL', `ABNA${r.text(DIGITS, 10)}`),
    () => iban('GB', `NWBK${r.text(DIGITS, 14)}`),
    () => iban('ES', r.text(DIGITS, 20)),
    () => iban('NO', r.text(DIGITS, 11)),
  ])();
export const ipv4 = (r: Random) =>
  `${r.pick([81, 93, 176, 203, 62])}.${r.int(0, 255)}.${r.int(0, 255)}.${r.int(1, 254)}`;
export const ipv6 = (r: Random) =>
  `2a02:${r.text(HEX, 4)}:${r.text(HEX, 4)}:${r.text(HEX, 3)}::${r.text(HEX, 4)}`;
export const mac = (r: Random) => Array.from({ length: 6 }, () => r.text(HEX, 2)).join(r.pick([':', '-']));
export const latitude = (r: Random) => Number((36 + r.next() * 24).toFixed(6));
export const longitude = (r: Random) => Number((r.next() * 25 - 5).toFixed(6));
export const jwt = (r: Random) =>
  `${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from(`{"sub":"${r.int(1, 999)}","exp":1900000000}`).toString('base64url')}.${r.text(BASE62, 43)}`;
export const opaque =
  (length: number): Value =>
  (r) =>
    r.text(BASE62, length);
/** Prefix and body are joined here, so that no file holds a text that looks like a key. */
export const keyed =
  (prefix: readonly string[], length: number, alphabet = BASE62): Value =>
  (r) =>
    prefix.join('') + r.text(alphabet, length);
export const words =
  (...list: readonly string[]): Value =>
  (r) =>
    r.pick(list);
