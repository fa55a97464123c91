/** Patterns of the tree routers that gin and echo have: a parameter's name goes on to the next slash. */
import type { PathPart, PathPattern, PathSegment } from '../../../routes/template.ts';
import type { TextValue } from '../../../machine/values.ts';

/**
 * Reads `/users/:user-id/files/*path`. An asterisk without a name takes all that follows as `path`.
 *
 * @example
 * colonPath('/files/*filepath').segments // [['files'], [{ name: 'filepath', type: 'string', rest: true }]]
 */
export function colonPath(text: TextValue | string): PathPattern {
  const segments: PathSegment[] = [];
  let open: PathPart[] = [];
  const close = (): void => {
    if (open.length > 0) segments.push(open);
    open = [];
  };
  for (const part of typeof text === 'string' ? [text] : text.parts) {
    if (typeof part !== 'string') {
      open.push(part);
      continue;
    }
    part.split('/').forEach((piece, at) => {
      if (at > 0) close();
      open.push(...partsOf(piece));
    });
  }
  close();
  return { segments, shorter: [] };
}

function partsOf(piece: string): readonly PathPart[] {
  const sign = piece.search(/[:*]/);
  if (sign < 0) return piece === '' ? [] : [piece];
  const before = piece.slice(0, sign);
  const rest = piece.charAt(sign) === '*';
  const name = piece.slice(sign + 1);
  const parameter: PathPart = {
    name: name === '' ? (rest ? 'path' : 'param') : name,
    type: 'string',
    ...(rest ? { rest: true as const } : {}),
  };
  return before === '' ? [parameter] : [before, parameter];
}
