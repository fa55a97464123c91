/** The connections of a capture: finds the one that a segment belongs to, puts its bytes in order, and lets go of what is idle. */
import {
  type Connection,
  type Conversation,
  deaf,
  type Ending,
  type Listening,
  type Side,
} from './conversation.ts';
import { addressText, type Segment } from './segment.ts';
import { TcpDirection } from './tcp-direction.ts';

const connectionsMax = 65_536;
/** Idle connections are looked for this often, by the clock of the capture. */
const sweepUs = 15_000_000;
const idleUs = 900_000_000;
/** A closed one is remembered so long, for retransmissions that come late. */
const closedUs = 60_000_000;

const fin = 1;
const syn = 2;
const reset = 4;
const ack = 16;

/** All connections of a capture. */
export class Connections {
  readonly #listening: Listening;
  /** By a hash of both ends; those with the same hash are chained. */
  readonly #byHash = new Map<number, Tracked>();
  #count = 0;
  #sweptUs = 0;
  #lastUs = 0;

  constructor(listening: Listening) {
    this.#listening = listening;
  }

  /** Takes a segment whose payload is in `bytes`. */
  take(segment: Segment, bytes: Buffer, atUs: number): void {
    this.#lastUs = atUs;
    if (Math.abs(atUs - this.#sweptUs) > sweepUs) this.#sweep(atUs);
    const { flags } = segment;
    const hash = hashOf(segment);
    const hasPayload = segment.end > segment.start || segment.cut > 0;
    let found = this.#find(hash, segment);
    if (found !== null && (flags & (syn | ack)) === syn && found.isOther(segment)) {
      // The ports are used again.
      this.#remove(hash, found, atUs);
      found = null;
    }
    if (found === null) {
      if ((flags & syn) === 0 && !hasPayload) return;
      if (this.#count >= connectionsMax) this.#makeRoom(atUs);
      found = new Tracked(segment, this.#listening, this.#byHash.get(hash) ?? null);
      this.#byHash.set(hash, found);
      this.#count += 1;
    }
    found.take(segment, bytes, atUs);
  }

  /** The capture ends here. */
  end(): void {
    for (const first of this.#byHash.values())
      for (let one: Tracked | null = first; one !== null; one = one.chained) one.end('unseen', this.#lastUs);
    this.#byHash.clear();
    this.#count = 0;
  }

  #find(hash: number, segment: Segment): Tracked | null {
    let one = this.#byHash.get(hash) ?? null;
    while (one !== null && !one.isOf(segment)) one = one.chained;
    return one;
  }

  #remove(hash: number, tracked: Tracked, atUs: number): void {
    tracked.end('unseen', atUs);
    const first = this.#byHash.get(hash);
    if (first === tracked) {
      if (tracked.chained === null) this.#byHash.delete(hash);
      else this.#byHash.set(hash, tracked.chained);
    } else {
      let before = first ?? null;
      while (before !== null && before.chained !== tracked) before = before.chained;
      if (before !== null) before.chained = tracked.chained;
    }
    this.#count -= 1;
  }

  #sweep(atUs: number): void {
    this.#sweptUs = atUs;
    for (const [hash, first] of this.#byHash)
      for (let one: Tracked | null = first; one !== null; one = one.chained)
        if (atUs - one.lastUs > (one.isClosed ? closedUs : idleUs)) this.#remove(hash, one, one.lastUs);
  }

  /** Lets go of the quarter that was silent longest; closed ones cost nobody anything. */
  #makeRoom(atUs: number): void {
    const all: { readonly hash: number; readonly tracked: Tracked }[] = [];
    for (const [hash, first] of this.#byHash)
      for (let one: Tracked | null = first; one !== null; one = one.chained) all.push({ hash, tracked: one });
    all.sort(
      (a, b) =>
        Number(b.tracked.isClosed) - Number(a.tracked.isClosed) || a.tracked.lastUs - b.tracked.lastUs,
    );
    for (const { hash, tracked } of all.slice(0, connectionsMax / 4)) {
      if (!tracked.isClosed) this.#listening.tally.add('connections-dropped');
      this.#remove(hash, tracked, atUs);
    }
  }
}

/** The same for both directions. */
const hashOf = ({ source, target, sourcePort, targetPort }: Segment): number => {
  let hash = Math.imul(sourcePort ^ targetPort, 0x9e3779b1) ^ Math.imul(sourcePort + targetPort, 0x85ebca6b);
  for (let word = 0; word < 4; word += 1)
    hash = Math.imul(hash ^ (source[word] as number) ^ (target[word] as number), 0xc2b2ae35);
  return hash | 0;
};

const isSame = (a: Int32Array, b: Int32Array): boolean =>
  a[3] === b[3] && a[2] === b[2] && a[1] === b[1] && a[0] === b[0];

/** One connection. */
class Tracked implements Connection {
  readonly listening: Listening;
  readonly scheme = 'http';
  readonly isFromStart: boolean;
  chained: Tracked | null;
  lastUs = 0;
  isClosed = false;
  readonly #addresses: readonly [Int32Array, Int32Array];
  readonly #ports: readonly [number, number];
  readonly #directions: readonly [TcpDirection, TcpDirection];
  readonly #finished: [boolean, boolean] = [false, false];
  /** First sequence number of the side that opened it. */
  readonly #initial: number;
  #conversation: Conversation;

  constructor(segment: Segment, listening: Listening, chained: Tracked | null) {
    this.listening = listening;
    this.chained = chained;
    // An answer to an opening tells who opened.
    const isAnswer = (segment.flags & (syn | ack)) === (syn | ack);
    const { source, target, sourcePort, targetPort } = segment;
    this.#addresses = isAnswer ? [target.slice(), source.slice()] : [source.slice(), target.slice()];
    this.#ports = isAnswer ? [targetPort, sourcePort] : [sourcePort, targetPort];
    this.isFromStart = (segment.flags & syn) !== 0;
    this.#initial = segment.sequence;
    this.#directions = [this.#direction(0), this.#direction(1)];
    this.#conversation = listening.begin(this);
  }

  address(side: Side): string {
    return addressText(this.#addresses[side]);
  }

  become(next: Conversation): void {
    this.#conversation = next;
  }

  isOf({ source, target, sourcePort, targetPort }: Segment): boolean {
    const [a, b] = this.#addresses;
    const [aPort, bPort] = this.#ports;
    return (
      (aPort === sourcePort && bPort === targetPort && isSame(a, source) && isSame(b, target)) ||
      (bPort === sourcePort && aPort === targetPort && isSame(b, source) && isSame(a, target))
    );
  }

  /** Is this opening one of another connection between the same ports? */
  isOther(segment: Segment): boolean {
    return this.isClosed || !this.isFromStart || segment.sequence !== this.#initial;
  }

  take(segment: Segment, bytes: Buffer, atUs: number): void {
    this.lastUs = atUs;
    if (this.isClosed) return;
    const { flags, start, end, cut } = segment;
    let { sequence } = segment;
    const [a] = this.#addresses;
    const side: Side = this.#ports[0] === segment.sourcePort && isSame(a, segment.source) ? 0 : 1;
    const direction = this.#directions[side];
    if ((flags & syn) !== 0) {
      sequence = (sequence + 1) | 0;
      if (!direction.isStarted) direction.start(sequence);
    }
    if (end > start || cut > 0) direction.take(sequence, bytes, start, end, cut, atUs);
    if ((flags & fin) !== 0 && direction.isStarted) direction.finish((sequence + (end - start) + cut) | 0);
    if ((flags & reset) !== 0) {
      this.end('reset', atUs);
      return;
    }
    if (!this.#finished[side] && direction.isEnded) {
      this.#finished[side] = true;
      this.#conversation.finish(side, atUs);
    }
    if (this.#finished[0] && this.#finished[1]) this.end('closed', atUs);
  }

  end(how: Ending, atUs: number): void {
    if (this.isClosed) return;
    this.#directions[0].flush();
    this.#directions[1].flush();
    this.#conversation.end(how, atUs);
    this.isClosed = true;
    this.#conversation = deaf;
  }

  #direction(side: Side): TcpDirection {
    return new TcpDirection(
      {
        data: (bytes, start, end, atUs) => this.#conversation.data(side, bytes, start, end, atUs),
        gap: (missing, atUs) => {
          this.listening.tally.add('stream-gap');
          this.#conversation.gap(side, missing, atUs);
        },
      },
      this.listening.budget,
    );
  }
}
