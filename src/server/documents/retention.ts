/** How long exchanges are kept, on top of the configuration file. */
import { z } from 'zod';
import { defineDocument } from './known-document.ts';

const schema = z.strictObject({
  retentionDays: z.exactOptional(z.number().positive().max(3650)),
  bytesMax: z.exactOptional(
    z.int().positive().meta({ description: 'Size of the exchange store above which the oldest go.' }),
  ),
});

export const retentionDocument = defineDocument({
  name: 'retention',
  title: 'Retention',
  description:
    'Age and size above which exchanges are dropped. What is left out keeps the value of the configuration file.',
  schema,
  initial: {},
  check: () => [],
  apply: (fileConfig, json) => ({ ...fileConfig, exchanges: { ...fileConfig.exchanges, ...json } }),
});
