import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ObservedExchange } from '../../../model/exchange.ts';
import { createObserver } from '../../../observe/observer.ts';
import { batchOf } from '../../../store/spool/encode.ts';
import { discoverFiles, type DiscoverOptions } from '../files.ts';

interface Given {
  readonly name?: string;
  readonly logFormat?: string;
  readonly limits?: DiscoverOptions['limits'];
}

const read = async (t: TestContext, content: string | Buffer, given: Given = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'heliostat-log-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, given.name ?? 'access.log');
  await writeFile(file, content);
  const all: ObservedExchange[] = [];
  let number = 0;
  const nextNumber = () => (number += 1);
  const report = await discoverFiles({
    files: [file],
    observer: createObserver({
      key: new Uint8Array(32).fill(7),
      capture: { bodyBytesMax: 65_536, keepBodies: [] },
      nextNumber,
    }),
    inventory: { ingest: () => undefined },
    batchOf: (observed) => {
      all.push(...observed);
      return batchOf(observed, 'test', 0);
    },
    nextNumber,
    ...(given.logFormat === undefined ? {} : { logFormat: given.logFormat }),
    ...(given.limits === undefined ? {} : { limits: given.limits }),
  });
  return { report, all };
};

/** What a line says, in short. */
const short = ({
  form: { value: form },
  atMs,
  durationUs,
  requestBytes,
  responseBytes,
  client,
}: ObservedExchange): string =>
  [
    form.method,
    `${form.scheme}://${form.host}${form.path}`,
    form.parameters.map(({ in: where, name }) => `${where}:${name}`).join(','),
    form.status,
    new Date(atMs).toISOString(),
    durationUs,
    requestBytes,
    responseBytes,
    client.value.network,
    client.value.agent,
    form.auth.join(','),
  ].join(' | ');

interface Example {
  readonly title: string;
  readonly lines: readonly string[];
  readonly told: readonly string[];
  readonly given?: Given;
  readonly kind?: string;
}

const uuid = '4b2f0c1e-8f1a-4c57-9a53-0d9a6a1b2c3d';

