/** Tells the lifecycle of an operation, with the proof. The first that is true holds; see `Lifecycle` for what each means. */
import type { Lifecycle, LifecycleProof } from '../../model/operation.ts';
import { saysWhat } from '../routes/claims.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import { isMountedApp } from './facts.ts';
import type { OperationFacts } from './facts.ts';
import type { Versioned } from './kinds.ts';
import { placeText } from './place.ts';

/** A lifecycle and why. */
export interface LifecycleVerdict {
  readonly lifecycle: Lifecycle;
  readonly proof: LifecycleProof;
}

const placesMax = 8;

const placesOf = (...lists: readonly (readonly SeatedSighting[])[]): readonly string[] =>
  [...new Set(lists.flat().map(({ sighting }) => placeText(sighting.place)))]
    .filter((text) => text !== '')
    .slice(0, placesMax);

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Asks for what is not documented only where others at the same place are: nobody documents OPTIONS. */
const needsNoContract = (method: string): boolean => method === 'OPTIONS' || method === 'HEAD';

/** Tells the lifecycle. `newer`: the same template in a higher version, where one is declared. */
export function lifecycleOf(facts: OperationFacts, newer: Versioned | null): LifecycleVerdict {
  return (
    zombie(facts, newer) ??
    unreachable(facts) ??
    shadow(facts) ??
    orphan(facts) ??
    dormant(facts) ??
    documented(facts) ??
    plain(facts)
  );
}

function verdict(lifecycle: Lifecycle, text: string, places: readonly string[]): LifecycleVerdict {
  return { lifecycle, proof: { text, places } };
}

function zombie(facts: OperationFacts, newer: Versioned | null): LifecycleVerdict | null {
  const { contract, code, covers, special, isCalledLately, lastCalledMs } = facts;
  if (!isCalledLately) return null;
  const called = `and was called last on ${day(lastCalledMs)}`;
  const deprecated = [...contract, ...code].filter(({ sighting }) => sighting.deprecated);
  if (deprecated.length > 0) {
    const who = deprecated.some(({ sighting }) => sighting.source === 'contract') ? 'contract' : 'code';
    return verdict('zombie', `the ${who} says that it is deprecated, ${called}`, placesOf(deprecated));
  }
  if (newer === null || !covers.has('contract') || contract.length + special.length > 0) return null;
  return verdict(
    'zombie',
    `${newer.text} supersedes it, no contract has it, ${called}`,
    placesOf([newer.evidence], code),
  );
}

function unreachable({ code, contract, outside, isCalled }: OperationFacts): LifecycleVerdict | null {
  if (code.length === 0 || contract.length > 0 || outside.length > 0 || isCalled) return null;
  if (code.some(({ sighting }) => sighting.mounted)) return null;
  return verdict('unreachable', 'code has it, but no application mounts it', placesOf(code));
}

function shadow(facts: OperationFacts): LifecycleVerdict | null {
  const { operation, contract, special, code, covers, isCalled, tracks, lastCalledMs } = facts;
  if (!covers.has('contract') || contract.length + special.length > 0) return null;
  // What takes whatever is left, such as a handler for 404, is no API that could be documented.
  const isFallback = operation.node.isRest && !saysWhat(operation.node);
  const mounted = isFallback ? [] : code.filter(isMountedApp);
  if (!isCalled && mounted.length === 0) return null;
  if (needsNoContract(operation.method) && isDocumentedBeside(facts)) return null;
  const calls = tracks.reduce((sum, track) => sum + track.count, 0);
  const told = [
    ...(isCalled
      ? [`it was called ${calls === 1 ? 'once' : `${calls} times`}, last on ${day(lastCalledMs)}`]
      : []),
    ...(mounted.length > 0 ? ['code mounts it'] : []),
  ];
  return verdict('shadow', `${told.join(' and ')}, and no contract of its API has it`, placesOf(mounted));
}

const isDocumentedBeside = ({ operation }: OperationFacts): boolean => {
  for (const other of operation.node.operations.values())
    if (other.sightings.some(({ sighting }) => sighting.source === 'contract')) return true;
  return false;
};

function orphan(facts: OperationFacts): LifecycleVerdict | null {
  const { contract, code, general, covers, isCalled } = facts;
  if (contract.length === 0 || isCalled) return null;
  if ([...code, ...general].some(({ sighting }) => sighting.mounted)) return null;
  const [byCode, byTraffic] = [covers.has('code'), covers.has('traffic')];
  if (!byCode && !byTraffic) return null;
  const unmounted = code.length > 0 ? 'code has it but mounts it nowhere' : 'no code serves it';
  const told = [...(byCode ? [unmounted] : []), ...(byTraffic ? ['it was never called'] : [])];
  const missing = byCode ? (byTraffic ? '' : ' (no traffic was given)') : ' (no code was given)';
  return verdict('orphan', `the contract has it, ${told.join(' and ')}${missing}`, placesOf(contract, code));
}

function dormant(facts: OperationFacts): LifecycleVerdict | null {
  const { contract, code, evidence, covers, isCalled, isCalledLately, lastCalledMs, windowFromMs } = facts;
  if (evidence.length === 0 || !covers.has('traffic') || isCalledLately) return null;
  const who =
    contract.length > 0 ? 'the contract has it' : code.length > 0 ? 'code has it' : 'callers name it';
  const when = isCalled ? `its last call was on ${day(lastCalledMs)}` : 'no call of it was seen';
  return verdict(
    'dormant',
    `${who}, and ${when}; the window begins on ${day(windowFromMs)}`,
    placesOf(evidence),
  );
}

function documented({ contract, special, isCalled, code }: OperationFacts): LifecycleVerdict | null {
  const where = contract.length > 0 ? contract : special;
  if (where.length === 0) return null;
  const also = [...(code.length > 0 ? ['code serves it'] : []), ...(isCalled ? ['it is called'] : [])];
  const through = contract.length > 0 ? 'a contract has it' : 'a contract has it, word by word';
  return verdict('documented', [through, ...also].join(', '), placesOf(where));
}

function plain({ isCalled, evidence, covers, tracks, lastCalledMs }: OperationFacts): LifecycleVerdict {
  if (isCalled || (evidence.length === 0 && tracks.length > 0)) {
    const last = Math.max(lastCalledMs, ...tracks.map((track) => track.lastSeenMs));
    return verdict(
      'live',
      `it was called, last on ${day(last)}${covers.has('contract') ? '' : '; no contract of its API was given'}`,
      [],
    );
  }
  const missing = [
    ...(covers.has('contract') ? [] : ['contract']),
    ...(covers.has('traffic') ? [] : ['traffic']),
  ];
  return verdict(
    'known',
    missing.length === 0
      ? 'it is told of, and nothing shows that it is served'
      : `it is told of; without ${missing.join(' and ')} nothing more can be said`,
    placesOf(evidence),
  );
}
