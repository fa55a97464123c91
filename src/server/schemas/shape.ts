/** Shapes and data classes as the control API sends them. */
import { z } from 'zod';
import type { Shape } from '../../model/shape.ts';

const dataClassIds = z.array(z.string());

const stringFormat = z.enum([
  'uuid',
  'ulid',
  'date',
  'date-time',
  'time',
  'email',
  'uri',
  'ipv4',
  'ipv6',
  'hostname',
  'integer-string',
  'number-string',
  'hex',
  'base64',
  'jwt',
  'prefixed-id',
  'slug',
  'word',
  'text',
  'binary',
]);

const opaqueReason = z.enum(['binary', 'text', 'too-large', 'truncated', 'malformed', 'encoded', 'stream']);

/** The shape of a value: types, formats, names and classes, never the value. */
export const shapeSchema: z.ZodType<Shape> = z
  .lazy(() =>
    z.union([
      z.object({ t: z.enum(['null', 'boolean']) }),
      z.object({ t: z.enum(['integer', 'number']), c: z.exactOptional(dataClassIds) }),
      z.object({
        t: z.literal('string'),
        f: z.exactOptional(stringFormat),
        c: z.exactOptional(dataClassIds),
      }),
      z.object({ t: z.literal('array'), i: shapeSchema.nullable(), x: z.exactOptional(z.literal(true)) }),
      z.object({
        t: z.literal('object'),
        p: z.record(z.string(), shapeSchema),
        x: z.exactOptional(z.literal(true)),
      }),
      z.object({ t: z.literal('any'), o: z.array(shapeSchema) }),
      z.object({ t: z.literal('opaque'), why: opaqueReason, c: z.exactOptional(dataClassIds) }),
    ]),
  )
  .meta({
    id: 'Shape',
    description:
      'What a value looks like: `t` type, `f` string format, `c` data classes, `i` items, `p` properties, `o` alternatives; `x` marks a shape cut by a bound.',
  });

/** How bad it is when a class of data gets out. */
export const sensitivitySchema = z.enum(['public', 'internal', 'personal', 'restricted']);

/** A class of data, as people read about it. */
export const dataClassSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    category: z.string(),
    sensitivity: sensitivitySchema,
    description: z.string(),
  })
  .meta({ id: 'DataClass' });

/** A class of data with how often it was seen. */
export const dataClassCountSchema = z
  .object({
    id: z.string(),
    count: z.int().min(0).meta({ description: 'Exchanges that carried it.' }),
    confidence: z.number().min(0).max(1),
    in: z.array(z.enum(['request', 'response'])),
  })
  .meta({ id: 'DataClassCount' });
