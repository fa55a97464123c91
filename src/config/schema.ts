/**
 * The configuration: one schema from which the loader, the defaults and the reference are made. Units are in the names. Unknown keys
 * are errors (`z.strictObject`).
 */
import { z } from 'zod';
import { listenerSchema, limitsSchema } from './listener.ts';
import { mirrorSchema } from './mirror.ts';
import { defaultPolicy, policySchema } from './policy.ts';
import { serviceSchema } from './service.ts';

const secretReference = z
  .string()
  .regex(/^(env|file):.+/, 'expected a reference such as env:NAME or file:/path, never the secret itself');

const port = z.int().min(0).max(65_535);

/** What is kept of bodies. Nothing, unless a rule asks; then redacted. */
const captureSchema = z
  .strictObject({
    bodyBytesMax: z.int().min(0).max(4_194_304).default(65_536).meta({
      description: 'Bytes of a body that are looked at on the side; a longer body is still passed on whole.',
    }),
    keepBodies: z
      .array(
        z.strictObject({
          service: z.string().default('*'),
          method: z.string().default('*'),
          path: z.string().default('/').meta({ description: 'Path prefix.' }),
          bytesMax: z.int().positive().max(1_048_576).default(16_384),
        }),
      )
      .default([])
      .meta({ description: 'Rules that ask for redacted bodies to be stored.' }),
  })
  .prefault({});

const exchangesSchema = z
  .strictObject({
    retentionDays: z.number().positive().max(3650).default(30),
    bytesMax: z
      .int()
      .positive()
      .default(20_000_000_000)
      .meta({ description: 'Size of the exchange store above which the oldest go.' }),
    spoolBytesMax: z
      .int()
      .min(1_048_576)
      .default(1_000_000_000)
      .meta({ description: 'Spool size above which new records are shed and counted.' }),
    flushMs: z
      .int()
      .min(10)
      .max(250)
      .default(100)
      .meta({ description: 'Longest time a finished exchange waits before it is written to disk.' }),
    memoryBytesMax: z.int().min(262_144).default(16_777_216).meta({
      description: 'Records a worker holds in memory while the disk is slow; more are shed and counted.',
    }),
  })
  .prefault({});

const jobSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  schedule: z.string().meta({ description: 'Cron expression (five fields) or `every 10m`.' }),
  command: z
    .array(z.string())
    .min(1)
    .meta({ description: 'A Heliostat command with its arguments: [discover, ./captures/today.har].' }),
  timeoutMs: z.int().positive().default(3_600_000),
});

export const configSchema = z.strictObject({
  version: z.literal(1).default(1),
  data: z
    .string()
    .default('./heliostat-data')
    .meta({ description: 'Folder for the stores, the spool and the installation key.' }),
  workers: z
    .union([z.int().min(1).max(64), z.literal('cores')])
    .default('cores')
    .meta({ description: 'Gateway threads.' }),
  hub: z
    .strictObject({
      host: z.string().default('127.0.0.1').meta({
        description: 'Address of the console and the control API. Loopback unless you put TLS in front.',
      }),
      port: port.default(4801),
      names: z.array(z.string().min(1).max(253)).max(32).default([]).meta({
        description:
          'Further host names that the console is called by, such as that of a proxy before it; others are refused.',
      }),
    })
    .prefault({}),
  listeners: z
    .array(listenerSchema)
    .min(1)
    .max(32)
    .default([{ name: 'default', host: '127.0.0.1', port: 4800, http2: true }]),
  services: z.array(serviceSchema).max(1000).default([]),
  mirrors: z.array(mirrorSchema).max(32).default([]).meta({
    description: 'Receivers of copied requests and of spans; their exchanges join those of the gateway.',
  }),
  limits: limitsSchema,
  trustedProxies: z
    .array(z.string())
    .default([])
    .meta({ description: 'CIDR ranges whose Forwarded and X-Forwarded-* are believed.' }),
  capture: captureSchema,
  exchanges: exchangesSchema,
  installationKey: secretReference
    .optional()
    .meta({ description: 'Key of the keyed hashes; made in the data folder when absent.' }),
  jobs: z.array(jobSchema).max(100).default([]),
  policy: policySchema.prefault(defaultPolicy).meta({
    description:
      'Classification policy: which data, reachable by whom, asks for which controls; owners and exposure by rule.',
  }),
});

/** The configuration with all defaults filled in. */
export type Config = z.output<typeof configSchema>;
/** What a person writes. */
export type ConfigInput = z.input<typeof configSchema>;

/** What the gateway's threads need; a whole new one replaces the old at a change. */
export type GatewayConfig = Pick<
  Config,
  'listeners' | 'services' | 'limits' | 'trustedProxies' | 'capture'
> & {
  readonly exchanges: Config['exchanges'];
};
