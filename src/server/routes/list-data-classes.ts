import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { dataClassSchema } from '../schemas/shape.ts';

/** The classes of data that are told apart. */
export const listDataClasses = defineRoute({
  id: 'listDataClasses',
  method: 'get',
  path: '/data-classes',
  title: 'Data classes',
  tag: 'inventory',
  access: 'viewer',
  answer: { status: 200, schema: z.object({ items: z.array(dataClassSchema) }) },
  handle: ({ hub }) => ({
    items: hub.dataClasses.map(({ id, title, category, sensitivity, description }) => ({
      id,
      title,
      category,
      sensitivity,
      description,
    })),
  }),
});
