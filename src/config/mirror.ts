/** Receivers of copies: of requests that proxies mirror, and of spans. */
import { z } from 'zod';

/** How much of copied traffic is taken. What is new is always taken: an operation, a class of status, a parameter. */
export const samplingSchema = z
  .strictObject({
    sampleShare: z.number().min(0).max(1).default(1).meta({
      description: 'Share of what is known already that is taken, evenly spread over each operation.',
    }),
    exchangesPerOperationMax: z.int().min(1).max(1_000_000).default(6_000).meta({
      description: 'Exchanges of one operation that are taken in a minute; more are counted as left out.',
    }),
    duplicateWindowMs: z.int().min(0).max(600_000).default(2_000).meta({
      description:
        'Time within which the same request, told by its request id or by all it holds, counts once; 0 to count every copy.',
    }),
  })
  .prefault({});

/** A receiver. */
export const mirrorSchema = z.strictObject({
  name: z.string().min(1).max(64),
  kind: z.enum(['requests', 'otlp']).default('requests').meta({
    description:
      'requests: copies of requests from nginx `mirror`, Envoy `request_mirror_policies` or GoReplay. otlp: spans over HTTP (OTLP), at `/v1/traces`.',
  }),
  host: z.string().default('127.0.0.1').meta({
    description:
      'Address to listen on. Whoever reaches it can add to the inventory: keep it where only your proxies are.',
  }),
  port: z.int().min(0).max(65_535),
  service: z.string().min(1).max(128).optional().meta({
    description: 'Service that the copies belong to; their host when absent.',
  }),
  connectionsMax: z.int().positive().max(100_000).default(4_096),
  bodyBytesMax: z.int().min(0).max(67_108_864).default(8_388_608).meta({
    description: 'Bytes of a body that are read; the connection of a longer one is closed.',
  }),
  sampling: samplingSchema,
});

export type MirrorConfig = z.output<typeof mirrorSchema>;
export type SamplingConfig = z.output<typeof samplingSchema>;
