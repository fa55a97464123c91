import { z } from 'zod';
import { HeliostatError } from '../../model/errors.ts';
import { notFound } from '../input.ts';
import { defineRoute } from '../route.ts';
import { jobRunSchema } from '../schemas/control.ts';

/** Runs a job now. */
export const runJob = defineRoute({
  id: 'runJob',
  method: 'post',
  path: '/jobs/{name}/run',
  title: 'Run a job now',
  tag: 'jobs',
  access: 'admin',
  params: z.strictObject({ name: z.string().max(64) }),
  answer: { status: 202, schema: jobRunSchema },
  problems: ['not-found', 'job-running'],
  async handle({ params, caller, hub }) {
    const start = await hub.jobs.run(params.name, caller.name);
    if (start.started) return start.run;
    if (start.reason === 'unknown') notFound('job');
    throw new HeliostatError('job-running');
  },
});
