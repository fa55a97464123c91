/** A classification policy (`config/policy.ts`), ready to be asked about operations. */
import { policySchema } from '../../config/policy.ts';
import type { PathPattern } from '../../discover/ownership/pattern.ts';
import { pathPattern } from '../../discover/ownership/pattern.ts';
import type { ControlId, Exposure, Sensitivity } from '../../model/operation.ts';

/** What rules are asked about. */
export interface PolicySubject {
  readonly service: string;
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

interface Scope {
  readonly services?: readonly string[];
  readonly hosts?: readonly string[];
  readonly methods?: readonly string[];
  readonly paths?: readonly string[];
}

type Fits = (subject: PolicySubject) => boolean;

const hostFits = (pattern: string, host: string): boolean => {
  const [wanted, told] = [pattern.toLowerCase(), host.toLowerCase()];
  return wanted === '*' || (wanted.startsWith('*.') ? told.endsWith(wanted.slice(1)) : told === wanted);
};

const fitsScope = ({ services, hosts, methods, paths }: Scope): Fits => {
  const patterns: readonly PathPattern[] | undefined = paths?.map(pathPattern);
  return ({ service, host, method, path }) =>
    (services === undefined || services.includes(service)) &&
    (hosts === undefined || hosts.some((pattern) => hostFits(pattern, host))) &&
    (methods === undefined || methods.includes(method)) &&
    (patterns === undefined || patterns.some((fits) => fits(path.replace(/^\/+/, ''))));
};

/** A rule that asks for controls, ready to be asked. */
export interface ControlRule {
  readonly name: string;
  readonly require: readonly ControlId[];
  readonly fits: Fits;
  readonly classes: ReadonlySet<string> | null;
  readonly categories: ReadonlySet<string> | null;
  readonly sensitivity: ReadonlySet<Sensitivity> | null;
  readonly exposure: ReadonlySet<Exposure> | null;
  readonly writes: boolean | null;
  readonly objects: boolean | null;
}

/** A policy, ready to be asked. */
export interface Policy {
  readonly rules: readonly ControlRule[];
  readonly owners: readonly { readonly fits: Fits; readonly owner: string }[];
  readonly exposure: readonly { readonly fits: Fits; readonly exposure: Exposure }[];
}

const setOf = <T>(values: readonly T[] | undefined): ReadonlySet<T> | null =>
  values === undefined ? null : new Set(values);

/**
 * Makes a policy ready.
 *
 * @throws z.ZodError when it is not well-formed
 * @example
 * readPolicy({ version: 1, rules: [{ name: 'all', require: ['logging'] }] }).rules.length; // 1
 */
export const readPolicy = (document: unknown): Policy => {
  const { rules, owners, exposure: exposures } = policySchema.parse(document);
  return {
    rules: rules.map(({ name, when, require }) => ({
      name,
      require,
      fits: fitsScope(when),
      classes: setOf(when.classes),
      categories: setOf(when.categories),
      sensitivity: setOf(when.sensitivity),
      exposure: setOf(when.exposure),
      writes: when.writes ?? null,
      objects: when.objects ?? null,
    })),
    owners: owners.map(({ owner, ...one }) => ({ fits: fitsScope(one), owner })),
    exposure: exposures.map(({ exposure: level, ...one }) => ({ fits: fitsScope(one), exposure: level })),
  };
};
