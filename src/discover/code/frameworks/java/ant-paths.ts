/** Path patterns of Ant's kind, as rules of access write them. */

const segmentsMax = 64;

/**
 * Does a pattern of Ant's or Spring's kind fit a route template? `**` is any number of segments; `*`, `?` and `{x}` stand for a segment
 * or a part of one; a parameter of the template fits only these.
 */
export function pathFits(pattern: string, path: string): boolean {
  const own = path
    .split('/')
    .filter((one) => one !== '')
    .slice(0, segmentsMax);
  const wanted = pattern
    .split('/')
    .filter((one) => one !== '')
    .slice(0, segmentsMax);
  // Dynamic programming over segments keeps `**` linear in both.
  let reach = new Set([0]);
  for (const one of wanted) {
    const next = new Set<number>();
    if (one === '**' || one.startsWith('{*')) {
      for (let at = Math.min(...reach); at <= own.length; at += 1) next.add(at);
    } else {
      for (const at of reach) {
        const segment = own[at];
        if (segment !== undefined && segmentFits(one, segment)) next.add(at + 1);
      }
    }
    if (next.size === 0) return false;
    reach = next;
  }
  return reach.has(own.length);
}

function segmentFits(pattern: string, segment: string): boolean {
  if (pattern === segment || pattern === '*' || /^\{[^{}]*\}$/.test(pattern)) return true;
  if (!/[*?{]/.test(pattern)) return false;
  const parts = pattern.replaceAll(/\{[^{}]*\}/g, '*').split(/[*?]+/);
  let from = 0;
  const found = parts.every((part, at) => {
    const place = at === 0 ? (segment.startsWith(part) ? 0 : -1) : segment.indexOf(part, from);
    if (place < 0) return false;
    from = place + part.length;
    return true;
  });
  return found && segment.endsWith(parts.at(-1) ?? '');
}
