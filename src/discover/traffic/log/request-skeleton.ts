/**
 * A request line without the numbers and UUIDs of its path: requests for `/orders/1` and `/orders/2` have the same. Only what is an id beyond
 * doubt wherever it stands is left out, so that the observer says the same of all requests with one skeleton.
 */

const slash = 47;
const question = 63;
const space = 32;
const hyphen = 45;

const segmentsMax = 32;
const digitsMax = 24;
const uuidChars = 36;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Digits and hyphens alone are no UUID beyond doubt. */
function isUuid(text: string, from: number): boolean {
  let letters = 0;
  for (let at = 0; at < uuidChars; at += 1) {
    const code = text.charCodeAt(from + at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (code !== hyphen) return false;
      continue;
    }
    if (isDigit(code)) continue;
    const lower = code | 32;
    if (lower < 97 || lower > 102) return false;
    letters += 1;
  }
  return letters > 0;
}

/** Makes skeletons; one for each reader of lines. */
export class RequestSkeleton {
  /** What was left out, in order; UUIDs in lower case. */
  readonly ids: string[] = [];

  /** The skeleton of `METHOD /path?query PROTOCOL` between two places. */
  of(text: string, from: number, to: number): string {
    const { ids } = this;
    ids.length = 0;
    let at = text.indexOf(' ', from) + 1;
    // An absolute URL has a host, which is no path.
    if (at <= 0 || at >= to || text.charCodeAt(at) !== slash) return text.slice(from, to);
    let skeleton = '';
    let copied = from;
    for (let segments = 0; segments < segmentsMax; segments += 1) {
      const start = at + 1;
      let digits = true;
      let end = start;
      let code = 0;
      for (; end < to; end += 1) {
        code = text.charCodeAt(end);
        if (code === slash || code === question || code === space) break;
        if (!isDigit(code)) {
          digits = false;
          // Not what stands for what is left out: then nothing is.
          if (code < space) {
            ids.length = 0;
            return `\u0003${text.slice(from, to)}`;
          }
        }
      }
      const length = end - start;
      if (digits && length > 0 && length <= digitsMax) {
        ids.push(text.slice(start, end));
        skeleton += `${text.slice(copied, start)}\u0001`;
        copied = end;
      } else if (length === uuidChars && isUuid(text, start)) {
        ids.push(text.slice(start, end).toLowerCase());
        skeleton += `${text.slice(copied, start)}\u0002`;
        copied = end;
      }
      if (end >= to || code !== slash) break;
      at = end;
    }
    return copied === from ? text.slice(from, to) : skeleton + text.slice(copied, to);
  }
}
