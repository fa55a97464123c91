/** What a format of captures is: how it is recognised, and how it is read. One file a format; `index.ts` lists them. */
import type { ObservedExchange } from '../../../model/exchange.ts';
import type { Evidence } from '../../../model/sighting.ts';
import type { Observer } from '../../../observe/observer.ts';
import type { RawExchange } from '../../../observe/raw-exchange.ts';
import type { EntryLimits } from '../entry-scanner.ts';
import type { KeyLog } from '../pcap/tls/key-log.ts';
import type { SkipReason } from '../skip.ts';

/** Bounds of reading files. */
export interface DiscoverLimits {
  readonly entries: EntryLimits;
  readonly lineBytesMax: number;
  /** Bytes of a body that the observer is given. */
  readonly bodyBytesMax: number;
  /** Unpacked bytes of one file; what comes after is not read. */
  readonly fileBytesMax: number;
}

/** The first bytes of a file (unpacked), and its name. */
export interface CaptureHead {
  readonly bytes: Buffer;
  /** The same as text, without a byte order mark and without white space before it. */
  readonly text: string;
  /** Without folder and without `.gz`. */
  readonly name: string;
  /** The head is the whole file. */
  readonly isWhole: boolean;
  /** How somebody said that the lines of logs are laid out, or null. */
  readonly logFormat: string | null;
}

/** Where a reader puts what it finds. */
export interface CaptureSink {
  readonly file: string;
  readonly limits: DiscoverLimits;
  readonly head: CaptureHead;
  readonly observer: Pick<Observer, 'observe' | 'resource'>;
  /** Numbers for exchanges that were not made by the observer. */
  readonly nextNumber: () => number;
  /** Whose word about a client's address is believed. */
  readonly isTrusted: (address: string) => boolean;
  /** Secrets of TLS sessions, or null when none were given. */
  readonly keys: KeyLog | null;
  /** Entries or lines so far. */
  readonly read: () => number;
  /** One more entry or line was met. */
  readonly count: () => void;
  /** Takes an exchange, unless it is none of an API. */
  readonly raw: (raw: RawExchange, resourceType: string) => void;
  /** Takes an exchange that was observed already. */
  readonly observed: (exchange: ObservedExchange) => void;
  /** Leaves something out; `line` (1-based) is its place, and `detail` what was wrong with it. */
  readonly skip: (reason: SkipReason, line?: number, detail?: string) => void;
  /** Takes what is no exchange. */
  readonly evidence: (evidence: Evidence) => void;
}

/** Reads one file; chunks come in order. */
export interface CaptureReader {
  /** May throw `HeliostatError` when nothing more can be read. */
  push(chunk: Buffer): void;
  /** @throws HeliostatError `file-truncated`, `file-unknown` */
  end(): void;
}

/** A format. */
export interface CaptureFormat {
  /** `har`, `access-log`; what reports call it. */
  readonly kind: string;
  /** How people call it. */
  readonly title: string;
  readonly recognise: (head: CaptureHead) => boolean;
  readonly open: (sink: CaptureSink) => CaptureReader;
}
