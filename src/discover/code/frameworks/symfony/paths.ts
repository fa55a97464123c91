/** Paths as Symfony writes them: `/blog/{page<\d+>?1}`, `/post/{slug:post}`. */
import { parsePath, type PathPattern } from '../../routes/template.ts';
import type { TextValue } from '../../machine/values.ts';
import { text } from '../../machine/values.ts';

/**
 * Reads a path. Parameters at the end that have a default may be left out.
 *
 * @param requirements regular expressions by name of parameter
 * @param defaults names of parameters with a default
 */
export function symfonyPath(
  path: TextValue,
  requirements: ReadonlyMap<string, string>,
  defaults: ReadonlySet<string>,
): PathPattern {
  const parts = path.parts.map((part, index) => {
    if (typeof part !== 'string') return part;
    const isLast = index === path.parts.length - 1;
    let rest = part;
    let ending = '';
    // From the end: what has a default and is a segment of its own is optional.
    for (let open = isLast; open; ) {
      const found = /\/\{!?(\w+)(?::[\w.]+)?(?:<([^>]*)>)?(\?[^}]*)?\}$/.exec(rest);
      if (found === null || (found[3] === undefined && !defaults.has(found[1] ?? ''))) break;
      const [whole, name = '', inline] = found;
      const rule = inline ?? requirements.get(name);
      ending = `/{${name}${rule === undefined || /[{}]/.test(rule) ? '' : `:${rule}`}?}${ending}`;
      rest = rest.slice(0, -whole.length);
      open = rest !== '';
    }
    const own = rest.replace(
      /\{!?(\w+)(?::[\w.]+)?(?:<([^>]*)>)?(?:\?[^}]*)?\}/g,
      (_, name: string, inline: string | undefined) => {
        const rule = inline ?? requirements.get(name);
        return rule === undefined || /[{}]/.test(rule) ? `{${name}}` : `{${name}:${rule}}`;
      },
    );
    return own.replace(/\{\._format\}$/, '') + ending;
  });
  const whole = parsePath(text(...parts), 'brace');
  // `.{_format}` may be left out when it has a default: both forms are served.
  const last = parts.at(-1);
  const bare = typeof last === 'string' ? last.replace(/\.\{_format(?::[^}]*)?\}$/, '') : last;
  if (last === undefined || bare === undefined || bare === last || !defaults.has('_format')) return whole;
  const without = parsePath(text(...parts.slice(0, -1), bare), 'brace');
  return { segments: whole.segments, shorter: [...whole.shorter, without.segments] };
}
