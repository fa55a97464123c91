import { digits, word } from '../../ids.ts';
import type { Random } from '../../random.ts';
import { FAMILY, NOUNS } from '../../words.ts';
import type { ApiSpec, RouteRow } from '../api.ts';

const soap = (action: string) => (r: Random) =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${action}><id>${r.int(1, 9999)}</id></${action}></soap:Body></soap:Envelope>`;
const call = (method: string, weight: number, answer: string): RouteRow => [
  `POST /api/${method}`,
  weight,
  answer,
  { status: 200, form: true, body: (r) => ({ channel: `C${r.int(1000, 9999)}`, limit: r.int(1, 100) }) },
];

export const legacy: ApiSpec = {
  id: 'legacy',
  title: 'Legacy: SOAP, JSON-RPC, methods as path segments, scripts',
  host: 'services.oldmill.example',
  requests: 1300,
  actors: [
    { kind: 'basic', count: 6, share: 5 },
    { kind: 'query', count: 4, share: 3 },
    { kind: 'opaque', count: 5, share: 3 },
  ],
  params: {
    id: { make: digits(5), size: 80 },
    customer: {
      make: (r) =>
        `${r
          .pick(FAMILY)
          .normalize('NFD')
          .replace(/[^A-Za-z]/g, '')
          .toUpperCase()
          .slice(0, 5)}${r.int(1, 9)}`,
      size: 40,
    },
    key: { make: digits(4), size: 30 },
    queue: { make: word, size: 10 },
  },
  entities: {
    soap: () =>
      '<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Result>OK</Result></soap:Body></soap:Envelope>',
    rpc: (r) => ({ jsonrpc: '2.0', id: r.int(1, 999), result: { balance: r.int(0, 999) } }),
    user: (r) => ({ ok: true, user: { id: `U${r.int(1, 999)}`, name: r.pick(NOUNS) } }),
    users: (r) => ({ ok: true, members: [{ id: `U${r.int(1, 999)}` }], cursor: '' }),
    message: (r) => ({ ok: true, ts: `${r.int(1e9, 2e9)}.0001`, message: { text: r.pick(NOUNS) } }),
    channel: (r) => ({ ok: true, channel: { id: `C${r.int(1, 999)}`, topic: r.pick(NOUNS) } }),
    file: (r) => ({ ok: true, file: { id: `F${r.int(1, 999)}`, size: r.int(1, 9999) } }),
    order: (r) => ({ d: { OrderID: r.int(1, 9999), Freight: '12.50', ShipName: r.pick(FAMILY) } }),
    customer: (r, id) => ({ d: { CustomerID: id, CompanyName: `${r.pick(NOUNS)} GmbH` } }),
    result: (r) => ({ status: 'success', data: { value: r.int(1, 99) } }),
    job: (r) => ({ queue: r.pick(NOUNS), depth: r.int(0, 90) }),
  },
  unrouted: 'html',
  routes: [
    [
      'POST /services/OrderService',
      50,
      'soap',
      {
        type: 'text/xml',
        status: 200,
        body: (r) => soap(r.pick(['GetOrder', 'PlaceOrder', 'CancelOrder']))(r),
      },
    ],
    [
      'POST /services/CustomerService',
      40,
      'soap',
      { type: 'text/xml', status: 200, body: (r) => soap(r.pick(['GetCustomer', 'FindCustomer']))(r) },
    ],
    [
      'POST /services/InvoiceService',
      20,
      'soap',
      { type: 'text/xml', status: 200, body: soap('GetInvoice') },
    ],
    [
      'POST /jsonrpc',
      60,
      'rpc',
      {
        status: 200,
        body: (r) => ({
          jsonrpc: '2.0',
          id: r.int(1, 999),
          method: r.pick(['account.balance', 'account.list']),
          params: [r.int(1, 99)],
        }),
      },
    ],
    [
      'GET /index.php',
      30,
      'result',
      { query: (r) => ({ action: r.pick(['list', 'view', 'edit']), id: String(r.int(1, 99)) }) },
    ],
    [
      'POST /cgi-bin/submit.pl',
      14,
      'ok',
      {
        form: true,
        type: 'text/html',
        status: 200,
        body: (r) => ({ name: r.pick(NOUNS), qty: r.int(1, 9) }),
      },
    ],
    call('users.info', 40, 'user'),
    call('users.list', 30, 'users'),
    call('users.setPresence', 12, 'user'),
    call('chat.postMessage', 60, 'message'),
    call('chat.update', 16, 'message'),
    call('chat.delete', 9, 'message'),
    call('conversations.list', 24, 'users'),
    call('conversations.history', 40, 'users'),
    call('conversations.info', 16, 'channel'),
    call('conversations.join', 8, 'channel'),
    call('files.upload', 12, 'file'),
    call('files.info', 10, 'file'),
    call('reactions.add', 14, 'message'),
    call('auth.test', 20, 'user'),
    call('auth.revoke', 4, 'result'),
    ['GET /OData/Orders({id})', 40, 'order'],
    ['GET /OData/Orders', 20, 'order'],
    ["GET /OData/Customers('{customer}')", 24, 'customer'],
    ['GET /rest/getUserById/{id}', 26, 'user'],
    ['GET /rest/getAllUsers', 14, 'users'],
    ['GET /rest/deleteUser/{id}', 6, 'result'],
    ['POST /rest/updateUser', 9, 'result', { status: 200 }],
    ['GET /rest/getOrderStatus/{id}', 22, 'result'],
    ['GET /rest/ping', 20, 'result'],
    ['GET /queue/{queue}/depth', 22, 'job'],
    ['GET /Default.aspx', 10, 'ok', { type: 'text/html' }],
  ],
};
