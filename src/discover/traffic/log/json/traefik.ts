/** Traefik: access logs with `format: json`. Durations in nanoseconds. */
import { emptyLine } from '../log-line.ts';
import { durationUs, type Fields, type JsonDialect, numberAt, textAt, timeAt } from './dialect.ts';
import { takeHeaders } from './headers.ts';

const withPrefix = (value: Fields, prefix: string): Fields =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, content]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), content]] : [],
    ),
  );

export const traefik: JsonDialect = {
  name: 'Traefik',
  read: (value) => {
    if (!('RequestMethod' in value) || !('RequestPath' in value)) return null;
    const line = emptyLine();
    line.host = textAt(value, 'RequestAddr', 'RequestHost');
    takeHeaders(line, withPrefix(value, 'request_'), withPrefix(value, 'downstream_'));
    line.method = textAt(value, 'RequestMethod');
    line.target = textAt(value, 'RequestPath');
    line.protocol = textAt(value, 'RequestProtocol');
    line.scheme = textAt(value, 'RequestScheme');
    line.status = numberAt(value, 'DownstreamStatus', 'OriginStatus');
    line.atMs = timeAt(value, 'StartUTC', 'StartLocal', 'time');
    line.durationUs = durationUs(numberAt(value, 'Duration'), 0.001);
    line.requestBytes = numberAt(value, 'RequestContentSize');
    line.responseBytes = numberAt(value, 'DownstreamContentSize');
    line.address = textAt(value, 'ClientHost', 'ClientAddr');
    line.user = textAt(value, 'ClientUsername');
    line.tls = textAt(value, 'TLSVersion');
    line.certificate = textAt(value, 'TLSClientSubject');
    return line;
  },
};
