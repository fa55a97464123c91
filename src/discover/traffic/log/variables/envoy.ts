/** Command operators of Envoy's access logs: `%REQ(:METHOD)%`, `%START_TIME%`. */
import { durationField, ignored, type LogField, requestHeaderField, responseHeaderField } from '../field.ts';

const operators: Readonly<Record<string, LogField>> = {
  START_TIME: { role: 'time', time: 'iso' },
  PROTOCOL: { role: 'protocol' },
  RESPONSE_CODE: { role: 'status' },
  BYTES_RECEIVED: { role: 'request-bytes' },
  BYTES_SENT: { role: 'bytes' },
  DURATION: durationField('ms'),
  DOWNSTREAM_REMOTE_ADDRESS: { role: 'address', rank: 1 },
  DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT: { role: 'address' },
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS: { role: 'address', rank: 3 },
  DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT: { role: 'address', rank: 2 },
  DOWNSTREAM_TLS_VERSION: { role: 'tls' },
  DOWNSTREAM_PEER_SUBJECT: { role: 'certificate' },
  REQUESTED_SERVER_NAME: { role: 'host', rank: 5 },
  STREAM_ID: { role: 'request-id', rank: 1 },
};

/** What an operator says. */
export const envoyField = (name: string, argument: string): LogField => {
  if (name === 'REQ') {
    // `X-ENVOY-ORIGINAL-PATH?:PATH`: the second when the first is absent; both say the same.
    const [first = '', second = ''] = argument.split('?', 2);
    const field = requestHeaderField(first);
    return field.role === 'request-header' && second !== '' ? requestHeaderField(second) : field;
  }
  if (name === 'RESP') return responseHeaderField(argument.split('?', 1)[0] ?? '');
  if (name === 'START_TIME' && argument !== '') {
    if (argument === '%s.%3f' || argument === '%s') return { role: 'time', time: 'epoch-s' };
    return { role: 'time', pattern: argument };
  }
  return Object.hasOwn(operators, name) ? (operators[name] ?? ignored) : ignored;
};

/** The next operator. */
export const envoyVariable = (
  text: string,
  from: number,
): { readonly from: number; readonly to: number; readonly fields: readonly LogField[] } | null => {
  const pattern = /%([A-Z][A-Z_0-9]{1,63})(?:\(([^)]{0,256})\))?(?::\d{1,6})?%/g;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return null;
  return {
    from: match.index,
    to: pattern.lastIndex,
    fields: [envoyField(match[1] ?? '', match[2] ?? '')],
  };
};
