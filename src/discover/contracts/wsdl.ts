/**
 * WSDL 1.1 and 2.0 (w3.org): operations of SOAP services.
 */
import type { ParameterType, SightedParameter, Sighting } from '../../model/sighting.ts';
import type { ContractReader, ContractReading } from './contract-reader.ts';
import { bareName } from './contract-reader.ts';
import type { SourceText } from './document/referenced-files.ts';
import { splitServerUrl } from './openapi/servers.ts';
import { pathTemplate } from './path-template.ts';
import { phraseOf } from './text-phrase.ts';
import { WsdlDocument } from './wsdl/document.ts';
import type { XmlElement } from './wsdl/xml-tree.ts';

/** XML Schema types, as JSON would have them (w3.org/TR/xmlschema-2). */
const types: Readonly<Record<string, ParameterType>> = {
  string: 'string',
  token: 'string',
  normalizedString: 'string',
  anyURI: 'string:uri',
  date: 'string:date',
  dateTime: 'string:date-time',
  time: 'string:time',
  duration: 'string:duration',
  base64Binary: 'string:byte',
  hexBinary: 'string:byte',
  boolean: 'boolean',
  decimal: 'number',
  float: 'number:float',
  double: 'number:double',
  int: 'integer:int32',
  short: 'integer:int32',
  byte: 'integer:int32',
  integer: 'integer',
  long: 'integer:int64',
  unsignedInt: 'integer:int64',
  unsignedShort: 'integer:int32',
  positiveInteger: 'integer',
  nonNegativeInteger: 'integer',
};

const typeOf = (element: XmlElement): ParameterType => {
  const most = element.attributes.get('maxOccurs');
  if (most !== undefined && most !== '0' && most !== '1') return 'array';
  const told = element.attributes.get('type') ?? '';
  const name = told.slice(told.indexOf(':') + 1);
  if (Object.hasOwn(types, name)) return types[name] ?? 'unknown';
  return told === '' && element.children.length === 0 ? 'unknown' : 'object';
};

/** Where a service answers: every binding with an address. */
interface Endpoint {
  readonly hosts: readonly string[];
  readonly path: string;
  readonly certain: boolean;
}

const endpointOf = (address: string | null): Endpoint => {
  const { host, base } = splitServerUrl(address ?? '');
  return {
    hosts: host === null ? [] : [host],
    path: base === '' ? '/' : base,
    certain: address !== null && !/REPLACE|\$\{|\{\{/i.test(address),
  };
};

const sightingsOf = (
  source: SourceText,
  reading: ContractReading,
): { readonly api: string; readonly sightings: readonly Sighting[] } => {
  const document = WsdlDocument.read(source, reading);
  if (document === null) return { api: bareName(source.file), sightings: [] };
  const api = document.name ?? bareName(source.file);
  const sightings = new Map<string, Sighting>();
  for (const one of document.operations()) {
    const { operation, documentation, input } = one;
    if (sightings.size >= reading.limits.operationsMax) break;
    const { hosts, path, certain } = endpointOf(one.address);
    const full =
      one.location === null
        ? `${path}#${operation.attributes.get('name') ?? ''}`
        : pathTemplate(path, one.location.replace(/\(([\w.-]{1,100})\)/g, '{$1}')).path;
    const key = `${one.method} ${full}`;
    const before = sightings.get(key);
    const place = { file: operation.file, line: operation.line };
    const text = phraseOf(null, documentation);
    sightings.set(key, {
      source: 'contract',
      kind: 'rest',
      api,
      hosts: [...new Set([...(before?.hosts ?? []), ...hosts])],
      method: one.method,
      path: full,
      place,
      framework: document.framework,
      params: input.slice(0, reading.limits.parametersMax).map(
        (element): SightedParameter => ({
          name: element.attributes.get('name') ?? (element.attributes.get('ref') ?? '').replace(/^.*:/, ''),
          in: one.method === 'GET' ? 'query' : one.location === null ? 'body' : 'form',
          type: typeOf(element),
          required: element.attributes.get('minOccurs') !== '0',
          place: { file: element.file, line: element.line },
        }),
      ),
      auth: document.auth,
      mounted: true,
      role: 'app',
      deprecated: documentation !== null && /^\W{0,8}deprecated\b/i.test(documentation),
      purpose: text === null ? null : { text, from: 'contract' },
      handler: operation.attributes.get('name') ?? null,
      tags: one.tags,
      confidence: certain ? 1 : 0.6,
    });
  }
  return { api, sightings: [...sightings.values()] };
};

/** Reads WSDL. */
export const wsdl: ContractReader = {
  format: 'wsdl',
  recognises: ({ text, name }) =>
    /\.(?:wsdl\d*|xml)$/.test(name) &&
    /<(?:[\w.-]{1,60}:)?(?:definitions|description)\b[^>]{0,4000}http:\/\/(?:schemas\.xmlsoap\.org\/wsdl\/|www\.w3\.org\/ns\/wsdl)/.test(
      text,
    ),
  read: (sources, reading) => {
    const [source] = sources;
    if (source === undefined) return { apis: [] };
    const { api, sightings } = sightingsOf(source, reading);
    return { apis: [api], sightings };
  },
};
