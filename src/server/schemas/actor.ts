/** Actors as the control API sends them. */
import { z } from 'zod';
import { dataClassCountSchema } from './shape.ts';

export const actorKindSchema = z.enum([
  'person',
  'service',
  'partner',
  'agent',
  'device',
  'anonymous',
  'unknown',
]);

export const actorEvidenceSchema = z.enum([
  'client-certificate',
  'api-key',
  'token-subject',
  'basic',
  'session',
  'network-fingerprint',
]);

const count = z.int().min(0);

/** The fields of an actor in a list. */
const summaryFields = {
  id: z.string(),
  kind: actorKindSchema,
  evidence: actorEvidenceSchema,
  confidence: z.number().min(0).max(1),
  label: z.string(),
  group: z.string().meta({ description: 'Group on the map: role, client or kind.' }),
  count,
  errors: count,
  blocked: count,
  operations: count,
  networks: z.array(z.string()),
  agents: z.array(z.string()),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
};

/** One actor, in a list. */
export const actorSummarySchema = z.object(summaryFields).meta({ id: 'ActorSummary' });

/** The fields of what one actor called on one operation. */
export const callEdgeFields = {
  actorId: z.string(),
  operationId: z.string(),
  count,
  errors: count,
  blocked: count,
  lastSeenMs: z.number(),
};

/** All that is known of one actor. */
export const actorDetailSchema = z
  .object({
    ...summaryFields,
    issuer: z.exactOptional(z.string()),
    clientId: z.exactOptional(z.string()),
    tenant: z.exactOptional(z.string()),
    roles: z.array(z.string()),
    scopes: z.array(z.string()),
    calls: z.array(
      z.object({ ...callEdgeFields, method: z.string(), path: z.string() }).meta({ id: 'ActorCall' }),
    ),
    dataClasses: z.array(dataClassCountSchema),
  })
  .meta({ id: 'ActorDetail' });
