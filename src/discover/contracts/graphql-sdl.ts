/**
 * GraphQL schemas in their own language (spec.graphql.org, Type System); many files may make one schema.
 */
import { GraphQLError, Kind, parse } from 'graphql';
import type {
  ConstDirectiveNode,
  ConstValueNode,
  DefinitionNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';
import type { Place, Sighting } from '../../model/sighting.ts';
import type { ContractReader } from './contract-reader.ts';
import { schemaName } from './contract-reader.ts';
import type { SourceText } from './document/referenced-files.ts';
import { sightingOf } from './graphql/root-fields.ts';
import type { FieldDirective, FieldType, NamedKind, RootField } from './graphql/root-fields.ts';
import type { WarningTally } from './warning-tally.ts';

/** Tokens of one file. */
const tokensMax = 5_000_000;

/** Faulty definitions of one file that are left out so that the rest can be read. */
const repairsMax = 20;

const definitionStart =
  /^(?:extend[ \t]+)?(?:type|input|enum|interface|union|scalar|directive|schema|query|mutation|subscription|fragment)\b/gm;

/** The text without the definition in which a fault stands; lines stay where they are. */
const withoutDefinition = (text: string, at: number): string | null => {
  let start = 0;
  let end = text.length;
  for (const found of text.matchAll(definitionStart)) {
    if (found.index <= at) start = found.index;
    else {
      end = found.index;
      break;
    }
  }
  const removed = text.slice(start, end);
  if (removed.trim() === '') return null;
  return text.slice(0, start) + removed.replace(/[^\n]/g, ' ') + text.slice(end);
};

const definitionsOf = (source: SourceText, warnings: WarningTally): readonly DefinitionNode[] => {
  let { text } = source;
  for (let repairs = 0; repairs <= repairsMax; repairs += 1) {
    try {
      return parse(text, { maxLexicalTokens: tokensMax }).definitions;
    } catch (error) {
      if (error instanceof RangeError) {
        warnings.add('too-deep', 'the schema is nested too deeply', { file: source.file });
        return [];
      }
      if (!(error instanceof GraphQLError)) throw error;
      const line = error.locations?.[0]?.line;
      warnings.add('syntax-error', error.message, {
        file: source.file,
        ...(line === undefined ? {} : { line }),
      });
      const next = withoutDefinition(text, error.positions?.[0] ?? 0);
      if (next === null || next.trim() === '') return [];
      text = next;
    }
  }
  return [];
};

const typeOf = (node: TypeNode): FieldType => {
  if (node.kind === Kind.NON_NULL_TYPE) return { ...typeOf(node.type), required: true };
  if (node.kind === Kind.LIST_TYPE) return { ...typeOf(node.type), list: true, required: false };
  return { name: node.name.value, list: false, required: false };
};

/** Texts in a directive's argument. */
const wordsIn = (value: ConstValueNode): readonly string[] => {
  if (value.kind === Kind.STRING || value.kind === Kind.ENUM) return [value.value];
  if (value.kind === Kind.LIST) return value.values.flatMap(wordsIn);
  return value.kind === Kind.OBJECT ? value.fields.flatMap((field) => wordsIn(field.value)) : [];
};

const directivesOf = (nodes: readonly ConstDirectiveNode[] | undefined): readonly FieldDirective[] =>
  (nodes ?? []).map((node) => ({
    name: node.name.value,
    words: (node.arguments ?? []).flatMap((argument) => wordsIn(argument.value)).slice(0, 50),
  }));

/** Fields that federation itself adds. */
const isMachinery = (name: string): boolean =>
  name === '_service' || name === '_entities' || name.startsWith('__');

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const isObject = (node: DefinitionNode): node is ObjectNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;

/** What types are called, over all files of a schema. */
class SchemaNames {
  readonly #kinds = new Map<string, NamedKind>();
  readonly #roots = new Map<string, RootField['operation']>();

  add(node: DefinitionNode): void {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION) this.#kinds.set(node.name.value, 'enum');
    else if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) this.#kinds.set(node.name.value, 'input');
    else if (node.kind === Kind.SCALAR_TYPE_DEFINITION) this.#kinds.set(node.name.value, 'scalar');
    else if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
      for (const root of node.operationTypes ?? []) this.#roots.set(root.type.name.value, root.operation);
    }
  }

  readonly kindOf = (name: string): NamedKind => this.#kinds.get(name) ?? 'unknown';

  /** What a type is the root of: as `schema` says, and by the names that stand where it says nothing. */
  operationOf(name: string): RootField['operation'] | null {
    const told = this.#roots.get(name);
    if (told !== undefined) return told;
    const usual = name.toLowerCase();
    if (name !== 'Query' && name !== 'Mutation' && name !== 'Subscription') return null;
    const operation = usual as RootField['operation'];
    return [...this.#roots.values()].includes(operation) ? null : operation;
  }
}

const placeOf = (
  source: SourceText,
  node: { readonly loc?: { readonly startToken: { readonly line: number } } | undefined },
): Place => ({
  file: source.file,
  ...(node.loc === undefined ? {} : { line: node.loc.startToken.line }),
});

const rootField = (
  source: SourceText,
  type: ObjectNode,
  field: FieldDefinitionNode,
  operation: RootField['operation'],
): RootField => {
  const own = directivesOf(field.directives);
  return {
    operation,
    typeName: type.name.value,
    name: field.name.value,
    description: field.description?.value ?? null,
    deprecated: own.some(({ name }) => name === 'deprecated'),
    arguments: (field.arguments ?? []).map((argument) => ({
      name: argument.name.value,
      type: typeOf(argument.type),
      hasDefault: argument.defaultValue !== undefined,
      place: placeOf(source, argument.name),
    })),
    directives: [...own, ...directivesOf(type.directives)],
    place: placeOf(source, field.name),
  };
};

/** Reads schemas in GraphQL's own language. */
export const graphqlSdl: ContractReader = {
  format: 'graphql-sdl',
  recognises: ({ text, name }) =>
    /\.(?:graphqls?|gql|sdl)$/.test(name) &&
    /(?:^|[\n}])[ \t]{0,20}(?:extend[ \t]{1,20})?(?:type|schema|input|interface|enum|union|scalar|directive)[ \t]{1,20}[@\w{]/.test(
      text,
    ),
  read: (sources, { limits, warnings }) => {
    const [first] = sources;
    if (first === undefined) return { apis: [] };
    const api = schemaName(sources.map(({ file }) => file));
    const names = new SchemaNames();
    const objects: { readonly source: SourceText; readonly node: ObjectNode }[] = [];
    for (const source of sources) {
      for (const node of definitionsOf(source, warnings)) {
        names.add(node);
        if (isObject(node)) objects.push({ source, node });
      }
    }
    const sightings = new Map<string, Sighting>();
    const facts = { api, framework: 'graphql-sdl', path: limits.graphqlPath, kindOf: names.kindOf };
    for (const { source, node } of objects) {
      const operation = names.operationOf(node.name.value);
      for (const field of operation === null ? [] : (node.fields ?? [])) {
        if (operation === null || isMachinery(field.name.value) || sightings.size >= limits.operationsMax)
          continue;
        const key = `${operation} ${field.name.value}`;
        // Files of a schema may repeat a field; the first tells it.
        if (!sightings.has(key))
          sightings.set(key, sightingOf(rootField(source, node, field, operation), facts));
      }
    }
    return { apis: [api], sightings: [...sightings.values()] };
  },
};
