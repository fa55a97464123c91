/** Reads exchange records (version 1) back into what an observer would have made. */
import { exchangeRecord } from '../../model/exchange-record.ts';
import type { ExchangeForm, Interned, ObservedExchange, ParameterShape } from '../../model/exchange.ts';
import type { Shape } from '../../model/shape.ts';
import { intern } from '../../observe/content-hash.ts';

const shapeDepthMax = 40;
const shapeNodesMax = 5_000;
const durationMaxUs = 0xffff_ffff;

const shapeTypes: ReadonlySet<string> = new Set([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
  'any',
  'opaque',
]);

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= 64 &&
  value.every((one) => typeof one === 'string' && one.length <= 64);

/** Is this a shape, within bounds? A file may hold anything. */
export function isShape(value: unknown): value is Shape {
  let left = shapeNodesMax;
  const walk = (one: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > shapeDepthMax || typeof one !== 'object' || one === null) return false;
    const { t, i, p, o, c, f, why } = one as Record<string, unknown>;
    if (typeof t !== 'string' || !shapeTypes.has(t)) return false;
    if (c !== undefined && !isWords(c)) return false;
    if (f !== undefined && typeof f !== 'string') return false;
    switch (t) {
      case 'array':
        return i === null || walk(i, depth + 1);
      case 'object':
        return (
          typeof p === 'object' &&
          p !== null &&
          !Array.isArray(p) &&
          Object.values(p).every((inner) => walk(inner, depth + 1))
        );
      case 'any':
        return (
          Array.isArray(o) && o.length > 0 && o.length <= 32 && o.every((inner) => walk(inner, depth + 1))
        );
      case 'opaque':
        return typeof why === 'string';
      default:
        return true;
    }
  };
  return walk(value, 0);
}

/** Interns values by their JSON text; bounded. */
class InternTable {
  readonly #known = new Map<string, Interned<unknown>>();

  of<T>(value: T): Interned<T> {
    const json = JSON.stringify(value);
    const known = this.#known.get(json);
    if (known !== undefined) return known as Interned<T>;
    const made = intern(value);
    if (this.#known.size >= 20_000) this.#known.clear();
    this.#known.set(json, made);
    return made;
  }
}

/** Reads records; one reader a file. */
export class RecordReader {
  readonly #table = new InternTable();
  readonly #nextNumber: () => number;

  constructor(nextNumber: () => number) {
    this.#nextNumber = nextNumber;
  }

  /** The exchange of a parsed record; null when it is none. */
  read(value: unknown): ObservedExchange | null {
    const parsed = exchangeRecord.safeParse(value);
    if (!parsed.success) return null;
    const record = parsed.data;
    const parameters: ParameterShape[] = [];
    for (const one of record.parameters) {
      if (!isShape(one.shape)) return null;
      parameters.push({ in: one.in, name: one.name, shape: one.shape });
    }
    const { requestShape, responseShape } = record;
    if (requestShape !== null && !isShape(requestShape)) return null;
    if (responseShape !== null && !isShape(responseShape)) return null;
    if (!record.path.startsWith('/')) return null;
    const form: ExchangeForm = {
      source: record.source,
      service: record.service,
      scheme: record.scheme,
      host: record.host.toLowerCase(),
      protocol: record.protocol,
      method: record.method,
      path: record.path,
      status: record.status,
      outcome: record.outcome,
      ...(record.refusedBy === undefined ? {} : { refusedBy: record.refusedBy }),
      auth: record.auth.map(({ kind }) => authKinds.find((known) => known === kind) ?? 'other'),
      authNames: record.auth.map(({ name }) => name),
      parameters,
      ...(record.requestType === undefined ? {} : { requestType: record.requestType }),
      ...(record.responseType === undefined ? {} : { responseType: record.responseType }),
      requestClasses: record.dataClasses.request,
      responseClasses: record.dataClasses.response,
      ...(record.graphql === undefined ? {} : { graphql: record.graphql }),
      ...(record.verdicts === undefined ? {} : { verdicts: record.verdicts }),
      ...(record.echoed === undefined ? {} : { echoed: record.echoed }),
      ...(record.preflightFor === undefined ? {} : { preflightFor: record.preflightFor }),
      ...(record.grpcStatus === undefined ? {} : { grpcStatus: record.grpcStatus }),
    };
    const { actor, client } = record;
    const { issuer, clientId, roles, scopes, tenant, agent, ...sure } = actor;
    return {
      n: this.#nextNumber(),
      atMs: Date.parse(record.at),
      durationUs: Math.min(record.durationUs, durationMaxUs),
      ttfbUs: Math.min(record.ttfbUs, durationMaxUs),
      requestBytes: record.requestBytes,
      responseBytes: record.responseBytes,
      form: this.#table.of(form),
      actor: this.#table.of({
        ...sure,
        ...(issuer === undefined ? {} : { issuer }),
        ...(clientId === undefined ? {} : { clientId }),
        ...(roles === undefined ? {} : { roles }),
        ...(scopes === undefined ? {} : { scopes }),
        ...(tenant === undefined ? {} : { tenant }),
        ...(agent === undefined ? {} : { agent }),
      }),
      client: this.#table.of({
        network: client.network,
        address: client.address,
        agent: client.agent,
        ...(client.tls === undefined ? {} : { tls: client.tls }),
      }),
      requestShape: requestShape === null ? null : this.#table.of(requestShape),
      responseShape: responseShape === null ? null : this.#table.of(responseShape),
      resources: record.resources.join(' '),
    };
  }
}

const authKinds = [
  'bearer-jwt',
  'bearer-opaque',
  'basic',
  'api-key-header',
  'api-key-query',
  'session-cookie',
  'client-certificate',
  'signature',
  'other',
] as const;
