/**
 * OpenAPI 2.0, once called Swagger (spec.openapis.org/oas/v2.0).
 */
import { isList, member } from './document/json-value.ts';
import { ContractNode } from './document/structured-document.ts';
import type { ContractReader } from './contract-reader.ts';
import { contactOf, titleOf } from './contract-reader.ts';
import { readOperations, remarkTags } from './openapi/operations.ts';
import { Parameters } from './openapi/parameters.ts';
import { Schemas } from './openapi/schema-fields.ts';
import { Security } from './openapi/security.ts';
import { addressOf } from './openapi/servers.ts';

/** Reads OpenAPI 2.0: operations and the contact. */
export const swagger: ContractReader = {
  format: 'swagger',
  // Names may be sorted: then `swagger` stands behind all definitions and paths.
  recognises: ({ members, isPart, name }) =>
    /^2(?:\.0)?$/.test(members.get('swagger') ?? '') ||
    (isPart && members.has('definitions') && !members.has('$schema') && /swagger|openapi|api/.test(name)),
  read: (sources, { references, limits, warnings }) => {
    const [source] = sources;
    if (source === undefined) return { apis: [] };
    const root = ContractNode.root(references.document(source));
    const info = references.follow(root.child('info')) ?? root.child('info');
    const api = titleOf(info, source.file);
    const host = root.text('host');
    const basePath = root.text('basePath') ?? '';
    const schemes = member(root.value, 'schemes');
    const scheme =
      isList(schemes) && schemes.includes('http') && !schemes.includes('https') ? 'http' : 'https';
    const bare = host?.replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, '');
    const address = addressOf([bare === undefined ? `/${basePath}` : `${scheme}://${bare}/${basePath}`]);
    const definitions = root.child('securityDefinitions');
    const reading = {
      framework: 'swagger-2.0',
      api,
      references,
      parameters: new Parameters(references, new Schemas(references), warnings, limits.parametersMax),
      security: new Security(references.follow(definitions) ?? definitions, references, warnings),
      warnings,
      operationsMax: limits.operationsMax,
      timeoutMs: limits.timeoutMs,
      defaultSecurity: root.child('security'),
      tags: [...new Set([...remarkTags(info), ...remarkTags(root)])],
      address: () => address,
      // Bodies and forms are parameters of their own place.
      body: () => [],
    };
    return {
      apis: [api],
      sightings: readOperations(root.child('paths'), reading),
      owners: contactOf(info, api),
    };
  },
};
