import { z } from 'zod';
import { HeliostatError } from '../../model/errors.ts';
import { liveEvents } from '../live-events.ts';
import { defineRoute } from '../route.ts';

/** Exchanges as they happen. */
export const streamLive = defineRoute({
  id: 'streamLive',
  method: 'get',
  path: '/live',
  title: 'Live events',
  description:
    'Server-sent events: `totals` (LiveTotals) at once and then each second when they change, `exchange` (ExchangeRecord), sampled. A reader that is too slow is let go.',
  tag: 'exchanges',
  access: 'viewer',
  answer: { status: 200, mediaType: 'text/event-stream', schema: z.string() },
  problems: ['too-many-connections'],
  endless: true,
  handle({ hub, caller, request }) {
    const subscription = hub.live.subscribe();
    if (subscription === null)
      throw new HeliostatError('too-many-connections', { detail: 'too many live streams are open' });
    return new Response(liveEvents(hub, subscription, caller, request.signal), {
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
    });
  },
});
