/** Looks at the first bytes of a connection and puts them back, for whoever speaks the protocol that they tell. */
import type { Socket } from 'node:net';

/** `silent`: too few bytes came in time; `gone`: the connection ended before. */
export type Peeked<Told> = Told | 'silent' | 'gone';

/**
 * @param timeoutMs how long the bytes may take, in all
 * @param tell what the bytes so far say; null when more are needed
 * @param told called once; the socket is then as if nobody had read it
 */
export function peek<Told>(
  socket: Socket,
  timeoutMs: number,
  tell: (bytes: Buffer) => Told | null,
  told: (what: Peeked<Told>) => void,
): void {
  let held: Buffer | null = null;
  const ignore = (): void => {};
  const finish = (what: Peeked<Told>): void => {
    clearTimeout(timer);
    socket.off('readable', read);
    socket.off('close', gone);
    if (what !== 'gone' && what !== 'silent') socket.off('error', ignore);
    told(what);
  };
  const gone = (): void => finish('gone');
  const read = (): void => {
    for (;;) {
      const bytes = socket.read() as Buffer | null;
      if (bytes === null) return;
      held = held === null ? bytes : Buffer.concat([held, bytes]);
      const what = tell(held);
      if (what === null) continue;
      socket.unshift(held);
      finish(what);
      return;
    }
  };
  const timer = setTimeout(() => finish('silent'), timeoutMs);
  timer.unref();
  socket.on('readable', read);
  socket.once('close', gone);
  socket.on('error', ignore);
}
