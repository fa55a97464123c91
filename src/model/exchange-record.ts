/**
 * The single exchange record: public, versioned, readable. The JSON Schema in `docs/reference/exchange.schema.json` is made from
 * this file; NDJSON files of these records can be read back with `discover`.
 */
import { z } from 'zod';

const dataClasses = z.array(z.string());
const shape: z.ZodType = z
  .lazy(() => z.record(z.string(), z.unknown()))
  .meta({
    description: 'Shape of a value: types, formats, names and data classes, never the value.',
  });

/** Version 1 of the record. */
export const exchangeRecord = z
  .object({
    v: z.literal(1),
    id: z.string().meta({ description: 'Unique, time-ordered by writer.' }),
    at: z.iso.datetime().meta({ description: 'Start of the request, UTC.' }),
    source: z.enum(['gateway', 'har', 'ndjson', 'access-log', 'mirror', 'otlp', 'pcap']),
    service: z.string(),
    scheme: z.enum(['http', 'https']),
    host: z.string(),
    protocol: z.enum(['http/1.0', 'http/1.1', 'h2', 'websocket', 'sse', 'grpc']),
    method: z.string(),
    path: z.string().meta({ description: 'Path with clear ids replaced by {kind}.' }),
    operations: z.array(z.object({ id: z.string(), method: z.string(), path: z.string() })).meta({
      description: 'Operations as the inventory has them; several for GraphQL; none for an unrouted path.',
    }),
    status: z.int().min(0).max(999),
    outcome: z.enum(['answered', 'refused', 'upstream-failed', 'client-left']),
    refusedBy: z.string().optional(),
    durationUs: z.int().nonnegative(),
    ttfbUs: z.int().min(-1),
    requestBytes: z.int().nonnegative(),
    responseBytes: z.int().nonnegative(),
    actor: z.object({
      id: z.string(),
      evidence: z.enum([
        'client-certificate',
        'api-key',
        'token-subject',
        'basic',
        'session',
        'network-fingerprint',
      ]),
      kind: z.enum(['person', 'service', 'partner', 'agent', 'device', 'anonymous', 'unknown']),
      confidence: z.number().min(0).max(1),
      label: z.string(),
      issuer: z.string().optional(),
      clientId: z.string().optional(),
      roles: z.array(z.string()).optional(),
      scopes: z.array(z.string()).optional(),
      tenant: z.string().optional(),
      agent: z.string().optional(),
    }),
    client: z.object({
      network: z.string(),
      address: z.string(),
      agent: z.string(),
      tls: z.string().optional(),
    }),
    auth: z.array(z.object({ kind: z.string(), name: z.string() })),
    parameters: z.array(
      z.object({ in: z.enum(['query', 'header', 'cookie', 'form']), name: z.string(), shape }),
    ),
    requestType: z.string().optional(),
    responseType: z.string().optional(),
    requestShape: shape.nullable(),
    responseShape: shape.nullable(),
    dataClasses: z.object({ request: dataClasses, response: dataClasses }),
    resources: z.array(z.string()).meta({ description: 'Keyed hashes of the ids in the path.' }),
    graphql: z
      .array(z.object({ type: z.enum(['query', 'mutation', 'subscription']), field: z.string() }))
      .optional(),
    verdicts: z
      .array(
        z.object({
          guard: z.string(),
          mode: z.enum(['observe', 'enforce']),
          code: z.string(),
          reason: z.string(),
        }),
      )
      .optional(),
    echoed: z.array(z.int().min(0).max(30)).optional().meta({
      description:
        'Segments of the path (0-based) that stayed literal and name a resource, since this answer or one of the path before them holds them under a naming property.',
    }),
    preflightFor: z.string().optional().meta({ description: 'Method that a CORS preflight asks for.' }),
    grpcStatus: z.int().min(0).max(16).optional(),
    body: z
      .object({ request: z.string().optional(), response: z.string().optional() })
      .optional()
      .meta({ description: 'Only when a capture rule asked; redacted.' }),
  })
  .meta({ title: 'Heliostat exchange, version 1' });

/** One exchange as it is read by people and programs. */
export type ExchangeRecord = z.infer<typeof exchangeRecord>;
