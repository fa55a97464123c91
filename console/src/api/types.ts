/** Names for what the control API sends; all of it from the generated description. */
import type { components } from './generated/schema.d.ts';

type Schemas = components['schemas'];

export type ActorDetail = Schemas['ActorDetail'];
export type ActorSummary = Schemas['ActorSummary'];
export type Component = Schemas['Component'];
export type DataClass = Schemas['DataClass'];
export type Drift = Schemas['Drift'];
export type DriftChange = Schemas['DriftChange'];
export type ExchangeRecord = Schemas['ExchangeRecord'];
export type InventoryTotals = Schemas['InventoryTotals'];
export type JobRun = Schemas['JobRun'];
export type LearnedBody = Schemas['LearnedBody'];
export type LearnedField = Schemas['LearnedField'];
export type LiveTotals = Schemas['LiveTotals'];
export type MapView = Schemas['MapView'];
export type OperationDetail = Schemas['OperationDetail'];
export type OperationSummary = Schemas['OperationSummary'];
export type OutboundCall = Schemas['OutboundCall'];
export type SeriesPoint = Schemas['SeriesPoint'];
export type SessionState = Schemas['Session'];
export type Shape = Schemas['Shape'];

export type Exposure = OperationSummary['exposure'];
export type EvidenceSource = OperationSummary['sources'][number];
export type Lifecycle = OperationSummary['lifecycle'];
export type OperationKind = OperationSummary['kind'];
export type Sensitivity = DataClass['sensitivity'];
export type Role = SessionState['role'];
