/** Variables of HAProxy's `log-format`. */
import { durationField, ignored, type LogField, requestHeaderField } from '../field.ts';

const variables: Readonly<Record<string, LogField>> = {
  ci: { role: 'address' },
  tr: { role: 'time', time: 'clf' },
  t: { role: 'time', time: 'clf', rank: 1 },
  trl: { role: 'time', time: 'clf', rank: 1 },
  trg: { role: 'time', time: 'clf', rank: 1 },
  Ts: { role: 'time', time: 'epoch-s', rank: 2 },
  Ta: durationField('ms'),
  Tt: durationField('ms', 1),
  ST: { role: 'status' },
  B: { role: 'bytes' },
  U: { role: 'request-bytes' },
  r: { role: 'request' },
  HM: { role: 'method' },
  HU: { role: 'target' },
  HPO: { role: 'path', rank: 1 },
  HP: { role: 'path' },
  HQ: { role: 'query' },
  HV: { role: 'protocol' },
  sslv: { role: 'tls' },
  ID: { role: 'request-id' },
};

/** Captured headers stand in braces, with bars between them; nobody says which they are. */
const captured: readonly (LogField | string)[] = ['{', ignored, '}'];

const sample = (expression: string): LogField => {
  const header = /(?:req\.)?(?:f?hdr)\(([\w-]{1,64})/.exec(expression)?.[1];
  if (header !== undefined) return requestHeaderField(header);
  if (/^src\b/.test(expression)) return { role: 'address' };
  if (/^ssl_fc_protocol\b/.test(expression)) return { role: 'tls' };
  if (/^ssl_c_s_dn\b/.test(expression)) return { role: 'certificate' };
  return ignored;
};

/** The next variable: `%ci`, `%{+Q}r`, `%[capture.req.hdr(0)]`. */
export const haproxyVariable = (
  text: string,
  from: number,
): {
  readonly from: number;
  readonly to: number;
  readonly fields: readonly (LogField | string)[];
} | null => {
  const pattern = /%(?:\{([^}]{0,32})\})?(?:\[([^\]]{0,256})\]|([A-Za-z]{1,6})|(%))/g;
  pattern.lastIndex = from;
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return null;
    const [, flags = '', expression, name = '', percent] = match;
    if (percent !== undefined) continue;
    const quoted = flags.includes('+Q') && text[match.index - 1] !== '"';
    const fields: readonly (LogField | string)[] =
      expression !== undefined
        ? [sample(expression)]
        : name === 'hr' || name === 'hs'
          ? captured
          : [Object.hasOwn(variables, name) ? (variables[name] ?? ignored) : ignored];
    return { from: match.index, to: pattern.lastIndex, fields: quoted ? ['"', ...fields, '"'] : fields };
  }
};
