/**
 * CODEOWNERS: whose a file is. GitHub's and Bitbucket's form (the last pattern that fits holds) and GitLab's with sections (the last that fits
 * in each section). The first file found counts: `.github/`, the root, `docs/`, `.gitlab/`.
 */
import type { WarningTally } from '../contracts/warning-tally.ts';
import type { PathPattern } from './pattern.ts';
import { pathPattern } from './pattern.ts';

/** One line that names owners. */
export interface OwnerRule {
  readonly pattern: string;
  /** Empty: nobody owns what fits. */
  readonly owners: readonly string[];
  /** '' outside of sections. */
  readonly section: string;
  readonly line: number;
  readonly fits: PathPattern;
}

/** Places in which the file may stand, in the order in which they are looked at. */
export const codeownersPlaces: readonly string[] = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  '.bitbucket/CODEOWNERS',
];

const linesMax = 50_000;
const ownersMax = 16;

/** `@user`, `@org/team`, `@@role`, mail addresses. */
const isOwner = (word: string): boolean =>
  /^@{1,2}[\w.][\w./-]*$|^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(word) && word.length <= 200;

/** Words of a line; a backslash keeps a space, `#` begins a comment. */
const wordsOf = (text: string): readonly string[] => {
  const words = text.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return comment < 0 ? words : words.slice(0, comment);
};

/** Reads the rules. */
export function readCodeowners(text: string, file: string, warnings: WarningTally): readonly OwnerRule[] {
  const rules: OwnerRule[] = [];
  let section = '';
  let byDefault: readonly string[] = [];
  const lines = text.split(/\r?\n/);
  if (lines.length > linesMax)
    warnings.add('too-many-lines', `only the first ${linesMax} lines are read`, { file });
  for (const [index, raw] of lines.slice(0, linesMax).entries()) {
    const line = index + 1;
    const header = /^\s*\^?\[([^\]]{1,200})\](?:\[\d{1,4}\])?(.*)$/.exec(raw);
    if (header !== null) {
      section = (header[1] ?? '').trim().toLowerCase();
      byDefault = wordsOf(header[2] ?? '').filter(isOwner);
      continue;
    }
    const [pattern, ...rest] = wordsOf(raw);
    if (pattern === undefined) continue;
    if (pattern.startsWith('!')) {
      warnings.add('pattern-unknown', 'a pattern with `!` has no meaning here', { file, line });
      continue;
    }
    const owners = rest.filter(isOwner).slice(0, ownersMax);
    if (rest.length > owners.length) warnings.add('owner-unknown', 'a word that is no owner', { file, line });
    if (rest.length > 0 && owners.length === 0) continue;
    rules.push({
      pattern: pattern.slice(0, 300),
      owners: owners.length === 0 ? byDefault : owners,
      section,
      line,
      fits: pathPattern(pattern),
    });
  }
  return rules;
}

/** Who owns a file: the last rule that fits, of each section; rules without owners take ownership away. */
export function ownersOf(rules: readonly OwnerRule[], path: string): readonly OwnerRule[] {
  const bySection = new Map<string, OwnerRule>();
  for (let at = rules.length - 1; at >= 0; at -= 1) {
    const rule = rules[at];
    if (rule !== undefined && !bySection.has(rule.section) && rule.fits(path))
      bySection.set(rule.section, rule);
  }
  return [...bySection.values()].filter(({ owners }) => owners.length > 0).sort((a, b) => a.line - b.line);
}
