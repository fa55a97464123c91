/** Drift for people: a few lines on a terminal, a comment on a pull request. */
import type { Drift, DriftChange, DriftSeverity } from './compare.ts';
import { driftSeverities } from './compare.ts';

const signs: Readonly<Record<DriftSeverity, string>> = { high: '■', medium: '▲', low: '●', info: '·' };
const shownMax = 200;

const bySeverity = (changes: readonly DriftChange[]): readonly (readonly [DriftSeverity, number])[] =>
  driftSeverities
    .map((severity) => [severity, changes.filter((one) => one.severity === severity).length] as const)
    .filter(([, count]) => count > 0);

/** One line that sums up. */
export const driftTotals = ({ changes }: Drift): string =>
  changes.length === 0
    ? 'Nothing changed.'
    : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}: ${bySeverity(changes)
        .map(([severity, count]) => `${count} ${severity}`)
        .join(', ')}.`;

/** Lines of text, worst first. */
export function driftLines(drift: Drift): readonly string[] {
  const lines = drift.changes
    .slice(0, shownMax)
    .map(
      ({ severity, text, place }) =>
        `${signs[severity]} ${severity.padEnd(6)} ${text}${place === null ? '' : `  (${place})`}`,
    );
  const left = drift.changes.length - shownMax;
  return [...lines, ...(left > 0 ? [`… and ${left} more`] : []), driftTotals(drift)];
}

/** GitHub-flavoured Markdown for a comment. What comes from code is kept from being read as Markdown. */
export function driftMarkdown(drift: Drift): string {
  const rows = drift.changes
    .slice(0, shownMax)
    .map(
      ({ severity, text, place }) =>
        `| ${signs[severity]} ${severity} | ${cell(text)} | ${place === null ? '' : code(place)} |`,
    );
  const left = drift.changes.length - shownMax;
  return [
    '### API attack surface',
    '',
    driftTotals(drift),
    ...(rows.length === 0 ? [] : ['', '| | Change | Where |', '| --- | --- | --- |', ...rows]),
    ...(left > 0 ? ['', `… and ${left} more.`] : []),
    '',
  ].join('\n');
}

const cell = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_<>[\]|#@]/g, (sign) => `\\${sign}`)
    .slice(0, 400);

const code = (text: string): string => `\`${text.replace(/[`|\r\n]/g, ' ').slice(0, 200)}\``;
