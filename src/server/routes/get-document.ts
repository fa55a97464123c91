import { z } from 'zod';
import { documentView } from '../documents/document-view.ts';
import { knownDocument } from '../documents/index.ts';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { documentSchema } from '../schemas/control.ts';

/** One document of settings. */
export const getDocument = defineRoute({
  id: 'getDocument',
  method: 'get',
  path: '/documents/{name}',
  title: 'One document of settings',
  tag: 'settings',
  access: 'viewer',
  params: z.strictObject({ name: z.string().max(64) }),
  answer: { status: 200, schema: documentSchema },
  problems: ['not-found'],
  async handle({ params, hub }) {
    const known = knownDocument(params.name) ?? notFound('document');
    return documentView(known, await hub.catalogue.document(known.name));
  },
});
