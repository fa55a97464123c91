import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Config } from '../config/schema.ts';
import type { RawExchange } from './raw-exchange.ts';
import { createObserver } from './observer.ts';
import { body, jwtOf, rawExchange } from './testing/raw.ts';

const make = (keepBodies: Config['capture']['keepBodies'] = []) => {
  let n = 0;
  return createObserver({
    key: new Uint8Array(32).fill(3),
    capture: { bodyBytesMax: 65_536, keepBodies },
    nextNumber: () => (n += 1),
  });
};
const observe = (given: Partial<RawExchange>) => make().observe(rawExchange(given));
const shapeOf = (text: string | Uint8Array, type: string, coding = '', truncated = false) =>
  observe({
    responseHeaders: ['content-type', type, ...(coding === '' ? [] : ['Content-Encoding', coding])],
    responseBody: body(text, truncated),
  }).responseShape?.value;

test('paths: ids become their kind, words stay, positions are stable', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['/', '/'],
    ['/patients/42', '/patients/{integer}'],
    ['/patients/me', '/patients/me'],
    ['/v1/patients/pat_8f3k2m/notes', '/v1/patients/{prefixed-id}/notes'],
    ['/invoices/INV-2026-00042', '/invoices/{prefixed-id}'],
    ['/a/550e8400-e29b-41d4-a716-446655440000', '/a/{uuid}'],
    ['/a/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/a/{ulid}'],
    ['/a/507f1f77bcf86cd799439011', '/a/{hex}'],
    ['/slots/2026-11-21', '/slots/{date}'],
    ['/2024-01/products', '/2024-01/products'],
    ['/api/2024-01/products', '/api/2024-01/products'],
    ['/users/ana%40clinic.org', '/users/{email}'],
    ['/verify/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '/verify/{token}'],
    ['/prices/12.50', '/prices/{number}'],
    ['/openapi.json', '/openapi.json'],
    ['/robots.txt', '/robots.txt'],
    ['/.well-known/openid-configuration', '/.well-known/openid-configuration'],
    ['/a//b/', '/a//b/'],
    ['/cars;color=red;jsessionid=8f3k2m9q7w/7;x=1', '/cars/{integer}'],
    ['/users/Ana%20Lopez', '/users/{token}'],
    ['/reports/blue-green-deployment', '/reports/blue-green-deployment'],
    ['/%zz/1', '/{token}/{integer}'],
  ];
  for (const [target, path] of cases) assert.equal(observe({ target }).form.value.path, path, target);
  assert.equal(
    observe({ target: '/clinic.v1.Patients/GetPatient', protocol: 'grpc', method: 'POST' }).form.value.path,
    '/clinic.v1.Patients/GetPatient',
  );
});

test('the same id has the same hash wherever it stands; another key gives another', () => {
  const observer = make();
  const one = observer.observe(rawExchange({ target: '/patients/42/notes/7' })).resources.split(' ');
  const other = observer.observe(rawExchange({ target: '/visits/42' })).resources;
  assert.equal(one.length, 2);
  assert.equal(one[0], other);
  const elsewhere = createObserver({
    key: new Uint8Array(32).fill(4),
    capture: { bodyBytesMax: 1, keepBodies: [] },
    nextNumber: () => 1,
  });
  assert.notEqual(elsewhere.observe(rawExchange({ target: '/visits/42' })).resources, other);
});

test('JSON: ids never become field names, items are merged, big and deep bodies are cut', () => {
  assert.deepEqual(
    shapeOf(
      '{"550e8400-e29b-41d4-a716-446655440000":{"a":1},"6ba7b810-9dad-11d1-80b4-00c04fd430c8":{"a":2.5}}',
      'application/json',
    ),
    {
      t: 'object',
      p: { '{key}': { t: 'object', p: { a: { t: 'number' } } } },
    },
  );
  assert.deepEqual(shapeOf('[{"a":1},{"b":null}]', 'application/json'), {
    t: 'array',
    i: { t: 'object', p: { a: { t: 'integer' }, b: { t: 'null' } } },
  });
  assert.ok(
    JSON.stringify(shapeOf('['.repeat(50_000) + ']'.repeat(50_000), 'application/json')).length < 4000,
  );
  const wide = shapeOf(
    JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 3000 }, (_, i) => [
          `f${'abcdefghij'[i % 10] ?? ''}${String.fromCharCode(97 + (i % 26), 97 + ((i / 26) % 26), 97 + ((i / 676) % 26))}`,
          i,
        ]),
      ),
    ),
    'application/json',
  );
  assert.ok(wide?.t === 'object' && wide.x === true && Object.keys(wide.p).length <= 257);
});

