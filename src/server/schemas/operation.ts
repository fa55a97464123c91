/** Operations as the control API sends them. `models.test.ts` holds these schemas to the types of `model/operation.ts`. */
import { z } from 'zod';
import { actorSummarySchema, callEdgeFields } from './actor.ts';
import { dataClassCountSchema, shapeSchema } from './shape.ts';

const count = z.int().min(0);

export const operationKindSchema = z.enum(['rest', 'graphql', 'websocket', 'grpc']);
export const lifecycleSchema = z.enum([
  'zombie',
  'unreachable',
  'shadow',
  'orphan',
  'dormant',
  'documented',
  'live',
  'known',
]);
export const evidenceSourceSchema = z.enum(['code', 'contract', 'traffic', 'outside']);

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

export const exposureSchema = z.enum(['public', 'partner', 'internal', 'unknown']);

const summaryFields = {
  id: z.string(),
  kind: operationKindSchema,
  service: z.string(),
  host: z.string(),
  method: z.string().meta({ description: '`GET`, `POST`, ..., `WS`, `QUERY`, `MUTATION`, `SUBSCRIPTION`.' }),
  path: z.string().meta({ description: 'Route template: `/patients/{patientId}`, `/graphql#patient`.' }),
  confidence: z.number().min(0).max(1).meta({ description: 'How sure the template is.' }),
  sources: z.array(evidenceSourceSchema),
  lifecycle: lifecycleSchema,
  framework: z
    .nullable(z.string())
    .meta({ description: 'What the code is written with, else the kind of contract.' }),
  deprecated: z.boolean(),
  purpose: z
    .object({ text: z.string(), from: z.enum(['hand', 'contract', 'comment', 'name', 'data']) })
    .meta({ id: 'OperationPurpose' }),
  authDisagreements: count.meta({
    description: 'Ways in which what is declared, coded, observed and enforced disagree.',
  }),
  owner: z.nullable(z.string()),
  exposure: exposureSchema,
  risk: z.int().min(0).max(100).meta({ description: 'The sum of `riskParts`.' }),
  controlsAbsent: count.meta({
    description: 'Controls that the classification policy asks for and evidence shows to be absent.',
  }),
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

const parameterType = z.union([
  z.enum(['string', 'integer', 'number', 'boolean', 'array', 'object', 'file', 'unknown']),
  z.templateLiteral(['string:', z.string()]),
  z.templateLiteral(['integer:', z.string()]),
  z.templateLiteral(['number:', z.string()]),
]);

const learnedParameter = z
  .object({
    in: z.enum(['path', 'query', 'header', 'cookie', 'body', 'form']),
    name: z.string(),
    type: parameterType.meta({ description: 'JSON type, with a format where one is known: `string:uuid`.' }),
    sources: z.array(evidenceSourceSchema),
    requiredFrom: evidenceSourceSchema,
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
    reason: z.enum([
      'typed-id',
      'echoed',
      'many-siblings',
      'same-answers',
      'code',
      'contract',
      'outside',
      'by-hand',
    ]),
    explanation: z.string(),
    confidence: z.number().min(0).max(1),
    examples: z.array(z.string()),
  })
  .meta({ id: 'TemplateEvidence' });

const authView = z
  .object({
    demand: z.enum(['required', 'optional', 'none', 'unknown']),
    schemes: z.array(
      z.enum(['basic', 'bearer', 'api-key', 'session', 'oauth2', 'oidc', 'mtls', 'signature', 'unknown']),
    ),
    explanation: z.string(),
  })
  .meta({ id: 'AuthView' });

const authSide = z.enum(['declared', 'coded', 'observed', 'enforced']);

const operationEvidence = z
  .object({
    source: evidenceSourceSchema,
    framework: z.string(),
    file: z.exactOptional(z.string()),
    line: z.exactOptional(z.int()),
    pointer: z.exactOptional(z.string()),
    url: z.exactOptional(z.string()),
    role: z.enum(['app', 'test', 'example', 'generated', 'vendored']),
    mounted: z.boolean(),
    api: z.string(),
    method: z.string(),
    path: z.string(),
    confidence: z.number().min(0).max(1),
    purpose: z.nullable(z.string()),
    deprecated: z.boolean(),
    handler: z.nullable(z.string()),
    auth: authView,
    stands: z.enum(['own', 'any', 'general']).meta({
      description: 'For this very template, for all methods of it, or a more general one that serves it.',
    }),
    count: z.exactOptional(count),
    firstSeenMs: z.exactOptional(z.number()),
    lastSeenMs: z.exactOptional(z.number()),
  })
  .meta({ id: 'OperationEvidence' });

const controlId = z.enum([
  'authentication',
  'object-authorization',
  'function-authorization',
  'encryption-in-transit',
  'rate-limit',
  'schema-validation',
  'logging',
  'masking',
  'inventory',
]);

const missingControl = z
  .object({
    control: controlId,
    certainty: z.enum(['absent', 'not-shown']).meta({
      description: 'Evidence shows that it is not there, or nothing shows that it is.',
    }),
    severity: z.enum(['high', 'medium', 'low']),
    explanation: z.string(),
    references: z.array(
      z
        .object({
          standard: z.enum(['OWASP API Security Top 10 2023', 'NIST CSF 2.0', 'ISO/IEC 27001:2022']),
          id: z.string(),
          title: z.string(),
        })
        .meta({ id: 'ControlReference' }),
    ),
  })
  .meta({ id: 'MissingControl' });

const fieldProvenance = z
  .object({
    field: z.enum(['path', 'method', 'host', 'parameters', 'auth', 'purpose', 'deprecated']),
    source: z.enum(['code', 'contract', 'traffic', 'outside', 'hand', 'names', 'none']),
    confidence: z.number().min(0).max(1),
    explanation: z.string(),
  })
  .meta({ id: 'FieldProvenance' });

/** All that is known of one operation. */
export const operationDetailSchema = z
  .object({
    ...summaryFields,
    lifecycleProof: z
      .object({ text: z.string(), places: z.array(z.string()) })
      .meta({ id: 'LifecycleProof' }),
    evidence: z.array(operationEvidence),
    evidenceMore: count,
    provenance: z.array(fieldProvenance),
    authViews: z
      .object({ declared: authView, coded: authView, observed: authView, enforced: authView })
      .meta({ id: 'AuthViews' }),
    disagreements: z.array(
      z
        .object({
          between: z.tuple([authSide, authSide]),
          severity: z.enum(['high', 'medium', 'low']),
          explanation: z.string(),
        })
        .meta({ id: 'AuthDisagreement' }),
    ),
    advice: z.array(
      z
        .object({
          code: z.enum([
            'retire',
            'remove-route',
            'document',
            'drop-or-implement',
            'confirm-use',
            'debug-exposed',
            'internal-exposed',
            'docs-exposed',
            'introspection',
            'narrow-methods',
          ]),
          text: z.string(),
        })
        .meta({ id: 'OperationAdvice' }),
    ),
    ownership: z.nullable(
      z
        .object({
          name: z.string(),
          from: z.enum(['rules', 'codeowners', 'contract', 'manifest', 'git-blame']),
          explanation: z.string(),
        })
        .meta({ id: 'OperationOwner' }),
    ),
    exposureView: z
      .object({
        level: exposureSchema,
        explanation: z.string(),
        signs: z.array(z.object({ level: exposureSchema, text: z.string() })),
      })
      .meta({ id: 'ExposureView', description: 'Who can reach it, and what says so; what decided first.' }),
    controls: z
      .object({
        required: z.array(z.object({ control: controlId, because: z.string() })),
        actual: z.array(z.object({ control: controlId, by: z.string() })),
        missing: z.array(missingControl),
      })
      .meta({ id: 'OperationControls' }),
    riskParts: z.array(
      z
        .object({
          part: z.enum([
            'exposure',
            'data',
            'authentication',
            'lifecycle',
            'controls',
            'vulnerabilities',
            'use',
          ]),
          points: z.int().min(0),
          pointsMax: z.int().min(0),
          explanation: z.string(),
        })
        .meta({ id: 'RiskPart' }),
    ),
    merged: z
      .array(z.string())
      .meta({ description: 'Why these pieces of evidence are one operation, in words.' }),
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
