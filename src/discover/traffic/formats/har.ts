/** HAR files (HAR 1.2), entry by entry. */
import { HeliostatError } from '../../../model/errors.ts';
import { EntryScanner } from '../entry-scanner.ts';
import { readHarEntry } from '../har.ts';
import type { CaptureFormat, CaptureReader, CaptureSink } from './format.ts';

/** The format. */
export const har: CaptureFormat = {
  kind: 'har',
  title: 'HAR',
  recognise: ({ text, name }) => {
    if (!text.startsWith('{')) return false;
    if (/^\{\s*"log"\s*:\s*\{/.test(text)) return true;
    if (/\.(ndjson|jsonl)$/i.test(name)) return false;
    if (/\.har$/i.test(name)) return true;
    const end = text.indexOf('\n');
    if (isJson(end < 0 ? text : text.slice(0, end))) return false;
    // A pretty-printed object, or a line longer than what was looked at.
    return /^\{\s*"[^"]*"\s*:[^]*"log"\s*:/.test(text.slice(0, 4096));
  },
  open: (sink) => new HarReader(sink),
};

export const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

class HarReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #scanner: EntryScanner;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
    this.#scanner = new EntryScanner(sink.limits.entries);
  }

  push(chunk: Buffer): void {
    const sink = this.#sink;
    for (const entry of this.#scanner.push(chunk)) {
      sink.count();
      if ('skipped' in entry) {
        sink.skip(entry.skipped);
        continue;
      }
      const found = readHarEntry(entry.text, sink.limits);
      if ('skipped' in found) sink.skip(found.skipped);
      else sink.raw(found.raw, found.resourceType);
    }
  }

  end(): void {
    if (!this.#scanner.isComplete)
      throw new HeliostatError('file-truncated', {
        detail: `the file ends inside of the document, after ${this.#sink.read()} entries`,
      });
    if (!this.#scanner.sawEntries)
      throw new HeliostatError('file-unknown', { detail: 'there is no log.entries in it' });
  }
}
