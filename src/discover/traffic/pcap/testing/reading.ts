/** Reads a capture that a test made. */
import type { RawExchange } from '../../../../observe/raw-exchange.ts';
import { isPrivate } from '../../log/log-line.ts';
import { Capture } from '../capture.ts';
import { KeyLog } from '../tls/key-log.ts';

/** What came of it. */
export interface Reading {
  readonly exchanges: readonly RawExchange[];
  /** Count by code. */
  readonly warnings: Readonly<Record<string, number>>;
  readonly about: readonly string[];
  readonly isWhole: boolean;
}

/** Reads all of it, in chunks of a size that falls in the middle of everything. */
export function read(
  bytes: Buffer,
  options: { readonly keys?: string; readonly chunkBytes?: number } = {},
): Reading {
  const { keys = '', chunkBytes = 4093 } = options;
  const exchanges: RawExchange[] = [];
  const log = new KeyLog();
  log.add(keys);
  const capture = new Capture({
    bodyBytesMax: 65_536,
    isTrusted: isPrivate,
    emit: (raw) => void exchanges.push(structuredClone(raw)),
    keys: log,
  });
  for (let at = 0; at < bytes.length; at += chunkBytes)
    capture.push(Buffer.from(bytes.subarray(at, at + chunkBytes)));
  const isWhole = capture.end();
  const warnings: Record<string, number> = {};
  const found = capture.warnings('test.pcap');
  for (const { code, count } of found) warnings[code] = (warnings[code] ?? 0) + count;
  return { exchanges, warnings, about: found.map(({ detail }) => detail), isWhole };
}

/** `GET host/path 200` and the lengths of both bodies. */
export const inShort = ({ method, host, target, status, requestBody, responseBody }: RawExchange): string =>
  `${method} ${host}${target} ${status} ${requestBody.bytes}/${responseBody.bytes}`;

/** A body as text. */
export const textOf = (raw: RawExchange | undefined, which: 'requestBody' | 'responseBody'): string =>
  Buffer.from(raw?.[which].captured ?? []).toString('utf8');
