import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { reassignedSchema } from '../schemas/operation.ts';

/** Takes a fold of siblings apart. */
export const unfoldOperation = defineRoute({
  id: 'unfoldOperation',
  method: 'post',
  path: '/operations/{id}/unfold',
  title: 'Take a folded operation apart',
  description:
    'Splits a template back into the literal paths that were folded into it and keeps them apart from then on.',
  tag: 'inventory',
  access: 'analyst',
  params: z.strictObject({ id: z.string().max(200) }),
  answer: { status: 200, schema: reassignedSchema },
  problems: ['not-found'],
  async handle({ params, caller, hub }) {
    const before = hub.inventory.name(params.id);
    const reassigned = hub.inventory.unfold(params.id);
    await hub.catalogue.addAudit({
      atMs: hub.clock.nowMs(),
      who: caller.name,
      action: 'operation.unfold',
      subject: params.id,
      detail: before === null ? '' : `${before.method} ${before.path}`,
    });
    await hub.reassign(reassigned);
    return { forms: reassigned.size, operations: [...new Set([...reassigned.values()].flat())] };
  },
});
