/** Reads a batch back. What is on disk is checked again: a checksum says that bytes are as written, not that they make sense. */
import type { ExchangeBatch, ExchangeColumns } from '../../model/exchange.ts';

const numberColumns = [
  'n',
  'atMs',
  'durationUs',
  'ttfbUs',
  'requestBytes',
  'responseBytes',
] as const satisfies readonly (keyof ExchangeColumns)[];

/** The batch in a payload, or null when it is none (another version, columns of different lengths, an index out of range). */
export function decodeBatch(payload: Buffer): ExchangeBatch | null {
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
  return isBatch(value) ? value : null;
}

/** Checks the frame of a batch, not what is in its forms and shapes. Cost: one pass over the columns. */
export function isBatch(value: unknown): value is ExchangeBatch {
  if (!isObject(value) || value['v'] !== 1) return false;
  if (typeof value['writer'] !== 'string' || !/^[a-z0-9]{1,64}$/.test(value['writer'])) return false;
  if (!Number.isSafeInteger(value['seq']) || !isShed(value['shed'])) return false;
  const columns = value['columns'];
  if (!isObject(columns)) return false;
  const resources = columns['resources'];
  if (!Array.isArray(resources) || !resources.every((item) => typeof item === 'string')) return false;
  const rows = resources.length;
  if (
    !numberColumns.every((name) =>
      isColumn(columns[name], rows, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    )
  ) {
    return false;
  }
  const forms = entries(value['forms'], 'form');
  const shapes = entries(value['shapes'], 'shape');
  const actors = entries(value['actors'], 'actor');
  const clients = entries(value['clients'], 'client');
  if (forms < 0 || shapes < 0 || actors < 0 || clients < 0) return false;
  return (
    isColumn(columns['form'], rows, 0, forms - 1) &&
    isColumn(columns['actor'], rows, 0, actors - 1) &&
    isColumn(columns['client'], rows, 0, clients - 1) &&
    isColumn(columns['requestShape'], rows, -1, shapes - 1) &&
    isColumn(columns['responseShape'], rows, -1, shapes - 1) &&
    areBodies(value['bodies'], rows)
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function isColumn(column: unknown, rows: number, least: number, most: number): boolean {
  if (!Array.isArray(column) || column.length !== rows) return false;
  for (const item of column) {
    if (!Number.isSafeInteger(item) || item < least || item > most) return false;
  }
  return true;
}

function isShed(shed: unknown): boolean {
  return (
    isObject(shed) &&
    ['memoryFull', 'spoolFull', 'diskError'].every((name) => Number.isSafeInteger(shed[name]))
  );
}

/** How many entries a dictionary has; -1 when it is none. */
function entries(dictionary: unknown, name: string): number {
  if (!Array.isArray(dictionary)) return -1;
  const good = dictionary.every(
    (item) => isObject(item) && typeof item['ref'] === 'string' && isObject(item[name]),
  );
  return good ? dictionary.length : -1;
}

function areBodies(bodies: unknown, rows: number): boolean {
  if (bodies === undefined) return true;
  if (!Array.isArray(bodies)) return false;
  return bodies.every(
    (body) =>
      isObject(body) &&
      Number.isSafeInteger(body['row']) &&
      Number(body['row']) >= 0 &&
      Number(body['row']) < rows &&
      ['request', 'response'].every((name) => body[name] === undefined || typeof body[name] === 'string'),
  );
}
