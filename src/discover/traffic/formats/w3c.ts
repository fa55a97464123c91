/** W3C extended log files: CloudFront (tabs between fields), IIS and others (spaces); `#Fields` says which fields there are, and may change. */
import type { LineFormat, LogField } from '../log/field.ts';
import { durationField, ignored, requestHeaderField, responseHeaderField } from '../log/field.ts';
import { hostOfFile } from '../log/file-host.ts';
import { settled } from '../log/format-string.ts';
import { LineParser } from '../log/line-parser.ts';
import { RowReader } from '../log/row-reader.ts';
import { type Line, LineSplitter } from '../lines.ts';
import type { CaptureFormat, CaptureReader, CaptureSink } from './format.ts';

/** The format. */
export const w3c: CaptureFormat = {
  kind: 'w3c-log',
  title: 'W3C extended logs',
  recognise: ({ text }) =>
    /^#(?:Version|Software|Fields|Date|Start-Date)\s*:/im.test(text.slice(0, 4096)) &&
    /^#Fields:/im.test(text),
  open: (sink) => new W3cReader(sink),
};

const fieldsMax = 128;

const fields: Readonly<Record<string, LogField>> = {
  date: { role: 'date' },
  time: { role: 'clock' },
  timestamp: { role: 'time', time: 'epoch-s' },
  'timestamp(ms)': { role: 'time', time: 'epoch-ms' },
  'c-ip': { role: 'address' },
  'cs-username': { role: 'user' },
  'cs-method': { role: 'method' },
  'cs-uri': { role: 'target' },
  'cs-uri-stem': { role: 'path' },
  'cs-uri-query': { role: 'query', encoded: true },
  'cs-host': { role: 'host', rank: 1 },
  'x-host-header': { role: 'host' },
  'cs-protocol': { role: 'scheme' },
  'cs-protocol-version': { role: 'protocol' },
  'cs-version': { role: 'protocol', rank: 1 },
  'sc-status': { role: 'status' },
  'sc-bytes': { role: 'bytes' },
  'cs-bytes': { role: 'request-bytes' },
  'ssl-protocol': { role: 'tls' },
  'x-forwarded-for': { role: 'forwarded', listed: false },
  'x-edge-request-id': { role: 'request-id' },
  'sc-content-type': { role: 'response-header', name: 'content-type' },
};

/** What a field of `#Fields` says. IIS counts milliseconds, CloudFront seconds. */
const fieldOf = (given: string, isTabbed: boolean): LogField => {
  const name = given.toLowerCase();
  if (name === 'time-taken') return durationField(isTabbed ? 's' : 'ms');
  const header = /^(cs|sc|rs)\(([^)]{1,64})\)$/.exec(name);
  if (header !== null) {
    const field =
      header[1] === 'cs' ? requestHeaderField(header[2] ?? '') : responseHeaderField(header[2] ?? '');
    // CloudFront's own name stands in `Host`, and what the viewer asked for in `x-host-header`.
    if (field.role === 'host') return { role: 'host', rank: 2 };
    return field.role === 'agent' ? { ...field, encoded: true } : { ...field, listed: false };
  }
  return Object.hasOwn(fields, name) ? (fields[name] ?? ignored) : ignored;
};

class W3cReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #lines: LineSplitter;
  #rows: RowReader | null = null;
  #separator = ' ';
  #names: readonly string[] = [];

  constructor(sink: CaptureSink) {
    this.#sink = sink;
    this.#lines = new LineSplitter(sink.limits.lineBytesMax, 'latin1');
  }

  push(chunk: Buffer): void {
    for (const line of this.#lines.push(chunk)) this.#take(line);
  }

  end(): void {
    for (const line of this.#lines.end()) this.#take(line);
  }

  #take(line: Line): void {
    const sink = this.#sink;
    if ('skipped' in line) {
      sink.count();
      sink.skip(line.skipped, sink.read());
      return;
    }
    const { text } = line;
    const header = /^(?:\u00EF\u00BB\u00BF)?#Fields:\s*([^]*)$/i.exec(text);
    if (header !== null) {
      this.#names = (header[1] ?? '').trim().split(/\s+/, fieldsMax);
      this.#rows = null;
      return;
    }
    if (text.startsWith('#') || text.startsWith('\u00EF\u00BB\u00BF#')) return;
    sink.count();
    // The header of CloudFront has spaces, its lines have tabs.
    const separator = text.includes('\t') ? '\t' : ' ';
    if (this.#rows === null || separator !== this.#separator) {
      this.#separator = separator;
      this.#rows = this.#rowsOf(separator);
    }
    const rows = this.#rows;
    if (rows === null || !rows.parser.parse(text, 0, text.length) || !rows.take(text, sink.read()))
      sink.skip('malformed', sink.read(), 'the line does not have the fields that #Fields names');
  }

  #rowsOf(separator: string): RowReader | null {
    if (this.#names.length === 0) return null;
    const format: LineFormat = settled({
      name: '#Fields',
      pieces: this.#names.map((name, at) => ({
        before: at === 0 ? '' : separator,
        field: fieldOf(name, separator === '\t'),
        quoted: false,
      })),
      after: '',
    });
    const { file, isTrusted } = this.#sink;
    return new RowReader(new LineParser(format), this.#sink, { host: hostOfFile(file), isTrusted });
  }
}
