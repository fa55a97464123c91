/** From the bytes of a capture to exchanges: packets, segments, connections, conversations. */
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import type { EvidenceWarning } from '../../../model/sighting.ts';
import { Budget } from './budget.ts';
import { Connections } from './connections.ts';
import type { Listening } from './conversation.ts';
import type { PacketReader, PacketSink } from './packet-sink.ts';
import { layoutOf, PcapReader } from './pcap.ts';
import { isPcapng, PcapngReader } from './pcapng.ts';
import { Segment } from './segment.ts';
import { Tally } from './tally.ts';
import { KeyLog } from './tls/key-log.ts';
import { Undecided } from './undecided.ts';

/** Do these bytes begin a capture of packets? */
export const isCapture = (head: Buffer): boolean => layoutOf(head) !== null || isPcapng(head);

/** What reading a capture needs. */
export interface CaptureOptions {
  /** Bytes of a body that are kept until its exchange is whole. */
  readonly bodyBytesMax: number;
  /** Whose word about a client's address is believed. */
  readonly isTrusted: (address: string) => boolean;
  readonly emit: (raw: RawExchange) => void;
  /** Secrets of TLS sessions. */
  readonly keys?: KeyLog;
}

/** Bytes that wait for others, over all connections. */
const waitingBytesMax = 268_435_456;

/**
 * Reads a capture as it comes.
 *
 * @example
 * const capture = new Capture({ bodyBytesMax: 65_536, isTrusted: isPrivate, emit: (raw) => exchanges.push(raw) });
 * for await (const chunk of createReadStream('today.pcap')) capture.push(chunk);
 * capture.end();
 */
export class Capture {
  readonly #tally = new Tally();
  readonly #connections: Connections;
  readonly #sink: PacketSink;
  #reader: PacketReader | null = null;
  #head: Buffer = Buffer.alloc(0);
  #packets = 0;

  constructor(options: CaptureOptions) {
    const tally = this.#tally;
    const keys = options.keys ?? new KeyLog();
    const listening: Listening = {
      bodyBytesMax: options.bodyBytesMax,
      budget: new Budget(waitingBytesMax),
      tally,
      keys,
      isTrusted: options.isTrusted,
      emit: options.emit,
      begin: (connection) => new Undecided(connection),
    };
    const connections = new Connections(listening);
    const segment = new Segment();
    this.#connections = connections;
    this.#sink = {
      packet: (bytes, start, end, wireBytes, linkType, atUs) => {
        this.#packets += 1;
        if (wireBytes > end - start) tally.add('packet-cut');
        const fault = segment.read(bytes, start, end, wireBytes, linkType);
        if (fault === null) connections.take(segment, bytes, atUs);
        else if (fault === 'fragment') tally.add('packet-fragment');
      },
      secrets: (text) => keys.add(text),
    };
  }

  get packets(): number {
    return this.#packets;
  }

  /** @throws HeliostatError `file-truncated` when the rest cannot be read, `file-unknown` when it is no capture */
  push(chunk: Buffer): void {
    if (this.#reader !== null) {
      this.#reader.push(chunk);
      return;
    }
    this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    if (this.#head.length < 4) return;
    this.#reader = isPcapng(this.#head) ? new PcapngReader(this.#sink) : new PcapReader(this.#sink);
    this.#reader.push(this.#head);
    this.#head = Buffer.alloc(0);
  }

  /** No more comes: hands on what is not whole; true when the last packet was whole. */
  end(): boolean {
    this.#connections.end();
    return (this.#reader?.pending() ?? this.#head.length) === 0;
  }

  /** What could not be read. */
  warnings(file: string): EvidenceWarning[] {
    return this.#tally.warnings(file);
  }
}
