import { date, digits, oneOf, uuid } from '../../ids.ts';
import { DIGITS, type Random } from '../../random.ts';
import { CURRENCIES, FAMILY, GIVEN } from '../../words.ts';
import type { ApiSpec } from '../api.ts';

const iban = (r: Random) => `DE${r.text(DIGITS, 2)}37040044${r.text(DIGITS, 10)}`;

export const bank: ApiSpec = {
  id: 'bank',
  title: 'Bank: IBAN and UUID ids, months, auth before routing',
  host: 'openbanking.norrbank.example',
  requests: 1300,
  actors: [
    { kind: 'jwt', count: 20, share: 9 },
    { kind: 'none', count: 3, share: 0.4 },
  ],
  params: {
    account: { make: uuid, size: 60, skew: 0.5 },
    iban: { make: iban, size: 70, skew: 0.7 },
    tx: { make: (r) => `${r.int(2023, 2026)}${r.text(DIGITS, 14)}`, size: 160 },
    month: {
      make: (r) => `${r.int(2023, 2026)}-${String(r.int(1, 12)).padStart(2, '0')}`,
      size: 20,
      skew: 1,
    },
    currency: { make: oneOf(CURRENCIES), size: 18, skew: 1 },
    card: { make: uuid, size: 40 },
    payment: { make: uuid, size: 120 },
    consent: { make: (r) => `cns-${r.text(DIGITS, 8)}`, size: 40 },
    product: {
      make: oneOf([
        'sepa-credit-transfers',
        'instant-sepa-credit-transfers',
        'cross-border-credit-transfers',
        'target-2-payments',
      ]),
      size: 4,
      skew: 1,
    },
    mandate: { make: digits(12), size: 25 },
    day: { make: date, size: 60 },
    branch: { make: digits(8), size: 30 },
  },
  entities: {
    account: (r, id) => ({
      resourceId: id,
      iban: iban(r),
      currency: 'EUR',
      ownerName: `${r.pick(GIVEN)} ${r.pick(FAMILY)}`,
      cashAccountType: 'CACC',
    }),
    balance: (r) => ({
      balanceType: 'closingBooked',
      balanceAmount: { currency: 'EUR', amount: `${r.int(-200, 9000)}.${r.int(10, 99)}` },
    }),
    transaction: (r, id) => ({
      transactionId: id,
      bookingDate: date(r, 0),
      transactionAmount: { currency: 'EUR', amount: `${r.int(1, 900)}.00` },
      remittanceInformationUnstructured: `Invoice ${r.int(1, 9999)}`,
    }),
    statement: (r, id) => ({
      period: id,
      opening: r.int(0, 9000),
      closing: r.int(0, 9000),
      pages: r.int(1, 6),
    }),
    card: (r, id) => ({
      cardId: id,
      maskedPan: `5409 **** **** ${r.int(1000, 9999)}`,
      status: r.pick(['active', 'blocked']),
      limit: r.int(500, 5000),
    }),
    payment: (r, id) => ({
      paymentId: id,
      transactionStatus: r.pick(['RCVD', 'ACSC', 'RJCT']),
      _links: { status: { href: '/status' } },
    }),
    status: (r) => ({ transactionStatus: r.pick(['RCVD', 'ACSC']), fundsAvailable: r.chance(0.9) }),
    consent: (r, id) => ({
      consentId: id,
      consentStatus: r.pick(['received', 'valid']),
      validUntil: date(r, 1),
      frequencyPerDay: 4,
    }),
    rate: (r, id) => ({ quote: id, bid: r.next() * 2, ask: r.next() * 2 }),
    mandate: (r, id) => ({ mandate: id, creditor: 'Energy AG', amount: r.int(1, 300) }),
    branch: (r, id) => ({ blz: id, name: 'Norrbank', bic: 'NORRDEFF', open: r.chance(0.7) }),
    limits: (r) => ({ daily: r.int(500, 5000), monthly: r.int(5000, 50000) }),
  },
  page: (items) => ({ data: items, _links: { self: { href: '/' } } }),
  error: (status, message) => ({
    tppMessages: [
      {
        category: 'ERROR',
        code: status === 401 ? 'TOKEN_INVALID' : status === 404 ? 'RESOURCE_UNKNOWN' : 'FORMAT_ERROR',
        text: message,
      },
    ],
  }),
  unrouted: 'auth',
  gone: ['/v1/accounts/{n}/standing-orders'],
  routes: [
    ['GET /v1/accounts', 70, '[account]'],
    ['GET /v1/accounts/{account}', 70, 'account'],
    ['GET /v1/accounts/{account}/balances', 90, '[balance]'],
    [
      'GET /v1/accounts/{account}/transactions',
      100,
      '[transaction]',
      { query: (r) => ({ dateFrom: date(r, 0), bookingStatus: 'booked' }) },
    ],
    ['GET /v1/accounts/{account}/transactions/{tx}', 40, 'transaction'],
    ['GET /v1/accounts/{account}/statements', 12, '[statement]'],
    ['GET /v1/accounts/{account}/statements/{month}', 24, 'statement'],
    ['GET /v1/ibans/{iban}/validate', 25, 'branch'],
    ['GET /v1/beneficiaries/{iban}', 22, 'account'],
    ['DELETE /v1/beneficiaries/{iban}', 4, '-'],
    ['GET /v1/cards', 15, '[card]'],
    ['GET /v1/cards/{card}', 20, 'card'],
    ['POST /v1/cards/{card}/block', 5, 'card', { status: 200 }],
    ['PUT /v1/cards/{card}/limits', 5, 'limits'],
    ['POST /v1/payments/{product}', 35, 'payment'],
    ['GET /v1/payments/{product}/{payment}', 22, 'payment'],
    ['GET /v1/payments/{product}/{payment}/status', 40, 'status'],
    ['DELETE /v1/payments/{product}/{payment}', 4, '-'],
    ['POST /v1/consents', 18, 'consent'],
    ['GET /v1/consents/{consent}', 16, 'consent'],
    ['GET /v1/consents/{consent}/status', 20, 'status'],
    ['DELETE /v1/consents/{consent}', 4, '-'],
    ['GET /v1/fx/rates/{currency}', 30, 'rate'],
    ['GET /v1/fx/rates/{currency}/{day}', 14, 'rate'],
    ['GET /v1/direct-debits/{mandate}', 8, 'mandate'],
    ['GET /v1/bank-codes/{branch}', 10, 'branch'],
  ],
};
