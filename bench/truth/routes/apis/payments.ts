import { oneOf, prefixed } from '../../ids.ts';
import { BASE62, LOWER, type Random } from '../../random.ts';
import { GIVEN } from '../../words.ts';
import type { ApiSpec, RouteRow } from '../api.ts';

const form = (fields: (r: Random) => Record<string, unknown>) => ({ form: true, body: fields, status: 200 });
const crud = (name: string, param: string, weight: number): readonly RouteRow[] => [
  [`GET /v1/${name}`, weight, `[${param}]`, { query: (r) => ({ limit: String(r.int(1, 100)) }) }],
  [`POST /v1/${name}`, weight * 0.6, param, form((r) => ({ description: r.pick(GIVEN), amount: r.int(100, 9000), currency: 'eur' }))],
  [`GET /v1/${name}/{${param}}`, weight * 2, param],
  [`POST /v1/${name}/{${param}}`, weight * 0.4, param, form((r) => ({ 'metadata[ref]': r.int(1, 999) }))],
];

export const payments: ApiSpec = {
  id: 'payments',
  title: 'Payments: prefixed ids, form bodies, sub-actions',
  host: 'api.tillpay.example',
  requests: 1700,
  actors: [
    { kind: 'basic', count: 10, share: 6 },
    { kind: 'opaque', count: 6, share: 5 },
    { kind: 'none', count: 2, share: 0.3 },
  ],
  params: {
    customer: { make: prefixed('cus_', 10, LOWER), size: 90, skew: 0.6 },
    charge: { make: prefixed('ch_', 14), size: 120 },
    intent: { make: prefixed('pi_', 20), size: 120 },
    method: { make: prefixed('pm_', 12), size: 70 },
    subscription: { make: prefixed('sub_', 8, LOWER), size: 60 },
    invoice: { make: prefixed('in_', 12), size: 70 },
    price: { make: (r, at) => ['price_monthly', 'price_yearly', 'price_addon'][at] ?? `price_${r.text(BASE62, 10)}`, size: 12, skew: 0.8 },
    coupon: { make: oneOf(['LAUNCH', 'FRIENDS', 'blackfriday', 'half-off']), size: 4 },
    payout: { make: prefixed('po_', 12), size: 40 },
    event: { make: prefixed('evt_', 16), size: 100 },
    dispute: { make: prefixed('dp_', 9, LOWER), size: 20 },
    country: { make: oneOf(['DE', 'FR', 'US', 'GB', 'NL', 'ES']), size: 6, skew: 0.5 },
    item: { make: prefixed('si_', 12), size: 50 },
  },
  entities: Object.fromEntries(
    ['customer', 'charge', 'intent', 'method', 'subscription', 'invoice', 'price', 'coupon', 'payout', 'event', 'dispute', 'item', 'country', 'balance', 'line'].map((object) => [
      object,
      (r: Random, id: string) => ({ id, object, livemode: true, created: 1_770_000_000 + r.int(0, 9e6), [`${object}_number`]: r.int(1, 999), ...(r.chance(0.5) ? { metadata: { ref: String(r.int(1, 99)) } } : { metadata: {} }) }),
    ]),
  ),
  page: (items) => ({ object: 'list', data: items, has_more: false }),
  error: (status, message) => ({ error: { type: status === 401 ? 'authentication_error' : 'invalid_request_error', message } }),
  gone: ['/v1/sources/{n}', '/v1/bitcoin/receivers'],
  routes: [
    ...crud('customers', 'customer', 22),
    ...crud('charges', 'charge', 18),
    ...crud('payment_intents', 'intent', 22),
    ...crud('subscriptions', 'subscription', 12),
    ...crud('invoices', 'invoice', 12),
    ['DELETE /v1/customers/{customer}', 4, 'customer'],
    ['GET /v1/customers/search', 12, '[customer]', { query: (r) => ({ query: `name:'${r.pick(GIVEN)}'` }) }],
    ['GET /v1/customers/{customer}/payment_methods', 22, '[method]'],
    ['POST /v1/payment_intents/{intent}/confirm', 20, 'intent', form(() => ({ return_url: 'https://shop.example/done' }))],
    ['POST /v1/payment_intents/{intent}/cancel', 6, 'intent', form(() => ({ reason: 'requested_by_customer' }))],
    ['POST /v1/charges/{charge}/refund', 8, 'charge', form((r) => ({ amount: r.int(1, 99) }))],
    ['GET /v1/invoices/upcoming', 12, 'invoice'],
    ['GET /v1/invoices/{invoice}/lines', 14, '[line]'],
    ['POST /v1/invoices/{invoice}/finalize', 6, 'invoice', form(() => ({ auto: true }))],
    ['DELETE /v1/subscriptions/{subscription}', 5, 'subscription'],
    ['POST /v1/payment_methods/{method}/attach', 9, 'method', form(() => ({ customer: 'cus_x' }))],
    ['POST /v1/payment_methods/{method}/detach', 5, 'method', form(() => ({ a: 1 }))],
    ['GET /v1/prices/{price}', 26, 'price'],
    ['GET /v1/coupons/{coupon}', 14, 'coupon'],
    ['GET /v1/payouts/{payout}', 12, 'payout'],
    ['GET /v1/events', 20, '[event]'],
    ['GET /v1/events/{event}', 30, 'event'],
    ['GET /v1/disputes/{dispute}', 8, 'dispute'],
    ['POST /v1/disputes/{dispute}/close', 3, 'dispute', form(() => ({ a: 1 }))],
    ['GET /v1/balance', 26, 'balance'],
    ['GET /v1/balance/history', 12, '[line]'],
    ['GET /v1/country_specs/{country}', 16, 'country'],
    ['DELETE /v1/subscription_items/{item}', 5, 'item'],
  ],
};
