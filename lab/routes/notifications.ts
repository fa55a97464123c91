import { Router } from 'express';
import type { Response } from 'express';
import { notificationOf, readPatient } from '../domain/records.ts';
import { Refusal, found, requireFound } from '../http/answer.ts';
import { personOf, platformOf, requireLogin } from '../http/guards.ts';
import { textOf } from '../http/query.ts';
import type { Platform } from '../platform.ts';
import { ownedBy } from './patients.ts';

const heartbeatMs = 15_000;

/** Server-sent events (HTML standard, 9.2) of a patient's channel, until the client leaves. */
const stream = (platform: Platform, patientId: string, res: Response): void => {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  if (res.req.method === 'HEAD') {
    res.end();
    return;
  }
  // A client that reads nothing loses events rather than filling our memory.
  const write = (event: string): void => {
    if (res.writableLength < 64 * 1024) res.write(event);
  };
  write('retry: 5000\n: welcome\n\n');
  const leave = platform.announcements.subscribe(patientId, (announcement) => {
    write(`id: ${announcement.id}\nevent: ${announcement.kind}\ndata: ${JSON.stringify(announcement)}\n\n`);
  });
  const heartbeat = setInterval(() => {
    write(': still here\n\n');
  }, heartbeatMs);
  res.once('close', () => {
    clearInterval(heartbeat);
    leave();
  });
};

export const notificationRouter = Router();

notificationRouter.use(requireLogin);

notificationRouter.get('/', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const rows = platform.db.all(
    'SELECT * FROM notifications WHERE patientId = ? ORDER BY id DESC LIMIT 50',
    person.patientId ?? '',
  );
  res.json({ items: rows.map(notificationOf) });
});

notificationRouter.get('/stream', (req, res) => {
  const platform = platformOf(req);
  const person = personOf(res);
  const asked = textOf(req.query['patientId']) ?? person.patientId;
  if (asked === null) throw new Refusal(400, 'patientId is missing');
  const patient = found(readPatient(platform.db, asked), 'patient');
  requireFound(platform.rules['sse-foreign-channel'](person, ownedBy(patient)), 'patient');
  stream(platform, patient.id, res);
});
