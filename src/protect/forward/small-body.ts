/**
 * A small request body that announces its length is gathered before the upstream is asked: it goes out with its header in one write, needs
 * no stream of its own, and a client that dribbles it holds no upstream. What is large, of unknown length, or waited for by
 * `Expect: 100-continue` streams (`request-body.ts`).
 */
import type { Readable } from 'node:stream';
import type { BodyWatcher } from './request-body.ts';

/** Bodies up to this are gathered, bytes. */
export const smallBodyBytesMax = 16_384;

/** Who waits for a body. */
export interface Gatherer extends BodyWatcher {
  /** The whole request has come. */
  readonly complete: boolean;
  /** The body is whole. */
  onBodyGathered(body: Buffer): void;
}

/**
 * Reads a body to its end. A watcher that refuses a chunk gets nothing more.
 *
 * @param source paused; it is read from now on
 */
export function gatherBody(source: Readable, gatherer: Gatherer): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let refused = false;
  source.on('data', (chunk: Buffer) => {
    if (refused) return;
    refused = !gatherer.onBodyChunk(chunk);
    if (first === null) first = chunk;
    else (more ??= [first]).push(chunk);
  });
  source.on('end', () => {
    if (!refused) gatherer.onBodyGathered(more === null ? (first ?? Buffer.alloc(0)) : Buffer.concat(more));
  });
  // Most small bodies come with their header: the idle timer is only for those that do not.
  process.nextTick(armWhenIncomplete, gatherer);
}

function armWhenIncomplete(gatherer: Gatherer): void {
  if (!gatherer.complete) gatherer.onBodyPaused(false);
}
