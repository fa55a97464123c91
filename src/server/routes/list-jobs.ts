import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { jobSchema } from '../schemas/control.ts';

/** Commands that run by a schedule. */
export const listJobs = defineRoute({
  id: 'listJobs',
  method: 'get',
  path: '/jobs',
  title: 'Jobs',
  tag: 'jobs',
  access: 'viewer',
  answer: { status: 200, schema: z.object({ items: z.array(jobSchema) }) },
  handle: async ({ hub }) => ({
    items: await Promise.all(
      hub.jobs.jobs().map(async ({ nextRunMs, ...job }) => ({
        ...job,
        nextRunAt: nextRunMs === null ? null : new Date(nextRunMs).toISOString(),
        lastRun: (await hub.catalogue.jobRuns({ job: job.name, limit: 1 }))[0] ?? null,
      })),
    ),
  }),
});
