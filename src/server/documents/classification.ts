/** The classification policy, in place of that of the configuration file. */
import { defaultPolicy, policySchema } from '../../config/policy.ts';
import { defineDocument } from './known-document.ts';

export const classificationDocument = defineDocument({
  name: 'classification',
  title: 'Classification policy',
  description:
    'Which data, reachable by whom, asks for which controls; whose operations are and who can reach them, by rule. It takes the place of the policy of the configuration file.',
  schema: policySchema,
  initial: policySchema.parse(defaultPolicy),
  check: () => [],
  apply: (fileConfig, json) => ({ ...fileConfig, policy: json }),
});
