/** Controls that are there, as far as evidence shows, and those that the policy asks for and that are not. */
import type {
  AuthViews,
  ControlId,
  Exposure,
  Lifecycle,
  MissingControl,
  OperationControls,
} from '../../model/operation.ts';
import type { OperationFacts } from '../truth/facts.ts';
import type { CarriedData } from './carried-data.ts';
import { categoryOf } from './carried-data.ts';
import type { Policy, PolicySubject } from './policy.ts';
import { reachOfHost } from './reach.ts';
import { controlReferences } from './references.ts';
import type { KnownListener } from './surroundings.ts';

/** What controls are told from. */
export interface ControlFacts {
  readonly subject: PolicySubject;
  readonly facts: OperationFacts;
  readonly authViews: AuthViews;
  readonly data: CarriedData;
  readonly exposure: Exposure;
  readonly lifecycle: Lifecycle;
  readonly statuses: Readonly<Record<string, number>>;
  readonly listeners: readonly KnownListener[];
  /** Guards of the gateway that are in force for the service. */
  readonly guards: ReadonlySet<string>;
}

/** What is known of one control: there, shown to be absent, or nothing. */
type Standing =
  | { readonly is: 'there'; readonly by: string }
  | { readonly is: 'absent'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

const there = (by: string): Standing => ({ is: 'there', by });
const absent = (why: string): Standing => ({ is: 'absent', why });
const unknown = (why: string): Standing => ({ is: 'unknown', why });

function authentication({ authViews }: ControlFacts): Standing {
  const { enforced, coded, declared } = authViews;
  if (enforced.demand === 'required') return there(enforced.explanation);
  if (enforced.demand !== 'unknown') return absent(enforced.explanation);
  if (coded.demand === 'required') return there(`the code asks for it: ${coded.explanation}`);
  if (coded.demand !== 'unknown') return absent(`the code does not ask for it: ${coded.explanation}`);
  if (declared.demand === 'required') return there(`the contract asks for it: ${declared.explanation}`);
  if (declared.demand !== 'unknown')
    return absent(`the contract does not ask for it: ${declared.explanation}`);
  return unknown('neither code nor contract nor refusals tell');
}

const refusals = ({ statuses }: ControlFacts, status: number): number => statuses[String(status)] ?? 0;

function functionAuthorization(given: ControlFacts): Standing {
  const { code, general, contract } = given.facts;
  for (const { sighting } of [...code, ...general, ...contract]) {
    const scopes = sighting.auth.schemes.flatMap((one) => one.scopes);
    if (sighting.auth.demand === 'required' && scopes.length > 0)
      return there(
        `${sighting.source === 'contract' ? 'the contract' : 'the code'} asks for ${scopes.slice(0, 4).join(', ')}`,
      );
  }
  const refused = refusals(given, 403);
  if (refused > 0 && given.authViews.observed.demand !== 'none')
    return there(`${refused} calls were refused with 403`);
  if (authentication(given).is === 'absent') return absent('it does not even ask who calls');
  return unknown('no scope, role or refusal was seen');
}

function objectAuthorization(given: ControlFacts): Standing {
  if (authentication(given).is === 'absent') return absent('it does not even ask who calls');
  const refused = refusals(given, 403);
  if (refused > 0) return there(`${refused} calls were refused with 403`);
  return unknown('no refusal of somebody else’s object was seen');
}

function encryption({ facts, subject, listeners, statuses }: ControlFacts): Standing {
  const plain = facts.outside.find(({ sighting }) => sighting.place.url?.startsWith('http:') === true);
  if (plain !== undefined && reachOfHost(subject.host) !== 'loopback')
    return absent(`a front end was found at ${new URL(plain.sighting.place.url ?? '').origin}, without TLS`);
  if (facts.outside.some(({ sighting }) => sighting.place.url?.startsWith('https:') === true))
    return there('its front end is served over TLS');
  if (facts.isCalled && listeners.length > 0 && Object.keys(statuses).length > 0) {
    const open = listeners.filter(({ tls }) => !tls);
    if (open.length === 0) return there('all listeners speak TLS');
    if (open.length === listeners.length)
      return unknown(
        `the listeners of the gateway speak no TLS (${open.map(({ name }) => name).join(', ')}): something before them must`,
      );
  }
  return unknown('nothing tells what it is called over');
}

function rateLimit(given: ControlFacts): Standing {
  const guard = [...given.guards].find((name) => /rate|quota|throttl/.test(name));
  if (guard !== undefined) return there(`the guard ${guard} is in force`);
  const refused = refusals(given, 429);
  return refused > 0
    ? there(`${refused} calls were refused with 429`)
    : unknown('no refusal with 429 was seen');
}

function schemaValidation(given: ControlFacts): Standing {
  const guard = [...given.guards].find((name) => /schema|contract|validation/.test(name));
  if (guard !== undefined) return there(`the guard ${guard} is in force`);
  const refused = refusals(given, 400) + refusals(given, 422);
  if (refused > 0) return there(`${refused} calls were refused with 400 or 422`);
  if (given.facts.contract.length === 0 && given.facts.covers.has('contract'))
    return absent('no contract says what it takes');
  return unknown('no refusal of a malformed request was seen');
}

function logging({ facts }: ControlFacts): Standing {
  return facts.isCalled ? there('its calls are recorded') : unknown('no record of a call was seen');
}

const mustBeMasked: ReadonlySet<string> = new Set(['credential', 'financial', 'government-id']);

function masking({ data, facts }: ControlFacts): Standing {
  if (data.byNames || !facts.isCalled) return unknown('no answer was seen');
  const clear = data.answered.filter((id) => mustBeMasked.has(categoryOf(id) ?? ''));
  return clear.length === 0
    ? there('no answer had such data')
    : absent(`answers have ${clear.slice(0, 4).join(', ')} in clear`);
}

function inventory({ lifecycle, facts }: ControlFacts): Standing {
  switch (lifecycle) {
    case 'shadow':
      return absent('no contract has it');
    case 'zombie':
      return absent('it should be gone, and is still called');
    case 'unreachable':
    case 'orphan':
      return absent(
        lifecycle === 'orphan'
          ? 'the contract has it, nothing serves it'
          : 'the code is there, nothing mounts it',
      );
    default:
      return facts.contract.length > 0 || facts.special.length > 0
        ? there('a contract has it')
        : unknown('no contract was given');
  }
}

const standings: Readonly<Record<ControlId, (given: ControlFacts) => Standing>> = {
  authentication,
  'object-authorization': objectAuthorization,
  'function-authorization': functionAuthorization,
  'encryption-in-transit': encryption,
  'rate-limit': rateLimit,
  'schema-validation': schemaValidation,
  logging,
  masking,
  inventory,
};

const safe: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'QUERY',
  'SUBSCRIPTION',
  'SUBSCRIBE',
  'WS',
]);

