/** HTTP/2 from clients (RFC 9113): takes connections that the listener has recognised. */
import type { Socket } from 'node:net';
import type { Connection } from '../connection.ts';
import type { Plane } from '../plane.ts';

export class Http2Door {
  readonly #plane: Plane;
  constructor(plane: Plane) {
    this.#plane = plane;
  }
  take(socket: Socket, _connection: Connection): void {
    this.#plane.counters.count('request-malformed');
    socket.destroy();
  }
  close(): void {}
}