const examples: readonly Example[] = [
  {
    title: 'combined',
    lines: [
      '203.0.113.7 - - [21/Nov/2026:04:53:11 +0100] "GET /api/patients/17?expand=notes HTTP/1.1" 200 512 "https://app.example.org/" "curl/8.5.0"',
      '203.0.113.7 - ana lee [21/Nov/2026:04:53:12 +0100] "DELETE /api/patients/18 HTTP/2.0" 204 0 "-" "curl/8.5.0"',
    ],
    told: [
      'GET | http://unknown/api/patients/{integer} | query:expand | 200 | 2026-11-21T03:53:11.000Z | 0 | 0 | 512 | 203.0.113.0/24 | curl 8 | ',
      'DELETE | http://unknown/api/patients/{integer} |  | 204 | 2026-11-21T03:53:12.000Z | 0 | 0 | 0 | 203.0.113.0/24 | curl 8 | basic',
    ],
  },
  {
    title: 'common, over IPv6',
    lines: ['2001:db8:1::7 - - [21/Nov/2026:04:53:11 +0000] "POST /api/orders HTTP/1.1" 201 -'],
    told: [
      'POST | http://unknown/api/orders |  | 201 | 2026-11-21T04:53:11.000Z | 0 | 0 | 0 | 2001:db8:1::/48 |  | ',
    ],
  },
  {
    title: 'combined with request time, upstream, host and a forwarded address behind it',
    lines: [
      '10.0.0.9 - - [21/Nov/2026:04:53:11 +0000] "GET /v1/orders HTTP/1.1" 200 77 "-" "okhttp/4.12.0" 0.004 "10.1.0.5:8080, 10.1.0.6:8080" "api.example.org" "198.51.100.4, 10.0.0.3"',
      '10.0.0.9 - - [21/Nov/2026:04:53:12 +0000] "GET /v1/orders HTTP/1.1" 502 0 "-" "-" 1.250 "-" "api.example.org" "-"',
    ],
    told: [
      'GET | http://api.example.org/v1/orders |  | 200 | 2026-11-21T04:53:11.000Z | 4000 | 0 | 77 | 198.51.100.0/24 | okhttp 4 | ',
      'GET | http://api.example.org/v1/orders |  | 502 | 2026-11-21T04:53:12.000Z | 1250000 | 0 | 0 | 10.0.0.0/24 |  | ',
    ],
  },
  {
    title: 'names before values',
    lines: [
      '203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "GET /v1/orders HTTP/1.1" 200 77 "-" "okhttp/4.12.0" rt=0.031 uct="0.000" host="shop.example.org"',
    ],
    told: [
      'GET | http://shop.example.org/v1/orders |  | 200 | 2026-11-21T04:53:11.000Z | 31000 | 0 | 77 | 203.0.113.0/24 | okhttp 4 | ',
    ],
  },
  {
    title: 'virtual host before it',
    lines: [
      'api.example.org:443 203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "GET /v1/orders HTTP/1.1" 200 77 "-" "okhttp/4.12.0"',
    ],
    told: [
      'GET | https://api.example.org/v1/orders |  | 200 | 2026-11-21T04:53:11.000Z | 0 | 0 | 77 | 203.0.113.0/24 | okhttp 4 | ',
    ],
  },
  {
    title: 'a format string of nginx',
    lines: [
      `2026-11-21T04:53:11+00:00|203.0.113.7|api.example.org|PUT|/v1/orders/${uuid}|200|0.010, 0.020|TLSv1.3`,
    ],
    given: {
      logFormat:
        '$time_iso8601|$remote_addr|$host|$request_method|$request_uri|$status|$upstream_response_time|$ssl_protocol',
    },
    told: [
      'PUT | https://api.example.org/v1/orders/{uuid} |  | 200 | 2026-11-21T04:53:11.000Z | 30000 | 0 | 0 | 203.0.113.0/24 |  | ',
    ],
  },
  {
    title: 'definitions of an nginx configuration',
    lines: ['203.0.113.7 "GET /v1/orders HTTP/1.1" 200 0.5'],
    given: {
      logFormat: `http {\n  # log_format old '$request';\n  log_format  timed  '$remote_addr "$request" '\n    '$status $request_time';\n}`,
    },
    told: [
      'GET | http://unknown/v1/orders |  | 200 | 1970-01-01T00:00:00.000Z | 500000 | 0 | 0 | 203.0.113.0/24 |  | ',
    ],
  },
  {
    title: 'a format string of Apache, quotes escaped',
    lines: [
      '203.0.113.7 api.example.org [21/Nov/2026:04:53:11 +0000] "GET /v1/orders?q=a\\"b HTTP/1.1" 200 77 1500 "odd \\"agent\\" curl/8.5.0"',
    ],
    given: { logFormat: '%a %V %t \\"%r\\" %>s %B %D \\"%{User-Agent}i\\"' },
    told: [
      'GET | http://api.example.org/v1/orders | query:q | 200 | 2026-11-21T04:53:11.000Z | 1500 | 0 | 77 | 203.0.113.0/24 | other | ',
    ],
  },
  {
    title: 'Envoy',
    lines: [
      `[2026-11-21T04:53:11.123Z] "POST /clinic.Notes/Add HTTP/2" 200 - 12 34 56 55 "198.51.100.4" "grpc-go/1.60.0" "${uuid}" "api.example.org" "10.1.0.5:8080"`,
    ],
    told: [
      'POST | http://api.example.org/clinic.Notes/Add |  | 200 | 2026-11-21T04:53:11.123Z | 56000 | 12 | 34 | 198.51.100.0/24 | grpc-go 1 | ',
    ],
  },
  {
    title: 'AWS application load balancer',
    lines: [
      `https 2026-11-21T04:53:11.186641Z app/my-lb/50dc6c495c0c9188 192.0.2.33:2817 10.0.0.1:80 0.000 0.048 0.000 200 200 34 366 "GET https://api.example.org:443/v1/orders/17 HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my/73e2 "Root=1-58337262-36d228ad5d99923122bbe354" "api.example.org" "-" 0 2026-11-21T04:53:11.000000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-"`,
    ],
    told: [
      'GET | https://api.example.org/v1/orders/{integer} |  | 200 | 2026-11-21T04:53:11.186Z | 48000 | 34 | 366 | 192.0.2.0/24 | curl 7 | ',
    ],
  },
  {
    title: 'AWS classic load balancer',
    lines: [
      '2026-11-21T04:53:11.945958Z my-lb 192.0.2.33:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://www.example.org:80/v1/orders HTTP/1.1" "curl/7.38.0" - -',
    ],
    told: [
      'GET | http://www.example.org/v1/orders |  | 200 | 2026-11-21T04:53:11.945Z | 1048 | 0 | 29 | 192.0.2.0/24 | curl 7 | ',
    ],
  },
  {
    title: 'HAProxy behind syslog',
    lines: [
      'Nov 21 04:53:12 lb haproxy[14389]: 203.0.113.7:33317 [21/Nov/2026:04:53:11.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {api.example.org} {} "GET /v1/orders HTTP/1.1"',
      'Nov 21 04:53:13 lb haproxy[14389]: 203.0.113.7:33318 [21/Nov/2026:04:53:12.655] http-in http-in/<NOSRV> -1/-1/-1/-1/5 503 212 - - SC-- 1/1/1/1/0 0/0 "GET /v1/orders HTTP/1.1"',
    ],
    told: [
      'GET | http://unknown/v1/orders |  | 200 | 2026-11-21T04:53:11.655Z | 109000 | 0 | 2750 | 203.0.113.0/24 |  | ',
      'GET | http://unknown/v1/orders |  | 503 | 2026-11-21T04:53:12.655Z | 5000 | 0 | 212 | 203.0.113.0/24 |  | ',
    ],
  },
  {
    title: 'Traefik',
    lines: [
      '203.0.113.7 - - [21/Nov/2026:04:53:11 +0000] "GET /v1/orders HTTP/1.1" 200 77 "-" "curl/8.5.0" 14 "api@docker" "http://10.1.0.5:8080" 12ms',
    ],
    told: [
      'GET | http://unknown/v1/orders |  | 200 | 2026-11-21T04:53:11.000Z | 12000 | 0 | 77 | 203.0.113.0/24 | curl 8 | ',
    ],
  },
  {
    title: 'CloudFront',
    kind: 'w3c-log',
    lines: [
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken',
      '2026-11-21\t04:53:11\tFRA2\t182\t203.0.113.7\tGET\td111.cloudfront.net\t/v1/orders\t200\t-\tcurl/8.5.0%20(x)\tpage=2\t-\tHit\tabc==\tapi.example.org\thttps\t103\t0.017',
    ],
    told: [
      'GET | https://api.example.org/v1/orders | query:page | 200 | 2026-11-21T04:53:11.000Z | 17000 | 103 | 182 | 203.0.113.0/24 | curl 8 | ',
    ],
  },
  {
    title: 'IIS',
    kind: 'w3c-log',
    lines: [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken',
      '2026-11-21 04:53:11 10.0.0.1 GET /v1/orders - 443 - 203.0.113.7 curl/8.5.0 - 200 0 0 15',
    ],
    told: [
      'GET | http://unknown/v1/orders |  | 200 | 2026-11-21T04:53:11.000Z | 15000 | 0 | 0 | 203.0.113.0/24 | curl 8 | ',
    ],
  },
  ...[
    {
      title: 'nginx, JSON',
      line: {
        time_iso8601: '2026-11-21T04:53:11+00:00',
        remote_addr: '203.0.113.7',
        http_host: 'api.example.org',
        request: 'GET /v1/orders?page=2 HTTP/1.1',
        status: '200',
        body_bytes_sent: '77',
        request_time: '0.012',
        http_user_agent: 'curl/8.5.0',
        remote_user: '',
      },
      duration: 12_000,
    },
    {
      title: 'Envoy, JSON',
      line: {
        start_time: '2026-11-21T04:53:11.000Z',
        method: 'GET',
        path: '/v1/orders?page=2',
        protocol: 'HTTP/1.1',
        response_code: 200,
        duration: 12,
        bytes_sent: 77,
        authority: 'api.example.org',
        user_agent: 'curl/8.5.0',
        downstream_remote_address: '203.0.113.7:4000',
        upstream_cluster: 'x',
      },
      duration: 12_000,
    },
    {
      title: 'Kong',
      line: {
        latencies: { request: 12, kong: 1, proxy: 11 },
        client_ip: '203.0.113.7',
        started_at: 1_795_236_791_000,
        request: {
          method: 'GET',
          uri: '/v1/orders?page=2',
          url: 'http://api.example.org:8000/v1/orders?page=2',
          size: '0',
          headers: { host: 'api.example.org', 'user-agent': 'curl/8.5.0' },
        },
        response: { status: 200, size: '77', headers: {} },
      },
      duration: 12_000,
    },
    {
      title: 'Caddy',
      line: {
        level: 'info',
        ts: 1_795_236_791,
        logger: 'http.log.access',
        request: {
          remote_ip: '203.0.113.7',
          client_ip: '203.0.113.7',
          proto: 'HTTP/1.1',
          method: 'GET',
          host: 'api.example.org',
          uri: '/v1/orders?page=2',
          headers: { 'User-Agent': ['curl/8.5.0'] },
        },
        bytes_read: 0,
        duration: 0.012,
        size: 77,
        status: 200,
      },
      duration: 12_000,
    },
    {
      title: 'Traefik, JSON',
      line: {
        ClientHost: '203.0.113.7',
        DownstreamContentSize: 77,
        DownstreamStatus: 200,
        Duration: 12_000_000,
        RequestHost: 'api.example.org',
        RequestMethod: 'GET',
        RequestPath: '/v1/orders?page=2',
        RequestProtocol: 'HTTP/1.1',
        StartUTC: '2026-11-21T04:53:11Z',
        'request_User-Agent': 'curl/8.5.0',
      },
      duration: 12_000,
    },
    {
      title: 'Google Cloud',
      line: {
        httpRequest: {
          requestMethod: 'GET',
          requestUrl: 'http://api.example.org/v1/orders?page=2',
          status: 200,
          responseSize: '77',
          userAgent: 'curl/8.5.0',
          remoteIp: '203.0.113.7',
          latency: '0.012s',
        },
        timestamp: '2026-11-21T04:53:11Z',
      },
      duration: 12_000,
    },
    {
      title: 'Azure',
      line: {
        records: [
          {
            time: '2026-11-21T04:53:11Z',
            properties: {
              httpMethod: 'GET',
              requestUri: '/v1/orders',
              requestQuery: 'page=2',
              httpStatus: 200,
              clientIP: '203.0.113.7',
              host: 'api.example.org',
              userAgent: 'curl/8.5.0',
              sentBytes: 77,
              timeTaken: 0.012,
            },
          },
        ],
      },
      duration: 12_000,
    },
  ].map(
    ({ title, line, duration }): Example => ({
      title,
      kind: 'ndjson',
      lines: [JSON.stringify(line)],
      told: [
        `GET | http://api.example.org/v1/orders | query:page | 200 | 2026-11-21T04:53:11.000Z | ${duration} | 0 | 77 | 203.0.113.0/24 | curl 8 | `,
      ],
    }),
  ),
];

for (const { title, lines, told, given, kind } of examples) {
  test(`access log: ${title}`, async (t) => {
    const { report, all } = await read(t, `${lines.join('\n')}\n`, given);
    assert.equal(report.files[0]?.problem, null);
    assert.deepEqual(report.skipped, {});
    assert.equal(report.files[0]?.kind, kind ?? 'access-log');
    assert.deepEqual(all.map(short), told);
    assert.ok(
      all.every(({ requestShape, responseShape }) => requestShape === null && responseShape === null),
    );
  });
}
