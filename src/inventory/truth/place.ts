/** Places of evidence as people read them. */
import type { Place } from '../../model/sighting.ts';

/**
 * A place in one line.
 *
 * @example
 * placeText({ file: 'src/routes.ts', line: 12 }); // 'src/routes.ts:12'
 * placeText({ file: 'api.yaml', pointer: '/paths/~1users/get' }); // 'api.yaml#/paths/~1users/get'
 */
export function placeText({ file, line, pointer, url }: Place): string {
  const at = file ?? url ?? '';
  if (pointer !== undefined) return `${at}#${pointer}`;
  return line === undefined ? at : `${at}:${line}`;
}
