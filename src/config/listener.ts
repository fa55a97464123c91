/** Listeners, and the bounds that hold for everything that arrives. */
import { z } from 'zod';

/** A door of the gateway. */
export const listenerSchema = z.strictObject({
  name: z.string().min(1).max(64).default('default'),
  host: z.string().default('127.0.0.1'),
  port: z.int().min(0).max(65_535),
  http2: z
    .boolean()
    .default(true)
    .meta({ description: 'Offer HTTP/2: by ALPN under TLS, by prior knowledge without.' }),
  tls: z
    .strictObject({
      certificateFile: z.string().meta({ description: 'PEM, leaf first. Read again when it changes.' }),
      keyFile: z.string(),
      minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
    })
    .optional(),
});

/** Bounds on clients; each cut is named and counted. */
export const limitsSchema = z
  .strictObject({
    headerBytesMax: z.int().min(1024).max(1_048_576).default(32_768),
    headersMax: z.int().min(8).max(2000).default(128),
    uriBytesMax: z.int().min(256).max(131_072).default(8_192),
    headersTimeoutMs: z
      .int()
      .min(100)
      .default(10_000)
      .meta({ description: 'Longest time for a whole request header.' }),
    bodyIdleTimeoutMs: z
      .int()
      .min(100)
      .default(30_000)
      .meta({ description: 'Longest pause inside a request body.' }),
    keepAliveTimeoutMs: z.int().min(100).default(65_000),
    writeIdleTimeoutMs: z
      .int()
      .min(100)
      .default(60_000)
      .meta({ description: 'Longest time a client may take no byte of its answer.' }),
    connectionsMax: z.int().positive().default(20_000).meta({ description: 'For each worker.' }),
    requestsPerConnectionMax: z.int().min(0).default(0).meta({ description: '0 for no bound.' }),
    drainTimeoutMs: z
      .int()
      .min(0)
      .default(10_000)
      .meta({ description: 'How long open requests may go on after SIGTERM.' }),
    tlsHelloTimeoutMs: z.int().min(100).default(5_000),
  })
  .prefault({});

export type ListenerConfig = z.output<typeof listenerSchema>;
export type LimitsConfig = z.output<typeof limitsSchema>;
