import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { jobRunSchema } from '../schemas/control.ts';

/** What became of jobs. */
export const listJobRuns = defineRoute({
  id: 'listJobRuns',
  method: 'get',
  path: '/jobs/runs',
  title: 'Runs of jobs, newest first',
  tag: 'jobs',
  access: 'viewer',
  query: z.strictObject({
    job: z.exactOptional(z.string().max(64)),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answer: { status: 200, schema: z.object({ items: z.array(jobRunSchema) }) },
  handle: async ({ query, hub }) => ({ items: await hub.catalogue.jobRuns(query) }),
});
