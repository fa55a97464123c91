/** One JSON object a line: our own records, access logs of gateways that write JSON, and plain exchanges. */
import { HeliostatError } from '../../../model/errors.ts';
import { type JsonLogReader, jsonLogReader } from '../log/json/index.ts';
import { rawOfLine, withoutBodies } from '../log/log-line.ts';
import { hostOfFile } from '../log/file-host.ts';
import { type Line, LineSplitter } from '../lines.ts';
import { readPlain } from '../plain.ts';
import { RecordReader } from '../record.ts';
import { skipReasonOf } from '../skip.ts';
import type { CaptureFormat, CaptureReader, CaptureSink } from './format.ts';
import { isJson } from './har.ts';

/** The format. */
export const ndjson: CaptureFormat = {
  kind: 'ndjson',
  title: 'NDJSON',
  recognise: ({ text, name }) => {
    if (!text.startsWith('{')) return false;
    if (/\.(ndjson|jsonl)$/i.test(name)) return true;
    const end = text.indexOf('\n');
    return end < 0 || isJson(text.slice(0, end));
  },
  open: (sink) => new NdjsonReader(sink),
};

class NdjsonReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #lines: LineSplitter;
  readonly #records: RecordReader;
  readonly #logs: JsonLogReader = jsonLogReader();
  readonly #context: Parameters<typeof rawOfLine>[1];

  constructor(sink: CaptureSink) {
    this.#sink = sink;
    this.#lines = new LineSplitter(sink.limits.lineBytesMax);
    this.#records = new RecordReader(sink.nextNumber);
    this.#context = { host: hostOfFile(sink.file), isTrusted: sink.isTrusted };
  }

  push(chunk: Buffer): void {
    for (const line of this.#lines.push(chunk)) this.#take(line);
  }

  end(): void {
    const [last] = this.#lines.end();
    if (last === undefined) return;
    if ('text' in last && !isJson(last.text))
      throw new HeliostatError('file-truncated', {
        detail: `the last line is not whole, after ${this.#sink.read()} lines`,
      });
    this.#take(last);
  }

  #take(line: Line): void {
    const sink = this.#sink;
    sink.count();
    const place = sink.read();
    if ('skipped' in line) {
      sink.skip(line.skipped, place);
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(line.text);
    } catch {
      sink.skip('malformed', place, 'no JSON');
      return;
    }
    try {
      this.#takeValue(value, place);
    } catch (error) {
      // A value can be parsed that is nested too deep to be written again.
      if (!(error instanceof RangeError)) throw error;
      sink.skip('too-deep', place);
    }
  }

  #takeValue(value: unknown, place: number): void {
    const sink = this.#sink;
    if (typeof value === 'object' && value !== null && 'v' in value && 'operations' in value) {
      const observed = this.#records.read(value);
      if (observed === null) sink.skip('malformed', place, 'no exchange record');
      else sink.observed(observed);
      return;
    }
    const lines = this.#logs.read(value);
    if (lines === null) {
      const found = readPlain(value, sink.limits);
      if ('skipped' in found) sink.skip(found.skipped, place);
      else sink.raw(found.raw, '');
      return;
    }
    for (const one of lines) {
      const found = rawOfLine(one, this.#context);
      const reason = 'skipped' in found ? found.skipped : skipReasonOf(found.raw, '');
      if ('raw' in found && reason === null)
        sink.observed(withoutBodies(sink.observer.observe(found.raw), one));
      else if (reason !== null) sink.skip(reason, place);
    }
  }
}