test('other bodies: forms, multipart, XML, sequences, text, binary', () => {
  assert.deepEqual(shapeOf('a=1&b[]=x&b[]=y', 'application/x-www-form-urlencoded'), {
    t: 'object',
    p: { a: { t: 'integer' }, b: { t: 'array', i: { t: 'string', f: 'word' } } },
  });
  assert.deepEqual(
    shapeOf(
      '--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello there\r\n--b\r\nContent-Disposition: form-data; name="scan"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n\x00\x01\r\n--b--',
      'multipart/form-data; boundary=b',
    ),
    { t: 'object', p: { note: { t: 'string', f: 'text' }, scan: { t: 'string', f: 'binary' } } },
  );
  assert.deepEqual(
    shapeOf(
      '<!DOCTYPE x [<!ENTITY e "boom">]><p:list xmlns:p="u"><i n="1">ana@clinic.org</i><i n="2">b@clinic.org</i></p:list>',
      'text/xml',
    ),
    {
      t: 'object',
      p: {
        list: {
          t: 'object',
          p: {
            i: {
              t: 'array',
              i: {
                t: 'object',
                p: { '#text': { t: 'string', f: 'email', c: ['email'] }, '@n': { t: 'integer' } },
              },
            },
          },
        },
      },
    },
  );
  assert.deepEqual(shapeOf('{"a":1}\n{"a":2}\n', 'application/x-ndjson'), {
    t: 'array',
    i: { t: 'object', p: { a: { t: 'integer' } } },
  });
  assert.deepEqual(shapeOf('mail ana@clinic.org please', 'text/plain'), {
    t: 'opaque',
    why: 'text',
    c: ['email'],
  });
  assert.deepEqual(shapeOf(new Uint8Array([1, 2, 3]), 'image/png'), { t: 'opaque', why: 'binary' });
  assert.deepEqual(shapeOf('{"a":', 'application/json'), { t: 'opaque', why: 'malformed' });
  assert.deepEqual(shapeOf('{"a":1,"b":[{"c":tr', 'application/json', '', true), {
    t: 'object',
    p: { a: { t: 'integer' }, b: { t: 'array', i: { t: 'object', p: {}, x: true }, x: true } },
    x: true,
  });
});

test('content codings and charsets', () => {
  const json = '{"a":"é","email":"ana@clinic.org"}';
  const expected = shapeOf(json, 'application/json');
  for (const [coding, bytes] of [
    ['gzip', gzipSync(json)],
    ['br', brotliCompressSync(json)],
    ['deflate', deflateRawSync(json)],
    ['zstd', zstdCompressSync(json)],
  ] as const) {
    assert.deepEqual(shapeOf(bytes, 'application/json', coding), expected, coding);
  }
  assert.deepEqual(shapeOf(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'application/json', 'gzip'), {
    t: 'opaque',
    why: 'encoded',
  });
  assert.deepEqual(shapeOf('x', 'application/json', 'unheard-of'), { t: 'opaque', why: 'encoded' });
  assert.deepEqual(shapeOf(Buffer.from(json, 'utf16le'), 'application/json; charset=utf-16le'), expected);
  assert.deepEqual(shapeOf(Buffer.from(json, 'latin1'), 'application/json; charset=iso-8859-1'), expected);
});

