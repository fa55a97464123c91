import { BASE62, DIGITS, HEX, type Random, UPPER } from '../random.ts';
import { ADJECTIVES, CITIES, FAMILY, NOUNS } from '../words.ts';
import { withLuhn } from './check-digits.ts';
import type { Document } from './documents.ts';
import type { Label } from './labels.ts';
import type { Negative } from './negatives.ts';
import { email, ipv4, type Value, words } from './values.ts';

const row = (kind: string, fields: string, value: Value, also: readonly Label[] = []): Negative => ({
  kind,
  fields: fields.split(' '),
  value,
  also,
});
const uuid = (r: Random) =>
  `${r.text(HEX, 8)}-${r.text(HEX, 4)}-4${r.text(HEX, 3)}-a${r.text(HEX, 3)}-${r.text(HEX, 12)}`;
const day = (r: Random) => `20${r.int(20, 26)}-0${r.int(1, 9)}-${r.int(10, 28)}`;

/** Fields whose values, or whose names, only look like what matters. */
export const CONFOUNDERS: readonly Negative[] = [
  row(
    'order number in a card range',
    'order_number invoiceNo purchaseOrder',
    (r) => `4${r.text(DIGITS, 15)}`,
  ),
  row('order number that passes Luhn', 'order_ref orderNumber', (r) => withLuhn(`90${r.text(DIGITS, 13)}`)),
  row(
    'build id like an SSN',
    'buildId build_id pipelineRun',
    (r) => `${r.int(101, 665)}-${r.int(10, 99)}-${r.int(1000, 9999)}`,
  ),
  row('UUID named key', 'idempotencyKey cacheKey rowKey', uuid),
  row(
    'version like an address',
    'firmware agent_version pluginVersion',
    (r) => `${r.int(10, 192)}.${r.int(0, 30)}.${r.int(0, 99)}.${r.int(1, 250)}`,
  ),
  row('SKU like a passport', 'sku itemCode part_no', (r) => `C${r.text(`${UPPER.slice(0, 8)}${DIGITS}`, 8)}`),
  row(
    'tracking number like an IBAN',
    'trackingCode consignment tracking_no',
    (r) => `LX${r.text(DIGITS, 20)}`,
  ),
  row('postal tracking number', 'trackingId', (r) => `RR${r.text(DIGITS, 9)}DE`),
  row('seconds like a telephone', 'lastSync expires_at mtime', (r) => 1_700_000_000 + r.int(0, 90_000_000)),
  row(
    'time without marks',
    'exportedAt',
    (r) =>
      `2026${r.pick(['01', '03', '11'])}${r.int(10, 28)}${r.int(10, 23)}${r.int(10, 59)}${r.int(10, 59)}`,
  ),
  row('metric like a latitude', 'p95 cpuLoad latencyP50', (r) => Number((r.next() * 90).toFixed(6))),
  row('hash like a token', 'commit blobHash contentHash', (r) => r.text(HEX, 40)),
  row('subresource hash', 'integrity', (r) => `sha384-${r.text(BASE62, 64)}`),
  row('token count', 'tokenCount max_tokens completionTokens', (r) => r.int(10, 8000)),
  row('card as a tile', 'cardTitle cardLayout card_size', words('hero', 'compact', 'wide', 'media-left')),
  row('memory address', 'address memoryAddress faultAddress', (r) => `0x7ff${r.text(HEX, 9)}`),
  row('key to sort by', 'sortKey orderBy primaryKey', words('created_at', 'name', 'price:desc', 'updatedAt')),
  row('key of a partition', 'partitionKey pk', (r) => `ORDER#${r.int(1000, 9999)}`),
  row('key on a keyboard', 'key hotkey', words('Enter', 'Escape', 'ctrl+k', 'ArrowUp')),
  row('key of a song', 'musicalKey', words('C minor', 'F# major', 'A minor')),
  row('rule for passwords', 'passwordMinLength password_history', (r) => r.int(8, 24)),
  row('date of a password', 'passwordChangedAt password_expires_on', day),
  row(
    'name of a secret',
    'secretName secret_ref',
    words('db-main', 'smtp-relay', 'stripe-live', 'tls-wildcard'),
  ),
  row('kind of contact', 'phoneType emailType addressType', words('home', 'work', 'billing', 'other')),
  row('template of mail', 'emailTemplate emailSubject', words('welcome', 'reset', 'invoice-ready', 'digest')),
  row('model of a telephone', 'phoneModel', words('Pixel 9', 'Galaxy S24', 'iPhone 16')),
  row('switch', 'mobile sms isCardAccepted ssnRequired', (r) => r.chance(0.5)),
  row('archive', 'zip zipFile', (r) => `${r.pick(NOUNS)}-${r.int(1, 90)}.zip`),
  row(
    'bank that is a place',
    'bankName bank_holiday',
    words('Sparkasse Köln', 'Early May', 'Credit Union West'),
  ),
  row('kind of account', 'accountType account_plan', words('savings', 'trial', 'business', 'free')),
  row('race that is run', 'raceName race', words('Monaco Grand Prix', 'Boston Marathon', 'Tour of Flanders')),
  row(
    'session at a conference',
    'sessionTitle session_track',
    words('Opening keynote', 'Edge caching', 'Panel: hiring'),
  ),
  row('protection class', 'ipRating', words('IP67', 'IP54', 'IP68')),
  row('metal plate', 'plateMaterial plate_thickness', words('steel 4mm', 'brass 2mm', 'copper 1mm')),
  row('disk diagnosis', 'diagnosticsLevel', words('basic', 'full', 'off')),
  row('place in a list', 'position rank', (r) => r.int(1, 90)),
  row('place in a store', 'location bin', (r) => `${r.pick(['A', 'B', 'C'])}${r.int(1, 40)}-${r.int(1, 9)}`),
  row('colour with a person’s name', 'finish colourName', words('Alice Blue', 'Hunter Green', 'Rose Taupe')),
  row('connector', 'connectorGender plugGender', words('male', 'female')),
  row('birth of nothing', 'inceptionDate releaseDate dueDate', day),
  row('pins', 'pinCount pin_layout', (r) => r.int(2, 64)),
  row('serial of a device', 'serialNumber serial', (r) => `SN${r.text(UPPER + DIGITS, 10)}`, [
    'advertising id',
  ]),
  row('ticket reference', 'ticketRef case_no', (r) => `${r.text(UPPER, 3)}-${r.int(100, 99_999)}`),
  row(
    'nine digits of an invoice',
    'invoiceId meterReading',
    (r) => r.text('123456789', 1) + r.text(DIGITS, 8),
  ),
  row('amount of money', 'grossAmount balanceDue tax_total', (r) => r.int(100, 900_000)),
  row(
    'image of a container',
    'image',
    (r) => `registry.example/${r.pick(NOUNS)}:${r.int(1, 9)}.${r.int(0, 30)}.${r.int(0, 9)}`,
  ),
  row('trace', 'traceparent', (r) => `00-${r.text(HEX, 32)}-${r.text(HEX, 16)}-01`),
  row('locale', 'locale language', words('de-DE', 'pt-BR', 'ja-JP', 'fr-CA')),
  row('time zone', 'timeZone tz', words('Europe/Berlin', 'America/New_York', 'Asia/Tokyo')),
  row('day of the week', 'weekday', words('Monday', 'Friday', 'Sunday')),
];

