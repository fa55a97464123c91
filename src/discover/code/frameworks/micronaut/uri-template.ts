/** URI templates of Micronaut: RFC 6570 with regular expressions. `{?max,offset}` are queries, `{+path}` takes slashes, `{/x}` may be left out. */

/** A template taken apart. */
export interface UriTemplate {
  /** As other frameworks with braces write it. */
  readonly path: string;
  readonly queries: readonly string[];
}

/**
 * Reads a template.
 *
 * @example
 * readUriTemplate('/books{/id}{?max,offset}'); // path '/books{/id}' as '/books/{id?}', queries max and offset
 */
export function readUriTemplate(template: string): UriTemplate {
  const queries: string[] = [];
  const path = template.replaceAll(/\{([?&+#./;])([^{}]*)\}/g, (_whole, operator: string, names: string) => {
    const all = names
      .split(',')
      .map((one) => one.replace(/[*:].*$/, '').trim())
      .filter((one) => one !== '');
    switch (operator) {
      case '?':
      case '&':
        queries.push(...all);
        return '';
      case '+':
        return `{${all[0] ?? 'path'}*}`;
      case '/':
        return all.map((one) => `/{${one}?}`).join('');
      case '.':
        return `.{${all[0] ?? 'format'}}`;
      default:
        return '';
    }
  });
  // A number is a length: `{id:8}`.
  return { path: path.replaceAll(/\{([\w-]+):\d+\}/g, '{$1}'), queries };
}
