import { BASE62, DIGITS, HEX, type Random, UPPER } from '../random.ts';
import { ADJECTIVES, CITIES, NOUNS, STREETS } from '../words.ts';
import { brokenLuhn, ean13, iban, withLuhn } from './check-digits.ts';
import type { Label } from './labels.ts';
import { latitude, type Value, words } from './values.ts';

/** A field that only looks like one that matters. `also` are kinds that nobody would call wrong here. */
export interface Negative {
  readonly kind: string;
  readonly fields: readonly string[];
  readonly value: Value;
  readonly also?: readonly Label[];
}

const row = (kind: string, fields: string, value: Value, also: readonly Label[] = []): Negative => ({
  kind,
  fields: fields.split(' '),
  value,
  also,
});
const broken = (text: string) =>
  text.slice(0, 2) + String((Number(text.slice(2, 4)) % 90) + 7).padStart(2, '0') + text.slice(4);

export const NEGATIVES: readonly Negative[] = [
  row('order number', 'orderNumber orderNo bestellnummer', (r) => r.text('123456789', 1) + r.text(DIGITS, 9)),
  row('order number of card length', 'orderId transactionId', (r) =>
    brokenLuhn(r.text('45', 1) + r.text(DIGITS, 14)),
  ),
  row('passes Luhn, no card range', 'batchNumber serialNo eventId', (r) =>
    withLuhn(`${r.pick(['90', '17', '73', '83', '99'])}${r.text(DIGITS, 13)}`),
  ),
  row(
    '16 digits that start like a date',
    'messageId traceNo',
    (r) => `2026${r.text('01', 1)}${r.int(1, 9)}${r.text(DIGITS, 10)}`,
  ),
  row('time in milliseconds', 'createdAt ts updated', (r) => 1_700_000_000_000 + r.int(0, 90_000_000_000)),
  row(
    'time in microseconds',
    'timestampUs',
    (r) => (1_700_000_000_000 + r.int(0, 9e10)) * 1000 + r.int(0, 999),
  ),
  row(
    'date of an order',
    'orderedOn shippedAt validFrom',
    (r) => `${r.int(1990, 2025)}-0${r.int(1, 9)}-${r.int(10, 28)}`,
  ),
  row('hash', 'sha256 etag checksum', (r) => r.text(HEX, 64)),
  row('md5', 'md5 digest', (r) => r.text(HEX, 32)),
  row(
    'UUID',
    'id correlationId',
    (r) => `${r.text(HEX, 8)}-${r.text(HEX, 4)}-4${r.text(HEX, 3)}-b${r.text(HEX, 3)}-${r.text(HEX, 12)}`,
  ),
  row(
    'version of four numbers',
    'version build appVersion',
    (r) => `${r.int(1, 20)}.${r.int(0, 30)}.${r.int(0, 99)}.${r.int(0, 255)}`,
  ),
  row('version', 'release', (r) => `v${r.int(1, 9)}.${r.int(0, 30)}.${r.int(0, 99)}`),
  row(
    'section number',
    'clause chapter',
    (r) => `${r.int(1, 9)}.${r.int(1, 9)}.${r.int(1, 9)}.${r.int(1, 9)}`,
  ),
  row('SKU', 'sku article', (r) => `${r.text(UPPER, 3)}-${r.text(DIGITS, 5)}-${r.pick(['BLK', 'RED'])}`),
  row('ISBN', 'isbn isbn13', (r) => ean13(r, '978')),
  row('EAN', 'ean gtin barcode', (r) => ean13(r, '40')),
  row('tracking number', 'trackingNumber awb', (r) => `1Z${r.text(DIGITS + UPPER, 16)}`),
  row('parcel number', 'parcel shipment', (r) => `0034${r.text(DIGITS, 16)}`),
  row(
    'product name',
    'name productName title',
    (r) => `${r.pick(ADJECTIVES)} ${r.pick(NOUNS)} ${r.int(100, 900)}`,
  ),
  row(
    'product named as a person',
    'product model',
    words('Oscar Desk Lamp', 'Emma Mattress', 'Victoria Sponge', 'Jackson Chair'),
  ),
  row(
    'company like a street',
    'company vendor',
    (r) => `${r.int(1, 99)} ${r.pick(STREETS)} ${r.pick(['Capital', 'Coffee', 'Studios', 'Partners LLC'])}`,
  ),
  row('place name', 'region area stadium', (r) => `${r.pick(CITIES)} ${r.pick(STREETS)}`),
  row('file name', 'fileName filename attachment', (r) => `${r.pick(NOUNS)}-${r.int(1, 99)}.pdf`),
  row('host name', 'hostname server', (r) => `${r.pick(NOUNS)}-${r.int(1, 9)}.eu-west-1.compute.example`),
  row('column name', 'columnName sortBy', words('email', 'phone', 'last_name', 'iban', 'password')),
  row('mask', 'cardMasked maskedPan last4', (r) => `**** **** **** ${r.text(DIGITS, 4)}`),
  row('redacted', 'password token secret', words('********', '[REDACTED]', '***')),
  row('flag named for data', 'emailVerified hasPassword phoneRequired', (r) => r.chance(0.5)),
  row('count named for data', 'emailCount phoneNumbers tokensUsed', (r) => r.int(1, 40)),
  row('handle in text', 'caption', (r) => `thanks @${r.pick(NOUNS)} for the ${r.pick(NOUNS)}`),
  row(
    'scoped package',
    'package dependency',
    (r) => `@${r.pick(NOUNS)}/${r.pick(NOUNS)}@${r.int(1, 9)}.${r.int(0, 9)}.0`,
  ),
  row(
    'git address',
    'remote repository',
    (r) => `https://git.partner.example/${r.pick(NOUNS)}/${r.pick(NOUNS)}.git`,
  ),
  row('price', 'price amount total', (r) => `${r.int(1, 999)}.${r.int(10, 99)}`),
  row('ratio in the range of a latitude', 'score ratio temperature', latitude),
  row('pixels', 'x offset', (r) => `${r.int(0, 900)},${r.int(0, 900)}`),
  row('chart range', 'range domain', (r) => [r.int(0, 50), r.int(50, 90)]),
  row('IBAN with wrong check digits', 'value text', (r) => broken(iban('DE', r.text(DIGITS, 18)))),
  row('word like a BIC', 'status state', words('CANCELED', 'APPROVED', 'DISPATCH', 'INFLIGHT')),
  row('code like ICD', 'room seat shelf', words('E11', 'F32.1', 'B20', 'J45', 'C50')),
  row('grade like a blood group', 'grade rating', words('A+', 'B-', 'A', 'B+')),
  row('licence of software', 'license', words('MIT', 'Apache-2.0', 'GPL-3.0')),
  row('error code', 'code errorCode', (r) => `E${r.int(1000, 9999)}`),
  row('HTTP status', 'status', (r) => r.pick([200, 404, 500])),
  row('key that is a name', 'key', words('home.title', 'cart.empty', 'nav.login', 'footer.terms')),
  row('public key id', 'kid keyId', (r) => r.text(HEX, 8), ['API key']),
  row('cursor', 'nextCursor continuation', (r) =>
    Buffer.from(`{"o":${r.int(1, 999)},"k":"${r.text(BASE62, 9)}"}`).toString('base64url'),
  ),
  row('base64 picture', 'thumbnail', (r) => `data:image/png;base64,iVBORw0KGgo${r.text(BASE62, 60)}`),
  row('colour', 'color', (r) => `#${r.text(HEX, 6)}`),
  row('time of day', 'opens at', (r) => `${r.int(0, 23)}:${r.int(10, 59)}:${r.int(10, 59)}`),
  row('EUI-like colon hex', 'fingerprint', (r) => Array.from({ length: 20 }, () => r.text(HEX, 2)).join(':')),
  row('nine digits', 'inventoryId count', (r) => r.int(100_000_000, 999_999_999)),
  row('eleven digits', 'batch lot', (r) => r.text('123456789', 1) + r.text(DIGITS, 10)),
  row(
    'SSN in ranges not issued',
    'value code',
    (r) => `${r.pick(['000', '666', '912'])}-${r.int(10, 99)}-${r.int(1000, 9999)}`,
  ),
  row(
    'part number with dashes',
    'partNumber',
    (r) => `${r.int(100, 999)}-${r.int(1000, 9999)}-${r.int(10, 99)}`,
  ),
  row('VAT number of a company', 'vatNumber ustId', (r: Random) => `DE${r.text(DIGITS, 9)}`),
  row(
    'URL with a query',
    'next self href',
    (r) => `https://api.partner.example/items?page=${r.int(1, 9)}&sort=name`,
  ),
  row('medical word in a shop', 'category department', words('Health', 'Pharmacy', 'Vision', 'Dental')),
  row('pagination token count', 'tokens prompt_tokens', (r) => r.int(10, 4000)),
];
