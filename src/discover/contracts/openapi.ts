/**
 * OpenAPI 3.0, 3.1 and 3.2 (spec.openapis.org), in JSON or YAML, in one file or spread over many.
 */
import { member } from './document/json-value.ts';
import { ContractNode } from './document/structured-document.ts';
import type { ContractReader } from './contract-reader.ts';
import { contactOf, titleOf } from './contract-reader.ts';
import { readOperations, remarkTags } from './openapi/operations.ts';
import type { OperationReading } from './openapi/operations.ts';
import { readCallbacks, readWebhooks } from './openapi/outbound.ts';
import { Parameters } from './openapi/parameters.ts';
import { Schemas } from './openapi/schema-fields.ts';
import { Security } from './openapi/security.ts';
import { addressOfServers } from './openapi/servers.ts';

/** Reads OpenAPI 3.x: operations, webhooks, callbacks, the contact. */
export const openapi: ContractReader = {
  format: 'openapi',
  // Names may be sorted: then `openapi` stands behind all components.
  recognises: ({ members, isPart }) =>
    /^3(?:\.|$)/.test(members.get('openapi') ?? '') ||
    (isPart && members.has('components') && !members.has('asyncapi') && !members.has('channels')),
  read: (sources, { references, limits, warnings }) => {
    const [source] = sources;
    if (source === undefined) return { apis: [] };
    const root = ContractNode.root(references.document(source));
    const info = references.follow(root.child('info')) ?? root.child('info');
    const api = titleOf(info, source.file);
    const components = references.follow(root.child('components')) ?? root.child('components');
    const definitions = components.child('securitySchemes');
    const schemas = new Schemas(references);
    const parameters = new Parameters(references, schemas, warnings, limits.parametersMax);
    const told = member(root.value, 'openapi');
    // Without quotes, YAML reads `3.1` as a number.
    const version = typeof told === 'number' ? told.toFixed(1) : typeof told === 'string' ? told : '3';
    const reading: OperationReading = {
      framework: `openapi-${/^3\.\d/.exec(version)?.[0] ?? '3'}`,
      api,
      references,
      parameters,
      security: new Security(references.follow(definitions) ?? definitions, references, warnings),
      warnings,
      operationsMax: limits.operationsMax,
      timeoutMs: limits.timeoutMs,
      defaultSecurity: root.child('security'),
      tags: [...new Set([...remarkTags(info), ...remarkTags(root)])],
      address: (item, operation) => {
        const servers = [operation, item, root].map((node) => node.child('servers'));
        return addressOfServers(servers.find((list) => list.items().length > 0) ?? root.child('servers'));
      },
      body: (operation) => parameters.body(operation.child('requestBody')),
    };
    const paths = root.child('paths');
    return {
      apis: [api],
      sightings: readOperations(paths, reading),
      outbound: [...readWebhooks(root, reading), ...readCallbacks(paths, reading)],
      owners: contactOf(info, api),
    };
  },
};
