import type { FastifyInstance } from 'fastify';
import { Refusal } from '../http/answer.ts';
import { bytesOf, parseObject, requireText } from '../http/body.ts';
import { holds, requireClinic } from './credentials.ts';

/** A mailbox that the partner keeps for somebody. */
export type Mailbox = { readonly address: string; readonly pin: string };

type Mail = { readonly subject: string; readonly text: string; readonly receivedAt: string };

const mailsKeptMax = 20;

/** The post office: clinics send, people read their own. */
export const postOffice = async (
  app: FastifyInstance,
  { credential, mailboxes }: { readonly credential: string; readonly mailboxes: readonly Mailbox[] },
): Promise<void> => {
  const pinBy = new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox.pin]));
  const mails = new Map<string, readonly Mail[]>();

  app.post('/mail', { preHandler: requireClinic(credential) }, async (request, reply) => {
    const body = parseObject(bytesOf(request));
    const to = requireText(body, 'to', 254).toLowerCase();
    const mail = {
      subject: requireText(body, 'subject', 200),
      text: requireText(body, 'text'),
      receivedAt: new Date().toISOString(),
    };
    // Mail for addresses that nobody has here is dropped, as post offices do.
    if (pinBy.has(to)) mails.set(to, [mail, ...(mails.get(to) ?? [])].slice(0, mailsKeptMax));
    return reply.code(202).send({ accepted: true });
  });

  app.get<{ Params: { address: string } }>('/mailbox/:address', async (request) => {
    const address = request.params.address.toLowerCase();
    if (!holds(request, 'x-mailbox-pin', pinBy.get(address))) throw new Refusal(401, 'The pin is wrong');
    return { items: mails.get(address) ?? [] };
  });
};
