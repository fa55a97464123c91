/** Route templates of ASP.NET: tokens, absolute templates, constraints. */
import type { TextValue } from '../../machine/values.ts';
import { text } from '../../machine/values.ts';
import { joinPaths, parsePath, type PathPattern, rootPattern } from '../../routes/template.ts';

/** What `[controller]`, `[action]` and `[area]` stand for. */
export interface Tokens {
  readonly controller: string;
  readonly action: string;
  readonly area: string;
}

/** Reads a template; tokens are put in, `[[` and `]]` are brackets. */
export function readTemplate(template: TextValue | string, tokens?: Tokens): PathPattern {
  const { parts } = typeof template === 'string' ? text(template) : template;
  return parsePath(
    text(
      ...parts.map((part) => {
        if (typeof part !== 'string') return part;
        const put =
          tokens === undefined
            ? part
            : part.replaceAll(/\[(controller|action|area)\]/gi, (_, token: string) => {
                const name = token.toLowerCase();
                return name === 'controller'
                  ? tokens.controller
                  : name === 'action'
                    ? tokens.action
                    : tokens.area;
              });
        return plainDefaults(put.replace(/^~?\//, '/'));
      }),
    ),
    'brace',
  );
}

/** Defaults (`{page=1}`) make a parameter optional; several constraints in a row say no more than the first. */
const plainDefaults = (template: string): string =>
  template
    // Only what stands at the end can be left out.
    .replaceAll(/\{([^{}]*)\?\}(?=\/[^{}])/g, '{$1}')
    .replaceAll(/\{(\*{0,2}[\w-]+)((?::[^{}=?]+)?)=[^{}]*\}/g, '{$1$2?}')
    .replaceAll(/\{([\w-]+):([a-z]+)(?:\([^()]*\))?(?::[^{}?]*)(\??)\}/g, '{$1:$2$3}')
    .replaceAll(
      /\{([\w-]+):(?:minlength|maxlength|length|min|max|range|alpha|required|exists|nonfile|apiVersion|regex)(?:\((?:[^{}]|\{\{|\}\})*\))?(\??)\}/g,
      '{$1$2}',
    );

/** Is it a template that leaves out what the class says? */
export const isAbsolute = (template: TextValue): boolean => {
  const [first] = template.parts;
  return typeof first === 'string' && /^~?\//.test(first);
};

/** A class's template and a method's together. */
export function together(ofClass: TextValue | null, own: TextValue | null, tokens: Tokens): PathPattern {
  if (own !== null && isAbsolute(own)) return readTemplate(own, tokens);
  return joinPaths(
    ofClass === null ? rootPattern : readTemplate(ofClass, tokens),
    own === null ? rootPattern : readTemplate(own, tokens),
  );
}
