/** Directives of Apache's `LogFormat` (mod_log_config). */
import { durationField, ignored, type LogField, requestHeaderField, responseHeaderField } from '../field.ts';

const plain: Readonly<Record<string, readonly (LogField | string)[]>> = {
  h: [{ role: 'address', rank: 1 }],
  a: [{ role: 'address' }],
  u: [{ role: 'user' }],
  t: ['[', { role: 'time', time: 'clf', rank: 1 }, ']'],
  r: [{ role: 'request' }],
  m: [{ role: 'method' }],
  U: [{ role: 'path' }],
  q: [{ role: 'query' }],
  H: [{ role: 'protocol' }],
  s: [{ role: 'status' }],
  b: [{ role: 'bytes' }],
  B: [{ role: 'bytes' }],
  O: [{ role: 'bytes', rank: 1 }],
  I: [{ role: 'request-bytes' }],
  v: [{ role: 'host', rank: 4 }],
  V: [{ role: 'host', rank: 3 }],
  p: [{ role: 'scheme', rank: 1 }],
  D: [durationField('us')],
  T: [durationField('s', 2)],
};

const variableField = (name: string): LogField => {
  switch (name.toUpperCase()) {
    case 'SSL_PROTOCOL':
      return { role: 'tls' };
    case 'SSL_CLIENT_S_DN':
      return { role: 'certificate' };
    case 'UNIQUE_ID':
      return { role: 'request-id' };
    default:
      return ignored;
  }
};

const argumentField = (letters: string, argument: string): LogField => {
  switch (letters) {
    case 'i':
      return requestHeaderField(argument);
    case 'o':
      return responseHeaderField(argument);
    case 'x':
    case 'e':
    case 'n':
      return variableField(argument);
    case 'a':
      return { role: 'address', rank: argument === 'c' ? 2 : 0 };
    case 'T':
      return durationField(argument === 'ms' || argument === 'us' ? argument : 's', argument === 's' ? 2 : 0);
    case 't':
      return timeField(argument.replace(/^(begin|end):?/, ''));
    default:
      return ignored;
  }
};

const timeField = (pattern: string): LogField => {
  switch (pattern) {
    case '':
      return { role: 'time', time: 'clf' };
    case 'sec':
      return { role: 'time', time: 'epoch-s' };
    case 'msec':
      return { role: 'time', time: 'epoch-ms' };
    case 'usec':
      return { role: 'time', time: 'epoch-us' };
    case 'msec_frac':
    case 'usec_frac':
      return ignored;
    default:
      return { role: 'time', pattern };
  }
};

/** The next directive: `%h`, `%>s`, `%{User-Agent}i`, `%!200,304{Referer}i`. */
export const apacheVariable = (
  text: string,
  from: number,
): {
  readonly from: number;
  readonly to: number;
  readonly fields: readonly (LogField | string)[];
} | null => {
  const pattern = /%(?:!?[\d,]{3,64})?[<>]?(?:\{([^}]{0,256})\}(\^t[io]|[A-Za-z])|(%|[A-Za-z]))/g;
  pattern.lastIndex = from;
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return null;
    const [, argument, kind = '', letter = ''] = match;
    if (letter === '%') continue;
    const fields =
      argument !== undefined
        ? [argumentField(kind, argument)]
        : Object.hasOwn(plain, letter)
          ? (plain[letter] ?? [ignored])
          : [ignored];
    return { from: match.index, to: pattern.lastIndex, fields };
  }
};
