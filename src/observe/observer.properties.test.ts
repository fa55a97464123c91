import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createObserver } from './observer.ts';
import { body, jwtOf, rawExchange } from './testing/raw.ts';

const make = (keepBodies = false) => {
  let n = 0;
  return createObserver({
    key: new Uint8Array(32).fill(7),
    capture: {
      bodyBytesMax: 65_536,
      keepBodies: keepBodies ? [{ service: '*', method: '*', path: '/', bytesMax: 16_384 }] : [],
    },
    nextNumber: () => {
      n += 1;
      return n;
    },
  });
};

/** Fixed, so that a run says the same each time. */
const runs = { numRuns: 300, seed: 20_261_121 } as const;

/** Letters and digits as a generator of secrets makes them: fast-check's own strings are biased towards repetition and words. */
const random = (lengthMin: number): fc.Arbitrary<string> =>
  fc.tuple(fc.integer(), fc.integer({ min: lengthMin, max: 40 })).map(([seed, length]) =>
    hash('sha256', String(seed), 'base64')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, length),
  );
const secret = random(12);
const pathId = fc.oneof(
  fc.uuid(),
  fc.integer().map((seed) => hash('sha256', String(seed), 'hex').slice(0, 12 + (Math.abs(seed) % 30))),
  random(16),
);
const jsonOf = (leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('id', 'name', 'token', 'note', 'items', 'email'), tie('value'), {
        maxKeys: 4,
      }),
    ),
  })).value;

test('no value of a body, a header, a cookie, a query or an id in the path is kept', () => {
  const observer = make();
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 6, maxLength: 6 }),
      pathId,
      fc.constantFrom('json', 'form', 'text', 'xml', 'multipart', 'ndjson'),
      (secrets, id, type) => {
        const [a = '', b = '', c = '', d = '', e = '', f = ''] = secrets;
        const content: Record<string, [string, string]> = {
          json: [
            'application/json',
            JSON.stringify({ name: a, list: [b, { deep: c }], [d]: 1, user: `${a} ${b}` }),
          ],
          form: ['application/x-www-form-urlencoded', `name=${a}&list[]=${b}&deep[x]=${c}`],
          text: ['text/plain', `${a} ${b} ${c}`],
          xml: ['application/xml', `<a name="${a}"><b>${b}</b><c>${c}</c></a>`],
          multipart: [
            'multipart/form-data; boundary=xyz',
            `--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\n${a}\r\n--xyz\r\nContent-Disposition: form-data; name="f"; filename="${b}"\r\n\r\n${c}\r\n--xyz--`,
          ],
          ndjson: ['application/x-ndjson', `{"name":"${a}"}\n{"name":"${b}"}\n["${c}"]`],
        };
        const [mediaType, text] = content[type] ?? ['', ''];
        const json = JSON.stringify(
          observer.observe(
            rawExchange({
              method: 'POST',
              target: `/patients/${id}/notes?q=${d}&filter[name]=${e}&api_key=${f}`,
              requestHeaders: [
                'User-Agent',
                a,
                'Authorization',
                `Bearer ${b}`,
                'Cookie',
                `session=${c}; theme=${d}`,
                'X-Api-Key',
                e,
                'X-Custom',
                f,
                'Content-Type',
                mediaType,
                'Accept-Language',
                a,
              ],
              requestBody: body(text),
              responseHeaders: ['Content-Type', mediaType, 'Set-Cookie', `sid=${f}`],
              responseBody: body(text),
              certificateSubject: `CN=${d}`,
            }),
          ),
        );
        for (const value of [a, b, c, e, f, id]) assert.ok(!json.includes(value), `${value} in ${json}`);
      },
    ),
    runs,
  );
});

test('claims and user names of 16 and more random characters are masked', () => {
  const observer = make();
  fc.assert(
    fc.property(fc.array(random(16), { minLength: 4, maxLength: 4 }), ([a = '', b = '', c = '', d = '']) => {
      const token = jwtOf({ sub: a, iss: b, tenant: c, roles: [d], scope: d, azp: a });
      const json = JSON.stringify([
        observer.observe(rawExchange({ requestHeaders: ['Authorization', `Bearer ${token}`] })),
        observer.observe(
          rawExchange({
            requestHeaders: ['Authorization', `Basic ${Buffer.from(`${a}:${b}`).toString('base64')}`],
          }),
        ),
      ]);
      for (const value of [a, b, c, d, token]) assert.ok(!json.includes(value), `${value} in ${json}`);
    }),
    runs,
  );
});

test('never throws, whatever comes', () => {
  const observer = make(true);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '',
      '/',
      '//',
      '?',
      '/%',
      '/%zz?%=%',
      '{',
      '[[[[',
      'Bearer ',
      'Basic !!',
      'a=b;c',
      'gzip',
      'multipart/form-data; boundary="',
      'application/json; charset=utf-16',
    ),
  );
  const headers = fc.array(
    fc.tuple(
      fc.oneof(
        text,
        fc.constantFrom(
          'Authorization',
          'Cookie',
          'Content-Type',
          'Content-Encoding',
          'X-Api-Key',
          'User-Agent',
          '__proto__',
        ),
      ),
      text,
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(
      text,
      text,
      headers,
      headers,
      fc.uint8Array({ maxLength: 200 }),
      jsonOf(fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null))),
      fc.boolean(),
      (target, host, requestHeaders, responseHeaders, bytes, value, truncated) => {
        const json = JSON.stringify(value) ?? '';
        for (const content of [bytes, Buffer.from(json), Buffer.from(json.slice(0, bytes.length))]) {
          const observed = observer.observe(
            rawExchange({
              method: 'POST',
              target,
              host,
              requestHeaders: requestHeaders.flat(),
              responseHeaders: responseHeaders.flat(),
              requestBody: body(content, truncated),
              responseBody: body(content, truncated),
              clientAddress: host,
              certificateSubject: target,
            }),
          );
          assert.equal(typeof observed.form.ref, 'string');
        }
      },
    ),
    runs,
  );
});

test('the same shape has the same ref in whatever order its properties come', () => {
  const observer = make();
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, shuffled(inner)]),
    );
  };
  fc.assert(
    fc.property(
      jsonOf(
        fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
      ),
      (value) => {
        const one = observer.observe(rawExchange({ responseBody: body(JSON.stringify(value)) }));
        const other = observer.observe(rawExchange({ responseBody: body(JSON.stringify(shuffled(value))) }));
        const fresh = make().observe(rawExchange({ responseBody: body(JSON.stringify(value)) }));
        assert.equal(one.responseShape?.ref, other.responseShape?.ref);
        assert.equal(one.responseShape?.ref, fresh.responseShape?.ref);
        assert.deepEqual(one.form.json, fresh.form.json);
      },
    ),
    runs,
  );
});

test('every beginning of a truncated JSON text gives a shape', () => {
  const observer = make();
  fc.assert(
    fc.property(
      jsonOf(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
      fc.nat(),
      (value, cut) => {
        const json = JSON.stringify({ value });
        const observed = observer.observe(
          rawExchange({ responseBody: body(json.slice(0, 1 + (cut % (json.length - 1))), true) }),
        );
        assert.equal(observed.responseShape?.value.t, 'object');
      },
    ),
    runs,
  );
});
