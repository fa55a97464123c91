/** Operations as the control API sends them. `models.test.ts` holds these schemas to the types of `model/operation.ts`. */
import { z } from 'zod';
import { actorSummarySchema, callEdgeFields } from './actor.ts';
import { dataClassCountSchema, shapeSchema } from './shape.ts';

const count = z.int().min(0);

export const operationKindSchema = z.enum(['rest', 'graphql', 'websocket', 'grpc']);
export const lifecycleSchema = z.enum(['new', 'live', 'shadow', 'zombie', 'orphan']);

const authKind = z.enum([
  'bearer-jwt',
  'bearer-opaque',
  'basic',
  'api-key-header',
  'api-key-query',
  'session-cookie',
  'client-certificate',
  'signature',
  'other',
  'none',
]);

const summaryFields = {
  id: z.string(),
  kind: operationKindSchema,
  service: z.string(),
  host: z.string(),
  method: z.string().meta({ description: '`GET`, `POST`, ..., `WS`, `QUERY`, `MUTATION`, `SUBSCRIPTION`.' }),
  path: z.string().meta({ description: 'Route template: `/patients/{patientId}`, `/graphql#patient`.' }),
  confidence: z.number().min(0).max(1).meta({ description: 'How sure the template is.' }),
  sources: z.array(z.enum(['code', 'contract', 'traffic', 'outside'])),
  lifecycle: lifecycleSchema,
  count,
  errors: count.meta({ description: 'Answered with 4xx or 5xx.' }),
  serverErrors: count,
  blocked: count,
  statuses: z.record(z.string(), count),
  auth: z.array(authKind).meta({
    description:
      'Credentials seen, strongest first; `none` when calls without one were answered with success.',
  }),
  anonymousSuccesses: count,
  dataClasses: z.array(dataClassCountSchema),
  actors: count,
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  p50Us: z.number(),
  p95Us: z.number(),
  p99Us: z.number(),
  hourly: z.array(count).meta({ description: 'Requests an hour, oldest first, the last 24 hours.' }),
};

/** One line of the inventory. */
export const operationSummarySchema = z.object(summaryFields).meta({ id: 'OperationSummary' });

const learnedParameter = z
  .object({
    in: z.enum(['path', 'query', 'header', 'cookie', 'form']),
    name: z.string(),
    shape: shapeSchema,
    required: z.boolean(),
    count,
    distinct: z.exactOptional(count),
  })
  .meta({ id: 'LearnedParameter' });

const learnedBody = z
  .object({
    status: z.exactOptional(z.int()),
    mediaType: z.string(),
    count,
    shape: shapeSchema,
    fields: z.array(
      z
        .object({
          path: z.string(),
          shape: shapeSchema,
          presence: z.number().min(0).max(1).meta({ description: 'Share of the bodies that had it.' }),
          classes: z.array(z.string()),
        })
        .meta({ id: 'LearnedField' }),
    ),
  })
  .meta({ id: 'LearnedBody' });

const templateEvidence = z
  .object({
    segment: z.int().min(0).meta({ description: 'Place in the path, counted from 0.' }),
    name: z.string(),
    reason: z.enum(['typed-id', 'echoed', 'many-siblings', 'same-answers', 'contract', 'by-hand']),
    explanation: z.string(),
    confidence: z.number().min(0).max(1),
    examples: z.array(z.string()),
  })
  .meta({ id: 'TemplateEvidence' });

/** All that is known of one operation. */
export const operationDetailSchema = z
  .object({
    ...summaryFields,
    parameters: z.array(learnedParameter),
    requestBodies: z.array(learnedBody),
    responseBodies: z.array(learnedBody),
    callers: z.array(
      z.object({ ...callEdgeFields, actor: actorSummarySchema }).meta({ id: 'OperationCaller' }),
    ),
    template: z.array(templateEvidence),
    outcomes: z.object({
      answered: z.exactOptional(count),
      refused: z.exactOptional(count),
      'upstream-failed': z.exactOptional(count),
      'client-left': z.exactOptional(count),
    }),
    protocols: z.array(z.enum(['http/1.0', 'http/1.1', 'h2', 'websocket', 'sse', 'grpc'])),
    assets: z.array(z.string()),
    canUnfold: z.boolean().meta({ description: 'Can this fold of siblings be undone?' }),
  })
  .meta({ id: 'OperationDetail' });

/** What a fold or an unfold has moved. */
export const reassignedSchema = z
  .object({
    forms: z.int().min(0).meta({ description: 'Forms of exchanges that belong to another operation now.' }),
    operations: z.array(z.string()).meta({ description: 'Ids of the operations that they belong to.' }),
  })
  .meta({ id: 'Reassigned' });