test('parameters: query, custom headers, cookies; standard headers are none', () => {
  const { parameters } = observe({
    target: '/a?page=2&ids=1&ids=2&filter[status]=open&flag',
    requestHeaders: [
      'Host',
      'a',
      'Accept',
      '*/*',
      'X-Forwarded-For',
      '1.2.3.4',
      'X-Clinic',
      'north',
      'Cookie',
      'theme=dark; sid=abc',
    ],
  }).form.value;
  assert.deepEqual(
    parameters.map(({ in: place, name, shape }) => [place, name, shape.t]),
    [
      ['query', 'filter[status]', 'string'],
      ['query', 'flag', 'string'],
      ['query', 'ids', 'array'],
      ['query', 'page', 'integer'],
      ['header', 'x-clinic', 'string'],
      ['cookie', 'sid', 'string'],
      ['cookie', 'theme', 'string'],
    ],
  );
});

test('actors: token, key, basic, session, certificate, network', () => {
  const observer = make();
  const who = (requestHeaders: string[], given: Partial<RawExchange> = {}) => {
    const { actor, form } = observer.observe(rawExchange({ requestHeaders, ...given }));
    return { ...actor.value, auth: form.value.auth, names: form.value.authNames };
  };
  const token = jwtOf({
    sub: 'pat_12',
    iss: 'https://clinic.example',
    role: 'patient',
    tenant: 'north',
    scope: 'read write',
  });
  const person = who(['Authorization', `Bearer ${token}`, 'User-Agent', 'okhttp/4.12.0']);
  assert.deepEqual(
    { ...person, id: '' },
    {
      id: '',
      evidence: 'token-subject',
      kind: 'person',
      confidence: 0.95,
      label: 'pat_12',
      issuer: 'https://clinic.example',
      roles: ['patient'],
      scopes: ['read', 'write'],
      tenant: 'north',
      agent: 'okhttp',
      auth: ['bearer-jwt'],
      names: ['authorization'],
    },
  );
  assert.equal(
    who(['Authorization', `Bearer ${jwtOf({ sub: 'pat_12', iss: 'https://clinic.example', exp: 9 })}`]).id,
    person.id,
    'a renewed token is the same actor',
  );
  assert.equal(
    who(['Authorization', `Bearer ${jwtOf({ sub: 'billing', client_id: 'billing' })}`]).kind,
    'service',
  );
  assert.equal(who(['Authorization', `Bearer ${jwtOf({ sub: 'x1', role: 'partner' })}`]).kind, 'partner');
  assert.equal(
    who(['Authorization', `Bearer ${jwtOf({ sub: 'ana.lopez@clinic.org', email: 'x' })}`]).label,
    'a…@clinic.org',
  );

  const key = who(['X-Api-Key', 'partner_live_9f86d081884c7d65']);
  assert.deepEqual(
    [key.evidence, key.kind, key.auth, key.names],
    ['api-key', 'partner', ['api-key-header'], ['x-api-key']],
  );
  assert.ok(key.label.startsWith('partner_'));
  assert.equal(
    who([], { target: '/a?api_key=partner_live_9f86d081884c7d65' }).id,
    key.id,
    'one key, wherever it is sent',
  );
  assert.equal(
    who(['X-Api-Key', 'mobile_app_9f86d081884c7d65', 'Authorization', `Bearer ${token}`]).id,
    person.id,
    'an app key is shared, the token is not',
  );

  const basic = who([
    'Authorization',
    `Basic ${Buffer.from('ana.lopez@clinic.org:geheim').toString('base64')}`,
  ]);
  assert.deepEqual([basic.evidence, basic.label, basic.auth], ['basic', 'a…@clinic.org', ['basic']]);

  const cookie = 'sid=8f3k2m9q7w1z5x6c';
  assert.equal(who(['Cookie', cookie]).evidence, 'session');
  assert.equal(who(['Cookie', cookie, 'Authorization', `Bearer ${token}`]).id, person.id);
  assert.equal(who(['Cookie', cookie]).id, person.id, 'the session of a login that a token told');
  assert.equal(who(['Cookie', `auth=${token}`]).id, person.id, 'a token in a cookie');

  const partner = who([], { certificateSubject: 'CN=lab.partner.example,O=Partner Lab' });
  assert.deepEqual(
    [partner.evidence, partner.kind, partner.label],
    ['client-certificate', 'partner', 'lab.partner.example'],
  );

  const nobody = who(['User-Agent', 'curl/8.5.0']);
  assert.deepEqual(
    [nobody.evidence, nobody.kind, nobody.label],
    ['network-fingerprint', 'anonymous', 'curl 8 from 203.0.113.0/24'],
  );
  assert.equal(
    who(['User-Agent', 'Mozilla/5.0 AppleWebKit/537.36 (compatible; GPTBot/1.2; +https://openai.com/gptbot)'])
      .kind,
    'agent',
  );
  assert.equal(who(['User-Agent', 'curl/8.5.0'], { clientAddress: '203.0.113.99' }).id, nobody.id);
  assert.notEqual(who(['User-Agent', 'curl/8.5.0'], { clientAddress: '198.51.100.7' }).id, nobody.id);
});

