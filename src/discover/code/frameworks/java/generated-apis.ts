/**
 * Interfaces that a build generates from an OpenAPI document and that are in no repository: `class Owners implements OwnersApi`. The document
 * is; its operations are told by `operationId`, which is the method's name.
 */
import { parse } from 'yaml';
import type { ParameterIn, ParameterType, SightedParameter } from '../../../../model/sighting.ts';
import type { Machine } from '../../machine/machine.ts';
import type { ClassValue } from '../../machine/values.ts';
import { moduleOf } from './settings.ts';

/** An operation that a generated interface declares. */
export interface GeneratedOperation {
  readonly method: string;
  readonly path: string;
  readonly params: readonly SightedParameter[];
  readonly summary: string | null;
  readonly deprecated: boolean;
  readonly file: string;
}

const documentName = /(?:openapi|swagger|api)[^/]*\.(?:ya?ml|json)$/i;
const documentsMax = 40;
const operationsMax = 5_000;
const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

type Operations = ReadonlyMap<string, readonly GeneratedOperation[]>;

/** The operation that a method of a class answers, by the generated interface that the class implements; null when there is none. */
export function generatedOperation(
  machine: Machine,
  cls: ClassValue,
  method: string,
): GeneratedOperation | null {
  const apis = generatedBases(machine, cls);
  if (apis.length === 0) return null;
  const all = machine.notes('generated apis', () => readOperations(machine));
  for (const api of apis) {
    const named =
      all.get(`${tagOf(api)} ${method.toLowerCase()}`) ?? all.get(`* ${method.toLowerCase()}`) ?? [];
    const beside = named.filter((one) => moduleOf(one.file) === moduleOf(cls.file));
    const [only, ...others] = beside.length > 0 ? beside : named;
    if (only !== undefined && others.length === 0) return only;
  }
  return null;
}

/** Names of the interfaces outside the project that a class implements and that look generated. */
export const generatedBases = (machine: Machine, cls: ClassValue): readonly string[] =>
  machine
    .bases(cls)
    .flatMap((base) =>
      base.t === 'external' ? [(base.name === '' ? base.from : base.name).split('.').at(-1) ?? ''] : [],
    )
    .filter((name) => /Api(?:Delegate|Service)?$|Resource$/.test(name));

const tagOf = (api: string): string => api.replace(/Api(?:Delegate|Service)?$|Resource$/, '').toLowerCase();

const plain = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();

function readOperations(machine: Machine): Operations {
  const found = new Map<string, GeneratedOperation[]>();
  const add = (key: string, operation: GeneratedOperation): void => {
    const list = found.get(key);
    if (list === undefined) found.set(key, [operation]);
    else if (!list.some((one) => one.method === operation.method && one.path === operation.path))
      list.push(operation);
  };
  let left = operationsMax;
  for (const file of machine.project.files.filter((one) => documentName.test(one)).slice(0, documentsMax)) {
    const content = machine.project.read(file);
    if (content === null || !/operationId/.test(content)) continue;
    let document: unknown;
    try {
      document = parse(content, { logLevel: 'silent', uniqueKeys: false, maxAliasCount: 100 });
    } catch {
      continue;
    }
    for (const [path, item] of entries(at(document, 'paths'))) {
      for (const method of methods) {
        const operation = at(item, method);
        const id = at(operation, 'operationId');
        if (typeof id !== 'string' || left <= 0) continue;
        left -= 1;
        const tags = at(operation, 'tags');
        const tag = Array.isArray(tags) && typeof tags[0] === 'string' ? tags[0] : 'default';
        const summary = at(operation, 'summary');
        const told: GeneratedOperation = {
          method: method.toUpperCase(),
          path,
          params: [
            ...parametersOf(document, at(item, 'parameters')),
            ...parametersOf(document, at(operation, 'parameters')),
          ],
          summary: typeof summary === 'string' ? summary : null,
          deprecated: at(operation, 'deprecated') === true,
          file,
        };
        add(`${plain(tag)} ${plain(id)}`, told);
        add(`* ${plain(id)}`, told);
      }
    }
  }
  return found;
}

function parametersOf(document: unknown, value: unknown): SightedParameter[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((given: unknown): SightedParameter[] => {
    const ref = at(given, '$ref');
    const told =
      typeof ref === 'string' ? ref.replace(/^#\//, '').split('/').slice(0, 8).reduce(at, document) : given;
    const name = at(told, 'name');
    const where = at(told, 'in');
    if (typeof name !== 'string' || !isPlace(where)) return [];
    return [
      { name, in: where, type: typeOf(at(told, 'schema') ?? told), required: at(told, 'required') === true },
    ];
  });
}

const isPlace = (where: unknown): where is ParameterIn =>
  where === 'path' || where === 'query' || where === 'header' || where === 'cookie';

const types: readonly ParameterType[] = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

function typeOf(schema: unknown): ParameterType {
  const type = types.find((one) => one === at(schema, 'type'));
  const format = at(schema, 'format');
  if (typeof format === 'string' && format !== 'int32') {
    if (type === 'string') return `string:${format}`;
    if (type === 'integer') return `integer:${format}`;
  }
  return type ?? 'unknown';
}

function at(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
