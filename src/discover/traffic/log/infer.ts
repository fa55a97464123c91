/**
 * Tells the layout of an access log from its lines: the words, quoted texts and bracketed times of a line are told by how they look and
 * where they stand. Fields that somebody added behind the usual ones (request time, upstream, host, forwarded address) are found the same way.
 */
import { isIP } from 'node:net';
import { durationField, ignored, type LineFormat, type LogField, type LogPiece } from './field.ts';
import { settled } from './format-string.ts';

/** A part of a line between spaces. */
interface Token {
  /** What stands before the value in its part: a quote, a bracket, `rt=`, `rt="`. */
  readonly open: string;
  readonly close: string;
  readonly value: string;
}

const tokensMax = 96;
const lineCharsMax = 16_384;

/** Splits a line at spaces, but not within quotes and brackets; null when it is none that can be told apart. */
function tokensOf(line: string): readonly Token[] | null {
  if (line.length > lineCharsMax) return null;
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    if (tokens.length >= tokensMax) return tokens;
    const key = /^[A-Za-z_][\w.-]{0,31}[=:](?=["[\d.-]|[A-Za-z])/.exec(line.slice(at, at + 40))?.[0] ?? '';
    const prefix =
      key.endsWith(':') && !/^["[]/.test(line.slice(at + key.length, at + key.length + 1)) ? '' : key;
    const mark = line[at + prefix.length] ?? '';
    const start = at + prefix.length;
    let end: number;
    if (mark === '"') {
      end = start + 1;
      while (end < line.length && (line[end] !== '"' || !/^[\s,;]|^$/.test(line[end + 1] ?? '')))
        end += line[end] === '\\' ? 2 : 1;
      if (end >= line.length) return null;
      tokens.push({ open: `${prefix}"`, close: '"', value: line.slice(start + 1, end) });
      end += 1;
    } else if (mark === '[' && line.indexOf(']', start) > 0) {
      end = line.indexOf(']', start);
      tokens.push({ open: `${prefix}[`, close: ']', value: line.slice(start + 1, end) });
      end += 1;
    } else {
      end = line.indexOf(' ', at);
      if (end < 0) end = line.length;
      // A list of addresses or times is one value.
      while (line[end - 1] === ',' && end < line.length) {
        const next = line.indexOf(' ', end + 1);
        end = next < 0 ? line.length : next;
      }
      tokens.push({ open: prefix, close: '', value: line.slice(start, end) });
    }
    if (end < line.length && line[end] !== ' ') return null;
    at = end + 1;
  }
  return tokens;
}

const methodWord =
  /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|REPORT|SEARCH|PURGE|QUERY|LINK|UNLINK)$/;
const requestText = /^[A-Z][A-Z-]{2,19} \S+(?: (?:HTTP|HTTPS|h)\/?[\d.]+)?$/i;
const protocolWord = /^(HTTP\/[\d.]+|h2c?|h3)$/i;
const clfTime = /^\d\d\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d/;
const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;
const hostName =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)+[a-z][a-z0-9-]{1,62}(?::\d{1,5})?$|^localhost(?::\d{1,5})?$/i;

const addressOf = (text: string): boolean =>
  isIP(text.replace(/^\[([0-9a-f:.]+)\](:\d{1,5})?$/i, '$1')) > 0 ||
  /^\d{1,3}(\.\d{1,3}){3}:\d{1,5}$/.test(text);

const isAddressList = (text: string): boolean =>
  text.length > 0 && text.split(',', 32).every((one) => addressOf(one.trim()));

interface Found {
  request: boolean;
  method: boolean;
  target: boolean;
  status: boolean;
  bytes: boolean;
  time: boolean;
  address: boolean;
  user: boolean;
  agent: boolean;
  host: boolean;
}

