import { z } from 'zod';
import { documentView } from '../documents/document-view.ts';
import { knownDocuments } from '../documents/index.ts';
import { defineRoute } from '../route.ts';
import { documentSchema } from '../schemas/control.ts';

/** All settings that are kept as versioned documents. */
export const listDocuments = defineRoute({
  id: 'listDocuments',
  method: 'get',
  path: '/documents',
  title: 'Documents of settings',
  tag: 'settings',
  access: 'viewer',
  answer: { status: 200, schema: z.object({ items: z.array(documentSchema) }) },
  async handle({ hub }) {
    const saved = await hub.catalogue.documents();
    return {
      items: knownDocuments.map((known) =>
        documentView(known, saved.find(({ name }) => name === known.name) ?? null),
      ),
    };
  },
});
