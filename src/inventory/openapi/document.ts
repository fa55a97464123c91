/** The inventory as an OpenAPI 3.1 document. */
import type { LearnedBody, LearnedParameter } from '../../model/operation.ts';
import type { InventoryState } from '../state.ts';
import type { Operation } from '../routes/node.ts';
import { countedTracks } from '../routes/counted.ts';
import { summaryOf } from '../views/summary.ts';
import { bodiesOf, parametersOf } from '../views/operations.ts';
import { nameTemplate } from '../routes/names.ts';
import { namesIn } from '../routes/template.ts';
import { assetOf } from '../views/assets.ts';
import { schemaOf } from './schema.ts';
import { securityOf } from './security.ts';
import type { SecuritySchemes } from './security.ts';

type Json = Record<string, unknown>;

const pathItemMethods: ReadonlySet<string> = new Set([
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'TRACE',
]);

/** Header parameters that OpenAPI describes elsewhere (OAS 3.1, 4.8.12.1). */
const describedElsewhere: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

function parameterObject(parameter: LearnedParameter): Json {
  return {
    name: parameter.name,
    in: parameter.in,
    required: parameter.in === 'path' || parameter.required,
    schema: schemaOf(parameter.shape),
    'x-heliostat': {
      count: parameter.count,
      ...(parameter.distinct === undefined ? {} : { distinct: parameter.distinct }),
    },
  };
}

function content(bodies: readonly LearnedBody[]): Json {
  const all: Json = {};
  for (const body of bodies) {
    all[body.mediaType === '' ? 'application/octet-stream' : body.mediaType] = {
      schema: schemaOf(body.shape, body.fields),
      'x-heliostat': { count: body.count },
    };
  }
  return all;
}

const isMediaType = (text: string): boolean => text === '' || /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+$/.test(text);

function responsesOf(state: InventoryState, operation: Operation, bodies: readonly LearnedBody[]): Json {
  const { statuses } = summaryOf(state, operation);
  const responses: Json = {};
  for (const [status, count] of Object.entries(statuses)) {
    const code = Number(status);
    if (code < 100 || code > 599) continue;
    const own = bodies.filter((body) => body.status === code && isMediaType(body.mediaType));
    responses[status] = {
      description: `Seen ${count} ${count === 1 ? 'time' : 'times'}`,
      ...(own.length === 0 ? {} : { content: content(own) }),
    };
  }
  if (Object.keys(responses).length === 0) responses['default'] = { description: 'No answer was seen' };
  return responses;
}

function dataClasses(state: InventoryState, operation: Operation): Json {
  const { dataClasses: classes } = summaryOf(state, operation);
  return classes.length === 0
    ? {}
    : {
        'x-data-classes': classes.map(({ id, count, confidence, in: places }) => ({
          id,
          count,
          confidence,
          in: places,
        })),
      };
}

/** A template as OpenAPI knows it: without what takes all that follows (OAS 3.1, 4.8.8.2). */
const pathOf = (template: string): string => template.replace(/#.*$/, '').replaceAll('*}', '}');

/** Methods of one path may spell its parameters otherwise; in one path item they have one name. */
function namedAs(path: string, parameters: readonly LearnedParameter[]): readonly LearnedParameter[] {
  const names = namesIn(path);
  let at = 0;
  return parameters.map((one) => {
    if (one.in !== 'path') return one;
    const name = names[at] ?? one.name;
    at += 1;
    return { ...one, name };
  });
}

/** A body that nobody has sent yet, as code or a contract tells of it. */
function declaredBody(parameters: readonly LearnedParameter[]): Json {
  const fields = (place: 'body' | 'form'): Json =>
    Object.fromEntries(
      parameters.filter((one) => one.in === place).map((one) => [one.name, schemaOf(one.shape)]),
    );
  const described: Json = {};
  for (const [type, properties] of [
    ['application/json', fields('body')],
    ['application/x-www-form-urlencoded', fields('form')],
  ] as const)
    if (Object.keys(properties).length > 0) described[type] = { schema: { type: 'object', properties } };
  return Object.keys(described).length === 0 ? {} : { requestBody: { content: described } };
}

function operationObject(
  state: InventoryState,
  operation: Operation,
  path: string,
  schemes: SecuritySchemes,
  ids: Set<string>,
): Json {
  const summary = summaryOf(state, operation);
  const tracks = countedTracks(operation);
  const all = namedAs(path, parametersOf(state, operation, tracks));
  const parameters = all.filter(
    (one) =>
      one.in !== 'form' &&
      one.in !== 'body' &&
      !(one.in === 'header' && describedElsewhere.has(one.name.toLowerCase())),
  );
  const requests = bodiesOf(state, operation, tracks, 'requests').filter((body) =>
    isMediaType(body.mediaType),
  );
  const security = securityOf(tracks, summary.auth.includes('none'), schemes);
  const bodyCount = requests.reduce((total, body) => total + body.count, 0);
  return {
    operationId: uniqueId(operation, path, ids),
    tags: [assetOf(operation).title],
    ...(summary.purpose.text === '' ? {} : { summary: summary.purpose.text }),
    ...(summary.deprecated ? { deprecated: true } : {}),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterObject) }),
    ...(requests.length === 0
      ? declaredBody(all)
      : { requestBody: { required: bodyCount >= summary.count, content: content(requests) } }),
    responses: responsesOf(state, operation, bodiesOf(state, operation, tracks, 'responses')),
    ...(security.length === 0 ? {} : { security }),
    ...dataClasses(state, operation),
    'x-heliostat': figures(state, operation),
  };
}

