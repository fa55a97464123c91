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
import { Router } from 'express';
import type { Request, Response } from 'express';
import { Refusal } from '../http/answer.ts';
import { jsonBody, parseJson } from '../http/body.ts';
import { addressOf, callerOf, platformOf, recogniseCaller } from '../http/guards.ts';
import { textOf } from '../http/query.ts';
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

const run = async (context: GraphContext, prepared: Prepared) => {
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
  req: Request,
  res: Response,
  asked: readonly Asked[],
  batched: boolean,
): Promise<void> => {
  const platform = platformOf(req);
  const { rules } = platform;
  const { operationsMax, loginsMax } = rules['graphql-batch-bruteforce']();
  if (asked.length > operationsMax) {
    res.status(400).json(refused(`A batch holds at most ${operationsMax} operations`));
    return;
  }
  const prepared = asked.map((one) => prepare(one, rules));
  const ready = prepared.filter((one): one is Prepared => 'document' in one);
  const logins = ready.flatMap((one) => one.measured.rootFields).filter((name) => name === 'login').length;
  if (logins > loginsMax) {
    res.status(400).json(refused('Log in once a request'));
    return;
  }
  const changes = ready.some((one) => one.measured.kind !== 'query');
  if (req.method === 'GET' && changes && !rules['graphql-get-mutation']) {
    res.status(405).set('allow', 'POST').json(refused('GET carries queries only'));
    return;
  }
  let spent = 0;
  const spend = (objects: number): void => {
    spent += objects;
    if (spent > objectsMax) throw new Refusal(422, 'The answer would be too large');
  };
  const context: GraphContext = { platform, person: callerOf(res), address: addressOf(req), spend };
  const results: unknown[] = [];
  for (const one of prepared) results.push('document' in one ? await run(context, one) : refused(...one));
  if (batched) res.json(results);
  else res.status(ready.length === 1 ? 200 : 400).json(results[0]);
};

export const graphqlRouter = Router();

graphqlRouter.use(recogniseCaller);

graphqlRouter
  .route('/')
  .get(async (req, res) => {
    const variables = textOf(req.query['variables']);
    const asked = askedOf({
      query: textOf(req.query['query']),
      operationName: textOf(req.query['operationName']) ?? undefined,
      variables: variables === null ? {} : parseJson(Buffer.from(variables)),
    });
    await answerAll(req, res, [asked], false);
  })
  .post(jsonBody, async (req, res) => {
    const body: unknown = req.body;
    if (Array.isArray(body)) await answerAll(req, res, body.map(askedOf), true);
    else await answerAll(req, res, [askedOf(body)], false);
  });
