/** People, settings, journal and jobs as the control API sends them. */
import { z } from 'zod';

export const roleSchema = z.enum(['viewer', 'analyst', 'admin']);

/** Who is signed in. */
export const sessionSchema = z
  .object({
    name: z.string(),
    role: roleSchema,
    csrf: z.string().nullable().meta({
      description:
        'Goes into `x-csrf-token` of writes with the session cookie; null for a bearer token, which needs none.',
    }),
    expiresAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Session' });

/** An access token without its secret. */
export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    state: z.enum(['active', 'expired', 'revoked']),
    createdMs: z.number(),
    expiresMs: z.number().nullable(),
    revokedMs: z.number().nullable(),
  })
  .meta({ id: 'AccessToken' });

/** A fresh access token; the only time that its secret is told. */
export const newTokenSchema = tokenSchema.extend({ token: z.string() }).meta({ id: 'NewAccessToken' });

/** A versioned document of settings. */
export const documentSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    version: z
      .int()
      .min(0)
      .meta({ description: '0 while nothing was saved and the configuration file alone holds.' }),
    json: z.unknown().meta({ description: 'The document.' }),
    changedMs: z.number().nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'Document' });

/** One line of the journal. */
export const auditEntrySchema = z
  .object({
    atMs: z.number(),
    who: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'AuditEntry' });

/** One run of a job. */
export const jobRunSchema = z
  .object({
    id: z.int(),
    job: z.string(),
    startedMs: z.number(),
    endedMs: z.number().nullable(),
    exitCode: z.int().nullable().meta({
      description: 'null while it runs; -1 when it was cut by a stop or a crash; -2 when it took too long.',
    }),
    output: z.string().meta({ description: 'The last of what it printed.' }),
  })
  .meta({ id: 'JobRun' });

/** A job with when it comes next and what came of it last. */
export const jobSchema = z
  .object({
    name: z.string(),
    schedule: z.string(),
    command: z.array(z.string()),
    running: z.boolean(),
    nextRunAt: z.iso.datetime().nullable(),
    lastRun: jobRunSchema.nullable(),
  })
  .meta({ id: 'Job' });

/** RFC 9457 problem details, as every error of the control API. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    mend: z.string(),
    detail: z.exactOptional(z.string()),
    issues: z.exactOptional(
      z.array(
        z.object({
          path: z.string(),
          expected: z.string(),
          got: z.string(),
          mend: z.exactOptional(z.string()),
        }),
      ),
    ),
    requestId: z.exactOptional(z.string()),
  })
  .meta({ id: 'Problem' });
