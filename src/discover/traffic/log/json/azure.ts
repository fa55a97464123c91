/** Azure: access logs of Application Gateway (`properties.httpMethod`), Front Door (`properties.requestUri`) and API Management (`properties.method`). */
import { emptyLine } from '../log-line.ts';
import { durationUs, fieldsAt, type JsonDialect, numberAt, textAt, timeAt } from './dialect.ts';

export const azure: JsonDialect = {
  name: 'Azure',
  read: (value) => {
    const from = fieldsAt(value, 'properties');
    const method = textAt(from, 'httpMethod', 'method');
    const uri = textAt(from, 'originalRequestUriWithArgs', 'requestUri', 'url');
    if (method === '' || uri === '') return null;
    const line = emptyLine();
    line.method = method;
    const query = textAt(from, 'requestQuery');
    line.target = query === '' || uri.includes('?') ? uri : `${uri}?${query.replace(/^\?/, '')}`;
    line.protocol = textAt(from, 'httpVersion', 'clientProtocol');
    line.host = textAt(from, 'originalHost', 'host', 'hostName', 'instanceHost');
    line.scheme = /^on$/i.test(textAt(from, 'sslEnabled')) ? 'https' : '';
    line.tls = textAt(from, 'sslProtocol', 'securityProtocol', 'clientTlsVersion');
    line.status = numberAt(from, 'httpStatus', 'httpStatusCode', 'responseCode', 'httpStatusDetails');
    line.atMs = timeAt(value, 'time', 'timeStamp', 'timestamp');
    // Gateways write seconds, API Management milliseconds.
    const isManagement = 'backendTime' in from || 'apiId' in from;
    line.durationUs = isManagement
      ? durationUs(numberAt(from, 'totalTime'), 1000)
      : durationUs(numberAt(from, 'timeTaken'), 1_000_000);
    if (isManagement && line.durationUs < 0)
      line.durationUs = durationUs(numberAt(value, 'durationMs'), 1000);
    line.requestBytes = numberAt(from, 'receivedBytes', 'requestBytes', 'requestSize');
    line.responseBytes = numberAt(from, 'sentBytes', 'responseBytes', 'responseSize');
    line.address = textAt(from, 'clientIP', 'clientIp') || textAt(value, 'callerIpAddress');
    line.agent = textAt(from, 'userAgent');
    return line;
  },
};
