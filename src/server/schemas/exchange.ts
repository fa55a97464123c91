/** Exchanges and their counts over time. */
import { z } from 'zod';
import { type ExchangeRecord, exchangeRecord } from '../../model/exchange-record.ts';
import { shapeSchema } from './shape.ts';

/** One exchange, as in the public record, with its shapes spelled out. */
export const exchangeSchema: z.ZodType<ExchangeRecord> = exchangeRecord
  .extend({ requestShape: shapeSchema.nullable(), responseShape: shapeSchema.nullable() })
  .meta({ id: 'ExchangeRecord' });

/** A point of a time series. */
export const seriesPointSchema = z
  .object({
    atMs: z.number(),
    count: z.int().min(0),
    errors: z.int().min(0),
    blocked: z.int().min(0),
    p50Us: z.number(),
    p95Us: z.number(),
    p99Us: z.number(),
  })
  .meta({ id: 'SeriesPoint' });

/** A time series with the bucket that it was counted in. */
export const seriesSchema = z
  .object({
    sinceMs: z.number(),
    untilMs: z.number(),
    bucketMs: z.number(),
    points: z
      .array(seriesPointSchema)
      .meta({ description: 'Oldest first; buckets without exchanges are left out.' }),
  })
  .meta({ id: 'Series' });

/** A page of exchanges, newest first. */
export const exchangePageSchema = z.object({ items: z.array(exchangeSchema) }).meta({ id: 'ExchangePage' });
