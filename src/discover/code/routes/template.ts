/**
 * Route patterns as frameworks write them, read into one form: segments of literals and parameters. Each dialect is a parser; joining,
 * optional parts and the written form are the same for all.
 */
import type { ParameterType } from '../../../model/sighting.ts';

/** A part of a text that is not known; `hole` is what the source calls it (`process.env.PREFIX`). */
export interface Hole {
  readonly hole: string;
}

/** A text with holes. */
export interface HoledText {
  readonly parts: readonly (string | Hole)[];
}

/** A part of a segment. */
export type PathPart =
  | string
  | {
      readonly name: string;
      readonly type: ParameterType;
      /** Takes all that follows, slashes too. */
      readonly rest?: true;
    }
  /** Not known: from configuration, from the environment. */
  | Hole;

/** One segment: `report-{id}.csv` is three parts. */
export type PathSegment = readonly PathPart[];

/** A pattern. `optional` marks trailing segments, from this index on, one by one, that may be left out. */
export interface PathPattern {
  readonly segments: readonly PathSegment[];
  /** Alternatives: the pattern without its optional parts, and so on; the longest is `segments`. */
  readonly shorter: readonly (readonly PathSegment[])[];
}

/** The empty pattern. */
export const rootPattern: PathPattern = { segments: [], shorter: [] };

/** How a framework writes parameters. */
export type PathDialect =
  /** `/users/:id`, `:id(\\d+)`, `:id?`, `*`, `*name`, `{/:id}` (Express 4 and 5, Koa, Hono, Fastify, gin, echo, fiber, Rails, Sinatra, Grape) */
  | 'colon'
  /** `/users/<id>`, `<int:id>`, `<id..>`, `<path:rest>` (Flask, Django, Sanic, Rocket) */
  | 'angle'
  /** `/users/{id}`, `{id:int}`, `{id:\\d+}`, `{id?}`, `{*path}`, `{path:path}`, `{path...}`, `**` (Spring, JAX-RS, FastAPI, ASP.NET, chi, Go, Laravel, Symfony, Slim, axum, hapi) */
  | 'brace';

const typeWords: Readonly<Record<string, ParameterType>> = {
  int: 'integer',
  integer: 'integer',
  long: 'integer:int64',
  float: 'number',
  double: 'number',
  decimal: 'number',
  number: 'number',
  bool: 'boolean',
  boolean: 'boolean',
  uuid: 'string:uuid',
  guid: 'string:uuid',
  date: 'string:date',
  ymd: 'string:date',
  datetime: 'string:date-time',
  slug: 'string:slug',
  email: 'string:email',
};

/** Type of a parameter by a constraint: a converter's name (`int`) or a regular expression (`\\d+`). */
export function typeOfConstraint(constraint: string): ParameterType {
  const word = typeWords[constraint.toLowerCase()];
  if (word !== undefined) return word;
  if (/^\^?\(?(?:\[0-9\]|\\d|\[\\d\])(?:[+*]|\{[0-9,]+\})?\)?\$?$/.test(constraint)) return 'integer';
  if (/^\^?\[?0-9a-f/i.test(constraint) && /\{8\}|\{36\}|-/.test(constraint)) return 'string:uuid';
  return 'string';
}

/** `*`-like constraints that take slashes, too. */
const isRestConstraint = (constraint: string): boolean =>
  constraint === 'path' || constraint === '.*' || constraint === '.+' || constraint === '*';

/** Reads a pattern. Holes keep their place. */
export function parsePath(text: HoledText | string, dialect: PathDialect): PathPattern {
  const tokens = typeof text === 'string' ? [text] : text.parts;
  const segments: PathPart[][] = [];
  const optionalAt: number[] = [];
  let open: PathPart[] = [];
  let depth = 0;
  const close = (): void => {
    if (open.length > 0) segments.push(open);
    open = [];
  };
  const add = (part: PathPart): void => {
    const last = open.at(-1);
    if (typeof part === 'string' && typeof last === 'string') open[open.length - 1] = last + part;
    else open.push(part);
  };
  const optional = (): void => {
    optionalAt.push(segments.length);
  };
  for (const token of tokens) {
    if (typeof token !== 'string') {
      add(token);
      continue;
    }
    for (let at = 0; at < token.length; ) {
      const rest = token.slice(at, at + 400);
      const char = token.charAt(at);
      if (char === '/') {
        close();
        at += 1;
        continue;
      }
      const found = readers[dialect](rest);
      if (found === null) {
        // Optional groups: Express 5 `{/:id}`, Rails and Laravel-like `(/:id)`, `(.:format)`, FastRoute `[/{id}]`.
        if (/^(?:\{|\(|\[)[/.]/.test(rest) || (depth > 0 && /^[)}\]]/.test(rest))) {
          if (/^[{([]/.test(char)) {
            depth += 1;
            if (rest.charAt(1) === '/') {
              close();
              optional();
            } else {
              // `(.:format)`: an ending that is left out of the template.
              const end = rest.search(/[)}\]]/);
              at += end < 0 ? rest.length : end;
              continue;
            }
          } else depth -= 1;
          at += 1;
          if (char === ')' && token.charAt(at) === '?') at += 1;
          continue;
        }
        add(char);
        at += 1;
        continue;
      }
      if (found.optional) {
        if (open.length === 0) optional();
      }
      add(found.part);
      at += found.length;
    }
  }
  close();
  const cuts = [...new Set(optionalAt)].filter((cut) => cut < segments.length || cut === 0);
  return { segments, shorter: cuts.map((cut) => segments.slice(0, cut)) };
}

interface Read {
  readonly part: PathPart;
  readonly length: number;
  readonly optional: boolean;
}

/** The constraint in brackets right after a name, with brackets inside counted; bounded by the text given. */
function bracketed(text: string, from: number, open: string, end: string): string | null {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === open) depth += 1;
    else if (char === end) {
      depth -= 1;
      if (depth === 0) return text.slice(from + 1, at);
    }
  }
  return null;
}

