/** Kong: what its `http-log` and `file-log` plugins write. */
import { emptyLine } from '../log-line.ts';
import { durationUs, fieldsAt, type JsonDialect, numberAt, textAt, timeAt } from './dialect.ts';
import { takeHeaders } from './headers.ts';

export const kong: JsonDialect = {
  name: 'Kong',
  read: (value) => {
    const request = fieldsAt(value, 'request');
    const latencies = fieldsAt(value, 'latencies');
    if (!('latencies' in value) && !('started_at' in value)) return null;
    if (textAt(request, 'method') === '') return null;
    const response = fieldsAt(value, 'response');
    const line = emptyLine();
    takeHeaders(line, fieldsAt(request, 'headers'), fieldsAt(response, 'headers'));
    const url = textAt(request, 'url');
    const uri = textAt(request, 'uri');
    line.method = textAt(request, 'method');
    line.target = uri.startsWith('/') ? uri : url;
    const origin = /^(https?):\/\/([^/?#]{1,512})/i.exec(url);
    if (origin !== null) {
      line.scheme = origin[1] ?? '';
      // Kong names the port of its listener in the URL, the header has what the client asked for.
      if (line.host === '') line.host = origin[2] ?? '';
    }
    line.status = numberAt(response, 'status');
    line.atMs = timeAt(value, 'started_at');
    line.durationUs = durationUs(numberAt(latencies, 'request'), 1000);
    line.requestBytes = numberAt(request, 'size');
    line.responseBytes = numberAt(response, 'size');
    line.address = textAt(value, 'client_ip');
    line.forwarded = '';
    const tls = fieldsAt(request, 'tls');
    line.tls = textAt(tls, 'version');
    return line;
  },
};
