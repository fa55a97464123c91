import type { SightedAuth, SightedParameter, SightedPurpose, Sighting } from '../../../model/sighting.ts';
import { unknownAuth } from '../../../model/sighting.ts';
import { isList, isRecord, isTrue, member } from '../document/json-value.ts';
import type { References } from '../document/references.ts';
import type { ContractNode } from '../document/structured-document.ts';
import { pathTemplate } from '../path-template.ts';
import type { PathTemplate } from '../path-template.ts';
import { phraseOf } from '../text-phrase.ts';
import type { WarningTally } from '../warning-tally.ts';
import type { Parameters } from './parameters.ts';
import type { Security } from './security.ts';
import type { ServerAddress } from './servers.ts';

/** What differs between the versions of OpenAPI, and what all operations of one document share. */
export interface OperationReading {
  /** `openapi-3.1`, `swagger-2.0`. */
  readonly framework: string;
  readonly api: string;
  readonly references: References;
  readonly parameters: Parameters;
  readonly security: Security;
  readonly warnings: WarningTally;
  readonly operationsMax: number;
  /** Time for all operations, in milliseconds. */
  readonly timeoutMs: number;
  /** The document's own `security`. */
  readonly defaultSecurity: ContractNode;
  /** Tags that the document gives to all that is in it. */
  readonly tags: readonly string[];
  /** Where an operation answers; what a path item and an operation say of it comes first. */
  readonly address: (item: ContractNode, operation: ContractNode) => ServerAddress;
  /** Parameters of a body, beside the declared ones. */
  readonly body: (operation: ContractNode) => readonly SightedParameter[];
}

/** An operation that a path item holds. */
export interface FoundOperation {
  readonly method: string;
  readonly node: ContractNode;
}

const methods: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  trace: 'TRACE',
  // OpenAPI 3.2
  query: 'QUERY',
  // API Gateway
  'x-amazon-apigateway-any-method': 'ANY',
};

/** Operations of a path item: those with a field of their own, and `additionalOperations` (3.2). */
export const operationsOf = (item: ContractNode): readonly FoundOperation[] => [
  ...item.members().flatMap((node) => {
    const name = node.key.toLowerCase();
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    return method === undefined ? [] : [{ method, node }];
  }),
  ...item
    .child('additionalOperations')
    .members()
    .map((node) => ({ method: node.key.toUpperCase(), node })),
];

/** What is said of who may use an operation, and of how long it is to last. */
const remarks: readonly string[] = ['x-internal', 'x-audience', 'x-visibility', 'x-stability'];

/** `x-internal`, `x-audience:company-internal`: words of the house that a document or operation is marked with. */
export const remarkTags = (node: ContractNode): readonly string[] =>
  remarks.flatMap((name) => {
    const value = member(node.value, name);
    if (isTrue(value)) return [name];
    return typeof value === 'string' && /^[\w .:-]{1,60}$/.test(value) ? [`${name}:${value}`] : [];
  });

const tagsOf = (node: ContractNode): readonly string[] => {
  const tags = member(node.value, 'tags');
  if (!isList(tags)) return [];
  return tags.flatMap((tag) => (typeof tag === 'string' && tag !== '' ? [tag.slice(0, 120)] : []));
};

/** `deprecated: true`, or a text that begins with the word. */
const isDeprecated = (node: ContractNode): boolean =>
  isTrue(member(node.value, 'deprecated')) ||
  isTrue(member(node.value, 'x-deprecated')) ||
  node.child('x-sunset').exists ||
  [node.text('summary'), node.text('description')].some(
    (text) => text !== null && /^[\s\W]{0,8}deprecated\b/i.test(text),
  );

/** Summary, description, or what the outside documentation is said to be. */
const purposeOf = (operation: ContractNode, item: ContractNode): SightedPurpose | null => {
  const text =
    phraseOf(operation.text('summary'), operation.text('description')) ??
    phraseOf(null, operation.child('externalDocs').text('description')) ??
    phraseOf(item.text('summary'), item.text('description'));
  return text === null ? null : { text, from: 'contract' };
};

/** A header that carries a credential, where no `security` says so. */
const authOfHeader = (lists: readonly ContractNode[], references: References): SightedAuth => {
  for (const item of lists.flatMap((list) => list.items())) {
    const node = references.follow(item);
    if (node === null || node.text('in')?.toLowerCase() !== 'header') continue;
    if (!/^authorization$/i.test(node.text('name') ?? '')) continue;
    const words = `${node.text('description') ?? ''} ${node.text('example') ?? ''}`;
    const scheme = /\bbasic\b/i.test(words)
      ? 'basic'
      : /bearer|jwt|token/i.test(words)
        ? 'bearer'
        : 'unknown';
    return {
      demand: isTrue(member(node.value, 'required')) ? 'required' : 'optional',
      schemes: [{ scheme, name: 'Authorization', scopes: [] }],
      reason: 'parameter: header Authorization',
      place: node.place,
    };
  }
  return unknownAuth;
};