const readers: Readonly<Record<PathDialect, (text: string) => Read | null>> = {
  colon(text) {
    const name = /^:([A-Za-z_$][\w$]*)/.exec(text);
    if (name !== null) {
      let length = name[0].length;
      let type: ParameterType = 'string';
      let rest = false;
      for (const [open, end] of [
        ['(', ')'],
        ['{', '}'],
        ['<', '>'],
      ] as const) {
        if (
          text.charAt(length) !== open ||
          text.charAt(length + 1) === '/' ||
          text.charAt(length + 1) === '.'
        )
          continue;
        const constraint = bracketed(text, length, open, end);
        if (constraint === null) continue;
        length += constraint.length + 2;
        type = typeOfConstraint(constraint);
        rest = isRestConstraint(constraint);
        break;
      }
      const sign = text.charAt(length);
      const many = sign === '*' || sign === '+';
      if (many || sign === '?') length += 1;
      return {
        part: { name: name[1] ?? '', type, ...(rest || many ? { rest: true as const } : {}) },
        length,
        optional: sign === '?' || sign === '*',
      };
    }
    const star = /^\*\*?([A-Za-z_$][\w$]*)?/.exec(text);
    if (star !== null)
      return {
        part: { name: star[1] ?? 'path', type: 'string', rest: true },
        length: star[0].length,
        optional: false,
      };
    if (text.startsWith('(.*)') || text.startsWith('(*)'))
      return {
        part: { name: 'path', type: 'string', rest: true },
        length: text.startsWith('(.*)') ? 4 : 3,
        optional: false,
      };
    return null;
  },
  angle(text) {
    const found = /^<(?:([A-Za-z_][\w]*)(?:\(([^)]*)\))?:)?([A-Za-z_][\w]*)(?::([^>]*))?(\.\.)?>/.exec(text);
    if (found === null) return null;
    // Flask and Django write <type:name>, Sanic <name:type>.
    const [whole, before, , own, after, dots] = found;
    const sanic =
      before !== undefined && after === undefined && isConverter(own ?? '') && !isConverter(before);
    const name = sanic ? before : (own ?? '');
    const constraint = sanic ? (own ?? '') : (before ?? after ?? '');
    return {
      part: {
        name,
        type: constraint === '' ? 'string' : typeOfConstraint(constraint),
        ...(constraint === 'path' || dots !== undefined ? { rest: true as const } : {}),
      },
      length: whole.length,
      optional: false,
    };
  },
  brace(text) {
    if (text.startsWith('**')) {
      return {
        part: { name: 'path', type: 'string', rest: true },
        length: 2,
        optional: false,
      };
    }
    if (!text.startsWith('{') || text.charAt(1) === '/') return null;
    const inner = bracketed(text, 0, '{', '}');
    if (inner === null) return null;
    const found = /^(\*{0,2})([A-Za-z_$][\w$-]*(?:\.[\w$-]+)*)(\*|\.\.\.|\?)?(?:\s*:\s*([^]*))?$/.exec(
      inner.trim(),
    );
    if (found === null) {
      if (inner.trim() === '$') return { part: '', length: inner.length + 2, optional: false };
      return null;
    }
    const [, star, name, sign, rest] = found;
    const optional = sign === '?' || (rest ?? '').endsWith('?') || (rest ?? '').includes('=');
    const constraints = (rest ?? '').replace(/\?$/, '');
    const word = /^[a-z]+/i.exec(constraints)?.[0] ?? '';
    const type =
      constraints === ''
        ? 'string'
        : typeWords[word.toLowerCase()] !== undefined && !/[[\\(]/.test(constraints.slice(0, word.length + 1))
          ? typeOfConstraint(word)
          : typeOfConstraint(constraints);
    return {
      part: {
        name: name ?? '',
        type,
        ...(star !== '' || sign === '*' || sign === '...' || isRestConstraint(constraints)
          ? { rest: true as const }
          : {}),
      },
      length: inner.length + 2,
      optional,
    };
  },
};

const isConverter = (word: string): boolean =>
  typeWords[word] !== undefined ||
  ['str', 'string', 'path', 'alpha', 'ext', 'strorempty', 'regex'].includes(word);

/** One pattern after another. */
export function joinPaths(...patterns: readonly PathPattern[]): PathPattern {
  let segments: readonly PathSegment[] = [];
  let shorter: readonly (readonly PathSegment[])[] = [];
  for (const pattern of patterns) {
    const before = [segments, ...shorter];
    shorter = [
      ...shorter.map((one) => [...one, ...pattern.segments]),
      ...before.flatMap((one) => pattern.shorter.map((cut) => [...one, ...cut])),
    ].slice(0, 8);
    segments = [...segments, ...pattern.segments];
  }
  return { segments, shorter };
}

/** A written template and how sure it is. */
export interface Template {
  /** `/users/{id}/files/{path*}` */
  readonly path: string;
  /** Parameters in order. */
  readonly params: readonly { readonly name: string; readonly type: ParameterType }[];
  /** Holes that were left out or became parameters: what the source calls them. */
  readonly holes: readonly string[];
}

/**
 * Writes a pattern: first the longest form, then those without its optional parts. A hole that is a whole leading segment comes from
 * configuration and is left out; any other becomes a parameter.
 */
export function writeTemplates(pattern: PathPattern): readonly Template[] {
  const all: Template[] = [];
  for (const segments of [pattern.segments, ...pattern.shorter]) {
    const one = write(segments);
    if (!all.some(({ path }) => path === one.path)) all.push(one);
  }
  return all;
}

function write(segments: readonly PathSegment[]): Template {
  const params: { name: string; type: ParameterType }[] = [];
  const holes: string[] = [];
  const written: string[] = [];
  const taken = new Set<string>();
  for (const segment of segments) {
    if (segment.length === 1 && written.length === 0 && isHole(segment[0])) {
      holes.push(segment[0].hole);
      continue;
    }
    let out = '';
    segment.forEach((part, at) => {
      if (typeof part === 'string') {
        out += part;
        return;
      }
      if (isHole(part)) {
        holes.push(part.hole);
        // `${prefix}/users` written in one string: the hole stands before a slash or a literal.
        if (at === 0 && written.length === 0) return;
        const name = unique(lastWord(part.hole), taken);
        params.push({ name, type: 'string' });
        out += `{${name}}`;
        return;
      }
      const name = unique(part.name, taken);
      params.push({ name, type: part.type });
      out += part.rest === true ? `{${name}*}` : `{${name}}`;
    });
    if (out !== '') written.push(out);
  }
  return { path: `/${written.join('/')}`, params, holes };
}

const isHole = (part: PathPart | undefined): part is Hole => typeof part === 'object' && 'hole' in part;

const lastWord = (name: string): string =>
  name
    .replace(/\(\)$/, '')
    .split(/[^A-Za-z0-9_]+/)
    .filter((word) => word !== '')
    .at(-1) ?? 'value';

function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let at = 2; taken.has(found); at += 1) found = `${name}${at}`;
  taken.add(found);
  return found;
}
