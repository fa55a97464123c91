/** The figures above the map, and how the gateway is. */
import { z } from 'zod';

const count = z.int().min(0);

const inventoryTotalsFields = {
  operations: count,
  byLifecycle: z.object({
    zombie: count,
    unreachable: count,
    shadow: count,
    orphan: count,
    dormant: count,
    documented: count,
    live: count,
    known: count,
  }),
  actors: count,
  exchanges: count,
  flagged: count,
  blocked: count,
  unrouted: count.meta({ description: 'Paths that only ever got 404: kept apart, never operations.' }),
  shed: count,
  perSecond: z.number().min(0),
};

/** Figures of the inventory. */
export const inventoryTotalsSchema = z.object(inventoryTotalsFields).meta({ id: 'InventoryTotals' });

/** How the gateway is: what it listens on, what it refused, what it shed. */
export const gatewayStatusSchema = z
  .object({
    listeners: z.array(
      z
        .object({ name: z.string(), address: z.string(), port: z.int(), tls: z.boolean() })
        .meta({ id: 'GatewayListener' }),
    ),
    workers: count,
    connections: count,
    refused: z
      .record(z.string(), count)
      .meta({ description: 'Refused requests and connections, by error code.' }),
    shed: z.object({ memoryFull: count, spoolFull: count, diskError: count }).meta({ id: 'ShedCounts' }),
    upstreams: z.array(
      z
        .object({ service: z.string(), url: z.string(), state: z.enum(['up', 'down', 'open', 'unknown']) })
        .meta({ id: 'UpstreamState' }),
    ),
    pump: z
      .object({
        backlogBytes: count.meta({ description: 'Spool bytes that were not read yet.' }),
        damagedFrames: count,
        lagMs: z
          .number()
          .min(0)
          .meta({ description: 'Age of the newest exchange that was taken in, when it was taken in.' }),
      })
      .meta({ id: 'PumpStatus' }),
  })
  .meta({ id: 'GatewayStatus' });

/** Figures of the inventory with the gateway's. */
export const totalsSchema = z
  .object({
    ...inventoryTotalsFields,
    gateway: gatewayStatusSchema,
    startedAt: z.iso.datetime(),
    version: z.string(),
  })
  .meta({ id: 'Totals' });

/** Figures of the inventory with the live feed's own. */
export const liveTotalsSchema = z
  .object({
    ...inventoryTotalsFields,
    sampledOut: count.meta({ description: 'Exchanges that the live feed left out so far.' }),
    droppedSubscribers: count,
  })
  .meta({ id: 'LiveTotals' });