/** What a token is, by its look and by what stands before it. */
function fieldOf(token: Token, at: number, found: Found, previous: Token | undefined): LogField {
  const { open, value } = token;
  const key = /^([\w.-]+)[=:]/.exec(open)?.[1]?.toLowerCase() ?? '';
  const quoted = open.endsWith('"');
  if (!found.time && clfTime.test(value)) {
    found.time = true;
    return { role: 'time', time: 'clf' };
  }
  if (!found.time && isoTime.test(value)) {
    found.time = true;
    return { role: 'time', time: 'iso' };
  }
  if (!found.time && /^1\d{9}\.\d{3,6}$/.test(value)) {
    found.time = true;
    return { role: 'time', time: 'epoch-s' };
  }
  if (
    !found.request &&
    quoted &&
    requestText.test(value) &&
    methodWord.test(value.slice(0, value.indexOf(' ')))
  ) {
    found.request = true;
    return { role: 'request' };
  }
  if (!found.request && !found.method && methodWord.test(value)) {
    found.method = true;
    return { role: 'method' };
  }
  if (found.method && !found.target && /^(\/|https?:\/\/)/i.test(value)) {
    found.target = true;
    return /^http/i.test(value) ? { role: 'url' } : { role: 'target' };
  }
  if (protocolWord.test(value)) return { role: 'protocol' };
  const called = found.request || found.target;
  if (called && !found.status && /^[1-5]\d\d$|^000$/.test(value)) {
    found.status = true;
    return { role: 'status' };
  }
  if (/^(host|vhost|server|server_name|sn|domain)$/.test(key)) {
    found.host = true;
    return { role: 'host' };
  }
  if (/^(rt|request_time|req_time|duration|time|took|elapsed)$/.test(key)) return durationOf(value);
  if (key !== '') {
    if (/^(xff|x_forwarded_for|forwarded|x-forwarded-for)$/.test(key))
      return { role: 'forwarded', listed: true };
    if (/^(ua|agent|user_agent)$/.test(key)) return { role: 'agent' };
    if (/^(rid|request_id|req_id)$/.test(key)) return { role: 'request-id' };
    return ignored;
  }
  if (!called && !found.address && addressOf(value)) {
    found.address = true;
    return { role: 'address' };
  }
  if (!called && !found.address && isAddressList(value)) {
    found.address = true;
    return { role: 'forwarded', listed: true };
  }
  if (!called && !found.address && !found.host && at === 0 && hostName.test(value)) {
    found.host = true;
    return { role: 'host' };
  }
  // `address ident user [time]`: the second word behind the address, when the time follows.
  if (!called && found.address && !found.time && !found.user && previous?.value === '-' && !quoted) {
    found.user = true;
    return { role: 'user' };
  }
  if (!called) return ignored;
  if (found.status && !found.bytes && !quoted && /^(\d{1,15}|-)$/.test(value)) {
    found.bytes = true;
    return { role: 'bytes' };
  }
  if (quoted && !found.agent && isAgent(value)) {
    found.agent = true;
    return { role: 'agent' };
  }
  if (/^(\d+\.\d{1,9}|\d+(\.\d+)?(ms|us|µs|s))$/.test(value) && !/^\d+\.\d+\.\d/.test(value))
    return durationOf(value);
  if (/^(https?)$/i.test(value)) return { role: 'scheme' };
  if (/^TLSv1(\.\d)?$|^SSLv[23]$/.test(value)) return { role: 'tls' };
  if (isAddressList(value) && !/:\d{1,5}$/.test(value)) return { role: 'forwarded', rank: 1, listed: true };
  if (!found.host && hostName.test(value) && !/:\d/.test(value)) {
    found.host = true;
    return { role: 'host' };
  }
  if (/^[0-9a-f]{32}$|^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value))
    return { role: 'request-id' };
  return addressOf(value) ? { role: 'ignored', listed: true } : ignored;
}

const durationOf = (value: string): LogField => {
  if (/\d(us|µs)$/.test(value)) return durationField('us');
  if (/\dms$/.test(value)) return durationField('ms');
  return durationField('s');
};

const isAgent = (value: string): boolean =>
  value !== '-' &&
  !/^https?:\/\//i.test(value) &&
  (/^[A-Za-z][\w.\- ]{0,63}\/v?\d/.test(value) ||
    /Mozilla|bot|curl|http-?client|okhttp|python|java\b|go-http/i.test(value));

/** The layout that one line shows; null when it shows no request with a status. */
function layoutOf(line: string): LineFormat | null {
  const tokens = tokensOf(line);
  if (tokens === null) return null;
  const found: Found = {
    request: false,
    method: false,
    target: false,
    status: false,
    bytes: false,
    time: false,
    address: false,
    user: false,
    agent: false,
    host: false,
  };
  const pieces: LogPiece[] = [];
  let close = '';
  let previous: Token | undefined;
  tokens.forEach((token, at) => {
    const field = fieldOf(token, at, found, previous);
    pieces.push({
      before: `${close}${at === 0 ? '' : ' '}${token.open}`,
      field,
      quoted: token.open.endsWith('"'),
    });
    close = token.close;
    previous = token;
  });
  if ((!found.request && !found.target) || !found.status) return null;
  return settled({ name: 'told from its lines', pieces, after: close });
}

/** Marks two layouts as one: where a line has `-`, another may have shown what stands there. */
const shapeOf = (format: LineFormat): string =>
  format.pieces.map(({ before }) => before).join('\0') + format.after;

/** How much a layout tells. */
const richness = (format: LineFormat): number =>
  new Set(format.pieces.map(({ field }) => field.role).filter((role) => role !== 'ignored')).size;

/**
 * The layouts that lines show, the most frequent first; each as the richest of its lines tells it. Where the last fields are not on all
 * lines, both layouts are given.
 *
 * @example
 * inferFormats(['10.0.0.1 - - [21/Nov/2026:04:53:11 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/8" 0.004']);
 */
export function inferFormats(lines: readonly string[]): readonly LineFormat[] {
  const byShape = new Map<string, { count: number; format: LineFormat }>();
  for (const line of lines) {
    const format = layoutOf(line);
    if (format === null) continue;
    const shape = shapeOf(format);
    const known = byShape.get(shape);
    if (known === undefined) byShape.set(shape, { count: 1, format });
    else {
      known.count += 1;
      known.format = joined(known.format, format);
    }
  }
  return [...byShape.values()]
    .sort((a, b) => b.count - a.count || richness(b.format) - richness(a.format))
    .slice(0, 8)
    .map(({ format }) => settled(format));
}

/** What either line shows of each field. */
function joined(one: LineFormat, other: LineFormat): LineFormat {
  const taken = new Set(one.pieces.map(({ field }) => field.role));
  return {
    ...one,
    pieces: one.pieces.map((piece, at) => {
      const field = other.pieces[at]?.field;
      if (
        piece.field.role !== 'ignored' ||
        field === undefined ||
        field.role === 'ignored' ||
        taken.has(field.role)
      )
        return piece;
      taken.add(field.role);
      return { ...piece, field };
    }),
  };
}
