/**
 * The classification policy as code (`policy/classification.yaml`): which data, reachable by whom, asks for which controls; whose operations are,
 * and who can reach them, where people know better than evidence.
 */
import { z } from 'zod';
import type { ControlId } from '../model/operation.ts';

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
