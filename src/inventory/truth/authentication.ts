/** Authentication four ways: what contracts declare, what code asks for, what calls bring, what is enforced; and where these disagree. */
import type { AuthKind } from '../../model/exchange.ts';
import type { AuthDisagreement, AuthView, AuthViews } from '../../model/operation.ts';
import type { AuthScheme, SightedAuth } from '../../model/sighting.ts';
import type { Track } from '../routes/node.ts';
import type { SeatedSighting } from '../sightings/seated.ts';
import type { OperationFacts } from './facts.ts';

const schemeOf: Readonly<Record<AuthKind, AuthScheme>> = {
  'bearer-jwt': 'bearer',
  'bearer-opaque': 'bearer',
  basic: 'basic',
  'api-key-header': 'api-key',
  'api-key-query': 'api-key',
  'session-cookie': 'session',
  'client-certificate': 'mtls',
  signature: 'signature',
  other: 'unknown',
};

const unknown = (explanation: string): AuthView => ({ demand: 'unknown', schemes: [], explanation });

/** What one piece of evidence says. */
export const authViewOf = ({ demand, schemes, reason }: SightedAuth): AuthView => ({
  demand,
  schemes: [...new Set(schemes.map((one) => one.scheme))],
  explanation: reason,
});

/** What evidence of one source says together: the surest that says anything; one that asks outweighs one that does not. */
function told(evidence: readonly SeatedSighting[], nobody: string): AuthView {
  const telling = evidence.map((one) => one.sighting.auth).filter((auth) => auth.demand !== 'unknown');
  const chosen = telling.find((auth) => auth.demand === 'required') ?? telling[0];
  if (chosen === undefined)
    return unknown(evidence.length === 0 ? nobody : (evidence[0]?.sighting.auth.reason ?? nobody));
  const view = authViewOf(chosen);
  const schemes = new Set(view.schemes);
  for (const auth of telling)
    if (auth.demand === chosen.demand) for (const one of auth.schemes) schemes.add(one.scheme);
  return { ...view, schemes: [...schemes] };
}

const calls = (count: number): string => `${count} ${count === 1 ? 'call' : 'calls'}`;

function observed(tracks: readonly Track[]): AuthView {
  const counts = new Map<AuthScheme, number>();
  let count = 0;
  let without = 0;
  let open = 0;
  for (const track of tracks) {
    count += track.count;
    without += Math.min(track.anonymous, track.count);
    open += track.anonymousSuccesses + (track.statuses.get(401) ?? 0) + (track.statuses.get(403) ?? 0);
    for (const [kind, seen] of track.auth)
      counts.set(schemeOf[kind], (counts.get(schemeOf[kind]) ?? 0) + seen);
  }
  if (count === 0) return unknown('no call was seen');
  const schemes = [...counts].sort(([, a], [, b]) => b - a).map(([scheme]) => scheme);
  // Logs and spans show no credentials, whoever called: then nothing can be said.
  if (schemes.length === 0 && open === 0)
    return unknown(`${calls(count)} of which no credential is recorded`);
  if (schemes.length === 0)
    return {
      demand: 'none',
      schemes,
      explanation:
        count === 1 ? 'the only call brought no credential' : `none of ${calls(count)} brought a credential`,
    };
  const list = [...counts].map(([scheme, seen]) => `${scheme} in ${seen}`).join(', ');
  return {
    demand: without === 0 ? 'required' : 'optional',
    schemes,
    explanation:
      without === 0
        ? `${count === 1 ? 'the only call' : `all of ${calls(count)}`} brought one: ${list}`
        : `${list}; ${calls(without)} brought none`,
  };
}

function enforced(tracks: readonly Track[]): AuthView {
  let refused = 0;
  let succeeded = 0;
  for (const track of tracks) {
    refused += track.anonymousRefusals;
    succeeded += track.anonymousSuccesses;
  }
  if (refused + succeeded === 0) return unknown('no call without a credential tells');
  if (succeeded === 0)
    return {
      demand: 'required',
      schemes: [],
      explanation: `${calls(refused)} without a credential ${refused === 1 ? 'was' : 'were'} refused, none succeeded`,
    };
  return {
    demand: refused === 0 ? 'none' : 'optional',
    schemes: [],
    explanation:
      refused === 0
        ? `${calls(succeeded)} without a credential succeeded, none was refused`
        : `without a credential ${calls(succeeded)} succeeded and ${refused} ${refused === 1 ? 'was' : 'were'} refused`,
  };
}

