import { notificationOf, readPatient } from '../domain/records.ts';
import { Refusal, found, json, requireFound } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { jsonBytesMax, parseObject, readBytes } from '../http/body.ts';
import { personal } from '../http/route.ts';
import type { Route } from '../http/route.ts';
import { waitingRoomAudience } from '../identity/tokens.ts';
import type { Platform } from '../platform.ts';
import { ownedBy } from './patients.ts';

const heartbeatMs = 15_000;
const ticketSecondsMax = 300;

/** Server-sent events (HTML standard, 9.2) of a patient's channel, until the client leaves. */
const streamOf = (platform: Platform, patientId: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  body: null,
  stream: (response) => {
    // A client that reads nothing loses events rather than filling our memory.
    const write = (event: string): void => {
      if (response.writableLength < 64 * 1024) response.write(event);
    };
    write('retry: 5000\n: welcome\n\n');
    const leave = platform.announcements.subscribe(patientId, (announcement) => {
      write(`id: ${announcement.id}\nevent: ${announcement.kind}\ndata: ${JSON.stringify(announcement)}\n\n`);
    });
    const heartbeat = setInterval(() => {
      write(': still here\n\n');
    }, heartbeatMs);
    response.once('close', () => {
      clearInterval(heartbeat);
      leave();
    });
  },
});

export const notificationRoutes: readonly Route[] = [
  personal('GET', '/v2/notifications', (call, person) => {
    const rows = call.platform.db.all(
      'SELECT * FROM notifications WHERE patientId = ? ORDER BY id DESC LIMIT 50',
      person.patientId ?? '',
    );
    return json({ items: rows.map(notificationOf) });
  }),

  personal('GET', '/v2/notifications/stream', (call, person) => {
    const asked = call.query.get('patientId') ?? person.patientId;
    if (asked === null) throw new Refusal(400, 'patientId is missing');
    const patient = found(readPatient(call.platform.db, asked), 'patient');
    requireFound(call.platform.rules['sse-foreign-channel'](person, ownedBy(patient)), 'patient');
    return streamOf(call.platform, patient.id);
  }),

  personal('POST', '/v2/waiting-room/tickets', async (call, person) => {
    const raw = await readBytes(call.request, jsonBytesMax);
    const asked = raw.length === 0 ? undefined : parseObject(raw)['lifetimeSeconds'];
    const expiresIn =
      typeof asked === 'number' && Number.isInteger(asked)
        ? Math.min(ticketSecondsMax, Math.max(1, asked))
        : ticketSecondsMax;
    const ticket = call.platform.tokens.sign(
      { sub: String(person.userId), clinic: person.clinicSlug },
      waitingRoomAudience,
      expiresIn,
    );
    return json({ ticket, clinicSlug: person.clinicSlug, expiresIn, socket: '/v2/waiting-room' }, 201);
  }),
];
