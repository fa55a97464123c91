import { DIGITS, type Random } from '../random.ts';
import { CITIES, NOUNS } from '../words.ts';
import * as check from './check-digits.ts';
import type { Label } from './labels.ts';
import * as v from './values.ts';

/** A whole document as a service would send it, with every kind of data in it. */
export interface Document {
  readonly id: string;
  readonly path: string;
  readonly expected: readonly Label[];
  readonly tolerated?: readonly Label[];
  readonly body: (random: Random) => unknown;
}

const sku = (r: Random) => `${r.pick(['LMP', 'CHR', 'TBL'])}-${r.int(10_000, 99_999)}`;
const order = (r: Random) => r.text('123456789', 1) + r.text(DIGITS, 9);

export const DOCUMENTS: readonly Document[] = [
  {
    id: 'checkout',
    path: '/checkout/sessions',
    expected: [
      'full name',
      'payment card',
      'card expiry',
      'card security code',
      'street address',
      'postal code',
      'email address',
    ],
    body: (r) => ({
      orderNo: order(r),
      items: [{ sku: sku(r), title: `${r.pick(NOUNS)} lamp`, qty: 1, price: 49.9 }],
      payment: {
        card: {
          number: v.card(r),
          exp: `0${r.int(1, 9)}/${r.int(27, 31)}`,
          cvc: r.text(DIGITS, 3),
          holder: v.full(r),
        },
      },
      shipTo: { line1: v.streetEnglish(r), city: r.pick(CITIES), zip: r.text('123456789', 5), country: 'US' },
      receiptTo: v.email(r),
    }),
  },
  {
    id: 'german-customer',
    path: '/kunden',
    expected: [
      'first name',
      'last name',
      'birthday',
      'street address',
      'postal code',
      'telephone',
      'bank account (IBAN)',
      'German tax number',
      'sex',
    ],
    body: (r) => ({
      kundennummer: r.text(DIGITS, 7),
      anrede: r.pick(['Frau', 'Herr']),
      vorname: v.given(r),
      nachname: v.family(r),
      geburtsdatum: v.bornLocal(r),
      geschlecht: r.pick(['weiblich', 'männlich', 'divers']),
      anschrift: { strasse: `Bahnhofstr. ${r.int(1, 99)}`, plz: r.text('123456789', 5), ort: r.pick(CITIES) },
      telefon: `0${r.int(30, 89)} ${r.text(DIGITS, 7)}`,
      bankverbindung: { iban: check.iban('DE', r.text(DIGITS, 18)), bank: 'Sparkasse' },
      steuerId: check.germanTaxId(r),
      angelegtAm: '12.03.2024',
    }),
  },
  {
    id: 'french-patient',
    path: '/patients',
    expected: [
      'last name',
      'first name',
      'birthday',
      'French social security',
      'blood group',
      'medicine',
      'diagnosis code',
      'telephone',
    ],
    tolerated: ['diagnosis in words', 'patient number', 'full name'],
    body: (r) => ({
      nom: v.family(r),
      prénom: v.given(r),
      dateNaissance: v.bornLocal(r),
      numeroSecuriteSociale: check.frenchNir(r),
      groupeSanguin: r.pick(['A+', 'O-', 'AB+']),
      telephone: `0${r.int(1, 7)}${r.text(DIGITS, 8)}`,
      ordonnance: [
        {
          medicament: r.pick(['Doliprane 1000 mg', 'Amoxicilline 500 mg', 'Metformine 850 mg']),
          posologie: '3 fois par jour',
        },
      ],
      pathologie: { cim10: r.pick(['E11.9', 'I10', 'J45.9']) },
      creeLe: '2026-01-04T10:00:00Z',
    }),
  },
  {
    id: 'spanish-employee',
    path: '/empleados',
    expected: [
      'first name',
      'last name',
      'Spanish id',
      'salary',
      'email address',
      'bank account (IBAN)',
      'birthday',
    ],
    tolerated: ['full name'],
    body: (r) => ({
      nombre: v.given(r),
      apellidos: v.family(r),
      nif: check.spanishDni(r),
      fechaNacimiento: v.bornIso(r),
      correo: v.email(r),
      salarioBruto: r.int(18, 80) * 1000,
      cuenta: check.iban('ES', r.text(DIGITS, 20)),
      departamento: r.pick(['ventas', 'logística']),
      contrato: { tipo: 'indefinido', referencia: `CTR-${r.int(1000, 9999)}` },
    }),
  },
  {
    id: 'brazilian-account',
    path: '/contas',
    expected: ['full name', 'Brazilian tax number', 'telephone', 'email address', 'birthday'],
    tolerated: ['postal code', 'street address', 'bank account (national)'],
    body: (r) => ({
      nomeCompleto: v.full(r),
      cpf: check.brazilianCpf(r),
      celular: `+55 11 9${r.text(DIGITS, 4)}-${r.text(DIGITS, 4)}`,
      email: v.email(r),
      nascimento: v.bornIso(r),
      pedido: order(r),
      saldo: r.int(0, 9000) / 100,
    }),
  },
  {
    id: 'sign-in',
    path: '/auth/login',
    expected: ['signed token', 'opaque token', 'email address', 'network address'],
    tolerated: ['session', 'login'],
    body: (r) => ({
      accessToken: v.jwt(r),
      refreshToken: r.text('abcdefghijklmnopqrstuvwxyz0123456789', 64),
      expiresIn: 3600,
      user: { id: r.int(1, 9999), email: v.email(r) },
      audit: { ip: v.ipv4(r), at: '2026-04-01T10:00:00Z' },
    }),
  },
  {
    id: 'phone-telemetry',
    path: '/telemetry',
    expected: ['phone serial', 'hardware address', 'coordinates', 'network address', 'advertising id'],
    body: (r) => ({
      device: {
        imei: check.withLuhn(`35${r.text(DIGITS, 12)}`),
        wifiMac: v.mac(r),
        os: '17.5.1',
        build: '21F90',
        idfa: `${r.text('0123456789ABCDEF', 8)}-1111-4222-8333-${r.text('0123456789ABCDEF', 12)}`,
      },
      fix: { latitude: v.latitude(r), longitude: v.longitude(r), accuracy: 12.5 },
      net: { publicIp: v.ipv6(r), carrier: '26202' },
      sentAt: 1_770_000_000 + r.int(0, 9_000_000),
    }),
  },
  {
    id: 'catalogue',
    path: '/products',
    expected: [],
    body: (r) => ({
      id: r.int(1000, 9999),
      name: r.pick(['Oscar Lamp', 'Victoria Chair', 'Madison Rug']),
      ean: check.ean13(r, '40'),
      sku: sku(r),
      brand: '21 High Street Coffee',
      version: '10.2.0.1',
      dimensions: { width: 40.5, height: 12.25, unit: 'cm' },
      hash: r.text('0123456789abcdef', 40),
      colour: 'F',
      licence: 'CC-BY-4.0',
      rating: 'A+',
      updatedAt: '2026-03-01T10:00:00Z',
    }),
  },
  {
    id: 'build-log',
    path: '/builds',
    expected: [],
    body: (r) => ({
      run: r.int(1e9, 9e9),
      commit: r.text('0123456789abcdef', 40),
      image: `registry.example/app@sha256:${r.text('0123456789abcdef', 64)}`,
      tool: 'gcc 12.2.0.1',
      durationMs: r.int(1000, 90_000),
      log: 'warning: 127.0.0.1:8080 is in use, retry at 10:22:33',
      trace: `00-${r.text('0123456789abcdef', 32)}-${r.text('0123456789abcdef', 16)}-01`,
    }),
  },
  {
    id: 'shipping-label',
    path: '/labels',
    expected: ['full name', 'street address', 'postal code', 'telephone'],
    body: (r) => ({
      tracking: `1Z${r.text(DIGITS, 16)}`,
      weight: 1.25,
      recipient: {
        name: v.full(r),
        address: { street: v.streetAbroad(r), postalCode: v.postcode(r), city: r.pick(CITIES) },
        phone: v.phoneE164(r),
      },
      sender: { company: 'Castle Road Trading Ltd' },
    }),
  },
  {
    id: 'support-ticket',
    path: '/tickets',
    expected: ['email address', 'telephone', 'payment card'],
    tolerated: ['full name', 'first name', 'last name', 'card expiry'],
    body: (r) => ({
      ticket: r.int(10_000, 99_999),
      subject: 'Refund',
      text: `Hello, I am ${v.full(r)}. My card ${v.spaced(check.withLuhn(`4${r.text(DIGITS, 14)}`))} was charged twice. Mail ${v.email(r)} or call +44 7700 900${r.text(DIGITS, 3)}. Order ${order(r)}.`,
    }),
  },
  {
    id: 'fleet',
    path: '/vehicles',
    expected: ['vehicle number', 'licence plate', 'driving licence', 'coordinates', 'full name'],
    body: (r) => ({
      vin: check.vin(r),
      plate: `${r.pick(['HH', 'B', 'M'])} ${r.pick(['AB', 'XY'])} ${r.int(100, 999)}`,
      odometer: r.int(1000, 99_999),
      driver: { name: v.full(r), licenceNumber: `WEBER${r.text(DIGITS, 6)}J99AB` },
      lastPosition: { lat: v.latitude(r), lon: v.longitude(r) },
      tyre: '205/55 R16',
    }),
  },
  {
    id: 'crypto-statement',
    path: '/transfers',
    expected: ['crypto wallet'],
    body: (r) => ({
      txid: r.text('0123456789abcdef', 64),
      to: `0x${r.text('0123456789abcdef', 40)}`,
      amount: '0.0451',
      block: r.int(800_000, 900_000),
      fee: 21_000,
    }),
  },
  {
    id: 'leaky-settings',
    path: '/admin/config',
    expected: ['database address', 'API key', 'password'],
    tolerated: ['address with password', 'login', 'opaque token', 'email address'],
    body: (r) => ({
      db: `mysql://root:${r.text(DIGITS, 8)}@10.0.0.4/prod`,
      smtp: { host: 'smtp.mail.example', user: 'mailer', pass: `S${r.text(DIGITS, 9)}x` },
      stripe: ['sk', 'live', r.text('abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789', 26)].join('_'),
      features: { beta: true },
      releaseHash: r.text('0123456789abcdef', 7),
    }),
  },
];
