/** A call that code makes to an HTTP API: what is known of its method, its URL and what it sends. */
import type { ParameterType, SightedParameter } from '../../../model/sighting.ts';
import type { TextValue, Value } from '../machine/values.ts';
import { entryOf, known, textsOf } from '../machine/values.ts';
import { type PathPart, type PathSegment, writeTemplates } from '../routes/template.ts';

/** One call. */
export interface ClientCall {
  /** `fetch`, `axios`, `WebSocket`. */
  readonly client: string;
  /** Upper case; `WS` for sockets; null when it is not known. */
  readonly method: string | null;
  readonly url: TextValue;
  readonly params: readonly SightedParameter[];
  readonly file: string;
  readonly line: number;
}

/** A URL taken apart as far as it is known. */
export interface CalledTarget {
  readonly scheme: 'http' | 'https' | 'ws' | 'wss' | null;
  /** Lower case; null when it comes from elsewhere. */
  readonly host: string | null;
  /** What a host that is not known is called in the source; '' when the URL is relative. */
  readonly base: string;
  readonly path: string;
  readonly params: readonly SightedParameter[];
  /** Is any part of the path known? */
  readonly isTelling: boolean;
}

/**
 * Takes a URL apart: what stands before the path when it is not known is left out, other holes become parameters.
 *
 * @example
 * targetOfCall(text({ hole: 'base' }, '/v2/patients/', { hole: 'id' }, '?full=1')).path; // '/v2/patients/{id}'
 */
