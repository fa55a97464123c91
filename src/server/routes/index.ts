/** All routes of the control API, in the order of its description. */
import type { Route } from '../route.ts';
import { createSession } from './create-session.ts';
import { createToken } from './create-token.ts';
import { deleteSession } from './delete-session.ts';
import { deleteToken } from './delete-token.ts';
import { foldOperations } from './fold-operations.ts';
import { getActor } from './get-actor.ts';
import { getActorSeries } from './get-actor-series.ts';
import { getDescription } from './get-description.ts';
import { getDocument } from './get-document.ts';
import { getDrift } from './get-drift.ts';
import { getExchange } from './get-exchange.ts';
import { getHealth } from './get-health.ts';
import { getInventoryOpenapi } from './get-inventory-openapi.ts';
import { getMap } from './get-map.ts';
import { getMetrics } from './get-metrics.ts';
import { getOperation } from './get-operation.ts';
import { getOperationSeries } from './get-operation-series.ts';
import { getSession } from './get-session.ts';
import { getTotals } from './get-totals.ts';
import { listActorExchanges } from './list-actor-exchanges.ts';
import { listActors } from './list-actors.ts';
import { listAudit } from './list-audit.ts';
import { listComponents } from './list-components.ts';
import { listCovers } from './list-covers.ts';
import { listDataClasses } from './list-data-classes.ts';
import { listDocuments } from './list-documents.ts';
import { listExchanges } from './list-exchanges.ts';
import { listJobRuns } from './list-job-runs.ts';
import { listJobs } from './list-jobs.ts';
import { listOperationExchanges } from './list-operation-exchanges.ts';
import { listOperations } from './list-operations.ts';
import { listOutbound } from './list-outbound.ts';
import { listTokens } from './list-tokens.ts';
import { listUnresolved } from './list-unresolved.ts';
import { listVersions } from './list-versions.ts';
import { putDocument } from './put-document.ts';
import { putPurpose } from './put-purpose.ts';
import { runJob } from './run-job.ts';
import { streamLive } from './stream-live.ts';
import { unfoldOperation } from './unfold-operation.ts';

export const routes: readonly Route[] = [
  createSession,
  getSession,
  deleteSession,
  getTotals,
  getMap,
  listOperations,
  foldOperations,
  getOperation,
  unfoldOperation,
  putPurpose,
  getOperationSeries,
  listOperationExchanges,
  listActors,
  getActor,
  getActorSeries,
  listActorExchanges,
  listDataClasses,
  getInventoryOpenapi,
  listOutbound,
  listComponents,
  listUnresolved,
  listCovers,
  listVersions,
  getDrift,
  listExchanges,
  getExchange,
  streamLive,
  listJobs,
  listJobRuns,
  runJob,
  listDocuments,
  getDocument,
  putDocument,
  listTokens,
  createToken,
  deleteToken,
  listAudit,
  getHealth,
  getMetrics,
  getDescription,
];
