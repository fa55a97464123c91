import type { OutboundSighting } from '../../../model/sighting.ts';
import { isRecord } from '../document/json-value.ts';
import type { ContractNode } from '../document/structured-document.ts';
import { eachOperation, operationsOf } from './operations.ts';
import type { FoundOperation, OperationReading } from './operations.ts';
import { splitServerUrl } from './servers.ts';

/** Names of fields that one call is said to send. */
const fieldsMax = 32;

const transportOf = (url: string): OutboundSighting['transport'] =>
  /^https:/i.test(url) ? 'https' : /^http:/i.test(url) ? 'http' : 'unknown';

const sent = (
  found: FoundOperation,
  reading: OperationReading,
  told: Pick<OutboundSighting, 'name' | 'client'>,
  url: string,
): OutboundSighting => {
  const isAbsolute = /^https?:\/\/[^{}/]+/i.test(url);
  const { host, base } = splitServerUrl(url);
  return {
    source: 'contract',
    api: reading.api,
    host: isAbsolute ? host : null,
    method: found.method,
    path: isAbsolute ? (base === '' ? '/' : base) : null,
    transport: transportOf(url),
    fields: reading
      .body(found.node)
      .slice(0, fieldsMax)
      .map(({ name }) => name),
    place: found.node.place,
    role: 'app',
    ...told,
  };
};

/** Webhooks (OpenAPI 3.1, and `x-webhooks` before): calls that the API makes to whoever registered for them. */
export const readWebhooks = (root: ContractNode, reading: OperationReading): readonly OutboundSighting[] => {
  const outbound: OutboundSighting[] = [];
  for (const name of ['webhooks', 'x-webhooks']) {
    eachOperation(root.child(name), reading.references, reading.warnings, (found, _item, key) => {
      if (outbound.length < reading.operationsMax) {
        outbound.push(sent(found, reading, { name: `webhook:${key.slice(0, 200)}`, client: 'webhook' }, ''));
      }
    });
  }
  return outbound;
};

/** Callbacks of operations (OpenAPI 3.x): calls to an address that the caller gave, or that stands in the contract. */
export const readCallbacks = (
  paths: ContractNode,
  reading: OperationReading,
): readonly OutboundSighting[] => {
  const outbound: OutboundSighting[] = [];
  eachOperation(paths, reading.references, reading.warnings, ({ node }) => {
    for (const entry of node.child('callbacks').members()) {
      const callback = reading.references.follow(entry);
      for (const member of callback?.members() ?? []) {
        const item = member.key.startsWith('x-') ? null : reading.references.follow(member);
        if (item === null || !isRecord(item.value)) continue;
        for (const found of operationsOf(item)) {
          if (!isRecord(found.node.value) || outbound.length >= reading.operationsMax) continue;
          const name = `callback:${entry.key} ${member.key}`.slice(0, 240);
          outbound.push(sent(found, reading, { name, client: 'callback' }, member.key));
        }
      }
    }
  });
  return outbound;
};
