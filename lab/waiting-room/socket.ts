import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { text } from '../domain/database.ts';
import { targetOf } from '../http/listener.ts';
import { waitingRoomAudience } from '../identity/tokens.ts';
import type { Platform } from '../platform.ts';

export const waitingRoomPath = '/v2/waiting-room';

/** Whether a request asks to join the waiting room. */
export const isWaitingRoomUpgrade = (request: IncomingMessage): boolean =>
  request.headers.upgrade?.toLowerCase() === 'websocket' && targetOf(request).path === waitingRoomPath;

const messageBytesMax = 8 * 1024;
const visitorsMax = 1_000;
const bufferedBytesMax = 256 * 1024;

/** Somebody in a clinic's waiting room. */
type Visitor = { readonly name: string; readonly reason: string; readonly since: string };

/** Who is in the room, and whether they see the others by name: the desk does, patients see their number. */
type Present = Visitor & { readonly isStaff: boolean };

type Room = Map<WebSocket, Present>;

/** The waiting rooms of all clinics, over WebSocket (RFC 6455). */
export type WaitingRooms = AsyncDisposable & {
  /** Takes an upgrade request, or refuses it in HTTP. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

const refuse = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
};

const send = (socket: WebSocket, message: unknown): void => {
  if (socket.readyState === socket.OPEN && socket.bufferedAmount < bufferedBytesMax)
    socket.send(JSON.stringify(message));
};

/** The patients who sit in the room already, from the clinic's next appointments. */
const seated = (platform: Platform, clinicSlug: string): readonly Visitor[] =>
  platform.db
    .all(
      `SELECT p.givenName || ' ' || p.familyName AS name, a.reason, a.startsAt FROM appointments a JOIN patients p ON p.id = a.patientId
       WHERE a.clinicSlug = ? AND a.status = 'booked' ORDER BY a.startsAt LIMIT 3`,
      clinicSlug,
    )
    .map((row) => ({ name: text(row, 'name'), reason: text(row, 'reason'), since: text(row, 'startsAt') }));

export const createWaitingRooms = (platform: Platform): WaitingRooms => {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
  });
  const rooms = new Map<string, Room>();

  const tell = (clinicSlug: string): void => {
    const room = rooms.get(clinicSlug);
    if (!room) return;
    const patients = [...room.values()].filter((present) => !present.isStaff).slice(0, 20);
    const waiting: readonly Visitor[] = [
      ...seated(platform, clinicSlug),
      ...patients.map(({ name, reason, since }) => ({ name, reason, since })),
    ];
    for (const [socket, present] of room)
      send(socket, {
        type: 'queue',
        clinicSlug,
        length: waiting.length,
        ...(present.isStaff ? { waiting } : {}),
      });
  };

  const join = (socket: WebSocket, clinicSlug: string, visitor: Present): void => {
    const room = rooms.get(clinicSlug) ?? new Map<WebSocket, Present>();
    rooms.set(clinicSlug, room.set(socket, visitor));
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('message', (data) => {
      const said = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      if (said.includes('"ready"'))
        send(socket, { type: 'called', room: `Room ${1 + (room.size % 4)}`, name: visitor.name });
      else send(socket, { type: 'pong' });
    });
    socket.once('close', () => {
      room.delete(socket);
      if (room.size === 0) rooms.delete(clinicSlug);
      else tell(clinicSlug);
    });
    send(socket, { type: 'joined', clinicSlug, place: seated(platform, clinicSlug).length + room.size });
    tell(clinicSlug);
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const { path, query } = targetOf(request);
      if (path !== waitingRoomPath) {
        refuse(socket, '404 Not Found');
        return;
      }
      const claims = platform.tokens.verify(query.get('ticket') ?? '', waitingRoomAudience);
      const person =
        claims && /^\d{1,15}$/.test(claims.sub) ? platform.sessions.personBy(Number(claims.sub), null) : null;
      if (!claims || !person) {
        refuse(socket, '401 Unauthorized');
        return;
      }
      if (server.clients.size >= visitorsMax) {
        refuse(socket, '503 Service Unavailable');
        return;
      }
      const clinicSlug = platform.rules['waiting-room-foreign-clinic'](
        claims.clinic ?? person.clinicSlug,
        query.get('clinic'),
      );
      if (!platform.db.one('SELECT 1 AS it FROM clinics WHERE slug = ?', clinicSlug)) {
        refuse(socket, '404 Not Found');
        return;
      }
      server.handleUpgrade(request, socket, head, (joined) => {
        join(joined, clinicSlug, {
          name: person.name,
          reason: 'Walk-in',
          since: new Date(platform.nowMs()).toISOString(),
          isStaff: person.role !== 'patient',
        });
      });
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
};
