import type {
  ParameterType,
  Place,
  SightedAuth,
  SightedParameter,
  Sighting,
} from '../../../model/sighting.ts';
import { unknownAuth } from '../../../model/sighting.ts';
import { phraseOf } from '../text-phrase.ts';

/** A type as it is written, without what must not be null: `[ID]` has `list`. */
export interface FieldType {
  readonly name: string;
  readonly list: boolean;
  readonly required: boolean;
}

/** A directive with the texts in its arguments. */
export interface FieldDirective {
  readonly name: string;
  readonly words: readonly string[];
}

/** A field of a root type, whatever form the schema has. */
export interface RootField {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly typeName: string;
  readonly name: string;
  readonly description: string | null;
  readonly deprecated: boolean;
  readonly arguments: readonly {
    readonly name: string;
    readonly type: FieldType;
    readonly hasDefault: boolean;
    readonly place: Place;
  }[];
  /** Those of the field, then those of its type. */
  readonly directives: readonly FieldDirective[];
  readonly place: Place;
}

/** What a named type is; `unknown` when the schema does not say. */
export type NamedKind = 'scalar' | 'enum' | 'input' | 'unknown';

/** Scalars of the language, and those that most servers add. */
const scalars: Readonly<Record<string, ParameterType>> = {
  id: 'string',
  string: 'string',
  int: 'integer:int32',
  float: 'number',
  boolean: 'boolean',
  datetime: 'string:date-time',
  timestamp: 'string:date-time',
  isodatetime: 'string:date-time',
  iso8601datetime: 'string:date-time',
  date: 'string:date',
  localdate: 'string:date',
  iso8601date: 'string:date',
  time: 'string:time',
  localtime: 'string:time',
  uuid: 'string:uuid',
  guid: 'string:uuid',
  uri: 'string:uri',
  url: 'string:uri',
  email: 'string:email',
  emailaddress: 'string:email',
  upload: 'file',
  bigint: 'integer:int64',
  long: 'integer:int64',
  short: 'integer:int32',
  byte: 'integer:int32',
  decimal: 'number',
  bigdecimal: 'number',
  double: 'number',
  json: 'object',
  jsonobject: 'object',
};

const typeOf = (type: FieldType, kindOf: (name: string) => NamedKind): ParameterType => {
  if (type.list) return 'array';
  const name = type.name.toLowerCase();
  const known = Object.hasOwn(scalars, name) ? scalars[name] : undefined;
  const kind = kindOf(type.name);
  if (known !== undefined && kind !== 'input' && kind !== 'enum') return known;
  if (kind === 'enum') return 'string';
  if (kind === 'input' || type.name.endsWith('Input')) return 'object';
  return 'unknown';
};

/** Words of a directive's name: `requiresScopes` is `requires`, `scopes`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);

const guarding: ReadonlySet<string> = new Set([
  'auth',
  'authenticated',
  'authentication',
  'authorized',
  'authorization',
  'authorize',
  'authenticate',
  'scope',
  'scopes',
  'role',
  'roles',
  'permission',
  'permissions',
  'policy',
  'policies',
  'guard',
  'login',
  'secured',
  'private',
  'protected',
  'can',
  'allow',
  'acl',
  'cognito',
  'iam',
  'oidc',
  'admin',
]);

/** `@aws_api_key` is one name for two words. */
const isGuard = (name: string): boolean =>
  wordsOf(name).some((word) => guarding.has(word)) || /api_?key/i.test(name);

const isOpen = (name: string): boolean =>
  /^(?:public|anonymous|skip_?auth|no_?auth|allow_?anonymous|un_?authenticated|open)$/i.test(name);

const schemeOf = (name: string): SightedAuth['schemes'][number]['scheme'] => {
  if (/api_?key/i.test(name)) return 'api-key';
  if (/iam$/i.test(name)) return 'signature';
  return /cognito|oidc/i.test(name) ? 'oidc' : 'unknown';
};

/** What directives ask for; the first that says something counts for openness, all for schemes. */
const authOf = (field: RootField): SightedAuth => {
  const open = field.directives.find(({ name }) => isOpen(name));
  const guards = field.directives.filter(({ name }) => !isOpen(name) && isGuard(name));
  if (open !== undefined) {
    return { demand: 'none', schemes: [], reason: `directive @${open.name}`, place: field.place };
  }
  if (guards.length === 0) return unknownAuth;
  return {
    demand: 'required',
    schemes: guards.map(({ name, words }) => ({ scheme: schemeOf(name), name, scopes: words })),
    reason: guards.map(({ name }) => `directive @${name}`).join(', '),
    place: field.place,
  };
};

/** What all fields of one schema share. */
export interface SchemaFacts {
  readonly api: string;
  /** `graphql-sdl`, `graphql-introspection`. */
  readonly framework: string;
  /** Path under which it is served. */
  readonly path: string;
  readonly kindOf: (name: string) => NamedKind;
}

/** One operation for a field of a root type: `QUERY /graphql#patient`. */
export const sightingOf = (field: RootField, facts: SchemaFacts): Sighting => {
  const text = phraseOf(null, field.description);
  return {
    source: 'contract',
    kind: 'graphql',
    api: facts.api,
    hosts: [],
    method: field.operation.toUpperCase(),
    path: `${facts.path}#${field.name}`,
    place: field.place,
    framework: facts.framework,
    params: field.arguments.map(
      ({ name, type, hasDefault, place }): SightedParameter => ({
        name,
        in: 'body',
        type: typeOf(type, facts.kindOf),
        required: type.required && !hasDefault,
        place,
      }),
    ),
    auth: authOf(field),
    mounted: true,
    role: 'app',
    deprecated: field.deprecated,
    purpose: text === null ? null : { text, from: 'contract' },
    handler: `${field.typeName}.${field.name}`,
    tags: [],
    confidence: 1,
  };
};