function figures(state: InventoryState, operation: Operation): Json {
  const {
    id,
    service,
    host,
    confidence,
    sources,
    lifecycle,
    count,
    errors,
    blocked,
    anonymousSuccesses,
    actors,
    firstSeenMs,
    lastSeenMs,
    p50Us,
    p95Us,
    p99Us,
  } = summaryOf(state, operation);
  return {
    id,
    service,
    host,
    confidence,
    sources,
    lifecycle,
    count,
    errors,
    blocked,
    anonymousSuccesses,
    actors,
    firstSeenMs,
    lastSeenMs,
    p50Us,
    p95Us,
    p99Us,
  };
}

function uniqueId(operation: Operation, path: string, ids: Set<string>): string {
  const words = path.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '');
  const base = `${operation.method.toLowerCase()}_${words === '' ? 'root' : words}`;
  let id = base;
  for (let at = 2; ids.has(id); at += 1) id = `${base}_${at}`;
  ids.add(id);
  return id;
}

/** GraphQL has one door: `POST /graphql`, with the fields that were asked for in its description. */
function graphqlObject(
  state: InventoryState,
  operations: readonly Operation[],
  schemes: SecuritySchemes,
  ids: Set<string>,
): Json {
  const lines = operations.map((one) => {
    const summary = summaryOf(state, one);
    return `- ${one.method.toLowerCase()} \`${one.field}\`: ${summary.count}`;
  });
  const [first] = operations;
  const tracks = operations.flatMap((one) => [...one.tracks]);
  const anonymous = operations.some((one) => summaryOf(state, one).auth.includes('none'));
  const security = securityOf(tracks, anonymous, schemes);
  return {
    operationId: first === undefined ? 'graphql' : uniqueId(first, `graphql_${first.node.template()}`, ids),
    tags: ['GraphQL'],
    description: `GraphQL endpoint. Root fields and how often each was asked for:\n\n${lines.join('\n')}`,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              query: { type: 'string' },
              operationName: { type: ['string', 'null'] },
              variables: { type: ['object', 'null'] },
            },
            required: ['query'],
          },
        },
      },
    },
    responses: { 200: { description: 'Data and errors as GraphQL gives them' } },
    ...(security.length === 0 ? {} : { security }),
    'x-heliostat': {
      graphql: operations.map((one) => ({
        type: one.method,
        field: one.field,
        ...figures(state, one),
        ...dataClasses(state, one),
      })),
    },
  };
}

/** `code, contracts and traffic`: what the operations are known from. */
function listed(state: InventoryState, operations: readonly Operation[]): string {
  const known = new Set(operations.flatMap((one) => summaryOf(state, one).sources));
  const words = (['code', 'contract', 'traffic', 'outside'] as const)
    .filter((source) => known.has(source))
    .map(
      (source) => ({ code: 'code', contract: 'contracts', traffic: 'traffic', outside: 'callers' })[source],
    );
  const last = words.pop() ?? 'traffic';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

/**
 * The document of one service or of all. A template occurs once (parameters are named by place, so `/a/{x}` and `/a/{y}` cannot meet); when
 * two services have the same template and method, the busier one is described and the other is listed under `x-heliostat-also`.
 *
 * OpenAPI has no servers here: where an API is reached is not learned from a Host header.
 */
export function openapiOf(
  state: InventoryState,
  query: { readonly service?: string; readonly title?: string },
): Json {
  const paths: Record<string, Json> = {};
  const schemes: SecuritySchemes = new Map();
  const ids = new Set<string>();
  const keyed = new Map<string, string>();
  const graphql = new Map<string, { readonly path: string; readonly operations: Operation[] }>();
  const also: Json[] = [];
  const others: Json[] = [];
  const operations = [...state.table.operations.values()]
    .filter((one) => query.service === undefined || one.service === query.service)
    .sort((a, b) => summaryOf(state, b).count - summaryOf(state, a).count || (a.id < b.id ? -1 : 1));
  for (const operation of operations) {
    const template = operation.node.template();
    const named = pathOf(nameTemplate(operation).path);
    const path = keyed.get(template) ?? named;
    keyed.set(template, path);
    if (operation.kind === 'graphql') {
      const group = graphql.get(template);
      if (group === undefined) graphql.set(template, { path, operations: [operation] });
      else group.operations.push(operation);
      continue;
    }
    const method = operation.kind === 'websocket' ? 'GET' : operation.method;
    const item = (paths[path] ??= {});
    if (!pathItemMethods.has(method)) {
      others.push({ method, path, ...figures(state, operation) });
      if (Object.keys(item).length === 0) delete paths[path];
    } else if (item[method.toLowerCase()] !== undefined) {
      also.push({ method: operation.method, path, ...figures(state, operation) });
    } else {
      const described = operationObject(state, operation, path, schemes, ids);
      item[method.toLowerCase()] =
        operation.kind === 'websocket'
          ? {
              ...described,
              description: 'WebSocket: the answer to the handshake is 101 Switching Protocols.',
            }
          : described;
    }
  }
  for (const { path, operations: fields } of graphql.values()) {
    const item = (paths[path] ??= {});
    if (item['post'] === undefined) item['post'] = graphqlObject(state, fields, schemes, ids);
  }
  return {
    openapi: '3.1.0',
    info: {
      title:
        query.title ??
        (query.service === undefined ? 'APIs seen in traffic' : `${query.service}, as seen in traffic`),
      version: '1.0.0',
      description: `Learned by Heliostat from ${listed(state, operations)}. What none of it shows is not in it.`,
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(schemes.size === 0
      ? {}
      : {
          components: {
            securitySchemes: Object.fromEntries([...schemes].sort(([a], [b]) => (a < b ? -1 : 1))),
          },
        }),
    ...(also.length === 0 ? {} : { 'x-heliostat-also': also }),
    ...(others.length === 0 ? {} : { 'x-heliostat-other-methods': others }),
  };
}
