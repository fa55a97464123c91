/** What stands around the made-up clinic: third parties it calls, what it is made of, what was read, and what could not be told. */
import type { CoverItem, EvidenceItem } from '../../inventory/port.ts';
import type { ComponentSighting, OutboundSighting, Unresolved } from '../../model/sighting.ts';

const kept = { root: './clinic', service: 'clinic' } as const;

type OutboundLine = readonly [
  host: string | null,
  name: string,
  transport: OutboundSighting['transport'],
  method: string | null,
  path: string | null,
  fields: string,
  client: string,
  file: string,
  line: number,
];

const outboundLines: readonly OutboundLine[] = [
  [
    'api.payments.example',
    'payments',
    'https',
    'POST',
    '/v1/charges',
    'amount currency card_token email',
    'axios',
    'src/billing/charge.ts',
    41,
  ],
  [
    'api.payments.example',
    'payments',
    'https',
    'GET',
    '/v1/charges/{id}',
    '',
    'axios',
    'src/billing/charge.ts',
    78,
  ],
  ['mail.example', 'mail', 'smtp', null, null, 'to subject text', 'nodemailer', 'src/notify/mail.ts', 12],
  [
    'labels.print.example',
    'labels',
    'http',
    'POST',
    '/print',
    'patientName birthDate ward',
    'fetch',
    'src/lab/labels.ts',
    23,
  ],
  [
    null,
    'env:INSURER_URL',
    'unknown',
    'POST',
    '/eligibility',
    'nationalId insurer',
    'fetch',
    'src/insurance/check.ts',
    17,
  ],
  [
    'hooks.chat.example',
    'chat',
    'https',
    'POST',
    '/services/{id}',
    'text',
    'fetch',
    'src/notify/alerts.ts',
    9,
  ],
];

/** Calls to others. */
export const clinicOutbound: readonly EvidenceItem<OutboundSighting>[] = outboundLines.map(
  ([host, name, transport, method, path, fields, client, file, line]) => ({
    ...kept,
    source: 'code',
    api: 'clinic',
    host,
    name,
    method,
    path,
    transport,
    fields: fields === '' ? [] : fields.split(' '),
    client,
    place: { file, line },
    role: 'app',
  }),
);

type ComponentLine = readonly [
  kind: ComponentSighting['kind'],
  name: string,
  version: string | null,
  purl: string | null,
  direct: boolean,
  scope: ComponentSighting['scope'],
  file: string,
  more?: Pick<ComponentSighting, 'vulnerabilities' | 'talksTo'>,
];

const old: Pick<ComponentSighting, 'vulnerabilities'> = {
  vulnerabilities: [
    {
      id: 'OSV-2026-0114',
      aliases: ['CVE-2026-10114'],
      summary: 'A crafted header keeps the parser busy',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }],
      level: 'high',
      fixed: '4.19.0',
    },
  ],
};

const componentLines: readonly ComponentLine[] = [
  [
    'service',
    'clinic-api',
    null,
    null,
    true,
    'runtime',
    'compose.yaml',
    {
      talksTo: [
        { to: 'db', by: 'environment DATABASE_URL', transport: 'postgres' },
        { to: 'cache', by: 'depends_on', transport: null },
      ],
    },
  ],
  [
    'service',
    'lab-results',
    null,
    null,
    true,
    'runtime',
    'compose.yaml',
    { talksTo: [{ to: 'db', by: 'environment DATABASE_URL', transport: 'postgres' }] },
  ],
  [
    'proxy',
    'nginx',
    '1.29.2',
    'pkg:docker/nginx@1.29.2',
    true,
    'runtime',
    'compose.yaml',
    { talksTo: [{ to: 'clinic-api', by: 'proxy_pass', transport: 'http' }] },
  ],
  ['database', 'db', '17.2', 'pkg:docker/postgres@17.2', true, 'runtime', 'compose.yaml'],
  ['cache', 'cache', '8', 'pkg:docker/redis@8', true, 'runtime', 'compose.yaml'],
  ['runtime', 'node', '24.4.0', null, true, 'runtime', '.nvmrc'],
  ['framework', 'fastify', '4.17.0', 'pkg:npm/fastify@4.17.0', true, 'runtime', 'package-lock.json', old],
  [
    'driver',
    'pg',
    '8.16.3',
    'pkg:npm/pg@8.16.3',
    true,
    'runtime',
    'package-lock.json',
    { vulnerabilities: [] },
  ],
  [
    'library',
    'axios',
    '1.11.0',
    'pkg:npm/axios@1.11.0',
    true,
    'runtime',
    'package-lock.json',
    { vulnerabilities: [] },
  ],
  [
    'library',
    'nodemailer',
    '7.0.5',
    'pkg:npm/nodemailer@7.0.5',
    true,
    'runtime',
    'package-lock.json',
    { vulnerabilities: [] },
  ],
  [
    'library',
    'fast-uri',
    '3.0.6',
    'pkg:npm/fast-uri@3.0.6',
    false,
    'runtime',
    'package-lock.json',
    { vulnerabilities: [] },
  ],
  [
    'library',
    'pino',
    '9.9.0',
    'pkg:npm/pino@9.9.0',
    true,
    'runtime',
    'package-lock.json',
    { vulnerabilities: [] },
  ],
  [
    'library',
    'vitest',
    '3.2.4',
    'pkg:npm/vitest@3.2.4',
    true,
    'development',
    'package-lock.json',
    { vulnerabilities: [] },
  ],
  ['os', 'debian', '13', null, true, 'runtime', 'Dockerfile'],
  [
    'os-package',
    'openssl',
    '3.5.1-1',
    'pkg:deb/debian/openssl@3.5.1-1',
    false,
    'runtime',
    'var/lib/dpkg/status',
  ],
];

/** What the clinic is made of. */
export const clinicComponents: readonly EvidenceItem<ComponentSighting>[] = componentLines.map(
  ([kind, name, version, purl, direct, scope, file, more]) => ({
    ...kept,
    kind,
    name,
    version,
    purl,
    api: 'clinic',
    direct,
    scope,
    place: { file, line: 4 + ((name.length * 13) % 90) },
    ...more,
  }),
);

/** What could not be told. */
export const clinicUnresolved: readonly EvidenceItem<Unresolved>[] = [
  {
    ...kept,
    what: 'app.register(plugin, { prefix })',
    why: 'the prefix comes from a function that reads a database',
    framework: 'fastify',
    place: { file: 'src/plugins/tenants.ts', line: 31 },
  },
  {
    ...kept,
    what: 'app[method](path, handler)',
    why: 'method and path come from a file that is made when the service starts',
    framework: 'fastify',
    place: { file: 'src/routes/generated.ts', line: 8 },
  },
];

/** What was read. */
export const clinicCovers = (nowMs: number): readonly CoverItem[] => [
  {
    source: 'code',
    root: './clinic',
    apis: ['clinic'],
    files: 214,
    lines: 31_882,
    run: 'run-2',
    atMs: nowMs - 900_000,
  },
  {
    source: 'contract',
    root: './contracts',
    apis: ['Clinic'],
    files: 2,
    lines: 4_120,
    run: 'run-2',
    atMs: nowMs - 900_000,
  },
  {
    source: 'outside',
    root: 'https://app.clinic.example',
    apis: ['clinic'],
    files: 11,
    lines: 52_004,
    run: 'run-1',
    atMs: nowMs - 90_000_000,
  },
];
