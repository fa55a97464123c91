import type { OperationSummary } from '../../api/types.ts';

const moment = (atMs: number): string => (atMs === 0 ? '' : new Date(atMs).toISOString());

const fields: readonly (readonly [string, (one: OperationSummary) => string | number])[] = [
  ['method', (one) => one.method],
  ['path', (one) => one.path],
  ['host', (one) => one.host],
  ['service', (one) => one.service],
  ['kind', (one) => one.kind],
  ['lifecycle', (one) => one.lifecycle],
  ['found_in', (one) => one.sources.join(' ')],
  ['framework', (one) => one.framework ?? ''],
  ['deprecated', (one) => String(one.deprecated)],
  ['purpose', (one) => one.purpose.text],
  ['purpose_from', (one) => one.purpose.from],
  ['owner', (one) => one.owner ?? ''],
  ['exposure', (one) => one.exposure],
  ['risk', (one) => one.risk],
  ['controls_absent', (one) => one.controlsAbsent],
  ['requests', (one) => one.count],
  ['errors', (one) => one.errors],
  ['blocked', (one) => one.blocked],
  ['p50_us', (one) => one.p50Us],
  ['p95_us', (one) => one.p95Us],
  ['p99_us', (one) => one.p99Us],
  ['actors', (one) => one.actors],
  ['auth', (one) => one.auth.join(' ')],
  ['auth_disagreements', (one) => one.authDisagreements],
  ['answers_without_credential', (one) => one.anonymousSuccesses],
  ['data_classes', (one) => one.dataClasses.map(({ id }) => id).join(' ')],
  ['template_confidence', (one) => one.confidence],
  ['first_seen', (one) => moment(one.firstSeenMs)],
  ['last_seen', (one) => moment(one.lastSeenMs)],
  ['id', (one) => one.id],
];

/** RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe, since paths come from strangers. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The operations as CSV with a header line. */
export const operationsCsv = (operations: readonly OperationSummary[]): string =>
  [fields.map(([name]) => name), ...operations.map((one) => fields.map(([, read]) => cell(read(one))))]
    .map((line) => line.join(','))
    .join('\r\n')
    .concat('\r\n');

/** The operations as the API sends them. */
export const operationsJson = (operations: readonly OperationSummary[]): string =>
  `${JSON.stringify(operations, null, 2)}\n`;
