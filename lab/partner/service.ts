import { createFastify } from '../http/fastify.ts';
import { listen } from '../http/listener.ts';
import type { Listener } from '../http/listener.ts';
import { insurer } from './insurer.ts';
import type { Member } from './insurer.ts';
import { laboratory } from './laboratory.ts';
import { postOffice } from './post-office.ts';
import type { Mailbox } from './post-office.ts';

/** What the partner serves: an insurer's cover checks, a laboratory's result files, a post office, and a sink for webhooks. */
export const startPartner = async (
  port: number,
  credential: string,
  members: readonly Member[],
  mailboxes: readonly Mailbox[],
): Promise<Listener> => {
  const app = createFastify();
  app.get('/health', async () => ({ status: 'ok' }));
  await app.register(insurer, { prefix: '/members', credential, members });
  await app.register(laboratory, { prefix: '/results' });
  await app.register(postOffice, { credential, mailboxes });
  app.post<{ Params: { name: string } }>('/hooks/:name', async (request) => ({
    received: true,
    hook: request.params.name,
  }));
  await app.ready();
  return listen(port, (request, response) => {
    response.on('error', () => response.destroy());
    request.on('error', () => request.destroy());
    app.routing(request, response);
  });
};
