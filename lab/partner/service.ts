import type { IncomingMessage } from 'node:http';
import { renderPdf } from '../domain/pdf.ts';
import { Refusal, bytes, json, noContent, problem } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { jsonBytesMax, optionalText, parseObject, readBytes, requireText } from '../http/body.ts';
import { listen, targetOf } from '../http/listener.ts';
import type { Listener } from '../http/listener.ts';

/** A member of the insurer, and the pin with which they keep their card. */
export type Member = { readonly insuranceNumber: string; readonly plan: string; readonly pin: string | null };

/** A mailbox that the partner keeps for somebody. */
export type Mailbox = { readonly address: string; readonly pin: string };

type Card = { readonly note: string; readonly forwardTo: string | null };
type Mail = { readonly subject: string; readonly text: string; readonly receivedAt: string };

const mailsKeptMax = 20;

/** What the partner serves: an insurer's cover checks, a laboratory's result files, a post office, and a sink for webhooks. */
export const startPartner = (
  port: number,
  credential: string,
  members: readonly Member[],
  mailboxes: readonly Mailbox[],
): Promise<Listener> => {
  const memberBy = new Map(members.map((member) => [member.insuranceNumber, member]));
  const pinBy = new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox.pin]));
  const cards = new Map<string, Card>();
  const mails = new Map<string, readonly Mail[]>();

  const header = (request: IncomingMessage, name: string): string => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : '';
  };

  const cover = (request: IncomingMessage, member: Member): Answer => {
    if (header(request, 'x-clinic-credential') !== credential) throw new Refusal(401, 'Unknown clinic');
    const card = cards.get(member.insuranceNumber);
    // Members who moved to another insurer leave a forwarding address.
    if (card?.forwardTo) return { status: 307, headers: { location: card.forwardTo }, body: null };
    return json({ covered: true, plan: member.plan, note: card?.note ?? 'Covered without excess.' });
  };

  const changeCard = async (request: IncomingMessage, member: Member): Promise<Answer> => {
    if (member.pin === null || header(request, 'x-member-pin') !== member.pin)
      throw new Refusal(401, 'The pin is wrong');
    const body = parseObject(await readBytes(request, jsonBytesMax));
    cards.set(member.insuranceNumber, {
      note: optionalText(body, 'note', 1000) ?? 'Covered without excess.',
      forwardTo: optionalText(body, 'forwardTo', 500) ?? null,
    });
    return noContent();
  };

  const receiveMail = async (request: IncomingMessage): Promise<Answer> => {
    if (header(request, 'x-clinic-credential') !== credential) throw new Refusal(401, 'Unknown clinic');
    const body = parseObject(await readBytes(request, jsonBytesMax));
    const to = requireText(body, 'to', 254).toLowerCase();
    const mail = {
      subject: requireText(body, 'subject', 200),
      text: requireText(body, 'text'),
      receivedAt: new Date().toISOString(),
    };
    // Mail for addresses that nobody has here is dropped, as post offices do.
    if (pinBy.has(to)) mails.set(to, [mail, ...(mails.get(to) ?? [])].slice(0, mailsKeptMax));
    return json({ accepted: true }, 202);
  };

  const readMail = (request: IncomingMessage, address: string): Answer => {
    if (pinBy.get(address) !== header(request, 'x-mailbox-pin')) throw new Refusal(401, 'The pin is wrong');
    return json({ items: mails.get(address) ?? [] });
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { path } = targetOf(request);
    const [, first = '', second = '', third = ''] = path.split('/').map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
    const route = `${request.method ?? 'GET'} /${first}`;
    if (route === 'GET /health') return json({ status: 'ok' });
    if (route === 'GET /results' && /^lr_\d{1,9}\.pdf$/.test(second))
      return bytes(
        renderPdf(['MediLab Diagnostics', `Result ${second}`, 'Haemoglobin 13.9 g/dl, leukocytes 6.1 /nl']),
        'application/pdf',
      );
    if (first === 'members') {
      const member = memberBy.get(second);
      if (!member) throw new Refusal(404, 'No such member');
      if (route === 'GET /members' && third === 'cover') return cover(request, member);
      if (route === 'PUT /members' && third === 'card') return changeCard(request, member);
    }
    if (route === 'POST /mail') return receiveMail(request);
    if (route === 'GET /mailbox') return readMail(request, second.toLowerCase());
    if (route === 'POST /hooks') return json({ received: true, hook: second });
    throw new Refusal(404, 'There is nothing here');
  };

  return listen(port, (request, response) => {
    response.on('error', () => response.destroy());
    request.on('error', () => request.destroy());
    answer(request)
      .catch((error: unknown) =>
        error instanceof Refusal
          ? problem(error.status, error.message)
          : problem(500, 'Something went wrong'),
      )
      .then(
        ({ status, headers, body }) => {
          if (response.destroyed) return;
          response.writeHead(status, {
            ...headers,
            'content-length': String(body === null ? 0 : Buffer.byteLength(body)),
          });
          response.end(body ?? '');
        },
        () => response.destroy(),
      )
      .catch(() => response.destroy());
  });
};
