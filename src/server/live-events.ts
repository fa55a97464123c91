/** Live exchanges and totals as server-sent events (WHATWG HTML, section 9.2). */
import type { Caller } from './auth/caller.ts';
import { stillHolds } from './auth/authenticate.ts';
import type { Hub } from './hub.ts';
import type { LiveSubscription } from './ports.ts';

const totalsEveryMs = 1000;
const heartbeatEveryMs = 15_000;
const recheckAfterMs = 15_000;

/** One event; `data` is one line because JSON text has no line breaks. */
function event(name: string, data: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function totals(hub: Hub): Readonly<Record<string, unknown>> {
  const { sampledOut, dropped } = hub.live.stats();
  return { ...hub.inventory.totals(), sampledOut, droppedSubscribers: dropped };
}

/**
 * The event stream of one subscriber. It ends when the client leaves, when the subscriber was let go, or when the caller's token or
 * session no longer holds. Nothing is made while the reader does not read: the subscription's queue is the only buffer.
 */
export function liveEvents(
  hub: Hub,
  subscription: LiveSubscription,
  caller: Caller,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  let lastTotals = '';
  let sentUs = hub.clock.monotonicUs();
  let checkedUs = sentUs;

  function end(controller?: ReadableStreamDefaultController<Uint8Array>): void {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    subscription[Symbol.dispose]();
    controller?.close();
  }

  function send(controller: ReadableStreamDefaultController<Uint8Array>, text: string): void {
    if (ended) return;
    controller.enqueue(encoder.encode(text));
    sentUs = hub.clock.monotonicUs();
  }

  function sendTotals(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const text = event('totals', totals(hub));
    const idleMs = (hub.clock.monotonicUs() - sentUs) / 1000;
    if (text !== lastTotals) send(controller, text);
    else if (idleMs >= heartbeatEveryMs) send(controller, ': still here\n\n');
    lastTotals = text;
  }

  async function recheck(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    checkedUs = hub.clock.monotonicUs();
    const holds = await stillHolds(hub, caller).catch(() => false);
    if (!holds) end(controller);
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        signal.addEventListener('abort', () => end(controller), { once: true });
        if (signal.aborted) return end(controller);
        send(controller, 'retry: 2000\n\n');
        sendTotals(controller);
        timer = setInterval(() => {
          // A reader that does not read gets no totals either.
          if ((controller.desiredSize ?? 0) > 0) sendTotals(controller);
          if (hub.clock.monotonicUs() - checkedUs >= recheckAfterMs * 1000) void recheck(controller);
        }, totalsEveryMs).unref();
      },
      async pull(controller) {
        const records = await subscription.next();
        if (records === null) return end(controller);
        send(controller, records.map((record) => event('exchange', record, record.id)).join(''));
      },
      cancel() {
        end();
      },
    },
    { highWaterMark: 4 },
  );
}
