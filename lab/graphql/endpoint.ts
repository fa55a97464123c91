import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  buildSchema,
  execute,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { DocumentNode, ExecutionResult, OperationDefinitionNode } from 'graphql';
import { Refusal, json } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { jsonBytesMax, parseJson, readBytes } from '../http/body.ts';
import { attended } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import type { Person } from '../identity/caller.ts';
import type { Rules } from '../policy/index.ts';
import type { GraphContext } from './graph.ts';
import { measure } from './measure.ts';
import type { Measured } from './measure.ts';
import { rootFields } from './root.ts';
import { typeDefinitions } from './schema.graphql.ts';

export const schema = buildSchema(typeDefinitions);

/** A GraphQL request (GraphQL over HTTP). */
type Asked = {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
};

type Prepared = { readonly asked: Asked; readonly document: DocumentNode; readonly measured: Measured };

const queryCharactersMax = 100_000;
const tokensMax = 30_000;
/** Objects one request may give out; far above what ordinary clients ask for. */
const objectsMax = 20_000;
const validationErrorsMax = 20;

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const askedOf = (value: unknown): Asked => {
  const { query, operationName, variables } = asObject(value);
  if (typeof query !== 'string' || query.length > queryCharactersMax)
    throw new Refusal(400, 'query is missing or too long');
  return {
    query,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    variables: asObject(variables),
  };
};

const refused = (
  ...messages: readonly string[]
): { readonly errors: readonly { readonly message: string }[] } => ({
  errors: messages.map((message) => ({ message })),
});

/** Parses, validates and measures; answers messages when the request is not to be run. */
const prepare = (asked: Asked, rules: Rules): Prepared | readonly string[] => {
  let document: DocumentNode;
  let operation: OperationDefinitionNode | null | undefined;
  const introspection = rules['graphql-introspection'];
  const hush = (message: string): string =>
    introspection ? message : message.replace(/ Did you mean .*$/, '');
  try {
    document = parse(asked.query, { maxTokens: tokensMax });
    const all = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const errors = validate(schema, document, all, { maxErrors: validationErrorsMax });
    if (errors.length > 0) return errors.map((error) => hush(error.message));
    operation = getOperationAST(document, asked.operationName);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    if (error instanceof RangeError) return ['The query nests too deeply'];
    throw error;
  }
  if (!operation) return ['The operation to run is not clear'];
  const measured = measure(document, operation);
  const { depthMax, fieldsMax } = rules['graphql-depth-unbounded']();
  // Introspection is deep by nature; whether it may run at all was asked above.
  const introspects = measured.rootFields.every((name) => name.startsWith('__'));
  if (!introspects && measured.depth > depthMax) return [`The query is deeper than ${depthMax}`];
  if (measured.fields > fieldsMax) return [`The query has more than ${fieldsMax} fields`];
  if (measured.rootFields.length > rules['graphql-alias-flood']())
    return ['The query has too many root fields'];
  return { asked, document, measured };
};

/** Errors as clients see them: refusals in words, anything else without a word about the inside. */
const shown = (error: GraphQLError) => {
  const cause = error.originalError;
  const message =
    cause instanceof Refusal || cause === undefined || cause === null
      ? error.message
      : 'Something went wrong';
  return {
    message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    ...(cause instanceof Refusal ? { extensions: { status: cause.status } } : {}),
  };
};

const run = async (call: Call, person: Person | null, prepared: Prepared, spend: GraphContext['spend']) => {
  const context: GraphContext = { platform: call.platform, person, address: call.address, spend };
  const result: ExecutionResult = await execute({
    schema,
    document: prepared.document,
    rootValue: rootFields,
    contextValue: context,
    variableValues: prepared.asked.variables,
    operationName: prepared.asked.operationName,
  });
  const { data, errors } = result;
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.slice(0, 100).map(shown) } : {}),
  };
};

const answerAll = async (
  call: Call,
  person: Person | null,
  asked: readonly Asked[],
  batched: boolean,
): Promise<Answer> => {
  const { rules } = call.platform;
  const { operationsMax, loginsMax } = rules['graphql-batch-bruteforce']();
  if (asked.length > operationsMax)
    return json(refused(`A batch holds at most ${operationsMax} operations`), 400);
  const prepared = asked.map((one) => prepare(one, rules));
  const ready = prepared.filter((one): one is Prepared => 'document' in one);
  const logins = ready.flatMap((one) => one.measured.rootFields).filter((name) => name === 'login').length;
  if (logins > loginsMax) return json(refused('Log in once a request'), 400);
  if (
    call.request.method === 'GET' &&
    !rules['graphql-get-mutation'] &&
    ready.some((one) => one.measured.kind !== 'query')
  )
    return {
      ...json(refused('GET carries queries only'), 405),
      headers: { 'content-type': 'application/json', allow: 'POST' },
    };
  let spent = 0;
  const spend = (objects: number): void => {
    spent += objects;
    if (spent > objectsMax) throw new Refusal(422, 'The answer would be too large');
  };
  const results: unknown[] = [];
  for (const one of prepared)
    results.push('document' in one ? await run(call, person, one, spend) : refused(...one));
  if (batched) return json(results);
  return json(results[0], ready.length === 1 ? 200 : 400);
};

export const graphqlRoutes: readonly Route[] = [
  attended('GET', '/graphql', 'bearer', (call, person) => {
    const variables = call.query.get('variables');
    const asked = askedOf({
      query: call.query.get('query'),
      operationName: call.query.get('operationName') ?? undefined,
      variables: variables === null ? {} : parseJson(Buffer.from(variables)),
    });
    return answerAll(call, person, [asked], false);
  }),

  attended('POST', '/graphql', 'bearer', async (call, person) => {
    const body = parseJson(await readBytes(call.request, jsonBytesMax));
    return Array.isArray(body)
      ? answerAll(call, person, body.map(askedOf), true)
      : answerAll(call, person, [askedOf(body)], false);
  }),
];
