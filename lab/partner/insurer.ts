import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, found } from '../http/answer.ts';
import { bytesOf, optionalText, parseObject } from '../http/body.ts';
import { holds, requireClinic } from './credentials.ts';

/** A member of the insurer, and the pin with which they keep their card. */
export type Member = { readonly insuranceNumber: string; readonly plan: string; readonly pin: string | null };

type Card = { readonly note: string; readonly forwardTo: string | null };
type OfMember = { readonly Params: { readonly insuranceNumber: string } };

const plainNote = 'Covered without excess.';

/** The insurer: clinics ask whether a member is covered, members keep their card. */
export const insurer = async (
  app: FastifyInstance,
  { credential, members }: { readonly credential: string; readonly members: readonly Member[] },
): Promise<void> => {
  const memberBy = new Map(members.map((member) => [member.insuranceNumber, member]));
  const cards = new Map<string, Card>();

  const memberOf = (insuranceNumber: string): Member => found(memberBy.get(insuranceNumber), 'member');

  app.addHook('preHandler', async (request: FastifyRequest<OfMember>) => {
    memberOf(request.params.insuranceNumber);
  });

  app.get<OfMember>(
    '/:insuranceNumber/cover',
    { preHandler: requireClinic(credential) },
    async (request, reply) => {
      const member = memberOf(request.params.insuranceNumber);
      const card = cards.get(member.insuranceNumber);
      // Members who moved to another insurer leave a forwarding address.
      if (card?.forwardTo) return reply.code(307).header('location', card.forwardTo).send();
      return { covered: true, plan: member.plan, note: card?.note ?? plainNote };
    },
  );

  app.put<OfMember>('/:insuranceNumber/card', async (request, reply) => {
    const member = memberOf(request.params.insuranceNumber);
    if (!holds(request, 'x-member-pin', member.pin)) throw new Refusal(401, 'The pin is wrong');
    const body = parseObject(bytesOf(request));
    cards.set(member.insuranceNumber, {
      note: optionalText(body, 'note', 1000) ?? plainNote,
      forwardTo: optionalText(body, 'forwardTo', 500) ?? null,
    });
    return reply.code(204).send();
  });
};