/** Does it change something, by its method? */
export const changesThings = (method: string): boolean => !safe.has(method);

/** Which controls the policy asks for, and by which rule. */
export function requiredControls(
  policy: Policy,
  given: Pick<ControlFacts, 'subject' | 'data' | 'exposure' | 'facts'>,
): OperationControls['required'] {
  const { subject, data, exposure, facts } = given;
  const required = new Map<ControlId, string>();
  const writes = changesThings(subject.method);
  const objects = facts.operation.node.trail().some((node) => node.literal === null);
  for (const rule of policy.rules) {
    if (rule.exposure !== null && !rule.exposure.has(exposure)) continue;
    if (rule.sensitivity !== null && !rule.sensitivity.has(data.sensitivity)) continue;
    if (rule.writes !== null && rule.writes !== writes) continue;
    if (rule.objects !== null && rule.objects !== objects) continue;
    if (rule.classes !== null && !data.classes.some((id) => rule.classes?.has(id) === true)) continue;
    if (rule.categories !== null && ![...data.categories].some((one) => rule.categories?.has(one) === true))
      continue;
    if (!rule.fits(subject)) continue;
    for (const control of rule.require) if (!required.has(control)) required.set(control, rule.name);
  }
  return [...required].map(([control, because]) => ({ control, because }));
}

const grave: ReadonlySet<ControlId> = new Set([
  'authentication',
  'object-authorization',
  'encryption-in-transit',
]);

function severityOf(
  control: ControlId,
  isAbsent: boolean,
  { exposure, data }: ControlFacts,
): MissingControl['severity'] {
  const isSensitive = data.sensitivity === 'restricted' || data.sensitivity === 'personal';
  if (!isAbsent) return grave.has(control) && isSensitive && exposure !== 'internal' ? 'medium' : 'low';
  if (grave.has(control)) return isSensitive && exposure !== 'internal' ? 'high' : 'medium';
  return control === 'masking' && data.sensitivity === 'restricted' ? 'high' : 'medium';
}

const severityRank = { high: 0, medium: 1, low: 2 };

/** Required, actual, and what is missing, the worst first. */
export function controlsOf(policy: Policy, given: ControlFacts): OperationControls {
  const required = requiredControls(policy, given);
  const actual: { control: ControlId; by: string }[] = [];
  const found = new Map<ControlId, Standing>();
  for (const control of Object.keys(standings) as ControlId[]) {
    const standing = standings[control](given);
    found.set(control, standing);
    if (standing.is === 'there') actual.push({ control, by: standing.by });
  }
  const missing = required.flatMap(({ control, because }): readonly MissingControl[] => {
    const standing = found.get(control);
    if (standing === undefined || standing.is === 'there') return [];
    const isAbsent = standing.is === 'absent';
    return [
      {
        control,
        certainty: isAbsent ? 'absent' : 'not-shown',
        severity: severityOf(control, isAbsent, given),
        explanation: `${because}: ${standing.why}`,
        references: controlReferences[control],
      },
    ];
  });
  missing.sort(
    (a, b) =>
      Number(a.certainty === 'not-shown') - Number(b.certainty === 'not-shown') ||
      severityRank[a.severity] - severityRank[b.severity],
  );
  return { required, actual, missing };
}
