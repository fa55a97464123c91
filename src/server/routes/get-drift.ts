import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { driftSchema } from '../schemas/evidence.ts';

const id = z.exactOptional(z.string().max(64));

/** What changed. */
export const getDrift = defineRoute({
  id: 'getDrift',
  method: 'get',
  path: '/drift',
  title: 'What changed between two versions',
  description:
    'New operations, parameters and data classes, dropped authentication, lifecycles. Without `from` the version before `to`; without `to` what is known now.',
  tag: 'inventory',
  access: 'viewer',
  query: z.strictObject({ from: id, to: id }),
  answer: { status: 200, schema: driftSchema },
  problems: ['not-found'],
  handle: ({ query, hub }) => hub.history.drift(query),
});