const thing = (
  id: string,
  path: string,
  body: Document['body'],
  expected: Document['expected'] = [],
): Document => ({
  id: `thing-${id}`,
  path,
  expected,
  body,
});

/** Things whose fields are called as those of people are: what is around a field says what it is. */
export const CONFOUNDING_DOCUMENTS: readonly Document[] = [
  thing('products', '/products', (r) => ({
    items: [
      {
        name: `${r.pick(['Oscar', 'Emma', 'Billy', 'Jackson'])} ${r.pick(['Armchair', 'Bookcase', 'Desk Lamp', 'Rug'])}`,
        price: r.int(10, 900),
        stock: r.int(0, 90),
        sku: `${r.text(UPPER, 3)}-${r.int(1000, 9999)}`,
      },
    ],
  })),
  thing('files', '/files', (r) => ({
    name: `${r.pick(FAMILY)}-report-${r.int(1, 9)}.pdf`,
    size: r.int(1000, 900_000),
    mimeType: 'application/pdf',
    key: `uploads/${r.text(HEX, 8)}.pdf`,
    etag: r.text(HEX, 32),
  })),
  thing('teams', '/teams', (r) => ({
    team: {
      name: `${r.pick(CITIES)} ${r.pick(['Rangers', 'United', 'Falcons'])}`,
      wins: r.int(0, 30),
      losses: r.int(0, 30),
      league: 'north',
    },
  })),
  thing('projects', '/projects', (r) => ({
    name: `${r.pick(ADJECTIVES)} ${r.pick(NOUNS)}`,
    key: r.text(UPPER, 4),
    lead: r.int(1, 900),
    phase: 'beta',
    visibility: 'internal',
  })),
  thing('sorting', '/table/views', (r) => ({
    sort: [{ key: r.pick(['lastName', 'email', 'dob']), direction: 'asc' }],
    token: r.int(1, 90),
    columns: ['email', 'phone', 'iban'],
  })),
  thing('cards', '/dashboard', (r) => ({
    cards: [{ card: 'revenue', title: 'This week', number: r.int(1, 12), size: 'large' }],
    expiry: r.int(60, 3600),
    holder: 'grid',
  })),
  thing('usage', '/completions', (r) => ({
    model: 'small-2',
    usage: { tokens: r.int(1, 900), prompt_tokens: r.int(1, 900), total_tokens: r.int(1, 1800) },
    token: r.pick(['the', 'and', 'of']),
  })),
  thing('debug', '/dumps', (r) => ({
    frames: [{ address: `0x${r.text(HEX, 12)}`, symbol: 'main', line: r.int(1, 900) }],
    signal: 'SIGSEGV',
  })),
  thing('metrics', '/metrics/query', (r) => ({
    series: [
      {
        metric: { name: 'http_latency', job: 'api' },
        values: [[1_770_000_000 + r.int(0, 999), (r.next() * 90).toFixed(6)]],
      },
    ],
    p50: r.next() * 60,
    p99: r.next() * 140,
  })),
  thing('songs', '/tracks', (r) => ({
    track: `${r.pick(ADJECTIVES)} ${r.pick(NOUNS)}`,
    album: `${r.pick(NOUNS)} sessions`,
    key: 'A minor',
    bpm: r.int(80, 160),
    isrc: `GB${r.text(UPPER, 3)}${r.text(DIGITS, 7)}`,
  })),
  thing('translations', '/i18n', (r) => ({
    locale: 'de',
    messages: {
      'login.password': 'Passwort',
      'form.email': 'E-Mail-Adresse',
      'form.phone': 'Telefon',
      rev: r.int(1, 99),
    },
  })),
  thing('schema', '/schema', (r) => ({
    fields: [
      { name: 'email', type: 'string', required: true },
      { name: 'ssn', type: 'string', max: r.int(9, 11) },
      { name: 'password', type: 'string' },
    ],
  })),
  thing('flights', '/flights', (r) => ({
    number: `LH${r.int(100, 999)}`,
    from: 'FRA',
    to: 'JFK',
    gate: `B${r.int(1, 40)}`,
    aircraft: 'A20N',
    seat: `${r.int(1, 40)}C`,
    fare: r.int(90, 900),
  })),
  thing('pipelines', '/pipelines', (r) => ({
    id: r.int(1e8, 9e8),
    build: `${r.int(101, 665)}-${r.int(10, 99)}-${r.int(1000, 9999)}`,
    sha: r.text(HEX, 40),
    runner: 'linux-4.2.0.1',
    cacheKey: uuid(r),
  })),
  thing('address-is-mail', '/recipients', (r) => ({ recipients: [{ address: email(r), kind: 'to' }] }), [
    'email address',
  ]),
  thing(
    'address-is-network',
    '/listeners',
    (r) => ({ listeners: [{ address: ipv4(r), port: r.int(1024, 9999) }] }),
    ['network address'],
  ),
  thing(
    'address-is-wallet',
    '/payouts',
    (r) => ({ payouts: [{ address: `0x${r.text(HEX, 40)}`, amount: '0.2', chain: 'mainnet' }] }),
    ['crypto wallet'],
  ),
  thing('places', '/venues', (r) => ({
    venue: { name: `${r.pick(FAMILY)} Hall`, capacity: r.int(100, 9000), opened: r.int(1890, 2020) },
  })),
  thing('companies', '/companies', (r) => ({
    company: {
      name: `${r.pick(FAMILY)} & ${r.pick(FAMILY)} GmbH`,
      registration: `HRB ${r.int(1000, 99_999)}`,
      employees: r.int(3, 900),
    },
  })),
];
