/** robots.txt (RFC 9309): what a site asks robots to leave alone, and how fast they may go. */

/** What holds for us. */
export interface Robots {
  /** Is a path with query open to us? */
  allows(target: string): boolean;
  /** Pause between requests, ms; 0 when nothing is asked for. */
  readonly delayMs: number;
  /** Absolute URLs of site maps. */
  readonly sitemaps: readonly string[];
}

/** A site without the file allows everything. */
export const noRobots: Robots = { allows: () => true, delayMs: 0, sitemaps: [] };

const linesMax = 5_000;
const rulesMax = 1_000;
const delayMaxMs = 10_000;

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

/**
 * Reads a robots.txt for a product token; the most specific group that names it holds, else `*`.
 *
 * @example
 * parseRobots('User-agent: *\nDisallow: /private/', 'heliostat').allows('/private/x'); // false
 */
export function parseRobots(text: string, product: string): Robots {
  const groups: { agents: string[]; rules: Rule[]; delayMs: number; open: boolean }[] = [];
  const sitemaps: string[] = [];
  for (const line of text.split(/\r?\n/, linesMax)) {
    const found = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line.slice(0, 2_000));
    if (found === null) continue;
    const [, key = '', raw = ''] = found;
    const value = raw.trim();
    let group = groups.at(-1);
    switch (key.toLowerCase()) {
      case 'user-agent':
        if (group === undefined || !group.open) {
          group = { agents: [], rules: [], delayMs: 0, open: true };
          groups.push(group);
        }
        group.agents.push(value.toLowerCase());
        break;
      case 'allow':
      case 'disallow':
        if (group === undefined) break;
        group.open = false;
        if (value !== '' && group.rules.length < rulesMax)
          group.rules.push({ allow: key.toLowerCase() === 'allow', pattern: value });
        break;
      case 'crawl-delay':
        if (group === undefined) break;
        group.open = false;
        group.delayMs = Math.min(delayMaxMs, Math.max(0, Number(value) * 1000 || 0));
        break;
      case 'sitemap':
        if (sitemaps.length < 20) sitemaps.push(value);
        break;
      default:
    }
  }
  const named = groups.filter(({ agents }) => agents.includes(product.toLowerCase()));
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'));
  const rules = ours.flatMap((group) => group.rules);
  return {
    allows(target) {
      let best: Rule | null = null;
      for (const rule of rules) {
        if (!matches(rule.pattern, target)) continue;
        const { length } = rule.pattern;
        if (best === null || length > best.pattern.length || (length === best.pattern.length && rule.allow))
          best = rule;
      }
      return best?.allow ?? true;
    },
    delayMs: Math.max(0, ...ours.map((group) => group.delayMs)),
    sitemaps,
  };
}

/** `*` stands for anything, `$` for the end. Linear: each piece is looked for once, from left to right. */
function matches(pattern: string, target: string): boolean {
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index === 0) {
      if (!target.startsWith(piece)) return false;
      at = piece.length;
      continue;
    }
    const found =
      anchored && index === pieces.length - 1
        ? target.endsWith(piece) && target.length - piece.length >= at
          ? target.length - piece.length
          : -1
        : target.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return !anchored || at === target.length;
}