/** The four views of an operation. */
export function authViewsOf({ contract, code, general, tracks }: OperationFacts): AuthViews {
  return {
    declared: told(contract, 'no contract tells'),
    coded: told(
      [...code, ...general].filter(({ sighting }) => sighting.mounted),
      'no code tells',
    ),
    observed: observed(tracks),
    enforced: enforced(tracks),
  };
}

const names: Readonly<Record<keyof AuthViews, string>> = {
  declared: 'the contract',
  coded: 'the code',
  observed: 'callers',
  enforced: 'the server',
};

/** Schemes that may be one thing under two names. */
const family = (scheme: AuthScheme): string =>
  scheme === 'oauth2' || scheme === 'oidc' || scheme === 'bearer' ? 'token' : scheme;

function disjoint(a: readonly AuthScheme[], b: readonly AuthScheme[]): boolean {
  const known = (all: readonly AuthScheme[]): readonly string[] =>
    all.filter((one) => one !== 'unknown').map(family);
  const [mine, theirs] = [known(a), known(b)];
  return (
    mine.length > 0 &&
    theirs.length > 0 &&
    !mine.some((one) => theirs.includes(one)) &&
    a.length + b.length === mine.length + theirs.length
  );
}

/** Everything in which two of the four do not go together, the worst first. */
export function disagreementsOf(views: AuthViews): readonly AuthDisagreement[] {
  const found: AuthDisagreement[] = [];
  const note = (
    one: keyof AuthViews,
    other: keyof AuthViews,
    severity: AuthDisagreement['severity'],
    explanation: string,
  ): void => {
    found.push({ between: [one, other], severity, explanation });
  };
  const { declared, coded, observed: seen, enforced: enforces } = views;
  // Which scheme code asks for is often told by the name of a middleware only: what rests on it is worth little.
  const open = enforces.demand === 'none' || enforces.demand === 'optional';
  for (const side of ['declared', 'coded'] as const) {
    const view = views[side];
    if (view.demand === 'required' && open)
      note(side, 'enforced', 'high', `${names[side]} asks for a credential, but ${enforces.explanation}`);
    if (view.demand === 'none' && enforces.demand === 'required')
      note(side, 'enforced', 'low', `${names[side]} says that it is open, but ${enforces.explanation}`);
    if (view.demand === 'none' && enforces.demand !== 'required' && seen.demand === 'required')
      note(side, 'observed', 'low', `${names[side]} asks for no credential, but ${seen.explanation}`);
    if ((view.demand === 'required' || view.demand === 'optional') && disjoint(view.schemes, seen.schemes))
      note(
        side,
        'observed',
        side === 'declared' ? 'medium' : 'low',
        `${names[side]} asks for ${view.schemes.join(' or ')}, but callers bring ${seen.schemes.join(', ')}`,
      );
  }
  if (declared.demand === 'required' && coded.demand === 'none')
    note(
      'declared',
      'coded',
      'high',
      `the contract asks for a credential, the code for none (${coded.explanation})`,
    );
  if (declared.demand === 'required' && coded.demand === 'optional')
    note(
      'declared',
      'coded',
      'medium',
      `the contract asks for a credential, the code only looks at one (${coded.explanation})`,
    );
  if (declared.demand === 'none' && coded.demand === 'required')
    note(
      'declared',
      'coded',
      'low',
      `the contract says that it is open, the code asks for a credential (${coded.explanation})`,
    );
  if (
    declared.demand === 'required' &&
    coded.demand === 'required' &&
    disjoint(declared.schemes, coded.schemes)
  )
    note(
      'declared',
      'coded',
      'low',
      `the contract asks for ${declared.schemes.join(' or ')}, the code for ${coded.schemes.join(' or ')}`,
    );
  const rank = { high: 0, medium: 1, low: 2 };
  return found.sort((a, b) => rank[a.severity] - rank[b.severity]);
}
