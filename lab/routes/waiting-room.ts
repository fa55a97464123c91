import { Router } from 'express';
import { sendProblem } from '../http/answer.ts';
import { bytesOf, parseObject, rawBody } from '../http/body.ts';
import { personOf, platformOf, requireLogin } from '../http/guards.ts';
import { waitingRoomAudience } from '../identity/tokens.ts';

const ticketSecondsMax = 300;

export const waitingRoomRouter = Router();

/** The room itself is a WebSocket: whoever comes without an upgrade learns how to. */
waitingRoomRouter.all('/', (_req, res) => {
  res.set({ upgrade: 'websocket', connection: 'upgrade' });
  sendProblem(res, 426, 'The waiting room is a WebSocket');
});

waitingRoomRouter.post('/tickets', requireLogin, rawBody, (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const raw = bytesOf(req);
  const asked = raw.length === 0 ? undefined : parseObject(raw)['lifetimeSeconds'];
  const expiresIn =
    typeof asked === 'number' && Number.isInteger(asked)
      ? Math.min(ticketSecondsMax, Math.max(1, asked))
      : ticketSecondsMax;
  const ticket = platform.tokens.sign(
    { sub: String(person.userId), clinic: person.clinicSlug },
    waitingRoomAudience,
    expiresIn,
  );
  res.status(201).json({ ticket, clinicSlug: person.clinicSlug, expiresIn, socket: '/v2/waiting-room' });
});
