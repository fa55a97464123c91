/** A key log that may still be written to while a capture is read. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HeliostatError } from '../../../../model/errors.ts';
import { KeyLog } from './key-log.ts';

const fileBytesMax = 268_435_456;
const pieceBytes = 1_048_576;

/**
 * Opens a file of secrets; what is added to it later is read when a session is met that it did not know.
 *
 * @throws HeliostatError `file-unreadable`
 */
export function openKeyLog(path: string): KeyLog {
  let read = 0;
  let rest = '';
  const more = (log: KeyLog): void => {
    const file = openSync(path, 'r');
    try {
      const size = Math.min(fstatSync(file).size, fileBytesMax);
      while (read < size) {
        const piece = Buffer.alloc(Math.min(pieceBytes, size - read));
        const bytes = readSync(file, piece, 0, piece.length, read);
        if (bytes === 0) return;
        read += bytes;
        const text = rest + piece.toString('latin1', 0, bytes);
        const end = text.lastIndexOf('\n') + 1;
        log.add(text.slice(0, end));
        // A last line without an end may be whole; taken twice it does no harm.
        rest = text.slice(end).slice(0, 1024);
        log.add(rest);
      }
    } finally {
      closeSync(file);
    }
  };
  const log = new KeyLog((known) => {
    try {
      more(known);
    } catch {
      // It was there before; without it sessions count as not read.
    }
  });
  try {
    more(log);
  } catch {
    throw new HeliostatError('file-unreadable', { detail: path });
  }
  return log;
}
