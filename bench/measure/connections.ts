/** 1,000 idle and 200 busy connections at once: no error, bounded memory. */
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { load } from '../load.ts';
import { cores, stage, startHeliostatPeer } from './gateway.ts';

/** What was seen. */
export interface ConnectionsRow {
  readonly idle: number;
  readonly busy: number;
  readonly requests: number;
  readonly errors: number;
  readonly idleLost: number;
  readonly rssMb: number;
}

const idleCount = 1000;
const busyCount = 200;

/** Opens the idle ones (each has sent one request), then loads with the busy ones. */
export const measureConnections = async (seconds: number): Promise<ConnectionsRow> => {
  await using place = await stage();
  await using peer = await startHeliostatPeer(place.folder);
  const idle: Socket[] = [];
  let idleLost = 0;
  for (let index = 0; index < idleCount; index += 1) {
    const socket = connect(peer.port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', () => resolve());
      socket.write('GET /v2/clinics/1 HTTP/1.1\r\nHost: bench\r\n\r\n');
    });
    socket.removeAllListeners('error');
    socket.on('error', () => undefined);
    socket.once('close', () => {
      idleLost += 1;
    });
    idle.push(socket);
  }
  let rssMb = peer.rssMb();
  const watching = setInterval(() => {
    rssMb = Math.max(rssMb, peer.rssMb());
  }, 500);
  const result = await load({
    url: `http://127.0.0.1:${peer.port}/v2/clinics/4711`,
    seconds,
    connections: busyCount,
    core: cores.load,
    script: join(place.folder, 'get.lua'),
  });
  clearInterval(watching);
  const lost = idleLost;
  for (const socket of idle) socket.destroy();
  return {
    idle: idleCount,
    busy: busyCount,
    requests: result.requests,
    errors: result.errors,
    idleLost: lost,
    rssMb,
  };
};
