/** Google Cloud: entries of load balancers, Cloud Run, App Engine and others with an `httpRequest` (Cloud Logging). */
import { emptyLine } from '../log-line.ts';
import { durationUs, fieldsAt, type JsonDialect, numberAt, textAt, timeAt } from './dialect.ts';

export const gcp: JsonDialect = {
  name: 'Google Cloud',
  read: (value) => {
    const request = fieldsAt(value, 'httpRequest');
    if (textAt(request, 'requestUrl') === '') return null;
    const line = emptyLine();
    line.method = textAt(request, 'requestMethod') || 'GET';
    line.target = textAt(request, 'requestUrl');
    line.protocol = textAt(request, 'protocol');
    line.status = numberAt(request, 'status');
    line.atMs = timeAt(value, 'timestamp', 'receiveTimestamp');
    line.durationUs = durationUs(numberAt(request, 'latency'), 1_000_000);
    line.requestBytes = numberAt(request, 'requestSize');
    line.responseBytes = numberAt(request, 'responseSize');
    line.address = textAt(request, 'remoteIp');
    line.agent = textAt(request, 'userAgent');
    const mtls = fieldsAt(fieldsAt(value, 'jsonPayload'), 'mtls');
    line.certificate = textAt(mtls, 'clientCertSubjectDn');
    return line;
  },
};
