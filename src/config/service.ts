/** A service: an API that the gateway stands in front of. */
import { z } from 'zod';

const mode = z.enum(['off', 'observe', 'enforce']);

/** Options of the guard `body-size`. */
export const bodySizeOptions = z.strictObject({
  mode: mode.default('observe'),
  bodyBytesMax: z
    .int()
    .min(0)
    .default(10_485_760)
    .meta({ description: 'Longest request body, declared or counted while it streams.' }),
});

/** Options of the guard `method-allowlist`. */
export const methodAllowlistOptions = z.strictObject({
  mode: mode.default('observe'),
  methods: z
    .array(z.string().regex(/^[A-Z][A-Z-]*$/))
    .default(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
});

/** Options of the guards, by guard id; a new guard starts in observe mode. */
export const guardsSchema = z
  .strictObject({
    'body-size': bodySizeOptions.prefault({}),
    'method-allowlist': methodAllowlistOptions.prefault({}),
  })
  .prefault({});

export const serviceSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected lower case letters, digits and hyphens'),
  hosts: z
    .array(z.string())
    .default(['*'])
    .meta({ description: 'Host names; `*` for any, `*.example.org` for subdomains.' }),
  pathPrefix: z.string().startsWith('/').default('/'),
  stripPrefix: z.boolean().default(false),
  upstreams: z
    .array(
      z.strictObject({
        url: z.url({ protocol: /^https?$/ }),
        weight: z.int().min(1).max(100).default(1),
      }),
    )
    .min(1)
    .max(64),
  protocol: z
    .enum(['http/1.1', 'h2'])
    .default('http/1.1')
    .meta({ description: 'Spoken to the upstream; h2 for gRPC.' }),
  hostHeader: z.enum(['preserve', 'upstream']).default('preserve'),
  tlsVerify: z.boolean().default(true),
  timeouts: z
    .strictObject({
      connectMs: z.int().min(10).default(5_000),
      headersMs: z.int().min(10).default(60_000),
      bodyIdleMs: z.int().min(10).default(60_000),
    })
    .prefault({}),
  connectionsMax: z
    .int()
    .min(1)
    .max(4096)
    .default(128)
    .meta({ description: 'To each upstream, for each worker.' }),
  pendingMax: z
    .int()
    .min(1)
    .default(2048)
    .meta({ description: 'Requests that may wait for a connection; more get 503.' }),
  retries: z
    .strictObject({
      attemptsMax: z
        .int()
        .min(1)
        .max(5)
        .default(2)
        .meta({ description: 'Tries in all, for safe methods without a body.' }),
    })
    .prefault({}),
  breaker: z
    .strictObject({
      failuresMax: z
        .int()
        .min(1)
        .default(10)
        .meta({ description: 'Failures in a row that open the circuit.' }),
      openMs: z.int().min(100).default(5_000),
    })
    .prefault({}),
  health: z
    .strictObject({
      path: z.string().startsWith('/'),
      intervalMs: z.int().min(200).default(5_000),
      timeoutMs: z.int().min(50).default(2_000),
      unhealthyAfter: z.int().min(1).default(2),
      healthyAfter: z.int().min(1).default(1),
    })
    .optional(),
  guards: guardsSchema,
});

export type ServiceConfig = z.output<typeof serviceSchema>;
export type GuardMode = z.output<typeof mode>;
