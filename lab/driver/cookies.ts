/** The cookies one user holds for the target (RFC 6265, without paths and domains: there is one host). */
export interface CookieJar {
  readonly keep: (setCookie: string | readonly string[] | undefined) => void;
  /** The value of the `Cookie` header, or nothing when the jar is empty. */
  readonly header: () => string | undefined;
  readonly clear: () => void;
}

const cookiesMax = 50;

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    keep: (setCookie) => {
      for (const line of typeof setCookie === 'string' ? [setCookie] : (setCookie ?? [])) {
        const [pair = '', ...attributes] = line.split(';');
        const equals = pair.indexOf('=');
        if (equals < 1) continue;
        const name = pair.slice(0, equals).trim();
        const gone = attributes.some((each) => /^\s*max-age=(0|-\d+)\s*$/i.test(each));
        if (gone) cookies.delete(name);
        else if (cookies.size < cookiesMax) cookies.set(name, pair.slice(equals + 1).trim());
      }
    },
    header: () =>
      cookies.size === 0 ? undefined : [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    clear: () => cookies.clear(),
  };
}
