/** Regular expressions that are routes (Django's `re_path`, Tornado) as patterns: groups become parameters. */
import type { HoledText, PathPart, PathPattern, PathSegment } from '../../routes/template.ts';
import { typeOfConstraint } from '../../routes/template.ts';

const charactersMax = 2_000;

/** Reads one; linear in its length. A part that is left out by `?` or `*` gives a shorter form. */
export function parseRegexPath(text: HoledText | string): PathPattern {
  const tokens = typeof text === 'string' ? [text] : text.parts;
  const reader = new RegexReader();
  for (const token of tokens)
    if (typeof token === 'string') reader.read(token.slice(0, charactersMax));
    else reader.add(token);
  return reader.pattern();
}

class RegexReader {
  readonly #segments: PathPart[][] = [];
  #open: PathPart[] = [];
  readonly #cuts: number[] = [];
  #unnamed = 0;

  add(part: PathPart): void {
    const last = this.#open.at(-1);
    if (typeof part === 'string' && typeof last === 'string') this.#open[this.#open.length - 1] = last + part;
    else this.#open.push(part);
  }

  #close(): void {
    if (this.#open.length > 0) this.#segments.push(this.#open);
    this.#open = [];
  }

  read(source: string): void {
    let at = 0;
    while (at < source.length) {
      const char = source.charAt(at);
      switch (char) {
        case '^':
        case '$':
          at += 1;
          break;
        case '/':
          this.#close();
          at += 1;
          at += quantifier(source, at).length;
          break;
        case '\\': {
          const next = source.charAt(at + 1);
          at += 2;
          if (/[ZAzbB]/.test(next)) break;
          if (next === '/') {
            this.#close();
            at += quantifier(source, at).length;
            break;
          }
          if (/[dwsDWS]/.test(next)) {
            at += quantifier(source, at).length;
            this.#parameter('', `\\${next}`);
            break;
          }
          at += this.#literal(next, source, at);
          break;
        }
        case '(': {
          const end = closing(source, at);
          const inner = source.slice(at + 1, end);
          at = end + 1;
          const sign = quantifier(source, at);
          at += sign.length;
          this.#group(inner, sign.startsWith('?') || sign.startsWith('*'));
          break;
        }
        case '[': {
          const end = source.indexOf(']', at + 2);
          const set = source.slice(at, end < 0 ? source.length : end + 1);
          at = end < 0 ? source.length : end + 1;
          const sign = quantifier(source, at);
          at += sign.length;
          // `[/]?`, `[.]`
          if (/^\[\\?\/\]$/.test(set)) this.#close();
          else if (/^\[\\?[.-]\]$/.test(set)) this.add(set.replace(/[[\]\\]/g, ''));
          else this.#parameter('', set + sign);
          break;
        }
        case '.': {
          const sign = quantifier(source, at + 1);
          at += 1 + sign.length;
          if (sign === '') this.add('.');
          else this.#parameter('', `.${sign}`);
          break;
        }
        default:
          at += 1;
          at += this.#literal(char, source, at);
      }
    }
  }

  /** A character, and the quantifier after it; how long that was. An optional one is left out. */
  #literal(char: string, source: string, at: number): number {
    const sign = quantifier(source, at);
    if (!sign.startsWith('?') && !sign.startsWith('*')) this.add(char);
    return sign.length;
  }

  #group(inner: string, optional: boolean): void {
    const named = /^\?P?<([A-Za-z_]\w*)>([^]*)$/.exec(inner);
    if (named !== null) {
      // `(?P<path>(?:/[^/]+)+|/?)`: the slash before it is its own.
      if (this.#open.length > 0 && /^(?:\(\?:|\()*\//.test(named[2] ?? '')) {
        this.#close();
        this.#parameter(named[1] ?? '', '.*');
        return;
      }
      if (optional && this.#open.length === 0) this.#cuts.push(this.#segments.length);
      this.#parameter(named[1] ?? '', named[2] ?? '');
      return;
    }
    if (/^\?[=!<]/.test(inner) || inner.startsWith('?#')) return;
    const isOpen = inner.startsWith('?:') || /^\?[a-zA-Z]+:/.test(inner);
    if (isOpen) {
      const body = inner.slice(inner.indexOf(':') + 1);
      if (body.includes('(') || body.includes('/') || !body.includes('|')) {
        if (optional)
          this.#cuts.push(this.#segments.length + (this.#open.length > 0 && body.startsWith('/') ? 1 : 0));
        const [first = ''] = body.includes('|') && !body.includes('(') ? body.split('|', 1) : [body];
        this.read(first);
        return;
      }
      this.#parameter('', body);
      return;
    }
    if (optional && this.#open.length === 0) this.#cuts.push(this.#segments.length);
    this.#parameter('', inner);
  }

  #parameter(name: string, constraint: string): void {
    let own = name;
    if (own === '') {
      this.#unnamed += 1;
      own = `arg${this.#unnamed}`;
    }
    const rest =
      /^\(?\.[*+]\??\)?$/.test(constraint) ||
      (/^\[\^?[^\]]*\/[^\]]*\][*+]$/.test(constraint) && !constraint.startsWith('[^'));
    this.add({ name: own, type: typeOfConstraint(constraint), ...(rest ? { rest: true as const } : {}) });
  }

  pattern(): PathPattern {
    this.#close();
    const segments: readonly PathSegment[] = this.#segments;
    const cuts = [...new Set(this.#cuts)].filter((cut) => cut < segments.length);
    return { segments, shorter: cuts.map((cut) => segments.slice(0, cut)) };
  }
}

const quantifier = (source: string, at: number): string =>
  /^(?:[?*+]\??|\{\d*,?\d*\}\??)/.exec(source.slice(at, at + 12))?.[0] ?? '';

/** Index of the bracket that closes the one at `at`, or the end. */
function closing(source: string, at: number): number {
  let depth = 0;
  let inSet = false;
  for (let next = at; next < source.length; next += 1) {
    const char = source.charAt(next);
    if (char === '\\') next += 1;
    else if (inSet) inSet = char !== ']';
    else if (char === '[') inSet = true;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return next;
    }
  }
  return source.length;
}
