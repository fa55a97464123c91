import { date, digits, locator, oneOf, uuid } from '../../ids.ts';
import { CITIES, FAMILY, GIVEN, NOUNS } from '../../words.ts';
import type { ApiSpec } from '../api.ts';

const city = (name: string) =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

export const booking: ApiSpec = {
  id: 'booking',
  title: 'Booking site: locale prefixes, dates, six-letter references',
  host: 'www.stayfar.example',
  requests: 1600,
  actors: [
    { kind: 'cookie', count: 30, share: 6 },
    { kind: 'none', count: 20, share: 5 },
  ],
  params: {
    locale: {
      make: oneOf(['en-GB', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pl-PL', 'ja-JP']),
      size: 7,
      skew: 1.2,
    },
    hotel: { make: digits(6), size: 150, skew: 1.3 },
    room: { make: (r) => `${r.pick(['DBL', 'SGL', 'TWN', 'STE'])}${r.int(1, 9)}`, size: 12, skew: 0.5 },
    city: { make: (r) => city(r.pick(CITIES)), size: 22, skew: 1.2 },
    country: {
      make: oneOf(['germany', 'france', 'spain', 'italy', 'portugal', 'poland', 'japan', 'norway']),
      size: 8,
      skew: 1,
    },
    checkin: { make: date, size: 90 },
    checkout: { make: date, size: 90 },
    ref: { make: locator, size: 110 },
    passenger: { make: (_r, at) => String(at + 1), size: 4 },
    deal: { make: (r) => `${r.pick(NOUNS)}-weekend-${r.int(2, 5)}-nights`, size: 14, skew: 1 },
    airport: {
      make: oneOf(['BER', 'LYS', 'OPO', 'KRK', 'LBA', 'KIX', 'LOS', 'AUS', 'YYZ', 'BOM', 'HEL', 'VLC']),
      size: 12,
      skew: 0.8,
    },
    airportTo: {
      make: oneOf(['JFK', 'CDG', 'FRA', 'LHR', 'MAD', 'FCO', 'ARN', 'DUB', 'ZRH']),
      size: 9,
      skew: 0.8,
    },
    session: { make: uuid, size: 60 },
  },
  entities: {
    hotel: (r, id) => ({
      hotelId: id,
      name: `Hotel ${r.pick(NOUNS)}`,
      stars: r.int(1, 5),
      location: { lat: r.next() * 50, lng: r.next() * 20 },
      amenities: ['wifi'],
      ...(r.chance(0.3) ? { chain: 'Nordic' } : {}),
    }),
    offer: (r) => ({
      roomCode: 'DBL1',
      price: r.int(40, 400),
      refundable: r.chance(0.5),
      board: r.pick(['RO', 'BB']),
    }),
    place: (r, id) => ({ name: id, hotels: r.int(3, 900), image: '/i.jpg' }),
    booking: (r, id) => ({
      reference: id,
      state: r.pick(['confirmed', 'cancelled']),
      guest: { given: r.pick(GIVEN), family: r.pick(FAMILY) },
      nights: r.int(1, 9),
    }),
    passenger: (r, id) => ({ index: id, title: 'Mx', name: r.pick(GIVEN) }),
    calendar: (r) => ({ days: [{ date: date(r, 1), free: r.int(0, 9) }] }),
    review: (r) => ({ score: r.int(1, 10), text: `Nice ${r.pick(NOUNS)}` }),
    deal: (r, id) => ({ slug: id, discount: r.int(5, 50) }),
    flight: (r) => ({ carrier: 'NA', number: r.int(100, 999), price: r.int(30, 700) }),
    profile: (r) => ({ name: r.pick(GIVEN), level: 'gold', points: r.int(0, 9999), email: 'g@mail.example' }),
    session: (r, id) => ({ id, step: r.pick(['guest', 'pay']), expires: '2026-05-04T10:00:00Z' }),
  },
  page: (items) => ({ results: items, meta: { count: items.length } }),
  unrouted: 'html',
  gone: ['/en-GB/offers/{n}', '/mobile/v3/bootstrap'],
  routes: [
    ['GET /{locale}/hotels/{hotel}', 150, 'hotel', { open: true }],
    ['GET /{locale}/hotels/{hotel}/reviews', 60, '[review]', { open: true }],
    ['GET /{locale}/hotels/{hotel}/rooms/{room}', 50, 'offer', { open: true }],
    ['GET /{locale}/hotels/{hotel}/availability/{checkin}/{checkout}', 90, '[offer]', { open: true }],
    ['GET /{locale}/hotels/search', 90, '[hotel]', { open: true, query: (r) => ({ q: r.pick(CITIES) }) }],
    [
      'GET /{locale}/hotels/nearby',
      25,
      '[hotel]',
      { open: true, query: (r) => ({ lat: (r.next() * 50).toFixed(4), lng: (r.next() * 20).toFixed(4) }) },
    ],
    ['GET /{locale}/cities/{city}', 70, 'place', { open: true }],
    ['GET /{locale}/destinations/{country}/{city}', 50, 'place', { open: true }],
    ['GET /{locale}/deals/{deal}', 30, 'deal', { open: true }],
    ['GET /{locale}/deals', 20, '[deal]', { open: true }],
    ['GET /api/flights/{airport}/{airportTo}/{checkin}', 70, '[flight]', { open: true }],
    ['GET /api/calendar/{hotel}', 40, 'calendar', { open: true }],
    ['GET /api/me', 40, 'profile'],
    ['GET /api/bookings', 25, '[booking]'],
    ['POST /api/bookings', 25, 'booking'],
    ['GET /api/bookings/{ref}', 55, 'booking'],
    ['GET /api/bookings/upcoming', 20, '[booking]'],
    ['GET /api/bookings/past', 12, '[booking]'],
    ['POST /api/bookings/{ref}/cancel', 8, 'booking', { status: 200 }],
    ['PUT /api/bookings/{ref}/passengers/{passenger}', 10, 'passenger'],
    ['GET /api/bookings/{ref}/voucher', 9, 'ok', { type: 'application/pdf' }],
    ['PUT /api/checkout/{session}/guest', 18, 'session'],
    ['PUT /api/checkout/{session}/payment', 15, 'session'],
    ['POST /api/checkout/{session}/confirm', 12, 'booking'],
  ],
};
