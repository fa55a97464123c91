/** Gathers the parameters of one operation while its handler is read. */
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../../model/sighting.ts';

const paramsMax = 200;
/** Headers that every client sends, or that are told as authentication. */
const customary = new Set([
  'authorization',
  'cookie',
  'content-type',
  'content-length',
  'accept',
  'host',
  'connection',
]);

/** What is told of a parameter besides its name and place. */
export interface ParameterFacts {
  readonly type?: ParameterType | undefined;
  readonly required?: boolean | null | undefined;
}

/** Parameters of an operation; `params` is handed to the route and fills up later. */
export class ParameterSink {
  readonly params: SightedParameter[] = [];
  /** Names in the path: not told again as query parameters where a framework mixes both. */
  readonly pathNames: ReadonlySet<string>;
  /** An operation without a body: what is read from "input" comes from the query. */
  readonly bodyless: boolean;
  /** What is read from the body is for the other methods of the same handler. */
  readonly dropsBody: boolean;

  constructor(pathNames: Iterable<string> = [], bodyless = false, dropsBody = false) {
    this.pathNames = new Set(pathNames);
    this.bodyless = bodyless;
    this.dropsBody = dropsBody;
  }

  /** Adds a parameter, or what is newly known of one. */
  add(name: string, where: ParameterIn, facts: ParameterFacts = {}): void {
    if (name === '' || name.length > 64 || !/^[\w$@.:[\] -]+$/.test(name)) return;
    if (where === 'header' && customary.has(name.toLowerCase())) return;
    if (this.dropsBody && (where === 'body' || where === 'form')) return;
    if (where === 'query' && this.pathNames.has(name)) return;
    const at = this.params.findIndex((one) => one.in === where && sameName(one.name, name, where));
    const known = this.params[at];
    const type = facts.type ?? 'unknown';
    if (known === undefined) {
      const plain = where === 'query' || where === 'header' || where === 'cookie' || where === 'path';
      if (this.params.length < paramsMax)
        this.params.push({
          name,
          in: where,
          type: type === 'unknown' && plain ? 'string' : type,
          required: where === 'path' ? true : (facts.required ?? null),
        });
      return;
    }
    const weak = known.type === 'unknown' || (known.type === 'string' && type !== 'unknown');
    this.params[at] = {
      ...known,
      type: weak && type !== 'unknown' ? type : known.type,
      required: known.required ?? facts.required ?? null,
    };
  }

  /** Adds all fields of a shape. */
  addAll(fields: readonly FieldFacts[], where: ParameterIn): void {
    for (const { name, type, required } of fields) this.add(name, where, { type, required });
  }
}

const sameName = (a: string, b: string, where: ParameterIn): boolean =>
  where === 'header' ? a.toLowerCase() === b.toLowerCase() : a === b;

/** A field of a schema or type. */
export interface FieldFacts {
  readonly name: string;
  readonly type: ParameterType;
  readonly required: boolean;
}
