/** What surrounds one operation: its owner, who can reach it, its controls, its risk. */
import type {
  ExposureView,
  OperationControls,
  OperationOwner,
  OperationSummary,
  RiskPart,
} from '../../model/operation.ts';
import type { InventoryState } from '../state.ts';
import type { OperationTruth } from '../truth/truth.ts';
import { carriedData } from './carried-data.ts';
import { controlsOf } from './controls.ts';
import { exposureOf } from './exposure.ts';
import { ownerOf } from './owner.ts';
import { riskOf, riskPartsOf } from './risk.ts';
import { weaknessesOf } from './weaknesses.ts';

/** What surrounds one operation. */
export interface OperationContext {
  readonly ownership: OperationOwner | null;
  readonly exposureView: ExposureView;
  readonly controls: OperationControls;
  readonly riskParts: readonly RiskPart[];
  readonly risk: number;
}

/** What is known of an operation when its context is asked for. */
export type ContextSubject = Pick<
  OperationSummary,
  'service' | 'host' | 'method' | 'path' | 'dataClasses' | 'anonymousSuccesses' | 'statuses' | 'count'
>;

const namesMax = 200;

/** Works out what surrounds an operation. */
export function contextOf(
  { context, merger, actors }: InventoryState,
  { facts, authViews, disagreements, lifecycle }: OperationTruth,
  subject: ContextSubject,
): OperationContext {
  const { policy, surroundings } = context;
  const { owners, weak } = context.indicesOf(merger);
  const names = [
    ...new Set(facts.evidence.flatMap(({ sighting }) => sighting.params.map(({ name }) => name))),
  ].slice(0, namesMax);
  const data = carriedData(subject.dataClasses, names, facts.isCalled);
  const exposureView = exposureOf({
    facts,
    host: subject.host,
    ruled: policy.exposure.findLast(({ fits }) => fits(subject))?.exposure ?? null,
    listeners: surroundings.listeners,
    anonymousSuccesses: subject.anonymousSuccesses,
    actor: (index) => actors.byIndex.get(index),
  });
  const controls = controlsOf(policy, {
    subject,
    facts,
    authViews,
    data,
    exposure: exposureView.level,
    lifecycle,
    statuses: subject.statuses,
    listeners: surroundings.listeners,
    guards: new Set(surroundings.guards[subject.service] ?? []),
  });
  const riskParts = riskPartsOf({
    exposure: exposureView,
    data,
    disagreements,
    lifecycle,
    controls,
    weak: weaknessesOf(weak, facts.code),
    method: subject.method,
    count: subject.count,
  });
  const ruledOwner = policy.owners.findLast(({ fits }) => fits(subject))?.owner ?? null;
  return {
    ownership: ownerOf(owners, [...facts.code, ...facts.general, ...facts.evidence], ruledOwner),
    exposureView,
    controls,
    riskParts,
    risk: riskOf(riskParts),
  };
}
