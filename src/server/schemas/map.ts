/** The map: groups of actors, operations, assets, and what flows between them. */
import { z } from 'zod';
import { actorKindSchema } from './actor.ts';
import { operationSummarySchema } from './operation.ts';
import { sensitivitySchema } from './shape.ts';
import { inventoryTotalsSchema } from './totals.ts';

const count = z.int().min(0);

export const mapViewSchema = z
  .object({
    actorGroups: z.array(
      z
        .object({
          id: z.string(),
          title: z.string(),
          subtitle: z.string(),
          kind: actorKindSchema,
          actors: count,
          count,
        })
        .meta({ id: 'ActorGroup' }),
    ),
    operations: z.array(operationSummarySchema),
    assets: z.array(
      z
        .object({ id: z.string(), title: z.string(), subtitle: z.string(), sensitivity: sensitivitySchema })
        .meta({ id: 'Asset' }),
    ),
    calls: z.array(
      z
        .object({
          group: z.string(),
          operationId: z.string(),
          allowed: count,
          flagged: count,
          blocked: count,
        })
        .meta({ id: 'MapCall' }),
    ),
    reaches: z.array(
      z.object({ operationId: z.string(), asset: z.string(), count }).meta({ id: 'MapReach' }),
    ),
    totals: inventoryTotalsSchema,
  })
  .meta({ id: 'MapView' });
