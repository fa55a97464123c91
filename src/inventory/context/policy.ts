/**
 * The classification policy as code (`policy/classification.yaml`): which data, reachable by whom, asks for which controls; whose operations are,
 * and who can reach them, where people know better than evidence.
 */
import { z } from 'zod';
import type { ControlId, Exposure, Sensitivity } from '../../model/operation.ts';
import type { PathPattern } from '../../discover/ownership/pattern.ts';
import { pathPattern } from '../../discover/ownership/pattern.ts';

const controlIds = [
  'authentication',
  'object-authorization',
  'function-authorization',
  'encryption-in-transit',
  'rate-limit',
  'schema-validation',
  'logging',
  'masking',
  'inventory',
] as const satisfies readonly ControlId[];

const text = z.string().min(1).max(200);
const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(100);
const exposure = z.enum(['public', 'partner', 'internal', 'unknown']);

/** Which operations a rule is about; all that is given must hold. */
const scope = {
  services: z.exactOptional(list(text)),
  hosts: z.exactOptional(list(text).meta({ description: '`api.example.org`, `*.example.org`.' })),
  methods: z.exactOptional(list(z.string().regex(/^[A-Z]{2,16}$/, 'expected a method in capitals'))),
  paths: z.exactOptional(
    list(text).meta({ description: 'Patterns as in CODEOWNERS: `/payments/`, `/v*/users/**`.' }),
  ),
};

/** Schema of a policy. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  rules: z
    .array(
      z.strictObject({
        name: text,
        when: z
          .strictObject({
            ...scope,
            classes: z.exactOptional(list(text).meta({ description: 'Ids of data classes.' })),
            categories: z.exactOptional(
              list(
                z.enum([
                  'identity',
                  'contact',
                  'government-id',
                  'financial',
                  'health',
                  'credential',
                  'location',
                  'device',
                ]),
              ),
            ),
            sensitivity: z.exactOptional(list(z.enum(['public', 'internal', 'personal', 'restricted']))),
            exposure: z.exactOptional(list(exposure)),
            writes: z.exactOptional(
              z
                .boolean()
                .meta({ description: 'Only operations that change something, or only those that do not.' }),
            ),
            objects: z.exactOptional(
              z.boolean().meta({
                description: 'Only operations that name an object in their path, or only those that do not.',
              }),
            ),
          })
          .prefault({}),
        require: list(z.enum(controlIds)),
      }),
    )
    .max(500)
    .default([]),
  owners: z
    .array(z.strictObject({ ...scope, owner: text }))
    .max(2_000)
    .default([])
    .meta({ description: 'The last that fits holds, before CODEOWNERS.' }),
  exposure: z
    .array(z.strictObject({ ...scope, exposure }))
    .max(2_000)
    .default([])
    .meta({ description: 'The last that fits holds, before all evidence.' }),
});

/** A policy as it is written. */
export type PolicyDocument = z.input<typeof policySchema>;

/** What holds when nobody gives a policy. */
export const defaultPolicy: PolicyDocument = {
  version: 1,
  rules: [
    {
      name: 'all that can be reached is known',
      when: {},
      require: ['inventory'],
    },
    {
      name: 'what outsiders reach is bounded, checked and recorded',
      when: { exposure: ['public', 'partner', 'unknown'] },
      require: ['encryption-in-transit', 'rate-limit', 'schema-validation', 'logging'],
    },
    {
      name: 'changes are made by somebody',
      when: { writes: true },
      require: ['authentication'],
    },
    {
      name: 'personal data has a known reader',
      when: { sensitivity: ['personal', 'restricted'] },
      require: ['authentication', 'encryption-in-transit', 'logging'],
    },
    {
      name: 'personal data is read object by object',
      when: { sensitivity: ['personal', 'restricted'], objects: true },
      require: ['object-authorization'],
    },
    {
      name: 'restricted data asks for a role',
      when: { sensitivity: ['restricted'], writes: true },
      require: ['function-authorization'],
    },
    {
      name: 'secrets and payment data leave masked',
      when: { categories: ['credential', 'financial', 'government-id'] },
      require: ['masking'],
    },
  ],
};

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
