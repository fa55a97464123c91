import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { operationDetailSchema } from '../schemas/operation.ts';
import { HeliostatError } from '../../model/errors.ts';

/** Says what an operation is for. */
export const putPurpose = defineRoute({
  id: 'putPurpose',
  method: 'put',
  path: '/operations/{id}/purpose',
  title: 'Say what an operation is for',
  description: 'Outranks what contracts, comments and names say; null takes it back.',
  tag: 'inventory',
  access: 'analyst',
  params: z.strictObject({ id: z.string().max(200) }),
  body: z.strictObject({ text: z.string().min(1).max(300).nullable() }),
  answer: { status: 200, schema: operationDetailSchema },
  problems: ['not-found'],
  async handle({ params, body, caller, hub }) {
    hub.inventory.setPurpose(params.id, body.text);
    await hub.catalogue.addAudit({
      atMs: hub.clock.nowMs(),
      who: caller.name,
      action: 'operation.purpose',
      subject: params.id,
      detail: body.text ?? 'taken back',
    });
    await hub.reassign(new Map());
    const operation = hub.inventory.operation(params.id);
    if (operation === null) throw new HeliostatError('not-found');
    return operation;
  },
});
