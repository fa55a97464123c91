/**
 * Makes batches from exchanges, column by column. What many exchanges share is written once a batch, from the JSON text that its
 * `Interned` already carries, so the hot path stringifies numbers and resource hashes only.
 */
import type {
  ExchangeBatch,
  ExchangeColumns,
  Interned,
  ObservedExchange,
  ShedCounts,
} from '../../model/exchange.ts';

/** Nothing shed. */
export const nothingShed: ShedCounts = { memoryFull: 0, spoolFull: 0, diskError: 0 };

/** Encoded size of a row without its strings: eleven numbers, quotes and commas, rounded up. Bytes. */
const rowBytes = 96;
/** Encoded size of a dictionary entry without its JSON text. Bytes. */
const entryBytes = 48;

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

/** Whole numbers only: anything else would make the batch's JSON unreadable. */
const whole = (value: number): number => (Number.isSafeInteger(value) ? value : nearestWhole(value));

function nearestWhole(value: number): number {
  const rounded = Math.round(value);
  return Number.isSafeInteger(rounded) ? rounded : 0;
}

function emptyColumns(): Mutable<ExchangeColumns> {
  return {
    n: [],
    atMs: [],
    durationUs: [],
    ttfbUs: [],
    requestBytes: [],
    responseBytes: [],
    form: [],
    actor: [],
    client: [],
    requestShape: [],
    responseShape: [],
    resources: [],
  };
}

/** Values of one kind in the order in which a batch met them. */
class Dictionary<T> {
  readonly #index = new Map<Interned<T>, number>();
  readonly #name: string;
  /** Encoded size so far, bytes. */
  bytes = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Identity, not content: the observer gives the same object for the same content as long as it caches it. */
  indexOf(interned: Interned<T>): number {
    const known = this.#index.get(interned);
    if (known !== undefined) return known;
    const index = this.#index.size;
    this.#index.set(interned, index);
    this.bytes += interned.json.length + interned.ref.length + entryBytes;
    return index;
  }

  toJson(): string {
    let text = '';
    for (const { ref, json } of this.#index.keys()) {
      text += `${text === '' ? '' : ','}{"ref":${JSON.stringify(ref)},"${this.#name}":${json}}`;
    }
    return `[${text}]`;
  }

  values(): Interned<T>[] {
    return [...this.#index.keys()];
  }
}

/** A batch while it is being filled. */
export class BatchBuilder {
  readonly #forms = new Dictionary<ObservedExchange['form']['value']>('form');
  readonly #shapes = new Dictionary<NonNullable<ObservedExchange['requestShape']>['value']>('shape');
  readonly #actors = new Dictionary<ObservedExchange['actor']['value']>('actor');
  readonly #clients = new Dictionary<ObservedExchange['client']['value']>('client');
  readonly #columns = emptyColumns();
  readonly #bodies: { row: number; request?: string; response?: string }[] = [];
  #rows = 0;
  #rowBytes = 0;

  /** Exchanges so far. */
  get rows(): number {
    return this.#rows;
  }

  /** About how long the batch's JSON is now, bytes (characters counted once). */
  get bytes(): number {
    return this.#rowBytes + this.#forms.bytes + this.#shapes.bytes + this.#actors.bytes + this.#clients.bytes;
  }

  /** Takes one exchange. */
  add(exchange: ObservedExchange): void {
    const columns = this.#columns;
    columns.n.push(whole(exchange.n));
    columns.atMs.push(whole(exchange.atMs));
    columns.durationUs.push(whole(exchange.durationUs));
    columns.ttfbUs.push(whole(exchange.ttfbUs));
    columns.requestBytes.push(whole(exchange.requestBytes));
    columns.responseBytes.push(whole(exchange.responseBytes));
    columns.form.push(this.#forms.indexOf(exchange.form));
    columns.actor.push(this.#actors.indexOf(exchange.actor));
    columns.client.push(this.#clients.indexOf(exchange.client));
    columns.requestShape.push(
      exchange.requestShape === null ? -1 : this.#shapes.indexOf(exchange.requestShape),
    );
    columns.responseShape.push(
      exchange.responseShape === null ? -1 : this.#shapes.indexOf(exchange.responseShape),
    );
    columns.resources.push(exchange.resources);
    this.#rowBytes += rowBytes + exchange.resources.length;
    if (exchange.body !== undefined) {
      this.#bodies.push({ row: this.#rows, ...exchange.body });
      this.#rowBytes += (exchange.body.request?.length ?? 0) + (exchange.body.response?.length ?? 0) + 32;
    }
    this.#rows += 1;
  }

  /** The batch as JSON text, exactly what `JSON.stringify(this.toBatch(...))` would give. */
  toJson(writer: string, seq: number, shed: ShedCounts): string {
    const bodies = this.#bodies.length === 0 ? '' : `,"bodies":${JSON.stringify(this.#bodies)}`;
    return (
      `{"v":1,"writer":${JSON.stringify(writer)},"seq":${seq},"shed":${JSON.stringify(shed)}` +
      `,"forms":${this.#forms.toJson()},"shapes":${this.#shapes.toJson()}` +
      `,"actors":${this.#actors.toJson()},"clients":${this.#clients.toJson()}` +
      `,"columns":${JSON.stringify(this.#columns)}${bodies}}`
    );
  }

  /** The batch as a value. The builder must not be added to afterwards. */
  toBatch(writer: string, seq: number, shed: ShedCounts): ExchangeBatch {
    return {
      v: 1,
      writer,
      seq,
      shed,
      forms: this.#forms.values().map(({ ref, value }) => ({ ref, form: value })),
      shapes: this.#shapes.values().map(({ ref, value }) => ({ ref, shape: value })),
      actors: this.#actors.values().map(({ ref, value }) => ({ ref, actor: value })),
      clients: this.#clients.values().map(({ ref, value }) => ({ ref, client: value })),
      columns: this.#columns,
      ...(this.#bodies.length === 0 ? {} : { bodies: this.#bodies }),
    };
  }
}

/**
 * A batch without a disk: what the commands that read files give to the inventory.
 *
 * @example
 * inventory.ingest(batchOf(observed, newWriterId(systemClock), 0));
 */
export function batchOf(observed: Iterable<ObservedExchange>, writer: string, seq: number): ExchangeBatch {
  const builder = new BatchBuilder();
  for (const exchange of observed) builder.add(exchange);
  return builder.toBatch(writer, seq, nothingShed);
}
