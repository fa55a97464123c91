/**
 * Assets that an operation reaches: the resource its template is about, with the sensitivity of the data classes seen in it.
 *
 * Rule: the asset is the last literal before the first parameter that follows it (`/patients/{id}/notes` is about Patients, since the
 * notes are part of a patient), or, without a parameter, the last literal that is a noun (`/appointments/search` is about Appointments);
 * for GraphQL the name of the field without its verb; for gRPC the service. A leading `api` or version names no asset.
 */
import type { DataClassId } from '../../model/shape.ts';
import type { Sensitivity } from '../../model/operation.ts';
import type { Operation } from '../routes/node.ts';
import { lookOf } from '../routes/segment.ts';
import { camel, singular } from '../routes/name.ts';

/** An asset. */
export interface Asset {
  readonly id: string;
  readonly title: string;
}

const verbs =
  /^(get|list|find|fetch|search|create|add|update|set|edit|delete|remove|cancel|send|all|my)(?=[A-Z])/;

function titleOf(noun: string): string {
  const words = noun
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_.]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const plural = (noun: string): string =>
  /(s|x|data|media|info|auth|health)$/i.test(noun)
    ? noun
    : /[^aeiou]y$/i.test(noun)
      ? `${noun.slice(0, -1)}ies`
      : `${noun}s`;

function nounOf(operation: Operation): string {
  if (operation.field !== '')
    return operation.field.startsWith('__') ? 'schema' : camel(operation.field.replace(verbs, ''));
  const trail = operation.node.trail();
  const literals = trail.map((node) => node.literal);
  if (operation.kind === 'grpc') return (literals[0] ?? '').split('.').at(-1) ?? '';
  const firstParameter = literals.findIndex(
    (literal, at) => literal === null && at > 0 && literals[at - 1] !== null,
  );
  if (firstParameter > 0) return literals[firstParameter - 1] ?? '';
  const plain = literals.filter(
    (literal): literal is string => literal !== null && !/^(api|rest|public|internal|v\d.*)$/i.test(literal),
  );
  return plain.findLast((literal) => lookOf(literal) !== 'reserved') ?? plain[0] ?? '';
}

/** The asset of an operation, named within its service. */
export function assetOf(operation: Operation): Asset {
  const noun = nounOf(operation);
  if (noun === '') return { id: operation.service, title: titleOf(operation.service) };
  const title = titleOf(plural(noun));
  return { id: `${operation.service}/${singular(noun).toLowerCase()}`, title };
}

const restricted =
  /card|iban|bank|account-number|national|ssn|tax|passport|licen|health|diagnos|medical|icd|medication|insurance|biometr|genetic|password|secret|token|key|credential|jwt|cvv|pin/;
const personal =
  /name|email|phone|address|birth|gender|person|ip|coordinate|location|geo|postal|plate|device|user|age|nationality|photo/;

/** How bad it is when data of these classes gets out. Health, payment, identity and secrets are restricted. */
export function sensitivityOf(classes: Iterable<DataClassId>): Sensitivity {
  let worst: Sensitivity = 'internal';
  for (const id of classes) {
    if (restricted.test(id)) return 'restricted';
    if (personal.test(id)) worst = 'personal';
  }
  return worst;
}

/** Rank for sorting, the worst highest. */
export const sensitivityRank: Readonly<Record<Sensitivity, number>> = {
  public: 0,
  internal: 1,
  personal: 2,
  restricted: 3,
};
