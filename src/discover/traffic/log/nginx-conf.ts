/** `log_format` definitions of an nginx configuration. */

const definitionsMax = 64;
const confCharsMax = 1_048_576;

/**
 * Finds them; comments are passed over, quoted parts are joined as nginx joins them.
 *
 * @example
 * formatsOfNginx(`log_format timed '$remote_addr "$request" ' '$status $request_time';`); // [{ name: 'timed', ... }]
 */
export function formatsOfNginx(conf: string): readonly { readonly name: string; readonly format: string }[] {
  const text = conf.slice(0, confCharsMax);
  const found: { name: string; format: string }[] = [];
  const start = /(?:^|[;{}\n])[ \t]*log_format[ \t\r\n]+([\w.-]{1,64})[ \t\r\n]+/g;
  for (
    let match = start.exec(text);
    match !== null && found.length < definitionsMax;
    match = start.exec(text)
  ) {
    const read = joinedParts(text, start.lastIndex);
    if (read !== null && read.escape !== 'json') found.push({ name: match[1] ?? '', format: read.format });
    // A JSON format is told by its lines.
  }
  return found;
}

function joinedParts(
  text: string,
  from: number,
): { readonly format: string; readonly escape: string } | null {
  const part = /[ \t\r\n]*(?:#[^\n]*\n|'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)"|([^\s;'"#]+)|(;))/y;
  part.lastIndex = from;
  let format = '';
  let escape = 'default';
  for (;;) {
    const match = part.exec(text);
    if (match === null) return null;
    const [, single, double, bare, end] = match;
    if (end !== undefined) return { format, escape };
    const given = single ?? double;
    if (given !== undefined) format += given.replace(/\\(['"\\])/g, '$1');
    else if (bare?.startsWith('escape=') === true) escape = bare.slice(7);
    else if (bare !== undefined) format += bare;
  }
}
