import { date, oneOf, uuid } from '../../ids.ts';
import { DIGITS, type Random } from '../../random.ts';
import { GIVEN } from '../../words.ts';
import type { ApiSpec } from '../api.ts';

const msisdn = (r: Random) => `49${r.pick(['151', '160', '170', '171', '175'])}${r.text(DIGITS, 8)}`;

export const telco: ApiSpec = {
  id: 'telco',
  title: 'Telco: MSISDN, IMSI, ICCID and tariff codes in paths',
  host: 'selfcare.tonvia.example',
  requests: 1200,
  actors: [
    { kind: 'opaque', count: 25, share: 7 },
    { kind: 'basic', count: 3, share: 2 },
    { kind: 'none', count: 3, share: 0.5 },
  ],
  params: {
    msisdn: { make: (r) => msisdn(r), size: 90, skew: 0.5 },
    plus: { make: (r) => `+${msisdn(r)}`, size: 60, skew: 0.5 },
    imsi: { make: (r) => `26202${r.text(DIGITS, 10)}`, size: 50 },
    iccid: { make: (r) => `8949${r.text(DIGITS, 15)}`, size: 40 },
    imei: { make: (r) => `35${r.text(DIGITS, 13)}`, size: 40 },
    tariff: {
      make: (r, at) =>
        ['flexS', 'flexM', 'flexL', 'prepaid10', 'dataOnly', 'family4', 'youth'][at] ??
        `tariff${r.int(1, 9)}`,
      size: 7,
      skew: 1,
    },
    option: {
      make: oneOf(['ROAM_EU', 'ROAM_WORLD', 'DATA_5GB', 'DATA_10GB', 'VOICEMAIL', 'BLOCK_PREMIUM']),
      size: 6,
      skew: 0.8,
    },
    bill: { make: (r) => `R${r.int(2023, 2026)}${r.text(DIGITS, 7)}`, size: 60 },
    cell: { make: (r) => `262-02-${r.int(1000, 65000)}-${r.int(1, 99999)}`, size: 30 },
    ticket: { make: uuid, size: 30 },
    day: { make: date, size: 30 },
  },
  entities: {
    line: (r, id) => ({
      msisdn: id,
      tariff: 'flexM',
      status: r.pick(['active', 'suspended']),
      simType: r.pick(['physical', 'esim']),
      holder: r.pick(GIVEN),
    }),
    usage: (r) => ({ dataMb: r.int(0, 20000), voiceMin: r.int(0, 900), sms: r.int(0, 90) }),
    option: (r, id) => ({ code: id, active: r.chance(0.5), monthly: r.int(0, 20) }),
    sim: (r, id) => ({ iccid: id, puk: r.text(DIGITS, 8), state: 'ready' }),
    subscriber: (r, id) => ({ imsi: id, hlr: 'hlr02', roaming: r.chance(0.1), apn: 'internet' }),
    bill: (r, id) => ({ number: id, amount: r.int(5, 90), due: date(r, 0), paid: r.chance(0.8) }),
    tariff: (r, id) => ({ code: id, price: r.int(5, 60), dataGb: r.int(1, 60) }),
    device: (r, id) => ({ imei: id, model: 'P9', blocked: r.chance(0.02) }),
    cell: (r, id) => ({ cell: id, load: r.next(), technology: r.pick(['LTE', 'NR']) }),
    ticket: (r, id) => ({ id, subject: 'No signal', state: r.pick(['open', 'closed']) }),
    port: (r, id) => ({ number: id, donor: 'D1', status: r.pick(['requested', 'done']) }),
    dashboard: (r) => ({ lines: r.int(1, 4), openBills: r.int(0, 2), loyalty: { level: 'silver' } }),
  },
  page: (items) => ({ count: items.length, list: items }),
  error: (status, message) => ({ fault: { faultcode: `SVC${status}`, faultstring: message } }),
  unrouted: 'same',
  routes: [
    ['GET /selfcare/v3/dashboard', 40, 'dashboard'],
    ['GET /selfcare/v3/lines', 30, '[line]'],
    ['GET /selfcare/v3/lines/{msisdn}', 80, 'line'],
    ['PATCH /selfcare/v3/lines/{msisdn}', 6, 'line'],
    ['GET /selfcare/v3/lines/{msisdn}/usage', 90, 'usage'],
    ['GET /selfcare/v3/lines/{msisdn}/usage/current', 40, 'usage'],
    ['GET /selfcare/v3/lines/{msisdn}/usage/{day}', 22, 'usage'],
    ['GET /selfcare/v3/lines/{msisdn}/options', 25, '[option]'],
    ['PUT /selfcare/v3/lines/{msisdn}/options/{option}', 14, 'option'],
    ['DELETE /selfcare/v3/lines/{msisdn}/options/{option}', 8, '-'],
    ['POST /selfcare/v3/lines/{msisdn}/topup', 14, 'usage'],
    ['GET /selfcare/v3/sims/{iccid}', 16, 'sim'],
    ['POST /selfcare/v3/sims/{iccid}/activate', 7, 'sim', { status: 202 }],
    ['GET /selfcare/v3/devices/{imei}', 12, 'device'],
    ['GET /selfcare/v3/tariffs', 16, '[tariff]', { open: true }],
    ['GET /selfcare/v3/tariffs/{tariff}', 26, 'tariff', { open: true }],
    ['GET /selfcare/v3/bills', 22, '[bill]'],
    ['GET /selfcare/v3/bills/{bill}', 28, 'bill'],
    ['GET /selfcare/v3/bills/{bill}/pdf', 12, 'ok', { type: 'application/pdf' }],
    ['GET /network/subscribers/{imsi}', 24, 'subscriber'],
    ['GET /network/cells/{cell}', 14, 'cell'],
    ['GET /porting/{plus}', 18, 'port'],
    ['POST /porting/{plus}', 8, 'port'],
    ['POST /messaging/{plus}/sms', 30, 'ticket', { status: 202 }],
    ['GET /support/tickets/{ticket}', 12, 'ticket'],
    ['POST /support/tickets', 8, 'ticket'],
  ],
};
