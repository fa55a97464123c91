/** Query parameters that several routes share. */
import { z } from 'zod';

/** Which span of time, in which steps. Units: milliseconds since the epoch, and milliseconds. */
export const seriesQuery = z
  .strictObject({
    since: z
      .exactOptional(z.coerce.number().int().min(0))
      .meta({ description: 'Milliseconds since the epoch; a day before `until` unless given.' }),
    until: z
      .exactOptional(z.coerce.number().int().min(0))
      .meta({ description: 'Milliseconds since the epoch; now unless given.' }),
    bucketMs: z.exactOptional(
      z.coerce
        .number()
        .int()
        .min(1000)
        .max(86_400_000 * 31),
    ),
  })
  .meta({ description: 'A span of time' });

/** A page of exchanges, newest first. */
export const exchangePageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  before: z.exactOptional(z.string().max(200)).meta({ description: 'Id of the exchange to continue after.' }),
  since: z
    .exactOptional(z.coerce.number().int().min(0))
    .meta({ description: 'Milliseconds since the epoch.' }),
  until: z
    .exactOptional(z.coerce.number().int().min(0))
    .meta({ description: 'Milliseconds since the epoch.' }),
  statusClass: z.exactOptional(z.coerce.number().pipe(z.literal([2, 3, 4, 5]))),
};
