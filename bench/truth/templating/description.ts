import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** A JSON schema as far as values are made from it. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  /** All parts of `allOf`, or the first of `oneOf` and `anyOf`. */
  readonly parts: readonly unknown[];
}

export interface PathParameter {
  readonly name: string;
  readonly schema: Schema;
  /** The literal before it, '' when a parameter or nothing is there. */
  readonly after: string;
  /** Its value may have slashes of its own. */
  readonly segments: boolean;
}

/** One operation of a description. */
export interface Described {
  readonly method: string;
  /** Base path of the server included. */
  readonly template: string;
  readonly parameters: readonly PathParameter[];
  readonly query: readonly { readonly name: string; readonly schema: Schema }[];
  readonly sends: unknown;
  readonly answers: unknown;
  readonly status: number;
}

export interface Description {
  readonly title: string;
  readonly operations: readonly Described[];
  /** Follows references and reads what is there as a schema. */
  schema(value: unknown): Schema;
}

type Fields = Readonly<Record<string, unknown>>;
const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head'];
const REFERENCES_MAX = 20;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads an OpenAPI 2 or 3 document, JSON or YAML. Throws when the file cannot be parsed or describes no operations. */
export async function readDescription(file: string): Promise<Description> {
  const source = await readFile(file, 'utf8');
  const document = fields(source.trimStart().startsWith('{') ? JSON.parse(source) : parse(source));
  const follow = (value: unknown): Fields => {
    let at = fields(value);
    for (let step = 0; step < REFERENCES_MAX; step++) {
      const reference = text(at['$ref']);
      if (reference === undefined) return at;
      let target: unknown = document;
      for (const part of reference.replace(/^#\//, '').split('/'))
        target = fields(target)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
      at = fields(target);
    }
    return {};
  };
  const schema = (value: unknown): Schema => schemaOf(follow(value));
  const base = basePath(document);
  const operations = Object.entries(fields(document['paths'])).flatMap(([path, item]) => {
    const shared = list(follow(item)['parameters']);
    return METHODS.flatMap((method): Described[] => {
      const operation = follow(item)[method];
      if (operation === undefined) return [];
      const parameters = [...shared, ...list(fields(operation)['parameters'])].map(follow);
      const template = `${base}${path.replace(/[?#].*$/, '')}`.replace(/(.)\/$/, '$1');
      const [status, answer] = success(fields(fields(operation)['responses']));
      const taken = parameters.find((parameter) => parameter['in'] === 'body');
      return [
        {
          method: method.toUpperCase(),
          template,
          parameters: pathParameters(template, parameters, schema),
          query: parameters
            .filter((parameter) => parameter['in'] === 'query')
            .map((parameter) => ({
              name: String(parameter['name']),
              schema: parameterSchema(parameter, schema),
            })),
          sends: taken?.['schema'] ?? content(follow(fields(operation)['requestBody'])),
          answers: content(follow(answer)),
          status,
        },
      ];
    });
  });
  if (operations.length === 0) throw new RangeError(`${file} describes no operations`);
  return { title: text(fields(document['info'])['title']) ?? 'an API', operations, schema };
}

function schemaOf(at: Fields): Schema {
  const type = Array.isArray(at['type']) ? at['type'].find((one) => one !== 'null') : at['type'];
  const choice = list(at['oneOf'])[0] ?? list(at['anyOf'])[0];
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof at['format'] === 'string' ? { format: at['format'] } : {}),
    ...(typeof at['pattern'] === 'string' ? { pattern: at['pattern'] } : {}),
    ...(Array.isArray(at['enum']) ? { enum: at['enum'] } : {}),
    ...(at['example'] === undefined ? {} : { example: at['example'] }),
    ...(at['items'] === undefined ? {} : { items: at['items'] }),
    ...(at['properties'] === undefined ? {} : { properties: fields(at['properties']) }),
    required: list(at['required']).map(String),
    parts: [...list(at['allOf']), ...(choice === undefined ? [] : [choice])],
  };
}

function parameterSchema(parameter: Fields, schema: (value: unknown) => Schema): Schema {
  const own = schema(parameter['schema'] ?? parameter);
  const part = own.parts.length > 0 && own.type === undefined ? schema(own.parts[0]) : undefined;
  const example =
    own.example ??
    parameter['example'] ??
    fields(Object.values(fields(parameter['examples']))[0])['value'] ??
    parameter['x-example'];
  return { ...part, ...own, ...(example === undefined ? {} : { example }) };
}

function pathParameters(
  template: string,
  declared: readonly Fields[],
  schema: (value: unknown) => Schema,
): readonly PathParameter[] {
  const segments = template.split('/');
  return segments.flatMap((segment, at) =>
    [...segment.matchAll(/\{([^}]+)\}/g)].map((match): PathParameter => {
      const name = match[1] ?? '';
      const parameter =
        declared.find((one) => one['in'] === 'path' && one['name'] === name.replace(/[*+]/g, '')) ?? {};
      const before = segments[at - 1] ?? '';
      return {
        name,
        schema: parameterSchema(parameter, schema),
        after: before.includes('{') ? '' : before,
        segments: parameter['x-multi-segment'] === true || /[*+]|^(path|dir|filepath)$/i.test(name),
      };
    }),
  );
}

function success(responses: Fields): readonly [status: number, answer: unknown] {
  const codes = Object.keys(responses);
  const code = codes.find((one) => /^2\d\d$/.test(one)) ?? codes.find((one) => /^30\d$/.test(one));
  return code === undefined ? [200, responses['default']] : [Number(code), responses[code]];
}

/** The schema of what is JSON in a body of OpenAPI 3, or of an answer of OpenAPI 2. */
function content(body: Fields): unknown {
  const types = Object.entries(fields(body['content']));
  const json = types.find(([type]) => type.includes('json')) ?? types.find(([type]) => type.includes('form'));
  return json === undefined ? body['schema'] : fields(json[1])['schema'];
}

function basePath(document: Fields): string {
  const address = text(fields(list(document['servers'])[0])['url']) ?? text(document['basePath']) ?? '';
  const path = address.replace(/^[a-z]+:\/\/[^/]*/, '').replace(/\/$/, '');
  return path.includes('{') || (path !== '' && !path.startsWith('/')) ? '' : path;
}
