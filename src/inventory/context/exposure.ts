/** Who can reach an operation: from rules, callers, the outside, contracts, names of hosts, listeners. */
import type { Exposure, ExposureView } from '../../model/operation.ts';
import type { ActorRecord } from '../actor-record.ts';
import type { OperationFacts } from '../truth/facts.ts';
import type { Reach } from './reach.ts';
import { reachOfAddress, reachOfHost, reachOfNetwork } from './reach.ts';
import type { KnownListener } from './surroundings.ts';

/** What exposure is told from. */
export interface ExposureFacts {
  readonly facts: OperationFacts;
  readonly host: string;
  /** What a rule of the policy says. */
  readonly ruled: Exposure | null;
  readonly listeners: readonly KnownListener[];
  readonly anonymousSuccesses: number;
  actor(index: number): ActorRecord | undefined;
}

interface Sign {
  readonly level: Exposure;
  readonly text: string;
}

const callersMax = 2_000;
/** Networks of the world from which callers with a person's credentials make an operation public. */
const publicNetworksMin = 3;

const isPartnerLike = ({ kind, evidence }: ActorRecord): boolean =>
  kind === 'partner' || evidence === 'api-key' || evidence === 'client-certificate';

/** What callers tell. */
function byCallers({ facts, actor, anonymousSuccesses }: ExposureFacts): Sign | null {
  const outside = new Set<string>();
  const inside = new Set<string>();
  let [callers, partners, anonymous] = [0, 0, 0];
  for (const track of facts.tracks)
    for (const index of track.edges.keys()) {
      if (callers >= callersMax) break;
      const record = actor(index);
      if (record === undefined) continue;
      let isOutside = false;
      for (const network of record.networks) {
        const reach = reachOfNetwork(network);
        if (reach === 'internal') inside.add(network);
        else if (reach === 'public') {
          outside.add(network);
          isOutside = true;
        }
      }
      if (!isOutside) continue;
      callers += 1;
      if (isPartnerLike(record)) partners += 1;
      else if (record.evidence === 'network-fingerprint') anonymous += 1;
    }
  const from = `${outside.size} ${outside.size === 1 ? 'network' : 'networks'} of the world`;
  if (callers > 0 && partners === callers)
    return { level: 'partner', text: `called from ${from}, by keys and certificates of ${partners} only` };
  if (anonymous > 0 && anonymousSuccesses > 0)
    return { level: 'public', text: `answered callers without a credential from ${from}` };
  if (outside.size >= publicNetworksMin) return { level: 'public', text: `called from ${from}` };
  if (callers > 0) return { level: 'public', text: `called from outside of private networks (${from})` };
  if (inside.size > 0)
    return {
      level: 'internal',
      text: `called from private networks only (${[...inside].slice(0, 3).join(', ')})`,
    };
  return null;
}

const insideTag =
  /^(?:x-internal(?::\s*true)?|internal|private|internal-only|x-(?:audience|visibility):\s*.*(?:internal|private).*)$/i;
const partnerTag = /^(?:partner|partners|b2b|x-(?:audience|visibility):\s*.*partner.*)$/i;
const worldTag = /^x-(?:audience|visibility):\s*(?:external-public|public)$/i;

/** What contracts say of their audience. */
function byTags({ facts }: ExposureFacts): Sign | null {
  for (const { sighting } of facts.contract)
    for (const tag of sighting.tags) {
      if (insideTag.test(tag)) return { level: 'internal', text: `the contract marks it ${tag}` };
      if (partnerTag.test(tag)) return { level: 'partner', text: `the contract marks it ${tag}` };
      if (worldTag.test(tag)) return { level: 'public', text: `the contract marks it ${tag}` };
    }
  return null;
}

/** Front ends that call it were found at an address of the world, or of nobody knows where. */
function byOutside({ facts }: ExposureFacts): Sign | null {
  const [first] = facts.outside;
  if (first === undefined) return null;
  const { url, file } = first.sighting.place;
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
  const where = host === '' ? (file ?? 'a front end') : host;
  return reachOfHost(host) === 'internal'
    ? { level: 'internal', text: `called by a front end at ${where}` }
    : { level: 'public', text: `called by a front end (${where})` };
}

const levelOf: Readonly<Record<Reach, Exposure>> = {
  public: 'public',
  partner: 'partner',
  internal: 'internal',
  loopback: 'unknown',
  unknown: 'unknown',
};

/** What names of hosts tell: the farthest counts. */
function byHosts({ facts, host }: ExposureFacts): Sign | null {
  const hosts = new Set([host, ...facts.evidence.flatMap(({ sighting }) => sighting.hosts)]);
  // What a log without host names is filed under.
  hosts.delete('unknown');
  const found = new Map<Exposure, string>();
  for (const one of hosts) {
    const level = levelOf[reachOfHost(one)];
    if (one !== '' && !found.has(level)) found.set(level, one);
  }
  for (const level of ['partner', 'public', 'internal'] as const) {
    const name = found.get(level);
    if (name === undefined) continue;
    const what = {
      partner: 'a name for partners',
      public: 'a name of the world',
      internal: 'a name that is only known inside',
    };
    return { level, text: `${name} is ${what[level]}` };
  }
  return null;
}

function byListeners({ facts, listeners }: ExposureFacts): Sign | null {
  if (!facts.isCalled || listeners.length === 0) return null;
  for (const { name, host } of listeners) {
    const reach = reachOfAddress(host);
    if (reach === 'public') return { level: 'public', text: `the listener ${name} stands at ${host}` };
    if (reach === 'unknown') return null;
  }
  const at = listeners.map(({ host }) => host).join(', ');
  return { level: 'internal', text: `all listeners stand at addresses inside (${at})` };
}

/** Who can reach it. Rules come first, then what was seen, then what is written, then names and addresses. */
export function exposureOf(given: ExposureFacts): ExposureView {
  const callers = byCallers(given);
  const seenOutside = callers !== null && callers.level !== 'internal';
  const outside = byOutside(given);
  const signs = [
    given.ruled === null ? null : { level: given.ruled, text: 'a rule of the policy says so' },
    seenOutside ? callers : null,
    outside?.level === 'public' ? outside : null,
    byTags(given),
    byHosts(given),
    seenOutside ? null : callers,
    outside?.level === 'internal' ? outside : null,
    byListeners(given),
  ].filter((sign) => sign !== null);
  const [first] = signs;
  return first === undefined
    ? { level: 'unknown', explanation: 'neither callers nor hosts nor listeners tell', signs }
    : { level: first.level, explanation: first.text, signs };
}