export function targetOfCall(url: TextValue): CalledTarget | null {
  const parts = [...url.parts];
  let scheme: CalledTarget['scheme'] = null;
  let host: string | null = null;
  let base = '';
  const [first] = parts;
  if (typeof first === 'string') {
    const absolute = /^(?:(https?|wss?):)?\/\/([^/?#]*)/i.exec(first);
    if (absolute !== null) {
      scheme = (absolute[1]?.toLowerCase() ?? null) as CalledTarget['scheme'];
      const rest = first.slice(absolute[0].length);
      // `https://${tenant}.example.com/…`: a hole inside of the host.
      if (rest === '' && parts.length > 1) {
        base = absolute[2] ?? '';
        parts[0] = '';
        const at = parts.findIndex(
          (part, index) => index > 0 && typeof part === 'string' && /[/?#]/.test(part),
        );
        if (at < 0) return null;
        base += parts
          .slice(1, at)
          .map((part) => (typeof part === 'string' ? part : `{${part.hole}}`))
          .join('');
        const ended = parts[at] as string;
        const cut = ended.search(/[/?#]/);
        base += ended.slice(0, cut);
        parts.splice(0, at + 1, ended.slice(cut));
        if (!base.includes('{')) host = hostOf(base);
      } else {
        host = hostOf(absolute[2] ?? '');
        parts[0] = rest;
      }
    } else if (/^(?:data|blob|mailto|tel|javascript|file|about|chrome[\w-]*):/i.test(first)) return null;
  } else if (first !== undefined) {
    base = first.hole;
    parts.shift();
  }
  const { path, query } = cutQuery(parts);
  const segments = segmentsOf(path);
  const [template] = writeTemplates({ segments, shorter: [] });
  if (template === undefined) return null;
  return {
    scheme,
    host,
    base,
    path: template.path,
    params: [
      ...template.params.map(
        ({ name, type }): SightedParameter => ({ name, in: 'path', type, required: true }),
      ),
      ...query.map((name): SightedParameter => ({ name, in: 'query', type: 'unknown', required: null })),
    ],
    isTelling: segments.some((segment) =>
      segment.some((part) => typeof part === 'string' && /[a-z]/i.test(part)),
    ),
  };
}

const hostOf = (authority: string): string | null => {
  const host = authority
    .replace(/^[^@]*@/, '')
    .toLowerCase()
    .replace(/:(?:80|443)$/, '');
  return /^[a-z0-9_[\]:.-]+$/.test(host) && host !== '' ? host : null;
};

function cutQuery(parts: readonly TextValue['parts'][number][]): {
  readonly path: TextValue['parts'];
  readonly query: readonly string[];
} {
  const at = parts.findIndex((part) => typeof part === 'string' && /[?#]/.test(part));
  if (at < 0) return { path: parts, query: [] };
  const whole = parts[at] as string;
  const cut = whole.search(/[?#]/);
  const after =
    whole.charAt(cut) === '#'
      ? ''
      : [whole.slice(cut + 1), ...parts.slice(at + 1)]
          .map((part) => (typeof part === 'string' ? part : '\u0000'))
          .join('');
  const query = [...after.replace(/#.*$/s, '').matchAll(/(?:^|&)([\w.[\]-]{1,64})=/g)].map(
    (match) => match[1] ?? '',
  );
  return { path: [...parts.slice(0, at), whole.slice(0, cut)], query: [...new Set(query)] };
}

/** Segments of a path with holes; `:id` and `{id}` that are filled in later are parameters, too. */
function segmentsOf(parts: TextValue['parts']): readonly PathSegment[] {
  const segments: PathPart[][] = [];
  let open: PathPart[] = [];
  let before = '';
  const close = (): void => {
    if (open.length > 0) {
      segments.push(open);
      before = open.every((part) => typeof part === 'string') ? open.join('') : '';
    }
    open = [];
  };
  for (const part of parts) {
    if (typeof part !== 'string') {
      open.push({ name: parameterName(part.hole, before), type: 'string' as ParameterType });
      continue;
    }
    part.split('/').forEach((piece, at) => {
      if (at > 0) close();
      const filled = /^(?::([A-Za-z_]\w*)|\{([A-Za-z_][\w.-]*)\})$/.exec(piece);
      if (filled !== null) open.push({ name: filled[1] ?? filled[2] ?? 'id', type: 'string' });
      else if (piece !== '') open.push(piece);
    });
  }
  close();
  return segments;
}

/** Minified code has no names: then the segment before gives one. */
function parameterName(hole: string, before: string): string {
  const word =
    hole
      .replace(/\(\)$/, '')
      .split(/[^A-Za-z0-9_]+/)
      .filter((piece) => piece !== '' && piece !== 'encodeURIComponent' && piece !== 'String')
      .at(-1) ?? '';
  if (word.length > 2 || word === 'id') return word;
  const noun = before.replace(/[^A-Za-z0-9]/g, '');
  if (noun === '') return 'id';
  return `${noun.replace(/(?<!s)s$/, '')}Id`;
}

/** Field names of what is sent: an object, `JSON.stringify(object)`, `new FormData`, `URLSearchParams`. */
export function fieldsSent(value: Value | undefined, where: 'body' | 'query'): readonly SightedParameter[] {
  if (value === undefined) return [];
  if (value.t === 'map')
    return [...value.entries]
      .slice(0, fieldsMax)
      .map(([name, inner]): SightedParameter => ({ name, in: where, type: typeOf(inner), required: null }));
  if (value.t === 'result')
    return value.args.flatMap((one) => fieldsSent(one.value, where)).slice(0, fieldsMax);
  if (value.t === 'either') return value.options.flatMap((one) => fieldsSent(one, where)).slice(0, fieldsMax);
  return [];
}

const fieldsMax = 32;

const typeOf = (value: Value): ParameterType => {
  switch (value.t) {
    case 'num':
      return 'number';
    case 'text':
      return 'string';
    case 'list':
      return 'array';
    case 'map':
      return 'object';
    case 'const':
      return typeof value.v === 'boolean' ? 'boolean' : 'unknown';
    default:
      return 'unknown';
  }
};

/** Headers that code sets itself; those that every client sends are left out. */
export function headersSent(value: Value | undefined): readonly SightedParameter[] {
  if (value?.t !== 'map') return [];
  return [...value.entries.keys()]
    .filter((name) => !/^(?:accept|content-type|content-length|user-agent|cache-control|pragma)$/i.test(name))
    .slice(0, fieldsMax)
    .map(
      (name): SightedParameter => ({
        name: name.toLowerCase(),
        in: 'header',
        type: 'string',
        required: null,
      }),
    );
}

/** A method that is told by an option; GET without one. */
export function methodOf(options: Value | undefined): string | null {
  const told = entryOf(options, 'method') ?? entryOf(options, 'type');
  if (told === undefined) return options === undefined || options.t === 'map' ? 'GET' : null;
  const word = known(told)?.toUpperCase();
  return word !== undefined && /^[A-Z]{3,10}$/.test(word) ? word : null;
}

/** The texts that a URL may be: text, `new URL(path, base)`, `Request`. */
export function urlsOf(value: Value | undefined): readonly TextValue[] {
  if (value === undefined) return [];
  if (value.t === 'result' && value.callee.t === 'external' && /^(?:URL|Request)$/.test(value.callee.name))
    return urlsOf(value.args[0]?.value);
  return textsOf(value);
}
