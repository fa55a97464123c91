/** Puts the parts of an exchange together to the one readable record that `model/exchange-record.ts` describes. */
import type { ActorSeen, ClientSeen } from '../model/actor.ts';
import type { ExchangeBatch, ExchangeForm } from '../model/exchange.ts';
import type { ExchangeRecord } from '../model/exchange-record.ts';
import type { Shape } from '../model/shape.ts';
import { exchangeId } from './spool/writer-id.ts';

/** Tells what an operation is called now; null when there is no such operation any more. */
export type OperationName = (id: string) => { readonly method: string; readonly path: string } | null;

/** All that is kept of one exchange. */
export interface ExchangeParts {
  readonly id: string;
  readonly atMs: number;
  readonly durationUs: number;
  readonly ttfbUs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Keyed hashes, joined with spaces. */
  readonly resources: string;
  readonly form: ExchangeForm;
  readonly actor: ActorSeen;
  readonly client: ClientSeen;
  readonly requestShape: Shape | null;
  readonly responseShape: Shape | null;
  /** Ids of its operations. */
  readonly operations: readonly string[];
  readonly body?: { readonly request?: string; readonly response?: string };
}

/** Latest time that a Date can hold, ms. */
const dateMsMax = 8.64e15;

/** The record of one exchange. An operation that has no name any more is shown as its form. */
export function exchangeRecordOf(parts: ExchangeParts, operationName: OperationName): ExchangeRecord {
  const { form, actor, client } = parts;
  return {
    v: 1,
    id: parts.id,
    at: new Date(Math.min(Math.max(parts.atMs, 0), dateMsMax)).toISOString(),
    source: form.source,
    service: form.service,
    scheme: form.scheme,
    host: form.host,
    protocol: form.protocol,
    method: form.method,
    path: form.path,
    operations: parts.operations.map((id) => {
      const { method, path } = operationName(id) ?? form;
      return { id, method, path };
    }),
    status: form.status,
    outcome: form.outcome,
    ...(form.refusedBy === undefined ? {} : { refusedBy: form.refusedBy }),
    durationUs: Math.max(parts.durationUs, 0),
    ttfbUs: Math.max(parts.ttfbUs, -1),
    requestBytes: Math.max(parts.requestBytes, 0),
    responseBytes: Math.max(parts.responseBytes, 0),
    actor: actorOf(actor),
    client: { ...client },
    auth: form.auth.map((kind, i) => ({ kind, name: form.authNames[i] ?? '' })),
    parameters: form.parameters.map((parameter) => ({ ...parameter })),
    ...(form.requestType === undefined ? {} : { requestType: form.requestType }),
    ...(form.responseType === undefined ? {} : { responseType: form.responseType }),
    requestShape: parts.requestShape,
    responseShape: parts.responseShape,
    dataClasses: { request: [...form.requestClasses], response: [...form.responseClasses] },
    resources: parts.resources === '' ? [] : parts.resources.split(' '),
    ...(form.graphql === undefined ? {} : { graphql: form.graphql.map((field) => ({ ...field })) }),
    ...(form.verdicts === undefined ? {} : { verdicts: form.verdicts.map((verdict) => ({ ...verdict })) }),
    ...(form.echoed === undefined ? {} : { echoed: [...form.echoed] }),
    ...(form.preflightFor === undefined ? {} : { preflightFor: form.preflightFor }),
    ...(form.grpcStatus === undefined ? {} : { grpcStatus: form.grpcStatus }),
    ...(parts.body === undefined ? {} : { body: parts.body }),
  };
}

/**
 * The record of one row of a batch, for those who look at exchanges as they pass. Null when there is no such row.
 *
 * @param operations - Per form of the batch (same index): the ids of its operations.
 */
export function exchangeRecordAt(
  batch: ExchangeBatch,
  row: number,
  operations: readonly (readonly string[])[],
  operationName: OperationName,
): ExchangeRecord | null {
  const { columns } = batch;
  const n = columns.n[row];
  const formIndex = columns.form[row] ?? -1;
  const form = batch.forms[formIndex]?.form;
  const actor = batch.actors[columns.actor[row] ?? -1]?.actor;
  const client = batch.clients[columns.client[row] ?? -1]?.client;
  if (n === undefined || form === undefined || actor === undefined || client === undefined) return null;
  const body = batch.bodies?.find((candidate) => candidate.row === row);
  return exchangeRecordOf(
    {
      id: exchangeId(batch.writer, n),
      atMs: columns.atMs[row] ?? 0,
      durationUs: columns.durationUs[row] ?? 0,
      ttfbUs: columns.ttfbUs[row] ?? -1,
      requestBytes: columns.requestBytes[row] ?? 0,
      responseBytes: columns.responseBytes[row] ?? 0,
      resources: columns.resources[row] ?? '',
      form,
      actor,
      client,
      requestShape: batch.shapes[columns.requestShape[row] ?? -1]?.shape ?? null,
      responseShape: batch.shapes[columns.responseShape[row] ?? -1]?.shape ?? null,
      operations: operations[formIndex] ?? [],
      ...(body === undefined ? {} : { body: bodyOf(body.request, body.response) }),
    },
    operationName,
  );
}

/** A captured body with only the sides that there are. */
export const bodyOf = (
  request: string | null | undefined,
  response: string | null | undefined,
): { readonly request?: string; readonly response?: string } => ({
  ...(request === null || request === undefined ? {} : { request }),
  ...(response === null || response === undefined ? {} : { response }),
});

function actorOf({ roles, scopes, ...actor }: ActorSeen): ExchangeRecord['actor'] {
  return {
    ...actor,
    ...(roles === undefined ? {} : { roles: [...roles] }),
    ...(scopes === undefined ? {} : { scopes: [...scopes] }),
  };
}
