/** A request of HTTP/1.x on its way to its answer. */
import type { Body } from './body.ts';
import type { MessageHead } from './http1-head.ts';

/** What was seen of it so far. */
export interface Asked {
  readonly head: MessageHead;
  readonly atUs: number;
  readonly body: Body;
  isComplete: boolean;
}
