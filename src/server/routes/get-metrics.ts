import { z } from 'zod';
import { renderMetrics } from '../metrics/render.ts';
import { hubMetrics } from '../metrics/hub-metrics.ts';
import { defineRoute } from '../route.ts';

/** Measurements for Prometheus. */
export const getMetrics = defineRoute({
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  title: 'Metrics in Prometheus’ text format',
  description: 'Also served as `/metrics` at the root.',
  tag: 'operation of the hub',
  access: 'viewer',
  answer: { status: 200, mediaType: 'text/plain', schema: z.string() },
  handle: ({ hub }) =>
    new Response(renderMetrics(hubMetrics(hub)), {
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    }),
});