test('GraphQL: root fields of requests that are some', () => {
  const post = (value: unknown, target = '/graphql') =>
    observe({
      method: 'POST',
      target,
      requestHeaders: ['Content-Type', 'application/json'],
      requestBody: body(JSON.stringify(value)),
    }).form.value.graphql?.map(({ type, field }) => `${type} ${field}`);
  assert.deepEqual(
    post({
      query: '{ me: viewer { id } ...F } fragment F on Query { patients { id } __schema { types { name } } }',
    }),
    ['query viewer', 'query patients', 'query __schema'],
  );
  assert.deepEqual(post({ query: 'query A { a } mutation B { b }', operationName: 'B' }), ['mutation b']);
  assert.deepEqual(post([{ query: '{ a }' }, { query: 'subscription { c }' }]), [
    'query a',
    'subscription c',
  ]);
  assert.deepEqual(post({ query: '{ a }' }, '/api/data'), ['query a']);
  assert.equal(post({ query: 'diabetes' }, '/search'), undefined);
  assert.equal(post({ query: '{ a' }), undefined);
  assert.equal(post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }), undefined);
  assert.deepEqual(observe({ target: `/graphql?query=${encodeURIComponent('{ a }')}` }).form.value.graphql, [
    { type: 'query', field: 'a' },
  ]);
  assert.equal(post({ query: `{ ${'a '.repeat(20_000)} }` }), undefined, 'over the bound of tokens');
});

test('bodies are kept only where a rule asks, and redacted', () => {
  const raw = rawExchange({
    method: 'POST',
    target: '/patients/1',
    requestHeaders: ['Content-Type', 'application/json'],
    requestBody: body(
      '{"email":"ana@clinic.org","password":"hunter2","status":"open","note":"call +34 612 345 678 now","blob":"q7Lw9xZt2Vb8Nm4KpR"}',
    ),
    responseBody: body('{"token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl","count":3}'),
  });
  assert.equal(make().observe(raw).body, undefined);
  const rule = { service: '*', method: 'POST', path: '/patients', bytesMax: 16_384 };
  assert.equal(make([{ ...rule, method: 'GET' }]).observe(raw).body, undefined);
  assert.equal(make([{ ...rule, path: '/other' }]).observe(raw).body, undefined);
  const kept = make([rule]).observe(raw).body;
  assert.deepEqual(JSON.parse(kept?.request ?? ''), {
    email: '‹email›',
    password: '‹password›',
    status: 'open',
    note: '‹phone›',
    blob: '‹token›',
  });
  assert.match(kept?.response ?? '', /^\{"token":"‹[a-z -]*jwt[a-z -]*›","count":3\}$/);
  const broken =
    make([rule]).observe({
      ...raw,
      requestBody: body('{"password":"hunter2","email":"ana@clinic.org","x', true),
    }).body?.request ?? '';
  assert.ok(!broken.includes('hunter2') && !broken.includes('ana@'), broken);
});

test('a hostile host or method is not written down', () => {
  assert.equal(observe({ host: '<script>alert(1)</script>' }).form.value.host, 'invalid');
  assert.equal(observe({ host: 'API.clinic.example:80' }).form.value.host, 'api.clinic.example');
  assert.equal(observe({ method: 'X'.repeat(400) }).form.value.method, 'OTHER');
  assert.equal(observe({ protocol: 'websocket', target: '/live' }).form.value.method, 'WS');
});
