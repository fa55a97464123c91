/**
 * The control API's own description: OpenAPI 3.1, made from the routes. It needs no running server, so the console's types and the
 * reference are made from it, too. Zod gives JSON Schema 2020-12, which is what OpenAPI 3.1 speaks.
 */
import { z } from 'zod';
import { errorCatalogue, type ErrorCode } from '../model/errors.ts';
import type { Route } from './route.ts';
import { routes as allRoutes } from './routes/index.ts';
import { problemSchema } from './schemas/control.ts';
import { liveTotalsSchema } from './schemas/totals.ts';

type Json = Readonly<Record<string, unknown>>;

/** Schemas with an id, collected while the routes are described. */
class Components {
  readonly #schemas = new Map<string, unknown>();

  /** The schema, with named schemas as references into the components. */
  describe(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _,
      $defs,
      ...own
    } = z.toJSONSchema(schema, { io, reused: 'inline' }) as Record<string, unknown>;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, unknown>))
      this.#add(name, definition);
    const { id } = schema.meta() ?? {};
    const inner = withReferences(own) as Json;
    // A schema that refers to itself comes as a reference already.
    if (typeof id !== 'string' || '$ref' in inner) return inner;
    this.#schemas.set(id, stripId(inner));
    return { $ref: `#/components/schemas/${id}` };
  }

  #add(name: string, definition: unknown): void {
    this.#schemas.set(name, stripId(withReferences(definition) as Json));
  }

  all(): Json {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}

function stripId({ id: _id, $id: _$id, ...rest }: Json): Json {
  return rest;
}

function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === 'propertyNames' && isPlainString(inner)))
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', '#/components/schemas/')
          : withReferences(inner),
      ]),
  );
}

/** Every name is a text; saying so only makes the document longer. */
function isPlainString(value: unknown): boolean {
  return typeof value === 'object' && value !== null && JSON.stringify(value) === '{"type":"string"}';
}

function parameters(
  components: Components,
  schema: z.ZodType | undefined,
  where: 'path' | 'query',
): readonly Json[] {
  if (schema === undefined) return [];
  const described = components.describe(schema, 'input');
  const required = (described['required'] ?? []) as readonly string[];
  return Object.entries((described['properties'] ?? {}) as Readonly<Record<string, Json>>).map(
    ([name, property]) => {
      const { description, ...rest } = property;
      return {
        name,
        in: where,
        required: where === 'path' || required.includes(name),
        ...(description === undefined ? {} : { description }),
        schema: rest,
      };
    },
  );
}

function problems(route: Route): readonly ErrorCode[] {
  const byAccess: readonly ErrorCode[] = route.access === 'public' ? [] : ['unauthenticated', 'forbidden'];
  const byInput: readonly ErrorCode[] = route.body ? ['input-invalid', 'body-too-large'] : ['input-invalid'];
  return [...byInput, ...byAccess, ...(route.problems ?? [])];
}

function problemResponses(route: Route): Json {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of problems(route)) {
    const { status } = errorCatalogue[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set<ErrorCode>()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: [...codes].map((code) => `\`${code}\`: ${errorCatalogue[code].message}`).join('\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function operation(components: Components, route: Route): Json {
  const { status, mediaType = 'application/json', schema } = route.answer;
  const answer = {
    description: status === 204 ? 'Done.' : route.title,
    ...(status === 204
      ? {}
      : { content: { [mediaType]: { schema: components.describe(schema, 'output') } } }),
  };
  const all = [
    ...parameters(components, route.params, 'path'),
    ...parameters(components, route.query, 'query'),
  ];
  return {
    operationId: route.id,
    summary: route.title,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    ...(all.length === 0 ? {} : { parameters: all }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: components.describe(route.body, 'input') } },
          },
        }),
    responses: { [String(status)]: answer, ...problemResponses(route) },
    security: route.access === 'public' ? [] : [{ token: [] }, { session: [] }],
    'x-heliostat-role': route.access,
  };
}

/**
 * The OpenAPI 3.1 document of the control API.
 *
 * @param version of Heliostat
 * @example
 * await writeFile('openapi.json', JSON.stringify(describeControlApi('0.1.0'), null, 2));
 */
export function describeControlApi(version: string, routes: readonly Route[] = allRoutes): Json {
  const components = new Components();
  components.describe(problemSchema, 'output');
  // Not the answer of any route, but what the live events carry.
  components.describe(liveTotalsSchema, 'output');
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(components, route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Heliostat control API',
      version,
      description:
        'What the console and the commands speak with the hub. Errors are RFC 9457 problem details with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.all(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An access token: `hst_...`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'heliostat_session',
          description: 'The cookie of POST /session; writes also need its `csrf` in `x-csrf-token`.',
        },
      },
    },
  };
}
