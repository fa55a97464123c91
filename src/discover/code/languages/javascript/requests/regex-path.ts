/** Regular expressions as routes: the literal parts, and groups as parameters. */
import { type PathPart, type PathPattern, typeOfConstraint } from '../../../routes/template.ts';

/**
 * Reads a simple expression (`^\/users\/(\d+)$`) as a pattern; `exact` is false when there was more to it than literals and groups.
 *
 * @example
 * regexPath('^\\/users\\/(?<id>\\d+)\\/?$') // /users/{id}
 */
export function regexPath(source: string): { readonly pattern: PathPattern; readonly exact: boolean } {
  let text = source.replace(/^\^/, '').replace(/(?:\\?\/\?)?(?:\(\?:\\?\/\(?=\$\)?\)\?)?\$?$/, '');
  text = text.replaceAll('\\/', '/');
  const segments: PathPart[][] = [];
  let open: PathPart[] = [];
  let exact = true;
  let groups = 0;
  const close = (): void => {
    if (open.length > 0) segments.push(open);
    open = [];
  };
  const literal = (char: string): void => {
    const last = open.at(-1);
    if (typeof last === 'string') open[open.length - 1] = last + char;
    else open.push(char);
  };
  for (let at = 0; at < text.length && exact; ) {
    const char = text.charAt(at);
    if (char === '/') {
      close();
      at += 1;
      continue;
    }
    const group = char === '(' ? groupAt(text, at) : null;
    if (group !== null) {
      const body = /^\?<(\w+)>/.exec(group);
      const inner = body === null ? group.replace(/^\?:/, '') : group.slice(body[0].length);
      const name = body?.[1] ?? String(groups);
      groups += 1;
      const rest = /^\.[*+]\??$/.test(inner);
      open.push({ name, type: typeOfConstraint(inner), ...(rest ? { rest: true as const } : {}) });
      at += group.length + 2;
    } else if (text.startsWith('.*', at) || text.startsWith('.+', at)) {
      open.push({ name: String(groups), type: 'string', rest: true });
      groups += 1;
      at += 2;
    } else if (char === '\\' && /[.\-_~]/.test(text.charAt(at + 1))) {
      literal(text.charAt(at + 1));
      at += 2;
    } else if (/[\w\-~@:]/.test(char)) {
      literal(char);
      at += 1;
    } else exact = false;
  }
  close();
  return { pattern: { segments, shorter: [] }, exact };
}

/** What is inside the brackets at an offset; null when they do not close. */
function groupAt(text: string, start: number): string | null {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')') {
      depth -= 1;
      if (depth === 0) return text.slice(start + 1, at);
    }
  }
  return null;
}
