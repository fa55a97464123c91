/** Holds the schemas of the control API to the read models: by their types here, by real answers in `routes.test.ts`. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { z } from 'zod';
import type {
  ActorDetail,
  ActorSummary,
  InventoryTotals,
  MapView,
  OperationDetail,
  OperationSummary,
} from '../../model/operation.ts';
import type { ExchangeRecord } from '../../model/exchange-record.ts';
import type { Shape } from '../../model/shape.ts';
import type { AuditEntry, JobRun } from '../../store/ports/catalogue.ts';
import type { SeriesPoint } from '../../store/ports/exchange-store.ts';
import type { DataClassInfo, GatewayStatus } from '../ports.ts';
import type { actorDetailSchema, actorSummarySchema } from './actor.ts';
import type { auditEntrySchema, jobRunSchema } from './control.ts';
import type { exchangeSchema, seriesPointSchema } from './exchange.ts';
import type { Immutable } from './immutable.ts';
import type { mapViewSchema } from './map.ts';
import type { operationDetailSchema, operationSummarySchema } from './operation.ts';
import type { dataClassSchema, shapeSchema } from './shape.ts';
import type { gatewayStatusSchema, inventoryTotalsSchema } from './totals.ts';

/** `true` when each of both fits where the other is asked for. */
type Same<Schema extends z.ZodType, Model> = [Immutable<z.output<Schema>>] extends [Immutable<Model>]
  ? [Immutable<Model>] extends [Immutable<z.output<Schema>>]
    ? true
    : 'the schema asks for more than the model has'
  : 'the model asks for more than the schema has';

const same = {
  operationSummary: true satisfies Same<typeof operationSummarySchema, OperationSummary>,
  operationDetail: true satisfies Same<typeof operationDetailSchema, OperationDetail>,
  actorSummary: true satisfies Same<typeof actorSummarySchema, ActorSummary>,
  actorDetail: true satisfies Same<typeof actorDetailSchema, ActorDetail>,
  mapView: true satisfies Same<typeof mapViewSchema, MapView>,
  inventoryTotals: true satisfies Same<typeof inventoryTotalsSchema, InventoryTotals>,
  exchange: true satisfies Same<typeof exchangeSchema, ExchangeRecord>,
  seriesPoint: true satisfies Same<typeof seriesPointSchema, SeriesPoint>,
  shape: true satisfies Same<typeof shapeSchema, Shape>,
  dataClass: true satisfies Same<typeof dataClassSchema, DataClassInfo>,
  gatewayStatus: true satisfies Same<typeof gatewayStatusSchema, GatewayStatus>,
  auditEntry: true satisfies Same<typeof auditEntrySchema, AuditEntry>,
  jobRun: true satisfies Same<typeof jobRunSchema, JobRun>,
};

it('every schema of a read model is the model', () => {
  assert.ok(Object.values(same).every(Boolean));
});
