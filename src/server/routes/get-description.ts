import { z } from 'zod';
import { defineRoute } from '../route.ts';

/** The description of the control API itself. */
export const getDescription = defineRoute({
  id: 'getDescription',
  method: 'get',
  path: '/openapi.json',
  title: 'This description',
  tag: 'operation of the hub',
  access: 'public',
  answer: { status: 200, schema: z.record(z.string(), z.unknown()) },
  handle: ({ hub }) => hub.description,
});
