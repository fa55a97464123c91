/** All routes of the control API, in the order of its description. */
import type { Route } from '../route.ts';
import { createSession } from './create-session.ts';
import { deleteSession } from './delete-session.ts';
import { getActor } from './get-actor.ts';
import { getActorSeries } from './get-actor-series.ts';
import { getExchange } from './get-exchange.ts';
import { getMap } from './get-map.ts';
import { getOperation } from './get-operation.ts';
import { getOperationSeries } from './get-operation-series.ts';
import { getSession } from './get-session.ts';
import { getTotals } from './get-totals.ts';
import { listActorExchanges } from './list-actor-exchanges.ts';
import { listActors } from './list-actors.ts';
import { listDataClasses } from './list-data-classes.ts';
import { listExchanges } from './list-exchanges.ts';
import { listOperationExchanges } from './list-operation-exchanges.ts';
import { listOperations } from './list-operations.ts';
import { streamLive } from './stream-live.ts';

export const routes: readonly Route[] = [
  createSession,
  getSession,
  deleteSession,
  getTotals,
  getMap,
  listOperations,
  getOperation,
  getOperationSeries,
  listOperationExchanges,
  listActors,
  getActor,
  getActorSeries,
  listActorExchanges,
  listExchanges,
  getExchange,
  streamLive,
  listDataClasses,
];
