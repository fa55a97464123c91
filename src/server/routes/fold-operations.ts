import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { reassignedSchema } from '../schemas/operation.ts';

/** Folds operations that differ in one segment into one. */
export const foldOperations = defineRoute({
  id: 'foldOperations',
  method: 'post',
  path: '/operations/fold',
  title: 'Fold operations into one template',
  tag: 'inventory',
  access: 'analyst',
  body: z.strictObject({
    ids: z.array(z.string().max(200)).min(1).max(1000),
    segment: z.int().min(0).max(64).meta({ description: 'Place in the path, counted from 0.' }),
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'expected a parameter name such as patientId'),
  }),
  answer: { status: 200, schema: reassignedSchema },
  async handle({ body, caller, hub }) {
    const reassigned = hub.inventory.fold(body.ids, body.segment, body.name);
    const operations = [...new Set([...reassigned.values()].flat())];
    await hub.catalogue.addAudit({
      atMs: hub.clock.nowMs(),
      who: caller.name,
      action: 'operation.fold',
      subject: operations[0] ?? body.ids[0] ?? '',
      detail: `${body.ids.length} operations, segment ${body.segment} named {${body.name}}`,
    });
    await hub.reassign(reassigned);
    return { forms: reassigned.size, operations };
  },
});
