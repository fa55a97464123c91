/** Writing: rows by whole column vectors, dictionaries by value, all in one transaction with the cursor. */
import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import type { SpoolCursor } from '../ports/spool.ts';
import { type Database, inTransaction, rows } from './database.ts';
import {
  type AppendRows,
  type DictionaryEntry,
  type DictionaryKind,
  type FormOperations,
  narrowColumns,
  type ThreadCalls,
  wideColumns,
} from './protocol.ts';

const chunkRowsMax = 2_048;
/** An empty string as DuckDB lays it out is 16 zero bytes; the memory of a new vector is not zero by itself. */
const emptyStrings = new ArrayBuffer(chunkRowsMax * 16);
const columnTypes = [...wideColumns.map(() => BIGINT), ...narrowColumns.map(() => INTEGER), VARCHAR];

/** The cursor of the last committed append. */
export async function readCursor(database: Database): Promise<SpoolCursor> {
  const [row] = await rows(database.writing, 'SELECT json FROM cursor');
  return JSON.parse(String(row?.[0] ?? '{}')) as SpoolCursor;
}

/** Adds rows and moves the cursor: all or nothing. */
export async function append(database: Database, added: AppendRows): Promise<void> {
  await inTransaction(database.writing, async () => {
    if (added.rows > 0) await appendExchanges(database.writing, added);
    if (added.bodies.length > 0) await appendBodies(database.writing, added.bodies);
    await database.writing.run('UPDATE cursor SET json = $1', [JSON.stringify(added.cursor)]);
  });
}

async function appendExchanges(connection: DuckDBConnection, added: AppendRows): Promise<void> {
  const appender = await connection.createAppender('exchange');
  try {
    const resources = added.resources.split('\n');
    for (let from = 0; from < added.rows; from += chunkRowsMax) {
      const count = Math.min(chunkRowsMax, added.rows - from);
      const { chunk } = DuckDBDataChunk.create(columnTypes);
      bindings.data_chunk_set_size(chunk, count);
      let column = 0;
      // Whole columns are copied as they are; setting value by value would take longer than all the rest.
      for (const words of added.wide) {
        bindings.copy_data_to_vector(
          bindings.data_chunk_get_vector(chunk, column),
          0,
          words.buffer,
          words.byteOffset + from * 8,
          count * 8,
        );
        column += 1;
      }
      for (const words of added.narrow) {
        bindings.copy_data_to_vector(
          bindings.data_chunk_get_vector(chunk, column),
          0,
          words.buffer,
          words.byteOffset + from * 4,
          count * 4,
        );
        column += 1;
      }
      const texts = bindings.data_chunk_get_vector(chunk, column);
      bindings.copy_data_to_vector(texts, 0, emptyStrings, 0, count * 16);
      for (let row = 0; row < count; row += 1) {
        const text = resources[from + row] ?? '';
        if (text !== '') bindings.vector_assign_string_element(texts, row, text);
      }
      appender.appendDataChunk(new DuckDBDataChunk(chunk));
    }
  } finally {
    appender.closeSync();
  }
}

async function appendBodies(connection: DuckDBConnection, bodies: AppendRows['bodies']): Promise<void> {
  const appender = await connection.createAppender('body');
  try {
    for (const { writer, n, request, response } of bodies) {
      appender.appendInteger(writer);
      appender.appendBigInt(BigInt(n));
      if (request === null) appender.appendNull();
      else appender.appendVarchar(request);
      if (response === null) appender.appendNull();
      else appender.appendVarchar(response);
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}

/** Gives each entry its id, new ones included, and forms their operations. */
export async function resolve(
  database: Database,
  asked: ThreadCalls['resolve']['in'],
): Promise<ThreadCalls['resolve']['out']> {
  return inTransaction(database.writing, async () => {
    const answers: { readonly kind: DictionaryKind; readonly ids: readonly number[] }[] = [];
    const freshForms = new Set<string>();
    for (const { kind, entries } of asked.entries) {
      const known = await idsOf(
        database.writing,
        kind,
        entries.map(({ ref }) => ref),
      );
      const fresh = entries.filter(({ ref }) => !known.has(ref));
      for (const { ref } of fresh) {
        known.set(ref, database.nextIds[kind]);
        database.nextIds[kind] += 1;
        if (kind === 'form') freshForms.add(ref);
      }
      if (fresh.length > 0) await appendEntries(database.writing, kind, fresh, known);
      answers.push({ kind, ids: entries.map(({ ref }) => known.get(ref) ?? -1) });
    }
    await setOperations(database.writing, asked.operations, freshForms);
    return answers;
  });
}

/** Gives known forms other operations. Forms that were never stored, or are gone, are left out. */
export async function reassign(database: Database, operations: FormOperations): Promise<void> {
  await inTransaction(database.writing, () => setOperations(database.writing, operations, new Set()));
}

async function appendEntries(
  connection: DuckDBConnection,
  kind: DictionaryKind,
  entries: readonly DictionaryEntry[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const appender = await connection.createAppender(kind);
  try {
    for (const { ref, json, actor } of entries) {
      appender.appendInteger(ids.get(ref) ?? -1);
      appender.appendVarchar(ref);
      if (kind !== 'writer') appender.appendVarchar(json);
      if (kind === 'actor') appender.appendVarchar(actor ?? '');
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}

async function setOperations(
  connection: DuckDBConnection,
  operations: FormOperations,
  freshForms: ReadonlySet<string>,
): Promise<void> {
  if (operations.length === 0) return;
  const ids = await idsOf(
    connection,
    'form',
    operations.map(({ ref }) => ref),
  );
  const before = operations.flatMap(({ ref }) => (freshForms.has(ref) ? [] : (ids.get(ref) ?? [])));
  if (before.length > 0) {
    await connection.run(`DELETE FROM form_operation WHERE form IN (${before.join(',')})`);
  }
  const appender = await connection.createAppender('form_operation');
  try {
    for (const { ref, operations: names } of operations) {
      const form = ids.get(ref);
      if (form === undefined) continue;
      for (const name of new Set(names)) {
        appender.appendInteger(form);
        appender.appendVarchar(name);
        appender.endRow();
      }
    }
  } finally {
    appender.closeSync();
  }
}

async function idsOf(
  connection: DuckDBConnection,
  kind: DictionaryKind,
  refs: readonly string[],
): Promise<Map<string, number>> {
  if (refs.length === 0) return new Map();
  const found = await connection.runAndReadAll(
    `SELECT ref, id FROM ${kind} WHERE ref IN (SELECT unnest($1))`,
    [listValue([...refs])],
    [LIST(VARCHAR)],
  );
  return new Map(found.getRows().map((row) => [String(row[0]), Number(row[1])]));
}
