/** Cookies of a request (RFC 6265 section 5.4): their names, and which of them carries a login. */
import { isPlainName } from '../field-name.ts';

/** What a `Cookie` header has. */
export interface ReadCookies {
  /** Names that may be written down, in order, without the session's. */
  readonly names: readonly string[];
  /** The cookie that tells a session, or null. */
  readonly session: { readonly name: string; readonly value: string } | null;
}

const sessionNames =
  /(^|[._-])(sess(ion)?(id|_id|-id|token)?|sid|connect\.sid|phpsessid|jsessionid|asp\.net_sessionid|laravel_session|auth(token|_token|-token)?|access_?token|id_?token|jwt|token|remember(_me|me)?(_token)?|login|identity|logged_in_user|sso|ticket)($|[._-])/i;
const knownSessionNames =
  /^(phpsessid|jsessionid|asp\.net_sessionid|connect\.sid|cfid|cftoken|\.aspnetcore\.(cookies|session|identity\.application)|__session|next-auth\.session-token|sb-.{1,40}-auth-token|.{0,60}session.{0,16})$/i;
const notSessions =
  /csrf|xsrf|_ga|_gid|_fbp|consent|locale|lang|theme|analytics|ajs_|amplitude|optimizely|cf_bm|cf_clearance|__cflb|awsalb|affinity/i;

const distinct = (value: string): number => new Set(value).size;

/** Long, and of many different characters: nobody typed it. */
const looksRandom = (value: string): boolean =>
  value.length >= 16 && distinct(value) >= 9 && !value.includes(' ');

const cookiesMax = 64;

/** Reads a header; never throws. */
export const readCookies = (header: string): ReadCookies => {
  const names: string[] = [];
  let session: ReadCookies['session'] = null;
  let strength = 0;
  for (const part of header.slice(0, 16_384).split(';', cookiesMax)) {
    const equals = part.indexOf('=');
    if (equals < 1) continue;
    const name = part.slice(0, equals).trim();
    let value = part.slice(equals + 1).trim();
    if (value.startsWith('"') && value.endsWith('"')) value = value.slice(1, -1);
    if (isPlainName(name) && !names.includes(name)) names.push(name);
    if (value.length < 8 || notSessions.test(name)) continue;
    const bare = name.replace(/^__(Host|Secure)-/i, '');
    const found =
      value.startsWith('ey') && value.includes('.')
        ? 3
        : sessionNames.test(bare) || knownSessionNames.test(bare)
          ? looksRandom(value)
            ? 2
            : 1
          : 0;
    if (found > strength) {
      strength = found;
      session = { name: isPlainName(name) ? name : '{key}', value };
    }
  }
  return { names, session };
};
