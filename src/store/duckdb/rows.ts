/** Turns batches into the columns that the thread appends, with the ids of what they share. */
import type { ExchangeBatch, ExchangeForm } from '../../model/exchange.ts';
import type { AssignedBatch } from '../ports/exchange-store.ts';
import type { SpoolCursor } from '../ports/spool.ts';
import {
  type AppendRows,
  type DictionaryEntry,
  type DictionaryKind,
  type FormOperations,
  narrowColumns,
  outcomes,
  wideColumns,
} from './protocol.ts';

/** More than so many values are not remembered: the next look asks the store again. */
const rememberedMax = 100_000;

/** What this side knows of the store's dictionaries. */
export class KnownIds {
  readonly #ids: Readonly<Record<DictionaryKind, Map<string, number>>> = {
    writer: new Map(),
    form: new Map(),
    shape: new Map(),
    actor: new Map(),
    client: new Map(),
  };
  /** Operations by form ref, joined. */
  readonly #operations = new Map<string, string>();

  get(kind: DictionaryKind, ref: string): number | undefined {
    return this.#ids[kind].get(ref);
  }

  set(kind: DictionaryKind, ref: string, id: number): void {
    this.#ids[kind].set(ref, id);
  }

  hasOperations(ref: string, operations: readonly string[]): boolean {
    return this.#operations.get(ref) === operations.join(' ');
  }

  setOperations(changed: FormOperations): void {
    for (const { ref, operations } of changed) this.#operations.set(ref, operations.join(' '));
  }

  /** Forgets everything: after a failure, or when the store dropped values. */
  clear(): void {
    for (const ids of Object.values(this.#ids)) ids.clear();
    this.#operations.clear();
  }

  /** Forgets everything when it has become too much. */
  trim(): void {
    for (const ids of Object.values(this.#ids)) {
      if (ids.size > rememberedMax) return this.clear();
    }
  }
}

/** What must be asked of the store before the rows can be made. */
export interface Unknown {
  readonly entries: readonly {
    readonly kind: DictionaryKind;
    readonly entries: readonly DictionaryEntry[];
  }[];
  readonly operations: FormOperations;
}

/** Values of the batches that have no known id, each once, and forms whose operations have changed. */
export function unknownOf(batches: readonly AssignedBatch[], known: KnownIds): Unknown {
  const missing: Record<DictionaryKind, Map<string, DictionaryEntry>> = {
    writer: new Map(),
    form: new Map(),
    shape: new Map(),
    actor: new Map(),
    client: new Map(),
  };
  // The last batch decides: it was assigned last.
  const operations = new Map<string, readonly string[]>();
  const look = (kind: DictionaryKind, ref: string, entry: () => Omit<DictionaryEntry, 'ref'>): void => {
    if (known.get(kind, ref) === undefined && !missing[kind].has(ref))
      missing[kind].set(ref, { ref, ...entry() });
  };
  for (const { batch, operations: assigned } of batches) {
    look('writer', batch.writer, () => ({ json: '' }));
    batch.forms.forEach(({ ref, form }, index) => {
      look('form', ref, () => ({ json: JSON.stringify(form) }));
      operations.set(ref, assigned[index] ?? []);
    });
    for (const { ref, shape } of batch.shapes) look('shape', ref, () => ({ json: JSON.stringify(shape) }));
    for (const { ref, actor } of batch.actors) {
      look('actor', ref, () => ({ json: JSON.stringify(actor), actor: actor.id }));
    }
    for (const { ref, client } of batch.clients)
      look('client', ref, () => ({ json: JSON.stringify(client) }));
  }
  return {
    entries: Object.entries(missing)
      .filter(([, entries]) => entries.size > 0)
      .map(([kind, entries]) => ({ kind: kind as DictionaryKind, entries: [...entries.values()] })),
    operations: [...operations]
      .filter(([ref, ids]) => !known.hasOperations(ref, ids))
      .map(([ref, ids]) => ({ ref, operations: ids })),
  };
}

/** The batches' rows, column by column. All ids must be known. */
export function appendRowsOf(
  batches: readonly AssignedBatch[],
  known: KnownIds,
  cursor: SpoolCursor,
): AppendRows {
  let rows = 0;
  for (const { batch } of batches) rows += batch.columns.n.length;
  const wide = wideColumns.map(() => new Int32Array(rows * 2));
  const narrow = narrowColumns.map(() => new Int32Array(rows));
  const bodies: AppendRows['bodies'][number][] = [];
  let resources = '';
  let from = 0;
  for (const { batch } of batches) {
    wideColumns.forEach((name, index) => copyWide(batch.columns[name], wide[index], from));
    const columns = narrowOf(batch, known);
    narrow.forEach((into, index) => {
      const [indexes, ids] = columns[index] ?? [null, []];
      copyIds(indexes, ids, into, from, batch.columns.n.length);
    });
    for (const text of batch.columns.resources) {
      resources += `${text.includes('\n') ? text.replaceAll('\n', ' ') : text}\n`;
    }
    for (const { row, request, response } of batch.bodies ?? []) {
      bodies.push({
        writer: known.get('writer', batch.writer) ?? -1,
        n: batch.columns.n[row] ?? -1,
        request: request ?? null,
        response: response ?? null,
      });
    }
    from += batch.columns.n.length;
  }
  return { rows, wide, narrow, resources, bodies, cursor };
}

/** By column of `narrowColumns`: which index each row has (null: the first), and which value that stands for. */
function narrowOf(
  batch: ExchangeBatch,
  known: KnownIds,
): readonly (readonly [readonly number[] | null, readonly number[]])[] {
  const { columns } = batch;
  const idsOf = (kind: DictionaryKind, values: readonly { readonly ref: string }[]): number[] =>
    values.map(({ ref }) => known.get(kind, ref) ?? -1);
  const shapes = idsOf('shape', batch.shapes);
  return [
    [null, [known.get('writer', batch.writer) ?? -1]],
    [columns.form, idsOf('form', batch.forms)],
    [columns.actor, idsOf('actor', batch.actors)],
    [columns.client, idsOf('client', batch.clients)],
    [columns.requestShape, shapes],
    [columns.responseShape, shapes],
    [columns.form, batch.forms.map(({ form }) => form.status)],
    [columns.form, batch.forms.map(({ form }) => outcomeNumber(form))],
  ];
}

const outcomeNumber = (form: ExchangeForm): number => outcomes.indexOf(form.outcome);

/** Low and high words of whole numbers of either sign, as 64-bit two's complement, little end first. */
function copyWide(values: readonly number[], into: Int32Array | undefined, from: number): void {
  if (into === undefined) return;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    into[(from + i) * 2] = value | 0;
    into[(from + i) * 2 + 1] = Math.floor(value / 4_294_967_296);
  }
}

function copyIds(
  indexes: readonly number[] | null,
  ids: readonly number[],
  into: Int32Array,
  from: number,
  rows: number,
): void {
  if (indexes === null) {
    into.fill(ids[0] ?? -1, from, from + rows);
    return;
  }
  for (let i = 0; i < rows; i += 1) into[from + i] = ids[indexes[i] ?? -1] ?? -1;
}
