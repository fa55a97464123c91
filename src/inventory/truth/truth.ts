/** What is true of an operation, given all sources. */
import type { AuthDisagreement, AuthViews, Lifecycle, LifecycleProof } from '../../model/operation.ts';
import type { Operation } from '../routes/node.ts';
import type { InventoryState } from '../state.ts';
import { authViewsOf, disagreementsOf } from './authentication.ts';
import { factsOf } from './facts.ts';
import type { OperationFacts } from './facts.ts';
import { lifecycleOf } from './lifecycle.ts';

/** What is true of an operation, given all sources. */
export interface OperationTruth {
  readonly facts: OperationFacts;
  readonly lifecycle: Lifecycle;
  readonly proof: LifecycleProof;
  readonly authViews: AuthViews;
  readonly disagreements: readonly AuthDisagreement[];
}

/** Works out what is true of an operation. */
export function truthOf(state: InventoryState, operation: Operation): OperationTruth {
  const facts = factsOf(state, operation);
  const { lifecycle, proof } = lifecycleOf(facts, state.kinds.newerThan(operation));
  const authViews = authViewsOf(facts);
  return { facts, lifecycle, proof, authViews, disagreements: disagreementsOf(authViews) };
}

/** The lifecycle alone, cheaper. */
export const lifecycleNow = (state: InventoryState, operation: Operation): Lifecycle =>
  lifecycleOf(factsOf(state, operation), state.kinds.newerThan(operation)).lifecycle;
