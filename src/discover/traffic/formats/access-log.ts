/**
 * Access logs in lines of text: nginx, Apache, Envoy, HAProxy, Traefik, AWS load balancers, and whatever a format string describes. Without
 * one the layout is told from the lines themselves.
 */
import { HeliostatError } from '../../../model/errors.ts';
import type { LineFormat, LogRole } from '../log/field.ts';
import { hostOfFile } from '../log/file-host.ts';
import { formatOf, namedFormats } from '../log/format-string.ts';
import { inferFormats } from '../log/infer.ts';
import { LineParser } from '../log/line-parser.ts';
import { formatsOfNginx } from '../log/nginx-conf.ts';
import { RowReader } from '../log/row-reader.ts';
import type { CaptureFormat, CaptureHead, CaptureReader, CaptureSink } from './format.ts';

/** The format. */
export const accessLog: CaptureFormat = {
  kind: 'access-log',
  title: 'access logs',
  recognise: (head) => {
    if (head.text.includes('\0')) return false;
    const lines = sampleOf(head);
    if (lines.length === 0) return false;
    if (head.logFormat !== null) return true;
    const formats = formatsFor(head, lines).map((format) => new LineParser(format));
    const fitting = lines.filter((line) => formats.some((parser) => fits(parser, line))).length;
    return fitting * 2 >= lines.length;
  },
  open: (sink) => new AccessLogReader(sink),
};

const sampleLinesMax = 200;
/** Formats that are told from single lines later on. */
const laterFormatsMax = 64;
/** Lines that were held against all formats though one fitted their beginning. */
const vainMax = 1_000;
const logLineBytesMax = 1_048_576;

/** Formats whose lines do not tell by themselves what stands where. */
const knownFormats = [
  'alb',
  'elb',
  'haproxy',
  'haproxy-plain',
  'ingress-nginx',
  'istio',
  'envoy',
  'traefik',
  'vcombined',
] as const;

/** Syslog writes a time, a host and a program before a line (RFC 3164, RFC 5424). */
const syslogPrefix =
  /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)) \S{1,255} [\w./-]{1,64}(?:\[\d{1,10}\])?: /;

/** Where the line begins behind the prefix. */
const startOf = (line: string): number => {
  const code = line.charCodeAt(0);
  // `<`, a letter or a digit
  return code === 60 || (code >= 48 && code <= 90)
    ? (syslogPrefix.exec(line.slice(0, 512))?.[0].length ?? 0)
    : 0;
};

/** How fields look whose place could be mistaken. */
const looks: readonly (readonly [LogRole, RegExp])[] = [
  ['status', /^(?:[1-9]\d\d|000|0|-|-1)$/],
  ['time', /\d/],
  ['duration', /^(?:-1?|[\d.]{1,24}(?:[mu]?s)?)(?:(?:, | : )[\d.-]{1,24}){0,16}$/],
  ['bytes', /^(?:\d{1,18}|-)$/],
  ['address', /^[^\s"]+$/],
  ['request', /^(?:[A-Za-z-]{1,32} \S|-$|$|\\x)/],
];

const fits = (parser: LineParser, line: string): boolean => {
  if (!parser.parse(line, startOf(line), line.length)) return false;
  return looks.every(([role, look]) => {
    const at = parser.indexOf(role);
    return at < 0 || look.test(line.slice(parser.starts[at], parser.ends[at]));
  });
};

/** Whole lines of the head. */
function sampleOf(head: CaptureHead): readonly string[] {
  const text = head.bytes.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '');
  const lines = text.split('\n', sampleLinesMax + 1);
  // The last may have been cut.
  if (lines.length > 1 && !(head.isWhole && lines.length <= sampleLinesMax)) lines.pop();
  return lines
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && line.length <= 65_536);
}

/** The formats to try, the most likely first. */
function formatsFor(head: CaptureHead, lines: readonly string[]): readonly LineFormat[] {
  if (head.logFormat !== null) return givenFormats(head.logFormat);
  const candidates = [
    ...knownFormats.map((name) => formatOf(name)),
    ...inferFormats(lines.map((line) => line.slice(startOf(line)))),
  ];
  const judged = candidates.map((format) => {
    const parser = new LineParser(format);
    return { format, fitting: lines.filter((line) => fits(parser, line)).length };
  });
  // Of those that fit equally well the first: it was written by somebody who knows.
  return judged
    .filter(({ fitting }) => fitting > 0)
    .sort((a, b) => b.fitting - a.fitting)
    .map(({ format }) => format);
}

/** A format string, the name of one, or the text of an nginx configuration with its `log_format` definitions. */
function givenFormats(given: string): readonly LineFormat[] {
  if (Object.hasOwn(namedFormats, given)) return [formatOf(given)];
  const defined = formatsOfNginx(given);
  return defined.length > 0 ? defined.map(({ name, format }) => formatOf(format, name)) : [formatOf(given)];
}

/** One line alone tells a layout only where the status stands behind the request: a number elsewhere may be anything. */
const tellsStatus = ({ pieces }: LineFormat): boolean => {
  const status = pieces.findIndex(({ field }) => field.role === 'status');
  return ['request', 'protocol', 'target'].includes(pieces[status - 1]?.field.role ?? '');
};

/** Does a format tell all that another tells, and has it more fields? */
const tellsAll = (one: LineParser, other: LineParser): boolean =>
  one.format.pieces.length > other.format.pieces.length &&
  other.format.pieces.every(({ field }) => one.indexOf(field.role) >= 0);

class AccessLogReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #rows: RowReader[];
  readonly #context: ConstructorParameters<typeof RowReader>[2];
  readonly #isGiven: boolean;
  readonly #lineBytesMax: number;
  #later = 0;
  #vain = 0;
  #active = 0;
  #carry: Buffer[] = [];
  #carryBytes = 0;
  #hasPrefix: boolean;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
    this.#context = { host: hostOfFile(sink.file), isTrusted: sink.isTrusted };
    const lines = sampleOf(sink.head);
    this.#isGiven = sink.head.logFormat !== null;
    this.#rows = formatsFor(sink.head, lines).map((format) => this.#rowsOf(format));
    this.#hasPrefix = lines.some((line) => startOf(line) > 0);
    this.#lineBytesMax = Math.min(sink.limits.lineBytesMax, logLineBytesMax);
  }

  push(chunk: Buffer): void {
    const end = chunk.lastIndexOf(10);
    if (end < 0) {
      this.#keep(chunk);
      return;
    }
    let from = 0;
    if (this.#carryBytes > 0) {
      const first = chunk.indexOf(10);
      this.#keep(chunk.subarray(0, first));
      this.#takeCarry();
      from = first + 1;
    }
    if (end >= from) this.#takeLines(chunk.toString('latin1', from, end));
    if (end + 1 < chunk.length) this.#keep(chunk.subarray(end + 1));
  }

  end(): void {
    if (this.#carryBytes === 0) return;
    const skipped = this.#takeCarry();
    if (skipped)
      throw new HeliostatError('file-truncated', {
        detail: `the last line is not whole, after ${this.#sink.read()} lines`,
      });
  }

  #rowsOf(format: LineFormat): RowReader {
    return new RowReader(new LineParser(format), this.#sink, this.#context);
  }

  #keep(piece: Buffer): void {
    this.#carryBytes += piece.length;
    if (this.#carryBytes > this.#lineBytesMax) this.#carry = [];
    // The chunk is used again by who gave it.
    else if (piece.length > 0) this.#carry.push(Buffer.from(piece));
  }

  /** Takes the line that came in pieces; true when it was left out. */
  #takeCarry(): boolean {
    const isLong = this.#carryBytes > this.#lineBytesMax;
    const text = isLong ? '' : Buffer.concat(this.#carry).toString('latin1');
    this.#carry = [];
    this.#carryBytes = 0;
    if (isLong) {
      this.#sink.count();
      this.#sink.skip('too-large', this.#sink.read());
      return true;
    }
    return !this.#takeLine(text, 0, text.length);
  }

  #takeLines(text: string): void {
    let from = 0;
    while (from < text.length) {
      let to = text.indexOf('\n', from);
      if (to < 0) to = text.length;
      this.#takeLine(text, from, to);
      from = to + 1;
    }
  }

  /** False when no format fits. */
  #takeLine(text: string, lineFrom: number, lineTo: number): boolean {
    let to = lineTo;
    let from = lineFrom;
    if (to > from && text.charCodeAt(to - 1) === 13) to -= 1;
    if (to === from) return true;
    const sink = this.#sink;
    if (sink.read() === 0 && text.startsWith('\u00EF\u00BB\u00BF', from)) from += 3;
    if (text.charCodeAt(from) === 35) return true; // a comment
    sink.count();
    if (this.#hasPrefix) from += startOf(text.slice(from, Math.min(to, from + 512)));
    if (to - from > this.#lineBytesMax) {
      sink.skip('too-large', sink.read());
      return false;
    }
    const rows = this.#rows;
    const active = rows[this.#active];
    if (active === undefined || !active.parser.parse(text, from, to)) return this.#takeOther(text, from, to);
    if (active.parser.end < to && rows.length > 1 && this.#vain < vainMax) {
      // More than the format tells: perhaps another tells all of it.
      const fuller = this.#fuller(text.slice(from, to), active);
      if (fuller !== null) return fuller.take(text.slice(from, to), sink.read());
      this.#vain += 1;
      active.parser.parse(text, from, to);
    }
    if (active.take(text, sink.read())) return true;
    return this.#takeOther(text, from, to);
  }

  /** The format that tells more of the line than the active one; its places are those of this line. */
  #fuller(line: string, active: RowReader): RowReader | null {
    for (const [at, one] of this.#rows.entries()) {
      if (one === active || !tellsAll(one.parser, active.parser)) continue;
      if (!fits(one.parser, line) || !one.parser.parse(line, 0, line.length)) continue;
      this.#active = at;
      return one;
    }
    return null;
  }

  /** A line of another layout: logs are written on when their format is changed. */
  #takeOther(text: string, from: number, to: number): boolean {
    const sink = this.#sink;
    const line = text.slice(from, to);
    for (const [at, one] of this.#rows.entries()) {
      if (at === this.#active) continue;
      if (fits(one.parser, line) && one.parser.parse(line, 0, line.length) && one.take(line, sink.read())) {
        this.#active = at;
        return true;
      }
    }
    if (!this.#isGiven && this.#later < laterFormatsMax) {
      this.#later += 1;
      const [format] = inferFormats([line]);
      if (format !== undefined && tellsStatus(format)) {
        const rows = this.#rowsOf(format);
        this.#rows.push(rows);
        if (rows.parser.parse(line, 0, line.length) && rows.take(line, sink.read())) {
          this.#active = this.#rows.length - 1;
          return true;
        }
      }
    }
    sink.skip('malformed', sink.read(), 'the line does not fit the format of the log');
    return false;
  }
}
