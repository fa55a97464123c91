import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { mirrorSchema } from '../../../config/mirror.ts';
import type { Evidence } from '../../../model/sighting.ts';
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import { startSpanReceiver } from './listener.ts';
import { fieldsOf, WireError } from './protobuf.ts';
import { spansOfBytes, spansOfJson } from './span.ts';
import { templateOf } from './span-evidence.ts';

const receiver = async (t: TestContext, given: object = {}) => {
  const taken: RawExchange[] = [];
  const evidence: Evidence[] = [];
  const running = await startSpanReceiver({
    config: mirrorSchema.parse({ name: 'spans', kind: 'otlp', port: 0, ...given }),
    take: (raw) => taken.push(raw),
    onEvidence: (one) => evidence.push(one),
  });
  t.after(() => running[Symbol.asyncDispose]());
  return { taken, evidence, running, url: `http://127.0.0.1:${running.port}/v1/traces` };
};

for (const [name, Exporter] of [
  ['JSON', JsonExporter],
  ['Protocol Buffers, gzipped', ProtobufExporter],
] as const) {
  test(`spans of the OpenTelemetry SDK arrive: ${name}`, async (t) => {
    const { taken, evidence, url } = await receiver(t);
    const exporter = new Exporter({
      url,
      ...(name.includes('gzip') ? { compression: 'gzip' as never } : {}),
    });
    const provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'orders' }),
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    });
    const tracer = provider.getTracer('instrumentation-http');
    const startTime = 1_795_236_791_000;
    tracer
      .startSpan('GET /orders/:id', {
        kind: SpanKind.SERVER,
        startTime,
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/orders/:id',
          'url.path': '/orders/17',
          'url.query': 'expand=lines',
          'url.scheme': 'https',
          'http.response.status_code': 200,
          'server.address': 'api.example.org',
          'server.port': 443,
          'client.address': '198.51.100.4',
          'user_agent.original': 'curl/8.5.0',
        },
      })
      .end(startTime + 12);
    tracer
      .startSpan('clinic.Notes/Add', {
        kind: SpanKind.SERVER,
        attributes: {
          'rpc.system': 'grpc',
          'rpc.service': 'clinic.Notes',
          'rpc.method': 'Add',
          'rpc.grpc.status_code': 0,
        },
      })
      .end();
    tracer
      .startSpan('POST', {
        kind: SpanKind.CLIENT,
        attributes: {
          'http.request.method': 'POST',
          'url.full': 'https://pay.example.net/v1/charges/ch_1?key=s3cret',
          'http.response.status_code': 201,
        },
      })
      .end();
    tracer.startSpan('SELECT', { kind: SpanKind.CLIENT, attributes: { 'db.system': 'postgresql' } }).end();
    await provider.forceFlush();
    await provider.shutdown();
    const http = taken.find(({ target }) => target.startsWith('/orders'));
    assert.deepEqual(
      [
        http?.service,
        http?.scheme,
        http?.host,
        http?.method,
        http?.target,
        http?.status,
        http?.durationUs,
        http?.atMs,
        http?.clientAddress,
      ],
      [
        'orders',
        'https',
        'api.example.org',
        'GET',
        '/orders/17?expand=lines',
        200,
        12_000,
        startTime,
        '198.51.100.4',
      ],
    );
    assert.deepEqual(http?.requestHeaders, ['host', 'api.example.org', 'user-agent', 'curl/8.5.0']);
    const rpc = taken.find(({ protocol }) => protocol === 'grpc');
    assert.deepEqual([rpc?.target, rpc?.responseHeaders], ['/clinic.Notes/Add', ['grpc-status', '0']]);
    const all = {
      sightings: evidence.flatMap((one) => one.sightings),
      outbound: evidence.flatMap((one) => one.outbound),
      components: evidence.flatMap((one) => one.components),
    };
    assert.deepEqual(
      all.sightings.map(({ method, path, api, hosts, framework }) => [method, path, api, hosts, framework]),
      [['GET', '/orders/{id}', 'orders', ['api.example.org'], 'instrumentation-http']],
    );
    assert.deepEqual(
      all.outbound.map(({ api, host, method, path, transport }) => [api, host, method, path, transport]),
      [['orders', 'pay.example.net', 'POST', null, 'https']],
    );
    assert.deepEqual(
      all.components.map(({ kind, name: of, api }) => [kind, of, api]),
      [['database', 'postgresql', 'orders']],
    );
    assert.ok(!JSON.stringify(all).includes('s3cret'));
  });
}

test('what is no OTLP is refused and named; the receiver goes on', async (t) => {
  const { url, running, taken } = await receiver(t, { bodyBytesMax: 100_000 });
  const post = async (body: string | Buffer, headers: Readonly<Record<string, string>>, to = url) =>
    (
      await fetch(to, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers,
      })
    ).status;
  const json = { 'content-type': 'application/json' };
  assert.equal(await post('{', json), 400);
  assert.equal(await post('{}', { 'content-type': 'text/plain' }), 415);
  assert.equal(await post('x', { ...json, 'content-encoding': 'gzip' }), 400);
  assert.equal(await post(gzipSync(Buffer.alloc(80_000_000)), { ...json, 'content-encoding': 'gzip' }), 413);
  assert.equal(await post(Buffer.from([0x0a, 0x7f, 1]), { 'content-type': 'application/x-protobuf' }), 400);
  assert.equal(await post('{}', json, url.replace('traces', 'logs')), 404);
  assert.equal((await fetch(url)).status, 405);
  assert.equal(await post('{"resourceSpans":[{"scopeSpans":[{"spans":[null,7,{"kind":2}]}]}]}', json), 200);
  assert.equal(running.refused(), 7);
  assert.equal(taken.length, 0);
});

test('hostile bytes and values never throw anything but what says so', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        spansOfBytes(bytes);
        for (const _ of fieldsOf(bytes));
      } catch (error) {
        assert.ok(error instanceof WireError);
      }
    }),
  );
  fc.assert(
    fc.property(
      fc.jsonValue(),
      (value) => void spansOfJson({ resourceSpans: [value, { scopeSpans: [value, { spans: [value] }] }] }),
    ),
  );
});

test('routes are templates, however frameworks write them', () => {
  assert.equal(templateOf('/users/:id(\\d+)/files/*'), '/users/{id}/files/{path*}');
  assert.equal(templateOf('/users/{id:[0-9]+}'), '/users/{id}');
  assert.equal(templateOf('/users/<int:id>/'), '/users/{id}');
  assert.equal(templateOf('^users/(?P<pk>[^/.]+)/$'), null);
  assert.equal(templateOf('users/{id}'), '/users/{id}');
});
