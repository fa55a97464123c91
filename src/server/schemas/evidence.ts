/** Evidence beside operations: calls to others, components, what could not be told, what was read; versions and what changed between them. */
import { z } from 'zod';

const count = z.int().min(0);
const source = z.enum(['code', 'contract', 'traffic', 'outside']);

const place = z
  .object({
    file: z.exactOptional(z.string()),
    line: z.exactOptional(z.int()),
    pointer: z.exactOptional(z.string()),
    url: z.exactOptional(z.string()),
  })
  .meta({ id: 'Place' });

const kept = { root: z.string(), service: z.string().nullable() };

/** A call to somebody else. */
export const outboundSchema = z
  .object({
    ...kept,
    source,
    api: z.string(),
    host: z.string().nullable(),
    name: z.string(),
    method: z.string().nullable(),
    path: z.string().nullable(),
    transport: z.string(),
    fields: z.array(z.string()),
    client: z.string(),
    place,
    role: z.string(),
  })
  .meta({ id: 'OutboundCall' });

/** A component. */
export const componentSchema = z
  .object({
    ...kept,
    kind: z.string(),
    name: z.string(),
    version: z.string().nullable(),
    purl: z.string().nullable(),
    api: z.string(),
    direct: z.boolean(),
    scope: z.string(),
    place,
    talksTo: z.exactOptional(
      z.array(z.object({ to: z.string(), by: z.string(), transport: z.string().nullable() })),
    ),
    vulnerabilities: z
      .exactOptional(
        z.array(
          z
            .object({
              id: z.string(),
              aliases: z.array(z.string()),
              summary: z.string(),
              severity: z.array(z.object({ type: z.string(), score: z.string() })),
              level: z.nullable(z.enum(['critical', 'high', 'medium', 'low'])),
              fixed: z.string().nullable(),
            })
            .meta({ id: 'ComponentVulnerability' }),
        ),
      )
      .meta({ description: 'Worst first; absent when no database was asked.' }),
  })
  .meta({ id: 'Component' });

/** A place that could not be told. */
export const unresolvedSchema = z
  .object({ ...kept, what: z.string(), why: z.string(), framework: z.string(), place })
  .meta({ id: 'Unresolved' });

/** Something that was read. */
export const coverSchema = z
  .object({
    source,
    root: z.string(),
    apis: z.array(z.string()),
    files: count,
    lines: count,
    run: z.string(),
    atMs: z.number(),
  })
  .meta({ id: 'Cover' });

/** A version of the inventory. */
export const versionSchema = z
  .object({ id: z.string(), atMs: z.number(), reason: z.string(), operations: count })
  .meta({ id: 'InventoryVersion' });

const moment = z.object({ id: z.string(), atMs: z.number() });

/** What changed between two versions, worst first. */
export const driftSchema = z
  .object({
    from: moment,
    to: moment,
    changes: z.array(
      z
        .object({
          kind: z.string(),
          severity: z.enum(['high', 'medium', 'low', 'info']),
          service: z.string(),
          method: z.string(),
          path: z.string(),
          text: z.string(),
          place: z.string().nullable(),
        })
        .meta({ id: 'DriftChange' }),
    ),
  })
  .meta({ id: 'Drift' });

/** Query of a list of evidence. */
export const evidenceQuery = z.strictObject({
  service: z.exactOptional(z.string().max(200)),
  offset: z.exactOptional(z.coerce.number().int().min(0).max(1_000_000)),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});