/** Parameters of the path, in its order, whether declared or not; then all others. */
const withPathNames = (
  template: PathTemplate,
  declared: readonly SightedParameter[],
  node: ContractNode,
  warnings: WarningTally,
): readonly SightedParameter[] => {
  const inPath = new Map(declared.filter((one) => one.in === 'path').map((one) => [one.name, one]));
  const stray = [...inPath.keys()].filter((name) => !template.names.includes(name));
  for (const name of stray) {
    warnings.add(
      'parameter-not-in-path',
      `the path parameter “${name}” does not stand in the path`,
      node.place,
    );
  }
  const undeclaredQuery = template.query.filter(
    (name) => !declared.some((one) => one.in === 'query' && one.name === name),
  );
  return [
    ...template.names.map(
      (name): SightedParameter =>
        inPath.get(name) ?? { name, in: 'path', type: 'unknown', required: true, place: node.place },
    ),
    ...undeclaredQuery.map(
      (name): SightedParameter => ({ name, in: 'query', type: 'unknown', required: true, place: node.place }),
    ),
    ...declared.filter((one) => one.in !== 'path'),
  ];
};

/** Reads one operation. */
const readOperation = (
  found: FoundOperation,
  item: ContractNode,
  written: string,
  reading: OperationReading,
): Sighting => {
  const { method, node } = found;
  const { base, hosts } = reading.address(item, node);
  const template = pathTemplate(base, written);
  const lists = [item.child('parameters'), node.child('parameters')];
  const declared = [...reading.parameters.declared(lists), ...reading.body(node)];
  const own = node.child('security');
  const security = own.exists ? own : reading.defaultSecurity;
  const auth = security.exists
    ? reading.security.demanded(security)
    : authOfHeader(lists, reading.references);
  return {
    source: 'contract',
    kind: 'rest',
    api: reading.api,
    hosts,
    method,
    path: template.path,
    place: node.place,
    framework: reading.framework,
    params: withPathNames(template, declared, node, reading.warnings),
    auth,
    mounted: true,
    role: 'app',
    deprecated: isDeprecated(node) || isTrue(member(item.value, 'deprecated')),
    purpose: purposeOf(node, item),
    handler: node.text('operationId'),
    tags: [...new Set([...reading.tags, ...tagsOf(node), ...remarkTags(item), ...remarkTags(node)])],
    confidence: 1,
  };
};

/** A path item and what its `$ref` leads to (OpenAPI 3.1 lets both have fields). */
const itemsOf = (item: ContractNode, references: References): readonly ContractNode[] => {
  if (typeof member(item.value, '$ref') !== 'string') return [item];
  const target = references.follow(item);
  const own = item.members().some((node) => node.key !== '$ref');
  return [...(own ? [item] : []), ...(target === null || target.value === item.value ? [] : [target])];
};

/** Calls `visit` with each operation below `paths`; what cannot be read is a warning, and the rest goes on. */
export const eachOperation = (
  paths: ContractNode,
  references: References,
  warnings: WarningTally,
  visit: (found: FoundOperation, item: ContractNode, written: string) => void,
): void => {
  const all = references.follow(paths);
  if (all === null) return;
  for (const entry of all.members()) {
    if (entry.key.startsWith('x-') || entry.key === '$ref') continue;
    const seen = new Set<string>();
    for (const item of itemsOf(entry, references)) {
      if (!isRecord(item.value)) {
        warnings.add('invalid-path-item', 'a path item is no object', item.place);
        continue;
      }
      for (const found of operationsOf(item)) {
        if (seen.has(found.method)) continue;
        seen.add(found.method);
        const node = references.follow(found.node);
        if (node === null) continue;
        if (!isRecord(node.value))
          warnings.add('invalid-operation', 'an operation is no object', found.node.place);
        else visit({ method: found.method, node }, item, entry.key);
      }
    }
  }
};

/** All operations of a document's paths. */
export const readOperations = (paths: ContractNode, reading: OperationReading): readonly Sighting[] => {
  const sightings: Sighting[] = [];
  if (paths.exists && !isRecord(paths.value)) {
    reading.warnings.add('invalid-paths', 'paths is no object', paths.place);
  }
  const stopAt = performance.now() + reading.timeoutMs;
  eachOperation(paths, reading.references, reading.warnings, (found, item, written) => {
    if (performance.now() > stopAt) {
      reading.warnings.add('time-out', `operations were left out after ${reading.timeoutMs} ms`, {
        file: found.node.document.file,
      });
      return;
    }
    if (sightings.length >= reading.operationsMax) {
      reading.warnings.add(
        'too-many-operations',
        `more than ${reading.operationsMax} operations; the rest was left out`,
        { file: found.node.document.file },
      );
      return;
    }
    sightings.push(readOperation(found, item, written, reading));
  });
  return sightings;
};
