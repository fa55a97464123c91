/** Caddy: `http.log.access`. Durations in seconds; headers as lists. */
import { emptyLine } from '../log-line.ts';
import { durationUs, fieldsAt, type JsonDialect, numberAt, textAt, timeAt } from './dialect.ts';
import { takeHeaders } from './headers.ts';

export const caddy: JsonDialect = {
  name: 'Caddy',
  read: (value) => {
    const request = fieldsAt(value, 'request');
    const uri = textAt(request, 'uri');
    if (uri === '' || !('status' in value) || textAt(request, 'method') === '') return null;
    if (!('remote_ip' in request) && !('remote_addr' in request) && !('proto' in request)) return null;
    const line = emptyLine();
    line.host = textAt(request, 'host');
    takeHeaders(line, fieldsAt(request, 'headers'), fieldsAt(value, 'resp_headers'));
    line.method = textAt(request, 'method');
    line.target = uri;
    line.protocol = textAt(request, 'proto');
    line.status = numberAt(value, 'status');
    line.atMs = timeAt(value, 'ts');
    const duration = textAt(value, 'duration');
    line.durationUs = durationUs(numberAt(value, 'duration'), duration.endsWith('ms') ? 1000 : 1_000_000);
    line.requestBytes = numberAt(value, 'bytes_read');
    line.responseBytes = numberAt(value, 'size');
    // Caddy itself has decided whom to believe.
    line.address = textAt(request, 'client_ip', 'remote_ip', 'remote_addr');
    line.forwarded = '';
    line.user = textAt(value, 'user_id');
    const tls = fieldsAt(request, 'tls');
    if ('version' in tls || 'cipher_suite' in tls) line.tls = 'TLS';
    line.certificate = textAt(tls, 'client_common_name');
    return line;
  },
};
