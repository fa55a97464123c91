/** Whom the organisation's software calls: outbound calls by host or party, with what goes out, over what, from where. */
import type { ThirdParty, ThirdPartyFinding } from '../../model/third-party.ts';
import type { DataClassId } from '../../model/shape.ts';
import type { OutboundSighting } from '../../model/sighting.ts';
import { sensitivityOf } from '../views/assets.ts';
import { classesByName } from './carried-data.ts';
import { reachOfHost } from './reach.ts';

const listMax = 64;

interface Gathered {
  readonly host: string | null;
  readonly name: string;
  readonly transports: Set<OutboundSighting['transport']>;
  readonly fields: Set<string>;
  readonly clients: Set<string>;
  readonly apis: Set<string>;
  readonly calls: Set<string>;
  readonly places: Map<string, OutboundSighting['place']>;
  readonly plain: Map<string, OutboundSighting['place']>;
}

const add = <T>(set: Set<T>, value: T): void => {
  if (set.size < listMax) set.add(value);
};

const isPlain = ({ transport }: OutboundSighting): boolean => transport === 'http' || transport === 'ws';

function findingsOf(
  { host, plain }: Gathered,
  fields: readonly string[],
  classes: readonly DataClassId[],
): readonly ThirdPartyFinding[] {
  const reach = host === null ? 'unknown' : reachOfHost(host);
  if (reach === 'internal' || reach === 'loopback') return [];
  const findings: ThirdPartyFinding[] = [];
  const where = [...plain.values()];
  if (where.length > 0)
    findings.push({
      code: 'plain-transport',
      severity: classes.length > 0 ? 'high' : 'medium',
      text: `${where.length} ${where.length === 1 ? 'call goes' : 'calls go'} out without TLS`,
      places: where,
    });
  if (reach !== 'unknown' && sensitivityOf(classes) === 'restricted')
    findings.push({
      code: 'restricted-data',
      severity: 'medium',
      text: `names of fields (${fields.slice(0, 4).join(', ')}) suggest that restricted data leaves: ${classes.slice(0, 4).join(', ')}`,
      places: [],
    });
  return findings;
}

/**
 * Groups calls by whom they go to. Calls of tests and examples are left out.
 *
 * @example
 * thirdPartiesOf(evidence.outbound)[0]?.host; // 'api.stripe.com'
 */
export function thirdPartiesOf(outbound: Iterable<OutboundSighting>): readonly ThirdParty[] {
  const byParty = new Map<string, Gathered>();
  for (const one of outbound) {
    if (one.role === 'test' || one.role === 'example') continue;
    const key = one.host?.toLowerCase() ?? `?${one.name}`;
    let party = byParty.get(key);
    if (party === undefined) {
      party = {
        host: one.host?.toLowerCase() ?? null,
        name: one.name,
        transports: new Set(),
        fields: new Set(),
        clients: new Set(),
        apis: new Set(),
        calls: new Set(),
        places: new Map(),
        plain: new Map(),
      };
      byParty.set(key, party);
    }
    add(party.transports, one.transport);
    for (const field of one.fields) add(party.fields, field);
    add(party.clients, one.client);
    add(party.apis, one.api);
    if (one.method !== null || one.path !== null)
      add(party.calls, `${one.method ?? 'ANY'} ${one.path ?? '/'}`);
    const at = `${one.place.file ?? one.place.url ?? ''}:${one.place.line ?? 0}${one.place.pointer ?? ''}`;
    if (party.places.size < listMax) party.places.set(at, one.place);
    if (isPlain(one) && party.plain.size < listMax) party.plain.set(at, one.place);
  }
  return [...byParty.values()]
    .map((party): ThirdParty => {
      const fields = [...party.fields];
      const classes = [...new Set(fields.flatMap(classesByName))];
      const reach = party.host === null ? 'unknown' : reachOfHost(party.host);
      return {
        host: party.host,
        name: party.name,
        isOwn: reach === 'internal' || reach === 'loopback',
        transports: [...party.transports],
        fields,
        classes,
        clients: [...party.clients],
        apis: [...party.apis],
        calls: [...party.calls],
        places: [...party.places.values()],
        findings: findingsOf(party, fields, classes),
      };
    })
    .sort(
      (a, b) => b.findings.length - a.findings.length || ((a.host ?? a.name) < (b.host ?? b.name) ? -1 : 1),
    );
}
