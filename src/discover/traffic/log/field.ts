/** Fields of access logs: what a variable of a format string says, whatever the program that writes it calls it. */

/** How a time is written. */
export type TimeForm =
  | 'clf' // 21/Nov/2026:04:53:11 +0000, also with fractions and without a zone
  | 'iso' // RFC 3339, also with a space or without a zone (then UTC)
  | 'epoch-s'
  | 'epoch-ms'
  | 'epoch-us';

/** What a field says of an exchange. */
export type LogRole =
  | 'address'
  | 'forwarded'
  | 'user'
  | 'time'
  | 'date' // the day alone; the time of the day stands in `clock`
  | 'clock'
  | 'request'
  | 'method'
  | 'target'
  | 'url'
  | 'path'
  | 'query'
  | 'protocol'
  | 'status'
  | 'bytes'
  | 'request-bytes'
  | 'host'
  | 'scheme'
  | 'agent'
  | 'duration'
  | 'tls'
  | 'certificate'
  | 'request-id'
  | 'request-header'
  | 'response-header'
  | 'ignored';

/** A field of a format. */
export interface LogField {
  readonly role: LogRole;
  /** When two fields have the same role, the lower rank counts. */
  readonly rank?: number;
  /** Of a header: its name, lower case. */
  readonly name?: string;
  /** Of a time. */
  readonly time?: TimeForm;
  /** Of a time: its pattern (`strftime`), where the program let somebody choose it. */
  readonly pattern?: string;
  /** Of a duration: microseconds a unit. */
  readonly unitUs?: number;
  /** Several values may stand here, with `, ` or ` : ` between them (upstreams that were tried, forwarded addresses). */
  readonly listed?: boolean;
  /** Percent-encoded once more than it was sent (CloudFront). */
  readonly encoded?: boolean;
}

/** A piece of a line: the text before a field, and the field. */
export interface LogPiece {
  readonly before: string;
  readonly field: LogField;
  /** The field stands between double quotes; those are part of the texts around it. */
  readonly quoted: boolean;
}

/** How a line is laid out. */
export interface LineFormat {
  readonly name: string;
  readonly pieces: readonly LogPiece[];
  /** Text after the last field. What follows it is not looked at. */
  readonly after: string;
}

const seconds = 1_000_000;

/** What each header of a request says, beside its being a header. */
export const requestHeaderField = (given: string): LogField => {
  const name = given.toLowerCase().replaceAll('_', '-');
  switch (name) {
    case 'user-agent':
      return { role: 'agent' };
    case 'x-forwarded-for':
      return { role: 'forwarded', listed: true };
    case 'x-real-ip':
    case 'cf-connecting-ip':
    case 'true-client-ip':
      return { role: 'forwarded', rank: 1 };
    case 'host':
    case ':authority':
      return { role: 'host', rank: 1 };
    case 'x-forwarded-host':
      return { role: 'host' };
    case 'x-forwarded-proto':
    case ':scheme':
      return { role: 'scheme' };
    case 'x-request-id':
    case 'x-correlation-id':
    case 'x-amzn-trace-id':
      return { role: 'request-id' };
    case ':method':
      return { role: 'method' };
    case 'x-envoy-original-path':
    case 'x-original-uri':
    case ':path':
      return { role: 'target' };
    case 'referer':
    case 'referrer':
    case 'content-length':
      return { role: 'ignored' };
    default:
      return { role: 'request-header', name };
  }
};

/** What a header of an answer says. */
export const responseHeaderField = (given: string): LogField => {
  const name = given.toLowerCase().replaceAll('_', '-');
  // Of an answer only these say what it is.
  return name === 'content-type' || name === 'grpc-status' || name === 'upgrade'
    ? { role: 'response-header', name }
    : { role: 'ignored' };
};

/** A duration in a unit. */
export const durationField = (unit: 's' | 'ms' | 'us' | 'ns', rank = 0): LogField => ({
  role: 'duration',
  rank,
  listed: rank > 0,
  unitUs: unit === 's' ? seconds : unit === 'ms' ? 1000 : unit === 'us' ? 1 : 0.001,
});

export const ignored: LogField = { role: 'ignored' };
