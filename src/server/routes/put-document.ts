import { z } from 'zod';
import { documentView } from '../documents/document-view.ts';
import { knownDocument } from '../documents/index.ts';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { documentSchema } from '../schemas/control.ts';

/** Changes a document of settings and puts it in force. */
export const putDocument = defineRoute({
  id: 'putDocument',
  method: 'put',
  path: '/documents/{name}',
  title: 'Change a document of settings',
  description: 'The change names the version that it starts from; it is in force when the answer comes.',
  tag: 'settings',
  access: 'admin',
  params: z.strictObject({ name: z.string().max(64) }),
  body: z.strictObject({
    json: z.record(z.string(), z.unknown()).meta({ description: 'The whole document.' }),
    ifVersion: z
      .int()
      .min(0)
      .meta({ description: 'The version that was changed; 0 when nothing was saved before.' }),
  }),
  answer: { status: 200, schema: documentSchema },
  problems: ['not-found', 'version-stale'],
  async handle({ params, body, caller, hub }) {
    const known = knownDocument(params.name) ?? notFound('document');
    return documentView(known, await hub.documents.change({ name: known.name, ...body }, caller.name));
  },
});
